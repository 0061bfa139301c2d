"""Photographs are known again by the names of their files, whatever size, server or service their address tells of."""

import pytest
from lxml.html import fromstring

from trackers.text.photos import MOST_CAPTIONED, MOST_PHOTOS, read_captioned, read_photos

NAME = "quay-in-winter"


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<img src="/m/quay-in-winter-800x533.JPG?v=7">', {NAME}),
        (
            '<img src="data:image/gif;base64,R0lG" data-src="https://a.example/x/quay-in-winter_large.webp">',
            {NAME},
        ),
        ('<picture><source srcset="/m/quay-in-winter.avif 1x, /m/other.avif 2x"></picture>', {NAME}),
        ('<img src="/_next/image?url=https%3A%2F%2Fa.example%2Fquay-in-winter.jpg&w=640">', {NAME}),
        ('<meta name="twitter:image" content="https://a.example/quay-in-winter.jpg">', {NAME}),
        (
            '<script type="application/ld+json">{"image": "https:\\/\\/a.example\\/quay-in-winter.jpg"}</script>',
            {NAME},
        ),
        # A number or a size is no name: then the whole path counts.
        ('<img src="https://a.example/f3b0/1.jpg">', {"/f3b0/1.jpg"}),
        ('<img src="/logo.svg"><img src=""><img><img src="http://[.jpg">', set()),
    ],
)
def test_a_photograph_is_known_by_the_name_of_its_file(markup: str, names: set[str]) -> None:
    assert read_photos(fromstring(f"<div>{markup}</div>")) == names


def test_a_caption_stands_by_the_pictures_of_the_nearest_box_that_has_any() -> None:
    page = fromstring(
        '<div><img src="/m/island-ferry.jpg"><div class="media"><img src="/m/quay-in-winter.jpg"><div>'
        '<p class="caption">The <b>quay</b></p></div></div></div>'
    )
    assert read_captioned(page) == {("The quay", NAME)}


def test_a_page_of_nothing_but_pictures_is_read_as_far_as_it_counts() -> None:
    figure = '<figure><img src="/m/picture-{n}.jpg"><figcaption>No {n}</figcaption></figure>'
    page = fromstring(f"<div>{''.join(figure.format(n=n) for n in range(1_000))}</div>")
    assert len(read_photos(page)) == MOST_PHOTOS
    assert len(read_captioned(page)) == MOST_CAPTIONED

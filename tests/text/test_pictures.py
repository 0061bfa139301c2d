"""Captions, their credits, and the picture an article leads with."""

import pytest

from tests.text.pages import URL, json_ld, page
from trackers.text.article import read_article
from trackers.text.extraction import Extraction

CAPTION = "The ferry at its berth on Sunday."


def read(**parts: str) -> Extraction:
    return read_article(page(**parts), url=URL)


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>",
        f'<figure><img src=a.jpg><figcaption><span class="sr-only">Image caption</span>{CAPTION}</figcaption></figure>',
        f'<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">{CAPTION}</p></div>',
        f'<div class="media"><img src=a.jpg><span class="media__captionText">{CAPTION}</span></div>',
        f'<div><img src=a.jpg><div data-testid="photo-caption"><p>{CAPTION}</p></div></div>',
        f'<ul class="gallery"><li><div data-src=a.jpg></div><div class="slide-caption">{CAPTION}</div></li></ul>',
        f"<figure><img data-src=a.jpg><noscript><img src=a.jpg></noscript><figcaption>{CAPTION}</figcaption></figure>"
        f"<noscript><figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure></noscript>",
        f"<figure><a href='/large/a.jpg'><img src=a.jpg></a><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><a href='/gallery/ferry'><img src=a.jpg></a><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><a href='#'><img src=a.jpg></a><figcaption>{CAPTION}</figcaption></figure>",
        f'<div class="photo"><p class="caption-full">{CAPTION}</p><p class="caption-short">The ferry at its</p></div>',
    ],
)
def test_a_caption_is_read_once_however_it_is_marked_up(figure: str) -> None:
    assert read(under=figure).captions == (CAPTION,)


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        ('<figcaption>{}<span class="credit">Ben Oar</span></figcaption>', "{} Ben Oar", "Ben Oar"),
        ('<b class="image-copyright">Ben Oar</b><figcaption>{}</figcaption>', "Ben Oar {}", "Ben Oar"),
        ('<figcaption>{}</figcaption><small class="photo-credit">Ben Oar</small>', "{} Ben Oar", "Ben Oar"),
        (
            '<figcaption>{} <i itemprop="copyrightHolder"><b>Credit</b><b>Credit: Ben Oar</b></i></figcaption>',
            "{} Credit: Ben Oar",
            "Credit: Ben Oar",
        ),
        ("<figcaption>{} Photo: Ben Oar</figcaption>", "{} Photo: Ben Oar", "Photo: Ben Oar"),
        ("<figcaption>{} (Photo by Ben Oar)</figcaption>", "{} (Photo by Ben Oar)", "(Photo by Ben Oar)"),
        ("<figcaption>{} © Ben Oar</figcaption>", "{} © Ben Oar", "© Ben Oar"),
        (
            "<figcaption>{} Ben Oar/Skerry Press</figcaption>",
            "{} Ben Oar/Skerry Press",
            "Ben Oar/Skerry Press",
        ),
    ],
)
def test_a_credit_stays_in_its_caption_and_is_named_by_itself(figure: str, caption: str, credit: str) -> None:
    extraction = read(under=f"<figure><img src=a.jpg>{figure.format(CAPTION)}</figure>")
    assert (extraction.captions, extraction.credits) == ((caption.format(CAPTION),), (credit,))


@pytest.mark.parametrize(
    "caption",
    [
        "Ben Oar on the quay.",
        "A photo by the harbour office. It shows the ropes/lines and the berth.",
        "The image: blurred, but telling. Nobody was hurt in the night.",
        "Left and/or right of the ferry.",
    ],
)
def test_a_credit_is_not_guessed(caption: str) -> None:
    extraction = read(under=f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>")
    assert (extraction.captions, extraction.credits) == ((caption,), ())


@pytest.mark.parametrize(
    "markup",
    [
        "<aside><figure><figcaption>Ten best boats</figcaption></figure></aside>",
        '<div class="related"><figure><figcaption>Ten best boats</figcaption></figure></div>',
        '<div class="most-read promo"><p class="caption">Ten best boats</p></div>',
        '<div class="ad-caption">Advertisement</div>',
        '<div class="vjs-captions-settings">Opaque</div>',
        '<script class="caption">x</script><style data-for="figure caption">y</style>',
        '<p class="caption">{{caption}}</p>',
        '<div class="caption"><a href=/1>Ten best boats</a> <a href=/2>Nine best quays</a></div>',
        "<figure><a href='/harbour/boats'><img src=a.jpg></a><figcaption>Watch: ten boats</figcaption></figure>",
        "<a href='/harbour/boats'><figure><img src=a.jpg><figcaption>Ten best boats</figcaption></figure></a>",
        "<p class='page-caption'>World news story</p>",
        "<figure><figcaption></figcaption></figure>",
        f"<figure><figcaption>{'x' * 3000}</figcaption></figure>",
    ],
)
def test_what_is_no_caption_of_the_article_is_left_out(markup: str) -> None:
    assert read(foot=markup).captions == ()


def test_captions_stay_the_same_under_a_new_template() -> None:
    credit = '<span class="credit">Ben Oar</span>'
    old = f'<div class="photo"><img src=a.jpg><p class="caption">{CAPTION} {credit}</p></div>'
    inside = f'<span class="css-1">{CAPTION}</span> <small class="css-2 credit">Ben Oar</small>'
    new = f'<figure id=k7><a href=a.jpg><img src=b.jpg></a><figcaption class="css-3">{inside}</figcaption></figure>'
    assert read(under=old).captions == read(under=new).captions == (f"{CAPTION} Ben Oar",)


ELSEWHERE, BESIDE = "https://i.example/a.jpg", "https://gazette.example/harbour/f.jpg"


@pytest.mark.parametrize(
    ("head", "address", "place"),
    [
        ('<meta property="og:image" content="/a.jpg">', "https://gazette.example/a.jpg", "meta"),
        (json_ld({"@type": "Article", "image": [ELSEWHERE, "b"]}), ELSEWHERE, "json-ld"),
        (json_ld({"@type": "Article", "image": {"url": ELSEWHERE}}), ELSEWHERE, "json-ld"),
        ("", BESIDE, "figure"),
        ('<meta property="og:image" content="javascript:alert(1)">', BESIDE, "figure"),
        ('<meta property="og:image" content="data:image/png;base64,xx">', BESIDE, "figure"),
    ],
)
def test_the_lead_image_is_a_web_address(head: str, address: str, place: str) -> None:
    figure = (
        "<figure><img src='data:image/gif;base64,R0'></figure><figure><img src=x: data-src=f.jpg></figure>"
    )
    extraction = read(head=head, under=figure)
    assert (extraction.lead_image, dict(extraction.places)["lead_image"]) == (address, place)

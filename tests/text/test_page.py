"""What a page's head says of the publisher."""

import pytest

from trackers.text.page import PageHead, read_head


def test_title_site_name_and_language_are_read() -> None:
    page = b"<html lang='pt-BR'><head><title> O Farol |\n Capa</title><meta property='og:site_name' content='O Farol'>"
    assert read_head(page) == PageHead("O Farol | Capa", "O Farol", "pt-BR")


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01", b"%PDF-1.7", b"<html lang='not a language!'>", b"\xff" * 100]
)
def test_what_is_no_page_says_nothing(body: bytes) -> None:
    assert read_head(body).site_name == ""
    assert read_head(body).language == ""

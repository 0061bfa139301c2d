"""From bytes to characters, in a fixed order."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.charset import UndecodableText, declared_codec, decode_text

WORDS = "Die Fähre übersetzt künftig häufiger, sagte die Behörde für Häfen und Küsten am späten Abend. "


def page(text: str, *, meta: str = "") -> str:
    declaration = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declaration}</head><body><p>{text}</p></body></html>"


def test_a_byte_order_mark_beats_everything() -> None:
    body = codecs.BOM_UTF8 + page(WORDS, meta="windows-1251").encode()
    assert WORDS in decode_text(body, content_type="text/html; charset=koi8-r")
    wide = codecs.BOM_UTF16_LE + page(WORDS).encode("utf-16-le")
    assert decode_text(wide, content_type="text/html; charset=utf-8") == page(WORDS)


def test_the_header_beats_the_document() -> None:
    body = page(WORDS, meta="utf-8").encode("cp1252")
    assert WORDS in decode_text(body, content_type='text/html; charset="ISO-8859-1"')


def test_the_document_beats_the_detector() -> None:
    body = page("Паром не вышел в море", meta="koi8-r").encode("koi8-r")
    assert "Паром не вышел в море" in decode_text(body, content_type="text/html")
    old_style = (
        b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>'
    )
    assert "Паром" in decode_text(old_style + "Паром".encode("cp1251"))


def test_an_undeclared_document_is_utf8_or_what_the_detector_is_sure_of() -> None:
    assert decode_text(page(WORDS).encode()) == page(WORDS)
    russian = (
        "Паром не вышел в море, сообщила вчера вечером служба порта, потому что ветер порвал два каната. "
    )
    assert russian in decode_text(page(russian * 10).encode("cp1251"))


def test_labels_mean_what_browsers_take_them_for() -> None:
    assert "“quoted”" in decode_text(
        page("“quoted”").encode("cp1252"), content_type="text/html; charset=iso-8859-1"
    )
    assert "€5" in decode_text(page("€5", meta="us-ascii").encode("cp1252"))
    assert declared_codec("GB2312") == "gb18030"
    assert declared_codec(" Shift_JIS ") == "cp932"
    assert WORDS in decode_text(page(WORDS, meta="utf-16").encode())


@pytest.mark.parametrize(
    "label", ["utf-7", "unicode_escape", "rot13", "zip", "base64", "idna", "undefined", "x" * 50]
)
def test_dangerous_and_unknown_labels_are_ignored(label: str) -> None:
    assert declared_codec(label) is None
    body = page("+ADw-script+AD4-", meta=label).encode()
    assert "+ADw-script+AD4-" in decode_text(body, content_type=f"text/html; charset={label}")


def test_a_stray_byte_is_replaced_and_the_page_is_read() -> None:
    body = page(WORDS * 5, meta="utf-8").encode().replace(b"Beh", b"B\xffh", 1)
    assert "B\ufffdh" in decode_text(body)


def test_a_wrong_declaration_gives_way_to_the_next() -> None:
    body = page(WORDS * 5, meta="windows-1252").encode("cp1252")
    assert WORDS in decode_text(body, content_type="text/html; charset=utf-8")


def test_a_document_of_which_much_cannot_be_decoded_is_refused() -> None:
    mixed = bytes(b if i % 3 else 0xFF for i, b in enumerate(page(WORDS * 20, meta="utf-8").encode()))
    with pytest.raises(UndecodableText):
        decode_text(mixed, content_type="text/html; charset=utf-8")


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_decoded_or_refused(body: bytes, content_type: str) -> None:
    try:
        text = decode_text(body, content_type=content_type)
    except UndecodableText:
        return
    assert isinstance(text, str)

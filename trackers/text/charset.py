"""From bytes to characters, as browsers do it.

A page that is decoded in another way at the next look would show a Change nobody made, so the order is
fixed: byte order mark, HTTP header, declaration in the document, detector (WHATWG Encoding Standard, WHATWG
HTML section 13.2.3).
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

# One character in a hundred that does not fit: a stray byte in a long page passes, a wrong charset does not.
MOST_UNDECODABLE = 0.01
_DETECT_FROM = 64 * 1024
_MOST_CHAOS = 0.1
# What undeclared documents on the web are really in. Left to itself the detector likes old Macintosh
# charsets best.
_GUESSES = [
    *("cp1252", "cp1251", "koi8_r", "cp932", "euc_jp", "gb18030", "big5"),
    *("cp949", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp874"),
]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s{0,20}=\s{0,20}[\"']?([^\s\"';,]{1,40})", re.IGNORECASE)
_META_SCAN = 4096
_META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,400}?charset\s{0,20}=\s{0,20}[\"']?\s{0,20}([A-Za-z0-9_.:\-]{1,40})", re.I
)
_XML_ENCODING = re.compile(
    rb"\s{0,20}<\?xml\b[^>]{0,200}?encoding\s{0,20}=\s{0,20}[\"']([A-Za-z0-9_.:\-]{1,40})", re.I
)

# Labels as the Encoding Standard reads them: what is called ISO-8859-1 is windows-1252, GB2312 is GB18030,
# and so on. Only these are ever given to Python's codecs: UTF-7 and Python's own "unicode_escape" or "zip"
# must never be.
_LABELS: dict[str, str] = {
    label: codec
    for codec, labels in (
        ("utf-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
        ("utf-16-le", "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff"),
        ("utf-16-be", "utf-16be unicodefffe"),
        (
            "cp1252",
            "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1"
            " latin-1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 csisolatin1",
        ),
        ("cp1250", "windows-1250 cp1250 x-cp1250"),
        ("cp1251", "windows-1251 cp1251 x-cp1251"),
        ("cp1253", "windows-1253 cp1253 x-cp1253"),
        ("cp1254", "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5"),
        ("cp1255", "windows-1255 cp1255 x-cp1255"),
        ("cp1256", "windows-1256 cp1256 x-cp1256"),
        ("cp1257", "windows-1257 cp1257 x-cp1257"),
        ("cp1258", "windows-1258 cp1258 x-cp1258"),
        ("cp874", "windows-874 cp874 dos-874 iso-8859-11 iso8859-11 tis-620"),
        ("cp866", "ibm866 cp866 866 csibm866"),
        ("iso8859-2", "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2"),
        ("iso8859-3", "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3"),
        ("iso8859-4", "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4"),
        ("iso8859-5", "iso-8859-5 iso8859-5 iso_8859-5 cyrillic"),
        ("iso8859-6", "iso-8859-6 iso8859-6 iso_8859-6 arabic asmo-708 ecma-114"),
        ("iso8859-7", "iso-8859-7 iso8859-7 iso_8859-7 greek greek8 ecma-118 elot_928"),
        ("iso8859-8", "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i iso-8859-8-e hebrew visual logical"),
        ("iso8859-10", "iso-8859-10 iso8859-10 latin6 l6"),
        ("iso8859-13", "iso-8859-13 iso8859-13"),
        ("iso8859-14", "iso-8859-14 iso8859-14"),
        ("iso8859-15", "iso-8859-15 iso8859-15 iso_8859-15 l9 latin9"),
        ("iso8859-16", "iso-8859-16"),
        ("koi8-r", "koi8-r koi8 koi koi8_r cskoi8r"),
        ("koi8-u", "koi8-u koi8-ru"),
        ("mac-roman", "macintosh mac x-mac-roman csmacintosh"),
        ("mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"),
        ("gb18030", "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 euc-cn x-euc-cn"),
        ("big5hkscs", "big5 big5-hkscs cn-big5 x-x-big5 csbig5"),
        ("cp932", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis"),
        ("euc_jp", "euc-jp x-euc-jp cseucpkdfmtjapanese"),
        ("iso2022_jp", "iso-2022-jp csiso2022jp"),
        ("cp949", "euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr"),
    )
    for label in labels.split()
}


class UndecodableText(ValueError):
    """No charset fits these bytes."""


def decode_text(body: bytes, *, content_type: str = "") -> str:
    """Return the characters of an HTML, XML or JSON document.

    Takes the first charset that at most one character in a hundred does not fit; such characters become
    U+FFFD. Raises UndecodableText where none does.
    """
    for codec in _candidates(body, content_type):
        text = body.decode(codec, errors="replace").removeprefix("\ufeff")
        strays = text.count("\ufffd")
        if strays <= MOST_UNDECODABLE * len(text) or (strays == 1 and text.endswith("\ufffd")):
            return text
    raise UndecodableText("The characters of this document cannot be read: its charset is unknown or wrong.")


def declared_codec(label: str) -> str | None:
    """Return the Python codec for a charset label of the Encoding Standard, or None for unknown labels and
    UTF-7."""
    return _LABELS.get(label.strip().lower())


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            yield codec
    header = _HEADER_CHARSET.search(content_type[:400])
    if header and (codec_or_none := declared_codec(header.group(1))):
        yield codec_or_none
    head = body[:_META_SCAN]
    for pattern in (_XML_ENCODING, _META_CHARSET):
        found = pattern.match(head) if pattern is _XML_ENCODING else pattern.search(head)
        if found and (codec_or_none := declared_codec(found.group(1).decode("ascii"))):
            # A declaration that can be read byte by byte is not in UTF-16, whatever it says.
            yield "utf-8" if codec_or_none.startswith("utf-16") else codec_or_none
    yield "utf-8"
    if (guess := _detect(body)) is not None:
        yield guess


def _detect(body: bytes) -> str | None:
    guess = from_bytes(body[:_DETECT_FROM], cp_isolation=_GUESSES).best()
    if guess is None or guess.chaos > _MOST_CHAOS:
        return None
    # Several may read these bytes alike; the rest of the document then speaks for the one that is common.
    return "cp1252" if "cp1252" in guess.could_be_from_charset else guess.encoding

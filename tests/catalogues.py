"""Compiled catalogues of translations, as gettext reads them, for tests that ask for another language."""

import struct
from collections.abc import Mapping
from pathlib import Path


def write_catalogue(folder: Path, sentences: Mapping[str, str]) -> None:
    """Write a compiled catalogue (GNU gettext manual, "The Format of GNU MO Files")."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **sentences}.items())
    start = 28 + 16 * len(pairs)
    heads, body = ([], []), b""
    for side in (0, 1):
        for pair in pairs:
            text = pair[side].encode()
            heads[side].append(struct.pack("<II", len(text), start + len(body)))
            body += text + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28)
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(header + b"".join(heads[0]) + b"".join(heads[1]) + body)

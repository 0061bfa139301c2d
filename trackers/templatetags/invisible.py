"""Characters that nobody sees, made visible: a zero-width space that came or went is a change like any other."""

import unicodedata

# They carry nothing a reader could see, in any script: soft hyphen, zero-width space, embeddings, isolates, joins.
_HIDDEN = frozenset(map(chr, (0xAD, 0x180E, 0x200B, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x206A))))
# Part of how many scripts, and emoji, are written: joiners, direction marks, variation selectors.
_HELPERS = frozenset(map(chr, (0x61C, 0x200C, 0x200D, 0x200E, 0x200F, *range(0xFE00, 0xFE10))))
_LAST_LATIN = 0x2FF


def reveal(text: str) -> str:
    """Return marked text with invisible characters named in brackets: "[zero width space]".

    Joiners and direction marks beside a script that needs them stay as they are. White space alone is named too
    ("[no-break space]"), for otherwise nothing would seem to be marked.
    """
    if text.isspace():
        return "".join(map(_name, text))
    if text.isascii():
        return text
    named = _HIDDEN if _needs_helpers(text) else _HIDDEN | _HELPERS
    return "".join(_name(character) if character in named else character for character in text)


def _needs_helpers(text: str) -> bool:
    return any(
        ord(character) > _LAST_LATIN and unicodedata.category(character)[0] in "LS" for character in text
    )


def _name(character: str) -> str:
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"

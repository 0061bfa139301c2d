"""Finds which words of a paragraph stand between quotation marks, in every typography."""

_OPENING = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    "《": "》",
}
_STRAIGHT = '"＂″'
# A single quotation mark that never closes is an apostrophe; a quotation in single marks is no longer than this.
_LONGEST_SINGLE = 300
_SINGLE = "'‘‚"
# In these pairs what opens and what closes look alike to somebody who types both for either.
QUOTE_MARKS = frozenset("".join(_OPENING) + "".join(_OPENING.values()) + _STRAIGHT + "'")


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Return where quotations stand in `text`, from the opening mark to behind the closing one.

    A double mark that is never closed quotes to the end of the paragraph, as newspapers write a quotation of several
    paragraphs; a single one is an apostrophe.
    """
    ranges: list[tuple[int, int]] = []
    place = edge = 0
    while place < len(text):
        if place >= edge:
            # Where the paragraph ends, looked for once in each.
            edge = text.find("\n\n", place + 1)
            edge = edge if edge >= 0 else len(text)
        closers = _closers(text, place)
        if not closers:
            place += 1
            continue
        end = _find_end(text, place, closers, edge=edge)
        if end is None:
            place += 1
            continue
        ranges.append((place, end))
        place = end
    return ranges


def _closers(text: str, place: int) -> str:
    mark = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if mark in _STRAIGHT:
        # Gershayim in Hebrew and inches stand behind a letter or digit.
        return "" if before.isalnum() and not after.isspace() and after.isalnum() else _STRAIGHT + "”"
    if mark == "'" or mark in "‘‚":
        opens = not before.isalnum() and not after.isspace()
        return ("'’" if mark == "'" else _OPENING[mark]) if opens else ""
    if mark == "»" and not (before.isspace() or not before.isalnum()):
        return ""
    return _OPENING.get(mark, "")


def _find_end(text: str, start: int, closers: str, *, edge: int) -> int | None:
    is_single = text[start] in _SINGLE
    limit = min(edge, start + _LONGEST_SINGLE) if is_single else edge
    last = None
    for place in range(start + 1, limit):
        if text[place] not in closers:
            continue
        after = text[place + 1] if place + 1 < len(text) else " "
        if is_single or text[place] in "'’":
            if after.isalnum() or place == start + 1:
                continue
            # Of "'the workers' pay'" the last mark closes; of "'a' and 'b'" the first.
            last = place + 1
            break
        if text[place] in _STRAIGHT and text[place - 1].isalnum() and after.isalnum():
            continue
        return place + 1
    if is_single:
        return last
    return limit if last is None else last

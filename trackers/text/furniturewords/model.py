"""The words of lines that stand for the page itself, by language: data for `trackers.text.furniture`.

Phrases stand between bars, words between spaces; both are folded as `fold_phrase` does. They are chosen so that no
sentence of a story is made of them alone.
"""

from dataclasses import dataclass

from trackers.text.noticewords import cut_phrases


@dataclass(frozen=True)
class FurnitureWords:
    """What standing lines are made of.

    `stamps` are the words that make a time stamp of a clock's; `counts` those of counters and buttons, of which each
    has one of `anchors`; `leads` begin a line that leads elsewhere and are followed by a colon or a bar; `prompts`
    begin a line that asks something of the reader, `asks` stand anywhere in one; `calls` begin such a line, or a
    sentence of advice: only a short one, or one that names any of `offers`, is asked by the page; `wholes` are
    whole lines, `starts` begin one; a figure in them is written #. `desks` begin a line of desk credits.
    """

    stamps: frozenset[str]
    counts: frozenset[str]
    anchors: frozenset[str]
    leads: tuple[str, ...]
    prompts: tuple[str, ...]
    asks: tuple[str, ...]
    wholes: frozenset[str]
    starts: tuple[str, ...]
    desks: tuple[str, ...]
    calls: tuple[str, ...] = ()
    offers: frozenset[str] = frozenset()


def furniture(
    *,
    stamps: str,
    anchors: str,
    leads: str,
    prompts: str,
    counts: str = "",
    asks: str = "",
    wholes: str = "",
    starts: str = "",
    desks: str = "",
    calls: str = "",
    offers: str = "",
) -> FurnitureWords:
    """Return the words of one language from blocks of phrases between bars and of words between spaces."""
    return FurnitureWords(
        stamps=frozenset(stamps.split()),
        counts=frozenset(f"{counts} {anchors}".split()),
        anchors=frozenset(anchors.split()),
        leads=cut_phrases(leads),
        prompts=cut_phrases(prompts),
        asks=cut_phrases(asks),
        wholes=frozenset(cut_phrases(wholes)),
        starts=cut_phrases(starts),
        desks=cut_phrases(desks),
        calls=cut_phrases(calls),
        offers=frozenset(offers.split()),
    )

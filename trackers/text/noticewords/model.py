"""The words of notices to readers, by language: data for `trackers.text.notices`.

Phrases between bars, folded as `fold_phrase` does. Nothing here is a pattern: no page can make a search slow.
"""

from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff", None),
    }
)


def fold_phrase(text: str) -> str:
    """Return text as phrases are compared: lower case, quotes plain, nothing unseen, one space, NFKC."""
    if not text.isascii():
        text = normalize("NFKC", text.translate(_PLAIN)).replace("…", "...")
    return " ".join(text.casefold().split())


def cut_phrases(block: str) -> tuple[str, ...]:
    """Return the phrases of a block, which stand between bars, longest first."""
    phrases = {phrase for part in block.split("|") if (phrase := fold_phrase(part))}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@dataclass(frozen=True)
class NoticeWords:
    """Labels a notice begins with, how it speaks of this text, and the words that say what was done to it.

    `labels` and `marks` go from a sort ("retraction", "correction", "clarification", "update", "editors_note")
    to phrases; a mark under "any" says only that the text is another now. `earlier` begin a sentence that is a
    notice whatever follows, `subjects` one that is a notice if one of the marks (of `done`, where a language
    has them) follows soon; those of `ours` speak for the newsroom and say so only where one of `texts` follows
    too. `anywhere` are phrases that make a notice of a line without quoted words wherever they stand. `dated`
    begins a subject with a date in it ("This May 5 story"), `wire` a note in brackets as agencies write them.
    `never` are phrases of lines that stand for the page, `links` labels that are links where nothing follows.
    """

    labels: dict[str, tuple[str, ...]]
    subjects: tuple[str, ...]
    ours: tuple[str, ...]
    texts: tuple[str, ...]
    marks: dict[str, tuple[str, ...]]
    done: tuple[str, ...]
    earlier: tuple[str, ...]
    never: tuple[str, ...]
    links: tuple[str, ...]
    dated: tuple[str, ...]
    anywhere: tuple[str, ...]
    wire: tuple[str, ...]

    @cached_property
    def every_label(self) -> tuple[str, ...]:
        """The labels of all sorts."""
        return tuple(label for labels in self.labels.values() for label in labels)


def notices(
    *,
    labels: dict[str, str],
    subjects: str,
    ours: str,
    texts: str,
    marks: dict[str, str],
    never: str,
    earlier: str = "",
    done: str = "",
    links: str = "",
    dated: str = "",
    anywhere: str = "",
    wire: str = "",
) -> NoticeWords:
    """Return the words of one language from blocks of phrases between bars."""
    return NoticeWords(
        labels={sort: cut_phrases(block) for sort, block in labels.items()},
        subjects=cut_phrases(subjects),
        ours=cut_phrases(ours),
        texts=cut_phrases(texts),
        marks={sort: cut_phrases(block) for sort, block in marks.items()},
        done=cut_phrases(done or " | ".join(marks.values())),
        earlier=cut_phrases(earlier),
        never=cut_phrases(never),
        links=cut_phrases(links),
        dated=cut_phrases(dated),
        anywhere=cut_phrases(anywhere),
        wire=cut_phrases(wire),
    )

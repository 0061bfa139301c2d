"""Reads the kinds of a change from two texts and their Diff: field by field, then the body row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trackers.text.compare import Diff, RowKind, compare
from trackers.text.compare.tokens import BREAK
from trackers.text.kinds.amounts import figures_of
from trackers.text.kinds.guess import guess_language
from trackers.text.kinds.lines import LineSort, read_caption, sort_line
from trackers.text.kinds.marks import read_looks, unspaced
from trackers.text.kinds.moves import Draft, differing_part, match_moves
from trackers.text.kinds.names import learn_names
from trackers.text.kinds.pair import Finding, Pair, content_words, without_kin
from trackers.text.kinds.passages import read_lone, read_passages
from trackers.text.kinds.rough import Allowance, read_lone_roughly, read_roughly
from trackers.text.kinds.safety import look_again
from trackers.text.kinds.side import Side
from trackers.text.kinds.values import COSMETIC, Code, Kind, Kinds, Place
from trackers.text.kinds.words import NO_WORDS, WORDS, Words, plain
from trackers.text.notices import NoticeSort, read_notice
from trackers.text.tidy import ArticleText

_MOST_STRANGERS = 60
_ALIKE_SHARE, _LEAST_SHARED, _STEM = 0.4, 2, 5
_LONGEST_STRANGER = 4_000
_EXCHANGED_SHARE = 0.3
_SORTED = {
    LineSort.NOTICE: Code.CORRECTION_NOTICE,
    LineSort.STANDING: Code.FURNITURE,
    LineSort.CAPTION: Code.LINK_MEDIA,
    LineSort.TEASER: Code.LINK_MEDIA,
}
_IN_CAPTIONS = frozenset((Code.NAME, Code.NUMBER, Code.DATE, Code.NEGATION, Code.QUOTE, Code.HEDGE))


def read_kinds(before: ArticleText, after: ArticleText, *, lang: str = "", diff: Diff | None = None) -> Kinds:
    """Return the kinds of change from one text of an article to another, each with its evidence.

    `lang` is the language code the page states, "" if unknown; `diff` the comparison of the two if it is at hand. Rules
    and word lists only: the same texts always give the same kinds. Two equal texts have none. Costs a few milliseconds
    on top of the Diff, and a second where more than `rough.MOST_READ` letters of a body differ: of what is beyond, no
    more is told than that it went, came, moved, was rewritten or spaced otherwise.
    """
    diff = diff if diff is not None else compare(before, after)
    words = _choose_words(before, after, lang=lang)
    reader = _Reader(
        before,
        after,
        words=words,
        lang=lang or words.lang,
        names=learn_names((before, after), lang=words.lang),
    )
    entries: list[Kind] = []
    entries += reader.read_field(Code.HEADLINE, before.headline, after.headline)
    entries += reader.read_field(Code.STANDFIRST, before.standfirst, after.standfirst)
    entries += reader.read_byline(diff)
    entries += reader.read_body(diff)
    entries += reader.read_captions(diff)
    if not entries and before != after:
        entries = [Kind(Code.REWRITE, "", "", Place("body"))]
    return Kinds(tuple(dict.fromkeys(entries)), reader.find_notice(before), reader.find_notice(after))


def _choose_words(before: ArticleText, after: ArticleText, *, lang: str) -> Words:
    text = after if after.paragraphs else before
    own = lang.partition("-")[0].lower()
    code = guess_language(" ".join((text.headline, *text.paragraphs[:8])), stated=own)
    return WORDS.get(code, NO_WORDS)


@dataclass(frozen=True)
class _Item:
    """A line of the body in a changed row: its sort, text and place."""

    sort: LineSort
    text: str
    place: int


class _Reader:
    def __init__(
        self, before: ArticleText, after: ArticleText, *, words: Words, lang: str, names: frozenset[str]
    ) -> None:
        self.before, self.after = before, after
        self.words, self.lang, self.names = words, lang, names
        self._allowance = Allowance()

    def find_notice(self, text: ArticleText) -> NoticeSort | None:
        """Return the first notice to readers that stands in a text."""
        for line in text.paragraphs:
            notice = read_notice(line, lang=self.lang)
            if notice is not None:
                return notice.sort
        return None

    def read_field(self, code: Code, old: str, new: str) -> list[Kind]:
        """Return the kinds of a headline or standfirst."""
        if old == new:
            return []
        place = Place(code.value, 0 if old else None, 0 if new else None)
        if not old or not new or self._is_exchanged(old, new):
            found = [Finding(code, (0, len(old)), (0, len(new)))]
            found += self._quotations(old, is_old=True) + self._quotations(new, is_old=False)
            return _kinds(found, old, new, place)
        read = read_passages(old, new, words=self.words, names=self.names, is_field=True)
        found = [finding for finding in read if finding.code is not Code.HEADLINE]
        if not found or any(finding.code not in COSMETIC for finding in read):
            found.append(Finding(code, *differing_part(old, new)))
        return _kinds(found, old, new, place)

    def _is_exchanged(self, old: str, new: str) -> bool:
        """Return whether a field says something else altogether: no figure and few words are kept."""
        pair = Pair(
            *(Side(text, words=self.words, known_names=self.names) for text in (old, new)), is_field=True
        )
        if self.words.is_spaceless:
            kept = sum(1 for i, _ in pair.unchanged() if pair.old.tokens[i].is_word)
            return kept < _EXCHANGED_SHARE * min(len(pair.old.tokens), len(pair.new.tokens))
        one, other = (pair.content([t for t in side.tokens if t.is_word]) for side in (pair.old, pair.new))
        if {figure.value for figure in figures_of(pair.old)} & {
            figure.value for figure in figures_of(pair.new)
        }:
            return False
        left, _ = without_kin(one, other)
        return len(one) - len(left) < _EXCHANGED_SHARE * min(len(one), len(other))

    def _quotations(self, text: str, *, is_old: bool) -> list[Finding]:
        quoted = Side(text, words=self.words).quoted
        return [
            Finding(Code.QUOTE, span, (0, 0)) if is_old else Finding(Code.QUOTE, (0, 0), span)
            for span in quoted
        ]

    def read_byline(self, diff: Diff) -> list[Kind]:
        """Return the kinds of a byline: other names, or the same in other looks."""
        if self.before.byline == self.after.byline:
            return []
        old, new = ", ".join(self.before.byline), ", ".join(self.after.byline)
        place = Place("byline", 0 if old else None, 0 if new else None)
        looks = Code.WHITESPACE if unspaced(old) == unspaced(new) else None
        return [Kind(looks or Code.BYLINE, old, new, place)]

    def read_captions(self, diff: Diff) -> list[Kind]:
        """Return the kinds of captions: every difference is one of media, and those that matter are named beside it."""
        kinds: list[Kind] = []
        for field in diff.fields:
            if field.field.value != "captions" or not field.changed:
                continue
            old = [self.before.captions[n] for n in field.row.old_paragraphs]
            new = [self.after.captions[n] for n in field.row.new_paragraphs]
            place = Place("captions", field.row.old_index, field.row.new_index)
            kinds += [
                draft.kind
                for draft in self._read_media(BREAK.join(old), BREAK.join(new), place, is_teaser=False)
            ]
        return kinds

    def read_body(self, diff: Diff) -> list[Kind]:
        """Return the kinds of the body: row by row, then what moved matched up."""
        drafts: list[Draft] = []
        gone: list[_Item] = []
        come: list[_Item] = []
        for old, new, is_moved in self._pairs(diff):
            drafts += self._read_special(old, new)
            left = [item for item in old if item.sort is LineSort.STORY]
            right = [item for item in new if item.sort is LineSort.STORY]
            if is_moved and left and right:
                drafts += self._read_moved(left[0], right[0])
            elif left and right:
                drafts += self._read_story(left, right)
            else:
                gone += left
                come += right
        drafts += self._read_strangers(gone, come)
        return match_moves(drafts, words=self.words, names=self.names)

    def _pairs(self, diff: Diff) -> Iterator[tuple[list[_Item], list[_Item], bool]]:
        """Yield the paragraphs of each changed row, old and new; of those that moved both sides at once."""
        partners = {move.old_row: move.new_row for move in diff.moves if move.whole_paragraph}
        for row in diff.rows:
            if row.kind is RowKind.EQUAL:
                continue
            if row.kind is not RowKind.MOVED:
                yield (
                    self._items(self.before, row.old_paragraphs),
                    self._items(self.after, row.new_paragraphs),
                    False,
                )
            elif row.number in partners:
                came = diff.rows[partners[row.number]]
                yield (
                    self._items(self.before, row.old_paragraphs),
                    self._items(self.after, came.new_paragraphs),
                    True,
                )

    def _items(self, text: ArticleText, places: Sequence[int]) -> list[_Item]:
        return [_Item(sort_line(text.paragraphs[n], lang=self.lang), text.paragraphs[n], n) for n in places]

    def _read_special(self, old: list[_Item], new: list[_Item]) -> list[Draft]:
        """Return the kinds of the lines of a row that are none of the story."""
        drafts: list[Draft] = []
        for sort in _SORTED:
            left = [item for item in old if item.sort is sort]
            right = [item for item in new if item.sort is sort]
            one, other = BREAK.join(item.text for item in left), BREAK.join(item.text for item in right)
            if one == other:
                continue
            place = _place(left, right)
            if sort in (LineSort.CAPTION, LineSort.TEASER):
                drafts += self._read_media(one, other, place, is_teaser=sort is LineSort.TEASER)
            else:
                drafts += _drafts(self._read_line(_SORTED[sort], one, other), one, other, place)
        return drafts

    def _read_line(self, code: Code, old: str, new: str) -> list[Finding]:
        """Return what differs in a notice or standing line: looks alone, or the line."""
        looks = read_looks(old, new, words=NO_WORDS) if old and new else None
        is_looks = looks in (Code.WHITESPACE, Code.PUNCTUATION) and code is not Code.FURNITURE
        return [Finding(looks if looks is not None and is_looks else code, *differing_part(old, new))]

    def _read_media(self, old: str, new: str, place: Place, *, is_teaser: bool) -> list[Draft]:
        """Return the kinds of a caption, credit or teaser: one of media, and in a caption what matters besides."""
        looks = read_looks(old, new, words=NO_WORDS) if old and new else None
        if looks in (Code.WHITESPACE, Code.PUNCTUATION):
            return _drafts([Finding(looks, *differing_part(old, new))], old, new, place)
        found = [Finding(Code.LINK_MEDIA, *differing_part(old, new))]
        if old and new and not is_teaser:
            credits = (
                read_caption(old, lang=self.words.lang).credit,
                read_caption(new, lang=self.words.lang).credit,
            )
            told = read_passages(old[: credits[0]], new[: credits[1]], words=self.words, names=self.names)
            found += [finding for finding in told if finding.code in _IN_CAPTIONS]
        return _drafts(found, old, new, place)

    def _read_moved(self, old: _Item, new: _Item) -> list[Draft]:
        place = _place([old], [new])
        found = [Finding(Code.MOVE, (0, len(old.text)), (0, len(new.text)))]
        if old.text != new.text and self._allowance.spend(old.text, new.text):
            found += read_passages(old.text, new.text, words=self.words, names=self.names)
        elif old.text != new.text:
            found.append(read_roughly(old.text, new.text))
        return _drafts(found, old.text, new.text, place)

    def _read_story(self, old: list[_Item], new: list[_Item]) -> list[Draft]:
        one, other = BREAK.join(item.text for item in old), BREAK.join(item.text for item in new)
        if not self._allowance.spend(one, other):
            return _drafts([read_roughly(one, other)] if one != other else [], one, other, _place(old, new))
        found = read_passages(one, other, words=self.words, names=self.names)
        if one != other:
            found += look_again(found, one, other, words=self.words)
        return _drafts(found, one, other, _place(old, new))

    def _read_strangers(self, gone: list[_Item], come: list[_Item]) -> list[Draft]:
        """Return the kinds of paragraphs that stand on one side only; of two that are alike, what changed in them."""
        drafts: list[Draft] = []
        left = [(item, self._stems(item)) for item in come]
        for item in gone:
            stems = self._stems(item)
            partner = next((pair for pair in left[:_MOST_STRANGERS] if _share_words(stems, pair[1])), None)
            if partner is not None:
                left.remove(partner)
                drafts += self._read_story([item], [partner[0]])
            else:
                drafts += self._read_lone(item, is_cut=True)
        for item, _ in left:
            drafts += self._read_lone(item, is_cut=False)
        return drafts

    def _stems(self, item: _Item) -> frozenset[str]:
        """Return how the words that carry facts begin, nothing for a paragraph too long or too late to be compared."""
        if len(item.text) > _LONGEST_STRANGER or self._allowance.is_spent:
            return frozenset()
        side = self._side(item.text)
        return frozenset(
            plain(token.text)[:_STEM] for token in content_words(side, side.tokens) if token.is_word
        )

    def _side(self, text: str) -> Side:
        return Side(text, words=self.words, known_names=self.names)

    def _read_lone(self, item: _Item, *, is_cut: bool) -> list[Draft]:
        if self._allowance.spend(item.text):
            found = read_lone(self._side(item.text), (0, len(item.text)), is_cut=is_cut)
        else:
            found = [read_lone_roughly(item.text, is_cut=is_cut)]
        old, new = (item.text, "") if is_cut else ("", item.text)
        return _drafts(found, old, new, _place([item] if is_cut else [], [] if is_cut else [item]))


def _share_words(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= max(_LEAST_SHARED, _ALIKE_SHARE * min(len(one), len(other)))


def _place(old: Sequence[_Item], new: Sequence[_Item]) -> Place:
    return Place("body", old[0].place if old else None, new[0].place if new else None)


def _drafts(found: Sequence[Finding], old: str, new: str, place: Place) -> list[Draft]:
    return [
        Draft(Kind(finding.code, old[slice(*finding.old)], new[slice(*finding.new)], place), finding.is_whole)
        for finding in found
    ]


def _kinds(found: Sequence[Finding], old: str, new: str, place: Place) -> list[Kind]:
    return [draft.kind for draft in _drafts(found, old, new, place)]

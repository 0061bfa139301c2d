"""How alike two paragraphs are, and which ones are worth comparing at all."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from trackers.text.compare.lines import Lexicon, Line

# Up to so many pairs all are compared; beyond, each paragraph meets those it shares rare words with, and
# those at about the same place; beyond _MOST_PARAGRAPHS only equal ones.
_ALL_PAIRS = 1024
_RARE = 8
_NEAREST = 6
_DIAGONAL = 2
_MOST_PARAGRAPHS = 2000


class Kinship:
    """Compares the paragraphs of two texts, each pair once."""

    def __init__(self, lexicon: Lexicon, *, old: Sequence[str], new: Sequence[str]) -> None:
        self.lexicon = lexicon
        self._old, self._new = old, new
        self._lines_old: dict[int, Line] = {}
        self._lines_new: dict[int, Line] = {}
        self._common: dict[tuple[int, int], int] = {}
        self._similarity: dict[tuple[int, int], float] = {}
        self._asked: tuple[tuple[int, ...], tuple[int, ...]] = (), ()
        self._candidates: list[tuple[int, int]] = []

    def mirrored(self) -> "Kinship":
        """Return the same comparison seen from the new text; both share one budget."""
        mirror = Kinship(self.lexicon, old=self._new, new=self._old)
        mirror._lines_old, mirror._lines_new = self._lines_new, self._lines_old
        mirror._common = {(j, i): common for (i, j), common in self._common.items()}
        return mirror

    def old(self, place: int) -> Line:
        """Return the line of the old paragraph at this place."""
        if place not in self._lines_old:
            self._lines_old[place] = self.lexicon.line(self._old[place])
        return self._lines_old[place]

    def new(self, place: int) -> Line:
        """Return the line of the new paragraph at this place."""
        if place not in self._lines_new:
            self._lines_new[place] = self.lexicon.line(self._new[place])
        return self._lines_new[place]

    def same_text(self, i: int, j: int) -> bool:
        """True if both paragraphs are exactly equal."""
        return self._old[i] == self._new[j]

    def common(self, i: int, j: int) -> int:
        """Return how many words both paragraphs have in common in the same order."""
        known = self._common.get((i, j))
        if known is None:
            one, other = self.old(i).words, self.new(j).words
            known = len(one) if one == other else self.lexicon.common_words(one, other)
            self._common[i, j] = known
        return known

    def similarity(self, i: int, j: int) -> float:
        """Return the share of the words of both that they have in common, 0 to 1."""
        known = self._similarity.get((i, j))
        if known is None:
            total = len(self.old(i).words) + len(self.new(j).words)
            known = 1.0 if self.same_text(i, j) else 2 * self.common(i, j) / total if total else 0.0
            self._similarity[i, j] = known
        return known

    def candidates(self, old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """Return the pairs of these places that are worth comparing, in order."""
        if len(old) * len(new) <= _ALL_PAIRS:
            return [(i, j) for i in old for j in new]
        asked = tuple(old), tuple(new)
        # Where nothing could be linked the same places are asked for again, to look for moves.
        if self._asked != asked:
            found = set(self.equal(old, new))
            if max(len(old), len(new)) <= _MOST_PARAGRAPHS:
                found.update(self._near_diagonal(old, new))
                found.update(self._sharing_rare_words(old, new))
            self._asked, self._candidates = asked, sorted(found)
        return self._candidates

    def _near_diagonal(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        for number, i in enumerate(old):
            middle = number * len(new) // len(old)
            for j in new[max(0, middle - _DIAGONAL) : middle + _DIAGONAL + 1]:
                yield i, j
        for number, j in enumerate(new):
            middle = number * len(old) // len(new)
            for i in old[max(0, middle - _DIAGONAL) : middle + _DIAGONAL + 1]:
                yield i, j

    def _sharing_rare_words(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        holders_old, holders_new = _postings(old, self.old), _postings(new, self.new)
        shared: dict[int, Counter[int]] = defaultdict(Counter)
        for word, places in holders_old.items():
            others = holders_new.get(word, ())
            if len(places) <= _RARE and len(others) <= _RARE:
                for i in places:
                    shared[i].update(others)
        mirrored: dict[int, Counter[int]] = defaultdict(Counter)
        for i, counts in shared.items():
            for j, count in counts.items():
                mirrored[j][i] = count
            yield from ((i, j) for j in _nearest(counts, i))
        for j, counts in mirrored.items():
            yield from ((i, j) for i in _nearest(counts, j))

    def equal(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the first holder of a text with the first, the second with the second, and so on."""
        places: dict[str, list[int]] = defaultdict(list)
        for j in new:
            places[self._new[j]].append(j)
        seen: Counter[str] = Counter()
        for i in old:
            text = self._old[i]
            if seen[text] < len(places.get(text, ())):
                yield i, places[text][seen[text]]
            seen[text] += 1


def _postings(places: Sequence[int], line_at: Callable[[int], Line]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for word in set(line_at(place).words):
            found[word].append(place)
    return found


def _nearest(counts: Counter[int], place: int) -> list[int]:
    return sorted(counts, key=lambda other: (-counts[other], abs(other - place), other))[:_NEAREST]


def match_moved(
    kinship: Kinship, *, old: Sequence[int], new: Sequence[int], similarity: float, words: int
) -> list[tuple[int, int]]:
    """Return pairs of places whose texts are at least so similar and share so many words, each place used
    once.

    Equal texts come first whatever their length, then those with the most words in common. The pairs are in
    order.
    """
    moved: list[tuple[int, int]] = []
    if len(old) * len(new) > _ALL_PAIRS:
        moved += [(i, j) for i, j in kinship.equal(old, new) if kinship.old(i).code]
        taken_old, taken_new = {i for i, _ in moved}, {j for _, j in moved}
        old, new = [i for i in old if i not in taken_old], [j for j in new if j not in taken_new]
    alike = _alike_pairs(kinship, old=old, new=new, similarity=similarity, words=words)
    alike.sort(key=lambda pair: (not pair[0], -pair[1], abs(pair[2] - pair[3]), pair[2], pair[3]))
    free_old, free_new = set(old), set(new)
    for _, _, i, j in alike:
        if i in free_old and j in free_new:
            free_old.remove(i)
            free_new.remove(j)
            moved.append((i, j))
    return sorted(moved)


def _alike_pairs(
    kinship: Kinship, *, old: Sequence[int], new: Sequence[int], similarity: float, words: int
) -> list[tuple[bool, int, int, int]]:
    """Return the candidates that may have moved: whether equal, how many words in common, and both places."""
    alike = []
    for i, j in kinship.candidates(old, new):
        same = kinship.same_text(i, j)
        sizes = len(kinship.old(i).words), len(kinship.new(j).words)
        # What the shorter one cannot reach need not be compared.
        most = min(sizes)
        if not most or (not same and (most < words or 2 * most < similarity * sum(sizes))):
            continue
        common = kinship.common(i, j)
        if same or (common >= words and kinship.similarity(i, j) >= similarity):
            alike.append((same, common, i, j))
    return alike

"""Says what kinds of change an edit is, each with the exact words that went and came.

`read_kinds` gives a Kinds of plain values; `explain` and `rank` make sentences and an order of them. Rules and
word lists only. The files from the bottom up: `words` are the data by language; `side` reads one passage,
`figures`, `quotes` and `names` what stands in it; `pair` puts two side by side, `looks`, `amounts`, `sources`
and `certainty` ask what differs, `stretches` decides; `passages` goes sentence by sentence, `moves` matches
what stands elsewhere, `safety` looks again, `read` goes through the article; `noise` may lower a rank.
"""

from trackers.text.kinds.disclosure import Disclosure, read_disclosure
from trackers.text.kinds.explain import TEMPLATES, Sentence, explain, explain_all, find_lead, in_order
from trackers.text.kinds.noise import (
    LOWERED,
    RULE_PART,
    UNTOLD,
    Lowerable,
    NoiseConditions,
    ProtectedChange,
    fold_phrase,
    lower,
    own_rank,
)
from trackers.text.kinds.rank import Part, Rank, rank
from trackers.text.kinds.read import read_kinds
from trackers.text.kinds.values import COSMETIC, PROTECTED, RULES, Code, Kind, Kinds, Place

__all__ = [
    "COSMETIC",
    "LOWERED",
    "PROTECTED",
    "RULES",
    "RULE_PART",
    "TEMPLATES",
    "UNTOLD",
    "Code",
    "Disclosure",
    "Kind",
    "Kinds",
    "Lowerable",
    "NoiseConditions",
    "Part",
    "Place",
    "ProtectedChange",
    "Rank",
    "Sentence",
    "explain",
    "explain_all",
    "find_lead",
    "fold_phrase",
    "in_order",
    "lower",
    "own_rank",
    "rank",
    "read_disclosure",
    "read_kinds",
]

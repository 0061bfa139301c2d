"""Says what kinds of change an edit is, each with the exact words that went and came.

`read_kinds` gives a Kinds of plain values. Rules and word lists only, in the order from the bottom up: `words` are the data
by language; `side` reads one passage, `figures` and `quotes` and `names` what stands in it; `pair` puts two side by side,
`looks`, `amounts`, `sources` and `certainty` ask what differs, `stretches` decides; `passages` goes sentence by sentence,
`moves` matches what stands elsewhere, `read` goes through the article.
"""

from trackers.text.kinds.read import read_kinds
from trackers.text.kinds.values import COSMETIC, PROTECTED, RULES, Code, Kind, Kinds, Place

__all__ = ["COSMETIC", "PROTECTED", "RULES", "Code", "Kind", "Kinds", "Place", "read_kinds"]

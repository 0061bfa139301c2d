"""Terms: what a text is found by, cut alike for what is stored and what is asked, whatever the database's locale.

A word is folded (case, accents, digits of every script) and may be stemmed by the database's dictionary of its
language; a script without spaces is cut into pairs of neighbouring clusters, since nothing tells where its words end.
"""

from trackers.text.terms.changed import Run, changed_runs
from trackers.text.terms.cut import PAIR, Term, cut_terms
from trackers.text.terms.folding import fold_text, fold_word
from trackers.text.terms.names import find_names
from trackers.text.terms.vector import (
    CUT,
    CutStream,
    Stream,
    alone,
    cut_runs,
    cut_stream,
    join_neighbours,
    quote_lexeme,
    words_of,
    write_vector,
)

__all__ = [
    "CUT",
    "PAIR",
    "CutStream",
    "Run",
    "Stream",
    "Term",
    "alone",
    "changed_runs",
    "cut_runs",
    "cut_stream",
    "cut_terms",
    "find_names",
    "fold_text",
    "fold_word",
    "join_neighbours",
    "quote_lexeme",
    "words_of",
    "write_vector",
]

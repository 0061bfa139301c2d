"""Which words of a text may be names: those a reader may know by ear and spell otherwise."""

from collections.abc import Iterable

from trackers.text.compare.tokens import CLUSTER_WEIGHT, tokenise, weigh
from trackers.text.terms.folding import fold_word

SHORTEST_NAME = 4


def find_names(lines: Iterable[str]) -> set[str]:
    """Return the folded words that begin with a capital, or are of a script without capitals; no pairs, no figures."""
    tokens = {token for line in lines for token in tokenise(line)[1]}
    return {
        form
        for token in tokens
        if (token[0].isupper() or not token[0].islower())
        and token.isalpha()
        and weigh(token) != CLUSTER_WEIGHT
        and len(form := fold_word(token)) >= SHORTEST_NAME
    }

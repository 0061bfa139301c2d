"""Sameness: by which columns of a Description the same words went and came, as the database itself reckons it."""

from django.db import models
from django.db.models import Case, F, Func, Value, When
from django.db.models.functions import MD5, Cast, Concat

# Fewer words than these are the same by chance: two stories may both go from twelve to thirteen.
ALIKE_BY_WORDS = 8


def _words_of_evidence(side: str) -> Cast:
    words = Func(F("evidence"), Value(f"$[*].{side}"), function="jsonb_path_query_array")
    return Cast(words, models.TextField())


_TEXT = models.TextField()
_BAR = Value("|", output_field=_TEXT)
SAMENESS = Case(
    When(evidence=[], then=Value(None)),
    default=MD5(
        Concat(
            F("removed"), _BAR, F("added"), _BAR,
            _words_of_evidence("removed"), _words_of_evidence("added"),
            Cast(F("words_removed"), _TEXT), _BAR, Cast(F("words_added"), _TEXT), _BAR,
            Case(
                When(
                    words_removed__lt=ALIKE_BY_WORDS - F("words_added"),
                    then=Concat(F("context_before"), _BAR, F("context_after"), output_field=_TEXT),
                ),
                default=Value("", output_field=_TEXT),
            ),
            output_field=_TEXT,
        )
    ),
)  # fmt: skip

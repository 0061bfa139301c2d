"""Query: reads what a reader typed into a search box. Words, phrases, what was added and removed, filters, exclusion.

Reading never fails: what cannot be meant is a Problem with its place, and what was typed stays as it is.
"""

from trackers.text.query.parse import FIELDS, parse_query
from trackers.text.query.values import (
    LONGEST_QUERY,
    MOST_TERMS,
    Day,
    Filter,
    FilterField,
    Problem,
    ProblemCode,
    Query,
    Scope,
    Words,
)

__all__ = [
    "FIELDS",
    "LONGEST_QUERY",
    "MOST_TERMS",
    "Day",
    "Filter",
    "FilterField",
    "Problem",
    "ProblemCode",
    "Query",
    "Scope",
    "Words",
    "parse_query",
]

"""Pickers: Django's fields that look a row up as one types, shown again with whatever was sent in them.

Django asks the database for the rows that were chosen before it has looked whether these are keys at all.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

if TYPE_CHECKING:
    _Base = AutocompleteSelect
else:
    _Base = object


def is_key(value: object) -> bool:
    """Tell whether a value may be the key of a row: what the database takes for a number."""
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= 18


class _KnowsKeys(_Base):
    """A picker that asks for rows by what may be a key; the form says of the rest that it is no choice."""

    def optgroups(self, name: str, value: Iterable[Any], attr: Any = None) -> Any:
        """Return the chosen rows."""
        return super().optgroups(name, [each for each in value if is_key(each)], attr)


class RowPicker(_KnowsKeys, AutocompleteSelect):
    """One row."""


class RowsPicker(_KnowsKeys, AutocompleteSelectMultiple):
    """Several rows."""

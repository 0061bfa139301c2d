"""Labels: add a word to the desk's vocabulary, name it otherwise, retire it. Public feeds are called after them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from trackers.desk.events import Actor, apply_changes, check_row, read_facts, record_event
from trackers.desk.rights import ADD_LABEL, CHANGE_LABEL, require
from trackers.models import Act, Label

# A code stays: annotations carry it, and entries that were published.
REVISABLE = frozenset({"name", "definition", "position", "retired_at"})
_KEPT = ("name", "definition", "position", "retired_at")


def add_label(label: Label, *, actor: Actor) -> Label:
    """Store a new Label, with one event; raise DeskError for a code or name that cannot be."""
    require(actor, ADD_LABEL)
    with transaction.atomic():
        check_row(label)
        label.save(force_insert=True)
        record_event(Act.ADD_LABEL, actor=actor, after={"label": label.code, **read_facts(label, _KEPT)})
    return label


def revise_label(label: Label, *, changes: Mapping[str, Any], actor: Actor) -> Label:
    """Change what a Label is called and means, where it stands, and since when it is out of use; return it.

    Nothing that differs: no event. Raises DeskError for a value that cannot be.
    """
    require(actor, CHANGE_LABEL)
    with transaction.atomic():
        locked = Label.objects.select_for_update().get(pk=label.pk)
        before, after = apply_changes(locked, changes, allowed=REVISABLE)
        if after:
            code = {"label": locked.code}
            record_event(Act.REVISE_LABEL, actor=actor, before=code | before, after=code | after)
    return locked

"""The record of acts is only appended to, whoever asks and by whatever way."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.builders import make_editor
from trackers.desk.events import record_event
from trackers.models import Act, ReviewEvent

pytestmark = pytest.mark.django_db


def test_an_event_is_neither_altered_nor_deleted_by_code_or_by_the_database() -> None:
    event = record_event(Act.START, actor=make_editor("operator"), reason="Because.")
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    rows = ReviewEvent.objects.filter(pk=event.pk)
    for attempt in (lambda: rows.update(reason="Other."), lambda: rows._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE trackers_reviewevent SET actor_name = 'Somebody' WHERE id = %s", [event.pk])
    assert rows.get().reason == "Because."

"""What editors had annotated and published before there were reviews is still theirs afterwards."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests.builders import NOON, make_change, make_editor

BEFORE, AFTER = [("trackers", "0022_review")], [("trackers", "0024_roles")]


def migrate_one_by_one(target):
    """Lead the database to a migration that has been squashed since; return the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    executor.migrate(target)
    return executor.loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_annotations_that_were_there_get_their_reviews_and_publications():
    mira = make_editor("outsider")
    changes = [make_change() for _number in range(4)]
    try:
        apps = migrate_one_by_one(BEFORE)
        annotations, events = (
            apps.get_model("trackers", name).objects for name in ("Annotation", "ReviewEvent")
        )

        def annotate(number, state, *acts, note="Twelve became forty."):
            row = annotations.create(
                change_id=changes[number].pk, author_id=mira.pk, author_name="Mira", public_note=note, state=state,
                published_at=None if state == "draft" else NOON,
            )  # fmt: skip
            for place, act in enumerate(acts):
                events.create(
                    act=act, actor_id=mira.pk, actor_name="Mira", annotation=row, at=NOON + timedelta(hours=place),
                    reason="We misread it." if act == "retract" else "",
                )  # fmt: skip
            return row

        annotate(0, "draft")
        annotate(1, "published", "annotate", "publish", "amend")
        annotate(1, "draft", note="A later thought.")
        annotate(2, "retracted", "annotate", "publish", "retract")
        apps = migrate_one_by_one(AFTER)
        reviews, publications = (
            apps.get_model("trackers", name).objects for name in ("Review", "Publication")
        )
        states = dict(reviews.values_list("change_id", "state"))
        assert states == {changes[0].pk: "annotated", changes[1].pk: "amended", changes[2].pk: "retracted"}
        assert reviews.get(change_id=changes[1].pk).annotation.state == "published"
        editions = publications.order_by("change_id", "edition")
        assert [(row.change_id, row.nature) for row in editions] == [
            (changes[1].pk, "first"), (changes[1].pk, "amendment"),
            (changes[2].pk, "first"), (changes[2].pk, "retraction"),
        ]  # fmt: skip
        assert editions.last().reason == "We misread it."
        writers = apps.get_model("trackers", "Annotation").objects
        assert writers.filter(writers=[mira.pk]).count() == 4
        assert apps.get_model("auth", "Group").objects.filter(name="Analyst").exists()
    finally:
        call_command("migrate", verbosity=0)

"""What was annotated before there were reviews gets its Review, and what was published its Publication.

Triggers: an edition is never altered nor deleted, and nobody reads alone at a desk that does not say so of itself.
"""

from django.db import migrations

FORWARD = """
CREATE TRIGGER publication_is_immutable BEFORE UPDATE ON trackers_publication
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
CREATE TRIGGER publication_is_kept BEFORE DELETE ON trackers_publication
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();

CREATE FUNCTION trackers_refuse_reading_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM trackers_desk WHERE lone_editor) THEN
        RAISE EXCEPTION 'this desk asks for a second reader' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER annotation_is_read_alone_where_allowed BEFORE INSERT ON trackers_annotation
    FOR EACH ROW WHEN (NEW.alone) EXECUTE FUNCTION trackers_refuse_reading_alone();
CREATE TRIGGER annotation_comes_to_be_read_alone_where_allowed BEFORE UPDATE ON trackers_annotation
    FOR EACH ROW WHEN (NEW.alone AND NOT OLD.alone) EXECUTE FUNCTION trackers_refuse_reading_alone();
"""

BACKWARD = """
DROP TRIGGER annotation_comes_to_be_read_alone_where_allowed ON trackers_annotation;
DROP TRIGGER annotation_is_read_alone_where_allowed ON trackers_annotation;
DROP FUNCTION trackers_refuse_reading_alone();
DROP TRIGGER publication_is_kept ON trackers_publication;
DROP TRIGGER publication_is_immutable ON trackers_publication;
"""


def begin_reviews(apps, schema_editor):
    """The newest that is published stands for its Change, else the newest draft, else the newest retracted one."""
    Annotation, Review = (apps.get_model("trackers", name) for name in ("Annotation", "Review"))
    order = {"published": 0, "draft": 1, "retracted": 2}
    states = {"draft": "annotated", "published": "published", "retracted": "retracted"}
    standing = {}
    for row in Annotation.objects.order_by("-created_at", "-pk").iterator():
        known = standing.get(row.change_id)
        if known is None or order[row.state] < order[known.state]:
            standing[row.change_id] = row
    amended = _amended(apps)
    for row in standing.values():
        state = "amended" if row.state == "published" and row.pk in amended else states[row.state]
        Review.objects.create(
            change_id=row.change_id, annotation=row, state=state, touched_at=row.updated_at, lock=1
        )


def note_writers(apps, schema_editor):
    """Whoever is on the record as having written in an Annotation is one of its writers."""
    Annotation, ReviewEvent = (apps.get_model("trackers", name) for name in ("Annotation", "ReviewEvent"))
    wrote = ReviewEvent.objects.filter(annotation__isnull=False, actor__isnull=False, act__in=["annotate", "amend"])
    writers = {}
    for annotation, actor in wrote.values_list("annotation_id", "actor_id").distinct():
        writers.setdefault(annotation, set()).add(actor)
    for row in Annotation.objects.iterator():
        row.writers = sorted(writers.get(row.pk, set()) | ({row.author_id} if row.author_id else set()))
        row.save(update_fields=["writers"])


def freeze_published(apps, schema_editor):
    """What was amended before is frozen as it stood last: what it said at first is in its events alone."""
    Annotation, Publication = (apps.get_model("trackers", name) for name in ("Annotation", "Publication"))
    rows = Annotation.objects.exclude(state="draft").select_related(
        "change__from_version", "change__to_version", "change__from_reading", "change__description"
    )
    for row in rows.iterator():
        edition = _edition(row)
        Publication.objects.create(edition=1, nature="first", published_at=row.published_at, **edition)
        number = 1
        for event in row.events.filter(act__in=["amend", "retract"]).order_by("at", "pk"):
            number += 1
            nature = "retraction" if event.act == "retract" else "amendment"
            reason = event.reason or "Amended before reasons were kept."
            Publication.objects.create(
                edition=number, nature=nature, published_at=event.at, reason=reason, **edition
            )


def _edition(row):
    change = row.change
    before, after = change.from_reading or change.from_version, change.to_version or change.from_version
    described = getattr(change, "description", None)
    labels = row.labels.order_by("position", "name").values("code", "name")
    return {
        "uuid": row.uuid,
        "change": change,
        "annotation": row,
        "signature": row.author_name,
        "labels": list(labels),
        "public_note": row.public_note,
        "headline_before": before.headline,
        "headline_after": after.headline,
        "removed": described.removed if described else "",
        "added": described.added if described else "",
        "seen_old_at": change.seen_old_at,
        "seen_new_at": change.seen_new_at,
        "hash_before": before.text_hash,
        "hash_after": after.text_hash,
    }


def _amended(apps):
    events = apps.get_model("trackers", "ReviewEvent").objects.filter(act="amend", annotation__isnull=False)
    return set(events.values_list("annotation_id", flat=True))


class Migration(migrations.Migration):
    dependencies = [("trackers", "0022_review")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(begin_reviews, migrations.RunPython.noop),
        migrations.RunPython(note_writers, migrations.RunPython.noop),
        migrations.RunPython(freeze_published, migrations.RunPython.noop),
    ]

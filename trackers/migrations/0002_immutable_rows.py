"""Triggers: a Version is never altered, a ReviewEvent neither altered nor deleted, whoever asks and by whatever way."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION trackers_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are never altered', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER version_is_immutable BEFORE UPDATE ON trackers_version
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();

-- The one permitted update of an event: its actor's account was deleted, the name stays.
CREATE TRIGGER event_is_immutable BEFORE UPDATE ON trackers_reviewevent
    FOR EACH ROW WHEN (
        NEW.actor_id IS NOT NULL
        OR (to_jsonb(NEW) - 'actor_id') IS DISTINCT FROM (to_jsonb(OLD) - 'actor_id')
    ) EXECUTE FUNCTION trackers_refuse();

CREATE TRIGGER event_is_kept BEFORE DELETE ON trackers_reviewevent
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
"""

BACKWARD = """
DROP TRIGGER event_is_kept ON trackers_reviewevent;
DROP TRIGGER event_is_immutable ON trackers_reviewevent;
DROP TRIGGER version_is_immutable ON trackers_version;
DROP FUNCTION trackers_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("trackers", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

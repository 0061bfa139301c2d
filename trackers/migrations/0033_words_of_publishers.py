"""Whose an article is, stands among the words it is found by, and follows it when it is given to another."""

from django.db import migrations

# Where words were emptied because some of them are withheld, nothing is added: they are written anew as a whole.
FORWARD = """
CREATE FUNCTION trackers_name_publisher(words tsvector, was bigint, becomes bigint) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN words @@ format('''@s:%s''', was)::tsquery
        THEN ts_delete(words, format('@s:%s', was)) || format('''@s:%s''', becomes)::tsvector ELSE words END
$$;
CREATE FUNCTION trackers_follow_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE trackers_changewords SET words = trackers_name_publisher(words, OLD.source_id, NEW.source_id)
    WHERE change_id IN (SELECT id FROM trackers_change WHERE article_id = NEW.id);
    UPDATE trackers_versionwords SET words = trackers_name_publisher(words, OLD.source_id, NEW.source_id)
    WHERE version_id IN (SELECT id FROM trackers_version WHERE article_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER article_words_follow_publisher AFTER UPDATE OF source_id ON trackers_article
    FOR EACH ROW WHEN (OLD.source_id IS DISTINCT FROM NEW.source_id)
    EXECUTE FUNCTION trackers_follow_publisher();
"""
BACKWARD = """
DROP TRIGGER article_words_follow_publisher ON trackers_article;
DROP FUNCTION trackers_follow_publisher();
DROP FUNCTION trackers_name_publisher(tsvector, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("trackers", "0032_operators")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

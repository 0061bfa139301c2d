"""The whole schema as 0001 to 0032 left it, for a database that has nothing of it yet.

Those files stay for databases that were begun before: one that has all of them counts this as applied, one that stopped
on the way goes on by them. What they did to rows that stood already is left out here; the labels and groups they put
there are below. That both ways end at the same is proved in tests/chain.
"""

import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import trackers.models.annotation
import trackers.models.fields
import trackers.models.hint
import trackers.models.noise
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

REPLACED = (
    "0001_initial",
    "0002_immutable_rows",
    "0003_first_labels",
    "0004_wire",
    "0005_gone",
    "0006_refusals_by_code",
    "0007_bytes_and_disk",
    "0008_habits",
    "0009_leases",
    "0010_readings",
    "0011_hints",
    "0012_furniture",
    "0013_incidents",
    "0014_replay",
    "0015_acts",
    "0016_kinds",
    "0017_pointers",
    "0018_search",
    "0019_noise_rules",
    "0020_front",
    "0021_source_trial",
    "0022_review",
    "0023_review_rows",
    "0024_roles",
    "0025_publishing",
    "0026_queues",
    "0027_digest",
    "0028_takedown",
    "0029_bulk",
    "0030_coding",
    "0031_leftovers",
    "0032_operators",
)

ROOM = "ALTER TABLE trackers_article SET (fillfactor = 85)"
TRIGGERS = """
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

CREATE TRIGGER rereading_is_immutable BEFORE UPDATE ON trackers_rereading
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();

-- What was once in force stays as it was: it may only come to its end. The account that made it may go.
CREATE TRIGGER hintset_is_kept_as_it_was BEFORE UPDATE ON trackers_hintset
    FOR EACH ROW WHEN (
        OLD.state NOT IN ('draft', 'rehearsed')
        AND (
            (to_jsonb(NEW) - '{state,ended_at,made_by_id}'::text[])
                IS DISTINCT FROM (to_jsonb(OLD) - '{state,ended_at,made_by_id}'::text[])
            OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)
            OR (OLD.state <> 'in_force' AND (NEW.state <> OLD.state OR NEW.ended_at IS DISTINCT FROM OLD.ended_at))
            OR (OLD.state = 'in_force' AND NEW.state NOT IN ('in_force', 'replaced', 'withdrawn'))
        )
    ) EXECUTE FUNCTION trackers_refuse();

CREATE TRIGGER noiserule_is_kept_as_it_was BEFORE UPDATE ON trackers_noiserule
    FOR EACH ROW WHEN (
        OLD.state NOT IN ('draft', 'rehearsed')
        AND (
            (to_jsonb(NEW) - '{state,ended_at,made_by_id}'::text[])
                IS DISTINCT FROM (to_jsonb(OLD) - '{state,ended_at,made_by_id}'::text[])
            OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)
            OR (OLD.state = 'withdrawn' AND (NEW.state <> OLD.state OR NEW.ended_at IS DISTINCT FROM OLD.ended_at))
            OR (OLD.state = 'in_force' AND NEW.state NOT IN ('in_force', 'withdrawn'))
        )
    ) EXECUTE FUNCTION trackers_refuse();

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

CREATE TRIGGER recall_is_immutable BEFORE UPDATE ON trackers_recall
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
CREATE TRIGGER recall_is_kept BEFORE DELETE ON trackers_recall
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();

-- A Withholding ends once; nothing else about it is altered, but for the day it is to be looked at again.
CREATE TRIGGER withholding_only_ends BEFORE UPDATE ON trackers_withholding
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL
        OR (to_jsonb(NEW) - 'ended_at' - 'due_on') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at' - 'due_on')
    ) EXECUTE FUNCTION trackers_refuse();

CREATE TRIGGER withholding_is_kept BEFORE DELETE ON trackers_withholding
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
"""
NO_FUNCTIONS = "DROP FUNCTION trackers_refuse, trackers_refuse_reading_alone CASCADE"

# The desk's first vocabulary: neutral words for what changed. Editors add their own in the admin.
LABELS = [
    ("headline", "Headline", "The headline says something else than before."),
    ("figure", "Figure", "A number, amount, date or age differs."),
    ("quotation", "Quotation", "Quoted words were added, changed or removed."),
    ("attribution", "Attribution", "It differs who is said to have said or done something."),
    ("wording", "Wording", "The same facts in softer, harder or other words."),
    ("passage-added", "Passage added", "New information was added."),
    ("passage-removed", "Passage removed", "Information is no longer in the article."),
    ("correction", "Correction", "The publisher marks the change as a correction or clarification."),
    ("not-disclosed", "No notice", "A change of substance, and the page does not mention it."),
    ("technical", "Technical", "Nothing editorial: page furniture, or our own reading of the page."),
]

# The desk's roles as groups: what they may do with which models.
READS = {
    "article": "view", "change": "view", "version": "view", "source": "view", "annotation": "view", "publication": "view",
    "review": "view",
}
WRITES = {
    "annotation": "add change", "review": "review_change", "noiserule": "draft_noiserule", "batch": "view triage_in_bulk",
    "sheetexport": "export_changes", "sheetimport": "import_decisions", "codingsample": "code_changes",
}
EDITS = {
    "feed": "view", "check": "view", "annotation": "approve_annotation publish_annotation",
    "article": "withhold_article check_article", "incident": "view decide_incident", "withholding": "view",
    "batch": "act_in_bulk",
}
LEADS = {
    "annotation": "retract_annotation", "label": "view add change", "reviewevent": "view", "article": "cancel_article",
    "codingsample": "draw_sample",
}
MANAGES = {
    "source": "view add change", "feed": "view add change", "article": "view add check_article", "check": "view",
    "furnitureline": "view add change", "hintset": "view change_hints", "replayrun": "replay_article",
    "noiserule": "draft_noiserule apply_noiserule", "incident": "view",
}
OPERATES = {
    "source": "view", "feed": "view", "article": "view", "check": "view", "gap": "view stop_fetching",
    "reviewevent": "view view_queue", "desk": "view set_desk", "auth.user": "view add change", "auth.group": "view",
}
ROLES = {
    "Reader": (READS,),
    "Analyst": (READS, WRITES),
    "Editor": (READS, WRITES, EDITS),
    "Standards lead": (READS, WRITES, EDITS, LEADS),
    "Source manager": (MANAGES,),
    "Operator": (OPERATES,),
    # Accounts of programs. The desk refuses them every step of a review, whatever they are given beside this.
    "Machine": ({"article": "view", "change": "view", "version": "view", "source": "view"},),
}


class CreateModels(Operation):
    """Create models that point at each other, in one go.

    Operations one by one have Django draw its models anew after each, which takes ten times as long as the tables. All
    that Django puts off to the end of a migration is done here at once, so that the tables and the word that they are
    there come in one transaction.
    """

    def __init__(self, created):
        self.created = created

    def describe(self):
        """Say what this does."""
        return f"Create {len(self.created)} models"

    def state_forwards(self, app_label, state):
        """Add all models to a state that is not drawn."""
        if "apps" in vars(state):
            del state.apps
        for operation in self.created:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Create the tables, then the keys and indexes, for which all tables have to be there."""
        for operation in self.created:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement, None)
        schema_editor.deferred_sql.clear()

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the tables, the last first."""
        for operation in reversed(self.created):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)


def add_labels(apps, schema_editor):
    Label = apps.get_model("trackers", "Label")
    for position, (code, name, definition) in enumerate(LABELS):
        Label.objects.get_or_create(
            code=code, defaults={"name": name, "definition": definition, "position": position * 10}
        )


def add_roles(apps, schema_editor):
    """Make each role's group and add what it may do; permissions are made where Django has not made its own yet."""
    Group = apps.get_model("auth", "Group")
    for role, parts in ROLES.items():
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.add(
            *(
                _permission(apps, model, word)
                for part in parts
                for model, words in part.items()
                for word in words.split()
            )
        )


def _permission(apps, model, word):
    """Return a permission by the model it stands by ("auth.user", or the name of one of ours) and a verb or a code."""
    ContentType, Permission = (
        apps.get_model(*name) for name in (("contenttypes", "ContentType"), ("auth", "Permission"))
    )
    app, model = model.rsplit(".", 1) if "." in model else ("trackers", model)
    options = apps.get_model(app, model)._meta
    own = dict(options.permissions)
    code = word if word in own else f"{word}_{model}"
    name = own[word] if word in own else f"Can {word} {options.verbose_name_raw}"
    content_type, _made = ContentType.objects.get_or_create(app_label=app, model=model)
    return Permission.objects.get_or_create(
        codename=code, content_type=content_type, defaults={"name": str(name)}
    )[0]


class Migration(migrations.Migration):

    initial = True

    replaces = [("trackers", name) for name in REPLACED]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A trusted extension since PostgreSQL 13: whoever may create tables in the database may create it.
        TrigramExtension(),
        CreateModels([
            migrations.CreateModel(
                name='Change',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('from_number', models.PositiveIntegerField()),
                    ('to_number', models.PositiveIntegerField(blank=True, null=True)),
                    ('seen_old_at', models.DateTimeField(verbose_name='last seen as it was')),
                    ('seen_new_at', models.DateTimeField(verbose_name='first seen as it is')),
                    ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='announced at')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='trackers.article')),
                    ('old_snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot')),
                    ('from_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.version')),
                    ('to_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='trackers.version')),
                    ('absence', models.CharField(blank=True, choices=[('not_found', 'answered 404 (not found)'), ('gone', 'answered 410 (gone)'), ('legal', 'answered 451 (unavailable for legal reasons)'), ('soft_404', 'answered with a page that says there is no such article'), ('home_page', 'led to a home page in place of the article')], default='', max_length=10, verbose_name='what the server said')),
                    ('disappearance', models.PositiveIntegerField(blank=True, null=True, verbose_name='disappearance')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='seen again at')),
                    ('nature', models.CharField(choices=[('edit', 'the text changed'), ('gone', 'the page is gone'), ('returned', 'the page is back')], default='edit', max_length=10, verbose_name='nature')),
                    ('from_reading', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading')),
                ],
                options={
                    'verbose_name': 'change',
                    'verbose_name_plural': 'changes',
                    'ordering': ['-seen_new_at', '-pk'],
                    'indexes': [models.Index(fields=['-seen_new_at', '-id'], name='change_latest'), models.Index(fields=['article', '-seen_new_at'], name='change_of_article'), models.Index(fields=['-announced_at', '-id'], name='change_announced'), models.Index(condition=models.Q(('announced_at__isnull', True)), fields=['id'], name='change_to_announce'), models.Index(condition=models.Q(('nature', 'edit'), _negated=True), fields=['-seen_new_at', '-id'], name='change_of_absence')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('seen_old_at__lte', models.F('seen_new_at'))), name='change_window_runs_forward'), models.CheckConstraint(condition=models.Q(('nature__in', ['edit', 'gone', 'returned'])), name='change_nature_is_a_word'), models.CheckConstraint(condition=models.Q(('absence__in', ['', 'not_found', 'gone', 'legal', 'soft_404', 'home_page'])), name='change_absence_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('absence', ''), ('disappearance__isnull', True), ('ended_at__isnull', True), ('nature', 'edit'), ('to_number__isnull', False), ('to_version__isnull', False)), models.Q(models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('seen_new_at')), _connector='OR'), models.Q(('absence', ''), _negated=True), ('disappearance__gte', 1), ('disappearance__isnull', False), ('nature', 'gone'), ('to_number__isnull', True), ('to_version__isnull', True)), models.Q(('absence', ''), ('disappearance__gte', 1), ('disappearance__isnull', False), ('ended_at__isnull', True), ('nature', 'returned'), ('to_number__isnull', False), ('to_version__isnull', False)), _connector='OR'), name='change_has_the_shape_of_its_nature'), models.CheckConstraint(condition=models.Q(models.Q(('nature', 'edit'), _negated=True), ('to_number', django.db.models.expressions.CombinedExpression(models.F('from_number'), '+', models.Value(1))), _connector='OR'), name='change_joins_neighbours'), models.UniqueConstraint(condition=models.Q(('nature', 'edit')), fields=('article', 'to_number'), name='change_stands_once'), models.UniqueConstraint(condition=models.Q(('nature', 'edit')), fields=('to_version',), name='change_makes_a_version_once'), models.UniqueConstraint(condition=models.Q(('nature', 'edit'), _negated=True), fields=('article', 'nature', 'disappearance'), name='change_disappearance_stands_once'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('nature', 'gone')), fields=('article',), name='change_article_is_gone_once')],
                },
            ),
            migrations.CreateModel(
                name='Feed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('rss', 'RSS'), ('atom', 'Atom'), ('json', 'JSON Feed'), ('sitemap', 'sitemap'), ('page', 'section page')], default='rss', max_length=10, verbose_name='kind')),
                    ('address', models.URLField(max_length=2000, validators=[trackers.models.fields.validate_web_address], verbose_name='address')),
                    ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                    ('state', models.CharField(choices=[('active', 'active'), ('paused', 'paused'), ('retired', 'retired')], default='active', max_length=10, verbose_name='state')),
                    ('interval', models.DurationField(default=datetime.timedelta(seconds=600), help_text='How long the feed is left alone between two looks.', validators=[trackers.models.fields.validate_positive, trackers.models.fields.AtMost(30)], verbose_name='interval')),
                    ('include_url', models.TextField(blank=True, help_text='One pattern a line; * stands for any characters, ? for one. Empty: everything passes.', verbose_name='only these addresses')),
                    ('exclude_url', models.TextField(blank=True, help_text='One pattern a line; * stands for any characters, ? for one. What matches is left out.', verbose_name='not these addresses')),
                    ('include_title', models.TextField(blank=True, help_text='One pattern a line; * stands for any characters, ? for one. Empty: everything passes.', verbose_name='only these titles')),
                    ('exclude_title', models.TextField(blank=True, help_text='One pattern a line; * stands for any characters, ? for one. What matches is left out.', verbose_name='not these titles')),
                    ('include_category', models.TextField(blank=True, help_text='One pattern a line; * stands for any characters, ? for one. Empty: everything passes.', verbose_name='only these categories')),
                    ('exclude_category', models.TextField(blank=True, help_text='One pattern a line; * stands for any characters, ? for one. What matches is left out.', verbose_name='not these categories')),
                    ('next_check_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next look')),
                    ('last_check_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last look')),
                    ('last_outcome', models.CharField(blank=True, choices=[('new_version', 'new version'), ('new_entries', 'new entries'), ('pending', 'waiting for a second look'), ('unchanged', 'unchanged'), ('not_modified', 'not modified (304)'), ('reverted', 'back to an earlier text'), ('moved', "moved to another article's address"), ('gone', 'gone (410)'), ('missing', 'not found (404)'), ('forbidden', 'forbidden'), ('disallowed', 'disallowed by robots.txt'), ('refused', 'refused by our address guard'), ('rate_limited', 'asked to slow down'), ('blocked', 'blocked by a wall'), ('unreadable', 'unreadable'), ('failed', 'failed')], editable=False, max_length=20, verbose_name='last outcome')),
                    ('last_detail', models.CharField(blank=True, editable=False, max_length=300, verbose_name='in words')),
                    ('list_read_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('last_success_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last success')),
                    ('failing_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='failing since')),
                    ('etag', models.CharField(blank=True, editable=False, max_length=500)),
                    ('last_modified', models.CharField(blank=True, editable=False, max_length=100)),
                    ('body_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to='trackers.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'feed',
                    'verbose_name_plural': 'feeds',
                    'ordering': ['source', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'active')), fields=['next_check_at'], name='feed_due')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'address'), name='feed_stands_once_per_source'), models.CheckConstraint(condition=models.Q(('kind__in', ['rss', 'atom', 'json', 'sitemap', 'page'])), name='feed_kind_is_a_word'), models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'retired'])), name='feed_state_is_a_word'), models.CheckConstraint(condition=models.Q(('interval__gt', datetime.timedelta(0)), ('interval__lte', datetime.timedelta(days=30))), name='feed_interval_has_bounds')],
                },
            ),
            migrations.CreateModel(
                name='Label',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('definition', models.TextField(blank=True, help_text='When to use it, with an example.', verbose_name='definition')),
                    ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
                    ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired at')),
                ],
                options={
                    'verbose_name': 'label',
                    'verbose_name_plural': 'labels',
                    'ordering': ['position', 'name'],
                },
            ),
            migrations.CreateModel(
                name='Article',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('url', models.URLField(max_length=2000, validators=[trackers.models.fields.validate_web_address], verbose_name='address')),
                    ('entry_title', models.CharField(blank=True, max_length=500, verbose_name='title in the feed')),
                    ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first seen')),
                    ('version_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='versions')),
                    ('last_changed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last changed')),
                    ('tracking', models.CharField(choices=[('active', 'followed'), ('paused', 'paused'), ('closed', 'no longer checked')], default='active', max_length=10, verbose_name='tracking')),
                    ('interval', models.DurationField(default=datetime.timedelta(seconds=1800), verbose_name='interval')),
                    ('next_check_at', models.DateTimeField(blank=True, null=True, verbose_name='next look')),
                    ('last_check_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last look')),
                    ('last_outcome', models.CharField(blank=True, choices=[('new_version', 'new version'), ('new_entries', 'new entries'), ('pending', 'waiting for a second look'), ('unchanged', 'unchanged'), ('not_modified', 'not modified (304)'), ('reverted', 'back to an earlier text'), ('moved', "moved to another article's address"), ('gone', 'gone (410)'), ('missing', 'not found (404)'), ('forbidden', 'forbidden'), ('disallowed', 'disallowed by robots.txt'), ('refused', 'refused by our address guard'), ('rate_limited', 'asked to slow down'), ('blocked', 'blocked by a wall'), ('unreadable', 'unreadable'), ('failed', 'failed')], editable=False, max_length=20, verbose_name='last outcome')),
                    ('text_seen_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('missing_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='missing since')),
                    ('failing_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='failing since')),
                    ('etag', models.CharField(blank=True, editable=False, max_length=500)),
                    ('last_modified', models.CharField(blank=True, editable=False, max_length=100)),
                    ('waiting_hash', models.CharField(blank=True, editable=False, max_length=64)),
                    ('waiting_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='waiting since')),
                    ('exposure', models.CharField(choices=[('usable', 'public'), ('withheld', 'withheld'), ('canceled', 'cancelled for good')], default='usable', max_length=10, verbose_name='exposure')),
                    ('exposure_reason', models.CharField(blank=True, choices=[('editorial', 'editorial decision'), ('privacy', 'privacy'), ('danger', 'danger to a person'), ('complaint', 'complaint being looked into'), ('publisher', 'the publisher’s request'), ('error', 'our own error'), ('court', 'court order'), ('copyright', 'copyright complaint'), ('legal', 'legal reasons'), ('other', 'another reason')], max_length=10, verbose_name='reason')),
                    ('public_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='public since')),
                    ('merged_into', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='trackers.article')),
                    ('last_snapshot', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot')),
                    ('waiting_snapshot', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot')),
                    ('text_snapshot', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot')),
                    ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='trackers.source', verbose_name='source')),
                    ('latest_version', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.version')),
                    ('apart_from', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                    ('directives', models.CharField(blank=True, editable=False, max_length=200, verbose_name='what the page asks of robots')),
                    ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                    ('gone_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gone, as confirmed at')),
                    ('merged_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='joined at')),
                    ('missing_looks', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('plan', models.JSONField(blank=True, default=dict, editable=False, verbose_name='why the next look is then')),
                    ('stratum', models.CharField(choices=[('learned', 'learned from what changed before'), ('fixed', 'fixed, whatever changed before')], default='learned', editable=False, max_length=10, verbose_name='schedule')),
                    ('leased_until', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('waiting_for', models.CharField(blank=True, choices=[('second', 'a second look'), ('hours', 'some hours to pass'), ('day', 'a day to pass'), ('editor', "an editor's decision")], editable=False, max_length=10, verbose_name='a new text waits for')),
                    ('waiting_looks', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('basis', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading')),
                    ('withheld_numbers', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, db_default=[], default=list, editable=False, size=None)),
                    ('withheld_words', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, db_default=[], default=list, editable=False, size=None)),
                ],
                options={
                    'verbose_name': 'article',
                    'verbose_name_plural': 'articles',
                    'ordering': ['-first_seen_at', '-pk'],
                    'permissions': [('withhold_article', 'Can withhold and release articles and sources'), ('cancel_article', 'Can cancel articles for good, and restore them'), ('check_article', 'Can ask for a look at an article now, pause and resume it')],
                    'indexes': [models.Index(fields=['source', '-last_changed_at', '-id'], name='article_of_source'), models.Index(fields=['-first_seen_at', '-id'], name='article_newest'), models.Index(condition=models.Q(('merged_into__isnull', True), ('tracking', 'active')), fields=['source', 'next_check_at'], name='article_due'), models.Index(condition=models.Q(('failing_since__isnull', False), ('merged_into__isnull', True), ('tracking', 'active')), fields=['source', 'failing_since'], name='article_failing'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='article_merged'), models.Index(condition=models.Q(('waiting_snapshot__isnull', False)), fields=['waiting_snapshot'], name='article_waiting'), models.Index(condition=models.Q(('withheld_numbers', []), ('withheld_words', []), _negated=True), fields=['id'], name='article_holding_back')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('tracking__in', ['active', 'paused', 'closed'])), name='article_tracking_is_a_word'), models.CheckConstraint(condition=models.Q(('exposure__in', ['usable', 'withheld', 'canceled'])), name='article_exposure_is_a_word'), models.CheckConstraint(condition=models.Q(('exposure', 'usable'), models.Q(('exposure_reason', ''), _negated=True), _connector='OR'), name='article_withheld_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('tracking', 'active'), _negated=True), ('next_check_at__isnull', False), ('merged_into__isnull', False), _connector='OR'), name='article_followed_has_a_next_look'), models.CheckConstraint(condition=models.Q(('interval__gt', datetime.timedelta(0))), name='article_interval_is_positive'), models.CheckConstraint(condition=models.Q(models.Q(('latest_version__isnull', True), ('version_count', 0)), models.Q(('latest_version__isnull', False), ('version_count__gt', 0)), _connector='OR'), name='article_counts_its_versions'), models.CheckConstraint(condition=models.Q(('stratum__in', ['learned', 'fixed'])), name='article_stratum_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('waiting_for', ''), ('waiting_hash', ''), ('waiting_since__isnull', True), ('waiting_snapshot__isnull', True)), models.Q(models.Q(('waiting_hash', ''), _negated=True), ('waiting_for__in', ['second', 'hours', 'day', 'editor']), ('waiting_since__isnull', False), ('waiting_snapshot__isnull', False)), _connector='OR'), name='article_waits_for_something')],
                },
            ),
            migrations.CreateModel(
                name='Description',
                fields=[
                    ('change', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='description', serialize=False, to='trackers.change')),
                    ('rules', models.CharField(max_length=40, verbose_name='rule set')),
                    ('headline_before', models.TextField(blank=True, verbose_name='headline before')),
                    ('headline_after', models.TextField(blank=True, verbose_name='headline after')),
                    ('removed', models.TextField(blank=True, verbose_name='words that went')),
                    ('added', models.TextField(blank=True, verbose_name='words that came')),
                    ('context_before', models.TextField(blank=True, verbose_name='unchanged words before them')),
                    ('context_after', models.TextField(blank=True, verbose_name='unchanged words after them')),
                    ('words_removed', models.PositiveIntegerField(default=0, verbose_name='words removed')),
                    ('words_added', models.PositiveIntegerField(default=0, verbose_name='words added')),
                    ('after_reading', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading')),
                    ('before_reading', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading')),
                    ('reread', models.CharField(blank=True, choices=[('differs', 'still a difference, read otherwise'), ('same', 'no difference: what was recorded was our reading')], max_length=10, verbose_name='read again')),
                    ('disclosure', models.CharField(blank=True, choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction')], default='', max_length=15, verbose_name='what the page says of it')),
                    ('evidence', models.JSONField(blank=True, default=list, verbose_name='evidence')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headline', 'headline'), ('standfirst', 'standfirst'), ('byline', 'byline'), ('number', 'figure'), ('date', 'date or time'), ('quote', 'quotation'), ('attribution', 'who said it'), ('hedge', 'certainty'), ('negation', 'denial or reversal'), ('name', 'name or title'), ('addition', 'information added'), ('cut', 'information removed'), ('move', 'passage moved'), ('rewrite', 'reworded'), ('correction_notice', 'notice to readers'), ('reversion', 'back to an earlier text'), ('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), blank=True, default=list, size=None, verbose_name='kinds')),
                    ('rank', models.IntegerField(default=0, verbose_name='rank')),
                    ('rank_parts', models.JSONField(blank=True, default=list, verbose_name='parts of the rank')),
                    ('lowered_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lowered', to='trackers.noiserule', verbose_name='lowered by')),
                    ('sameness', models.GeneratedField(db_persist=True, expression=models.Case(models.When(evidence=[], then=models.Value(None)), default=django.db.models.functions.text.MD5(django.db.models.functions.text.Concat(models.F('removed'), models.Value('|', output_field=models.TextField()), models.F('added'), models.Value('|', output_field=models.TextField()), django.db.models.functions.comparison.Cast(models.Func(models.F('evidence'), models.Value('$[*].removed'), function='jsonb_path_query_array'), models.TextField()), django.db.models.functions.comparison.Cast(models.Func(models.F('evidence'), models.Value('$[*].added'), function='jsonb_path_query_array'), models.TextField()), django.db.models.functions.comparison.Cast(models.F('words_removed'), models.TextField()), models.Value('|', output_field=models.TextField()), django.db.models.functions.comparison.Cast(models.F('words_added'), models.TextField()), models.Value('|', output_field=models.TextField()), models.Case(models.When(then=django.db.models.functions.text.Concat(models.F('context_before'), models.Value('|', output_field=models.TextField()), models.F('context_after'), output_field=models.TextField()), words_removed__lt=django.db.models.expressions.CombinedExpression(models.Value(8), '-', models.F('words_added'))), default=models.Value('', output_field=models.TextField())), output_field=models.TextField()))), output_field=models.CharField(max_length=32, null=True), verbose_name='same words')),
                    ('holds_withheld', models.BooleanField(db_default=False, default=False, editable=False)),
                    ('withheld_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'description',
                    'verbose_name_plural': 'descriptions',
                    'indexes': [models.Index(condition=models.Q(('reread', ''), _negated=True), fields=['change'], name='description_reread'), django.contrib.postgres.indexes.GinIndex(fields=['kinds'], name='description_kinds'), models.Index(condition=models.Q(('lowered_by__isnull', False)), fields=['lowered_by', '-change'], name='description_lowered'), models.Index(fields=['-rank', '-change'], name='description_by_rank'), models.Index(condition=models.Q(('sameness__isnull', False)), fields=['sameness', '-rank', '-change'], name='description_alike')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('after_reading__isnull', True), ('before_reading__isnull', True), ('reread', '')), models.Q(models.Q(('before_reading__isnull', False), ('after_reading__isnull', False), _connector='OR'), ('reread__in', ['differs', 'same'])), _connector='OR'), name='description_reread_from_readings'), models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['headline', 'standfirst', 'byline', 'number', 'date', 'quote', 'attribution', 'hedge', 'negation', 'name', 'addition', 'cut', 'move', 'rewrite', 'correction_notice', 'reversion', 'link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), name='description_kinds_are_words'), models.CheckConstraint(condition=models.Q(('disclosure__in', ['', 'none', 'timestamp', 'update_note', 'editors_note', 'clarification', 'correction', 'retraction'])), name='description_disclosure_is_a_word'), models.CheckConstraint(condition=models.Q(('lowered_by__isnull', True), models.Q(models.Q(('kinds', []), _negated=True), ('disclosure__in', ['', 'none', 'timestamp']), ('kinds__contained_by', ['link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), _connector='OR'), name='description_lowers_nothing_protected')],
                },
            ),
            migrations.CreateModel(
                name='FeedRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='revised at')),
                    ('kind', models.CharField(choices=[('rss', 'RSS'), ('atom', 'Atom'), ('json', 'JSON Feed'), ('sitemap', 'sitemap'), ('page', 'section page')], max_length=10)),
                    ('address', models.URLField(max_length=2000)),
                    ('state', models.CharField(choices=[('active', 'active'), ('paused', 'paused'), ('retired', 'retired')], max_length=10)),
                    ('filters', models.JSONField(default=dict, help_text='The six pattern fields as they stood.')),
                    ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='trackers.feed')),
                    ('revised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'feed revision',
                    'verbose_name_plural': 'feed revisions',
                    'ordering': ['-revised_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Annotation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('author_name', models.CharField(max_length=200, verbose_name='author')),
                    ('public_note', models.TextField(blank=True, help_text='Plain text for readers: what changed and whether the publisher says so. No guesses at motives.', validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='public note')),
                    ('internal_note', models.TextField(blank=True, help_text='Never shown to the public.', validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='internal note')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('retracted', 'retracted'), ('closed', 'no longer in use')], default='draft', max_length=10, verbose_name='state')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='updated at')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annotations', to='trackers.change')),
                    ('labels', models.ManyToManyField(blank=True, related_name='annotations', to='trackers.label', verbose_name='labels')),
                    ('alone', models.BooleanField(default=False, editable=False, verbose_name='read by nobody else')),
                    ('amends', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='trackers.annotation')),
                    ('anchors', models.JSONField(blank=True, default=list, verbose_name='words it is about')),
                    ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                    ('approver_account', models.BigIntegerField(blank=True, editable=False, null=True)),
                    ('approver_name', models.CharField(blank=True, default='', max_length=200, verbose_name='approved by')),
                    ('confidence', models.CharField(blank=True, choices=[('certain', 'certain'), ('probable', 'probable'), ('unsure', 'needs checking')], default='', max_length=10, verbose_name='confidence')),
                    ('disclosure', models.CharField(blank=True, choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction'), ('not_applicable', 'nothing had to be said')], default='', max_length=15, verbose_name='what the page says of it')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headline', 'headline'), ('standfirst', 'standfirst'), ('byline', 'byline'), ('number', 'figure'), ('date', 'date or time'), ('quote', 'quotation'), ('attribution', 'who said it'), ('hedge', 'certainty'), ('negation', 'denial or reversal'), ('name', 'name or title'), ('addition', 'information added'), ('cut', 'information removed'), ('move', 'passage moved'), ('rewrite', 'reworded'), ('correction_notice', 'notice to readers'), ('reversion', 'back to an earlier text'), ('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), blank=True, default=list, size=None, verbose_name='kinds')),
                    ('machine_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='kinds by rule')),
                    ('significance', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'none: a comma, a spelling, a line of the page'), (1, 'minor: a clumsy sentence put right, a spelling of a name, a caption'), (2, 'routine: news goes on, a figure is brought up to date, a reaction is added'), (3, 'substantive: a figure, name, quotation or claim was wrong, or is gone unsaid'), (4, 'grave: the meaning is reversed, somebody is harmed, the story is withdrawn')], null=True, verbose_name='significance')),
                    ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                ],
                options={
                    'verbose_name': 'annotation',
                    'verbose_name_plural': 'annotations',
                    'ordering': ['-created_at', '-pk'],
                    'permissions': [('approve_annotation', 'Can approve and return annotations'), ('publish_annotation', 'Can publish and amend annotations'), ('retract_annotation', 'Can retract annotations')],
                    'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['-published_at', '-id'], name='annotation_published')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'retracted', 'closed'])), name='annotation_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), ('state', 'closed'), models.Q(('published_at__isnull', False), ('state__in', ['published', 'retracted'])), _connector='OR'), name='annotation_published_has_a_date'), models.CheckConstraint(condition=models.Q(('significance__isnull', True), ('significance__in', [0, 1, 2, 3, 4]), _connector='OR'), name='annotation_significance_is_a_step'), models.CheckConstraint(condition=models.Q(('disclosure__in', ['', 'none', 'timestamp', 'update_note', 'editors_note', 'clarification', 'correction', 'retraction', 'not_applicable'])), name='annotation_disclosure_is_a_word'), models.CheckConstraint(condition=models.Q(('confidence__in', ['', 'certain', 'probable', 'unsure'])), name='annotation_confidence_is_a_word'), models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['headline', 'standfirst', 'byline', 'number', 'date', 'quote', 'attribution', 'hedge', 'negation', 'name', 'addition', 'cut', 'move', 'rewrite', 'correction_notice', 'reversion', 'link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), name='annotation_kinds_are_words'), models.CheckConstraint(condition=models.Q(('approver_account__isnull', True), ('significance__isnull', True), ('significance__lt', 3), ('alone', True), trackers.models.annotation.NotAmong(models.F('approver_account'), models.F('writers')), _connector='OR'), name='annotation_four_eyes', violation_error_message='From significance 3 on, somebody who has written nothing in it has to approve it.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('significance__isnull', True), ('significance__lt', 3), ('approver_account__isnull', False), _connector='OR'), name='annotation_published_was_approved'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('amends',), name='annotation_is_amended_by_one_draft')],
                },
            ),
            migrations.CreateModel(
                name='Snapshot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fetched_at', models.DateTimeField(verbose_name='fetched at')),
                    ('url', models.URLField(max_length=2000, verbose_name='final address')),
                    ('status', models.PositiveSmallIntegerField(verbose_name='HTTP status')),
                    ('headers', models.JSONField(default=list, help_text='Names and values in the order received.', verbose_name='headers')),
                    ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256 of the body')),
                    ('size', models.PositiveIntegerField(verbose_name='bytes')),
                    ('stored_size', models.PositiveIntegerField(verbose_name='bytes on disk')),
                    ('body_deleted_at', models.DateTimeField(blank=True, null=True, verbose_name='body deleted at')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='trackers.article')),
                    ('kept_for', models.CharField(blank=True, choices=[('version', "a version or a change's window"), ('latest', 'the latest response of its article')], editable=False, max_length=10, verbose_name='body kept for')),
                ],
                options={
                    'verbose_name': 'snapshot',
                    'verbose_name_plural': 'snapshots',
                    'ordering': ['-fetched_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('body_deleted_at__isnull', True)), fields=['fetched_at'], name='snapshot_with_body'), models.Index(condition=models.Q(('body_deleted_at__isnull', True), ('kept_for', '')), fields=['fetched_at'], name='snapshot_undecided'), models.Index(condition=models.Q(('body_deleted_at__isnull', True), ('kept_for', 'latest')), fields=['article'], name='snapshot_kept_as_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='snapshot_hash_is_hex'), models.CheckConstraint(condition=models.Q(('kept_for__in', ['', 'version', 'latest'])), name='snapshot_kept_for_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='Check',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('started_at', models.DateTimeField(verbose_name='started at')),
                    ('elapsed_ms', models.PositiveIntegerField(default=0, verbose_name='milliseconds')),
                    ('outcome', models.CharField(choices=[('new_version', 'new version'), ('new_entries', 'new entries'), ('pending', 'waiting for a second look'), ('unchanged', 'unchanged'), ('not_modified', 'not modified (304)'), ('reverted', 'back to an earlier text'), ('moved', "moved to another article's address"), ('gone', 'gone (410)'), ('missing', 'not found (404)'), ('forbidden', 'forbidden'), ('disallowed', 'disallowed by robots.txt'), ('refused', 'refused by our address guard'), ('rate_limited', 'asked to slow down'), ('blocked', 'blocked by a wall'), ('unreadable', 'unreadable'), ('failed', 'failed')], max_length=20, verbose_name='outcome')),
                    ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='HTTP status')),
                    ('wire_bytes', models.PositiveIntegerField(default=0, verbose_name='bytes received')),
                    ('detail', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                    ('via', models.CharField(choices=[('clock', 'the clock'), ('desk', 'an editor'), ('command', 'a command')], default='clock', max_length=10, verbose_name='asked by')),
                    ('article', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trackers.article')),
                    ('feed', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trackers.feed')),
                    ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trackers.snapshot')),
                    ('code', models.CharField(blank=True, max_length=20, verbose_name='code')),
                ],
                options={
                    'verbose_name': 'check',
                    'verbose_name_plural': 'checks',
                    'ordering': ['-started_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('article__isnull', False)), fields=['article', '-started_at'], name='check_of_article'), models.Index(condition=models.Q(('feed__isnull', False)), fields=['feed', '-started_at'], name='check_of_feed'), models.Index(fields=['-started_at'], name='check_latest'), models.Index(condition=models.Q(('code', ''), _negated=True), fields=['code', '-started_at'], name='check_of_code'), models.Index(condition=models.Q(('outcome', 'refused')), fields=['-started_at'], name='check_refused')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('feed__isnull', True)), models.Q(('article__isnull', True), ('feed__isnull', False)), _connector='OR'), name='check_looks_at_one_thing'), models.CheckConstraint(condition=models.Q(('outcome__in', ['new_version', 'new_entries', 'pending', 'unchanged', 'not_modified', 'reverted', 'moved', 'gone', 'missing', 'forbidden', 'disallowed', 'refused', 'rate_limited', 'blocked', 'unreadable', 'failed'])), name='check_outcome_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(help_text='As readers know the publisher.', max_length=200, verbose_name='name')),
                    ('slug', models.SlugField(help_text='Stands in addresses: /sources/daily-example/.', max_length=60, unique=True, verbose_name='short name')),
                    ('homepage', models.URLField(help_text='Where readers find the publisher.', max_length=2000, validators=[trackers.models.fields.validate_web_address], verbose_name='home page')),
                    ('language', models.CharField(default='en', help_text='Language tag (BCP 47) for articles that do not say their own.', max_length=35, validators=[django.core.validators.RegexValidator('\\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\Z', 'Use a language tag such as en or pt-BR.')], verbose_name='language')),
                    ('timezone', models.CharField(default='UTC', help_text="The publisher's own zone, such as Europe/London; times are shown in it beside UTC.", max_length=64, validators=[trackers.models.fields.validate_time_zone], verbose_name='time zone')),
                    ('state', models.CharField(choices=[('active', 'active'), ('paused', 'paused'), ('retired', 'retired')], default='active', max_length=10, verbose_name='state')),
                    ('exposure', models.CharField(choices=[('usable', 'public'), ('withheld', 'withheld'), ('canceled', 'cancelled for good')], default='usable', max_length=10, verbose_name='exposure')),
                    ('exposure_reason', models.CharField(blank=True, choices=[('editorial', 'editorial decision'), ('privacy', 'privacy'), ('danger', 'danger to a person'), ('complaint', 'complaint being looked into'), ('publisher', 'the publisher’s request'), ('error', 'our own error'), ('court', 'court order'), ('copyright', 'copyright complaint'), ('legal', 'legal reasons'), ('other', 'another reason')], editable=False, max_length=10, verbose_name='reason')),
                    ('public_text', models.CharField(choices=[('full', 'whole texts'), ('passages', 'changed passages with a little context'), ('private', 'nothing: staff only')], default='full', max_length=10, verbose_name='shown to the public')),
                    ('public_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='public since')),
                    ('first_interval', models.DurationField(default=datetime.timedelta(seconds=1800), help_text="About how long after a change an article is looked at again until the publisher's habits are known; no article is looked at again sooner than after a tenth of it.", validators=[trackers.models.fields.validate_positive, trackers.models.fields.AtMost(40)], verbose_name='first interval')),
                    ('host_delay', models.DurationField(default=datetime.timedelta(seconds=2), help_text="How long the publisher's server is left alone between two requests.", validators=[trackers.models.fields.AtMost(1)], verbose_name='delay at the host')),
                    ('keep_responses', models.DurationField(default=datetime.timedelta(days=14), help_text='Raw responses that no version rests on are deleted after this time; their hashes stay.', validators=[trackers.models.fields.validate_positive, trackers.models.fields.AtMost(3650)], verbose_name='keep responses for')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='followed since')),
                    ('requests_a_day', models.PositiveIntegerField(default=5000, help_text="The most requests the publisher's servers get from us in 24 hours.", validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='requests a day')),
                    ('robots_reason', models.TextField(blank=True, verbose_name='why robots.txt is disregarded')),
                    ('robots_stance', models.CharField(choices=[('obey', 'obeyed'), ('disregard', 'disregarded, for a stated reason')], default='obey', help_text="Disregarding it is an operator's decision, with a reason, on the record.", max_length=10, verbose_name='robots.txt')),
                    ('hints', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.hintset', verbose_name='hints in force')),
                ],
                options={
                    'verbose_name': 'source',
                    'verbose_name_plural': 'sources',
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'retired'])), name='source_state_is_a_word'), models.CheckConstraint(condition=models.Q(('exposure__in', ['usable', 'withheld', 'canceled'])), name='source_exposure_is_a_word'), models.CheckConstraint(condition=models.Q(('public_text__in', ['full', 'passages', 'private'])), name='source_public_text_is_a_word'), models.CheckConstraint(condition=models.Q(('first_interval__gt', datetime.timedelta(0)), ('first_interval__lte', datetime.timedelta(days=40)), ('host_delay__gte', datetime.timedelta(0)), ('host_delay__lte', datetime.timedelta(days=1)), ('keep_responses__gt', datetime.timedelta(0)), ('keep_responses__lte', datetime.timedelta(days=3650))), name='source_times_have_bounds'), models.CheckConstraint(condition=models.Q(('robots_stance__in', ['obey', 'disregard'])), name='source_robots_stance_is_a_word'), models.CheckConstraint(condition=models.Q(('robots_stance', 'obey'), models.Q(('robots_reason', ''), _negated=True), _connector='OR'), name='source_disregards_robots_for_a_reason'), models.CheckConstraint(condition=models.Q(('requests_a_day__gte', 1), ('requests_a_day__lte', 100000)), name='source_budget_has_bounds')],
                    'permissions': [('disregard_robots', "Can decide that a publisher's robots.txt is disregarded")],
                },
            ),
            migrations.CreateModel(
                name='ReviewEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                    ('act', models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works')], max_length=20, verbose_name='act')),
                    ('actor_name', models.CharField(max_length=200, verbose_name='actor')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('before', models.JSONField(blank=True, default=dict, verbose_name='before')),
                    ('after', models.JSONField(blank=True, default=dict, verbose_name='after')),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('annotation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.annotation')),
                    ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.article')),
                    ('change', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.change')),
                    ('feed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.feed')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.source')),
                    ('noise_rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.noiserule')),
                    ('role', models.CharField(blank=True, default='', max_length=200, verbose_name='in the role of')),
                ],
                options={
                    'verbose_name': 'review event',
                    'verbose_name_plural': 'review events',
                    'ordering': ['-at', '-pk'],
                    'permissions': [('view_queue', "Can see the desk's queue and its jobs")],
                    'indexes': [models.Index(fields=['-at', '-id'], name='reviewevent_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise', 'claim', 'let_go', 'dismiss', 'snooze', 'wake', 'reopen', 'submit', 'return', 'approve', 'drop', 'recall', 'undo', 'set_desk'])), name='reviewevent_act_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='number')),
                    ('observed_at', models.DateTimeField(verbose_name='first seen at')),
                    ('headline', models.TextField(verbose_name='headline')),
                    ('share_headline', models.TextField(blank=True, verbose_name='share headline')),
                    ('standfirst', models.TextField(blank=True, verbose_name='standfirst')),
                    ('byline', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='byline')),
                    ('section', models.TextField(blank=True, verbose_name='section')),
                    ('date_published', models.DateTimeField(blank=True, null=True, verbose_name='published, as the publisher says')),
                    ('date_modified', models.DateTimeField(blank=True, null=True, verbose_name='modified, as the publisher says')),
                    ('paragraphs', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='paragraphs')),
                    ('captions', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='captions')),
                    ('lang', models.CharField(blank=True, max_length=35, verbose_name='language')),
                    ('dir', models.CharField(default='ltr', max_length=3, verbose_name='direction')),
                    ('extractor', models.CharField(max_length=100, verbose_name='read by')),
                    ('text_hash', models.CharField(max_length=64, verbose_name='SHA-256 of the text')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='trackers.article')),
                    ('same_text_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='trackers.version')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='trackers.snapshot')),
                    ('confidence', models.FloatField(default=1.0, verbose_name='confidence of the reading')),
                    ('credits', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='credits')),
                    ('doubts', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='what lowers it')),
                    ('furniture', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None, verbose_name="places of the template's lines")),
                    ('hints', models.PositiveIntegerField(default=0, verbose_name='hints')),
                    ('lead_image', models.TextField(blank=True, verbose_name='address of the lead picture')),
                    ('notices', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='notices to readers')),
                    ('places', models.JSONField(blank=True, default=dict, verbose_name='where each field was taken from')),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='what each paragraph is')),
                    ('pointers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='lines that only link to another page')),
                ],
                options={
                    'verbose_name': 'version',
                    'verbose_name_plural': 'versions',
                    'ordering': ['article', 'number'],
                    'indexes': [models.Index(fields=['article', 'text_hash'], name='version_same_text')],
                    'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='version_number_stands_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('dir__in', ['ltr', 'rtl'])), name='version_dir_is_a_word'), models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='version_confidence_is_a_share')],
                },
            ),
            migrations.CreateModel(
                name='ArticleURL',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('url', models.URLField(max_length=2000, verbose_name='address')),
                    ('key', models.CharField(max_length=2000, unique=True)),
                    ('found_by', models.CharField(choices=[('feed', 'a feed'), ('redirect', 'a redirect'), ('canonical', "the page's canonical link"), ('desk', 'an editor')], default='feed', max_length=10, verbose_name='found by')),
                    ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first seen')),
                    ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last seen')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='urls', to='trackers.article')),
                    ('moved_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_urls', to='trackers.article')),
                ],
                options={
                    'verbose_name': 'address',
                    'verbose_name_plural': 'addresses',
                    'ordering': ['first_seen_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('found_by__in', ['feed', 'redirect', 'canonical', 'desk'])), name='articleurl_found_by_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='CheckDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='day')),
                    ('outcome', models.CharField(choices=[('new_version', 'new version'), ('new_entries', 'new entries'), ('pending', 'waiting for a second look'), ('unchanged', 'unchanged'), ('not_modified', 'not modified (304)'), ('reverted', 'back to an earlier text'), ('moved', "moved to another article's address"), ('gone', 'gone (410)'), ('missing', 'not found (404)'), ('forbidden', 'forbidden'), ('disallowed', 'disallowed by robots.txt'), ('refused', 'refused by our address guard'), ('rate_limited', 'asked to slow down'), ('blocked', 'blocked by a wall'), ('unreadable', 'unreadable'), ('failed', 'failed')], max_length=20, verbose_name='outcome')),
                    ('looks', models.PositiveIntegerField(default=0, verbose_name='looks')),
                    ('wire_bytes', models.PositiveBigIntegerField(default=0, verbose_name='bytes received')),
                    ('elapsed_ms', models.PositiveBigIntegerField(default=0, verbose_name='milliseconds')),
                    ('article', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='check_days', to='trackers.article')),
                    ('feed', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='check_days', to='trackers.feed')),
                ],
                options={
                    'verbose_name': 'day of checks',
                    'verbose_name_plural': 'days of checks',
                    'ordering': ['-day', '-pk'],
                    'indexes': [models.Index(fields=['day'], name='checkday_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('feed__isnull', True)), models.Q(('article__isnull', True), ('feed__isnull', False)), _connector='OR'), name='checkday_is_of_one_thing'), models.UniqueConstraint(condition=models.Q(('article__isnull', False)), fields=('article', 'day', 'outcome'), name='checkday_of_article_stands_once'), models.UniqueConstraint(condition=models.Q(('feed__isnull', False)), fields=('feed', 'day', 'outcome'), name='checkday_of_feed_stands_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['new_version', 'new_entries', 'pending', 'unchanged', 'not_modified', 'reverted', 'moved', 'gone', 'missing', 'forbidden', 'disallowed', 'refused', 'rate_limited', 'blocked', 'unreadable', 'failed'])), name='checkday_outcome_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='Gap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('cause', models.CharField(choices=[('operator', 'stopped by an operator'), ('disk', 'no room for responses'), ('outage', 'nothing answered: our own connection'), ('down', 'Newswatch was not running')], max_length=10, verbose_name='cause')),
                    ('started_at', models.DateTimeField(verbose_name='from')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='to')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('actor_name', models.CharField(blank=True, max_length=200, verbose_name='by')),
                ],
                options={
                    'verbose_name': 'gap',
                    'verbose_name_plural': 'gaps',
                    'ordering': ['-started_at', '-pk'],
                    'permissions': [('stop_fetching', 'Can stop and resume all fetching')],
                    'indexes': [models.Index(fields=['-started_at', '-id'], name='gap_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('cause__in', ['operator', 'disk', 'outage', 'down'])), name='gap_cause_is_a_word'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='gap_runs_forward'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('cause',), name='gap_is_open_once_a_cause')],
                },
            ),
            migrations.CreateModel(
                name='Pulse',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('beat_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='pulse_is_one_row')],
                },
            ),
            migrations.CreateModel(
                name='StoreDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(unique=True, verbose_name='day')),
                    ('measured_at', models.DateTimeField(blank=True, null=True, verbose_name='measured at')),
                    ('stored_bytes', models.PositiveBigIntegerField(default=0, verbose_name='bytes stored')),
                    ('freed_bytes', models.PositiveBigIntegerField(default=0, verbose_name='bytes freed')),
                    ('held_bytes', models.PositiveBigIntegerField(default=0, verbose_name='bytes held')),
                    ('kept_bytes', models.PositiveBigIntegerField(default=0, verbose_name='bytes kept for good')),
                    ('database_bytes', models.PositiveBigIntegerField(default=0, verbose_name='bytes of the database')),
                    ('full_at', models.DateTimeField(blank=True, null=True, verbose_name='full since')),
                    ('thinned_at', models.DateTimeField(blank=True, null=True, verbose_name='looks thinned at')),
                ],
                options={
                    'verbose_name': 'day of the storage',
                    'verbose_name_plural': 'days of the storage',
                    'ordering': ['-day'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Pace',
                fields=[
                    ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pace', serialize=False, to='trackers.source')),
                    ('edits_a_look', models.FloatField(verbose_name='edits expected between two looks')),
                    ('planned_a_day', models.FloatField(default=0, verbose_name='requests planned a day')),
                    ('learned_at', models.DateTimeField(verbose_name='learned at')),
                ],
                options={
                    'verbose_name': 'pace',
                    'verbose_name_plural': 'paces',
                    'constraints': [models.CheckConstraint(condition=models.Q(('edits_a_look__gt', 0)), name='pace_is_positive')],
                },
            ),
            migrations.CreateModel(
                name='Habit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('facet', models.CharField(choices=[('cell', 'how often and how long ago an article changed'), ('hour', "hour of the publisher's day"), ('section', 'section')], max_length=10, verbose_name='counted by')),
                    ('key', models.CharField(max_length=100, verbose_name='which')),
                    ('exposure', models.FloatField(verbose_name='exposure')),
                    ('changes', models.FloatField(verbose_name='changes')),
                    ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='habits', to='trackers.source')),
                ],
                options={
                    'verbose_name': 'habit',
                    'verbose_name_plural': 'habits',
                    'ordering': ['source', 'facet', 'key'],
                    'constraints': [models.UniqueConstraint(fields=('source', 'facet', 'key'), name='habit_stands_once'), models.CheckConstraint(condition=models.Q(('facet__in', ['cell', 'hour', 'section'])), name='habit_facet_is_a_word'), models.CheckConstraint(condition=models.Q(('changes__gte', 0), ('exposure__gte', 0)), name='habit_counts_are_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='Rereading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('headline', models.TextField(verbose_name='headline')),
                    ('share_headline', models.TextField(blank=True, verbose_name='share headline')),
                    ('standfirst', models.TextField(blank=True, verbose_name='standfirst')),
                    ('byline', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='byline')),
                    ('section', models.TextField(blank=True, verbose_name='section')),
                    ('date_published', models.DateTimeField(blank=True, null=True, verbose_name='published, as the publisher says')),
                    ('date_modified', models.DateTimeField(blank=True, null=True, verbose_name='modified, as the publisher says')),
                    ('paragraphs', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='paragraphs')),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='what each paragraph is')),
                    ('furniture', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None, verbose_name="places of the template's lines")),
                    ('captions', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='captions')),
                    ('credits', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='credits')),
                    ('notices', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='notices to readers')),
                    ('lead_image', models.TextField(blank=True, verbose_name='address of the lead picture')),
                    ('lang', models.CharField(blank=True, max_length=35, verbose_name='language')),
                    ('dir', models.CharField(default='ltr', max_length=3, verbose_name='direction')),
                    ('places', models.JSONField(blank=True, default=dict, verbose_name='where each field was taken from')),
                    ('confidence', models.FloatField(default=1.0, verbose_name='confidence of the reading')),
                    ('doubts', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='what lowers it')),
                    ('extractor', models.CharField(max_length=100, verbose_name='read by')),
                    ('hints', models.PositiveIntegerField(default=0, verbose_name='hints')),
                    ('text_hash', models.CharField(max_length=64, verbose_name='SHA-256 of the text')),
                    ('reason', models.CharField(choices=[('extractor', 'a newer extractor reads it'), ('hints', 'other hints are in force'), ('furniture', "lines of the publisher's template are marked otherwise"), ('reading', 'the same page was read otherwise'), ('variant', 'the publisher serves two texts side by side'), ('pointers', 'lines that only link to another page were exchanged'), ('template', "the publisher's template changed, as an editor decided")], max_length=10, verbose_name='reason')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rereadings', to='trackers.snapshot')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rereadings', to='trackers.version')),
                    ('pointers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='lines that only link to another page')),
                ],
                options={
                    'verbose_name': 'technical re-reading',
                    'verbose_name_plural': 'technical re-readings',
                    'ordering': ['version', '-made_at', '-pk'],
                    'indexes': [models.Index(fields=['-made_at', '-id'], name='rereading_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('dir__in', ['ltr', 'rtl'])), name='rereading_dir_is_a_word'), models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='rereading_confidence_is_a_share'), models.CheckConstraint(condition=models.Q(('reason__in', ['extractor', 'hints', 'furniture', 'reading', 'variant', 'pointers', 'template'])), name='rereading_reason_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='Variant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('field', models.CharField(max_length=20, verbose_name='field')),
                    ('one', models.TextField(blank=True, verbose_name='one text')),
                    ('other', models.TextField(blank=True, verbose_name='the other text')),
                    ('key', models.CharField(editable=False, max_length=64)),
                    ('first_seen_at', models.DateTimeField(verbose_name='first seen')),
                    ('last_seen_at', models.DateTimeField(verbose_name='last seen')),
                    ('times', models.PositiveIntegerField(default=1, verbose_name='times seen to flip')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='trackers.article')),
                ],
                options={
                    'verbose_name': 'variant',
                    'verbose_name_plural': 'variants',
                    'ordering': ['article', 'first_seen_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('article', 'key'), name='variant_is_told_once'), models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='variant_texts_differ'), models.CheckConstraint(condition=models.Q(('field__in', ['headline', 'standfirst', 'byline', 'paragraphs', 'captions'])), name='variant_field_is_tracked'), models.CheckConstraint(condition=models.Q(('first_seen_at__lte', models.F('last_seen_at'))), name='variant_seen_forward')],
                },
            ),
            migrations.CreateModel(
                name='HintSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(default=1, editable=False, verbose_name='number')),
                    ('headline', models.TextField(blank=True, help_text='One selector a line, or several with commas between.', validators=[trackers.models.hint.validate_selectors], verbose_name='headline')),
                    ('standfirst', models.TextField(blank=True, help_text='The summary under the headline.', validators=[trackers.models.hint.validate_selectors], verbose_name='standfirst')),
                    ('byline', models.TextField(blank=True, help_text='The names of the authors.', validators=[trackers.models.hint.validate_selectors], verbose_name='byline')),
                    ('body', models.TextField(blank=True, help_text='All text of these elements is the article, in the order of the page; nothing else is.', validators=[trackers.models.hint.validate_selectors], verbose_name='body')),
                    ('leave_out', models.TextField(blank=True, help_text='Dropped from the page before anything is read: boxes, links, clocks.', validators=[trackers.models.hint.validate_selectors], verbose_name='leave out')),
                    ('note', models.TextField(blank=True, help_text='For the desk: what was read wrongly, with an address.', validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='why')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('rehearsed', 'rehearsed'), ('in_force', 'in force'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn'), ('discarded', 'discarded')], default='draft', editable=False, max_length=10, verbose_name='state')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                    ('in_force_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='in force since')),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='until')),
                    ('lock', models.PositiveIntegerField(default=0, editable=False)),
                    ('made_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hint_sets', to='trackers.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'hints',
                    'verbose_name_plural': 'hints',
                    'ordering': ['source', '-number'],
                    'permissions': [('change_hints', "Can draft, rehearse, apply and withdraw a source's hints")],
                    'default_permissions': ('view',),
                    'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='hintset_number_stands_once'), models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('source',), name='hintset_one_in_force'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='hintset_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'rehearsed', 'in_force', 'replaced', 'withdrawn', 'discarded'])), name='hintset_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('in_force_since__isnull', True), ('state__in', ['draft', 'rehearsed', 'discarded'])), models.Q(('ended_at__isnull', True), ('in_force_since__isnull', False), ('state', 'in_force')), models.Q(('ended_at__isnull', False), ('in_force_since__isnull', False), ('state__in', ['replaced', 'withdrawn'])), _connector='OR'), name='hintset_dates_fit_its_state')],
                },
            ),
            migrations.CreateModel(
                name='Rehearsal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('lock', models.PositiveIntegerField()),
                    ('job', models.CharField(max_length=100, verbose_name='job')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                    ('against', models.PositiveIntegerField(default=0, verbose_name='compared with hints')),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='articles')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='articles read')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('hint_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rehearsals', to='trackers.hintset')),
                ],
                options={
                    'verbose_name': 'rehearsal',
                    'verbose_name_plural': 'rehearsals',
                    'ordering': ['-asked_at', '-pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='rehearsal_counts_what_there_is')],
                },
            ),
            migrations.CreateModel(
                name='RehearsedArticle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('headline', models.TextField(blank=True, verbose_name='headline')),
                    ('verdict', models.CharField(choices=[('same', 'reads the same'), ('otherwise', 'reads otherwise'), ('readable', 'becomes readable'), ('unreadable', 'can no longer be read'), ('neither', 'cannot be read either way')], max_length=10, verbose_name='verdict')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('doubts', models.JSONField(blank=True, default=list, verbose_name='what the hints did not find')),
                    ('words_removed', models.PositiveIntegerField(default=0, verbose_name='words that go')),
                    ('words_added', models.PositiveIntegerField(default=0, verbose_name='words that come')),
                    ('before', models.JSONField(blank=True, default=dict, verbose_name='before')),
                    ('after', models.JSONField(blank=True, default=dict, verbose_name='after')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.article')),
                    ('rehearsal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='trackers.rehearsal')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot')),
                ],
                options={
                    'verbose_name': 'rehearsed article',
                    'verbose_name_plural': 'rehearsed articles',
                    'ordering': ['rehearsal', 'place'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('rehearsal', 'place'), name='rehearsedarticle_stands_once'), models.CheckConstraint(condition=models.Q(('verdict__in', ['same', 'otherwise', 'readable', 'unreadable', 'neither'])), name='rehearsedarticle_verdict_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='FurnitureLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(editable=False, max_length=64)),
                    ('sample', models.TextField(verbose_name='line')),
                    ('articles', models.PositiveIntegerField(default=0, verbose_name='articles that bear it')),
                    ('of', models.PositiveIntegerField(default=0, verbose_name='articles looked through')),
                    ('first_seen_at', models.DateTimeField(verbose_name='known since')),
                    ('last_seen_at', models.DateTimeField(verbose_name='last seen on enough articles')),
                    ('standing', models.CharField(choices=[('proposed', 'not marked: it may be about a story'), ('learned', 'marked: learned'), ('kept', 'marked: an editor says so'), ('overruled', 'not marked: an editor says so')], default='learned', max_length=10, verbose_name='standing')),
                    ('doubt', models.CharField(blank=True, choices=[('topic', 'the articles that bear it are about what it says'), ('rewording', 'it is another wording of a line that is marked or repeats as well')], max_length=10, verbose_name='what speaks against it')),
                    ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='furniture', to='trackers.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'template line',
                    'verbose_name_plural': 'template lines',
                    'ordering': ['source', '-articles', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='furnitureline_stands_once'), models.CheckConstraint(condition=models.Q(('standing__in', ['proposed', 'learned', 'kept', 'overruled'])), name='furnitureline_standing_is_a_word'), models.CheckConstraint(condition=models.Q(('doubt__in', ['', 'topic', 'rewording'])), name='furnitureline_doubt_is_a_word'), models.CheckConstraint(condition=models.Q(('articles__lte', models.F('of'))), name='furnitureline_counts_part_of_all'), models.CheckConstraint(condition=models.Q(('first_seen_at__lte', models.F('last_seen_at'))), name='furnitureline_seen_forward')],
                },
            ),
            migrations.CreateModel(
                name='FurnitureTally',
                fields=[
                    ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='furniture_tally', serialize=False, to='trackers.source')),
                    ('learned_at', models.DateTimeField(verbose_name='learned at')),
                    ('of', models.PositiveIntegerField(default=0, verbose_name='articles looked through')),
                ],
                options={
                    'verbose_name': 'tally of template lines',
                    'verbose_name_plural': 'tallies of template lines',
                },
            ),
            migrations.CreateModel(
                name='Incident',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nature', models.CharField(choices=[('alike', 'many articles changed alike'), ('collapse', 'long articles read suddenly short')], max_length=10, verbose_name='nature')),
                    ('state', models.CharField(choices=[('open', 'waits for a decision'), ('template', "the publisher's template, not news"), ('real', 'real edits'), ('broken', 'our reading broke'), ('closed', 'over without a decision')], default='open', max_length=10, verbose_name='state')),
                    ('opened_at', models.DateTimeField(verbose_name='since')),
                    ('last_seen_at', models.DateTimeField(verbose_name='last seen')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('job', models.CharField(blank=True, editable=False, max_length=60)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='trackers.source')),
                ],
                options={
                    'verbose_name': 'incident',
                    'verbose_name_plural': 'incidents',
                    'ordering': ['-opened_at', '-pk'],
                    'permissions': [('decide_incident', 'Can decide what an incident was')],
                    'indexes': [models.Index(fields=['source', '-opened_at'], name='incident_of_source'), models.Index(condition=models.Q(('state__in', ['open', 'broken'])), fields=['opened_at'], name='incident_holding')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('nature__in', ['alike', 'collapse'])), name='incident_nature_is_a_word'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'template', 'real', 'broken', 'closed'])), name='incident_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='incident_decided_at_a_moment'), models.CheckConstraint(condition=models.Q(('opened_at__lte', models.F('last_seen_at'))), name='incident_seen_forward')],
                },
            ),
            migrations.CreateModel(
                name='IncidentArticle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('held', 'waits for the decision'), ('released', 'recorded as a change'), ('absorbed', 'taken as a technical re-reading'), ('earlier', 'recorded before the incident was known'), ('left', 'the article says something else by now')], default='held', max_length=10, verbose_name='state')),
                    ('seen_at', models.DateTimeField(verbose_name='first seen')),
                    ('removed', models.TextField(blank=True, verbose_name='words that went')),
                    ('added', models.TextField(blank=True, verbose_name='words that came')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                    ('detail', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='trackers.article')),
                    ('change', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                    ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='trackers.incident')),
                    ('snapshot', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot')),
                ],
                options={
                    'verbose_name': 'article of an incident',
                    'verbose_name_plural': 'articles of incidents',
                    'ordering': ['incident', 'seen_at', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'held')), fields=['incident', 'seen_at'], name='incidentarticle_held')],
                    'constraints': [models.UniqueConstraint(fields=('incident', 'article'), name='incidentarticle_stands_once'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'released', 'absorbed', 'earlier', 'left'])), name='incidentarticle_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), models.Q(('settled_at__isnull', True), ('snapshot__isnull', False)), _connector='OR'), name='incidentarticle_holds_a_response'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'earlier'), _negated=True), ('change__isnull', False), _connector='OR'), name='incidentarticle_earlier_is_a_change')],
                },
            ),
            migrations.CreateModel(
                name='IncidentSign',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=32)),
                    ('kind', models.CharField(choices=[('came', 'came'), ('went', 'went'), ('moved', 'moved'), ('affix', 'affix'), ('typography', 'typography'), ('lost', 'lost'), ('gained', 'gained'), ('place', 'place'), ('tail', 'tail'), ('lead', 'lead'), ('shuffled', 'shuffled'), ('collapse', 'collapse')], max_length=12, verbose_name='what')),
                    ('detail', models.CharField(blank=True, max_length=250)),
                    ('sample', models.TextField(blank=True, verbose_name='as it stood')),
                    ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signs', to='trackers.incident')),
                ],
                options={
                    'verbose_name': 'sign',
                    'verbose_name_plural': 'signs',
                    'ordering': ['incident', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('incident', 'key'), name='incidentsign_stands_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['came', 'went', 'moved', 'affix', 'typography', 'lost', 'gained', 'place', 'tail', 'lead', 'shuffled', 'collapse'])), name='incidentsign_kind_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='SignSighting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(blank=True, max_length=32)),
                    ('at', models.DateTimeField()),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trackers.article')),
                    ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trackers.source')),
                ],
                options={
                    'indexes': [models.Index(fields=['at'], name='signsighting_oldest')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'key', 'article'), name='signsighting_stands_once')],
                },
            ),
            migrations.CreateModel(
                name='ReplayFinding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(choices=[('same', 'reads the same'), ('otherwise', 'reads otherwise'), ('lost', 'body no longer kept'), ('unreadable', 'unreadable now')], max_length=10, verbose_name='version')),
                    ('reason', models.TextField(blank=True, verbose_name='why it cannot be read')),
                    ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='fields')),
                    ('words_gone', models.PositiveIntegerField(default=0, verbose_name='words gone')),
                    ('words_come', models.PositiveIntegerField(default=0, verbose_name='words come')),
                    ('gone', models.TextField(blank=True, verbose_name='words that are read no more')),
                    ('come', models.TextField(blank=True, verbose_name='words that are read now')),
                    ('step', models.CharField(blank=True, choices=[('same', 'differs as recorded'), ('differs', 'differs otherwise'), ('vanishes', 'no difference any more'), ('untold', 'cannot be told: a side cannot be read')], max_length=10, verbose_name='change')),
                    ('step_before', models.TextField(blank=True, verbose_name='words that went, as read today')),
                    ('step_after', models.TextField(blank=True, verbose_name='words that came, as read today')),
                    ('skipped', models.CharField(blank=True, choices=[('reviewed', 'an editor has published something about the change'), ('overtaken', 'the article was looked at meanwhile')], max_length=10, verbose_name='not applied, for')),
                    ('change', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.version')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='trackers.replayrun')),
                ],
                options={
                    'verbose_name': 'finding of a replay',
                    'verbose_name_plural': 'findings of a replay',
                    'ordering': ['run', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['same', 'otherwise', 'lost', 'unreadable'])), name='replayfinding_verdict_is_a_word'), models.CheckConstraint(condition=models.Q(('step__in', ['', 'same', 'differs', 'vanishes', 'untold'])), name='replayfinding_step_is_a_word'), models.CheckConstraint(condition=models.Q(('skipped__in', ['', 'reviewed', 'overtaken'])), name='replayfinding_skipped_is_a_word'), models.UniqueConstraint(fields=('run', 'version'), name='replayfinding_stands_once')],
                },
            ),
            migrations.CreateModel(
                name='ReplayRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('purpose', models.CharField(choices=[('rehearse', 'rehearsal'), ('apply', 'applied')], max_length=10, verbose_name='purpose')),
                    ('articles', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name='articles')),
                    ('since', models.DateTimeField(blank=True, null=True, verbose_name='versions seen since')),
                    ('limit', models.PositiveIntegerField(blank=True, null=True, verbose_name='at most so many versions')),
                    ('extractor', models.CharField(max_length=100, verbose_name='read by')),
                    ('state', models.CharField(choices=[('waiting', 'waiting for a worker'), ('running', 'running'), ('done', 'done'), ('stopped', 'stopped'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='state')),
                    ('job', models.CharField(blank=True, editable=False, max_length=100)),
                    ('detail', models.CharField(blank=True, max_length=300, verbose_name='why it failed')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for')),
                    ('actor_name', models.CharField(max_length=200, verbose_name='by')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started')),
                    ('beat_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                    ('versions_total', models.PositiveIntegerField(default=0, verbose_name='versions')),
                    ('versions_done', models.PositiveIntegerField(default=0, verbose_name='versions done')),
                    ('cursor_article', models.BigIntegerField(blank=True, editable=False, null=True)),
                    ('cursor_number', models.PositiveIntegerField(default=0, editable=False)),
                    ('seconds', models.FloatField(default=0.0, editable=False)),
                    ('tally', models.JSONField(blank=True, default=dict, verbose_name='what was found')),
                    ('asked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('rehearsal', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='trackers.replayrun')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replays', to='trackers.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'replay',
                    'verbose_name_plural': 'replays',
                    'ordering': ['-asked_at', '-pk'],
                    'permissions': [('replay_article', 'Can read stored responses again and apply what is found')],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-asked_at', '-id'], name='replayrun_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['rehearse', 'apply'])), name='replayrun_purpose_is_a_word'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'stopped', 'failed'])), name='replayrun_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('waiting', 'running'))), models.Q(models.Q(('state__in', ('waiting', 'running')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='replayrun_ended_has_an_end')],
                },
            ),
            migrations.CreateModel(
                name='ChangeWords',
                fields=[
                    ('language', models.CharField(blank=True, max_length=3, verbose_name='language')),
                    ('rules', models.CharField(max_length=20, verbose_name='rules')),
                    ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='words')),
                    ('change', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found', serialize=False, to='trackers.change')),
                ],
                options={
                    'verbose_name': 'words of a change',
                    'verbose_name_plural': 'words of changes',
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=True, fields=['words'], gin_pending_list_limit=4096, name='change_words'), models.Index(fields=['language'], name='change_words_language'), models.Index(fields=['rules'], name='change_words_rules')],
                },
            ),
            migrations.CreateModel(
                name='KnownName',
                fields=[
                    ('name', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='name')),
                ],
                options={
                    'verbose_name': 'known name',
                    'verbose_name_plural': 'known names',
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name'], name='known_name_trigrams', opclasses=['gin_trgm_ops'])],
                },
            ),
            migrations.CreateModel(
                name='VersionWords',
                fields=[
                    ('language', models.CharField(blank=True, max_length=3, verbose_name='language')),
                    ('rules', models.CharField(max_length=20, verbose_name='rules')),
                    ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='words')),
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found', serialize=False, to='trackers.version')),
                ],
                options={
                    'verbose_name': 'words of a first version',
                    'verbose_name_plural': 'words of first versions',
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=True, fields=['words'], gin_pending_list_limit=4096, name='version_words'), models.Index(fields=['rules'], name='version_words_rules')],
                },
            ),
            migrations.CreateModel(
                name='NoiseRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='Readers see it on every change that the rule lowers.', max_length=80, validators=[trackers.models.noise.validate_name], verbose_name='name')),
                    ('sentence', models.CharField(help_text='One plain sentence for readers: which changes, and why they matter less.', max_length=300, validators=[trackers.models.noise.validate_name], verbose_name='what it lowers')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), help_text='All kinds of a change must be among these. Others cannot be lowered.', size=None, verbose_name='kinds')),
                    ('most_words', models.PositiveIntegerField(blank=True, help_text='Words that went and words that came, counted together; empty for any number.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='at most so many words')),
                    ('phrases', models.TextField(blank=True, help_text='One word or phrase a line, as it stands in the text. Whatever went or came must be one of them; case does not count, and a figure stands for any figure. Empty for any words.', validators=[trackers.models.noise.validate_phrases], verbose_name='only these words')),
                    ('note', models.TextField(blank=True, help_text='For the desk.', validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='why')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('rehearsed', 'rehearsed'), ('in_force', 'in force'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='state')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                    ('in_force_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='in force since')),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='until')),
                    ('lock', models.PositiveIntegerField(default=0, editable=False)),
                    ('made_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                    ('source', models.ForeignKey(blank=True, help_text='Empty for all.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='noise_rules', to='trackers.source', verbose_name='publisher')),
                ],
                options={
                    'verbose_name': 'noise rule',
                    'verbose_name_plural': 'noise rules',
                    'ordering': ['-made_at', '-pk'],
                    'permissions': [('draft_noiserule', 'Can draft and rehearse noise rules'), ('apply_noiserule', 'Can put noise rules in force and withdraw them')],
                    'default_permissions': ('view',),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='noiserule_name_stands_once', violation_error_message='There is a rule of this name already, perhaps a withdrawn one.'), models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['link_media', 'typo', 'punctuation', 'whitespace', 'furniture']), models.Q(('kinds', []), _negated=True)), name='noiserule_kinds_are_cosmetic', violation_error_message='Choose at least one kind; only cosmetic kinds can be lowered.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'rehearsed', 'in_force', 'withdrawn'])), name='noiserule_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('in_force_since__isnull', True), ('state__in', ('draft', 'rehearsed'))), models.Q(('ended_at__isnull', True), ('in_force_since__isnull', False), ('state', 'in_force')), models.Q(('ended_at__isnull', False), ('state', 'withdrawn')), _connector='OR'), name='noiserule_dates_fit_its_state')],
                },
            ),
            migrations.CreateModel(
                name='NoiseRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(choices=[('rehearse', 'rehearsal'), ('lower', 'lowering'), ('restore', 'restoring')], max_length=10, verbose_name='purpose')),
                    ('lock', models.PositiveIntegerField()),
                    ('job', models.CharField(max_length=100, verbose_name='job')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                    ('cursor', models.BigIntegerField(blank=True, null=True)),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='changes')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='changes looked at')),
                    ('fitting', models.PositiveIntegerField(default=0, verbose_name='changes it speaks of')),
                    ('lowered', models.PositiveIntegerField(default=0, verbose_name='changes it lowers')),
                    ('by_source', models.JSONField(blank=True, default=dict, verbose_name='by publisher')),
                    ('samples', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name='samples')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='trackers.noiserule')),
                ],
                options={
                    'verbose_name': 'run of a noise rule',
                    'verbose_name_plural': 'runs of noise rules',
                    'ordering': ['-asked_at', '-pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['rehearse', 'lower', 'restore'])), name='noiserun_purpose_is_a_word'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('rule',), name='noiserun_one_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='LookDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='day')),
                    ('looks', models.PositiveIntegerField(default=0, verbose_name='looks')),
                    ('seen', models.PositiveIntegerField(default=0, verbose_name='looks that saw the text')),
                    ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='look_days', to='trackers.source')),
                ],
                options={
                    'verbose_name': 'day of looks',
                    'verbose_name_plural': 'days of looks',
                    'ordering': ['-day', 'source'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['day'], name='lookday_latest')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'day'), name='lookday_stands_once'), models.CheckConstraint(condition=models.Q(('seen__lte', models.F('looks'))), name='lookday_sees_by_looking')],
                },
            ),
            migrations.CreateModel(
                name='FeedImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('file_name', models.CharField(blank=True, max_length=200, verbose_name='file')),
                    ('state', models.CharField(choices=[('rehearsed', 'rehearsed'), ('running', 'being imported'), ('done', 'imported')], default='rehearsed', max_length=10, verbose_name='state')),
                    ('job', models.CharField(blank=True, max_length=100, verbose_name='job')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                    ('public_text', models.CharField(choices=[('full', 'whole texts'), ('passages', 'changed passages with a little context'), ('private', 'nothing: staff only')], default='full', max_length=10, verbose_name='shown to the public')),
                    ('exposure', models.CharField(choices=[('usable', 'public'), ('withheld', 'withheld'), ('canceled', 'cancelled for good')], default='usable', max_length=10, verbose_name='exposure')),
                    ('rows', models.JSONField(default=list, verbose_name='feeds')),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='feeds')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='feeds done')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'import of feeds',
                    'verbose_name_plural': 'imports of feeds',
                    'ordering': ['-asked_at', '-pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['asked_at'], name='feedimport_oldest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['rehearsed', 'running', 'done'])), name='feedimport_state_is_a_word'), models.CheckConstraint(condition=models.Q(('public_text__in', ['full', 'passages', 'private'])), name='feedimport_public_text_is_a_word'), models.CheckConstraint(condition=models.Q(('exposure__in', ['usable', 'withheld'])), name='feedimport_is_not_cancelled'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='feedimport_counts_what_there_is')],
                },
            ),
            migrations.CreateModel(
                name='SourceTrial',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('address', models.CharField(max_length=2000, verbose_name='address')),
                    ('state', models.CharField(choices=[('waiting', 'waiting for a worker'), ('running', 'being looked at'), ('done', 'looked at'), ('failed', 'nothing to follow'), ('saved', 'followed')], default='waiting', max_length=10, verbose_name='state')),
                    ('job', models.CharField(max_length=100, verbose_name='job')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='articles')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='articles read')),
                    ('findings', models.JSONField(blank=True, default=dict, verbose_name='findings')),
                    ('words', models.TextField(blank=True, verbose_name='in words')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='trackers.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'trial of a source',
                    'verbose_name_plural': 'trials of sources',
                    'ordering': ['-asked_at', '-pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['asked_at'], name='sourcetrial_oldest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'saved'])), name='sourcetrial_state_is_a_word'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='sourcetrial_counts_what_there_is'), models.CheckConstraint(condition=models.Q(models.Q(('source__isnull', False), ('state', 'saved')), models.Q(models.Q(('state', 'saved'), _negated=True), ('source__isnull', True)), _connector='OR'), name='sourcetrial_saved_is_followed')],
                },
            ),
            migrations.CreateModel(
                name='Desk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('lone_editor', models.BooleanField(default=False, help_text='One person may publish at significance 3 and 4. The entry then says: published without a second read.', verbose_name='a desk of one person')),
                    ('signature', models.CharField(choices=[('desk', "the desk's"), ('person', 'the name of whoever wrote it')], default='person', max_length=10, verbose_name='signed with')),
                    ('delay', models.PositiveSmallIntegerField(default=120, help_text='What is published can be called back until then: from 0, at once, to 3600, an hour. A retraction waits for nothing.', validators=[django.core.validators.MaxValueValidator(3600)], verbose_name='seconds until readers see it')),
                    ('hourly_measure', models.PositiveSmallIntegerField(default=20, help_text='At most so many entries about one source are shown to readers anew in an hour, from 1 to 1000; what is published beyond waits its turn.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='entries about a source in an hour')),
                ],
                options={
                    'verbose_name': 'desk',
                    'verbose_name_plural': 'desk',
                    'permissions': [('set_desk', 'Can set how the desk works')],
                    'default_permissions': ('view',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='desk_is_one'), models.CheckConstraint(condition=models.Q(('signature__in', ['desk', 'person'])), name='desk_signature_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(editable=False)),
                    ('edition', models.PositiveIntegerField(verbose_name='edition')),
                    ('nature', models.CharField(choices=[('first', 'published'), ('amendment', 'amended'), ('retraction', 'retracted')], max_length=10, verbose_name='nature')),
                    ('published_at', models.DateTimeField(verbose_name='published at')),
                    ('signature', models.CharField(max_length=200, verbose_name='signed')),
                    ('reason', models.TextField(blank=True, default='', verbose_name='what was amended or retracted, and why')),
                    ('alone', models.BooleanField(default=False, verbose_name='published without a second read')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='kinds')),
                    ('disclosure', models.CharField(blank=True, choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction'), ('not_applicable', 'nothing had to be said')], default='', max_length=15, verbose_name='what the page says of it')),
                    ('significance', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'none: a comma, a spelling, a line of the page'), (1, 'minor: a clumsy sentence put right, a spelling of a name, a caption'), (2, 'routine: news goes on, a figure is brought up to date, a reaction is added'), (3, 'substantive: a figure, name, quotation or claim was wrong, or is gone unsaid'), (4, 'grave: the meaning is reversed, somebody is harmed, the story is withdrawn')], null=True, verbose_name='significance')),
                    ('confidence', models.CharField(blank=True, choices=[('certain', 'certain'), ('probable', 'probable'), ('unsure', 'needs checking')], default='', max_length=10, verbose_name='confidence')),
                    ('labels', models.JSONField(blank=True, default=list, verbose_name='labels')),
                    ('anchors', models.JSONField(blank=True, default=list, verbose_name='words it is about')),
                    ('public_note', models.TextField(blank=True, default='', verbose_name='public note')),
                    ('headline_before', models.TextField(blank=True, default='', verbose_name='headline before')),
                    ('headline_after', models.TextField(blank=True, default='', verbose_name='headline after')),
                    ('removed', models.TextField(blank=True, default='', verbose_name='words that went')),
                    ('added', models.TextField(blank=True, default='', verbose_name='words that came')),
                    ('seen_old_at', models.DateTimeField(verbose_name='last seen as it was')),
                    ('seen_new_at', models.DateTimeField(verbose_name='first seen as it is')),
                    ('hash_before', models.CharField(max_length=64)),
                    ('hash_after', models.CharField(max_length=64)),
                    ('annotation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='trackers.annotation')),
                    ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='trackers.change')),
                    ('approved_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='approved at')),
                    ('approver_account', models.BigIntegerField(blank=True, editable=False, null=True)),
                    ('approver_name', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='approved by')),
                    ('public_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='seen by readers from')),
                    ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                ],
                options={
                    'verbose_name': 'publication',
                    'verbose_name_plural': 'publications',
                    'ordering': ['-published_at', '-pk'],
                    'default_permissions': ('view',),
                    'indexes': [models.Index(fields=['-published_at', '-id'], name='publication_latest'), models.Index(fields=['-public_at', '-id'], name='publication_seen')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('nature__in', ['first', 'amendment', 'retraction'])), name='publication_nature_is_a_word'), models.UniqueConstraint(fields=('uuid', 'edition'), name='publication_edition_stands_once'), models.CheckConstraint(condition=models.Q(('nature', 'first'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='publication_says_why', violation_error_message='Say what was amended or retracted, and why.'), models.UniqueConstraint(condition=models.Q(('nature', 'retraction')), fields=('uuid',), name='publication_is_retracted_once'), models.CheckConstraint(condition=models.Q(('nature', 'first'), ('edition__gt', 1), _connector='OR'), name='publication_begins_with_its_first'), models.CheckConstraint(condition=models.Q(('public_at__gte', models.F('published_at'))), name='publication_is_seen_after_it_is_decided')],
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='review', serialize=False, to='trackers.change')),
                    ('state', models.CharField(choices=[('new', 'new'), ('in_review', 'in review'), ('dismissed', 'dismissed'), ('snoozed', 'put off'), ('annotated', 'annotated'), ('second_read', 'waits for a second read'), ('returned', 'returned'), ('approved', 'approved'), ('published', 'published'), ('amended', 'amended'), ('retracted', 'retracted')], default='new', max_length=12, verbose_name='state')),
                    ('claimed_name', models.CharField(blank=True, default='', max_length=200, verbose_name='claimed by')),
                    ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='claimed until')),
                    ('snoozed_until', models.DateTimeField(blank=True, null=True, verbose_name='put off until')),
                    ('touched_at', models.DateTimeField(blank=True, null=True, verbose_name='last step at')),
                    ('lock', models.PositiveIntegerField(default=0, editable=False)),
                    ('annotation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.annotation')),
                    ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'review',
                    'verbose_name_plural': 'reviews',
                    'permissions': [('review_change', 'Can claim, dismiss and put off changes')],
                    'default_permissions': ('view',),
                    'indexes': [models.Index(fields=['state', '-touched_at'], name='review_by_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['new', 'in_review', 'dismissed', 'snoozed', 'annotated', 'second_read', 'returned', 'approved', 'published', 'amended', 'retracted'])), name='review_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('claimed_until__isnull', False), ('state', 'in_review')), models.Q(models.Q(('state', 'in_review'), _negated=True), ('claimed_name', ''), ('claimed_until__isnull', True)), _connector='OR'), name='review_is_claimed_in_review'), models.CheckConstraint(condition=models.Q(models.Q(('snoozed_until__isnull', False), ('state', 'snoozed')), models.Q(models.Q(('state', 'snoozed'), _negated=True), ('snoozed_until__isnull', True)), _connector='OR'), name='review_is_put_off_until'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('annotated', 'second_read', 'returned', 'approved', 'published', 'amended', 'retracted')), _negated=True), ('annotation__isnull', False), _connector='OR'), name='review_of_something_written')],
                },
            ),
            migrations.CreateModel(
                name='Recall',
                fields=[
                    ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='recall', serialize=False, to='trackers.publication')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='called back at')),
                ],
                options={
                    'verbose_name': 'recall',
                    'verbose_name_plural': 'recalls',
                    'default_permissions': ('view',),
                },
            ),
            migrations.CreateModel(
                name='DeskPreference',
                fields=[
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=20, verbose_name='sections')),
                    ('sources', models.ManyToManyField(blank=True, related_name='+', to='trackers.source', verbose_name='publishers')),
                ],
                options={
                    'verbose_name': 'preference',
                    'verbose_name_plural': 'preferences',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Digest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('queue', models.CharField(blank=True, default='', max_length=30, verbose_name='queue')),
                    ('query', models.TextField(blank=True, default='', validators=[django.core.validators.MaxLengthValidator(500)], verbose_name='search')),
                    ('hour', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour')),
                    ('zone', models.CharField(default='UTC', help_text='Such as Europe/London; the hour is of this zone.', max_length=64, validators=[trackers.models.fields.validate_time_zone], verbose_name='time zone')),
                    ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='told until')),
                    ('next_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='next mail')),
                    ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last mail')),
                    ('failures', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('problem', models.TextField(blank=True, default='', editable=False, verbose_name='problem')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL)),
                    ('due_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('sent_for', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'digest by mail',
                    'verbose_name_plural': 'digests by mail',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='digest_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('queue', ''), ('query', ''), _connector='XOR'), name='digest_is_of_one_thing', violation_error_message='Choose a queue or write a search, one of the two.'), models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='digest_hour_is_of_a_day'), models.UniqueConstraint(fields=('owner', 'queue', 'query'), name='digest_stands_once', violation_error_message='You have this digest already.')],
                },
            ),
            migrations.CreateModel(
                name='Withholding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.CharField(choices=[('article', 'an article'), ('version', 'a version'), ('passage', 'a passage')], max_length=10, verbose_name='what')),
                    ('words', models.TextField(blank=True, default='', verbose_name='words')),
                    ('joined', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                    ('reason', models.CharField(choices=[('editorial', 'editorial decision'), ('privacy', 'privacy'), ('danger', 'danger to a person'), ('complaint', 'complaint being looked into'), ('publisher', 'the publisher’s request'), ('error', 'our own error'), ('court', 'court order'), ('copyright', 'copyright complaint'), ('legal', 'legal reasons'), ('other', 'another reason')], max_length=10, verbose_name='reason')),
                    ('authority', models.CharField(blank=True, default='', max_length=200, verbose_name='on whose demand')),
                    ('asked_by', models.CharField(blank=True, default='', max_length=300, verbose_name='who asked')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                    ('note', models.TextField(blank=True, default='', verbose_name='note')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='withheld at')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='shown again at')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='trackers.article', verbose_name='article')),
                    ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='trackers.version', verbose_name='version')),
                ],
                options={
                    'verbose_name': 'withholding',
                    'verbose_name_plural': 'withholdings',
                    'ordering': ['-made_at', '-pk'],
                    'default_permissions': ('view',),
                    'indexes': [models.Index(fields=['-made_at', '-id'], name='withholding_latest'), models.Index(condition=models.Q(('due_on__isnull', False), ('ended_at__isnull', True)), fields=['due_on'], name='withholding_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('part__in', ['article', 'version', 'passage'])), name='withholding_part_is_a_word'), models.CheckConstraint(condition=models.Q(('reason__in', ['editorial', 'privacy', 'danger', 'complaint', 'publisher', 'error', 'court', 'copyright', 'legal', 'other'])), name='withholding_reason_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('part', 'article'), ('version__isnull', True), ('words', '')), models.Q(('part', 'version'), ('version__isnull', False), ('words', '')), models.Q(('part', 'passage'), ('version__isnull', True), models.Q(('words', ''), _negated=True)), _connector='OR'), name='withholding_says_what'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('made_at')), _connector='OR'), name='withholding_ends_after_it_began'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('part', 'article')), fields=('article',), name='withholding_of_article_stands_once'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('part', 'version')), fields=('version',), name='withholding_of_version_stands_once')],
                },
            ),
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works')], max_length=20, verbose_name='act')),
                    ('state', models.CharField(choices=[('planned', 'to be confirmed'), ('running', 'being done'), ('done', 'done'), ('undoing', 'being undone'), ('undone', 'undone')], default='planned', max_length=10, verbose_name='state')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                    ('asker_name', models.CharField(max_length=200, verbose_name='asked for by')),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('until', models.DateTimeField(blank=True, null=True, verbose_name='put off until')),
                    ('facets', models.JSONField(blank=True, default=dict, verbose_name='facets')),
                    ('job', models.CharField(blank=True, max_length=100, verbose_name='job')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('copied_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                    ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, db_default=[], default=list, editable=False, size=None)),
                ],
                options={
                    'verbose_name': 'batch',
                    'verbose_name_plural': 'batches',
                    'ordering': ['-asked_at', '-pk'],
                    'permissions': [('triage_in_bulk', 'Can claim, dismiss and put off many changes at once'), ('act_in_bulk', 'Can annotate, approve and publish many changes at once')],
                    'default_permissions': ('view',),
                    'indexes': [models.Index(fields=['-asked_at', '-id'], name='batch_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'running', 'done', 'undoing', 'undone'])), name='batch_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'undoing', 'undone'])), models.Q(('ended_at__isnull', True), ('state__in', ['planned', 'running'])), _connector='OR'), name='batch_ends_once_it_is_done')],
                },
            ),
            migrations.CreateModel(
                name='BatchRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('lock', models.PositiveIntegerField()),
                    ('lock_after', models.PositiveIntegerField(blank=True, null=True)),
                    ('verdict', models.CharField(choices=[('waiting', 'waits'), ('done', 'done'), ('left', 'left as it was'), ('undone', 'undone'), ('stands', 'not undone')], default='waiting', max_length=10, verbose_name='what became of it')),
                    ('words', models.TextField(blank=True, verbose_name='in words')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='trackers.batch')),
                    ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                ],
                options={
                    'verbose_name': 'change of a batch',
                    'verbose_name_plural': 'changes of batches',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['batch', 'verdict'], name='batchrow_by_verdict')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['waiting', 'done', 'left', 'undone', 'stands'])), name='batchrow_verdict_is_a_word'), models.UniqueConstraint(fields=('batch', 'change'), name='batchrow_stands_once')],
                },
            ),
            migrations.CreateModel(
                name='CodingSample',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('queue', models.CharField(blank=True, max_length=40, verbose_name='queue')),
                    ('first_day', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='to')),
                    ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='so many in a hundred')),
                    ('seed', models.PositiveIntegerField(help_text='Any number. The same one draws the same changes of the same list again.', verbose_name='seed')),
                    ('of', models.PositiveIntegerField(verbose_name='drawn from')),
                    ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), editable=False, size=None)),
                    ('drawn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='drawn at')),
                    ('drawer_name', models.CharField(max_length=200, verbose_name='drawn by')),
                    ('first_name', models.CharField(max_length=200, verbose_name='first coder')),
                    ('second_name', models.CharField(max_length=200, verbose_name='second coder')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                    ('closer_name', models.CharField(blank=True, max_length=200, verbose_name='closed by')),
                    ('first_coder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('second_coder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'sample coded twice',
                    'verbose_name_plural': 'samples coded twice',
                    'ordering': ['-drawn_at', '-pk'],
                    'permissions': [('code_changes', 'Can code changes of a sample'), ('draw_sample', 'Can draw and close samples to be coded twice')],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_coder__isnull', True), ('second_coder__isnull', True), models.Q(('first_coder', models.F('second_coder')), _negated=True), _connector='OR'), name='codingsample_has_two_coders'), models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='codingsample_draws_a_share'), models.CheckConstraint(condition=models.Q(('changes__len__gte', 1), ('changes__len__lte', 500)), name='codingsample_holds_changes'), models.CheckConstraint(condition=models.Q(models.Q(('queue', ''), _negated=True), models.Q(('first_day__isnull', False), ('last_day__gte', models.F('first_day'))), _connector='OR'), name='codingsample_is_drawn_from_something')],
                },
            ),
            migrations.CreateModel(
                name='Coding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('side', models.PositiveSmallIntegerField()),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headline', 'headline'), ('standfirst', 'standfirst'), ('byline', 'byline'), ('number', 'figure'), ('date', 'date or time'), ('quote', 'quotation'), ('attribution', 'who said it'), ('hedge', 'certainty'), ('negation', 'denial or reversal'), ('name', 'name or title'), ('addition', 'information added'), ('cut', 'information removed'), ('move', 'passage moved'), ('rewrite', 'reworded'), ('correction_notice', 'notice to readers'), ('reversion', 'back to an earlier text'), ('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), blank=True, default=list, size=None, verbose_name='kinds')),
                    ('disclosure', models.CharField(choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction'), ('not_applicable', 'nothing had to be said')], max_length=15, verbose_name='what the page says of it')),
                    ('significance', models.PositiveSmallIntegerField(choices=[(0, 'none: a comma, a spelling, a line of the page'), (1, 'minor: a clumsy sentence put right, a spelling of a name, a caption'), (2, 'routine: news goes on, a figure is brought up to date, a reaction is added'), (3, 'substantive: a figure, name, quotation or claim was wrong, or is gone unsaid'), (4, 'grave: the meaning is reversed, somebody is harmed, the story is withdrawn')], verbose_name='significance')),
                    ('confidence', models.CharField(choices=[('certain', 'certain'), ('probable', 'probable'), ('unsure', 'needs checking')], max_length=10, verbose_name='confidence')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='coded at')),
                    ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                    ('coder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='trackers.codingsample')),
                ],
                options={
                    'verbose_name': 'coding',
                    'verbose_name_plural': 'codings',
                    'ordering': ['pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('sample', 'change', 'side'), name='coding_stands_once'), models.CheckConstraint(condition=models.Q(('side__in', (1, 2))), name='coding_is_of_one_of_two'), models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['headline', 'standfirst', 'byline', 'number', 'date', 'quote', 'attribution', 'hedge', 'negation', 'name', 'addition', 'cut', 'move', 'rewrite', 'correction_notice', 'reversion', 'link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), name='coding_kinds_are_words'), models.CheckConstraint(condition=models.Q(('disclosure__in', ['none', 'timestamp', 'update_note', 'editors_note', 'clarification', 'correction', 'retraction', 'not_applicable'])), name='coding_disclosure_is_a_word'), models.CheckConstraint(condition=models.Q(('significance__in', [0, 1, 2, 3, 4])), name='coding_significance_is_a_step'), models.CheckConstraint(condition=models.Q(('confidence__in', ['certain', 'probable', 'unsure'])), name='coding_confidence_is_a_word')],
                },
            ),
            migrations.CreateModel(
                name='SheetExport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('form', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=4, verbose_name='form')),
                    ('state', models.CharField(choices=[('running', 'being written'), ('done', 'written')], default='running', max_length=10, verbose_name='state')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                    ('narrowed', models.TextField(blank=True, verbose_name='which changes')),
                    ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('job', models.CharField(blank=True, max_length=100, verbose_name='job')),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='rows')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='rows written')),
                    ('body', models.BinaryField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'spreadsheet taken away',
                    'verbose_name_plural': 'spreadsheets taken away',
                    'ordering': ['-asked_at', '-pk'],
                    'permissions': [('export_changes', 'Can take changes away as a spreadsheet')],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['asked_at'], name='sheetexport_oldest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['running', 'done'])), name='sheetexport_state_is_a_word'), models.CheckConstraint(condition=models.Q(('form__in', ['csv', 'xlsx'])), name='sheetexport_form_is_a_word'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='sheetexport_counts_what_there_is'), models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('state', 'running')), models.Q(('body__isnull', False), ('state', 'done')), _connector='OR'), name='sheetexport_is_done_with_a_file')],
                },
            ),
            migrations.CreateModel(
                name='SheetImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_name', models.CharField(blank=True, max_length=200, verbose_name='file')),
                    ('unread', models.TextField(blank=True, verbose_name='columns not read')),
                    ('state', models.CharField(choices=[('rehearsing', 'being rehearsed'), ('rehearsed', 'to be confirmed'), ('running', 'being done'), ('done', 'done'), ('undoing', 'being undone'), ('undone', 'undone')], default='rehearsing', max_length=10, verbose_name='state')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='handed in at')),
                    ('asker_name', models.CharField(max_length=200, verbose_name='handed in by')),
                    ('job', models.CharField(blank=True, max_length=100, verbose_name='job')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'spreadsheet handed in',
                    'verbose_name_plural': 'spreadsheets handed in',
                    'ordering': ['-asked_at', '-pk'],
                    'permissions': [('import_decisions', 'Can hand in decisions in a spreadsheet')],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['-asked_at', '-id'], name='sheetimport_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['rehearsing', 'rehearsed', 'running', 'done', 'undoing', 'undone'])), name='sheetimport_state_is_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'undoing', 'undone'])), models.Q(('ended_at__isnull', True), ('state__in', ['rehearsing', 'rehearsed', 'running'])), _connector='OR'), name='sheetimport_ends_once_it_is_done')],
                },
            ),
            migrations.CreateModel(
                name='SheetRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(verbose_name='line')),
                    ('lock', models.PositiveIntegerField(blank=True, null=True)),
                    ('lock_after', models.PositiveIntegerField(blank=True, null=True)),
                    ('typed', models.JSONField(default=dict, verbose_name='what was typed')),
                    ('verdict', models.CharField(choices=[('waiting', 'waits'), ('would', 'would be done'), ('refused', 'refused'), ('nothing', 'nothing to do'), ('done', 'done'), ('left', 'left as it was'), ('undone', 'undone'), ('stands', 'not undone')], default='waiting', max_length=10, verbose_name='what becomes of it')),
                    ('words', models.TextField(blank=True, verbose_name='in words')),
                    ('change', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='trackers.sheetimport')),
                ],
                options={
                    'verbose_name': 'row of a spreadsheet',
                    'verbose_name_plural': 'rows of spreadsheets',
                    'ordering': ['line'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['sheet', 'verdict'], name='sheetrow_by_verdict')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['waiting', 'would', 'refused', 'nothing', 'done', 'left', 'undone', 'stands'])), name='sheetrow_verdict_is_a_word'), models.UniqueConstraint(fields=('sheet', 'line'), name='sheetrow_stands_once')],
                },
            ),
        ]),
        # Room on each page for rows that are written at every look: a lease then touches no index (a HOT update).
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, NO_FUNCTIONS),
        migrations.RunPython(add_labels, migrations.RunPython.noop),
        # The groups stay when this is undone: people stand in them.
        migrations.RunPython(add_roles, migrations.RunPython.noop),
    ]

"""What a reading says in full, technical re-readings, texts that wait, and variants."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0009_leases'),
    ]

    operations = [
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
                ('reason', models.CharField(choices=[('extractor', 'a newer extractor reads it'), ('hints', 'other hints are in force'), ('furniture', "lines of the publisher's template are marked otherwise"), ('reading', 'the same page was read otherwise'), ('variant', 'the publisher serves two texts side by side'), ('template', "the publisher's template changed, as an editor decided")], max_length=10, verbose_name='reason')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
            ],
            options={
                'verbose_name': 'technical re-reading',
                'verbose_name_plural': 'technical re-readings',
                'ordering': ['version', '-made_at', '-pk'],
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
            ],
            options={
                'verbose_name': 'variant',
                'verbose_name_plural': 'variants',
                'ordering': ['article', 'first_seen_at', 'pk'],
            },
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_reverted',
        ),
        migrations.RenameField(
            model_name='article',
            old_name='reverted_hash',
            new_name='waiting_hash',
        ),
        migrations.RenameField(
            model_name='article',
            old_name='reverted_snapshot',
            new_name='waiting_snapshot',
        ),
        migrations.RenameField(
            model_name='article',
            old_name='reverted_since',
            new_name='waiting_since',
        ),
        migrations.AddField(
            model_name='article',
            name='waiting_for',
            field=models.CharField(blank=True, choices=[('second', 'a second look'), ('hours', 'some hours to pass'), ('day', 'a day to pass'), ('editor', "an editor's decision")], editable=False, max_length=10, verbose_name='a new text waits for'),
        ),
        migrations.AddField(
            model_name='article',
            name='waiting_looks',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='article',
            name='waiting_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='waiting since'),
        ),
        # A text that waited so far was one that two versions already hold.
        migrations.RunSQL(
            """
            UPDATE trackers_article
            SET waiting_for = CASE WHEN waiting_snapshot_id IS NOT NULL THEN 'day' ELSE '' END,
                waiting_looks = CASE WHEN waiting_snapshot_id IS NOT NULL THEN 1 ELSE 0 END,
                waiting_hash = CASE WHEN waiting_snapshot_id IS NOT NULL THEN waiting_hash ELSE '' END,
                waiting_since = CASE WHEN waiting_snapshot_id IS NOT NULL THEN waiting_since END
            WHERE waiting_hash <> '' OR waiting_since IS NOT NULL
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name='version',
            name='confidence',
            field=models.FloatField(default=1.0, verbose_name='confidence of the reading'),
        ),
        migrations.AddField(
            model_name='version',
            name='credits',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='credits'),
        ),
        migrations.AddField(
            model_name='version',
            name='doubts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='what lowers it'),
        ),
        migrations.AddField(
            model_name='version',
            name='furniture',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None, verbose_name="places of the template's lines"),
        ),
        migrations.AddField(
            model_name='version',
            name='hints',
            field=models.PositiveIntegerField(default=0, verbose_name='hints'),
        ),
        migrations.AddField(
            model_name='version',
            name='lead_image',
            field=models.TextField(blank=True, verbose_name='address of the lead picture'),
        ),
        migrations.AddField(
            model_name='version',
            name='notices',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='notices to readers'),
        ),
        migrations.AddField(
            model_name='version',
            name='places',
            field=models.JSONField(blank=True, default=dict, verbose_name='where each field was taken from'),
        ),
        migrations.AddField(
            model_name='version',
            name='roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='what each paragraph is'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='version_confidence_is_a_share'),
        ),
        migrations.AddField(
            model_name='rereading',
            name='snapshot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rereadings', to='trackers.snapshot'),
        ),
        migrations.AddField(
            model_name='rereading',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rereadings', to='trackers.version'),
        ),
        migrations.AddField(
            model_name='article',
            name='basis',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading'),
        ),
        migrations.AddField(
            model_name='change',
            name='from_reading',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('waiting_snapshot__isnull', False)), fields=['waiting_snapshot'], name='article_waiting'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waiting_for', ''), ('waiting_hash', ''), ('waiting_since__isnull', True), ('waiting_snapshot__isnull', True)), models.Q(models.Q(('waiting_hash', ''), _negated=True), ('waiting_for__in', ['second', 'hours', 'day', 'editor']), ('waiting_since__isnull', False), ('waiting_snapshot__isnull', False)), _connector='OR'), name='article_waits_for_something'),
        ),
        migrations.AddField(
            model_name='variant',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='trackers.article'),
        ),
        migrations.AddIndex(
            model_name='rereading',
            index=models.Index(fields=['-made_at', '-id'], name='rereading_latest'),
        ),
        migrations.AddConstraint(
            model_name='rereading',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['extractor', 'hints', 'furniture', 'reading', 'variant', 'template'])), name='rereading_reason_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='rereading',
            constraint=models.CheckConstraint(condition=models.Q(('dir__in', ['ltr', 'rtl'])), name='rereading_dir_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='rereading',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='rereading_confidence_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.UniqueConstraint(fields=('article', 'key'), name='variant_is_told_once'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='variant_texts_differ'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('field__in', ['headline', 'standfirst', 'byline', 'paragraphs', 'captions'])), name='variant_field_is_tracked'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('first_seen_at__lte', models.F('last_seen_at'))), name='variant_seen_forward'),
        ),
        migrations.RunSQL(
            "CREATE TRIGGER rereading_is_immutable BEFORE UPDATE ON trackers_rereading "
            "FOR EACH ROW EXECUTE FUNCTION trackers_refuse()",
            "DROP TRIGGER rereading_is_immutable ON trackers_rereading",
        ),
    ]

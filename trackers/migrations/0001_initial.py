"""The nouns, with their constraints and the partial indexes of what is due."""

import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import trackers.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_number', models.PositiveIntegerField()),
                ('to_number', models.PositiveIntegerField()),
                ('seen_old_at', models.DateTimeField(verbose_name='old text last seen')),
                ('seen_new_at', models.DateTimeField(verbose_name='new text first seen')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='announced at')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'ordering': ['-seen_new_at', '-pk'],
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
            ],
            options={
                'verbose_name': 'feed',
                'verbose_name_plural': 'feeds',
                'ordering': ['source', 'pk'],
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
                ('reverted_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('reverted_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('exposure', models.CharField(choices=[('usable', 'public'), ('withheld', 'withheld'), ('canceled', 'cancelled for good')], default='usable', max_length=10, verbose_name='exposure')),
                ('exposure_reason', models.CharField(blank=True, choices=[('editorial', 'editorial decision'), ('privacy', 'privacy'), ('complaint', 'complaint being looked into'), ('legal', 'legal reasons')], max_length=10, verbose_name='reason')),
                ('public_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='public since')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='trackers.article')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-first_seen_at', '-pk'],
                'permissions': [('withhold_article', 'Can withhold and release articles and sources'), ('check_article', 'Can ask for a look at an article now, pause and resume it')],
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
            ],
            options={
                'verbose_name': 'description',
                'verbose_name_plural': 'descriptions',
            },
        ),
        migrations.AddField(
            model_name='change',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='trackers.article'),
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
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('retracted', 'retracted')], default='draft', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='updated at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('lock', models.PositiveIntegerField(default=0, editable=False)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annotations', to='trackers.change')),
                ('labels', models.ManyToManyField(blank=True, related_name='annotations', to='trackers.label', verbose_name='labels')),
            ],
            options={
                'verbose_name': 'annotation',
                'verbose_name_plural': 'annotations',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('publish_annotation', 'Can publish and retract annotations')],
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
            ],
            options={
                'verbose_name': 'snapshot',
                'verbose_name_plural': 'snapshots',
                'ordering': ['-fetched_at', '-pk'],
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
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trackers.article')),
                ('feed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trackers.feed')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trackers.snapshot')),
            ],
            options={
                'verbose_name': 'check',
                'verbose_name_plural': 'checks',
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='change',
            name='old_snapshot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot'),
        ),
        migrations.AddField(
            model_name='article',
            name='last_snapshot',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot'),
        ),
        migrations.AddField(
            model_name='article',
            name='reverted_snapshot',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot'),
        ),
        migrations.AddField(
            model_name='article',
            name='text_snapshot',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot'),
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
                ('exposure_reason', models.CharField(blank=True, choices=[('editorial', 'editorial decision'), ('privacy', 'privacy'), ('complaint', 'complaint being looked into'), ('legal', 'legal reasons')], editable=False, max_length=10, verbose_name='reason')),
                ('public_text', models.CharField(choices=[('full', 'whole texts'), ('passages', 'changed passages with a little context'), ('private', 'nothing: staff only')], default='full', max_length=10, verbose_name='shown to the public')),
                ('public_since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='public since')),
                ('first_interval', models.DurationField(default=datetime.timedelta(seconds=1800), help_text='How long after a change an article is looked at again; each unchanged look waits 1.2 times as long.', validators=[trackers.models.fields.validate_positive, trackers.models.fields.AtMost(40)], verbose_name='first interval')),
                ('host_delay', models.DurationField(default=datetime.timedelta(seconds=2), help_text="How long the publisher's server is left alone between two requests.", validators=[trackers.models.fields.AtMost(1)], verbose_name='delay at the host')),
                ('keep_responses', models.DurationField(default=datetime.timedelta(days=14), help_text='Raw responses that no version rests on are deleted after this time; their hashes stay.', validators=[trackers.models.fields.validate_positive, trackers.models.fields.AtMost(3650)], verbose_name='keep responses for')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='followed since')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'retired'])), name='source_state_is_a_word'), models.CheckConstraint(condition=models.Q(('exposure__in', ['usable', 'withheld', 'canceled'])), name='source_exposure_is_a_word'), models.CheckConstraint(condition=models.Q(('public_text__in', ['full', 'passages', 'private'])), name='source_public_text_is_a_word'), models.CheckConstraint(condition=models.Q(('first_interval__gt', datetime.timedelta(0)), ('first_interval__lte', datetime.timedelta(days=40)), ('host_delay__gte', datetime.timedelta(0)), ('host_delay__lte', datetime.timedelta(days=1)), ('keep_responses__gt', datetime.timedelta(0)), ('keep_responses__lte', datetime.timedelta(days=3650))), name='source_times_have_bounds')],
            },
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('act', models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted')], max_length=20, verbose_name='act')),
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
            ],
            options={
                'verbose_name': 'review event',
                'verbose_name_plural': 'review events',
                'ordering': ['-at', '-pk'],
                'permissions': [('view_queue', "Can see the desk's queue and its jobs")],
            },
        ),
        migrations.AddField(
            model_name='feed',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to='trackers.source', verbose_name='source'),
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='trackers.source', verbose_name='source'),
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
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['article', 'number'],
            },
        ),
        migrations.AddField(
            model_name='change',
            name='from_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.version'),
        ),
        migrations.AddField(
            model_name='change',
            name='to_version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='change', to='trackers.version'),
        ),
        migrations.AddField(
            model_name='article',
            name='latest_version',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.version'),
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
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
                'ordering': ['first_seen_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('found_by__in', ['feed', 'redirect', 'canonical', 'desk'])), name='articleurl_found_by_is_a_word')],
            },
        ),
        migrations.AddIndex(
            model_name='annotation',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['-published_at', '-id'], name='annotation_published'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'retracted'])), name='annotation_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__isnull', False)), _connector='OR'), name='annotation_published_has_a_date'),
        ),
        migrations.AddIndex(
            model_name='snapshot',
            index=models.Index(condition=models.Q(('body_deleted_at__isnull', True)), fields=['fetched_at'], name='snapshot_with_body'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='snapshot_hash_is_hex'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(condition=models.Q(('article__isnull', False)), fields=['article', '-started_at'], name='check_of_article'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(condition=models.Q(('feed__isnull', False)), fields=['feed', '-started_at'], name='check_of_feed'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['-started_at'], name='check_latest'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('feed__isnull', True)), models.Q(('article__isnull', True), ('feed__isnull', False)), _connector='OR'), name='check_looks_at_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['new_version', 'new_entries', 'pending', 'unchanged', 'not_modified', 'reverted', 'moved', 'gone', 'missing', 'forbidden', 'disallowed', 'refused', 'rate_limited', 'blocked', 'unreadable', 'failed'])), name='check_outcome_is_a_word'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(fields=['-at', '-id'], name='reviewevent_latest'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract'])), name='reviewevent_act_is_a_word'),
        ),
        migrations.AddIndex(
            model_name='feed',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['next_check_at'], name='feed_due'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.UniqueConstraint(fields=('source', 'address'), name='feed_stands_once_per_source'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['rss', 'atom', 'json', 'sitemap', 'page'])), name='feed_kind_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'retired'])), name='feed_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('interval__gt', datetime.timedelta(0)), ('interval__lte', datetime.timedelta(days=30))), name='feed_interval_has_bounds'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['article', 'text_hash'], name='version_same_text'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='version_number_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_numbers_start_at_one'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('dir__in', ['ltr', 'rtl'])), name='version_dir_is_a_word'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['-seen_new_at', '-id'], name='change_latest'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['article', '-seen_new_at'], name='change_of_article'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['-announced_at', '-id'], name='change_announced'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(condition=models.Q(('announced_at__isnull', True)), fields=['id'], name='change_to_announce'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.UniqueConstraint(fields=('article', 'to_number'), name='change_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('to_number', django.db.models.expressions.CombinedExpression(models.F('from_number'), '+', models.Value(1)))), name='change_joins_neighbours'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('seen_old_at__lte', models.F('seen_new_at'))), name='change_window_runs_forward'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('merged_into__isnull', True), ('tracking', 'active')), fields=['next_check_at'], name='article_due'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['source', '-last_changed_at', '-id'], name='article_of_source'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-first_seen_at', '-id'], name='article_newest'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('tracking__in', ['active', 'paused', 'closed'])), name='article_tracking_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('exposure__in', ['usable', 'withheld', 'canceled'])), name='article_exposure_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('exposure', 'usable'), models.Q(('exposure_reason', ''), _negated=True), _connector='OR'), name='article_withheld_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tracking', 'active'), _negated=True), ('next_check_at__isnull', False), ('merged_into__isnull', False), _connector='OR'), name='article_followed_has_a_next_look'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('interval__gt', datetime.timedelta(0))), name='article_interval_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latest_version__isnull', True), ('version_count', 0)), models.Q(('latest_version__isnull', False), ('version_count__gt', 0)), _connector='OR'), name='article_counts_its_versions'),
        ),
    ]

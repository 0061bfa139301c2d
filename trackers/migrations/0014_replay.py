"""Replays and their findings; what a replay saw of a change, beside its description."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0013_incidents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'finding of a replay',
                'verbose_name_plural': 'findings of a replay',
                'ordering': ['run', 'pk'],
                'default_permissions': (),
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
            ],
            options={
                'verbose_name': 'replay',
                'verbose_name_plural': 'replays',
                'ordering': ['-asked_at', '-pk'],
                'permissions': [('replay_article', 'Can read stored responses again and apply what is found')],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='description',
            name='after_reading',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading'),
        ),
        migrations.AddField(
            model_name='description',
            name='before_reading',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.rereading'),
        ),
        migrations.AddField(
            model_name='description',
            name='reread',
            field=models.CharField(blank=True, choices=[('differs', 'still a difference, read otherwise'), ('same', 'no difference: what was recorded was our reading')], max_length=10, verbose_name='read again'),
        ),
        migrations.AddIndex(
            model_name='description',
            index=models.Index(condition=models.Q(('reread', ''), _negated=True), fields=['change'], name='description_reread'),
        ),
        migrations.AddConstraint(
            model_name='description',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after_reading__isnull', True), ('before_reading__isnull', True), ('reread', '')), models.Q(models.Q(('before_reading__isnull', False), ('after_reading__isnull', False), _connector='OR'), ('reread__in', ['differs', 'same'])), _connector='OR'), name='description_reread_from_readings'),
        ),
        migrations.AddField(
            model_name='replayfinding',
            name='change',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change'),
        ),
        migrations.AddField(
            model_name='replayfinding',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.version'),
        ),
        migrations.AddField(
            model_name='replayrun',
            name='asked_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='replayrun',
            name='rehearsal',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='trackers.replayrun'),
        ),
        migrations.AddField(
            model_name='replayrun',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replays', to='trackers.source', verbose_name='source'),
        ),
        migrations.AddField(
            model_name='replayfinding',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='trackers.replayrun'),
        ),
        migrations.AddIndex(
            model_name='replayrun',
            index=models.Index(fields=['-asked_at', '-id'], name='replayrun_latest'),
        ),
        migrations.AddConstraint(
            model_name='replayrun',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['rehearse', 'apply'])), name='replayrun_purpose_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='replayrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'stopped', 'failed'])), name='replayrun_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='replayrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('waiting', 'running'))), models.Q(models.Q(('state__in', ('waiting', 'running')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='replayrun_ended_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='replayfinding',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['same', 'otherwise', 'lost', 'unreadable'])), name='replayfinding_verdict_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='replayfinding',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['', 'same', 'differs', 'vanishes', 'untold'])), name='replayfinding_step_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='replayfinding',
            constraint=models.CheckConstraint(condition=models.Q(('skipped__in', ['', 'reviewed', 'overtaken'])), name='replayfinding_skipped_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='replayfinding',
            constraint=models.UniqueConstraint(fields=('run', 'version'), name='replayfinding_stands_once'),
        ),
    ]

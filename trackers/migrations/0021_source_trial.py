"""Addresses that were looked at before anything there is followed, and lists of feeds before they are imported."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0020_front'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]

"""Readers see an edition some while after it is decided, and until then it can be called back.

What was published before was seen at once, and stands with those who wrote and approved its Annotation.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SEEN_AT_ONCE = """
ALTER TABLE trackers_publication DISABLE TRIGGER publication_is_immutable;
UPDATE trackers_publication SET public_at = trackers_publication.published_at, writers = said.writers,
    approver_account = said.approver_account, approver_name = said.approver_name, approved_at = said.approved_at
    FROM trackers_annotation said WHERE said.id = annotation_id;
ALTER TABLE trackers_publication ENABLE TRIGGER publication_is_immutable;
"""
KEPT = """
CREATE TRIGGER recall_is_immutable BEFORE UPDATE ON trackers_recall
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
CREATE TRIGGER recall_is_kept BEFORE DELETE ON trackers_recall
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
"""
NOT_KEPT = """
DROP TRIGGER recall_is_kept ON trackers_recall;
DROP TRIGGER recall_is_immutable ON trackers_recall;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0024_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        migrations.RemoveConstraint(
            model_name='publication',
            name='publication_begins_with_its_first',
        ),
        migrations.RemoveConstraint(
            model_name='reviewevent',
            name='reviewevent_act_is_a_word',
        ),
        migrations.AddField(
            model_name='desk',
            name='delay',
            field=models.PositiveSmallIntegerField(default=120, help_text='What is published can be called back until then: from 0, at once, to 3600, an hour. A retraction waits for nothing.', validators=[django.core.validators.MaxValueValidator(3600)], verbose_name='seconds until readers see it'),
        ),
        migrations.AddField(
            model_name='desk',
            name='hourly_measure',
            field=models.PositiveSmallIntegerField(default=20, help_text='At most so many entries about one source are shown to readers anew in an hour, from 1 to 1000; what is published beyond waits its turn.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='entries about a source in an hour'),
        ),
        migrations.AddField(
            model_name='publication',
            name='approved_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='approved at'),
        ),
        migrations.AddField(
            model_name='publication',
            name='approver_account',
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='approver_name',
            field=models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='publication',
            name='public_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='seen by readers from'),
        ),
        migrations.AddField(
            model_name='publication',
            name='writers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None),
        ),
        migrations.RunSQL(SEEN_AT_ONCE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('set_desk', 'set how the desk works')], max_length=20, verbose_name='act'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['-public_at', '-id'], name='publication_seen'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('nature', 'first'), ('edition__gt', 1), _connector='OR'), name='publication_begins_with_its_first'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('public_at__gte', models.F('published_at'))), name='publication_is_seen_after_it_is_decided'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise', 'claim', 'let_go', 'dismiss', 'snooze', 'wake', 'reopen', 'submit', 'return', 'approve', 'drop', 'recall', 'set_desk'])), name='reviewevent_act_is_a_word'),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]

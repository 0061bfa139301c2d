"""Many changes at once: batches with their rows, what undoing is called, and who may."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

TRIAGES = {"view_batch": "Can view batch", "triage_in_bulk": "Can claim, dismiss and put off many changes at once"}
ACTS = {**TRIAGES, "act_in_bulk": "Can annotate, approve and publish many changes at once"}
ROLES = {"Analyst": TRIAGES, "Editor": ACTS, "Standards lead": ACTS}


def let_roles_act(apps, schema_editor):
    Group, Permission = (apps.get_model("auth", name) for name in ("Group", "Permission"))
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="trackers", model="batch"
    )
    for role, codes in ROLES.items():
        group, _made = Group.objects.get_or_create(name=role)
        for code, name in codes.items():
            permission, _made = Permission.objects.get_or_create(
                codename=code, content_type=content_type, defaults={"name": name}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0028_takedown'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'batch',
                'verbose_name_plural': 'batches',
                'ordering': ['-asked_at', '-pk'],
                'permissions': [('triage_in_bulk', 'Can claim, dismiss and put off many changes at once'), ('act_in_bulk', 'Can annotate, approve and publish many changes at once')],
                'default_permissions': ('view',),
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
            ],
            options={
                'verbose_name': 'change of a batch',
                'verbose_name_plural': 'changes of batches',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='reviewevent',
            name='reviewevent_act_is_a_word',
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works')], max_length=20, verbose_name='act'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise', 'claim', 'let_go', 'dismiss', 'snooze', 'wake', 'reopen', 'submit', 'return', 'approve', 'drop', 'recall', 'undo', 'set_desk'])), name='reviewevent_act_is_a_word'),
        ),
        migrations.AddField(
            model_name='batch',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='batch',
            name='copied_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change'),
        ),
        migrations.AddField(
            model_name='batchrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='trackers.batch'),
        ),
        migrations.AddField(
            model_name='batchrow',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['-asked_at', '-id'], name='batch_latest'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'running', 'done', 'undoing', 'undone'])), name='batch_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'undoing', 'undone'])), models.Q(('ended_at__isnull', True), ('state__in', ['planned', 'running'])), _connector='OR'), name='batch_ends_once_it_is_done'),
        ),
        migrations.AddIndex(
            model_name='batchrow',
            index=models.Index(fields=['batch', 'verdict'], name='batchrow_by_verdict'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['waiting', 'done', 'left', 'undone', 'stands'])), name='batchrow_verdict_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=models.UniqueConstraint(fields=('batch', 'change'), name='batchrow_stands_once'),
        ),
        migrations.RunPython(let_roles_act, migrations.RunPython.noop),
    ]

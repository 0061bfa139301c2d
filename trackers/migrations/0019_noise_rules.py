"""Noise rules as rows, the runs that rehearse, lower and restore, and the database's own word that none lowers what matters."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import trackers.models.noise
from django.conf import settings
from django.db import migrations, models

# What was once in force stays as it was: it may only be withdrawn. The account that made it may go.
FORWARD = """
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
"""
BACKWARD = "DROP TRIGGER noiserule_is_kept_as_it_was ON trackers_noiserule"


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0018_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'noise rule',
                'verbose_name_plural': 'noise rules',
                'ordering': ['-made_at', '-pk'],
                'permissions': [('draft_noiserule', 'Can draft and rehearse noise rules'), ('apply_noiserule', 'Can put noise rules in force and withdraw them')],
                'default_permissions': ('view',),
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
            ],
            options={
                'verbose_name': 'run of a noise rule',
                'verbose_name_plural': 'runs of noise rules',
                'ordering': ['-asked_at', '-pk'],
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
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule')], max_length=20, verbose_name='act'),
        ),
        migrations.AddField(
            model_name='noiserule',
            name='made_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='noiserule',
            name='source',
            field=models.ForeignKey(blank=True, help_text='Empty for all.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='noise_rules', to='trackers.source', verbose_name='publisher'),
        ),
        migrations.AddField(
            model_name='description',
            name='lowered_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lowered', to='trackers.noiserule', verbose_name='lowered by'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='noise_rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.noiserule'),
        ),
        migrations.AddIndex(
            model_name='description',
            index=models.Index(condition=models.Q(('lowered_by__isnull', False)), fields=['lowered_by', '-change'], name='description_lowered'),
        ),
        migrations.AddConstraint(
            model_name='description',
            constraint=models.CheckConstraint(condition=models.Q(('lowered_by__isnull', True), models.Q(models.Q(('kinds', []), _negated=True), ('disclosure__in', ['', 'none', 'timestamp']), ('kinds__contained_by', ['link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), _connector='OR'), name='description_lowers_nothing_protected'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise'])), name='reviewevent_act_is_a_word'),
        ),
        migrations.AddField(
            model_name='noiserun',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='trackers.noiserule'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='noiserule_name_stands_once', violation_error_message='There is a rule of this name already, perhaps a withdrawn one.'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['link_media', 'typo', 'punctuation', 'whitespace', 'furniture']), models.Q(('kinds', []), _negated=True)), name='noiserule_kinds_are_cosmetic', violation_error_message='Choose at least one kind; only cosmetic kinds can be lowered.'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'rehearsed', 'in_force', 'withdrawn'])), name='noiserule_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='noiserule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('in_force_since__isnull', True), ('state__in', ('draft', 'rehearsed'))), models.Q(('ended_at__isnull', True), ('in_force_since__isnull', False), ('state', 'in_force')), models.Q(('ended_at__isnull', False), ('state', 'withdrawn')), _connector='OR'), name='noiserule_dates_fit_its_state'),
        ),
        migrations.AddConstraint(
            model_name='noiserun',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['rehearse', 'lower', 'restore'])), name='noiserun_purpose_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='noiserun',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('rule',), name='noiserun_one_at_a_time'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

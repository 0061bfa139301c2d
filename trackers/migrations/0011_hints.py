"""Hints: how to read one Source, as data with a history, rehearsed before they are in force and never altered after."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import trackers.models.hint
from django.conf import settings
from django.db import migrations, models

# What was once in force stays as it was: it may only come to its end. The account that made it may go.
FORWARD = """
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
"""
BACKWARD = "DROP TRIGGER hintset_is_kept_as_it_was ON trackers_hintset"


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0010_readings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'hints',
                'verbose_name_plural': 'hints',
                'ordering': ['source', '-number'],
                'permissions': [('change_hints', "Can draft, rehearse, apply and withdraw a source's hints")],
                'default_permissions': ('view',),
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
            ],
            options={
                'verbose_name': 'rehearsal',
                'verbose_name_plural': 'rehearsals',
                'ordering': ['-asked_at', '-pk'],
                'default_permissions': (),
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
            ],
            options={
                'verbose_name': 'rehearsed article',
                'verbose_name_plural': 'rehearsed articles',
                'ordering': ['rehearsal', 'place'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='hintset',
            name='made_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='hintset',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hint_sets', to='trackers.source', verbose_name='source'),
        ),
        migrations.AddField(
            model_name='source',
            name='hints',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.hintset', verbose_name='hints in force'),
        ),
        migrations.AddField(
            model_name='rehearsal',
            name='hint_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rehearsals', to='trackers.hintset'),
        ),
        migrations.AddField(
            model_name='rehearsedarticle',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.article'),
        ),
        migrations.AddField(
            model_name='rehearsedarticle',
            name='rehearsal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='trackers.rehearsal'),
        ),
        migrations.AddField(
            model_name='rehearsedarticle',
            name='snapshot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot'),
        ),
        migrations.AddConstraint(
            model_name='hintset',
            constraint=models.UniqueConstraint(fields=('source', 'number'), name='hintset_number_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='hintset',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('source',), name='hintset_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='hintset',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='hintset_numbers_start_at_one'),
        ),
        migrations.AddConstraint(
            model_name='hintset',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'rehearsed', 'in_force', 'replaced', 'withdrawn', 'discarded'])), name='hintset_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='hintset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_since__isnull', True), ('state__in', ['draft', 'rehearsed', 'discarded'])), models.Q(('ended_at__isnull', True), ('in_force_since__isnull', False), ('state', 'in_force')), models.Q(('ended_at__isnull', False), ('in_force_since__isnull', False), ('state__in', ['replaced', 'withdrawn'])), _connector='OR'), name='hintset_dates_fit_its_state'),
        ),
        migrations.AddConstraint(
            model_name='rehearsal',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='rehearsal_counts_what_there_is'),
        ),
        migrations.AddConstraint(
            model_name='rehearsedarticle',
            constraint=models.UniqueConstraint(fields=('rehearsal', 'place'), name='rehearsedarticle_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='rehearsedarticle',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['same', 'otherwise', 'readable', 'unreadable', 'neither'])), name='rehearsedarticle_verdict_is_a_word'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

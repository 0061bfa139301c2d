"""Incidents: many articles of a source that change alike, what is held of them, and the signs seen lately."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0012_furniture'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'incident',
                'verbose_name_plural': 'incidents',
                'ordering': ['-opened_at', '-pk'],
                'permissions': [('decide_incident', 'Can decide what an incident was')],
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
            ],
            options={
                'verbose_name': 'article of an incident',
                'verbose_name_plural': 'articles of incidents',
                'ordering': ['incident', 'seen_at', 'pk'],
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
            ],
            options={
                'verbose_name': 'sign',
                'verbose_name_plural': 'signs',
                'ordering': ['incident', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SignSighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='incident',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incident',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='trackers.source'),
        ),
        migrations.AddField(
            model_name='incidentarticle',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='trackers.article'),
        ),
        migrations.AddField(
            model_name='incidentarticle',
            name='change',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change'),
        ),
        migrations.AddField(
            model_name='incidentarticle',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='trackers.incident'),
        ),
        migrations.AddField(
            model_name='incidentarticle',
            name='snapshot',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.snapshot'),
        ),
        migrations.AddField(
            model_name='incidentsign',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signs', to='trackers.incident'),
        ),
        migrations.AddField(
            model_name='signsighting',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trackers.article'),
        ),
        migrations.AddField(
            model_name='signsighting',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trackers.source'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['source', '-opened_at'], name='incident_of_source'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('state__in', ['open', 'broken'])), fields=['opened_at'], name='incident_holding'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['alike', 'collapse'])), name='incident_nature_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'template', 'real', 'broken', 'closed'])), name='incident_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='incident_decided_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('opened_at__lte', models.F('last_seen_at'))), name='incident_seen_forward'),
        ),
        migrations.AddIndex(
            model_name='incidentarticle',
            index=models.Index(condition=models.Q(('state', 'held')), fields=['incident', 'seen_at'], name='incidentarticle_held'),
        ),
        migrations.AddConstraint(
            model_name='incidentarticle',
            constraint=models.UniqueConstraint(fields=('incident', 'article'), name='incidentarticle_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='incidentarticle',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['held', 'released', 'absorbed', 'earlier', 'left'])), name='incidentarticle_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='incidentarticle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), models.Q(('settled_at__isnull', True), ('snapshot__isnull', False)), _connector='OR'), name='incidentarticle_holds_a_response'),
        ),
        migrations.AddConstraint(
            model_name='incidentarticle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'earlier'), _negated=True), ('change__isnull', False), _connector='OR'), name='incidentarticle_earlier_is_a_change'),
        ),
        migrations.AddConstraint(
            model_name='incidentsign',
            constraint=models.UniqueConstraint(fields=('incident', 'key'), name='incidentsign_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='incidentsign',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['came', 'went', 'moved', 'affix', 'typography', 'lost', 'gained', 'place', 'tail', 'lead', 'shuffled', 'collapse'])), name='incidentsign_kind_is_a_word'),
        ),
        migrations.AddIndex(
            model_name='signsighting',
            index=models.Index(fields=['at'], name='signsighting_oldest'),
        ),
        migrations.AddConstraint(
            model_name='signsighting',
            constraint=models.UniqueConstraint(fields=('source', 'key', 'article'), name='signsighting_stands_once'),
        ),
    ]

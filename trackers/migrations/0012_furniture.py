"""Lines of a template, learned or decided, and the tally of what was looked through."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0011_hints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'verbose_name': 'template line',
                'verbose_name_plural': 'template lines',
                'ordering': ['source', '-articles', 'pk'],
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
        migrations.AddField(
            model_name='furnitureline',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='furniture', to='trackers.source', verbose_name='source'),
        ),
        migrations.AddConstraint(
            model_name='furnitureline',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='furnitureline_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='furnitureline',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['proposed', 'learned', 'kept', 'overruled'])), name='furnitureline_standing_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='furnitureline',
            constraint=models.CheckConstraint(condition=models.Q(('doubt__in', ['', 'topic', 'rewording'])), name='furnitureline_doubt_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='furnitureline',
            constraint=models.CheckConstraint(condition=models.Q(('articles__lte', models.F('of'))), name='furnitureline_counts_part_of_all'),
        ),
        migrations.AddConstraint(
            model_name='furnitureline',
            constraint=models.CheckConstraint(condition=models.Q(('first_seen_at__lte', models.F('last_seen_at'))), name='furnitureline_seen_forward'),
        ),
    ]

"""What Changes and Articles are found by; what is there already is indexed by `manage.py index`."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0017_pointers'),
    ]

    operations = [
        # A trusted extension since PostgreSQL 13: whoever may create tables in the database may create it.
        TrigramExtension(),
        migrations.CreateModel(
            name='ChangeWords',
            fields=[
                ('language', models.CharField(blank=True, max_length=3, verbose_name='language')),
                ('rules', models.CharField(max_length=20, verbose_name='rules')),
                ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='words')),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found', serialize=False, to='trackers.change')),
            ],
            options={
                'verbose_name': 'words of a change',
                'verbose_name_plural': 'words of changes',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=True, fields=['words'], gin_pending_list_limit=4096, name='change_words'), models.Index(fields=['language'], name='change_words_language'), models.Index(fields=['rules'], name='change_words_rules')],
            },
        ),
        migrations.CreateModel(
            name='KnownName',
            fields=[
                ('name', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='name')),
            ],
            options={
                'verbose_name': 'known name',
                'verbose_name_plural': 'known names',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name'], name='known_name_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='VersionWords',
            fields=[
                ('language', models.CharField(blank=True, max_length=3, verbose_name='language')),
                ('rules', models.CharField(max_length=20, verbose_name='rules')),
                ('words', django.contrib.postgres.search.SearchVectorField(verbose_name='words')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found', serialize=False, to='trackers.version')),
            ],
            options={
                'verbose_name': 'words of a first version',
                'verbose_name_plural': 'words of first versions',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=True, fields=['words'], gin_pending_list_limit=4096, name='version_words'), models.Index(fields=['rules'], name='version_words_rules')],
            },
        ),
    ]

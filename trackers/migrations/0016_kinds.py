"""Kinds, rank and disclosure of a Change, told by rules; what is there already is told by `manage.py describe`."""


import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0015_acts'),
    ]

    operations = [
        migrations.AddField(
            model_name='description',
            name='disclosure',
            field=models.CharField(blank=True, choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction')], default='', max_length=15, verbose_name='what the page says of it'),
        ),
        migrations.AddField(
            model_name='description',
            name='evidence',
            field=models.JSONField(blank=True, default=list, verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='description',
            name='kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headline', 'headline'), ('standfirst', 'standfirst'), ('byline', 'byline'), ('number', 'figure'), ('date', 'date or time'), ('quote', 'quotation'), ('attribution', 'who said it'), ('hedge', 'certainty'), ('negation', 'denial or reversal'), ('name', 'name or title'), ('addition', 'information added'), ('cut', 'information removed'), ('move', 'passage moved'), ('rewrite', 'reworded'), ('correction_notice', 'notice to readers'), ('reversion', 'back to an earlier text'), ('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), blank=True, default=list, size=None, verbose_name='kinds'),
        ),
        migrations.AddField(
            model_name='description',
            name='rank',
            field=models.IntegerField(default=0, verbose_name='rank'),
        ),
        migrations.AddField(
            model_name='description',
            name='rank_parts',
            field=models.JSONField(blank=True, default=list, verbose_name='parts of the rank'),
        ),
        migrations.AddIndex(
            model_name='description',
            index=django.contrib.postgres.indexes.GinIndex(fields=['kinds'], name='description_kinds'),
        ),
        migrations.AddConstraint(
            model_name='description',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['headline', 'standfirst', 'byline', 'number', 'date', 'quote', 'attribution', 'hedge', 'negation', 'name', 'addition', 'cut', 'move', 'rewrite', 'correction_notice', 'reversion', 'link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), name='description_kinds_are_words'),
        ),
        migrations.AddConstraint(
            model_name='description',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure__in', ['', 'none', 'timestamp', 'update_note', 'editors_note', 'clarification', 'correction', 'retraction'])), name='description_disclosure_is_a_word'),
        ),
    ]

"""The acts of the desk on hints, template lines, incidents and replays."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0014_replay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reviewevent',
            name='reviewevent_act_is_a_word',
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again')], max_length=20, verbose_name='act'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay'])), name='reviewevent_act_is_a_word'),
        ),
    ]

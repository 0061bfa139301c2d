"""Acts that left no event: labels, samples coded twice, accounts, sign-ins; and indexes of events of the house and of what is not usable."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0037_finish_again'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reviewevent',
            name='reviewevent_act_is_a_word',
        ),
        migrations.AlterField(
            model_name='batch',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works'), ('record_letter', 'recorded a letter'), ('take_letter', 'took a letter in hand'), ('leave_letter', 'gave a letter back'), ('revise_letter', 'corrected what a letter is about'), ('answer_letter', 'answered a letter'), ('decline_letter', 'declined a letter'), ('close_letter', 'closed a letter'), ('reopen_letter', 'opened a letter again'), ('erase_sender', 'forgot who wrote a letter'), ('file_statement', 'recorded a publisher’s statement'), ('correct_statement', 'corrected a publisher’s statement'), ('withdraw_statement', 'withdrew a publisher’s statement'), ('limit_sign_in', 'had sign-ins wait'), ('unlock_sign_in', 'let somebody sign in again'), ('add_label', 'added a label'), ('revise_label', 'revised a label'), ('draw_sample', 'drew a sample'), ('code', 'coded a change'), ('close_sample', 'closed a sample'), ('set_account', 'set what accounts may do')], max_length=20, verbose_name='act'),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works'), ('record_letter', 'recorded a letter'), ('take_letter', 'took a letter in hand'), ('leave_letter', 'gave a letter back'), ('revise_letter', 'corrected what a letter is about'), ('answer_letter', 'answered a letter'), ('decline_letter', 'declined a letter'), ('close_letter', 'closed a letter'), ('reopen_letter', 'opened a letter again'), ('erase_sender', 'forgot who wrote a letter'), ('file_statement', 'recorded a publisher’s statement'), ('correct_statement', 'corrected a publisher’s statement'), ('withdraw_statement', 'withdrew a publisher’s statement'), ('limit_sign_in', 'had sign-ins wait'), ('unlock_sign_in', 'let somebody sign in again'), ('add_label', 'added a label'), ('revise_label', 'revised a label'), ('draw_sample', 'drew a sample'), ('code', 'coded a change'), ('close_sample', 'closed a sample'), ('set_account', 'set what accounts may do')], max_length=20, verbose_name='act'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('exposure', 'usable'), _negated=True), fields=['source'], name='article_not_usable'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(condition=models.Q(('article__isnull', True), ('change__isnull', True), ('source__isnull', True)), fields=['act', '-at'], name='reviewevent_of_house'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(condition=models.Q(('act__in', ['withhold', 'release']), ('article__isnull', True), ('change__isnull', True)), fields=['source', 'at'], name='reviewevent_of_exposure'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise', 'claim', 'let_go', 'dismiss', 'snooze', 'wake', 'reopen', 'submit', 'return', 'approve', 'drop', 'recall', 'undo', 'set_desk', 'record_letter', 'take_letter', 'leave_letter', 'revise_letter', 'answer_letter', 'decline_letter', 'close_letter', 'reopen_letter', 'erase_sender', 'file_statement', 'correct_statement', 'withdraw_statement', 'limit_sign_in', 'unlock_sign_in', 'add_label', 'revise_label', 'draw_sample', 'code', 'close_sample', 'set_account'])), name='reviewevent_act_is_a_word'),
        ),
    ]

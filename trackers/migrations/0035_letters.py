"""Letters that come to the desk, and what publishers say beside our entries; who may do what with both."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

TRIGGERS = """
CREATE TRIGGER letter_is_kept BEFORE DELETE ON trackers_letter
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
CREATE TRIGGER statement_is_immutable BEFORE UPDATE ON trackers_statement
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
CREATE TRIGGER statement_is_kept BEFORE DELETE ON trackers_statement
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
"""
NO_TRIGGERS = """
DROP TRIGGER statement_is_kept ON trackers_statement;
DROP TRIGGER statement_is_immutable ON trackers_statement;
DROP TRIGGER letter_is_kept ON trackers_letter;
"""

READS = {"letter": ("view_letter",), "statement": ("view_statement",)}
RECORDS = {"letter": ("view_letter", "add_letter", "take_letter", "view_sender"), "statement": ("view_statement",)}
ANSWERS = {
    "letter": (*RECORDS["letter"], "answer_letter"),
    "statement": ("view_statement", "add_statement"),
}
# An operator's hat is another one, and a program decides nothing.
ROLES = {"Reader": READS, "Analyst": RECORDS, "Editor": ANSWERS, "Standards lead": ANSWERS}
NAMES = {
    "view_letter": "Can view letter",
    "add_letter": "Can add letter",
    "take_letter": "Can take letters in hand, and correct what was recorded",
    "answer_letter": "Can answer, decline and close letters",
    "view_sender": "Can see who wrote a letter, and how to reach them",
    "view_statement": "Can view statement",
    "add_statement": "Can add statement",
}


def give_permissions(apps, schema_editor):
    Group, Permission, ContentType = (
        apps.get_model(*name)
        for name in (("auth", "Group"), ("auth", "Permission"), ("contenttypes", "ContentType"))
    )
    for group in Group.objects.filter(name__in=ROLES):
        for model, codes in ROLES[group.name].items():
            content_type, _made = ContentType.objects.get_or_create(app_label="trackers", model=model)
            for code in codes:
                permission, _made = Permission.objects.get_or_create(
                    codename=code, content_type=content_type, defaults={"name": NAMES[code]}
                )
                group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ('trackers', '0034_fine_facets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tip', 'a reader’s tip'), ('complaint', 'a complaint'), ('reply', 'a publisher’s reply'), ('takedown', 'a request to withhold something'), ('privacy', 'a matter of privacy')], max_length=10, verbose_name='what it is')),
                ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('declined', 'declined'), ('done', 'done')], default='open', editable=False, max_length=10, verbose_name='state')),
                ('address', models.CharField(blank=True, default='', help_text='The address of our page or of the publisher’s article, pasted as it stands in the letter. It may be that of a page that is not followed, and stay empty where the letter is about no page.', max_length=2000, verbose_name='what it is about')),
                ('words', models.TextField(blank=True, default='', validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='what it says')),
                ('sender', models.CharField(blank=True, default='', max_length=300, verbose_name='who wrote')),
                ('reach', models.CharField(blank=True, default='', max_length=300, verbose_name='how to reach them')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received at')),
                ('due_on', models.DateField(verbose_name='to be answered by')),
                ('taken_name', models.CharField(blank=True, default='', max_length=200, verbose_name='in the hands of')),
                ('recorder_name', models.CharField(editable=False, max_length=200, verbose_name='recorded by')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('answer', models.TextField(blank=True, default='', validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='what we answered')),
                ('earlier_answers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None, verbose_name='what we had answered before')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sender forgotten at')),
                ('lock', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'incoming letters',
                'ordering': ['-received_at', '-pk'],
                'permissions': [('take_letter', 'Can take letters in hand, and correct what was recorded'), ('answer_letter', 'Can answer, decline and close letters'), ('view_sender', 'Can see who wrote a letter, and how to reach them')],
                'default_permissions': ('view', 'add'),
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, verbose_name='edition')),
                ('nature', models.CharField(choices=[('first', 'given'), ('correction', 'corrected'), ('withdrawal', 'withdrawn')], default='first', max_length=10, verbose_name='nature')),
                ('speaker', models.CharField(max_length=200, verbose_name='whose words')),
                ('words', models.TextField(blank=True, default='', validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='statement')),
                ('reason', models.TextField(blank=True, default='', verbose_name='what was corrected, or why it was withdrawn')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded at')),
                ('recorder_account', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('recorder_name', models.CharField(max_length=200, verbose_name='recorded by')),
                ('public_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='seen by readers from')),
            ],
            options={
                'verbose_name': 'statement',
                'verbose_name_plural': 'publishers’ statements',
                'ordering': ['-recorded_at', '-pk'],
                'default_permissions': ('view', 'add'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='reviewevent',
            name='reviewevent_act_is_a_word',
        ),
        migrations.AlterField(
            model_name='batch',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works'), ('record_letter', 'recorded a letter'), ('take_letter', 'took a letter in hand'), ('leave_letter', 'gave a letter back'), ('revise_letter', 'corrected what a letter is about'), ('answer_letter', 'answered a letter'), ('decline_letter', 'declined a letter'), ('close_letter', 'closed a letter'), ('reopen_letter', 'opened a letter again'), ('erase_sender', 'forgot who wrote a letter'), ('file_statement', 'recorded a publisher’s statement'), ('correct_statement', 'corrected a publisher’s statement'), ('withdraw_statement', 'withdrew a publisher’s statement')], max_length=20, verbose_name='act'),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('recall', 'called back'), ('undo', 'undid a step'), ('set_desk', 'set how the desk works'), ('record_letter', 'recorded a letter'), ('take_letter', 'took a letter in hand'), ('leave_letter', 'gave a letter back'), ('revise_letter', 'corrected what a letter is about'), ('answer_letter', 'answered a letter'), ('decline_letter', 'declined a letter'), ('close_letter', 'closed a letter'), ('reopen_letter', 'opened a letter again'), ('erase_sender', 'forgot who wrote a letter'), ('file_statement', 'recorded a publisher’s statement'), ('correct_statement', 'corrected a publisher’s statement'), ('withdraw_statement', 'withdrew a publisher’s statement')], max_length=20, verbose_name='act'),
        ),
        migrations.AddField(
            model_name='letter',
            name='article',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='trackers.article'),
        ),
        migrations.AddField(
            model_name='letter',
            name='change',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='trackers.change'),
        ),
        migrations.AddField(
            model_name='letter',
            name='publication',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='trackers.publication'),
        ),
        migrations.AddField(
            model_name='letter',
            name='source',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='trackers.source'),
        ),
        migrations.AddField(
            model_name='letter',
            name='taken_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letter',
            name='withholding',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='trackers.withholding'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trackers.letter'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise', 'claim', 'let_go', 'dismiss', 'snooze', 'wake', 'reopen', 'submit', 'return', 'approve', 'drop', 'recall', 'undo', 'set_desk', 'record_letter', 'take_letter', 'leave_letter', 'revise_letter', 'answer_letter', 'decline_letter', 'close_letter', 'reopen_letter', 'erase_sender', 'file_statement', 'correct_statement', 'withdraw_statement'])), name='reviewevent_act_is_a_word'),
        ),
        migrations.AddField(
            model_name='statement',
            name='annotation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='trackers.annotation'),
        ),
        migrations.AddField(
            model_name='statement',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='trackers.change'),
        ),
        migrations.AddField(
            model_name='statement',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='trackers.letter'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['due_on', 'id'], name='letter_due'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('erased_at__isnull', True)), fields=['closed_at'], name='letter_to_erase'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['-received_at', '-id'], name='letter_latest'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['tip', 'complaint', 'reply', 'takedown', 'privacy'])), name='letter_kind_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'answered', 'declined', 'done'])), name='letter_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='letter_is_closed_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['answered', 'declined']), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='letter_answer_is_in_words'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('reach', ''), ('sender', '')), _connector='OR'), name='letter_is_erased_whole'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('state', 'open'), _negated=True), _connector='OR'), name='letter_is_erased_once_closed'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('change__isnull', True), ('article__isnull', False), _connector='OR'), name='letter_names_the_article'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('article__isnull', True), ('source__isnull', False), _connector='OR'), name='letter_names_the_source'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['-public_at', '-id'], name='statement_seen'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['first', 'correction', 'withdrawal'])), name='statement_nature_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('uuid', 'edition'), name='statement_edition_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition', 1), ('nature', 'first')), models.Q(models.Q(('nature', 'first'), _negated=True), ('edition__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='statement_says_why', violation_error_message='Say what was corrected, or why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nature', 'withdrawal'), ('words', '')), models.Q(models.Q(('nature', 'withdrawal'), _negated=True), models.Q(('words', ''), _negated=True)), _connector='OR'), name='statement_says_something'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(condition=models.Q(('nature', 'withdrawal')), fields=('uuid',), name='statement_is_withdrawn_once'),
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        # The groups keep what they were given when this is undone: people stand in them.
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]

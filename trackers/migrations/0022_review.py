"""Where a Change stands on the desk, the facets of an Annotation, and what was published, edition by edition."""

import django.contrib.postgres.fields
import django.db.models.deletion
import trackers.models.annotation
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0021_source_trial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lone_editor', models.BooleanField(default=False, help_text='One person may publish at significance 3 and 4. The entry then says: published without a second read.', verbose_name='a desk of one person')),
                ('signature', models.CharField(choices=[('desk', "the desk's"), ('person', 'the name of whoever wrote it')], default='person', max_length=10, verbose_name='signed with')),
            ],
            options={
                'verbose_name': 'desk',
                'verbose_name_plural': 'desk',
                'permissions': [('set_desk', 'Can set how the desk works')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(editable=False)),
                ('edition', models.PositiveIntegerField(verbose_name='edition')),
                ('nature', models.CharField(choices=[('first', 'published'), ('amendment', 'amended'), ('retraction', 'retracted')], max_length=10, verbose_name='nature')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
                ('signature', models.CharField(max_length=200, verbose_name='signed')),
                ('reason', models.TextField(blank=True, default='', verbose_name='what was amended or retracted, and why')),
                ('alone', models.BooleanField(default=False, verbose_name='published without a second read')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='kinds')),
                ('disclosure', models.CharField(blank=True, choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction'), ('not_applicable', 'nothing had to be said')], default='', max_length=15, verbose_name='what the page says of it')),
                ('significance', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'none: a comma, a spelling, a line of the page'), (1, 'minor: a clumsy sentence put right, a spelling of a name, a caption'), (2, 'routine: news goes on, a figure is brought up to date, a reaction is added'), (3, 'substantive: a figure, name, quotation or claim was wrong, or is gone unsaid'), (4, 'grave: the meaning is reversed, somebody is harmed, the story is withdrawn')], null=True, verbose_name='significance')),
                ('confidence', models.CharField(blank=True, choices=[('certain', 'certain'), ('probable', 'probable'), ('unsure', 'needs checking')], default='', max_length=10, verbose_name='confidence')),
                ('labels', models.JSONField(blank=True, default=list, verbose_name='labels')),
                ('anchors', models.JSONField(blank=True, default=list, verbose_name='words it is about')),
                ('public_note', models.TextField(blank=True, default='', verbose_name='public note')),
                ('headline_before', models.TextField(blank=True, default='', verbose_name='headline before')),
                ('headline_after', models.TextField(blank=True, default='', verbose_name='headline after')),
                ('removed', models.TextField(blank=True, default='', verbose_name='words that went')),
                ('added', models.TextField(blank=True, default='', verbose_name='words that came')),
                ('seen_old_at', models.DateTimeField(verbose_name='last seen as it was')),
                ('seen_new_at', models.DateTimeField(verbose_name='first seen as it is')),
                ('hash_before', models.CharField(max_length=64)),
                ('hash_after', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['-published_at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='review', serialize=False, to='trackers.change')),
                ('state', models.CharField(choices=[('new', 'new'), ('in_review', 'in review'), ('dismissed', 'dismissed'), ('snoozed', 'put off'), ('annotated', 'annotated'), ('second_read', 'waits for a second read'), ('returned', 'returned'), ('approved', 'approved'), ('published', 'published'), ('amended', 'amended'), ('retracted', 'retracted')], default='new', max_length=12, verbose_name='state')),
                ('claimed_name', models.CharField(blank=True, default='', max_length=200, verbose_name='claimed by')),
                ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='claimed until')),
                ('snoozed_until', models.DateTimeField(blank=True, null=True, verbose_name='put off until')),
                ('touched_at', models.DateTimeField(blank=True, null=True, verbose_name='last step at')),
                ('lock', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'permissions': [('review_change', 'Can claim, dismiss and put off changes')],
                'default_permissions': ('view',),
            },
        ),
        migrations.AlterModelOptions(
            name='annotation',
            options={'ordering': ['-created_at', '-pk'], 'permissions': [('approve_annotation', 'Can approve and return annotations'), ('publish_annotation', 'Can publish and amend annotations'), ('retract_annotation', 'Can retract annotations')], 'verbose_name': 'annotation', 'verbose_name_plural': 'annotations'},
        ),
        migrations.RemoveConstraint(
            model_name='annotation',
            name='annotation_state_is_a_word',
        ),
        migrations.RemoveConstraint(
            model_name='annotation',
            name='annotation_published_has_a_date',
        ),
        migrations.RemoveConstraint(
            model_name='reviewevent',
            name='reviewevent_act_is_a_word',
        ),
        migrations.RemoveField(
            model_name='annotation',
            name='lock',
        ),
        migrations.AddField(
            model_name='annotation',
            name='alone',
            field=models.BooleanField(default=False, editable=False, verbose_name='read by nobody else'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='amends',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='trackers.annotation'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='anchors',
            field=models.JSONField(blank=True, default=list, verbose_name='words it is about'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='approved_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='approved at'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='approver_account',
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='annotation',
            name='approver_name',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='confidence',
            field=models.CharField(blank=True, choices=[('certain', 'certain'), ('probable', 'probable'), ('unsure', 'needs checking')], default='', max_length=10, verbose_name='confidence'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='disclosure',
            field=models.CharField(blank=True, choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction'), ('not_applicable', 'nothing had to be said')], default='', max_length=15, verbose_name='what the page says of it'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headline', 'headline'), ('standfirst', 'standfirst'), ('byline', 'byline'), ('number', 'figure'), ('date', 'date or time'), ('quote', 'quotation'), ('attribution', 'who said it'), ('hedge', 'certainty'), ('negation', 'denial or reversal'), ('name', 'name or title'), ('addition', 'information added'), ('cut', 'information removed'), ('move', 'passage moved'), ('rewrite', 'reworded'), ('correction_notice', 'notice to readers'), ('reversion', 'back to an earlier text'), ('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), blank=True, default=list, size=None, verbose_name='kinds'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='machine_kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='kinds by rule'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='significance',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(0, 'none: a comma, a spelling, a line of the page'), (1, 'minor: a clumsy sentence put right, a spelling of a name, a caption'), (2, 'routine: news goes on, a figure is brought up to date, a reaction is added'), (3, 'substantive: a figure, name, quotation or claim was wrong, or is gone unsaid'), (4, 'grave: the meaning is reversed, somebody is harmed, the story is withdrawn')], null=True, verbose_name='significance'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='writers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='role',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='in the role of'),
        ),
        migrations.AlterField(
            model_name='annotation',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('retracted', 'retracted'), ('closed', 'no longer in use')], default='draft', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('follow', 'followed a source'), ('add', 'added'), ('revise_source', 'revised a source'), ('revise_feed', 'revised a feed'), ('pause', 'paused'), ('resume', 'resumed'), ('retire', 'retired'), ('check', 'asked for a look'), ('withhold', 'withheld'), ('release', 'released'), ('annotate', 'annotated'), ('publish', 'published'), ('amend', 'amended'), ('retract', 'retracted'), ('robots', 'decided about robots.txt'), ('stop', 'stopped all fetching'), ('start', 'resumed all fetching'), ('separate', 'separated two articles'), ('decide', 'decided about an incident'), ('furniture', 'decided about a line of the template'), ('draft_hints', 'drafted hints'), ('revise_hints', 'revised hints'), ('rehearse_hints', 'had hints rehearsed'), ('apply_hints', 'put hints in force'), ('withdraw_hints', 'withdrew hints'), ('discard_hints', 'discarded hints'), ('replay', 'read stored responses again'), ('draft_noise', 'drafted a noise rule'), ('revise_noise', 'revised a noise rule'), ('rehearse_noise', 'had a noise rule rehearsed'), ('apply_noise', 'put a noise rule in force'), ('withdraw_noise', 'withdrew a noise rule'), ('claim', 'claimed'), ('let_go', 'let go of'), ('dismiss', 'dismissed'), ('snooze', 'put off'), ('wake', 'brought back'), ('reopen', 'reopened'), ('submit', 'sent to a second read'), ('return', 'returned'), ('approve', 'approved'), ('drop', 'dropped an amendment'), ('set_desk', 'set how the desk works')], max_length=20, verbose_name='act'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'retracted', 'closed'])), name='annotation_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), ('state', 'closed'), models.Q(('published_at__isnull', False), ('state__in', ['published', 'retracted'])), _connector='OR'), name='annotation_published_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('significance__isnull', True), ('significance__in', [0, 1, 2, 3, 4]), _connector='OR'), name='annotation_significance_is_a_step'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure__in', ['', 'none', 'timestamp', 'update_note', 'editors_note', 'clarification', 'correction', 'retraction', 'not_applicable'])), name='annotation_disclosure_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__in', ['', 'certain', 'probable', 'unsure'])), name='annotation_confidence_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['headline', 'standfirst', 'byline', 'number', 'date', 'quote', 'attribution', 'hedge', 'negation', 'name', 'addition', 'cut', 'move', 'rewrite', 'correction_notice', 'reversion', 'link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), name='annotation_kinds_are_words'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('approver_account__isnull', True), ('significance__isnull', True), ('significance__lt', 3), ('alone', True), trackers.models.annotation.NotAmong(models.F('approver_account'), models.F('writers')), _connector='OR'), name='annotation_four_eyes', violation_error_message='From significance 3 on, somebody who has written nothing in it has to approve it.'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('significance__isnull', True), ('significance__lt', 3), ('approver_account__isnull', False), _connector='OR'), name='annotation_published_was_approved'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('amends',), name='annotation_is_amended_by_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['follow', 'add', 'revise_source', 'revise_feed', 'pause', 'resume', 'retire', 'check', 'withhold', 'release', 'annotate', 'publish', 'amend', 'retract', 'robots', 'stop', 'start', 'separate', 'decide', 'furniture', 'draft_hints', 'revise_hints', 'rehearse_hints', 'apply_hints', 'withdraw_hints', 'discard_hints', 'replay', 'draft_noise', 'revise_noise', 'rehearse_noise', 'apply_noise', 'withdraw_noise', 'claim', 'let_go', 'dismiss', 'snooze', 'wake', 'reopen', 'submit', 'return', 'approve', 'drop', 'set_desk'])), name='reviewevent_act_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='desk',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='desk_is_one'),
        ),
        migrations.AddConstraint(
            model_name='desk',
            constraint=models.CheckConstraint(condition=models.Q(('signature__in', ['desk', 'person'])), name='desk_signature_is_a_word'),
        ),
        migrations.AddField(
            model_name='publication',
            name='annotation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='trackers.annotation'),
        ),
        migrations.AddField(
            model_name='publication',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='trackers.change'),
        ),
        migrations.AddField(
            model_name='review',
            name='annotation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.annotation'),
        ),
        migrations.AddField(
            model_name='review',
            name='claimed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['-published_at', '-id'], name='publication_latest'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['first', 'amendment', 'retraction'])), name='publication_nature_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('uuid', 'edition'), name='publication_edition_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition', 1), ('nature', 'first')), models.Q(('edition__gt', 1), models.Q(('nature', 'first'), _negated=True)), _connector='OR'), name='publication_begins_with_its_first'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('nature', 'first'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='publication_says_why', violation_error_message='Say what was amended or retracted, and why.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(condition=models.Q(('nature', 'retraction')), fields=('uuid',), name='publication_is_retracted_once'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['state', '-touched_at'], name='review_by_state'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['new', 'in_review', 'dismissed', 'snoozed', 'annotated', 'second_read', 'returned', 'approved', 'published', 'amended', 'retracted'])), name='review_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_until__isnull', False), ('state', 'in_review')), models.Q(models.Q(('state', 'in_review'), _negated=True), ('claimed_name', ''), ('claimed_until__isnull', True)), _connector='OR'), name='review_is_claimed_in_review'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('snoozed_until__isnull', False), ('state', 'snoozed')), models.Q(models.Q(('state', 'snoozed'), _negated=True), ('snoozed_until__isnull', True)), _connector='OR'), name='review_is_put_off_until'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('annotated', 'second_read', 'returned', 'approved', 'published', 'amended', 'retracted')), _negated=True), ('annotation__isnull', False), _connector='OR'), name='review_of_something_written'),
        ),
    ]

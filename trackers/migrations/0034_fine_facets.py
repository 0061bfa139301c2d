"""What an editor may say and may leave out: what was done, and how the publisher's own notice stands to it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0033_words_of_publishers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='annotation',
            name='adequacy',
            field=models.CharField(blank=True, choices=[('complete', 'complete'), ('partial', 'partial'), ('misleading', 'at odds with what changed'), ('unclear', 'unclear')], db_default='', default='', max_length=15, verbose_name='what the notice tells'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='cause',
            field=models.CharField(blank=True, choices=[('Facts', [('fact.error_fixed', 'an error put right'), ('fact.event_update', 'the same event brought up to date'), ('fact.new_event', 'a further event added'), ('fact.number', 'another figure given'), ('fact.name_or_title', 'another name or title given'), ('fact.attribution', 'a statement ascribed to somebody else'), ('fact.source_doc', 'a document or another source added')]), ('Quotations', [('quote.added', 'a quotation added'), ('quote.changed', 'the words of a quotation changed'), ('quote.removed', 'a quotation removed')]), ('Framing', [('frame.headline', 'the headline put otherwise'), ('frame.background', 'background added, changed or removed'), ('frame.analysis', 'assessment added, changed or removed'), ('frame.emphasis', 'a point moved up or down, or given more or less room'), ('frame.tone', 'stronger or milder words'), ('frame.sensitivity', 'other words for people or groups')]), ('Surface', [('surface.typo', 'spelling or grammar'), ('surface.style', 'style or plainer words'), ('surface.link_media', 'a link, picture, caption or credit'), ('surface.metadata', 'data about the article, such as its section')]), ('The article as a whole', [('int.passage_removed', 'a passage removed'), ('int.article_removed', 'the article removed'), ('int.redirected', 'the address leads elsewhere'), ('int.byline_or_date', 'the byline or the date changed'), ('int.notice_only', 'nothing but a notice added or changed')]), ('Not editorial', [('noise.template', 'the layout of the site'), ('noise.widget', 'a box on the page with contents of its own'), ('noise.paywall_or_block', 'a wall or a block in front of the article'), ('noise.extractor', 'our own reading of the page')])], db_default='', default='', max_length=30, verbose_name='what was done'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='placement',
            field=models.CharField(blank=True, choices=[('top', 'at the beginning'), ('bottom', 'at the end'), ('elsewhere', 'elsewhere')], db_default='', default='', max_length=15, verbose_name='where the notice stands'),
        ),
        migrations.AddField(
            model_name='publication',
            name='adequacy',
            field=models.CharField(blank=True, choices=[('complete', 'complete'), ('partial', 'partial'), ('misleading', 'at odds with what changed'), ('unclear', 'unclear')], db_default='', default='', max_length=15, verbose_name='what the notice tells'),
        ),
        migrations.AddField(
            model_name='publication',
            name='cause',
            field=models.CharField(blank=True, choices=[('Facts', [('fact.error_fixed', 'an error put right'), ('fact.event_update', 'the same event brought up to date'), ('fact.new_event', 'a further event added'), ('fact.number', 'another figure given'), ('fact.name_or_title', 'another name or title given'), ('fact.attribution', 'a statement ascribed to somebody else'), ('fact.source_doc', 'a document or another source added')]), ('Quotations', [('quote.added', 'a quotation added'), ('quote.changed', 'the words of a quotation changed'), ('quote.removed', 'a quotation removed')]), ('Framing', [('frame.headline', 'the headline put otherwise'), ('frame.background', 'background added, changed or removed'), ('frame.analysis', 'assessment added, changed or removed'), ('frame.emphasis', 'a point moved up or down, or given more or less room'), ('frame.tone', 'stronger or milder words'), ('frame.sensitivity', 'other words for people or groups')]), ('Surface', [('surface.typo', 'spelling or grammar'), ('surface.style', 'style or plainer words'), ('surface.link_media', 'a link, picture, caption or credit'), ('surface.metadata', 'data about the article, such as its section')]), ('The article as a whole', [('int.passage_removed', 'a passage removed'), ('int.article_removed', 'the article removed'), ('int.redirected', 'the address leads elsewhere'), ('int.byline_or_date', 'the byline or the date changed'), ('int.notice_only', 'nothing but a notice added or changed')]), ('Not editorial', [('noise.template', 'the layout of the site'), ('noise.widget', 'a box on the page with contents of its own'), ('noise.paywall_or_block', 'a wall or a block in front of the article'), ('noise.extractor', 'our own reading of the page')])], db_default='', default='', max_length=30, verbose_name='what was done'),
        ),
        migrations.AddField(
            model_name='publication',
            name='placement',
            field=models.CharField(blank=True, choices=[('top', 'at the beginning'), ('bottom', 'at the end'), ('elsewhere', 'elsewhere')], db_default='', default='', max_length=15, verbose_name='where the notice stands'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['', 'fact.error_fixed', 'fact.event_update', 'fact.new_event', 'fact.number', 'fact.name_or_title', 'fact.attribution', 'fact.source_doc', 'quote.added', 'quote.changed', 'quote.removed', 'frame.headline', 'frame.background', 'frame.analysis', 'frame.emphasis', 'frame.tone', 'frame.sensitivity', 'surface.typo', 'surface.style', 'surface.link_media', 'surface.metadata', 'int.passage_removed', 'int.article_removed', 'int.redirected', 'int.byline_or_date', 'int.notice_only', 'noise.template', 'noise.widget', 'noise.paywall_or_block', 'noise.extractor'])), name='annotation_cause_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('adequacy__in', ['', 'complete', 'partial', 'misleading', 'unclear'])), name='annotation_adequacy_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('placement__in', ['', 'top', 'bottom', 'elsewhere'])), name='annotation_placement_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adequacy', ''), ('placement', '')), ('disclosure__in', ['update_note', 'editors_note', 'clarification', 'correction', 'retraction']), _connector='OR'), name='annotation_notice_is_one', violation_error_message='Only a notice can be complete or partial, at the beginning or at the end: choose which notice the page has, or leave both empty.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['', 'fact.error_fixed', 'fact.event_update', 'fact.new_event', 'fact.number', 'fact.name_or_title', 'fact.attribution', 'fact.source_doc', 'quote.added', 'quote.changed', 'quote.removed', 'frame.headline', 'frame.background', 'frame.analysis', 'frame.emphasis', 'frame.tone', 'frame.sensitivity', 'surface.typo', 'surface.style', 'surface.link_media', 'surface.metadata', 'int.passage_removed', 'int.article_removed', 'int.redirected', 'int.byline_or_date', 'int.notice_only', 'noise.template', 'noise.widget', 'noise.paywall_or_block', 'noise.extractor'])), name='publication_cause_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('adequacy__in', ['', 'complete', 'partial', 'misleading', 'unclear'])), name='publication_adequacy_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('placement__in', ['', 'top', 'bottom', 'elsewhere'])), name='publication_placement_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adequacy', ''), ('placement', '')), ('disclosure__in', ['update_note', 'editors_note', 'clarification', 'correction', 'retraction']), _connector='OR'), name='publication_notice_is_one', violation_error_message='Only a notice can be complete or partial, at the beginning or at the end: choose which notice the page has, or leave both empty.'),
        ),
    ]

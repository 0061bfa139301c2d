"""Spreadsheets out and in, samples coded twice, and who may."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

OWN = {
    "export_changes": ("sheetexport", "Can take changes away as a spreadsheet"),
    "import_decisions": ("sheetimport", "Can hand in decisions in a spreadsheet"),
    "code_changes": ("codingsample", "Can code changes of a sample"),
    "draw_sample": ("codingsample", "Can draw and close samples to be coded twice"),
}
WRITES = ("export_changes", "import_decisions", "code_changes")
ROLES = {"Analyst": WRITES, "Editor": WRITES, "Standards lead": tuple(OWN)}


def let_roles_work(apps, schema_editor):
    Group, Permission, ContentType = (
        apps.get_model(*name)
        for name in (("auth", "Group"), ("auth", "Permission"), ("contenttypes", "ContentType"))
    )
    for role, codes in ROLES.items():
        group, _made = Group.objects.get_or_create(name=role)
        for code in codes:
            model, name = OWN[code]
            content_type, _made = ContentType.objects.get_or_create(app_label="trackers", model=model)
            permission, _made = Permission.objects.get_or_create(
                codename=code, content_type=content_type, defaults={"name": name}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0029_bulk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CodingSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('queue', models.CharField(blank=True, max_length=40, verbose_name='queue')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='from')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='to')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='so many in a hundred')),
                ('seed', models.PositiveIntegerField(help_text='Any number. The same one draws the same changes of the same list again.', verbose_name='seed')),
                ('of', models.PositiveIntegerField(verbose_name='drawn from')),
                ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), editable=False, size=None)),
                ('drawn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='drawn at')),
                ('drawer_name', models.CharField(max_length=200, verbose_name='drawn by')),
                ('first_name', models.CharField(max_length=200, verbose_name='first coder')),
                ('second_name', models.CharField(max_length=200, verbose_name='second coder')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('closer_name', models.CharField(blank=True, max_length=200, verbose_name='closed by')),
                ('first_coder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_coder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sample coded twice',
                'verbose_name_plural': 'samples coded twice',
                'ordering': ['-drawn_at', '-pk'],
                'permissions': [('code_changes', 'Can code changes of a sample'), ('draw_sample', 'Can draw and close samples to be coded twice')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.PositiveSmallIntegerField()),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headline', 'headline'), ('standfirst', 'standfirst'), ('byline', 'byline'), ('number', 'figure'), ('date', 'date or time'), ('quote', 'quotation'), ('attribution', 'who said it'), ('hedge', 'certainty'), ('negation', 'denial or reversal'), ('name', 'name or title'), ('addition', 'information added'), ('cut', 'information removed'), ('move', 'passage moved'), ('rewrite', 'reworded'), ('correction_notice', 'notice to readers'), ('reversion', 'back to an earlier text'), ('link_media', 'caption, credit or link'), ('typo', 'spelling'), ('punctuation', 'punctuation'), ('whitespace', 'spaces'), ('furniture', 'line of the page')], max_length=20), blank=True, default=list, size=None, verbose_name='kinds')),
                ('disclosure', models.CharField(choices=[('none', 'nothing that was found'), ('timestamp', 'a newer date or time, no notice'), ('update_note', 'an update note'), ('editors_note', 'an editor’s note'), ('clarification', 'a clarification'), ('correction', 'a correction'), ('retraction', 'a retraction'), ('not_applicable', 'nothing had to be said')], max_length=15, verbose_name='what the page says of it')),
                ('significance', models.PositiveSmallIntegerField(choices=[(0, 'none: a comma, a spelling, a line of the page'), (1, 'minor: a clumsy sentence put right, a spelling of a name, a caption'), (2, 'routine: news goes on, a figure is brought up to date, a reaction is added'), (3, 'substantive: a figure, name, quotation or claim was wrong, or is gone unsaid'), (4, 'grave: the meaning is reversed, somebody is harmed, the story is withdrawn')], verbose_name='significance')),
                ('confidence', models.CharField(choices=[('certain', 'certain'), ('probable', 'probable'), ('unsure', 'needs checking')], max_length=10, verbose_name='confidence')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='coded at')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                ('coder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='trackers.codingsample')),
            ],
            options={
                'verbose_name': 'coding',
                'verbose_name_plural': 'codings',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SheetExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=4, verbose_name='form')),
                ('state', models.CharField(choices=[('running', 'being written'), ('done', 'written')], default='running', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for at')),
                ('narrowed', models.TextField(blank=True, verbose_name='which changes')),
                ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('job', models.CharField(blank=True, max_length=100, verbose_name='job')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='rows written')),
                ('body', models.BinaryField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'spreadsheet taken away',
                'verbose_name_plural': 'spreadsheets taken away',
                'ordering': ['-asked_at', '-pk'],
                'permissions': [('export_changes', 'Can take changes away as a spreadsheet')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SheetImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='file')),
                ('unread', models.TextField(blank=True, verbose_name='columns not read')),
                ('state', models.CharField(choices=[('rehearsing', 'being rehearsed'), ('rehearsed', 'to be confirmed'), ('running', 'being done'), ('done', 'done'), ('undoing', 'being undone'), ('undone', 'undone')], default='rehearsing', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='handed in at')),
                ('asker_name', models.CharField(max_length=200, verbose_name='handed in by')),
                ('job', models.CharField(blank=True, max_length=100, verbose_name='job')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'spreadsheet handed in',
                'verbose_name_plural': 'spreadsheets handed in',
                'ordering': ['-asked_at', '-pk'],
                'permissions': [('import_decisions', 'Can hand in decisions in a spreadsheet')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SheetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='line')),
                ('lock', models.PositiveIntegerField(blank=True, null=True)),
                ('lock_after', models.PositiveIntegerField(blank=True, null=True)),
                ('typed', models.JSONField(default=dict, verbose_name='what was typed')),
                ('verdict', models.CharField(choices=[('waiting', 'waits'), ('would', 'would be done'), ('refused', 'refused'), ('nothing', 'nothing to do'), ('done', 'done'), ('left', 'left as it was'), ('undone', 'undone'), ('stands', 'not undone')], default='waiting', max_length=10, verbose_name='what becomes of it')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('change', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trackers.change')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='trackers.sheetimport')),
            ],
            options={
                'verbose_name': 'row of a spreadsheet',
                'verbose_name_plural': 'rows of spreadsheets',
                'ordering': ['line'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='codingsample',
            constraint=models.CheckConstraint(condition=models.Q(('first_coder__isnull', True), ('second_coder__isnull', True), models.Q(('first_coder', models.F('second_coder')), _negated=True), _connector='OR'), name='codingsample_has_two_coders'),
        ),
        migrations.AddConstraint(
            model_name='codingsample',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='codingsample_draws_a_share'),
        ),
        migrations.AddConstraint(
            model_name='codingsample',
            constraint=models.CheckConstraint(condition=models.Q(('changes__len__gte', 1), ('changes__len__lte', 500)), name='codingsample_holds_changes'),
        ),
        migrations.AddConstraint(
            model_name='codingsample',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('queue', ''), _negated=True), models.Q(('first_day__isnull', False), ('last_day__gte', models.F('first_day'))), _connector='OR'), name='codingsample_is_drawn_from_something'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.UniqueConstraint(fields=('sample', 'change', 'side'), name='coding_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', (1, 2))), name='coding_is_of_one_of_two'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['headline', 'standfirst', 'byline', 'number', 'date', 'quote', 'attribution', 'hedge', 'negation', 'name', 'addition', 'cut', 'move', 'rewrite', 'correction_notice', 'reversion', 'link_media', 'typo', 'punctuation', 'whitespace', 'furniture'])), name='coding_kinds_are_words'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure__in', ['none', 'timestamp', 'update_note', 'editors_note', 'clarification', 'correction', 'retraction', 'not_applicable'])), name='coding_disclosure_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('significance__in', [0, 1, 2, 3, 4])), name='coding_significance_is_a_step'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__in', ['certain', 'probable', 'unsure'])), name='coding_confidence_is_a_word'),
        ),
        migrations.AddIndex(
            model_name='sheetexport',
            index=models.Index(fields=['asked_at'], name='sheetexport_oldest'),
        ),
        migrations.AddConstraint(
            model_name='sheetexport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['running', 'done'])), name='sheetexport_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='sheetexport',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['csv', 'xlsx'])), name='sheetexport_form_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='sheetexport',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='sheetexport_counts_what_there_is'),
        ),
        migrations.AddConstraint(
            model_name='sheetexport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('state', 'running')), models.Q(('body__isnull', False), ('state', 'done')), _connector='OR'), name='sheetexport_is_done_with_a_file'),
        ),
        migrations.AddIndex(
            model_name='sheetimport',
            index=models.Index(fields=['-asked_at', '-id'], name='sheetimport_latest'),
        ),
        migrations.AddConstraint(
            model_name='sheetimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['rehearsing', 'rehearsed', 'running', 'done', 'undoing', 'undone'])), name='sheetimport_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='sheetimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'undoing', 'undone'])), models.Q(('ended_at__isnull', True), ('state__in', ['rehearsing', 'rehearsed', 'running'])), _connector='OR'), name='sheetimport_ends_once_it_is_done'),
        ),
        migrations.AddIndex(
            model_name='sheetrow',
            index=models.Index(fields=['sheet', 'verdict'], name='sheetrow_by_verdict'),
        ),
        migrations.AddConstraint(
            model_name='sheetrow',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['waiting', 'would', 'refused', 'nothing', 'done', 'left', 'undone', 'stands'])), name='sheetrow_verdict_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='sheetrow',
            constraint=models.UniqueConstraint(fields=('sheet', 'line'), name='sheetrow_stands_once'),
        ),
        migrations.RunPython(let_roles_work, migrations.RunPython.noop),
    ]

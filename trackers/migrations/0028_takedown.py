"""Versions and passages are withheld like articles; what is withheld already gets its row on the record."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.utils import timezone

TRIGGERS = """
-- A Withholding ends once; nothing else about it is altered, but for the day it is to be looked at again.
CREATE TRIGGER withholding_only_ends BEFORE UPDATE ON trackers_withholding
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL
        OR (to_jsonb(NEW) - 'ended_at' - 'due_on') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at' - 'due_on')
    ) EXECUTE FUNCTION trackers_refuse();

CREATE TRIGGER withholding_is_kept BEFORE DELETE ON trackers_withholding
    FOR EACH ROW EXECUTE FUNCTION trackers_refuse();
"""
NO_TRIGGERS = """
DROP TRIGGER withholding_is_kept ON trackers_withholding;
DROP TRIGGER withholding_only_ends ON trackers_withholding;
"""

# Who may do what is new: (model, code, name), and the groups.
GIVEN = {
    ("article", "cancel_article", "Can cancel articles for good, and restore them"): ("Standards lead",),
    ("withholding", "view_withholding", "Can view withholding"): ("Editor", "Standards lead"),
}


def give_permissions(apps, schema_editor):
    Group, Permission, ContentType = (
        apps.get_model(*name)
        for name in (("auth", "Group"), ("auth", "Permission"), ("contenttypes", "ContentType"))
    )
    for (model, code, name), groups in GIVEN.items():
        content_type, _made = ContentType.objects.get_or_create(app_label="trackers", model=model)
        permission, _made = Permission.objects.get_or_create(
            codename=code, content_type=content_type, defaults={"name": name}
        )
        for group in Group.objects.filter(name__in=groups):
            group.permissions.add(permission)


def record_what_is_withheld(apps, schema_editor):
    """Give every Article that is withheld a row; it began with the last act that says so."""
    Article, Withholding, ReviewEvent = (
        apps.get_model("trackers", name) for name in ("Article", "Withholding", "ReviewEvent")
    )
    for article in Article.objects.exclude(exposure="usable").only("exposure_reason").iterator():
        acts = ReviewEvent.objects.filter(article=article, act="withhold").order_by("-at")
        began = acts.values_list("at", flat=True).first()
        Withholding.objects.create(
            part="article",
            article=article,
            reason=article.exposure_reason or "editorial",
            made_at=began or timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("trackers", "0027_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("article", "an article"),
                            ("version", "a version"),
                            ("passage", "a passage"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("words", models.TextField(blank=True, default="", verbose_name="words")),
                (
                    "joined",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("editorial", "editorial decision"),
                            ("privacy", "privacy"),
                            ("danger", "danger to a person"),
                            ("complaint", "complaint being looked into"),
                            ("publisher", "the publisher’s request"),
                            ("error", "our own error"),
                            ("court", "court order"),
                            ("copyright", "copyright complaint"),
                            ("legal", "legal reasons"),
                            ("other", "another reason"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "authority",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="on whose demand"),
                ),
                (
                    "asked_by",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="who asked"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="withheld at"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="shown again at")),
            ],
            options={
                "verbose_name": "withholding",
                "verbose_name_plural": "withholdings",
                "ordering": ["-made_at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-first_seen_at", "-pk"],
                "permissions": [
                    ("withhold_article", "Can withhold and release articles and sources"),
                    ("cancel_article", "Can cancel articles for good, and restore them"),
                    ("check_article", "Can ask for a look at an article now, pause and resume it"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="withheld_numbers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(), blank=True, db_default=[], default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="withheld_words",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, db_default=[], default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="description",
            name="holds_withheld",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="description",
            name="withheld_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="article",
            name="exposure_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("editorial", "editorial decision"),
                    ("privacy", "privacy"),
                    ("danger", "danger to a person"),
                    ("complaint", "complaint being looked into"),
                    ("publisher", "the publisher’s request"),
                    ("error", "our own error"),
                    ("court", "court order"),
                    ("copyright", "copyright complaint"),
                    ("legal", "legal reasons"),
                    ("other", "another reason"),
                ],
                max_length=10,
                verbose_name="reason",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="exposure_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("editorial", "editorial decision"),
                    ("privacy", "privacy"),
                    ("danger", "danger to a person"),
                    ("complaint", "complaint being looked into"),
                    ("publisher", "the publisher’s request"),
                    ("error", "our own error"),
                    ("court", "court order"),
                    ("copyright", "copyright complaint"),
                    ("legal", "legal reasons"),
                    ("other", "another reason"),
                ],
                editable=False,
                max_length=10,
                verbose_name="reason",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("withheld_numbers", []), ("withheld_words", []), _negated=True),
                fields=["id"],
                name="article_holding_back",
            ),
        ),
        migrations.AddField(
            model_name="withholding",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withholdings",
                to="trackers.article",
                verbose_name="article",
            ),
        ),
        migrations.AddField(
            model_name="withholding",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withholdings",
                to="trackers.version",
                verbose_name="version",
            ),
        ),
        migrations.AddIndex(
            model_name="withholding",
            index=models.Index(fields=["-made_at", "-id"], name="withholding_latest"),
        ),
        migrations.AddIndex(
            model_name="withholding",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False), ("ended_at__isnull", True)),
                fields=["due_on"],
                name="withholding_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["article", "version", "passage"])),
                name="withholding_part_is_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "editorial",
                            "privacy",
                            "danger",
                            "complaint",
                            "publisher",
                            "error",
                            "court",
                            "copyright",
                            "legal",
                            "other",
                        ],
                    )
                ),
                name="withholding_reason_is_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("part", "article"), ("version__isnull", True), ("words", "")),
                    models.Q(("part", "version"), ("version__isnull", False), ("words", "")),
                    models.Q(
                        ("part", "passage"), ("version__isnull", True), models.Q(("words", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="withholding_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("made_at")), _connector="OR"
                ),
                name="withholding_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("part", "article")),
                fields=("article",),
                name="withholding_of_article_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("part", "version")),
                fields=("version",),
                name="withholding_of_version_stands_once",
            ),
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        # The groups keep what they were given when this is undone: people stand in them.
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
        migrations.RunPython(record_what_is_withheld, migrations.RunPython.noop),
    ]

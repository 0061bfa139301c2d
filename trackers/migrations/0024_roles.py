"""The desk's roles as groups. Nobody who could publish until now can do less than before."""

from django.conf import settings
from django.db import migrations

READS = (
    "view_article", "view_change", "view_version", "view_source", "view_annotation", "view_publication", "view_review",
)
WRITES = ("add_annotation", "change_annotation", "review_change", "draft_noiserule")
EDITS = (
    "view_feed", "view_check", "approve_annotation", "publish_annotation", "withhold_article", "check_article",
    "view_incident", "decide_incident",
)
ROLES = {
    "Reader": READS,
    "Analyst": (*READS, *WRITES),
    "Editor": (*READS, *WRITES, *EDITS),
    "Standards lead": (
        *READS, *WRITES, *EDITS, "retract_annotation", "view_label", "add_label", "change_label", "view_reviewevent",
    ),
    "Source manager": (
        "view_source", "add_source", "change_source", "view_feed", "add_feed", "change_feed", "view_article",
        "add_article", "check_article", "view_check", "view_furnitureline", "add_furnitureline",
        "change_furnitureline", "view_hintset", "change_hints", "replay_article",
        "draft_noiserule", "apply_noiserule",
    ),
    "Operator": (
        "view_source", "view_feed", "view_article", "view_check", "view_gap", "view_reviewevent", "view_queue",
        "view_desk", "set_desk",
    ),
    # Accounts of programs. The desk refuses them every step of a review, whatever they are given beside this.
    "Machine": ("view_article", "view_change", "view_version", "view_source"),
}
# Which model a permission of its own stands by; the others name theirs.
OWN = {
    "review_change": ("review", "Can claim, dismiss and put off changes"),
    "approve_annotation": ("annotation", "Can approve and return annotations"),
    "publish_annotation": ("annotation", "Can publish and amend annotations"),
    "retract_annotation": ("annotation", "Can retract annotations"),
    "set_desk": ("desk", "Can set how the desk works"),
}


def add_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, codes in ROLES.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, code) for code in codes))


def keep_what_people_could_do(apps, schema_editor):
    """Who wrote may claim and dismiss; who published approved by it, and retracted."""
    Permission, User, Group = (
        apps.get_model(*name)
        for name in (("auth", "Permission"), settings.AUTH_USER_MODEL.split("."), ("auth", "Group"))
    )
    grown = {"add_annotation": ["review_change"], "publish_annotation": ["approve_annotation", "retract_annotation"]}
    for code, more in grown.items():
        old = Permission.objects.filter(codename=code, content_type__app_label="trackers")
        new = [_permission(apps, name) for name in more]
        for user in User.objects.filter(user_permissions__in=old):
            user.user_permissions.add(*new)
        for group in Group.objects.filter(permissions__in=old).exclude(name__in=ROLES):
            group.permissions.add(*new)


def _permission(apps, code):
    """Return a permission, made where the first migration of a new installation comes before Django makes its own."""
    ContentType, Permission = (
        apps.get_model(*name) for name in (("contenttypes", "ContentType"), ("auth", "Permission"))
    )
    known = Permission.objects.filter(codename=code, content_type__app_label="trackers").first()
    if known is not None:
        return known
    model, name = _names(apps, code)
    content_type, _made = ContentType.objects.get_or_create(app_label="trackers", model=model)
    return Permission.objects.create(codename=code, content_type=content_type, name=name)


def _names(apps, code):
    if code in OWN:
        return OWN[code]
    for model in apps.get_app_config("trackers").get_models():
        options = model._meta
        if code in dict(options.permissions):
            return options.model_name, str(dict(options.permissions)[code])
    verb, noun = code.split("_", 1)
    return noun, f"Can {verb} {apps.get_model('trackers', noun)._meta.verbose_name}"


class Migration(migrations.Migration):
    dependencies = [
        ("trackers", "0023_review_rows"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    # The groups stay when this is undone: people stand in them.
    operations = [
        migrations.RunPython(add_groups, migrations.RunPython.noop),
        migrations.RunPython(keep_what_people_could_do, migrations.RunPython.noop),
    ]

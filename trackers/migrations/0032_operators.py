"""Operators look after accounts and stop fetching; source managers see the incidents of what they look after."""

from django.conf import settings
from django.db import migrations

# By role: app, model, code and the name Django gives the permission.
GRANTED = {
    "Operator": (
        ("auth", "user", "view_user", "Can view user"),
        ("auth", "user", "add_user", "Can add user"),
        ("auth", "user", "change_user", "Can change user"),
        ("auth", "group", "view_group", "Can view group"),
        ("trackers", "gap", "stop_fetching", "Can stop and resume all fetching"),
    ),
    "Source manager": (("trackers", "incident", "view_incident", "Can view incident"),),
}


def let_roles_work(apps, schema_editor):
    """Permissions are made where the first migration of a new installation comes before Django makes its own."""
    Group, Permission, ContentType = (
        apps.get_model(*name)
        for name in (("auth", "Group"), ("auth", "Permission"), ("contenttypes", "ContentType"))
    )
    for role, rows in GRANTED.items():
        group, _made = Group.objects.get_or_create(name=role)
        for app, model, code, name in rows:
            content_type, _made = ContentType.objects.get_or_create(app_label=app, model=model)
            permission, _made = Permission.objects.get_or_create(
                codename=code, content_type=content_type, defaults={"name": name}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("trackers", "0031_leftovers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    # What people stand in and may do stays when this is undone.
    operations = [migrations.RunPython(let_roles_work, migrations.RunPython.noop)]

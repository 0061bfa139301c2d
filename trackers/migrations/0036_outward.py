"""What leaves by itself: messages to addresses that an operator names, and releases of open data."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# By code: model, and the name Django gives the permission.
GRANTED = {
    "view_delivery": ("delivery", "Can view delivery"),
    "send_again": ("delivery", "Can have a delivery sent again"),
}


def let_operators_look_after_deliveries(apps, schema_editor):
    """Permissions are made where the first migration of a new installation comes before Django makes its own."""
    Group, Permission, ContentType = (
        apps.get_model(*name)
        for name in (("auth", "Group"), ("auth", "Permission"), ("contenttypes", "ContentType"))
    )
    group, _made = Group.objects.get_or_create(name="Operator")
    for code, (model, name) in GRANTED.items():
        content_type, _made = ContentType.objects.get_or_create(app_label="trackers", model=model)
        permission, _made = Permission.objects.get_or_create(
            codename=code, content_type=content_type, defaults={"name": name}
        )
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0035_letters'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='named since')),
                ('succeeded_at', models.DateTimeField(blank=True, null=True, verbose_name='last delivered at')),
                ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='failing since')),
                ('rests_until', models.DateTimeField(blank=True, null=True, verbose_name='left alone until')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ['name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Dump',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(max_length=40, unique=True, verbose_name='name')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='ready at')),
                ('files', models.JSONField(blank=True, default=list, verbose_name='files')),
            ],
            options={
                'verbose_name': 'release of data',
                'verbose_name_plural': 'releases of data',
                'ordering': ['-made_at', '-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('ready_at__isnull', False), ('files', []), _connector='OR'), name='dump_names_its_files_once_it_is_ready')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'to be sent'), ('delivered', 'delivered'), ('given_up', 'given up'), ('dropped', 'not to be sent any more')], default='waiting', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='noted at')),
                ('first_at', models.DateTimeField(blank=True, null=True, verbose_name='first attempt')),
                ('last_at', models.DateTimeField(blank=True, null=True, verbose_name='last attempt')),
                ('next_at', models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name='next attempt')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='answer')),
                ('problem', models.CharField(blank=True, default='', max_length=20, verbose_name='problem')),
                ('detail', models.CharField(blank=True, default='', max_length=300, verbose_name='in words')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='trackers.publication', verbose_name='edition')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='trackers.webhook', verbose_name='webhook')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-made_at', '-pk'],
                'permissions': [('send_again', 'Can have a delivery sent again')],
                'default_permissions': ('view',),
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='delivery_due'), models.Index(fields=['-made_at', '-id'], name='delivery_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'delivered', 'given_up', 'dropped'])), name='delivery_state_is_a_word'), models.UniqueConstraint(fields=('webhook', 'publication'), name='delivery_stands_once'), models.CheckConstraint(condition=models.Q(models.Q(('next_at__isnull', False), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('next_at__isnull', True)), _connector='OR'), name='delivery_is_due_while_it_waits')],
            },
        ),
        # What people may do stays when this is undone.
        migrations.RunPython(let_operators_look_after_deliveries, migrations.RunPython.noop),
    ]

"""Looks by day and publisher; the clock counts what is there already."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trackers', '0019_noise_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='LookDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('looks', models.PositiveIntegerField(default=0, verbose_name='looks')),
                ('seen', models.PositiveIntegerField(default=0, verbose_name='looks that saw the text')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='look_days', to='trackers.source')),
            ],
            options={
                'verbose_name': 'day of looks',
                'verbose_name_plural': 'days of looks',
                'ordering': ['-day', 'source'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['day'], name='lookday_latest')],
                'constraints': [models.UniqueConstraint(fields=('source', 'day'), name='lookday_stands_once'), models.CheckConstraint(condition=models.Q(('seen__lte', models.F('looks'))), name='lookday_sees_by_looking')],
            },
        ),
    ]

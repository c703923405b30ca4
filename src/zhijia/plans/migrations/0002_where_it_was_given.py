from typing import Any

from django.db import migrations, models
from django.db.models import F


def fill(apps: Any, schema_editor: Any) -> None:
    """Until now no unit has moved: everything was given and filed where it still lies."""
    apps.get_model('plans', 'Assignment').objects.update(given_path=F('unit_path'))
    apps.get_model('plans', 'Task').objects.update(filed_path=F('unit_path'))


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='given_path',
            field=models.CharField(db_index=True, default='', editable=False, max_length=40, verbose_name='交办时单位路径'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='task',
            name='filed_path',
            field=models.CharField(db_index=True, default='', editable=False, max_length=40, verbose_name='立项时单位路径'),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""Answers in the box are sealed; those that wait now are sealed anew, row by row."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import zhijia.platform.vault.fields
from zhijia.surveys.rules.boxing import boxed


def seal(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Seal what stood in clear."""
    box: Any = apps.get_model("surveys", "Box")
    for row in box.objects.order_by("pk").iterator(chunk_size=500):
        row.seal = zhijia.platform.vault.fields.fresh_seal()
        row.content = boxed(row.plain)
        row.save(update_fields=["seal", "content"])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [
        migrations.RenameField("box", "content", "plain"),
        migrations.AddField(
            "box",
            "seal",
            models.CharField(
                default=zhijia.platform.vault.fields.fresh_seal,
                editable=False,
                max_length=32,
                verbose_name="封印",
            ),
        ),
        migrations.AddField(
            "box",
            "content",
            zhijia.platform.vault.fields.SealedField(default="", verbose_name="答案"),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("box", "plain"),
    ]

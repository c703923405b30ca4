"""Of anonymous rounds nothing says any more who answered on paper; what was keyed once is sealed."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import zhijia.platform.vault.fields
from zhijia.surveys.rules.boxing import boxed


def seal(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Seal what was keyed once."""
    paper: Any = apps.get_model("surveys", "Paper")
    for row in paper.objects.order_by("pk").iterator(chunk_size=500):
        row.seal = zhijia.platform.vault.fields.fresh_seal()
        row.content = "" if row.is_settled else boxed(row.plain)
        row.save(update_fields=["seal", "content"])


def forget(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Keep of anonymous rounds neither which answer was on paper nor, when closed, who took it."""
    answer: Any = apps.get_model("surveys", "Answer")
    asked: Any = apps.get_model("surveys", "Asked")
    answer.objects.filter(round__is_anonymous=True, is_paper=True).update(is_paper=False)
    closed = asked.objects.filter(round__is_anonymous=True, round__closed_on__isnull=False)
    closed.filter(state="paper").update(state="drawn")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_where_an_outcome_belongs")]

    operations = [
        migrations.RemoveField("box", "is_paper"),
        migrations.RenameField("paper", "content", "plain"),
        migrations.AddField(
            "paper",
            "seal",
            models.CharField(
                default=zhijia.platform.vault.fields.fresh_seal,
                editable=False,
                max_length=32,
                verbose_name="封印",
            ),
        ),
        migrations.AddField(
            "paper",
            "content",
            zhijia.platform.vault.fields.SealedField(
                blank=True, default="", verbose_name="首次录入"
            ),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("paper", "plain"),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]

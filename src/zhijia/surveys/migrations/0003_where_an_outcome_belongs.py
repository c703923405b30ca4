from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def place(apps: Any, schema_editor: Any) -> None:
    """Outcomes belong where their round does: it is closed by then and stays."""
    Outcome, Round = (apps.get_model("surveys", name) for name in ("Outcome", "Round"))
    path = Round.objects.filter(pk=OuterRef("round_id")).values("unit_path")
    Outcome.objects.update(unit_path=Subquery(path[:1]))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_what_waits_is_sealed")]

    operations = [
        migrations.AddField(
            "outcome",
            "unit_path",
            models.CharField(
                "单位路径", max_length=40, db_index=True, editable=False, default=""
            ),
            preserve_default=False,
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]

"""Drafts that were frozen whole become passages that can be edited; their Word files stay."""

from datetime import date
from typing import Any

from django.db import migrations, models

KINDS = {0: "text", 1: "head1", 2: "head2"}


def runs_of(old: list[Any], units: dict[int, str]) -> list[Any]:
    """Return runs as passages keep them: a number carries its unit, the text repeats it no more."""
    runs: list[Any] = []
    for run in old:
        before = runs[-1] if runs else None
        if isinstance(run, str) and isinstance(before, int):
            run = run.removeprefix(units.get(before, ""))
        if run != "":
            runs.append(run)
    return runs


def part(apps: Any, editor: Any) -> None:
    """Make a passage of each block of each draft."""
    report, passage, citation = (
        apps.get_model("writing", name) for name in ("Report", "Passage", "Citation")
    )
    for row in report.objects.order_by("pk"):
        numbers = citation.objects.filter(report=row)
        units = dict(numbers.values_list("place", "unit"))
        passage.objects.bulk_create(
            passage(report=row, place=place, kind=KINDS[level], runs=runs_of(runs, units))
            for place, (level, runs) in enumerate(row.body)
        )
        numbers.update(as_of=row.until)
        row.end = date(row.year, 12, 31)
        row.save(update_fields=["end"])
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table may not be altered now


class Migration(migrations.Migration):

    dependencies = [
        ('writing', '0002_edited_in_the_browser'),
    ]

    operations = [
        migrations.RunPython(part, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_number_once',
        ),
        migrations.RemoveField(
            model_name='report',
            name='body',
        ),
        migrations.RemoveField(
            model_name='report',
            name='year',
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(models.F('unit'), models.F('form'), models.F('start'), models.F('end'), models.F('number'), name='report_number_once'),
        ),
    ]

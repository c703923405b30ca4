from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.db import migrations


def _months(day: date, n: int) -> date:
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def write_what_lacks(apps: Any, schema_editor: Any) -> None:
    """Terms and chairs that stand already get their days: the end of the term, the training."""
    Term, Post = apps.get_model("org", "Term"), apps.get_model("org", "Post")
    Shortfall = apps.get_model("org", "Shortfall")
    newest = {}
    for term in Term.objects.filter(unit__dissolved_on=None).order_by("elected_on").iterator():
        newest[term.unit_id] = term
    rows = [
        Shortfall(
            unit_id=term.unit_id,
            unit_path=term.unit_path,
            kind="term_over",
            warn_on=_months(term.until_on, -6),
            since_on=term.until_on + timedelta(days=1),
            due_on=term.until_on,
        )
        for term in newest.values()
    ]
    leads = Post.objects.filter(until_on=None, kind__in=["chair", "vice_chair"])
    for post in leads.iterator():
        due_on = _months(post.from_on, 12)
        rows.append(
            Shortfall(
                unit_id=post.unit_id,
                unit_path=post.unit_path,
                kind="untrained",
                post=post,
                warn_on=_months(due_on, -2),
                since_on=due_on + timedelta(days=1),
                due_on=due_on,
            )
        )
    Shortfall.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("org", "0012_posts_and_what_lacks")]

    operations = [migrations.RunPython(write_what_lacks, migrations.RunPython.noop)]

from typing import Any

from django.db import migrations
from django.db.models import Count, Max, Q

# As the rule stood when scores began to be kept.
FULL, A_DAY, MOST_LATE, AN_EXTENSION, A_RETURN = 100, 2, 40, 3, 5
AT_ONCE = 500


def score_what_was_accepted(apps: Any, schema_editor: Any) -> None:
    """Score the work of leading units that was accepted before scores were kept."""
    Assignment, Score = apps.get_model("plans", "Assignment"), apps.get_model("plans", "Score")
    Progress, Extension = apps.get_model("plans", "Progress"), apps.get_model("plans", "Extension")
    done = Assignment.objects.filter(
        state="accepted", parent=None, role="lead", score=None, closed_on__isnull=False
    )
    keys = list(done.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        told = Progress.objects.filter(assignment__in=some).order_by().values("assignment")
        steps = {
            row["assignment"]: row
            for row in told.annotate(
                finished=Max("done_on", filter=Q(step="finished")),
                back=Count("pk", filter=Q(step="sent_back")),
            )
        }
        granted = Extension.objects.filter(assignment__in=some, is_granted=True).order_by()
        longer = dict(
            granted.values("assignment").annotate(n=Count("pk")).values_list("assignment", "n")
        )
        Score.objects.bulk_create(
            _score(Score, one, steps.get(one.pk, {}), longer.get(one.pk, 0))
            for one in Assignment.objects.filter(pk__in=some).order_by("pk")
        )


def _score(Score: Any, one: Any, told: dict[str, Any], extensions: int) -> Any:
    finished_on = told.get("finished") or one.closed_on
    late, returns = max(0, (finished_on - one.due_on).days), told.get("back", 0)
    taken = min(MOST_LATE, late * A_DAY) + extensions * AN_EXTENSION + returns * A_RETURN
    return Score(
        assignment_id=one.pk,
        unit_id=one.unit_id,
        unit_path=one.given_path,
        closed_on=one.closed_on,
        due_on=one.due_on,
        finished_on=finished_on,
        late=late,
        extensions=extensions,
        returns=returns,
        points=max(0, FULL - taken),
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_bulletins")]

    operations = [migrations.RunPython(score_what_was_accepted, migrations.RunPython.noop)]

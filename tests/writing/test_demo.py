"""The whole story: what a visitor finds when the demo has been told."""

from datetime import date

import pytest

from zhijia.org import demo as org
from zhijia.plans import demo as plans
from zhijia.plans.models import Assignment, Extension, Progress, Speech, Task
from zhijia.platform.audit.queries import first_break
from zhijia.writing import demo as writing
from zhijia.writing.models import Report

DAYS = [date(2026, 11, 22), date(2027, 1, 3), date(2028, 2, 29), date(2026, 6, 30)]
pytestmark = pytest.mark.django_db


def tell(day: date) -> org.Cast:
    cast = org.cast(today=day, password="shan-shui-2026")
    plans.fill(cast, today=day)
    writing.fill(cast, today=day)
    return cast


@pytest.mark.parametrize("day", DAYS)
def test_the_story_can_be_told_on_any_day(day: date) -> None:
    tell(day)

    assert first_break() is None
    assert not Progress.objects.filter(done_on__gt=day).exists()
    assert Report.objects.count() == 3
    signed = Report.objects.exclude(signed_on=None)
    assert [one.unit.name for one in signed] == ["职工医院工会"]


def test_the_story_has_all_that_happens_to_a_task() -> None:
    tell(DAYS[0])

    steps = set(Progress.objects.values_list("step", flat=True))
    assert steps >= {"handed_down", "sent_back", "reassigned", "withdrawn", "accepted", "finished"}
    answers = Extension.objects.order_by("pk").values_list("is_granted", flat=True)
    assert list(answers) == [True, False, None]
    assert Progress.objects.filter(file__isnull=False).count() == 2
    closed = Task.objects.filter(closed_on__isnull=False, dropped_for="")
    assert len({task.closed_on.month for task in closed if task.closed_on}) >= 2


def test_nearly_every_task_has_somebody_and_something_waits_for_each_desk() -> None:
    cast = tell(DAYS[0])

    lonely = Task.objects.exclude(assignments__isnull=False).count()
    assert 1 <= lonely <= 3
    for key in ("hospital", "school", "power"):
        unit = cast.units[key]
        assert Assignment.objects.filter(unit=unit, state="issued").exists()
    assert Assignment.objects.filter(state="reported").exists()
    assert Speech.objects.filter(confirmed_on=None).count() == 1


def test_the_hospital_tells_what_its_head_nurse_did() -> None:
    cast = tell(DAYS[0])

    report = Report.objects.get(unit=cast.units["hospital"])
    said = "".join(str(one.runs) for one in report.passages.all())
    assert writing.STANDING in said
    assert "均由化工集团工会交办" in said
    assert "冯晓燕（护理部主任）报告：“" in said

from zhijia.checks import demo
from zhijia.checks.models import Fault, Inspection, Round, Standard
from zhijia.org.demo import cast


def test_the_story_has_a_round_that_is_over_and_one_on_its_way(db, today):
    demo.fill(cast(today=today, password="shan-shui-2026"), today=today)
    over, going = Round.objects.order_by("opened_on")
    assert (over.closed_on is None, going.closed_on is None) == (False, True)
    assert sorted(over.inspections.values_list("place", flat=True)) == [1, 2, 3]
    assert set(going.inspections.values_list("state", flat=True)) == {"site", "review", "self"}
    assert set(Fault.objects.values_list("state", flat=True)) == {"lifted", "left"}
    assert Inspection.objects.filter(state="done", score__lt=100).count() == 3
    assert Standard.objects.count() == 3

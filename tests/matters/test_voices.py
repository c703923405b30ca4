"""The story of what members and strangers say is one that the rules allow."""

from datetime import date

import pytest

from tests.conftest import PASSWORD
from zhijia.matters import queries
from zhijia.matters.demo import voices
from zhijia.matters.models import Grade, Matter
from zhijia.org import demo as org
from zhijia.platform.doorway.models import Letter, Slip


@pytest.mark.django_db
def test_the_story_has_voices_with_a_name_and_without(today: date) -> None:
    cast = org.cast(today=today, password=PASSWORD)
    voices.fill(cast, today=today)
    states = {matter.title: matter.state for matter in Matter.objects.all()}
    assert states == {
        "三月的加班费没有发": "closed",
        "食堂冷库三天没有开": "handling",
        "切菜机没有护罩，有人割伤手": "received",
        "把职工体检提前到三月": "shown",
        "对“出院结算”不满意": "answered",
    }
    assert Matter.objects.filter(filer=None).count() == 3
    assert (Grade.objects.count(), Letter.objects.count()) == (8, 0)
    assert Slip.objects.count() == 10
    kept = queries.judged(queries.promises_at(cast.units["hospital"].path))
    assert [one.is_shown for one in kept] == [True, False, False]

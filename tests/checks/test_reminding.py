"""Who has not handed in is told before a round ends, once a day."""

from datetime import timedelta

from zhijia.checks import actions
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice


def test_an_inspector_and_a_unit_are_told_before_the_end_and_not_twice(
    manned, open_round, school, inspectors, sign_in, school_desk, today
):
    for actor in (*inspectors, school_desk):
        sign_in(actor)
    manned(until_on=today + timedelta(days=3))
    open_round(school, has_self=True, until_on=today + timedelta(days=3))
    assert actions.remind(actor=Actor(), today=today) == 3
    assert actions.remind(actor=Actor(), today=today) == 0
    titles = set(Notice.objects.filter(kind="checks.due").values_list("title", flat=True))
    assert any("提交自查" in title for title in titles)
    assert any("提交评分：供电公司工会" in title for title in titles)


def test_who_has_time_is_left_alone(manned, inspectors, sign_in, today):
    sign_in(inspectors[0])
    manned(until_on=today + timedelta(days=9))
    assert actions.remind(actor=Actor(), today=today) == 0

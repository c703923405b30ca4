"""Choosing where sources differ: who may, what is kept, what holds where."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.law.in_force import ON
from zhijia.org import actions, queries, rules
from zhijia.org.models import LawChoice, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

Browse = Callable[..., Client]
Trail = Callable[[], list[str]]
SHANGHAI = "pack:shanghai"


@pytest.fixture
def choose(group_desk: Actor, today: date) -> Callable[..., Any]:
    def choose_one(unit: Unit, key: str, value: object, actor: Actor = group_desk) -> Any:
        return actions.choose_law(
            actor=actor, unit=unit, key=key, value=str(value), reason="上级来文", today=today
        )

    return choose_one


def women_from(unit: Unit, on: date) -> int:
    return queries.law_in_force(unit, on).women_committee_from


def test_a_choice_holds_for_the_unit_and_all_below_from_its_day_on(
    choose: Any, group: Unit, workshop: Unit, today: date
) -> None:
    choose(group, "women_committee_from", 25)
    assert women_from(workshop, today) == 25
    assert women_from(workshop, today - timedelta(days=1)) == 10


def test_a_choice_of_one_branch_does_not_reach_the_other(
    choose: Any, power: Unit, workshop: Unit, hospital: Unit, today: date
) -> None:
    choose(power, SHANGHAI, ON)
    laws = queries.laws_in_force([workshop, hospital], today)
    assert laws[workshop.path].origins["staff_reps"].pack
    assert laws[hospital.path].origins["staff_reps"].pack is None


def test_a_choice_made_anew_ends_the_one_before_and_both_stay_on_file(
    choose: Any, group: Unit, today: date, audit_trail: Trail
) -> None:
    first = choose(group, "odd_seats", "strict")
    choose(group, "odd_seats", "off")
    first.refresh_from_db()
    assert first.until_on == today
    assert queries.law_in_force(group, today).odd_seats == "off"
    assert [says for _, _, says in queries.law_history(group)] == ["不作提示", "必须是单数"]
    assert audit_trail()[-2:] == ["org.choose_law"] * 2


def test_a_choice_given_up_leaves_what_is_handed_down(
    choose: Any, group: Unit, hospital: Unit, today: date
) -> None:
    choose(group, "odd_seats", "hint")
    choose(hospital, "odd_seats", "strict")
    choose(hospital, "odd_seats", "")
    assert queries.law_in_force(hospital, today).odd_seats == "hint"
    assert not LawChoice.objects.standing().filter(unit=hospital).exists()


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("women_committee_from", "25", "由最上级单位统一选择"),
        ("odd_seats", "perhaps", "从所列的口径中选择"),
        ("odd_seats", "off", "只能同样或者更严"),
        ("odd_seats", "", "没有改动"),
        ("gone", "1", "没有这一项"),
        ("pack:gone", ON, "没有这一项"),
    ],
)
def test_a_choice_that_is_not_theirs_is_refused_and_nothing_is_kept(
    choose: Any, group: Unit, hospital: Unit, key: str, value: str, why: str, audit_trail: Trail
) -> None:
    choose(group, "odd_seats", "strict")
    before, rows = audit_trail(), LawChoice.objects.count()
    with pytest.raises(Refused, match=why):
        choose(hospital, key, value)
    assert LawChoice.objects.count() == rows
    assert audit_trail() == before


def test_only_a_desk_that_reaches_the_unit_chooses(
    choose: Any, hospital: Unit, school_desk: Actor, hospital_desk: Actor, member: Actor
) -> None:
    for stranger in (school_desk, member):
        with pytest.raises(Refused, match="工会主席、副主席、干事选择"):
            choose(hospital, "odd_seats", "strict", actor=stranger)
    assert not LawChoice.objects.exists()
    assert choose(hospital, "odd_seats", "strict", actor=hospital_desk)


def test_of_two_who_choose_at_once_the_second_is_told(
    group: Unit, group_desk: Actor, choose: Any, today: date
) -> None:
    choose(group, "odd_seats", "strict")
    with pytest.raises(Refused, match="他人刚改选为“必须是单数”"):
        actions.choose_law(
            actor=group_desk,
            unit=group,
            key="odd_seats",
            value="off",
            reason="误",
            today=today,
            seen=0,
        )
    assert queries.law_in_force(group, today).odd_seats == "strict"


def test_the_law_in_force_costs_one_query(
    group: Unit, workshop: Unit, today: date, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        queries.laws_in_force([group, workshop], today)


def test_the_page_tells_each_answer_and_where_it_comes_from(
    sign_in: Browse, group_desk: Actor, group: Unit, hospital: Unit
) -> None:
    desk = sign_in(group_desk)
    url = reverse("org:unit-law-choose", args=[group.pk, "women_committee_from"])
    assert "二十五人以上" in desk.get(url).text
    said = {"value": "25", "reason": "<b>本市文件</b>", "document": "某工发〔2024〕1号", "seen": 0}
    page = desk.post(url, said, follow=True)
    assert "口径已改选" in page.text
    page = desk.get(reverse("org:unit-law", args=[hospital.pk]))
    assert "二十五人以上" in page.text
    assert "&lt;b&gt;本市文件&lt;/b&gt;" in page.text
    assert "由最上级单位统一选择" in page.text
    assert "陈雨薇" in page.text
    told = desk.get(reverse("org:unit-law", args=[group.pk])).text
    assert "某工发〔2024〕1号" in told


def test_a_choice_without_a_reason_comes_back(
    sign_in: Browse, group_desk: Actor, group: Unit
) -> None:
    url = reverse("org:unit-law-choose", args=[group.pk, SHANGHAI])
    page = sign_in(group_desk).post(url, {"value": ON, "reason": ""})
    assert page.status_code == 422
    assert "请填写理由" in page.text
    assert not LawChoice.objects.exists()


def test_a_question_nobody_asks_is_no_page(sign_in: Browse, group_desk: Actor, group: Unit) -> None:
    desk = sign_in(group_desk)
    for key in ("gone", "pack:gone", "'--"):
        assert desk.get(f"/org/units/{group.pk}/law/{key}/").status_code == 404


def test_who_may_not_choose_reads_and_sees_why(
    sign_in: Browse, member: Actor, workshop: Unit
) -> None:
    page = sign_in(member).get(reverse("org:unit-law", args=[workshop.pk]))
    assert page.status_code == 200
    assert "工会主席、副主席、干事选择" in page.text
    assert "/law/odd_seats/" not in page.text


def test_a_member_does_not_see_the_law_of_a_unit_out_of_reach(
    sign_in: Browse, member: Actor, hospital: Unit
) -> None:
    page = sign_in(member).get(reverse("org:unit-law", args=[hospital.pk]))
    assert page.status_code == 404


def test_the_units_page_judges_by_the_law_in_force(
    sign_in: Browse, group_desk: Actor, choose: Any, power: Unit, today: date
) -> None:
    desk = sign_in(group_desk)
    power_page = reverse("org:unit", args=[power.pk])
    assert "职工代表不少于 30 名" in desk.get(power_page).text
    choose(power, SHANGHAI, ON)
    page = desk.get(power_page).text
    assert "职工代表不少于 40 名" in page
    assert "上海市职工代表大会条例" in page


def test_rules_read_the_law_they_are_handed(choose: Any, group: Unit, today: date) -> None:
    assert rules.meeting_form(100, law=queries.law_in_force(group, today)).verdict.reason.endswith(
        "召开会员大会"
    )
    choose(group, "assembly_upto", 99)
    law = queries.law_in_force(group, today)
    assert "会员代表大会" in rules.meeting_form(100, law=law).verdict.reason
    assert rules.meeting_form(99, law=law).verdict.reason.endswith("召开会员大会")

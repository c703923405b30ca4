"""The page of a move: consequences first, the approval, then the move; mistakes are told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.org.test_pages import hidden
from zhijia.org.models import Unit, UnitChange
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

Browse = Callable[..., Client]


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def page_of(unit: Unit, parent: Unit | None = None) -> str:
    asked = f"?to={parent.code}" if parent else ""
    return f"{reverse('org:unit-move', args=[unit.pk])}{asked}"


def test_first_the_new_superior_is_chosen_then_what_follows_is_told(
    desk: Client,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    member: Actor,
) -> None:
    first = desk.get(page_of(workshop))
    assert "查看后果" in first.text
    assert "确认移动" not in first.text
    told = desk.get(page_of(workshop, hospital))
    assert "从<strong>供电公司工会</strong>移到<strong>职工医院工会</strong>" in told.text
    assert told.text.index("不再管辖") < told.text.index("吕国强") < told.text.index("开始管辖")
    assert told.text.index("开始管辖") < told.text.index("李文静")
    assert "不追溯" in told.text
    assert "确认移动" in told.text
    assert UnitChange.objects.count() == 0


def test_a_move_is_confirmed_with_its_approval_and_shown_as_history(
    desk: Client, workshop: Unit, hospital: Unit, power: Unit, today: date
) -> None:
    page = desk.get(page_of(workshop, hospital))
    said = {**hidden(page), "parent": "YY", "document": "集工发〔2026〕12号"}
    said["document_on"] = str(today - timedelta(days=3))
    done = desk.post(page_of(workshop, hospital), said, follow=True)
    assert done.redirect_chain == [(workshop.get_absolute_url(), 302)]
    assert "检修车间分工会已移到职工医院工会之下。" in done.text
    for one in (workshop, power):
        history = desk.get(one.get_absolute_url())
        assert "调整隶属" in history.text
        assert "集工发〔2026〕12号" in history.text
    assert UnitChange.objects.get().document_on == today - timedelta(days=3)


def test_the_same_form_twice_moves_once(desk: Client, workshop: Unit, hospital: Unit) -> None:
    page = desk.get(page_of(workshop, hospital))
    said = {**hidden(page), "parent": "YY", "document": "12号"}
    first = desk.post(page_of(workshop, hospital), said)
    again = desk.post(page_of(workshop, hospital), said, follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "没有重复办理" in again.text
    assert UnitChange.objects.count() == 1


def stands(unit: Unit) -> tuple[Any, ...]:
    return (
        Unit.objects.get(pk=unit.pk).path,
        UnitChange.objects.count(),
        AuditEntry.objects.count(),
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"document": "长" * 61}, "60"),
        ({"document_on": "2999-01-01"}, "不能晚于今天"),
        ({"document_on": "某日"}, "日期"),
        ({"parent": ""}, "请先选择新的上级单位"),
        ({"parent": "没有"}, "没有这个单位"),
        ({"parent": "GD"}, "现在的上级单位就是供电公司工会"),
        ({"parent": "JX"}, "不能移到自己"),
    ],
)
def test_a_mistake_is_named_and_nothing_moves(
    desk: Client, workshop: Unit, hospital: Unit, wrong: dict[str, str], words: str
) -> None:
    said = {"parent": "YY", "document": "集工发〔2026〕12号"}
    before = stands(workshop)
    page = desk.post(page_of(workshop, hospital), {**said, **wrong})
    assert page.status_code == 422
    assert words in page.text
    assert stands(workshop) == before


def test_a_union_moves_only_with_its_approval(desk: Client, power: Unit, hospital: Unit) -> None:
    before = stands(power)
    page = desk.post(page_of(power, hospital), {"parent": "YY", "document": " "})
    assert page.status_code == 422
    assert "请填写上一级工会的批准文号" in page.text
    assert stands(power) == before


def test_where_it_cannot_stand_the_move_is_not_offered(
    desk: Client, power: Unit, workshop: Unit
) -> None:
    page = desk.get(page_of(power, workshop))
    assert "确认移动" not in page.text
    for one in (power, workshop):
        assert f'<option value="{one.code}"' not in page.text


def test_a_forged_superior_is_not_found(
    sign_in: Browse, power_desk: Actor, workshop: Unit, school: Unit
) -> None:
    browser, before = sign_in(power_desk), stands(workshop)
    page = browser.get(page_of(workshop, school))
    assert "没有这个单位，或者不在您的职务范围内。" in page.text
    assert "学校" not in page.text
    sent = browser.post(page_of(workshop), {"parent": "XX", "document": "1号"})
    assert sent.status_code == 422
    assert stands(workshop) == before


def test_two_people_who_move_one_unit_see_where_it_is_and_may_then_go_on(
    desk: Client, workshop: Unit, hospital: Unit, school: Unit
) -> None:
    mine = {**hidden(desk.get(page_of(workshop, school))), "parent": "XX", "document": "1号"}
    theirs = {**hidden(desk.get(page_of(workshop, hospital))), "parent": "YY", "document": "2号"}
    assert desk.post(page_of(workshop, hospital), theirs).status_code == 302
    page = desk.post(page_of(workshop, school), mine)
    assert page.status_code == 422
    assert "上级单位现为“职工医院工会”，您填的是“子弟学校工会”" in page.text
    assert "从<strong>职工医院工会</strong>移到<strong>子弟学校工会</strong>" in page.text
    assert desk.post(page_of(workshop, school), {**mine, **hidden(page)}).status_code == 302
    assert Unit.objects.get(pk=workshop.pk).parent == school


def test_only_moves_that_are_ones_own_to_make_are_offered(
    sign_in: Browse, power_desk: Actor, power: Unit, workshop: Unit
) -> None:
    browser = sign_in(power_desk)
    tree = browser.get(reverse("org:units")).text
    assert page_of(workshop) in tree
    assert page_of(power) not in tree
    assert "由上级单位的工会主席、干事办理" in browser.get(page_of(power)).text
    assert "由上级单位的工会主席、干事办理" in browser.get(power.get_absolute_url()).text

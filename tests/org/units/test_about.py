"""What is written about a unit: corrected with its version, renamed with its history."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.org.test_pages import hidden
from zhijia.org import actions
from zhijia.org.models import Unit, UnitChange
from zhijia.org.rules import About
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.once import fresh

Browse = Callable[..., Client]
ALL = {
    "name": "供电公司工会",
    "kind": "company",
    "short_name": "供电",
    "registration": "unconverted",
    "rank": "3",
    "staff_count": "320",
    "address": "化工路1号",
    "phone": "(021) 1234-5678 转 8",
    "approval_no": "集工发〔2012〕7号",
    "legal_no": "工法证字第0900001号",
    "legal_until_on": "2027-05-31",
}


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def at(name: str, unit: Unit) -> str:
    return reverse(f"org:unit-{name}", args=[unit.pk])


def test_all_that_is_written_about_a_unit_is_kept_and_shown(desk: Client, power: Unit) -> None:
    form = desk.get(at("edit", power))
    heads = [form.text.index(head) for head in ("基本情况", "规模与联系", "批复与法人资格")]
    assert heads == sorted(heads)
    page = desk.post(at("edit", power), {**ALL, **hidden(form)}, follow=True)
    for words in ("供电", "未改制", "化工路1号", "转 8", "7号", "第0900001号", "2027年5月31日"):
        assert words in page.text
    assert "全民所有制工业企业职工代表大会条例" in page.text
    assert Unit.objects.get(pk=power.pk).rank == 3
    again = desk.get(at("edit", power))
    assert 'value="2027-05-31"' in again.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rank": "-1"}, "0"),
        ({"rank": "10000"}, "9999"),
        ({"phone": "<b>1"}, "电话只能用"),
        ({"registration": "empire"}, "empire"),
        ({"registration": "organ"}, "企业的登记类型不能是“机关”"),
        ({"legal_until_on": "明年"}, "日期"),
        ({"short_name": "长" * 21}, "20"),
        ({"kind": "team"}, "车间（部门）不能设在工会小组之下"),
    ],
)
def test_a_mistake_is_named_and_nothing_changes(
    desk: Client, power: Unit, workshop: Unit, wrong: dict[str, str], words: str
) -> None:
    before = Unit.objects.filter(pk=power.pk).values().get(), AuditEntry.objects.count()
    page = desk.post(at("edit", power), {**ALL, **wrong})
    assert page.status_code == 422
    assert words in page.text
    assert 'value="化工路1号"' in page.text
    assert (Unit.objects.filter(pk=power.pk).values().get(), AuditEntry.objects.count()) == before


def test_two_people_who_write_about_one_unit_see_both_texts(desk: Client, power: Unit) -> None:
    mine = {**ALL, **hidden(desk.get(at("edit", power)))}
    desk.post(at("edit", power), {**mine, "address": "电力路2号", "once": fresh()})
    page = desk.post(at("edit", power), mine)
    assert page.status_code == 422
    assert "地址现为“电力路2号”，您填的是“化工路1号”" in page.text
    assert desk.post(at("edit", power), {**mine, **hidden(page)}).status_code == 302


def test_what_is_not_said_is_left_as_it_is(group_desk: Actor, power: Unit) -> None:
    told: dict[str, Any] = {"actor": group_desk, "unit": power, "name": power.name}
    told |= {"kind": "company", "staff_count": 5}
    actions.edit_unit(**told, about=About(address="化工路1号", rank=2))
    actions.edit_unit(**told)
    after = Unit.objects.get(pk=power.pk)
    assert (after.address, after.rank) == ("化工路1号", 2)


def test_siblings_stand_in_the_order_their_superior_gave_them(
    desk: Client, group_desk: Actor, hospital: Unit, school: Unit
) -> None:
    facts = {"name": hospital.name, "kind": "hospital", "staff_count": None}
    actions.edit_unit(actor=group_desk, unit=hospital, **facts, about=About(rank=9))
    (root,) = desk.get(reverse("org:units")).context["nodes"]
    assert [node.unit for node in root.leaf.nodes] == [school, hospital]


def test_no_employer_is_founded_below_a_workshop(
    group_desk: Actor, workshop: Unit, today: date
) -> None:
    before = Unit.objects.count()
    told = {"name": "小厂", "code": "XC", "kind": "company", "founded_on": today}
    with pytest.raises(Refused, match="企业不能设在车间"):
        actions.found_unit(actor=group_desk, parent=workshop, **told)
    assert Unit.objects.count() == before


def test_a_unit_that_was_renamed_is_found_by_both_names(
    desk: Client, power: Unit, today: date
) -> None:
    form = desk.get(at("rename", power))
    assert "现名称：供电公司工会" in form.text
    said = {"name": "国网供电公司工会", "document": "集工发〔2026〕3号", **hidden(form)}
    page = desk.post(at("rename", power), said, follow=True)
    assert "已更名为国网供电公司工会。" in page.text
    assert "集工发〔2026〕3号" in page.text
    tree = reverse("org:units")
    for name in ("国网供电", "供电公司工会"):
        found = desk.get(tree, {"name": name})
        assert [unit.code for unit, _ in found.context["rows"]] == ["GD"]
    change = UnitChange.objects.get()
    assert (change.kind, change.before, change.done_on) == ("renamed", "供电公司工会", today)


@pytest.mark.parametrize("name", ["供电公司工会", "", "长" * 61])
def test_a_new_name_is_another_one(desk: Client, power: Unit, name: str) -> None:
    page = desk.post(at("rename", power), {"name": name})
    assert page.status_code == 422
    assert UnitChange.objects.count() == 0
    assert Unit.objects.get(pk=power.pk).name == "供电公司工会"


def test_a_name_with_markup_is_only_text(desk: Client, power: Unit) -> None:
    desk.post(at("rename", power), {"name": "<b>电</b>", "document": "<i>1</i>"})
    page = desk.get(power.get_absolute_url())
    assert "&lt;b&gt;电&lt;/b&gt;" in page.text
    assert "<i>1</i>" not in page.text


def test_others_do_not_rename(sign_in: Browse, member: Actor, workshop: Unit) -> None:
    page = sign_in(member).post(at("rename", workshop), {"name": "新名"})
    assert page.status_code == 422
    assert Unit.objects.get(pk=workshop.pk).name == "检修车间分工会"

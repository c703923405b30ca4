"""The pages of holes: what they list, where they lead, whom they are hidden from."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Hole, Task
from zhijia.platform.actor import Actor
from zhijia.platform.offers import waiting_for
from zhijia.platform.once import fresh

from .conftest import Browse, File, Give

Most = Callable[[int], Any]
HOLES = reverse("plans:holes")
WEEKS = timedelta(days=60)


@pytest.fixture
def lonely(file_tasks: File, today: date) -> Task:
    """A task that nobody has had for two months; the clock has looked."""
    task = file_tasks("各单位要开展一次<b>隐患</b>排查", on=today - WEEKS)[0]
    actions.look_for_holes(actor=Actor(), today=today)
    return task


@pytest.fixture
def gap(lonely: Task) -> Hole:
    """The hole that this task is."""
    return Hole.objects.get(task=lonely)


def post(browser: Client, url: str, **said: Any) -> Any:
    return browser.post(url, {**said, "once": fresh()}, follow=False)


def test_the_list_says_why_by_which_clause_and_where_to_mend(desk: Client, gap: Hole) -> None:
    page = desk.get(HOLES)

    assert page.status_code == 200
    assert gap.words in page.text
    assert "《职家办事约定》第七十条" in page.text
    assert f'href="{gap.task.get_absolute_url()}#assign"' in page.text
    assert "&lt;b&gt;隐患&lt;/b&gt;" in page.text
    assert 'id="assign"' in desk.get(gap.task.get_absolute_url()).text


def test_what_is_mended_leaves_the_list_at_once(
    desk: Client, gap: Hole, give: Give, hospital: Unit, hospital_desk: Actor
) -> None:
    give(gap.task, hospital)
    page = desk.get(HOLES)
    assert gap.words not in page.text
    assert "没有发现职责不清、管理缺位" in page.text


def test_a_desk_looks_now_and_is_told_how_many(desk: Client, file_tasks: File, today: date) -> None:
    file_tasks("各单位要开展一次隐患排查", on=today - WEEKS)
    assert "没有发现" in desk.get(HOLES).text

    answer = desk.post(reverse("plans:holes-look"), {"once": fresh()}, follow=True)
    assert "现有 1 项" in answer.text


def test_one_kind_is_asked_for_by_its_tab(desk: Client, gap: Hole) -> None:
    assert gap.words in desk.get(HOLES, {"kind": "no_owner"}).text
    assert "没有这样的情形" in desk.get(HOLES, {"kind": "alike"}).text
    assert gap.words in desk.get(HOLES, {"kind": "<x>"}).text, "what makes no sense is not asked"


def test_the_todo_of_the_desk_leads_to_what_it_is_to_mend(
    desk: Client, gap: Hole, group_desk: Actor, today: date
) -> None:
    lines = [line for line in waiting_for(group_desk, today) if "管理缺位" in line.title]
    assert [line.title for line in lines] == ["1 项职责不清、管理缺位待补"]
    assert gap.words in desk.get(lines[0].url).text


def test_a_plain_member_sees_none_and_cannot_open_one(
    sign_in: Browse, gap: Hole, member: Actor, hospital_desk: Actor
) -> None:
    for actor in (member, hospital_desk):
        browser = sign_in(actor)
        assert gap.words not in browser.get(HOLES).text
        assert browser.get(reverse("plans:hole", args=[gap.pk])).status_code == 404
        assert post(browser, reverse("plans:hole-explain", args=[gap.pk])).status_code == 404


def test_a_leader_sees_how_many_each_unit_below_has(
    sign_in: Browse,
    give: Give,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    group_chair: Actor,
    today: date,
) -> None:
    give(task, hospital)
    actions.look_for_holes(actor=Actor(), today=today)
    page = sign_in(group_chair).get(HOLES)

    assert [(share.unit, share.number) for share in page.context["shares"]] == [(school, 1)]
    below = sign_in(group_chair).get(HOLES, {"unit": school.code})
    assert "近一年没有承办过任务" in below.text
    assert below.context["place_"].name == school.name


def test_a_unit_out_of_reach_is_no_page(
    sign_in: Browse, hospital_desk: Actor, school: Unit
) -> None:
    assert sign_in(hospital_desk).get(HOLES, {"unit": school.code}).status_code == 404


def test_the_page_of_a_hole_takes_a_reason(desk: Client, gap: Hole) -> None:
    url = reverse("plans:hole-explain", args=[gap.pk])
    refused = post(desk, url, reason="无")
    assert refused.status_code == 422
    assert "请写明理由" in refused.text
    assert Hole.objects.open().filter(pk=gap.pk).exists()

    assert post(desk, url, reason="由集团工会本级<i>办理</i>").status_code == 302
    page = desk.get(reverse("plans:hole", args=[gap.pk])).text
    assert "由集团工会本级&lt;i&gt;办理&lt;/i&gt;" in page
    assert "写明理由，不再列出" not in page
    again = post(desk, url, reason="由集团工会本级办理")
    assert again.status_code == 422
    assert "已经补上或者已经说明" in again.text


def test_one_of_two_like_tasks_is_folded_from_the_page(
    desk: Client, file_tasks: File, today: date
) -> None:
    one, other = file_tasks(
        "要对检修现场、配电室、危化品库房开展一次隐患排查",
        "各单位要组织开展危化品库房、配电室隐患排查",
    )
    actions.look_for_holes(actor=Actor(), today=today)
    twin = Hole.objects.get(kind="alike")
    url = reverse("plans:hole-fold", args=[twin.pk])

    assert post(desk, url, keep="999").status_code == 422
    assert post(desk, url, keep=str(one.pk)).status_code == 302
    other.refresh_from_db()
    assert other.dropped_for == f"并入 {one.number}"
    assert desk.get(reverse("plans:hole", args=[twin.pk])).status_code == 200


def test_the_excel_has_a_line_for_each(desk: Client, gap: Hole) -> None:
    answer = desk.get(reverse("plans:holes-excel"))
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()

    assert rows[2][:4] == ["序号", "情形", "单位", "说明"]
    assert rows[3][1:4] == ["任务无人承办", "化工集团工会", gap.words]


def test_the_list_asks_no_more_the_longer_it_is(
    desk: Client, file_tasks: File, today: date, django_assert_max_num_queries: Most
) -> None:
    file_tasks(*(f"要组织第{n}班组开展技能比武" for n in range(12)), on=today - WEEKS)
    actions.look_for_holes(actor=Actor(), today=today)
    desk.get(HOLES)
    with django_assert_max_num_queries(18):  # each kind on the page is looked at again
        assert len(desk.get(HOLES).context["rows"]) >= 12

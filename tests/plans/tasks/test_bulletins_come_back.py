"""A bulletin that was not issued comes back to the desk, and none waits for nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Post, Unit
from zhijia.org.rules import Ending
from zhijia.plans import actions, rules
from zhijia.plans.models import Bulletin
from zhijia.plans.queries.waits import ISSUE, JUDGE, waits
from zhijia.plans.rules.bulletins import may_submit_bulletin
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

from .conftest import Browse


@pytest.fixture
def draw(group: Unit, group_desk: Actor, today: date) -> Callable[[], Bulletin]:
    """Draw the group's bulletin of this month."""
    first = rules.period_of("month", today)[0]
    told = {"actor": group_desk, "unit": group, "kind": "month", "first": first, "today": today}
    return lambda: actions.draw(**told)


def approved(one: Bulletin, desk: Actor, chair: Actor, today: date) -> Bulletin:
    one = actions.submit_bulletin(actor=desk, bulletin=one, today=today)
    said = {"is_approved": True, "reply": "同意", "today": today}
    return actions.approve_bulletin(actor=chair, bulletin=one, **said)


def test_the_second_of_one_period_is_taken_back_and_thrown_away(
    draw: Callable[[], Bulletin], group_desk: Actor, group_chair: Actor, today: date
) -> None:
    first, second = (approved(draw(), group_desk, group_chair, today) for _ in range(2))
    actions.issue_bulletin(actor=group_desk, bulletin=first, today=today)
    with pytest.raises(Refused, match="这一期的通报已经印发"):
        actions.issue_bulletin(actor=group_desk, bulletin=second, today=today)
    back = actions.recall_bulletin(actor=group_desk, bulletin=second)
    assert (back.state, back.reply, back.judged_on, back.judged_by) == ("drafted", "", None, None)
    actions.drop_bulletin(actor=group_desk, bulletin=back)
    assert ISSUE not in {one.kind for one in waits(group_desk, today, 20)}


def test_what_lies_before_the_leaders_is_taken_back_and_mended(
    draw: Callable[[], Bulletin], group_desk: Actor, group_chair: Actor, today: date
) -> None:
    one = actions.submit_bulletin(actor=group_desk, bulletin=draw(), today=today)
    one = actions.recall_bulletin(actor=group_desk, bulletin=one)
    assert JUDGE not in {wait.kind for wait in waits(group_chair, today, 20)}
    words = {"praise": "", "criticism": "", "demands": "月底前补齐"}
    actions.word_bulletin(actor=group_desk, bulletin=one, **words)
    assert Bulletin.objects.get().demands == "月底前补齐"


def test_what_was_issued_or_is_a_draft_is_not_taken_back_nor_by_others(
    draw: Callable[[], Bulletin],
    group_desk: Actor,
    group_chair: Actor,
    hospital_desk: Actor,
    today: date,
) -> None:
    one = draw()
    with pytest.raises(Refused, match="草稿"):
        actions.recall_bulletin(actor=group_desk, bulletin=one)
    one = approved(one, group_desk, group_chair, today)
    before: Any = (list(Bulletin.objects.values()), AuditEntry.objects.count())
    with pytest.raises(Refused, match="由本单位的"):
        actions.recall_bulletin(actor=hospital_desk, bulletin=one)
    assert (list(Bulletin.objects.values()), AuditEntry.objects.count()) == before
    actions.issue_bulletin(actor=group_desk, bulletin=one, today=today)
    with pytest.raises(Refused, match="已印发"):
        actions.recall_bulletin(actor=group_desk, bulletin=one)
    assert Bulletin.objects.get().state == "issued"


def test_where_nobody_leads_nothing_is_submitted(
    draw: Callable[[], Bulletin], group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    one = draw()
    chair = Post.objects.get(unit=group, kind="chair")
    org.relieve(actor=group_desk, post=chair, until_on=today, ending=Ending("resigned"))
    with pytest.raises(Refused, match="无人审定，请先任职"):
        actions.submit_bulletin(actor=group_desk, bulletin=one, today=today)
    assert Bulletin.objects.get().state == "drafted"
    assert not may_submit_bulletin(state="drafted", has_leader=False)
    assert may_submit_bulletin(state="drafted", has_leader=True)
    assert not may_submit_bulletin(state="issued", has_leader=True)


def test_the_page_offers_it_to_the_desk_alone(
    draw: Callable[[], Bulletin],
    group_desk: Actor,
    group_chair: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    one = approved(draw(), group_desk, group_chair, today)
    url = reverse("plans:bulletin-recall", args=[one.pk])
    desk = sign_in(group_desk)
    assert url in desk.get(one.get_absolute_url()).text
    page = desk.post(url, follow=True).text
    assert "通报已撤回" in page
    assert url not in page
    assert Bulletin.objects.get().state == "drafted"
    again = desk.post(url)
    assert again.status_code == 422
    assert "不能办理这一步" in again.text

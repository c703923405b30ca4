"""What a draft says, and what was said of it, is for the offices of the two units."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions, rules
from zhijia.plans.models import Instruction, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import FIGURES

from .conftest import Browse

SECRET = "撤并三个车间的分工会"
OPINION = "职工还不知道，请暂缓"


@pytest.fixture
def draft(group: Unit, group_desk: Actor, today: date) -> Task:
    """A draft of the group that nobody outside its offices may read."""
    return actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=actions.Basis("document", "关于机构调整的通知", on=today),
        original=SECRET,
        wording=SECRET,
        area="home",
        due_on=today + timedelta(days=60),
        today=today,
    )


def test_a_member_of_an_asked_unit_reads_neither_the_draft_nor_the_opinion(
    draft: Task,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    seat: Callable[..., Actor],
    sign_in: Browse,
    today: date,
) -> None:
    until_on = today + timedelta(days=5)
    asked = actions.ask_opinions(
        actor=group_desk, task=draft, units=[hospital], until_on=until_on, today=today
    )
    actions.answer_opinion(
        actor=hospital_desk,
        opinion=asked.opinions.get(),
        answer="suggest",
        words=OPINION,
        today=today,
    )
    member = sign_in(seat("2006", hospital))
    figure = reverse("figure", args=["plans.opinions"])
    page = member.get(figure).text
    assert "职工医院工会" in page
    assert SECRET not in page
    assert OPINION not in page
    assert not {"words", "wording"} & {
        c.split("__")[-1] for c in FIGURES["plans.opinions"].show.values()
    }


def test_no_leader_writes_on_a_draft(
    draft: Task, group_chair: Actor, group_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="还没有立项，立项以后才能批示"):
        actions.instruct_task(actor=group_chair, task=draft, words="抓紧", today=today)
    assert not Instruction.objects.exists()
    actions.submit(actor=group_desk, task=draft, words="请审定", today=today)
    actions.approve(actor=group_chair, task=draft, today=today)
    actions.instruct_task(actor=group_chair, task=draft, words="抓紧", today=today)
    assert FIGURES["plans.instructed"].rows().count() == 1


def test_what_was_written_on_a_draft_before_is_behind_no_number(
    draft: Task, group_chair: Actor, today: date
) -> None:
    Instruction.objects.create(
        task=draft,
        unit_path=draft.unit_path,
        by_id=group_chair.member_id,
        office="工会主席",
        written_on=today,
        words="抓紧",
    )
    assert not FIGURES["plans.instructed"].rows().exists()


def test_what_was_dropped_is_said_to_be_dropped_first() -> None:
    assert "已撤销" in str(rules.may_instruct(is_gone=True, is_filed=False))
    assert rules.may_instruct(is_gone=False, is_filed=True)

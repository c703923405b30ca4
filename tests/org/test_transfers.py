"""Transfers: both sides say yes, and the membership goes on without a gap."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from zhijia.org import actions, queries
from zhijia.org.models import Member, Membership, Post, StateChange, Transfer, Unit
from zhijia.platform.accounts.queries import by_name
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES

Browse = Callable[..., Client]
Trail = Callable[[], list[str]]
DAY = timedelta(days=1)


@pytest.fixture
def her(workshop_officer: Actor) -> Member:
    """金磊, 安全员 of the workshop."""
    return Member.objects.get(pk=workshop_officer.member_id)


@pytest.fixture
def asked(power_desk: Actor, her: Member, hospital: Unit, today: date) -> Transfer:
    """The power company's desk wants the hospital to take her over."""
    return actions.propose_transfer(
        actor=power_desk, member=her, to_unit=hospital, reason="工作调动", today=today
    )


def accept(actor: Actor, asked: Transfer, today: date, staff_no: str = "5002") -> Transfer:
    return actions.accept_transfer(actor=actor, transfer=asked, staff_no=staff_no, today=today)


def test_a_member_goes_over_without_a_gap(
    hospital_desk: Actor, asked: Transfer, her: Member, hospital: Unit, today: date
) -> None:
    assert accept(hospital_desk, asked, today).state == "accepted"
    her = Member.objects.get(pk=her.pk)
    assert (her.unit, her.unit_path, her.left_on) == (hospital, hospital.path, None)
    old, new = Membership.objects.filter(member=her).order_by("pk")
    assert (old.until_on, old.reason) == (today, "转会至职工医院工会")
    assert (new.from_on, new.until_on, new.is_carried) == (today, None, True)
    assert Post.objects.get(member=her).until_on == today
    assert queries.actor_for(her).reaches(hospital.path)
    assert not queries.actor_for(her).reaches(old.unit_path)


def test_figures_count_the_member_once_and_not_as_new(
    hospital_desk: Actor, asked: Transfer, her: Member, group: Unit, hospital: Unit, today: date
) -> None:
    count = FIGURES["org.members"].total
    before = count([group.path], today, today)
    here = count([hospital.path], today, today)
    new = FIGURES["org.joined"].total([hospital.path], today, today)
    accept(hospital_desk, asked, today)
    assert count([group.path], today, today) == before
    assert count([hospital.path], today, today) == here + 1
    assert FIGURES["org.joined"].total([hospital.path], today, today) == new


def test_the_account_goes_along(
    sign_in: Browse,
    workshop_officer: Actor,
    hospital_desk: Actor,
    asked: Transfer,
    her: Member,
    today: date,
) -> None:
    sign_in(workshop_officer)
    accept(hospital_desk, asked, today, "2077")
    user = Member.objects.get(pk=her.pk).user
    assert user is not None
    assert (user.username, user.is_active) == ("JX-5002", True)
    assert by_name("2077") == user
    assert by_name("JX-5002") == user
    told = Notice.objects.get(kind="org.transfer_answered", user_id=user.pk)
    assert told.url == "/org/me/"


def test_posts_of_the_units_above_remain(
    group_desk: Actor, hospital_desk: Actor, asked: Transfer, her: Member, group: Unit, today: date
) -> None:
    actions.appoint(actor=group_desk, unit=group, member=her, kind="leader", from_on=today - DAY)
    accept(hospital_desk, asked, today)
    assert [post.kind for post in her.posts.open()] == ["leader"]


def test_a_kept_membership_is_kept_on(
    group_desk: Actor, hospital_desk: Actor, her: Member, hospital: Unit, today: date
) -> None:
    actions.keep_membership(actor=group_desk, member=her, from_on=today - 9 * DAY, reason="失业")
    asked = actions.propose_transfer(
        actor=group_desk, member=her, to_unit=hospital, reason="x", today=today
    )
    accept(hospital_desk, asked, today)
    old, new = StateChange.objects.order_by("pk")
    assert (old.until_on, old.ended_why) == (today, "转会")
    assert (new.state, new.unit, new.until_on, new.is_carried) == ("kept", hospital, None, True)


def test_only_the_other_side_answers(
    power_desk: Actor,
    school_desk: Actor,
    asked: Transfer,
    her: Member,
    today: date,
    audit_trail: Trail,
) -> None:
    before = audit_trail()
    for stranger in (power_desk, school_desk):
        with pytest.raises(Refused, match="由对方单位"):
            accept(stranger, asked, today)
        with pytest.raises(Refused, match="由对方单位"):
            actions.decline_transfer(actor=stranger, transfer=asked, words="不", today=today)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert Member.objects.get(pk=her.pk).unit_id == her.unit_id
    assert audit_trail() == before


def test_the_receiving_side_may_ask_and_the_sending_side_answers(
    hospital_desk: Actor, workshop_chair: Actor, her: Member, hospital: Unit, today: date
) -> None:
    asked = actions.request_transfer(
        actor=hospital_desk,
        unit=hospital,
        code="jx",
        staff_no="5002",
        name="金磊",
        reason="调入",
        today=today,
    )
    assert (asked.side, asked.unit, asked.to_unit) == ("receiving", her.unit, hospital)
    with pytest.raises(Refused, match="由对方单位"):
        accept(hospital_desk, asked, today)
    accept(workshop_chair, asked, today)
    assert Member.objects.get(pk=her.pk).unit == hospital


@pytest.mark.parametrize(
    "wrong", [{"code": "GD"}, {"staff_no": "5003"}, {"name": "金鑫"}, {"name": ""}]
)
def test_who_asks_must_know_whom(
    hospital_desk: Actor, her: Member, hospital: Unit, today: date, wrong: dict[str, str]
) -> None:
    whom = {"code": "JX", "staff_no": "5002", "name": "金磊", **wrong}
    with pytest.raises(Refused, match="没有找到这名会员"):
        actions.request_transfer(
            actor=hospital_desk, unit=hospital, reason="调入", today=today, **whom
        )
    assert not Transfer.objects.exists()


def test_one_transfer_at_a_time_and_to_another_unit_that_stands(
    power_desk: Actor,
    her: Member,
    workshop: Unit,
    hospital: Unit,
    school: Unit,
    today: date,
) -> None:
    def propose(to_unit: Unit) -> Transfer:
        return actions.propose_transfer(
            actor=power_desk, member=her, to_unit=to_unit, reason="x", today=today
        )

    with pytest.raises(Refused, match="同一个单位"):
        propose(workshop)
    Unit.objects.filter(pk=school.pk).update(dissolved_on=today)
    with pytest.raises(Refused, match="已撤销"):
        propose(school)
    propose(hospital)
    with pytest.raises(Refused, match="已有一份转会"):
        propose(hospital)
    assert Transfer.objects.count() == 1


def test_a_number_that_is_taken_is_asked_for_anew(
    hospital_desk: Actor, asked: Transfer, her: Member, today: date
) -> None:
    with pytest.raises(Refused, match="已有工号“2001”"):
        accept(hospital_desk, asked, today, "2001")
    assert Member.objects.get(pk=her.pk).unit_id == her.unit_id
    assert Transfer.objects.get().state == "waiting"


def test_who_left_meanwhile_does_not_go_over(
    hospital_desk: Actor, power_desk: Actor, asked: Transfer, her: Member, today: date
) -> None:
    actions.leave(actor=power_desk, member=her, left_on=today, reason="离职", kind="quit")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with pytest.raises(Refused, match="已经办理"):
        accept(hospital_desk, asked, today)
    assert Membership.objects.filter(member=her, until_on=None).count() == 0


def test_who_declines_says_why_and_who_asked_is_told(
    sign_in: Browse, power_desk: Actor, hospital_desk: Actor, asked: Transfer, today: date
) -> None:
    sign_in(power_desk)
    url = reverse("org:transfer-decline", args=[asked.pk])
    browser = sign_in(hospital_desk)
    assert browser.post(url, {"words": ""}).status_code == 422
    page = browser.post(url, {"words": "编制已满"}, follow=True)
    assert "编制已满" in page.text
    asked.refresh_from_db()
    assert asked.state == "declined"
    with pytest.raises(Refused):
        accept(hospital_desk, asked, today)


def test_who_asked_takes_it_back(
    sign_in: Browse, power_desk: Actor, hospital_desk: Actor, asked: Transfer
) -> None:
    url = reverse("org:transfer-withdraw", args=[asked.pk])
    assert "由提出的单位撤回" in sign_in(hospital_desk).get(url).text
    sign_in(power_desk).post(url)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_it_is_done_on_pages_from_one_desk_to_the_other(
    sign_in: Browse, power_desk: Actor, hospital_desk: Actor, her: Member, hospital: Unit
) -> None:
    sender, receiver = sign_in(power_desk), sign_in(hospital_desk)
    url = reverse("org:member-transfer", args=[her.pk])
    page = sender.post(url, {"to_unit": "没有", "reason": "调动"})
    assert "没有这个单位" in page.text
    page = sender.post(url, {"to_unit": "YY", "reason": "调动"}, follow=True)
    assert "已请对方单位答复" in page.text
    asked = Transfer.objects.get()
    assert Notice.objects.filter(kind="org.transfer_asked").exists()
    page = receiver.get(asked.get_absolute_url())
    assert "检修车间分工会安全员" in page.text
    assert "续接" in page.text
    page = receiver.post(asked.get_absolute_url(), {"staff_no": "2077"}, follow=True)
    assert "转会已办理" in page.text
    her = Member.objects.get(pk=her.pk)
    assert (her.unit, her.staff_no) == (hospital, "2077")
    assert "金磊" in sender.get(reverse("org:transfers")).text


def test_a_third_desk_finds_no_transfer(
    sign_in: Browse, school_desk: Actor, asked: Transfer
) -> None:
    browser = sign_in(school_desk)
    assert browser.get(asked.get_absolute_url()).status_code == 404
    assert "金磊" not in browser.get(reverse("org:transfers")).text


def test_who_goes_outside_gets_a_letter(
    sign_in: Browse, workshop_chair: Actor, her: Member, today: date
) -> None:
    browser = sign_in(workshop_chair)
    url = reverse("org:member-letter", args=[her.pk])
    assert browser.get(url).status_code == 404
    actions.leave(actor=workshop_chair, member=her, left_on=today, reason="调往外地", kind="moved")
    assert url in browser.get(her.get_absolute_url()).text
    page: Any = browser.get(url)
    assert page["Content-Type"].endswith("wordprocessingml.document")
    words = "\n".join(one.text for one in Document(BytesIO(page.getvalue())).paragraphs)
    for part in ("工会会员关系介绍信", "检修车间分工会", "金磊", "调往外地"):
        assert part in words

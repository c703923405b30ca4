"""What becomes of a membership, what it means for votes and dues, and on what it rests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zhijia.org import actions, queries, rules
from zhijia.org.models import Member, Membership, Post, StateChange, Unit
from zhijia.org.rules import Expulsion, Lapse
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import FIGURES

Browse = Callable[..., Client]
Trail = Callable[[], list[str]]
DAY = timedelta(days=1)
FOUND = Lapse(
    unpaid_since=date(2026, 1, 10),
    absent_since=date(2026, 2, 1),
    taught_on=date(2026, 6, 20),
    taught_how="小组长上门谈话",
    decided_on=date(2026, 8, 1),
    has_no_reason=True,
    still_refuses=True,
)
STEPS = Expulsion(
    sentenced_on=date(2026, 3, 1),
    judgment="（2026）某刑初 1 号",
    heard_on=date(2026, 4, 1),
    decided_on=date(2026, 5, 1),
    filed_as="某工发〔2026〕3 号",
)


# Rules


@pytest.mark.parametrize("state", rules.STATES)
def test_only_regular_members_vote_and_pay(state: str) -> None:
    assert bool(rules.may_vote(state)) is (state == "regular")
    assert bool(rules.pays_dues(state)) is (state == "regular")


def test_who_keeps_a_membership_is_told_by_which_article() -> None:
    verdict = rules.may_vote("kept")
    assert verdict.clause is not None
    assert verdict.clause.id == "XJ-02"
    assert "保留会籍" in verdict.reason


def test_all_conditions_and_the_education_make_a_lapse() -> None:
    assert rules.may_lapse(FOUND)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"unpaid_since": date(2026, 2, 2)}, "不交会费不满连续 6 个月"),
        ({"absent_since": date(2026, 2, 2)}, "不参加组织生活不满连续 6 个月"),
        ({"has_no_reason": False}, "没有正当理由"),
        ({"still_refuses": False}, "拒不改正"),
        ({"taught_how": " "}, "教育的经过"),
        ({"taught_on": date(2026, 1, 31)}, "教育应在"),
        ({"taught_on": date(2026, 8, 2)}, "教育应在"),
    ],
)
def test_one_thing_missing_makes_no_lapse(wrong: dict[str, Any], why: str) -> None:
    verdict = rules.may_lapse(replace(FOUND, **wrong))
    assert not verdict
    assert why in verdict.reason
    assert verdict.clause is not None
    assert verdict.clause.id == "ZC-02"


def test_six_months_are_counted_to_the_day() -> None:
    assert rules.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert rules.months_later(date(2026, 6, 30), 6) == date(2026, 12, 30)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_months_later_is_the_same_day_or_the_last(day: date, months: int) -> None:
    later = rules.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + DAY).day == 1


def test_an_expulsion_goes_its_way_step_by_step() -> None:
    assert rules.may_expel(STEPS)
    assert "待备案" in replace(STEPS, filed_as="").told().values()
    assert rules.may_expel(replace(STEPS, filed_as="")), "filing comes after the decision"
    assert not rules.may_expel(replace(STEPS, judgment=""))
    assert not rules.may_expel(replace(STEPS, heard_on=date(2026, 2, 1)))
    assert not rules.may_expel(replace(STEPS, decided_on=date(2026, 3, 2)))


# Actions


@pytest.fixture
def her(member: Actor) -> Member:
    """陶然, 1,600 days a member of the workshop."""
    return Member.objects.get(pk=member.member_id)


def test_a_kept_membership_has_no_posts_and_is_counted(
    group_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    who = Member.objects.get(pk=workshop_officer.member_id)
    day = today - 9 * DAY
    kept = actions.keep_membership(
        actor=group_desk, member=who, from_on=day, reason="离休退休", document="退字 1"
    )
    assert (kept.state, kept.left_on) == ("kept", None)
    assert Post.objects.get(member=who).until_on == day
    change = StateChange.objects.get()
    assert (change.state, change.from_on, change.until_on) == ("kept", day, None)
    assert not Member.objects.voting().filter(pk=who.pk).exists()
    assert Member.objects.present().filter(pk=who.pk).exists()
    assert FIGURES["org.kept"].total([who.unit_path], today, today) == 1
    assert FIGURES["org.kept"].total([who.unit_path], day - DAY, day - DAY) == 0


def test_who_comes_back_to_the_duties_votes_again(
    group_desk: Actor, her: Member, today: date
) -> None:
    day = today - 9 * DAY
    actions.keep_membership(actor=group_desk, member=her, from_on=day, reason="失业")
    with pytest.raises(Refused, match="不能早于保留会籍的日期"):
        actions.resume_membership(actor=group_desk, member=her, on=day - DAY)
    back = actions.resume_membership(actor=group_desk, member=her, on=today)
    assert back.state == "regular"
    change = StateChange.objects.get()
    assert (change.until_on, change.ended_why) == (today, "恢复会籍")
    with pytest.raises(Refused, match="不是保留状态"):
        actions.resume_membership(actor=group_desk, member=her, on=today)


@pytest.mark.parametrize(
    ("reason", "days", "why"), [("想休息", 0, "原因应是"), ("失业", 9999, "不能早于入会日期")]
)
def test_nothing_is_kept_without_reason_or_before_joining(
    group_desk: Actor,
    her: Member,
    today: date,
    audit_trail: Trail,
    reason: str,
    days: int,
    why: str,
) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match=why):
        actions.keep_membership(
            actor=group_desk, member=her, from_on=today - days * DAY, reason=reason
        )
    her.refresh_from_db()
    assert her.state == "regular"
    assert not StateChange.objects.exists()
    assert audit_trail() == before


def test_a_lapse_is_decided_by_people_and_kept_with_its_grounds(
    group_desk: Actor, her: Member, audit_trail: Trail
) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match="拒不改正"):
        actions.lapse(actor=group_desk, member=her, found=replace(FOUND, still_refuses=False))
    assert audit_trail() == before
    left = actions.lapse(actor=group_desk, member=her, found=FOUND)
    assert (left.state, left.left_on) == ("lapsed", FOUND.decided_on)
    stay = her.memberships.get()
    assert (stay.ended_as, stay.until_on) == ("lapsed", FOUND.decided_on)
    assert StateChange.objects.get().grounds == FOUND.told()


def test_an_expulsion_ends_everything(group_desk: Actor, workshop_officer: Actor) -> None:
    who = Member.objects.get(pk=workshop_officer.member_id)
    Post.objects.filter(member=who).update(from_on=date(2020, 1, 1))
    left = actions.expel(actor=group_desk, member=who, steps=STEPS)
    assert left.state == "expelled"
    assert Post.objects.get(member=who).until_on == STEPS.decided_on
    assert StateChange.objects.get().grounds["上一级工会备案"] == STEPS.filed_as


@pytest.mark.parametrize("kind", ["lapsed", "expelled"])
def test_what_has_steps_of_its_own_is_no_plain_leaving(
    group_desk: Actor, her: Member, today: date, kind: str
) -> None:
    with pytest.raises(Refused, match="按步骤办理"):
        actions.leave(actor=group_desk, member=her, left_on=today, reason="x", kind=kind)
    her.refresh_from_db()
    assert her.left_on is None


def test_leaving_ends_the_time_a_membership_was_kept(
    group_desk: Actor, her: Member, today: date
) -> None:
    actions.keep_membership(actor=group_desk, member=her, from_on=today - 9 * DAY, reason="失业")
    actions.leave(actor=group_desk, member=her, left_on=today, reason="病故", kind="dead")
    kept, dead = StateChange.objects.order_by("pk")
    assert (kept.until_on, kept.ended_why) == (today, "离世")
    assert (dead.state, dead.until_on) == ("dead", today)


def test_who_left_comes_back_as_the_same_person(
    group_desk: Actor, her: Member, today: date
) -> None:
    actions.give_account(actor=group_desk, member=her, password="shan-shui-2026")
    left_on = today - 30 * DAY
    actions.leave(actor=group_desk, member=her, left_on=left_on, reason="调出", kind="moved")
    with pytest.raises(Refused, match="不能早于离会日期"):
        actions.rejoin(actor=group_desk, member=her, joined_on=left_on - DAY)
    back = actions.rejoin(actor=group_desk, member=her, joined_on=today)
    assert (back.pk, back.staff_no, back.state, back.left_on) == (her.pk, "5004", "regular", None)
    stays = Membership.objects.filter(member=her).order_by("from_on")
    assert [stay.until_on for stay in stays] == [left_on, None]
    back = actions.give_account(actor=group_desk, member=back, password="yan-hai-2026")
    assert back.user is not None
    back.user.refresh_from_db()
    assert back.user.is_active
    assert back.user.check_password("yan-hai-2026")
    assert queries.actor_of(back.user).member_id == her.pk


def test_the_dead_do_not_come_back(group_desk: Actor, her: Member, today: date) -> None:
    actions.leave(actor=group_desk, member=her, left_on=today, reason="病故", kind="dead")
    with pytest.raises(Refused, match="已离世"):
        actions.rejoin(actor=group_desk, member=her, joined_on=today)
    assert Membership.objects.filter(member=her, until_on=None).count() == 0


@pytest.mark.parametrize("step", ["keep", "lapse", "expel", "leave"])
def test_a_stranger_changes_no_membership(
    hospital_desk: Actor, her: Member, today: date, audit_trail: Trail, step: str
) -> None:
    before = audit_trail()
    who: dict[str, Any] = {"actor": hospital_desk, "member": her}
    do: dict[str, Callable[[], object]] = {
        "keep": lambda: actions.keep_membership(**who, from_on=today, reason="失业"),
        "lapse": lambda: actions.lapse(**who, found=FOUND),
        "expel": lambda: actions.expel(**who, steps=STEPS),
        "leave": lambda: actions.leave(**who, left_on=today, reason="x"),
    }
    with pytest.raises(Refused):
        do[step]()
    her.refresh_from_db()
    assert (her.state, her.left_on) == ("regular", None)
    assert audit_trail() == before


def test_a_kept_membership_moves_with_its_unit(
    group_desk: Actor, her: Member, workshop: Unit, group: Unit, today: date
) -> None:
    actions.keep_membership(actor=group_desk, member=her, from_on=today - 9 * DAY, reason="失业")
    moved = actions.move_unit(
        actor=group_desk, unit=workshop, parent=group, document="某工发 1", today=today
    )
    past, now = StateChange.objects.order_by("until_on", "pk").filter(member=her)
    past, now = sorted((past, now), key=lambda one: one.until_on is None)
    assert (past.until_on, now.until_on, now.unit_path) == (today, None, moved.path)


# Pages


def at(step: str, her: Member) -> str:
    return reverse(f"org:member-{step}", args=[her.pk])


def test_the_page_tells_what_a_membership_means_and_leads_to_each_step(
    sign_in: Browse, workshop_chair: Actor, her: Member
) -> None:
    page = sign_in(workshop_chair).get(at("state", her))
    for words in ("有选举权、被选举权和表决权", "按规定交纳会费", "认定自动退会", at("keep", her)):
        assert words in page.text
    assert at("rejoin", her) not in page.text


def test_others_see_the_steps_greyed(sign_in: Browse, workshop_officer: Actor, her: Member) -> None:
    page = sign_in(workshop_officer).get(at("state", her))
    assert f'href="{at("keep", her)}"' not in page.text
    assert "由会员所在单位或上级单位的工会主席、干事办理" in page.text


def test_every_step_is_done_on_its_page(
    sign_in: Browse, workshop_chair: Actor, her: Member, today: date
) -> None:
    browser = sign_in(workshop_chair)
    page = browser.post(at("keep", her), {"from_on": today, "reason": "失业"}, follow=True)
    assert "保留会籍" in page.text
    assert "免交会费" in browser.get(at("state", her)).text
    browser.post(at("resume", her), {"on": today})
    said = {"kind": "quit", "left_on": today, "reason": "本人申请"}
    page = browser.post(at("leave", her), said, follow=True)
    assert "陶然已办理离会。" in page.text
    page = browser.post(at("rejoin", her), {"joined_on": today}, follow=True)
    assert "陶然的会籍已办理。" in page.text
    her.refresh_from_db()
    assert (her.state, her.left_on) == ("regular", None)


def test_a_lapse_with_a_condition_missing_comes_back_with_the_reason(
    sign_in: Browse, workshop_chair: Actor, her: Member
) -> None:
    said = {
        "unpaid_since": "2026-01-10",
        "absent_since": "2026-02-01",
        "taught_on": "2026-06-20",
        "taught_how": "小组长谈话",
        "decided_on": "2026-08-01",
        "has_no_reason": "on",
    }
    browser = sign_in(workshop_chair)
    page = browser.post(at("lapse", her), said)
    assert page.status_code == 422
    assert "没有确认“经教育拒不改正”" in page.text
    her.refresh_from_db()
    assert her.state == "regular"
    browser.post(at("lapse", her), {**said, "still_refuses": "on"})
    her.refresh_from_db()
    assert her.state == "lapsed"
    text = browser.get(at("state", her)).text
    assert "小组长谈话" in text
    assert at("rejoin", her) in text


def test_colleagues_do_not_read_on_what_an_expulsion_rests(
    sign_in: Browse, workshop_organiser: Actor, group_desk: Actor, her: Member
) -> None:
    actions.expel(actor=group_desk, member=her, steps=STEPS)
    page = sign_in(workshop_organiser).get(at("state", her))
    assert STEPS.judgment not in page.text

"""Taking and ending posts, renewing a committee, and what a union lacks in between."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import PASSWORD
from zhijia.law import HOUSE
from zhijia.org import actions, demo, queries, rules
from zhijia.org.models import Bar, Member, Post, Shortfall, Term, Unit
from zhijia.org.rules import Basis, Ending, Handled
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

Trail = Callable[[], list[str]]
Seat = Callable[..., Actor]
DAY = timedelta(days=1)
CONGRESS = "会员代表大会"


def person(actor: Actor) -> Member:
    return Member.objects.get(pk=actor.member_id)


def lacking(unit: Unit, on: date) -> set[str]:
    rows = unit.shortfalls.open().filter(since_on__lte=on)
    return set(rows.values_list("kind", flat=True))


@pytest.fixture
def chair(seat: Seat, power: Unit) -> Member:
    """施永红, chair of the power company's union."""
    return person(seat("4002", power))


@pytest.fixture
def elect(group_desk: Actor, today: date) -> Callable[..., Term]:
    def elect_one(unit: Unit, ago: int = 0, **facts: Any) -> Term:
        number = facts.pop("number", 1)
        said = {"years": 3, "seats": 3, "meeting": CONGRESS, **facts}
        day = today - timedelta(days=ago)
        return actions.open_term(
            actor=group_desk, unit=unit, number=number, elected_on=day, today=today, **said
        )

    return elect_one


@pytest.mark.parametrize(
    ("kind", "basis", "why"),
    [
        ("chair", Basis(), "产生方式"),
        ("chair", Basis("appointed", CONGRESS, date(2026, 1, 1)), "产生方式"),
        ("committee", Basis("elected"), "哪次会议"),
        ("member_rep", Basis("appointed"), "产生方式"),
        ("staff_rep", Basis("nominated"), "产生方式"),
        ("inspector", Basis(), "任命文号"),
    ],
)
def test_a_post_that_was_not_obtained_as_it_must_be_is_refused(
    group_desk: Actor,
    power: Unit,
    power_desk: Actor,
    today: date,
    audit_trail: Trail,
    kind: str,
    basis: Basis,
    why: str,
) -> None:
    who, before, posts = person(power_desk), audit_trail(), Post.objects.count()
    with pytest.raises(Refused, match=why):
        actions.appoint(
            actor=group_desk, unit=power, member=who, kind=kind, from_on=today, basis=basis
        )
    assert Post.objects.count() == posts
    assert audit_trail() == before


def test_a_post_remembers_how_it_was_obtained_and_in_which_term(
    group_desk: Actor, power: Unit, power_desk: Actor, elect: Any, today: date
) -> None:
    term = elect(power)
    post = actions.appoint(
        actor=group_desk,
        unit=power,
        member=person(power_desk),
        kind="committee",
        from_on=today,
        basis=Basis("by_elected", CONGRESS, today),
        is_full_time=True,
    )
    assert (post.way, post.meeting, post.met_on) == ("by_elected", CONGRESS, today)
    assert post.term == term
    assert post.is_full_time


def test_a_fact_on_record_keeps_its_member_off_the_committee(
    group_desk: Actor, power: Unit, power_desk: Actor, today: date
) -> None:
    who = person(power_desk)
    bar = actions.note_bar(
        actor=group_desk, member=who, kind="legal", source="营业执照", from_on=today
    )
    said = {"unit": power, "member": who, "kind": "committee", "from_on": today}
    said["basis"] = demo.basis("committee", today)
    with pytest.raises(Refused, match="法定代表人不得担任"):
        actions.appoint(actor=group_desk, **said)
    assert not power.posts.filter(kind="committee").exists()
    actions.lift_bar(actor=group_desk, bar=bar, until_on=today)
    assert actions.appoint(actor=group_desk, **said)


def test_a_fact_is_noted_once_by_who_keeps_the_member(
    group_desk: Actor, hospital_desk: Actor, power_desk: Actor, today: date
) -> None:
    said = {"member": person(power_desk), "kind": "hr", "source": "任职文件", "from_on": today}
    with pytest.raises(Refused, match="工会主席、干事办理"):
        actions.note_bar(actor=hospital_desk, **said)
    bar = actions.note_bar(actor=group_desk, **said)
    with pytest.raises(Refused, match="已登记"):
        actions.note_bar(actor=group_desk, **said)
    with pytest.raises(Refused, match="不能早于"):
        actions.lift_bar(actor=group_desk, bar=bar, until_on=today - DAY)
    assert Bar.objects.get().until_on is None


def test_who_only_keeps_their_membership_takes_no_elected_post(
    group_desk: Actor, power: Unit, power_desk: Actor, today: date
) -> None:
    who = person(power_desk)
    who.state = "kept"
    who.save()
    with pytest.raises(Refused, match="保留会籍"):
        actions.appoint(
            actor=group_desk,
            unit=power,
            member=who,
            kind="committee",
            from_on=today,
            basis=demo.basis("committee", today),
        )
    assert not power.posts.filter(kind="committee").exists()


def test_the_chair_does_not_audit(
    group_desk: Actor, power: Unit, chair: Member, today: date
) -> None:
    with pytest.raises(Refused, match="工会主席不得兼任"):
        actions.appoint(
            actor=group_desk,
            unit=power,
            member=chair,
            kind="auditor",
            from_on=today,
            basis=demo.basis("auditor", today),
        )
    assert not power.posts.filter(kind="auditor").exists()


@pytest.mark.parametrize(
    ("ending", "why"),
    [
        (Ending(), "由选举产生，不能直接免去"),
        (Ending("recalled", CONGRESS, 40, 80), "没有过半数"),
        (Ending("transferred", "工会委员会会议"), "上一级工会同意"),
    ],
)
def test_a_chair_is_not_relieved_by_a_clerks_pen(
    power_desk: Actor, power: Unit, chair: Member, today: date, ending: Ending, why: str
) -> None:
    post = chair.posts.get()
    with pytest.raises(Refused, match=why):
        actions.relieve(actor=power_desk, post=post, until_on=today, ending=ending)
    post.refresh_from_db()
    assert post.until_on is None
    assert post.ending == ""


def test_a_recall_by_more_than_half_ends_the_post_and_is_kept_with_its_votes(
    group_desk: Actor, power: Unit, chair: Member, elect: Any, today: date
) -> None:
    elect(power, ago=30)
    post = actions.relieve(
        actor=group_desk,
        post=chair.posts.get(),
        until_on=today,
        ending=Ending("recalled", CONGRESS, 41, 80),
    )
    assert (post.ending, post.end_yes, post.end_of, post.end_meeting) == (
        "recalled",
        41,
        80,
        CONGRESS,
    )
    assert "no_chair" in lacking(power, today)


def test_a_chair_leaves_only_after_the_post_has_ended(
    group_desk: Actor, chair: Member, today: date
) -> None:
    said = {"actor": group_desk, "left_on": today, "reason": "调出"}
    with pytest.raises(Refused, match="请先按辞职、调动、退休"):
        actions.leave(member=chair, **said)
    chair.refresh_from_db()
    assert chair.left_on is None
    post = chair.posts.get()
    actions.relieve(actor=group_desk, post=post, until_on=today, ending=Ending("retired"))
    assert actions.leave(member=chair, **said).left_on == today


def test_a_clerk_opens_the_chairs_account_and_never_resets_it(
    group_desk: Actor, power_desk: Actor, chair: Member
) -> None:
    who = actions.give_account(actor=power_desk, member=chair, password=PASSWORD)
    assert who.user
    before = who.user.password
    for act in (
        lambda: actions.give_account(actor=power_desk, member=who, password="another-2026"),
        lambda: actions.lift_second_step(actor=power_desk, member=who),
    ):
        with pytest.raises(Refused, match="由主席、副主席或者上级"):
            act()
    who.user.refresh_from_db()
    assert who.user.password == before
    actions.unlock_account(actor=power_desk, member=who)
    actions.give_account(actor=group_desk, member=who, password="another-2026")
    who.user.refresh_from_db()
    assert who.user.password != before


def test_the_top_units_chair_is_reset_by_their_equal(
    group_desk: Actor, group_chair: Actor, seat: Seat, group: Unit
) -> None:
    who = actions.give_account(actor=group_desk, member=person(group_chair), password=PASSWORD)
    with pytest.raises(Refused, match="由主席、副主席"):
        actions.give_account(actor=group_desk, member=who, password="another-2026")
    vice = seat("1003", group)
    assert actions.give_account(actor=vice, member=who, password="another-2026")


def test_a_new_term_ends_the_posts_of_the_old_one_and_renews_who_was_elected_again(
    group_desk: Actor, power: Unit, seat: Seat, elect: Any, today: date
) -> None:
    for number in ("4002", "4003", "4004"):
        seat(number, power)
    first = elect(power, ago=1000)
    assert {post.term for post in power.posts.open()} == {first}
    again = list(power.posts.open().filter(member__staff_no__in=["4002", "4003"]))
    second = elect(power, number=2, renews=True, reelected=again, meeting="第二届一次大会")

    held = {post.member.name: post for post in power.posts.open()}
    assert set(held) == {"施永红", "张伟"}
    assert all(post.term == second for post in held.values())
    assert all((p.way, p.meeting) == ("elected", "第二届一次大会") for p in held.values())
    ended = power.posts.exclude(until_on=None)
    assert {(post.until_on, post.ending) for post in ended} == {(today, "term_ended")}
    assert held["施永红"].trained_on, "who was trained stays trained"
    assert "seats" in lacking(power, today)
    assert "no_chair" not in lacking(power, today)


def test_who_was_elected_again_was_so_by_a_meeting(
    power: Unit, chair: Member, elect: Any, today: date
) -> None:
    elect(power, ago=1000)
    with pytest.raises(Refused, match="请填写选举会议"):
        elect(power, number=2, renews=True, reelected=[chair.posts.get()], meeting="")
    assert chair.posts.get().until_on is None
    assert power.terms.count() == 1


def test_the_top_unit_is_not_left_without_anybody_who_signs_in(
    group: Unit, group_desk: Actor, group_chair: Actor, elect: Any, today: date
) -> None:
    desk = group.posts.get(kind="desk")
    actions.give_account(actor=group_desk, member=person(group_chair), password=PASSWORD)
    elect(group, ago=1000)
    actions.relieve(actor=group_desk, post=desk, until_on=today)
    chair_actor = queries.actor_for(person(group_chair))
    with pytest.raises(Refused, match="至少要有一名"):
        actions.open_term(
            actor=chair_actor,
            unit=group,
            number=2,
            elected_on=today,
            years=5,
            seats=5,
            today=today,
            renews=True,
        )
    assert group.posts.open().get().kind == "chair"
    assert group.terms.count() == 1


def test_a_later_term_has_a_higher_number(power: Unit, elect: Any) -> None:
    elect(power, ago=1000, number=5)
    with pytest.raises(Refused, match="届次应当更大"):
        elect(power, ago=10, number=4)
    assert power.terms.count() == 1
    assert elect(power, ago=2500, number=4), "an older term is entered later"
    assert Shortfall.objects.get(unit=power, kind="term_over", until_on=None).due_on


def test_the_end_of_a_term_is_told_ahead_counts_after_it_and_clears_by_the_next(
    power: Unit, group_desk: Actor, power_desk: Actor, elect: Any, today: date
) -> None:
    term = elect(power, ago=3 * 365 + 40)
    row = Shortfall.objects.get(unit=power, kind="term_over")
    assert (row.due_on, row.since_on) == (term.until_on, term.until_on + DAY)
    told = queries.lacking(power_desk, today).filter(kind="term_over")
    assert list(told) == [row]
    elect(power, number=2)
    row.refresh_from_db()
    assert row.until_on == today
    assert Shortfall.objects.open().get(unit=power, kind="term_over").since_on > today


def test_a_term_put_off_is_over_when_the_delay_is(
    group_desk: Actor, power: Unit, elect: Any, today: date
) -> None:
    term = elect(power, ago=3 * 365 + 40)
    until = today + timedelta(days=60)
    with pytest.raises(Refused, match="请填写批准文号"):
        actions.handle_term(actor=group_desk, term=term, handled=Handled(delayed_until_on=until))
    assert "term_over" in lacking(power, today)
    handled = Handled(delayed_until_on=until, delay_document="某工复〔2026〕9号")
    actions.handle_term(actor=group_desk, term=term, handled=handled)
    assert "term_over" not in lacking(power, today)
    assert Shortfall.objects.open().get(unit=power, kind="term_over").due_on == until


def test_what_was_reported_is_lacking_no_longer(
    group_desk: Actor, power: Unit, elect: Any, today: date
) -> None:
    term = elect(power, ago=20)
    assert "unreported" in lacking(power, today)
    early = Handled(reported_on=term.elected_on - DAY)
    with pytest.raises(Refused, match="不能早于选举日期"):
        actions.handle_term(actor=group_desk, term=term, handled=early)
    actions.handle_term(actor=group_desk, term=term, handled=Handled(reported_on=today))
    assert "unreported" not in lacking(power, today)


def test_of_two_who_write_about_a_term_at_once_the_second_is_told(
    group_desk: Actor, power: Unit, elect: Any, today: date
) -> None:
    term = elect(power, ago=20)
    seen = term.version
    said = {"actor": group_desk, "term": term}
    actions.handle_term(handled=Handled(approval="甲号"), version=seen, **said)
    with pytest.raises(Refused, match="批复文号现为“甲号”，您填的是“乙号”"):
        actions.handle_term(handled=Handled(approval="乙号"), version=seen, **said)
    assert Term.objects.get(pk=term.pk).approval == "甲号"


def test_a_chair_without_training_is_told_of_in_time_and_cleared_by_it(
    group_desk: Actor, power: Unit, power_desk: Actor, today: date
) -> None:
    who = person(power_desk)
    begun = today - timedelta(days=400)
    post = actions.appoint(
        actor=group_desk,
        unit=power,
        member=who,
        kind="vice_chair",
        from_on=begun,
        basis=demo.basis("vice_chair", begun),
    )
    row = Shortfall.objects.get(kind="untrained")
    assert row.post == post
    assert row.due_on
    assert row.due_on < today
    actions.edit_post(actor=group_desk, post=post, title="", is_full_time=False, trained_on=today)
    row.refresh_from_db()
    assert row.until_on == today


def test_what_the_units_lack_is_shown_to_who_reaches_them_and_asked_of_their_own_desk(
    group_desk: Actor, power_desk: Actor, hospital_desk: Actor, power: Unit, elect: Any, today: date
) -> None:
    elect(power, ago=20)
    assert queries.shortfalls(group_desk, today).filter(unit=power).exists()
    assert not queries.shortfalls(hospital_desk, today).exists()
    assert not queries.lacking(group_desk, today).exists()
    assert queries.lacking(power_desk, today).exists()


def test_a_desk_is_told_once_ahead_and_once_when_the_day_is_past(
    group_desk: Actor, power_desk: Actor, power: Unit, elect: Any, today: date
) -> None:
    actions.give_account(actor=group_desk, member=person(power_desk), password=PASSWORD)
    elect(power, ago=3)
    row = Shortfall.objects.get(unit=power, kind="term_over")
    row.warn_on, row.due_on = today, today + timedelta(days=1)
    row.save()

    def told(on: date) -> list[str]:
        actions.remind_lacking(actor=Actor(), today=on)
        rows = Notice.objects.filter(kind="org.lacking", about=f"org.Shortfall#{row.pk}")
        return list(rows.order_by("pk").values_list("event", flat=True))

    assert told(today) == told(today) == [f"soon:{row.due_on}"]
    assert told(today + timedelta(days=2)) == [f"soon:{row.due_on}", f"late:{row.due_on}"]
    assert len(told(today + timedelta(days=20))) == 2


def test_what_breaks_a_rule_stands_first(power: Unit, power_desk: Actor, elect: Any) -> None:
    elect(power, ago=3 * 365 + 40)
    found = queries.findings(power, 30, power.terms.all(), [], power.founded_on.today())
    weights = [one.weight for one in sorted(found, key=lambda one: one.weight)]
    assert weights[0] == 0
    assert weights[-1] == 3


@pytest.mark.parametrize("kind", ["chair", "auditor", "treasurer"])
def test_nobody_enters_their_own_post_of_weight_and_another_desk_may(
    kind: str, group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    herself = Member.objects.get(pk=group_desk.member_id)
    said = {"unit": group, "member": herself, "kind": kind, "from_on": today}
    said["basis"] = demo.basis(kind, today)
    with pytest.raises(Refused, match="本人担任") as refusal:
        actions.appoint(actor=group_desk, **said)
    assert refusal.value.verdict.clause is HOUSE["HOUSE-49"]
    assert not herself.posts.open().filter(kind=kind).exists()
    assert rules.by_another(kind, is_own=False)


def test_an_early_renewal_is_told_until_its_approval_is_entered(
    power: Unit, group_desk: Actor, elect: Callable[..., Term], today: date
) -> None:
    elect(power, ago=800, number=1)
    term = elect(power, ago=10, number=2)

    def told() -> list[str]:
        found = queries.findings(power, 30, power.terms.all(), [], today)
        return [str(one.verdict) for one in found if one.topic == "提前换届"]

    assert "请补记批准文号" in told()[0]
    handled = Handled(early_document="集工发〔2026〕3号")
    actions.handle_term(actor=group_desk, term=term, handled=handled)
    assert "请补记" not in told()[0]
    assert "集工发〔2026〕3号" in told()[0]

"""One unit becomes part of another, or ends: what goes on, what stops, what must be done first."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ENDED
from tests.org.test_pages import hidden
from zhijia.org import actions, demo, queries
from zhijia.org.models import Member, Membership, Post, Term, Unit, UnitChange, UnitPath
from zhijia.org.rules import may_renumber, renumbered
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.offers import FIGURES, Business
from zhijia.platform.offers.business import UNFINISHED

Browse = Callable[..., Client]
Seat = Callable[..., Actor]


@pytest.fixture
def absorb(group_desk: Actor, today: date) -> Callable[..., Unit]:
    """Let a unit become part of another, by the group's desk."""

    def absorb_it(unit: Unit, into: Unit, **more: Any) -> Unit:
        told = {"actor": group_desk, "numbering": "prefix", "today": today, **ENDED, **more}
        return actions.absorb_unit(unit=unit, into=into, **told)

    return absorb_it


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch, power: Unit) -> None:
    """Something is under way at the power company."""

    def listing(path: str, below: bool) -> list[Business]:
        return [Business("某事", "某单位", 2, "/some/")] if path == power.path else []

    monkeypatch.setitem(UNFINISHED, "some", listing)


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def everything() -> tuple[object, ...]:
    """Return all that a refusal must leave as it was."""
    tables = (Unit, UnitPath, Member, Membership, Post, Term, UnitChange)
    # In words: what is sealed is another object each time it is read.
    rows = [str(list(table._base_manager.order_by("pk").values())) for table in tables]
    return rows, AuditEntry.objects.count()


def test_members_go_on_in_the_other_unit_and_nobody_has_joined_anew(
    absorb: Callable[..., Unit],
    power: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    group: Unit,
    today: date,
) -> None:
    eve = today - timedelta(days=1)
    count = FIGURES["org.members"]
    before = {unit: count.total([unit.path], eve, eve) for unit in (power, hospital, group)}
    absorb(power, hospital)
    who = Member.objects.get(pk=power_desk.member_id)
    assert (who.unit, who.unit_path) == (hospital, hospital.path)
    stays = Membership.objects.filter(member=who).order_by("from_on")
    assert [(s.unit, s.until_on, s.reason, s.is_carried) for s in stays] == [
        (power, today, "单位合并", False),
        (hospital, None, "", True),
    ]
    assert {unit: count.total([unit.path], eve, eve) for unit in before} == before
    assert count.total([hospital.path], today, today) == 2
    assert count.total([power.path], today, today) == 0
    assert FIGURES["org.joined"].total([group.path], today, today) == 0


def test_posts_and_terms_end_and_the_unit_with_them(
    absorb: Callable[..., Unit],
    group_desk: Actor,
    power: Unit,
    hospital: Unit,
    power_desk: Actor,
    today: date,
) -> None:
    demo.elect(
        demo.Mandate("power", 3, 5, 3, 100), actor=group_desk, units={"power": power}, today=today
    )
    gone = absorb(power, hospital)
    assert gone.dissolved_on == today
    post = Post.objects.get(member=power_desk.member_id)
    assert (post.unit, post.until_on) == (power, today)
    term = Term.objects.get()
    assert (term.unit, term.until_on) == (power, today)
    assert not UnitPath.objects.filter(unit=power, until=None).exists()
    assert queries.actor_for(Member.objects.get(pk=power_desk.member_id)).stands({"desk"}) == set()
    assert FIGURES["org.units"].total(["0001"], today, today) == 2


def test_the_units_below_move_along(
    absorb: Callable[..., Unit], power: Unit, workshop: Unit, hospital: Unit, member: Actor
) -> None:
    absorb(power, hospital)
    there = fresh(workshop)
    assert (there.parent, there.path) == (hospital, hospital.path + "0001")
    assert Member.objects.get(pk=member.member_id).unit_path == there.path


def test_a_unit_is_taken_in_by_the_one_above_it(
    absorb: Callable[..., Unit], power: Unit, workshop: Unit, member: Actor, power_desk: Actor
) -> None:
    absorb(workshop, power, actor=power_desk)
    assert Member.objects.get(pk=member.member_id).unit == power
    assert fresh(workshop).dissolved_on


def clash(actor: Actor, power: Unit, hospital: Unit, today: date) -> Member:
    """Let both have a member with number 77; return the power company's."""
    told = {"actor": actor, "staff_no": "77", "joined_on": today}
    actions.enrol(unit=hospital, name="甲", **told)
    return actions.enrol(unit=power, name="乙", **told)


@pytest.mark.parametrize(("numbering", "becomes"), [("prefix", "GD-77"), ("follow", "2002")])
def test_a_number_that_is_taken_is_written_anew_and_the_account_keeps_its_name(
    absorb: Callable[..., Unit],
    group_desk: Actor,
    power: Unit,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    numbering: str,
    becomes: str,
) -> None:
    mine = clash(group_desk, power, hospital, today)
    actions.give_account(actor=group_desk, member=mine, password="shan-shui-2026")
    other = actions.enrol(actor=group_desk, unit=power, name="丙", staff_no="78", joined_on=today)
    absorb(power, hospital, numbering=numbering)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.staff_no, other.staff_no) == (becomes, "78")
    assert mine.user.username == "GD-77"
    assert AuditEntry.objects.latest("pk").after["numbers"] == {"77": becomes}


def test_numbers_go_on_from_the_highest_and_a_made_number_is_nobody_elses() -> None:
    assert renumbered(["1", "2", "A"], {"1", "2", "9"}, way="follow", prefix="X") == {
        "1": "10",
        "2": "11",
    }
    assert renumbered(["1"], {"1", "Z"}, way="prefix", prefix="X") == {"1": "X-1"}
    assert renumbered(["1"], set(), way="prefix", prefix="X") == {}
    assert not may_renumber(["X-1"], {"X-1"})
    assert not may_renumber(["X" * 31], set())
    assert may_renumber(["X-1"], {"1"})


def test_a_made_number_that_somebody_has_is_refused(
    absorb: Callable[..., Unit], group_desk: Actor, power: Unit, hospital: Unit, today: date
) -> None:
    clash(group_desk, power, hospital, today)
    told = {"actor": group_desk, "unit": hospital, "joined_on": today}
    actions.enrol(name="丁", staff_no="GD-77", **told)
    before = everything()
    with pytest.raises(Refused, match="“GD-77”也已有人使用"):
        absorb(power, hospital)
    assert everything() == before


@pytest.mark.parametrize(
    ("what", "where", "words"),
    [
        ("power", "power", "不能并入自己"),
        ("power", "workshop", "它的下级单位"),
        ("hospital", "workshop", "自行用人的单位只能并入"),
        ("group", "power", "由上级单位"),
    ],
)
def test_some_units_cannot_be_merged(
    absorb: Callable[..., Unit],
    group: Unit,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    what: str,
    where: str,
    words: str,
) -> None:
    units = {"group": group, "power": power, "workshop": workshop, "hospital": hospital}
    before = everything()
    with pytest.raises(Refused, match=words):
        absorb(units[what], units[where])
    assert everything() == before


@pytest.mark.parametrize("lack", ["document", "meeting"])
def test_a_union_ends_only_with_its_meeting_and_its_approval(
    absorb: Callable[..., Unit],
    group_desk: Actor,
    power: Unit,
    hospital: Unit,
    school: Unit,
    today: date,
    lack: str,
) -> None:
    before = everything()
    with pytest.raises(Refused, match="工会章程"):
        absorb(power, hospital, **{lack: ""})
    told = {**ENDED, lack: ""}
    with pytest.raises(Refused, match="工会章程"):
        actions.dissolve_unit(actor=group_desk, unit=school, today=today, **told)
    assert everything() == before


def test_what_is_under_way_is_finished_first(
    absorb: Callable[..., Unit],
    group_desk: Actor,
    busy: None,
    power: Unit,
    hospital: Unit,
    today: date,
) -> None:
    before = everything()
    with pytest.raises(Refused, match="还有 2 项未结事项"):
        absorb(power, hospital)
    with pytest.raises(Refused, match="还有 2 项未结事项"):
        actions.dissolve_unit(actor=group_desk, unit=power, today=today, **ENDED)
    assert everything() == before


def test_only_who_stands_above_both_merges_them(
    absorb: Callable[..., Unit],
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
) -> None:
    before = everything()
    for actor, unit, into in (
        (power_desk, power, hospital),
        (power_desk, workshop, hospital),
        (hospital_desk, workshop, hospital),
    ):
        with pytest.raises(Refused, match="工会主席、干事办理"):
            absorb(unit, into, actor=actor)
    assert everything() == before


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def at(name: str, unit: Unit, asked: str = "") -> str:
    return f"{reverse(f'org:unit-{name}', args=[unit.pk])}{asked}"


def test_a_merger_is_told_before_it_is_done_and_kept_as_history(
    desk: Client,
    group_desk: Actor,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    today: date,
) -> None:
    clash(group_desk, power, hospital, today)
    page = desk.get(at("absorb", power, "?to=YY"))
    for words in ("GD-77", "吕国强", "检修车间分工会", "不得随意撤销、合并"):
        assert words in page.text
    said = {**hidden(page), "into": "YY", "numbering": "prefix", **ENDED}
    done = desk.post(at("absorb", power, "?to=YY"), said, follow=True)
    assert done.redirect_chain == [(hospital.get_absolute_url(), 302)]
    assert "供电公司工会已并入职工医院工会。" in done.text
    assert "并入本单位" in done.text
    assert "第三届会员代表大会第五次会议" in done.text
    gone = desk.get(power.get_absolute_url())
    assert "已撤销" in gone.text
    assert "并入" in gone.text


def test_the_same_merger_twice_is_done_once(desk: Client, power: Unit, hospital: Unit) -> None:
    page = desk.get(at("absorb", power, "?to=YY"))
    said = {**hidden(page), "into": "YY", "numbering": "prefix", **ENDED}
    first = desk.post(at("absorb", power, "?to=YY"), said)
    again = desk.post(at("absorb", power, "?to=YY"), said, follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert UnitChange.objects.filter(kind="absorbed").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"into": ""}, "请先选择并入哪个单位"),
        ({"into": "没有"}, "没有这个单位"),
        ({"numbering": "guess"}, "guess"),
        ({"document": ""}, "请填写上一级工会的批准文号"),
        ({"meeting": ""}, "请填写通过撤销的"),
        ({"document_on": "2999-01-01"}, "不能晚于今天"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_merged(
    desk: Client, power: Unit, hospital: Unit, wrong: dict[str, str], words: str
) -> None:
    before = everything()
    page = desk.post(at("absorb", power), {"into": "YY", "numbering": "prefix", **ENDED, **wrong})
    assert page.status_code == 422
    assert words in page.text
    assert everything() == before


def test_who_dissolves_is_led_to_what_must_be_done_first(
    desk: Client, busy: None, power: Unit, workshop: Unit, power_desk: Actor
) -> None:
    page = desk.get(at("dissolve", power))
    for words in (workshop.get_absolute_url(), "?unit=GD", "/some/", at("absorb", power)):
        assert words in page.text
    assert "确认撤销" not in page.text


def test_a_dissolved_unit_keeps_its_history(
    desk: Client, school: Unit, group: Unit, today: date
) -> None:
    page = desk.get(at("dissolve", school))
    desk.post(at("dissolve", school), {**ENDED, **hidden(page)})
    change = UnitChange.objects.get()
    assert (change.kind, change.before, change.meeting) == (
        "dissolved",
        school.name,
        ENDED["meeting"],
    )
    for one in (school, group):
        assert "集工发〔2026〕1号" in desk.get(one.get_absolute_url()).text


def test_two_merge_pages_cost_few_queries(
    desk: Client,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    power_desk: Actor,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    with django_assert_max_num_queries(32):  # each room says what is unfinished
        desk.get(at("absorb", power, "?to=YY"))


def test_who_was_moved_or_merged_is_found_by_the_new_desk_and_no_longer_by_the_old(
    absorb: Callable[..., Unit],
    group_desk: Actor,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    school: Unit,
    school_desk: Actor,
    hospital_desk: Actor,
    power_desk: Actor,
    member: Actor,
    today: date,
) -> None:
    def finds(actor: Actor, words: str) -> bool:
        now = queries.actor_for(Member.objects.get(pk=actor.member_id))
        return queries.search_members(now, name=words).exists()

    told = {"document": "1号", "today": today}
    actions.move_unit(actor=group_desk, unit=workshop, parent=hospital, **told)
    assert finds(hospital_desk, "陶然")
    assert not finds(power_desk, "陶然")
    absorb(fresh(power), school)
    assert finds(school_desk, "吕国强")
    assert not finds(hospital_desk, "吕国强")


def test_a_membership_that_is_kept_stays_kept_where_it_goes(
    group_desk: Actor, workshop: Unit, hospital: Unit, member: Actor, today: date
) -> None:
    who = Member.objects.get(pk=member.member_id)
    since = today - timedelta(days=30)
    actions.keep_membership(actor=group_desk, member=who, from_on=since, reason="失业")
    told = {"document": "1号", "today": today}
    actions.move_unit(actor=group_desk, unit=workshop, parent=hospital, **told)
    rows = list(who.state_changes.order_by("from_on"))
    assert [(row.from_on, row.until_on, row.is_carried) for row in rows] == [
        (since, today, False),
        (today, None, True),
    ]
    assert rows[1].unit_path == fresh(workshop).path
    actions.resume_membership(actor=group_desk, member=who, on=today)
    assert who.state_changes.filter(until_on=None).count() == 0

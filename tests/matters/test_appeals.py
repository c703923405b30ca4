"""Appeals: who sees them, how they go on, and what strangers write through the door."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD, Seat
from tests.platform.doorway.conftest import hardness, hidden, picture, solved
from tests.platform.doorway.test_writing import Bench, code_of, look, shot
from zhijia.matters import actions, queries
from zhijia.matters.actions import Given
from zhijia.matters.models import Matter, Rating
from zhijia.matters.rules import appeals as rules
from zhijia.org import actions as org
from zhijia.org import queries as org_queries
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.doorway import actions as doors
from zhijia.platform.doorway import tasks
from zhijia.platform.doorway.models import Door
from zhijia.platform.notices.models import Notice

Browser = Callable[[Actor], Client]
WORDS = "三月份加班二十小时，加班费到现在没有发，问了班长说不知道"
ANSWER = "已经同人力资源部核对，三月的加班费随五月工资补发。"
DAY = timedelta(days=1)
DISPUTE = {
    "dispute": "pay",
    "opponent": "附属医院",
    "request": "补发三月的加班费",
    "known_on": date(2026, 4, 10),
}


@pytest.fixture
def letterbox(hospital: Unit, hospital_desk: Actor, sign_in: Browser, today: date) -> Door:
    """The door of the hospital, whose desk has an account to open it by."""
    sign_in(hospital_desk)
    return doors.open_door(actor=hospital_desk, unit_path=hospital.path, today=today)


@pytest.fixture
def nurse(seat: Seat, hospital: Unit) -> Actor:
    """褚海涛, a member of the hospital without any post."""
    return seat("2006", hospital)


def give(actor: Actor, unit: Unit, kind: str, by: Actor, today: date) -> Actor:
    """Let a member take a post, with an account to read by."""
    who = Member.objects.get(pk=actor.member_id)
    met_on = today - 100 * DAY
    way = "nominated" if kind == "women_head" else "elected"
    org.appoint(
        actor=by,
        unit=unit,
        member=who,
        kind=kind,
        from_on=met_on,
        basis=Basis(way, "第五届会员代表大会", met_on),
    )
    if who.user is None:
        org.give_account(actor=by, member=who, password=PASSWORD, is_demo=True)
    return org_queries.actor_for(Member.objects.get(pk=who.pk))


@pytest.fixture
def women_head(seat: Seat, hospital: Unit, group_desk: Actor, today: date) -> Actor:
    return give(seat("2003", hospital), hospital, "women_head", group_desk, today)


Appeal = Callable[..., Matter]


@pytest.fixture
def appeal(nurse: Actor, hospital: Unit, hospital_desk: Actor, today: date) -> Appeal:
    """Let the nurse appeal."""

    def one(kind: str = "appeal", unit: Unit = hospital, **values: Any) -> Matter:
        said = {"cause": "pay", "words": WORDS, **values}
        return actions.file_matter(
            actor=nurse, kind=kind, unit=unit, title="加班费没有发", values=said, today=today
        )

    return one


def step(actor: Actor, matter: Matter, name: str, today: date, **given: Any) -> None:
    actions.move(actor=actor, matter=matter, step=name, today=today, given=Given(**given))
    matter.refresh_from_db()


ANSWERED = {"values": {"answer": ANSWER, "result": "solved"}}


def answered(desk: Actor, matter: Matter, today: date) -> Matter:
    step(desk, matter, "accept", today)
    step(desk, matter, "answer", today, **ANSWERED)
    return matter


# Who sees what


def test_an_appeal_is_seen_by_its_filer_and_the_desk_of_the_very_unit(
    appeal: Appeal,
    nurse: Actor,
    hospital_desk: Actor,
    group_desk: Actor,
    school_desk: Actor,
    group_chair: Actor,
    sign_in: Browser,
    audit_trail: Callable[[], list[str]],
) -> None:
    matter = appeal()
    for actor in (nurse, hospital_desk):
        assert sign_in(actor).get(matter.get_absolute_url()).status_code == 200
    for actor in (group_desk, group_chair, school_desk):
        assert sign_in(actor).get(matter.get_absolute_url()).status_code == 404
    assert audit_trail().count("matters.note_refused_look") == 3


def test_harassment_is_seen_by_two_and_not_by_the_desk(
    appeal: Appeal, women_head: Actor, hospital_desk: Actor, sign_in: Browser
) -> None:
    matter = appeal("harassment")
    assert sign_in(women_head).get(matter.get_absolute_url()).status_code == 200
    browser = sign_in(hospital_desk)
    assert browser.get(matter.get_absolute_url()).status_code == 404
    for name in ("all", "todo", "open"):
        assert "加班费没有发" not in browser.get(f"{reverse('matters:matters')}?list={name}").text
    told = Notice.objects.filter(about=f"matters.Matter#{matter.pk}")
    assert {one.user_id for one in told} == {women_head.user_id}


def test_a_complaint_about_the_union_goes_to_the_one_above(
    nurse: Actor, hospital_desk: Actor, group_chair: Actor, group_desk: Actor, sign_in: Browser
) -> None:
    said = {"title": "补助申请被拖延", "about": "desk", "words": WORDS}
    url = reverse("matters:matter-new", args=["grievance"])
    assert sign_in(nurse).post(url, said).status_code == 302
    matter = Matter.objects.get()
    assert matter.unit.kind == "group"
    assert sign_in(group_chair).get(matter.get_absolute_url()).status_code == 200
    for other in (hospital_desk, group_desk):
        assert sign_in(other).get(matter.get_absolute_url()).status_code == 404


def test_who_handles_an_appeal_does_not_see_the_name(
    appeal: Appeal, hospital: Unit, hospital_desk: Actor, seat: Seat, sign_in: Browser, today: date
) -> None:
    matter, handler = appeal(), seat("2005", hospital)
    lead = actions.Assignee(hospital, "财务科", member=Member.objects.get(pk=handler.member_id))
    step(hospital_desk, matter, "accept", today, lead=lead)
    page = sign_in(handler).get(matter.get_absolute_url())
    assert page.status_code == 200
    assert WORDS in page.text
    assert "褚海涛" not in page.text
    assert "褚海涛" in sign_in(hospital_desk).get(matter.get_absolute_url()).text


def test_the_words_lie_sealed_and_the_record_names_neither_title_nor_words(appeal: Appeal) -> None:
    matter = appeal()
    assert "words" not in matter.values
    assert matter.kept_apart["words"] == WORDS
    record = str(list(AuditEntry.objects.values()))
    assert WORDS not in record
    assert "加班费没有发" not in record


def test_unpaid_wages_are_urgent_and_told_at_once(
    appeal: Appeal, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    sign_in(hospital_desk)
    matter = appeal("urgent", cause="wages")
    assert matter.is_urgent
    assert matter.due_on is not None
    assert Notice.objects.filter(about=f"matters.Matter#{matter.pk}").exists()


def test_who_files_with_a_name_is_shown_the_way_without_one(
    letterbox: Door, nurse: Actor, sign_in: Browser
) -> None:
    browser = sign_in(nurse)
    for kind, slug in (("appeal", "appeal"), ("harassment", "appeal"), ("opinion", "opinion")):
        page = browser.get(reverse("matters:matter-new", args=[kind])).text
        assert f"/door/{letterbox.token}/{slug}/" in page
    assert "/door/" not in browser.get(reverse("matters:matter-new", args=["suggestion"])).text


# How it goes on


def test_an_answer_that_does_not_satisfy_is_worked_on_once_more(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    matter = answered(hospital_desk, appeal(), today)
    with pytest.raises(Refused, match="还没有评价"):
        step(hospital_desk, matter, "close", today)
    actions.rate(actor=nurse, matter=matter, choice="bad", words="", today=today)
    step(hospital_desk, matter, "again", today, words="请再核对")
    step(hospital_desk, matter, "answer", today, **ANSWERED)
    actions.rate(actor=nurse, matter=matter, choice="bad", words="", today=today)
    matter.refresh_from_db()
    with pytest.raises(Refused, match="已经重办过一次"):
        step(hospital_desk, matter, "again", today, words="再来")
    step(hospital_desk, matter, "close", today)
    assert matter.state == "closed"


def test_what_rests_is_judged_later_and_may_be_withdrawn_at_once(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    judged, withdrawn = answered(hospital_desk, appeal(), today), appeal()
    for matter in (judged, withdrawn):
        actions.pause(actor=hospital_desk, matter=matter, reason="等人力资源部", today=today)
    with pytest.raises(Refused, match="已暂停"):
        actions.rate(actor=nurse, matter=judged, choice="good", words="", today=today)
    assert not Rating.objects.exists()
    step(nurse, withdrawn, "withdraw", today, words="已经发了")
    assert (withdrawn.state, withdrawn.is_paused) == ("withdrawn", False)
    assert withdrawn.pauses.get().until_on == today


def test_what_does_not_satisfy_is_not_closed_before_it_was_worked_on_again(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    matter = answered(hospital_desk, appeal(), today)
    actions.rate(actor=nurse, matter=matter, choice="bad", words="", today=today)
    matter.refresh_from_db()
    with pytest.raises(Refused, match="请先重新办理一次"):
        step(hospital_desk, matter, "close", today)
    matter.refresh_from_db()
    assert matter.state == "rated"


def test_a_day_that_passed_while_the_filer_was_silent_is_not_the_unions_delay(
    appeal: Appeal, hospital_desk: Actor, today: date
) -> None:
    matter = answered(hospital_desk, appeal(), today)
    assert matter.due_on
    over = matter.due_on + DAY
    actions.chase(actor=Actor(), today=over)
    matter.refresh_from_db()
    assert not matter.was_late
    step(hospital_desk, matter, "close", over)
    assert (matter.state, matter.was_late) == ("closed", False)
    other = appeal()
    assert other.due_on
    actions.chase(actor=Actor(), today=other.due_on + DAY)
    other.refresh_from_db()
    assert other.was_late, "what waits for the desk is"


def test_who_filed_it_has_it_reopened_once_and_within_fifteen_days(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    matter = answered(hospital_desk, appeal(), today)
    actions.rate(actor=nurse, matter=matter, choice="good", words="", today=today)
    matter.refresh_from_db()
    step(hospital_desk, matter, "close", today)
    with pytest.raises(Refused, match="超过 15 日"):
        step(nurse, matter, "reopen", today + 16 * DAY, words="没有发")
    step(nurse, matter, "reopen", today + 15 * DAY, words="没有发")
    assert (matter.state, matter.closed_on) == ("handling", None)


def test_into_mediation_nobody_goes_without_saying_so(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    matter = appeal()
    to = {"values": {"passed_to": "mediation", **DISPUTE}, "words": "请调解"}
    with pytest.raises(Refused, match="本人同意实名转办"):
        step(hospital_desk, matter, "pass_on", today, **to)
    assert Matter.objects.get().state == "received"
    step(nurse, matter, "consent", today, values={"consented": ["mediation"], "reach": "8100"})
    with pytest.raises(Refused):  # consent is for one way, not for all
        step(hospital_desk, matter, "pass_on", today, words="x", values={"passed_to": "aid"})
    step(hospital_desk, matter, "pass_on", today, **to)
    assert matter.state == "passed"


def test_what_is_passed_up_goes_on_above_with_its_words(
    appeal: Appeal, hospital_desk: Actor, group_desk: Actor, sign_in: Browser, today: date
) -> None:
    matter = appeal()
    step(hospital_desk, matter, "pass_on", today, words="超出权限", values={"passed_to": "upper"})
    above = queries.current(matter)
    assert above.unit.kind == "group"
    assert above.kept_apart["words"] == WORDS
    assert sign_in(group_desk).get(above.get_absolute_url()).status_code == 200


# Through the door


def write(door: Door, slug: str = "appeal", **said: Any) -> str:
    """Write through a door as a stranger, and return the receipt code."""
    client = Client()
    address = reverse("doorway:write", args=[door.token, slug])
    page = client.get(address).text
    ticket = hidden(page, "ticket")
    base = {"title": "加班费没有发", "words": WORDS}
    asked = {"ticket": ticket, "work": solved(ticket, hardness(page)), **base, **said}
    return code_of(client.post(address, asked))


def add(code: str, **said: Any) -> str:
    """Add something by a receipt; return the page that answers."""
    client = Client()
    page = look(client, code).text
    ticket = hidden(page, "ticket")
    plain = code.replace(" ", "")
    asked = {"ticket": ticket, "work": solved(ticket, hardness(page)), "code": plain, "add": "1"}
    return client.post(reverse("doorway:receipt"), {**asked, **said}).text


def test_an_anonymous_appeal_is_answered_in_both_directions(
    letterbox: Door, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    code = write(letterbox, cause="appeal:pay", photos=[shot(picture())])
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    assert (matter.kind, matter.filer, matter.category) == ("appeal", None, "pay")
    page = sign_in(hospital_desk).get(matter.get_absolute_url()).text
    assert WORDS in page
    assert "匿名" in page
    assert matter.enclosures.count() == 1
    step(hospital_desk, matter, "accept", today)
    step(hospital_desk, matter, "ask", today, words="请问是哪个科室")
    assert "请问是哪个科室" in look(Client(), code).text
    add(code, words="检验科")
    tasks.take_in(Bench())
    assert "检验科" in sign_in(hospital_desk).get(matter.get_absolute_url()).text
    step(hospital_desk, matter, "answer", today, **ANSWERED)
    assert ANSWER in look(Client(), code).text
    add(code, choice="bad", words="还没有收到")
    tasks.take_in(Bench())
    matter.refresh_from_db()
    assert matter.state == "rated"
    rating = Rating.objects.get()
    assert (rating.choice, rating.by) == ("bad", None)


def test_an_anonymous_one_goes_into_mediation_only_by_name_and_consent(
    letterbox: Door, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    code = write(letterbox, cause="urgent:wages")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    to = {"values": {"passed_to": "mediation", **DISPUTE}, "words": "请调解"}
    with pytest.raises(Refused, match="本人同意实名转办"):
        step(hospital_desk, matter, "pass_on", today, **to)
    assert "请填写姓名和电话" in add(code, consented=["mediation"])
    add(code, consented=["mediation"], name="贺小满", phone="19900009002")
    tasks.take_in(Bench())
    matter.refresh_from_db()
    assert (matter.kept_apart["named"], matter.kept_apart["reach"]) == ("贺小满", "19900009002")
    assert "贺小满" not in sign_in(hospital_desk).get(matter.get_absolute_url()).text
    assert "贺小满" not in str(list(AuditEntry.objects.values()))
    step(hospital_desk, matter, "pass_on", today, **to)
    assert matter.state == "passed"


@pytest.mark.parametrize(
    ("cause", "kind", "where"),
    [
        ("appeal:pay", "appeal", "hospital"),
        ("urgent:injury", "urgent", "hospital"),
        ("harassment:", "harassment", "hospital"),
        ("harassment:upper", "harassment", "group"),
        ("grievance:chair", "grievance", "group"),
    ],
)
def test_each_cause_goes_its_own_way(
    letterbox: Door, women_head: Actor, cause: str, kind: str, where: str
) -> None:
    write(letterbox, cause=cause)
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    assert (matter.kind, matter.unit.kind) == (kind, where)


def test_a_letter_to_a_unit_that_was_dissolved_meanwhile_is_not_lost(
    letterbox: Door, hospital: Unit, group: Unit
) -> None:
    write(letterbox, cause="appeal:pay")
    Unit.objects.filter(pk=hospital.pk).update(dissolved_on=hospital.founded_on)
    tasks.take_in(Bench())
    assert Matter.objects.get().unit == group


def test_a_forged_cause_is_refused(letterbox: Door) -> None:
    client = Client()
    address = reverse("doorway:write", args=[letterbox.token, "appeal"])
    page = client.get(address).text
    ticket = hidden(page, "ticket")
    base = {"ticket": ticket, "work": solved(ticket, hardness(page)), "title": "x", "words": WORDS}
    for cause in ("proposal:rights", "appeal:none", "harassment:x", ""):
        assert client.post(address, {**base, "cause": cause}).status_code == 422
    tasks.take_in(Bench())
    assert not Matter.objects.exists()


def test_markup_from_strangers_is_words_at_the_desk(
    letterbox: Door, hospital_desk: Actor, sign_in: Browser
) -> None:
    bad = "<img src=x onerror=alert(1)>"
    code = write(letterbox, cause="appeal:other", title=bad, words=bad * 2, wish=bad, phone=bad)
    tasks.take_in(Bench())
    add(code, words=bad)
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    browser = sign_in(hospital_desk)
    for url in (matter.get_absolute_url(), f"{reverse('matters:matters')}?list=all"):
        page = browser.get(url).text
        assert bad not in page
        assert "&lt;img" in page
    assert bad not in look(Client(), code).text


def test_a_receipt_follows_what_was_passed_up(
    letterbox: Door, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    code = write(letterbox, cause="appeal:pay")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    step(hospital_desk, matter, "pass_on", today, words="超出权限", values={"passed_to": "upper"})
    above = queries.current(matter)
    answered(group_desk, above, today)
    assert ANSWER in look(Client(), code).text
    add(code, choice="good")
    tasks.take_in(Bench())
    assert Rating.objects.get().matter == above


def test_what_came_too_late_is_kept_as_words(
    letterbox: Door, hospital_desk: Actor, today: date
) -> None:
    code = write(letterbox, cause="appeal:pay")
    tasks.take_in(Bench())
    matter = answered(hospital_desk, Matter.objects.get(), today)
    add(code, choice="good")
    actions.pause(actor=hospital_desk, matter=matter, reason="等人力资源部", today=today)
    matter.refresh_from_db()
    later = today + 40 * DAY
    actions.resume(actor=hospital_desk, matter=matter, today=later)
    step(hospital_desk, matter, "close", today + 90 * DAY)
    tasks.take_in(Bench())
    assert not Rating.objects.exists()
    assert "评价" in matter.remarks.get().words


def test_nothing_in_the_room_says_who_or_when(letterbox: Door, today: date) -> None:
    write(letterbox, cause="appeal:pay")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    assert (matter.filer, matter.from_path) == (None, "")
    assert {one.by for one in matter.moves.all()} == {None}
    filed = AuditEntry.objects.get(action="matters.open_from")
    assert (filed.user_id, filed.member_id) == (None, None)


# Counting


def test_small_groups_are_not_told_and_never_one_alone() -> None:
    assert rules.shown_counts({"a": 7, "b": 0, "c": 9}) == {"a": 7, "b": 0, "c": 9}
    assert rules.shown_counts({"a": 7, "b": 3, "c": 9}) == {"a": None, "b": None, "c": 9}
    assert rules.shown_counts({"a": 4, "b": 3, "c": 9}) == {"a": None, "b": None, "c": 9}


def test_the_desk_counts_by_cause_and_small_kinds_stay_dark(
    appeal: Appeal, hospital_desk: Actor, school_desk: Actor, today: date
) -> None:
    for n in range(12):
        appeal(cause="pay" if n < 7 else "hours")
    for _ in range(2):
        appeal("harassment")
    found = {one.kind.id: one for one in queries.tallies(hospital_desk, today.year)}
    assert found["appeal"].filed == 12
    assert {c.label: c.count for c in found["appeal"].causes} == {"工资和福利": 7, "工时和休假": 5}
    assert found["harassment"].filed is None
    assert found["harassment"].causes == ()
    others = {one.kind.id: one.filed for one in queries.tallies(school_desk, today.year)}
    assert (others["appeal"], others["opinion"]) == (0, 0)
    # Whether somebody complained of harassment is not told by a nought that goes away.
    assert (others["harassment"], others["grievance"]) == (None, None)

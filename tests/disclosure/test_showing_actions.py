"""公示: shown, objected to, handled, ended by the clock, closed, sealed."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.disclosure.conftest import CODE, NEEDY, WORDS, Hang, deposit, who
from tests.plans.tasks.test_two_at_once import at_once
from zhijia.disclosure import actions
from zhijia.disclosure.models import Consent, Handover, Objection, Pace, Showing, ShowingLook, Shown
from zhijia.disclosure.queries import showing as queries
from zhijia.disclosure.rules.showing import Line
from zhijia.law import HOUSE
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

Agree = Callable[..., Consent]
DAY = timedelta(days=1)


def said_of(action: str) -> str:
    """Return all that the record says of an action."""
    rows = AuditEntry.objects.filter(action=action)
    return str(list(rows.values("subject", "before", "after")))


def heard_by(showing: Showing) -> Actor:
    return actor_for(showing.handler)


def test_a_showing_hangs_for_the_least_time_where_nobody_says_more(hang: Hang, today: date) -> None:
    one = hang()
    assert one.until_on == queries.least_until(one.unit, "honour", today)
    assert one.state == "open"
    assert [row.name for row in one.lines.all()] == ["陶然"]


def test_a_showing_may_not_be_shorter_than_its_kind_asks(hang: Hang, today: date) -> None:
    with pytest.raises(Refused, match="公示期不少于 5 工作日"):
        hang(until_on=today + 2 * DAY)
    assert not Showing.objects.exists()


def test_the_desk_above_shows_nothing_for_a_unit_below(
    hang: Hang, group_desk: Actor, power: Unit, today: date
) -> None:
    one = hang()
    with pytest.raises(Refused, match="由本单位"):
        actions.close_showing(actor=group_desk, showing=one, words="", today=one.until_on + DAY)
    one.refresh_from_db()
    assert one.state == "open"


def test_without_consent_nothing_is_shown(hang: Hang, consent: Agree, member: Actor) -> None:
    consent(member, "hardship", covers=["unit"])
    needy = [Line("陶然", {"unit": "检修车间", "category": "意外致困"}, member.member_id)]
    with pytest.raises(Refused, match="同意不包括困难类别"):
        hang(kind="hardship", words=NEEDY, lines=needy)
    Consent.objects.all().delete()
    consent(member, "honour")
    with pytest.raises(Refused, match="没有同意公示的记录"):
        hang(kind="hardship", words=NEEDY, lines=needy)
    assert not Showing.objects.exists()


def test_a_consent_that_ends_before_the_showing_is_too_short(
    hang: Hang, consent: Agree, member: Actor, today: date
) -> None:
    consent(member, until_on=today + 2 * DAY)
    with pytest.raises(Refused, match="公示期更长"):
        hang()
    assert not Showing.objects.exists()


def test_of_a_hardship_only_the_masked_name_is_kept(
    hang: Hang, consent: Agree, member: Actor
) -> None:
    consent(member, "hardship")
    needy = [Line("陶然", {"category": "意外致困"}, member.member_id)]
    one = hang(kind="hardship", words=NEEDY, lines=needy)
    assert one.lines.get().name == "陶*"
    assert "陶然" not in said_of("disclosure.show")


def test_a_consent_withdrawn_takes_its_line_down_at_once(
    hang: Hang, consent: Agree, member: Actor, workshop_officer: Actor, today: date
) -> None:
    mine, theirs = consent(member), consent(workshop_officer)
    names = {"陶然": member, "金磊": workshop_officer}
    one = hang(lines=[Line(name, {"for": "先进"}, a.member_id) for name, a in names.items()])
    actions.withdraw_consent(actor=member, consent=mine, today=today)
    assert [row.name for row in queries.lines_of(one)] == ["金磊"]
    one.refresh_from_db()
    assert one.state == "open"
    actions.withdraw_consent(actor=workshop_officer, consent=theirs, today=today)
    one.refresh_from_db()
    assert (one.state, one.closed_on) == ("withdrawn", today)


def test_nobody_else_withdraws_a_consent(
    consent: Agree, member: Actor, workshop_officer: Actor, today: date
) -> None:
    mine = consent(member)
    with pytest.raises(Refused, match="由本单位"):
        actions.withdraw_consent(actor=workshop_officer, consent=mine, today=today)
    mine.refresh_from_db()
    assert mine.withdrawn_on is None


def test_a_showing_is_prolonged_for_a_reason_and_never_cut(
    hang: Hang, power_desk: Actor, today: date
) -> None:
    one = hang()
    last = one.until_on
    for until_on, reason, words in (
        (last - DAY, "赶时间", "不得缩短"),
        (last + DAY, " ", "请写明延长的原因"),
    ):
        with pytest.raises(Refused, match=words):
            actions.prolong_showing(
                actor=power_desk, showing=one, until_on=until_on, reason=reason, today=today
            )
    one.refresh_from_db()
    assert one.until_on == last
    actions.prolong_showing(
        actor=power_desk, showing=one, until_on=last + DAY, reason="放假", today=today
    )
    one.refresh_from_db()
    assert one.until_on == last + DAY
    assert one.prolongings.get().before_on == last


def test_an_anonymous_objection_keeps_neither_name_nor_day_nor_record(
    hang: Hang, workshop_officer: Actor, today: date, audit_trail: Callable[[], list[str]]
) -> None:
    one, before = hang(), audit_trail()
    left = deposit(workshop_officer, one, today)
    assert (left.who, left.who_mark, left.made_on) == ("", "", None)
    assert audit_trail() == before
    assert not Notice.objects.filter(kind="disclosure.showing_due").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM disclosure_objection")
        row = str(cursor.fetchall())
    assert "旷工" not in row


def test_a_named_objection_is_on_no_record_either(
    hang: Hang, workshop_officer: Actor, today: date, audit_trail: Callable[[], list[str]]
) -> None:
    one, before = hang(), audit_trail()
    left = deposit(workshop_officer, one, today, is_named=True)
    assert queries.objector(left) == who(workshop_officer)
    assert audit_trail() == before


def test_the_same_form_sent_twice_is_one_objection(
    hang: Hang, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    for _ in range(2):
        actions.deposit(
            actor=workshop_officer,
            showing=one,
            words="有旷工记录",
            is_named=False,
            receipt=CODE,
            today=today,
        )
    assert Objection.objects.count() == 1


def test_a_flood_is_stopped_and_nothing_is_kept_of_who(
    hang: Hang, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    for n in "ABC":
        deposit(workshop_officer, one, today, receipt=CODE[:-1] + n)
    cache.clear()  # another process knows nothing of what this one remembers
    with pytest.raises(Refused, match="每半小时至多"):
        deposit(workshop_officer, one, today, receipt=CODE[:-1] + "D")
    assert Objection.objects.count() == 3
    deposit(workshop_officer, one, today, receipt=CODE[:-1] + "C")
    assert Objection.objects.count() == 3, "the same form again is no further one"


def test_what_was_counted_is_forgotten_when_the_handler_is_told(
    hang: Hang, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    for n in "ABC":
        deposit(workshop_officer, one, today, receipt=CODE[:-1] + n)
    assert Pace.objects.get().n == 3
    assert {field.name for field in Pace._meta.fields} == {"id", "mark", "n"}, "and no time"
    actions.remind_showings(actor=Actor(), today=today)
    assert not Pace.objects.exists()
    deposit(workshop_officer, one, today, receipt=CODE[:-1] + "D")
    assert Objection.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_of_five_at_once_three_are_taken_in(
    hang: Hang, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    codes = [CODE[:-1] + n for n in "ABCDE"]
    ways = [partial(deposit, workshop_officer, one, today, receipt=code) for code in codes]
    assert at_once(*ways) == [*["done"] * 3, *["refused"] * 2]
    assert Objection.objects.count() == 3


def test_only_the_handler_hears_objections(
    hang: Hang,
    power_desk: Actor,
    member: Actor,
    workshop_officer: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    one = hang()
    left = deposit(workshop_officer, one, today)
    for other in (power_desk, member, workshop_officer, group_desk):
        assert not queries.objections(other).exists()
        with pytest.raises(Refused, match="只由指定的异议处理人处理"):
            actions.settle_objection(
                actor=other, objection=left, is_upheld=False, answer="查无此事", today=today
            )
    left.refresh_from_db()
    assert left.state == "waiting"
    assert queries.objections(heard_by(one)).get() == left


def test_the_handler_cannot_be_shown_nor_be_made_so_later(
    hang: Hang, member: Actor, power_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="不能是被公示的人"):
        hang(handler=who(member))
    assert not Showing.objects.exists()
    one = hang()
    with pytest.raises(Refused, match="不能是被公示的人"):
        actions.change_handler(
            actor=power_desk, showing=one, handler=who(member), reason="出差", today=today
        )


def test_what_was_told_to_one_handler_is_not_read_by_another(
    hang: Hang, power_desk: Actor, workshop_officer: Actor, member: Actor, today: date
) -> None:
    one = hang()
    deposit(workshop_officer, one, today)
    handler = one.handler_id
    change = {"actor": power_desk, "showing": one, "reason": "换人", "today": today}
    with pytest.raises(Refused, match="只向原来的异议处理人提出"):
        actions.change_handler(handler=who(workshop_officer), **change)
    one.refresh_from_db()
    assert one.handler_id == handler
    assert not Handover.objects.exists()

    Member.objects.filter(pk=handler).update(left_on=today)
    actions.change_handler(handler=who(workshop_officer), **change)
    one.refresh_from_db()
    assert one.handler_id == workshop_officer.member_id


def test_whoever_put_it_up_does_not_take_over_from_a_handler_who_left(
    hang: Hang, power_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    deposit(workshop_officer, one, today)
    handler = one.handler_id
    Member.objects.filter(pk=handler).update(left_on=today)
    change = {"actor": power_desk, "showing": one, "reason": "离会", "today": today}
    for other, words in ((who(power_desk), "经办人"), (one.handler, "现在的异议处理人")):
        with pytest.raises(Refused, match=words) as no:
            actions.change_handler(handler=other, **change)
        assert no.value.verdict.clause == HOUSE["HOUSE-200"]
    one.refresh_from_db()
    assert one.handler_id == handler
    assert not Handover.objects.exists()


def test_those_who_objected_are_told_who_hears_them_now(
    hang: Hang,
    power_desk: Actor,
    workshop_officer: Actor,
    workshop_chair: Actor,
    member: Actor,
    sign_in: Callable[..., Client],
    today: date,
) -> None:
    one = hang()
    browser = sign_in(workshop_officer)
    deposit(workshop_officer, one, today, is_named=True)
    deposit(workshop_officer, one, today, receipt=CODE[:-1] + "P")
    left = one.handler
    Member.objects.filter(pk=left.pk).update(left_on=today)
    actions.change_handler(
        actor=power_desk,
        showing=one,
        handler=who(workshop_chair),
        reason="原处理人离会",
        today=today,
    )
    told = Notice.objects.get(kind="disclosure.handed_over")
    assert told.user_id == who(workshop_officer).user_id
    assert one.title not in told.title + told.words
    words = f"异议处理人由{left}换为{who(workshop_chair)}：原处理人离会"
    page = reverse("disclosure:own-objections")
    assert words in browser.get(page).content.decode()
    anonymous = sign_in(member).post(page, {"code": CODE[:-1] + "P"}).content.decode()
    assert words in anonymous
    assert words in browser.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize("is_known", [True, False])
def test_who_is_shown_neither_puts_it_up_nor_chooses_the_handler_nor_takes_it_down(
    hang: Hang,
    power: Unit,
    power_desk: Actor,
    seat: Callable[..., Actor],
    workshop_officer: Actor,
    today: date,
    *,
    is_known: bool,
) -> None:
    chair = seat("4002", power)
    about = {"kind": "chair", "until_on": today + timedelta(days=30)}
    line = Line(who(chair).name, {"for": "工会主席"}, chair.member_id if is_known else None)
    mine = Line("吕 国强", {"for": "工会主席"}, power_desk.member_id if is_known else None)
    with pytest.raises(Refused, match="您是被公示的人"):
        hang(lines=[mine], **about)
    assert not Showing.objects.exists()
    one = hang(lines=[line], **about)
    with pytest.raises(Refused, match="您是被公示的人"):
        actions.change_handler(
            actor=chair, showing=one, handler=who(workshop_officer), reason="x", today=today
        )
    with pytest.raises(Refused, match="您是被公示的人"):
        actions.withdraw_showing(actor=chair, showing=one, reason="不合适", today=today)
    one.refresh_from_db()
    assert one.state == "open"


def test_where_all_who_keep_the_desk_are_shown_one_of_them_puts_it_up(
    hang: Hang, power: Unit, power_desk: Actor, seat: Callable[..., Actor], today: date
) -> None:
    chair = seat("4002", power)
    lines = [Line(who(one).name, {"for": "工会主席"}, one.member_id) for one in (chair, power_desk)]
    one = hang(lines=lines, kind="chair", until_on=today + timedelta(days=30))
    assert one.state == "open"
    with pytest.raises(Refused, match="您是被公示的人"):
        actions.withdraw_showing(actor=power_desk, showing=one, reason="不合适", today=today)


def test_the_clock_ends_it_and_it_is_closed_when_every_objection_is_handled(
    hang: Hang, power_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    left = deposit(workshop_officer, one, today)
    after = one.until_on + DAY
    assert actions.end_showings(actor=Actor(), today=one.until_on) == 0
    assert actions.end_showings(actor=Actor(), today=after) == 1
    with pytest.raises(Refused, match="还有 1 件异议没有处理"):
        actions.close_showing(actor=power_desk, showing=one, words="", today=after)
    actions.settle_objection(
        actor=heard_by(one), objection=left, is_upheld=False, answer="经查没有旷工。", today=after
    )
    actions.close_showing(actor=power_desk, showing=one, words="", today=after)
    one.refresh_from_db()
    assert (one.state, one.n_objections, one.n_upheld) == ("closed", 1, 0)
    assert one.result == "公示期间收到异议 1 件，1 件不成立。"
    assert not queries.objections(heard_by(one)).exists()
    found = queries.objection_by("abcd efgh jkmn")
    assert found
    assert found.answer == "经查没有旷工。"


def test_it_cannot_be_closed_on_its_last_day(hang: Hang, power_desk: Actor) -> None:
    one = hang()
    with pytest.raises(Refused, match="不得提前结束"):
        actions.close_showing(actor=power_desk, showing=one, words="", today=one.until_on)
    one.refresh_from_db()
    assert one.state == "open"


def test_what_was_upheld_may_be_shown_again_and_what_was_not_may_not(
    hang: Hang, power_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    with pytest.raises(Refused, match="可以再次公示"):
        hang(again_of=one)
    left, after = deposit(workshop_officer, one, today), one.until_on + DAY
    actions.settle_objection(
        actor=heard_by(one), objection=left, is_upheld=True, answer="情况属实。", today=after
    )
    actions.close_showing(actor=power_desk, showing=one, words="", today=after)
    one.refresh_from_db()
    assert one.state == "upheld"
    assert hang(again_of=one).again_of == one


def test_no_objection_is_taken_after_the_end_even_before_the_clock_comes(
    hang: Hang, workshop_officer: Actor
) -> None:
    one = hang()
    with pytest.raises(Refused, match="公示期已满"):
        deposit(workshop_officer, one, one.until_on + DAY)
    assert not Objection.objects.exists()


def test_a_member_of_another_unit_may_not_object(
    hang: Hang, hospital_desk: Actor, today: date
) -> None:
    one = hang()
    with pytest.raises(Refused, match="本单位会员"):
        deposit(hospital_desk, one, today)
    assert not Objection.objects.exists()


def test_the_handler_is_told_by_the_clock_once_and_without_a_name(
    hang: Hang, workshop_officer: Actor, sign_in: Callable[..., object], today: date
) -> None:
    one = hang()
    sign_in(heard_by(one))
    deposit(workshop_officer, one, today)
    assert actions.remind_showings(actor=Actor(), today=today) == 1
    assert actions.remind_showings(actor=Actor(), today=today) == 0
    said = Notice.objects.get(kind="disclosure.showing_due")
    assert said.title == f"公示{one.number}有 1 件新的异议待处理"


def test_the_archive_opens_to_its_desk_for_a_reason_and_on_record(
    hang: Hang, power_desk: Actor, group_desk: Actor, member: Actor, workshop_officer: Actor
) -> None:
    one = hang()
    after = one.until_on + DAY
    for other in (group_desk, member, workshop_officer):
        with pytest.raises(Refused, match="封存的公示只由本单位"):
            actions.look_at_showing(actor=other, showing=one, reason="归档", today=after)
    with pytest.raises(Refused, match="请写明查阅的事由"):
        actions.look_at_showing(actor=power_desk, showing=one, reason=" ", today=after)
    assert not ShowingLook.objects.exists()
    look = actions.look_at_showing(actor=power_desk, showing=one, reason="归档", today=after)
    assert queries.look_by(power_desk, one, queries.pass_of(look)) == look
    assert queries.look_by(group_desk, one, queries.pass_of(look)) is None
    assert queries.look_by(power_desk, one, "1:abc:def") is None


def test_the_record_of_actions_tells_nothing_of_what_was_shown(hang: Hang) -> None:
    hang()
    said = said_of("disclosure.show")
    assert "公示" in said
    assert not [one for one in (WORDS.title, WORDS.text, "先进生产者", "陶然") if one in said]


def test_keys_of_objections_tell_no_order(
    hang: Hang, seat: Callable[..., Actor], power: Unit, today: date
) -> None:
    one = hang()
    left = []
    for n, staff_no in enumerate(["4003", "4004", "4006", "4002"]):
        actor = seat(staff_no, power)
        left.append(deposit(actor, one, today, receipt=CODE[:-1] + "PQRS"[n]).pk)
    assert all(key > 2**40 for key in left)
    assert Shown.objects.count() == 1

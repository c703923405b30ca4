"""Whoever looks for what is sealed or for who objected: in the record, the tables, the figures."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.disclosure.conftest import CODE, NEEDY, Hang, deposit
from zhijia.disclosure import actions
from zhijia.disclosure.models import Consent, Objection, Pace, Showing
from zhijia.disclosure.queries import showing as queries
from zhijia.disclosure.rules.showing import Line
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import EVENTS, FINDS, TODOS, under_way
from zhijia.platform.place import Place

Browse = Callable[..., Client]
DAY = timedelta(days=1)


def rows() -> dict[str, int]:
    """Count the rows of every table."""
    return {one._meta.label: one._base_manager.count() for one in apps.get_models()}


@pytest.fixture
def needy(hang: Hang, consent: Callable[..., Consent], member: Actor) -> Showing:
    """A hardship that hangs in the power company: 陶然, masked."""
    consent(member, "hardship")
    told = {"category": "意外致困", "aid": "一次性补助"}
    return hang(kind="hardship", words=NEEDY, lines=[Line("陶然", told, member.member_id)])


def test_an_anonymous_objection_leaves_one_row_and_a_count_that_is_soon_forgotten(
    hang: Hang, sign_in: Browse, workshop_officer: Actor
) -> None:
    one, browser = hang(), sign_in(workshop_officer)
    page = reverse("disclosure:showing-object", args=[one.pk])
    browser.get(page)
    before = rows()
    sent = {"words": "这名同志有旷工记录。", "named": "no", "receipt": CODE, "once": "0" * 32}
    assert browser.post(page, sent).status_code == 200
    after = rows()
    changed = {label for label in after if after[label] != before[label]}
    assert changed == {"disclosure.Objection", "disclosure.Pace"}
    assert {*Pace.objects.values()[0]} == {"id", "mark", "n"}  # a keyed mark and a number
    left = Objection.objects.values().get()
    assert str(workshop_officer.member_id) not in {str(left[n]) for n in ("who", "who_mark")}
    assert not [value for value in left.values() if isinstance(value, date)]


def test_the_record_shows_neither_who_agreed_nor_what_was_shown(
    needy: Showing,
    sign_in: Browse,
    group_desk: Actor,
    power_desk: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    deposit(workshop_officer, needy, today, is_named=True)
    objection = Objection.objects.get()
    handler = actor_for(needy.handler)
    actions.settle_objection(
        actor=handler, objection=objection, is_upheld=False, answer="查无此事。", today=today
    )
    after = needy.until_on + DAY
    actions.look_at_showing(actor=power_desk, showing=needy, reason="核对陶然", today=after)
    for reader in (group_desk, power_desk):
        entries = sign_in(reader).get(reverse("audit")).text.partition("<main")[2]
        for action in ("登记同意公示", "张出公示", "处理公示异议", "查阅封存的公示"):
            assert action in entries
        for secret in ("陶*", "意外致困", "核对陶然", "查无此事"):
            assert secret not in entries
    agreed = AuditEntry.objects.filter(action="disclosure.give_consent").values().latest("pk")
    assert "hardship" not in str(agreed)


def test_no_room_tells_the_search_of_showings() -> None:
    told = {find.rows().model._meta.model_name for find in FINDS.values()}
    assert not told & {"showing", "shown", "objection", "consent", "showinglook"}


def test_figures_name_nobody_and_their_rows_are_for_the_own_desk(
    needy: Showing, sign_in: Browse, group_desk: Actor, power_desk: Actor, today: date
) -> None:
    Showing.objects.filter(pk=needy.pk).update(from_on=today - 9 * DAY, until_on=today - DAY)
    needy.refresh_from_db()
    actions.close_showing(actor=power_desk, showing=needy, words="", today=today)
    for reader in (group_desk, power_desk):
        page = sign_in(reader).get(reverse("figure", args=["disclosure.showings"]))
        assert page.status_code == 200
        for secret in (needy.title, "陶*", "陶然"):
            assert secret not in page.text


def test_messages_days_and_todos_name_nobody(
    needy: Showing,
    sign_in: Browse,
    member: Actor,
    workshop_officer: Actor,
    power_desk: Actor,
    today: date,
) -> None:
    sign_in(member)
    deposit(workshop_officer, needy, today)
    actions.remind_showings(actor=Actor(), today=today)
    actions.remind_showings(actor=Actor(), today=needy.until_on)
    said = [f"{one.title}{one.words}" for one in Notice.objects.all()]
    for actor in (power_desk, workshop_officer, actor_for(needy.handler)):
        said += [
            one.title + one.detail for one in TODOS["disclosure.showings"](actor, today).alone()
        ]
        days = EVENTS["disclosure.showings"](actor, Place(), today, needy.until_on).alone()
        assert len(days) == 1
        said += [one.title for one in days]
    for secret in (needy.title, "陶然", "陶*", "旷工"):
        assert not [one for one in said if secret in one]


def test_a_move_takes_along_what_hangs_and_leaves_what_is_sealed(
    needy: Showing,
    hang: Hang,
    found: Callable[..., Unit],
    power: Unit,
    group_desk: Actor,
    power_desk: Actor,
    member: Actor,
    consent: Callable[..., Consent],
    today: date,
) -> None:
    consent(member)
    sealed = hang()
    Showing.objects.filter(pk=sealed.pk).update(from_on=today - 9 * DAY, until_on=today - DAY)
    sealed.refresh_from_db()
    actions.close_showing(actor=power_desk, showing=sealed, words="", today=today)
    company = found("synthesis")
    Unit.objects.filter(pk=company.pk).update(kind="company")
    company.refresh_from_db()
    old = power.path
    org.move_unit(
        actor=group_desk, unit=power, parent=company, today=today, document="集工发〔2026〕1号"
    )
    moved = actor_for(Member.objects.get(pk=member.member_id))
    assert queries.hanging(moved, today).get() == needy
    desk = actor_for(Member.objects.get(pk=power_desk.member_id))
    assert {one.pk for one in queries.kept(desk)} == {needy.pk, sealed.pk}
    sealed.refresh_from_db()
    needy.refresh_from_db()
    assert sealed.unit_path == old
    assert needy.unit_path.startswith(company.path)


def test_a_unit_with_a_showing_has_something_unfinished(needy: Showing) -> None:
    assert "公示" in {one.label for one in under_way(needy.unit_path, below=False)}


def test_forged_addresses_are_not_found(
    needy: Showing, sign_in: Browse, workshop_officer: Actor, today: date
) -> None:
    left = deposit(workshop_officer, needy, today)
    browser = sign_in(workshop_officer)
    for name, key in (
        ("objection", left.pk),
        ("objection", 10**18),
        ("showing", 10**30),
        ("showing-look", needy.pk),
        ("showing-record", needy.pk),
        ("showing-paper", needy.pk),
        ("showing-handler", needy.pk),
        ("consent-paper", Consent.objects.latest("pk").pk),
    ):
        page: Any = (
            f"/disclosure/{name}/{key}/"
            if key > 10**20
            else reverse(f"disclosure:{name}", args=[key])
        )
        assert browser.get(page).status_code == 404

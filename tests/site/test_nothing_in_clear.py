"""Numbers of people stand nowhere in clear: in no table, no file, no log, whatever was done."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.org.roster.making import identity, phone, xlsx
from zhijia.org.models import Application, JoinLink, Member
from zhijia.platform.jobs import worker
from zhijia.platform.sheets.models import Export, Import
from zhijia.site import demo

PASSWORD = "shan-shui-2026"
SEALED = ("id_number", "phone", "address", "bank_card")
BROUGHT, BROUGHT_PHONE = identity("19850312", 123), phone(4711)
ENTERED, ENTERED_PHONE, CARD = identity("19900704", 124), phone(4712), "6200000000009999"
ASKED, ASKED_PHONE = identity("19911111", 125), phone(4713)
WANTED = phone(4714)
WRONG = BROUGHT[:-1] + ("1" if BROUGHT[-1] != "1" else "2")


@pytest.fixture
def story(db: None, today: date) -> None:
    demo.fill(today=today, password=PASSWORD)


def browser(staff_no: str) -> Client:
    client = Client(raise_request_exception=False)
    who = Member.objects.get(staff_no=staff_no)
    assert who.user
    client.force_login(who.user)
    return client


def work() -> None:
    worker.work(until_empty=True, with_clock=False)


def bring_a_roster(desk: Client) -> None:
    """Bring in one person, one with a wrong number and one that is known, and confirm."""
    known = Member.objects.get(staff_no="2003")
    rows = [
        ["姓名", "身份证号", "工号", "手机号", "备注"],
        ["王小明", BROUGHT, "A1", BROUGHT_PHONE, ""],
        ["错一位", WRONG, "A2", BROUGHT_PHONE, ""],
        [known.name, known.id_number, "2003", WANTED, ""],
    ]
    file = SimpleUploadedFile("花名册.xlsx", xlsx(rows))
    desk.post(reverse("sheets:bring", args=["org.members"]), {"place": "YY", "file": file})
    work()
    brought = Import.objects.get()
    answer = {"how": "skip", "version": brought.version}
    desk.post(reverse("sheets:import-confirm", args=[brought.pk]), answer)
    work()
    brought.refresh_from_db()
    assert brought.state == "done"
    assert Member.objects.get(staff_no="A1").id_number == BROUGHT


def enter_somebody(desk: Client) -> None:
    """Enter a member whose number is wrong first, then right; look; take a table out."""
    said = {"name": "李四", "staff_no": "A9", "joined_on": "2026-01-05", "is_informed": "on"}
    said |= {"unit": "YY", "phone": ENTERED_PHONE, "bank_card": CARD, "address": "某路四十七号"}
    for number in (WRONG, ENTERED):
        desk.post(reverse("org:member-enrol"), {**said, "id_number": number})
    who = Member.objects.get(staff_no="A9")
    look = {"columns": list(SEALED), "reason": "核对登记"}
    shown = desk.post(reverse("org:member-look", args=[who.pk]), look)
    assert ENTERED in shown.text, "the desk of the very unit sees it"
    taken = {"columns": ["name", "id_number", "phone"], "paper": "landscape", "reason": "办证"}
    desk.post(reverse("sheets:take", args=["org.members"]), taken)
    assert Export.objects.get().parcel


def ask_from_outside() -> None:
    """Apply by a poster, once with a wrong number; try to sign in by a phone."""
    link = JoinLink.objects.filter(revoked_on=None).first()
    assert link
    said = {"name": "赵六", "phone": ASKED_PHONE, "employment": "contract"}
    said |= {"has_pledged": "on", "has_consented": "on"}
    stranger = Client()
    for number in (WRONG, ASKED):
        stranger.post(reverse("org:join", args=[link.token]), {**said, "id_number": number})
    assert stranger.get(reverse("org:join-receipt")).status_code == 200
    Client().post(
        reverse("accounts:sign-in"), {"username": ENTERED_PHONE, "password": "nothing-right"}
    )


def ask_for_a_correction(member: Client, desk: Client) -> None:
    """Ask for another phone, which the desk grants."""
    member.post(reverse("org:me-correct"), {"column": "phone", "wanted": WANTED, "note": "换号"})
    desk.get(reverse("search"), {"q": ENTERED})


def numbers() -> set[str]:
    """Return every number and address that is kept of anybody."""
    kept = {getattr(who, name) for who in Member.objects.all() for name in SEALED}
    asked = {(one.id_number, one.phone) for one in Application.objects.all()}
    typed = {BROUGHT, BROUGHT_PHONE, WRONG, ENTERED, ENTERED_PHONE, CARD, ASKED, ASKED_PHONE}
    return (kept | {said for pair in asked for said in pair} | typed | {WANTED}) - {""}


def cells() -> Iterator[tuple[str, str]]:
    """Yield every value of every table as text, the tables of the search among them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else None
                    yield table, raw.decode("utf-8", "replace") if raw else str(value)


def files() -> Iterator[tuple[str, str]]:
    for place in Path(settings.FILES_ROOT).rglob("*"):
        if place.is_file():
            yield place.name, place.read_bytes().decode("utf-8", "replace")


@pytest.mark.usefixtures("story")
def test_no_table_file_or_log_line_tells_a_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk = browser("2001")
    bring_a_roster(desk)
    enter_somebody(desk)
    ask_from_outside()
    ask_for_a_correction(desk, desk)
    secret = numbers()
    assert len(secret) > 20
    assert any("王小明" in text for _, text in cells()), "what is not sealed is seen here"
    told = {
        (where, number)
        for where, text in (*cells(), *files(), ("log", caplog.text))
        for number in secret
        if number in text
    }
    assert not told

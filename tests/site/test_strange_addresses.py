"""Whoever only looks changes nothing, and no address that somebody made up breaks a page."""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from itertools import chain, product

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse

from tests.architecture.test_doors import DOORS
from tests.org.roster.making import identity, xlsx
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.jobs import worker
from zhijia.platform.sheets import actions as sheets
from zhijia.platform.sheets.models import Import
from zhijia.platform.sheets.register import SHEETS
from zhijia.site import demo

# Keys of the story, one beyond what a database holds; words, one that no database takes.
NUMBERS = (1, 2, 10**30)
WORDS = ("x", "\x00", "org.members")
ASKED = "unit who q page at tab year y m open to kind list state sort scope area speech before"
HEADS = ["姓名", "身份证号", "工号"]


@pytest.fixture
def keeper(transactional_db: None, today: date) -> Client:
    """The desk of the top unit in the demo's story, with an import written and another read."""
    demo.fill(today=today, password="shan-shui-2026")
    desk = Member.objects.get(staff_no="1002")
    for born in ("19850312", "19900704"):
        row = ["王小明", identity(born), f"A{born}"]
        brought = sheets.bring(
            actor=actor_for(desk),
            sheet=SHEETS["org.members"],
            place=Unit.objects.get(parent=None),
            data=xlsx([HEADS, row]),
            name="花名册.xlsx",
            chosen={},
        )
        worker.work(until_empty=True, with_clock=False)
        brought.refresh_from_db()
        if born == "19850312":
            sheets.confirm(actor=actor_for(desk), brought=brought, is_whole=True)
            worker.work(until_empty=True, with_clock=False)
    client = Client(raise_request_exception=False)
    assert desk.user
    client.force_login(desk.user)
    return client


def addresses(name: str, door: URLPattern) -> Iterator[str]:
    """Yield the addresses of a page with every stand-in for its parts."""
    kinds = {key: type(one).__name__ for key, one in door.pattern.converters.items()}
    choices = [NUMBERS if kind == "IntConverter" else WORDS for kind in kinds.values()]
    for chosen in product(*choices):
        with suppress(NoReverseMatch):  # no such word leads there
            yield reverse(name, kwargs=dict(zip(kinds, chosen, strict=True)))


def everywhere() -> Iterator[str]:
    for name, door in DOORS:
        if name != "accounts:sign-out":
            yield from addresses(name, door)


def ask(keeper: Client, address: str, **question: str) -> int:
    """Look at a page and return its status."""
    with closing(keeper.get(address, question)) as answer:
        return answer.status_code


def stands() -> tuple[int, list[tuple[str, int]]]:
    """Return what an action would leave: an entry on record, an import in another state."""
    rows = Import.objects.order_by("pk").values_list("state", "version")
    return AuditEntry.objects.count(), list(rows)


def test_looking_at_a_page_does_nothing(keeper: Client) -> None:
    before, guilty = stands(), []
    assert [state for state, _ in before[1]] == ["done", "ready"]
    for address in everywhere():
        ask(keeper, address)
        if (now := stands()) != before:
            guilty.append(address)
            before = now
    assert not guilty


def test_no_address_breaks_a_page(keeper: Client) -> None:
    asked = dict.fromkeys(ASKED.split(), "\x00")
    huge = dict.fromkeys(ASKED.split(), "9" * 30)
    plain = ((address, {}) for address in everywhere())
    first = (next(addresses(name, door)) for name, door in DOORS)
    broken = [
        (address, question)
        for address, question in chain(plain, product(first, (asked, huge)))
        if ask(keeper, address, **question) >= 500
    ]
    assert not broken

"""A hall votes electronically: from a card in a voter's hand to an archive anybody checks."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from tests.ballots.conftest import draft as draft
from tests.ballots.halls import Hall, Make
from tests.ballots.halls import hall as hall
from zhijia.ballots import actions
from zhijia.ballots.crypto import credentials
from zhijia.ballots.models import Entry, Voter
from zhijia.ballots.verify.verifier import verify
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

Axe = Callable[[Page], None]
Enter = Callable[..., Page]


@pytest.fixture
def cast(organisation: Cast) -> Cast:
    return organisation


@pytest.fixture
def desk(cast: Cast) -> Actor:
    return cast.actors["group_desk"]


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes on the cards: voters' first, then the scrutineers'."""
    made: list[str] = []
    fresh = credentials.new_code

    def new_code() -> str:
        made.append(fresh())
        return made[-1]

    monkeypatch.setattr(credentials, "new_code", new_code)
    return made


def came(found: Hall, cast: Cast, staff_no: str) -> None:
    """Let somebody sign in at the desk for the electronic way."""
    voter = Voter.objects.get(ballot=found.ballot, member=cast.members[staff_no])
    actions.sign_in(actor=found.desk, voter=voter, way="electronic", today=found.today)


def signed(page: Page, found: Hall, code: str) -> None:
    """Sign what is proposed on the page of a scrutineer."""
    page.goto(f"/ballots/{found.ballot.pk}/sign-board/")
    page.get_by_label("监票码").fill(code)
    hands.press(page, "签署")
    page.wait_for_url("**/electronic/")
    page.wait_for_load_state("networkidle")


def test_a_member_votes_on_a_phone_and_the_archive_is_verified(
    hall: Make, cast: Cast, codes: list[str], enter: Enter, axe: Axe, today: date, tmp_path: Path
) -> None:
    found = hall().open()
    due = found.ballot.due
    came(found, cast, "2001")
    phone = enter("2001", **PHONE)
    phone.goto(f"/ballots/{found.ballot.pk}/")
    phone.get_by_role("link", name="去投票").click()
    phone.get_by_label("投票码").fill("7" * 26)
    hands.press(phone, "下一步")
    first = phone.locator(".choice").first
    first.get_by_role("checkbox").click()
    hands.press(phone, "下一步：核对")
    tracker = phone.locator(".tracker strong").inner_text()
    hands.press(phone, "投出")
    expect(phone.get_by_role("alert")).to_contain_text("这不是本次表决的投票码")
    phone.get_by_label("投票码").fill(codes[0])
    hands.press(phone, "下一步")
    expect(phone.locator(".choice").first.get_by_role("checkbox")).to_be_checked()
    hands.press(phone, "下一步：核对")
    assert phone.locator(".tracker strong").inner_text() != tracker
    tracker = phone.locator(".tracker strong").inner_text()
    axe(phone)
    hands.press(phone, "投出")
    expect(phone.get_by_role("status")).to_contain_text("回执的签名正确")
    assert Entry.objects.filter(ballot=found.ballot, tracker=tracker.replace("-", "")).exists()

    # A second time with the same card.
    phone.goto(f"/ballots/{found.ballot.pk}/vote/")
    phone.get_by_label("投票码").fill(codes[0])
    hands.press(phone, "下一步")
    hands.press(phone, "下一步：核对")
    hands.press(phone, "投出")
    expect(phone.get_by_role("alert")).to_contain_text("已经投过票")

    for n in range(1, 5):
        found.cast(found.fill(n, 0))
    member = cast.members["2003"]
    org.give_account(actor=found.desk, member=member, password=hands.PASSWORD, is_demo=True)
    chief = enter("2003", **DESKTOP)
    actions.stop_casting(actor=found.desk, ballot=found.ballot, now=now())
    signed(chief, found, codes[due])
    found.sign(1)
    found.ballot = actions.close_ballot(
        actor=found.desk, ballot=found.ballot, today=today, now=now()
    )
    actions.propose_seal(actor=found.desk, ballot=found.ballot)
    signed(chief, found, codes[due])
    found.sign(1)
    for n in (0, 1):
        found.mix(n)
    for n in (0, 2):
        found.decrypt(n)
    with chief.expect_download() as coming:
        chief.evaluate(
            "url => { const a = document.createElement('a'); a.href = url; a.click(); }",
            f"/ballots/{found.ballot.pk}/archive.zip",
        )
    folder = tmp_path / "archive"
    with zipfile.ZipFile(coming.value.path()) as packed:
        packed.extractall(folder)
    verdict = verify(folder)
    assert verdict.is_verified, verdict.findings.reasons
    assert verdict.cells[0] == 5

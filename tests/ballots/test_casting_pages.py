"""Where ballots come in over HTTP, and the page of an electronic vote: who may, what is said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.ballots.conftest import Browser
from tests.ballots.halls import TINY, Hall, Make
from tests.ballots.halls import hall as hall
from tests.ballots.halls import small as small
from tests.ballots.test_electronic import counted
from zhijia.ballots import actions, queries
from zhijia.ballots.models import Ballot, Board, Entry, Voter
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

BYTES = "application/octet-stream"


def sent(client: Client, found: Hall, raw: bytes, **more: Any) -> Any:
    return client.post(f"/ballots/{found.ballot.pk}/cast/", raw, content_type=BYTES, **more)


def plain(cast: Cast) -> Member:
    """Return a member of the roll who holds no office."""
    rows = Voter.objects.select_related("member").order_by("pk")
    found = (row.member for row in rows if row.member and not row.member.posts.exists())
    return next(found)


@pytest.fixture
def voter(small: Hall, cast: Cast, sign_in: Browser) -> Client:
    """A member who signed in for an electronic vote."""
    member = plain(cast)
    Voter.objects.filter(member=member).update(way="electronic")
    return sign_in(actor_for(member))


def test_who_signed_in_for_it_casts_and_gets_the_receipt(small: Hall, voter: Client) -> None:
    raw = small.fill(0, 0)
    answer = sent(voter, small, raw)
    assert answer.status_code == 200
    assert answer.json() == small.cast(raw)._asdict()
    assert bytes(Entry.objects.get(kind="ballot").payload) == raw


def test_who_took_paper_or_has_not_come_or_is_not_on_the_roll_does_not(
    small: Hall, cast: Cast, sign_in: Browser
) -> None:
    raw = small.fill(0, 0)
    member = plain(cast)
    browser = sign_in(actor_for(member))
    for way, why in (("", "先在签到处签到"), ("paper", "领取纸质选票"), ("mobile", "领取纸质")):
        Voter.objects.filter(member=member).update(way=way)
        answer = sent(browser, small, raw)
        assert (answer.status_code, why in answer.json()["words"]) == (403, True)
    Voter.objects.filter(member=member).delete()
    assert sent(browser, small, raw).status_code == 404
    assert sent(Client(), small, raw).status_code == 302
    assert not Entry.objects.filter(kind="ballot").exists()


def test_what_is_too_long_is_not_read(small: Hall, voter: Client) -> None:
    answer = sent(voter, small, b"x" * 10_000_000)
    assert answer.status_code == 413
    assert "没有收下" in answer.json()["words"]
    assert sent(voter, small, b"", CONTENT_LENGTH="").status_code == 411
    assert sent(voter, small, b"abc").status_code == 422
    assert voter.get(f"/ballots/{small.ballot.pk}/cast/").status_code == 405
    assert not Entry.objects.filter(kind="ballot").exists()


def test_a_page_elsewhere_cannot_cast(small: Hall, voter: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = voter.cookies
    assert sent(strict, small, small.fill(0, 0)).status_code == 403
    assert not Entry.objects.filter(kind="ballot").exists()


def test_a_wrong_code_may_be_typed_again(small: Hall, voter: Client) -> None:
    strange = Hall(small.ballot, small.desk, small.today, codes=[bytes(32)])
    answer = sent(voter, small, strange.fill(0, 0))
    assert (answer.status_code, answer.json()["reason"]) == (422, "credential")


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Let SQLite's file not grow any more; on PostgreSQL let the entry's write fail."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA max_page_count = {most}")
        return

    def full(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith('INSERT INTO "ballots_entry"'):
            raise OperationalError("could not extend file: No space left on device")
        return execute(sql, *more)

    with connection.execute_wrapper(full):
        yield


def test_a_full_disk_loses_nothing_that_was_acknowledged(hall: Make, cast: Cast) -> None:
    found = hall().open()  # long ballots, so that a page is full soon
    told = []
    with a_full_disk():
        refused = None
        for n in range(10):
            raw = found.fill(n, 0)
            try:
                told.append((raw, found.cast(raw)))
            except actions.Unkept:
                refused = raw
                break
    assert refused is not None
    assert Entry.objects.filter(kind="ballot").count() == len(told)
    for raw, receipt in told:
        assert found.cast(raw) == receipt
    found.cast(refused)
    assert Entry.objects.filter(kind="ballot").count() == len(told) + 1
    assert queries.count_of(found.ballot) == len(told) + 1


def test_the_voter_is_told_when_nothing_could_be_kept(
    small: Hall, voter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise actions.Unkept

    monkeypatch.setattr(actions, "cast", fails)
    answer = sent(voter, small, small.fill(0, 0))
    assert (answer.status_code, "不要关闭页面" in answer.json()["words"]) == (503, True)


def test_a_cast_asks_the_database_ten_things(small: Hall, voter: Client) -> None:
    raw = small.fill(0, 0)
    with CaptureQueriesContext(connection) as seen:
        assert sent(voter, small, raw).status_code == 200
    asked = [one["sql"].lstrip("(").split()[0] for one in seen]
    # Session, account, actor, the voter with the vote and its board; board and credential, held.
    assert asked.count("SELECT") == 6
    # Marks and entry; the board's head, the credential's last.
    assert (asked.count("INSERT"), asked.count("UPDATE")) == (2, 2)


def test_who_is_no_member_is_not_taken_for_a_guest_on_the_roll(small: Hall) -> None:
    row = small.ballot.voters.first()
    assert row
    Voter.objects.filter(pk=row.pk).update(member=None, way="electronic")
    assert queries.voting(Actor(), small.ballot.pk) is None


def test_casting_writes_the_board_and_nothing_else(small: Hall, voter: Client) -> None:
    """Not even that the visit goes on, which a page notes every few minutes."""
    session = voter.session
    session["seen"], session["visit"] = 1.0, 0
    session.save()
    entries = AuditEntry.objects.count()
    written: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
            written.append(sql.split('"')[1])
        return execute(sql, *more)

    with connection.execute_wrapper(watch):
        assert sent(voter, small, small.fill(0, 0)).status_code == 200
    assert set(written) == {
        "ballots_cipher",
        "ballots_entry",
        "ballots_board",
        "ballots_credential",
    }
    assert AuditEntry.objects.count() == entries


# 电子投票一页


def page(client: Client, found: Hall) -> str:
    answer = client.get(f"/ballots/{found.ballot.pk}/electronic/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_leads_through_every_step(hall: Make, cast: Cast, sign_in: Browser) -> None:
    found = hall(TINY)
    browser = sign_in(found.desk)
    assert "开始准备电子投票" in page(browser, found)
    browser.post(f"/ballots/{found.ballot.pk}/electronic/begin/")
    found.bring_holders()
    assert "下载发码工具" in page(browser, found)
    actions.keep_key_lists(actor=found.desk, ballot=found.ballot, text=found.lists())
    assert "冻结选举清单" in page(browser, found)
    browser.post(f"/ballots/{found.ballot.pk}/electronic/freeze/")
    found.ballot.refresh_from_db()
    for word in ("承诺", "公开", "分发", "确认"):
        assert f"轮：{word}</h3>" in page(browser, found)
        raws = {
            "承诺": lambda one: one.commit(queries.manifest_of(found.ballot)),
            "公开": lambda one: one.reveal(queries.ceremony_of(found.ballot)),
            "分发": lambda one: one.share(queries.ceremony_of(found.ballot)),
            "确认": lambda one: one.confirm(queries.ceremony_of(found.ballot)),
        }
        for raw in [raws[word](one) for one in found.holders]:
            answer = browser.post(
                f"/ballots/{found.ballot.pk}/electronic/message/", {"text": raw.decode()}
            )
            assert answer.status_code == 302, answer.content.decode()
    shown = page(browser, found)
    words = found.holders[0].words(queries.ceremony_of(found.ballot)).split()
    assert all(f'<strong class="me-3">{word}</strong>' in shown for word in words)
    browser.post(f"/ballots/{found.ballot.pk}/electronic/board/")
    assert "可以" in page(browser, found)
    found.ballot = actions.open_ballot(actor=found.desk, ballot=found.ballot, today=found.today)
    for n in range(6):
        found.cast(found.fill(n, 0))
    browser.post(f"/ballots/{found.ballot.pk}/electronic/stop/")
    shown = page(browser, found)
    assert "已签 0 人，须 2 人" in shown
    assert Board.objects.get().head in shown
    assert browser.get(f"/ballots/{found.ballot.pk}/sign-board/").status_code == 200
    found.both_sign()
    assert "提请封存计票" in page(browser, found)
    found.seal()
    for n in (0, 1):
        text = found.partial(n).decode()
        browser.post(f"/ballots/{found.ballot.pk}/electronic/opened/", {"text": text})
    assert "计入电子选票 6 张" in page(browser, found)


def test_what_is_wrong_is_said_in_chinese_beside_the_step(
    small: Hall, cast: Cast, sign_in: Browser
) -> None:
    browser = sign_in(small.desk)
    for where, form, why in (
        ("message", {"text": "{}"}, "现在不是密钥仪式的时候"),
        ("message", {}, "请粘贴内容或者选择文件"),
        ("opened", {"text": "<script>"}, "现在的步骤是"),
        ("sign", {"key": "ab", "sig": "cd"}, "现在没有要签署的事项"),
        ("revoke", {"keys": "<b>", "reason": "x"}, "有的公钥不在名单里"),
        ("freeze", {}, "现在的步骤是"),
    ):
        answer = browser.post(f"/ballots/{small.ballot.pk}/electronic/{where}/", form)
        assert (answer.status_code, why in answer.content.decode()) == (422, True), where
    assert small.board.statement == {}


def test_a_stranger_sees_neither_page_nor_files(small: Hall, cast: Cast, sign_in: Browser) -> None:
    counted(small)
    member = plain(cast)
    Voter.objects.filter(member=member).delete()
    browser = sign_in(actor_for(member))
    names = ("electronic/", "roll.json", "ceremony.json", "manifest.json", "archive.zip", "vote/")
    for name in names:
        assert browser.get(f"/ballots/{small.ballot.pk}/{name}").status_code == 404, name
    desk = sign_in(small.desk)
    for name in names[:5]:
        assert desk.get(f"/ballots/{small.ballot.pk}/{name}").status_code == 200, name
    for name in ("holder", "registrar", "verify"):
        assert desk.get(f"/ballots/tools/{name}.html").status_code == 200
    assert desk.get("/ballots/tools/other.html").status_code == 404


def test_a_voter_looks_at_the_board_but_not_at_the_roll(small: Hall, voter: Client) -> None:
    assert voter.get(f"/ballots/{small.ballot.pk}/archive.zip").status_code == 200
    assert voter.get(f"/ballots/{small.ballot.pk}/roll.json").status_code == 404
    shown = voter.get(f"/ballots/{small.ballot.pk}/vote/")
    assert (shown.status_code, "ballot-vote" in shown.content.decode()) == (200, True)
    Ballot.objects.update(state="sealed")
    assert voter.get(f"/ballots/{small.ballot.pk}/archive.zip").status_code == 404

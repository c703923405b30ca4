"""What holders bring of a large vote is checked by a job, with progress, outside of every lock."""

from dataclasses import dataclass, field

import pytest
from django.test import Client

from tests.ballots.conftest import Browser
from tests.ballots.halls import Hall, Make
from tests.ballots.halls import hall as hall
from tests.ballots.test_electronic import counted
from zhijia.ballots import actions, queries, tasks
from zhijia.ballots.models import Entry, Handed
from zhijia.ballots.queries import boards
from zhijia.ballots.queries import electronic as electronic_queries
from zhijia.ballots.rules import electronic as rules
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.jobs.models import Job

MIX, OPEN = "electronic/mixed/", "electronic/opened/"


@dataclass
class Bench:
    """Whoever runs a job: for whom, and what was told of it."""

    actor: Actor
    said: list[tuple[int, int, str]] = field(default_factory=list)

    def told(self, done: int, total: int, words: str = "") -> None:
        self.said.append((done, total, words))


@pytest.fixture
def large(hall: Make, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Close and seal a vote with slots that counts as large."""
    found = counted(hall().open())
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 5)
    return found


@pytest.fixture
def browser(large: Hall, sign_in: Browser) -> Client:
    return sign_in(large.desk)


def bring(browser: Client, found: Hall, where: str, raw: bytes) -> str:
    path = f"/ballots/{found.ballot.pk}/{where}"
    return browser.post(path, {"text": raw.decode()}, follow=True).content.decode()


def run(found: Hall) -> Bench:
    """Do the job that waits."""
    job = Job.objects.get(name__startswith="ballots.check", state="waiting")
    bench = Bench(found.desk)
    {"ballots.check_mixed": tasks.mixed, "ballots.check_partial": tasks.partial}[job.name](
        bench, *job.args
    )
    Job.objects.filter(pk=job.pk).update(state="done")
    return bench


def test_a_large_vote_is_mixed_and_opened_by_jobs_to_the_same_result(
    large: Hall, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(electronic_queries, "LOT", 2)
    monkeypatch.setattr(boards, "LOT", 2)
    for n in (0, 1):
        told = bring(browser, large, MIX, large.mixing(n))
        assert "正在后台核对" in told
        assert "等待后台核对" in told
        assert large.board.phase == ("mixed" if n else "sealed")
        run(large)
        assert large.board.phase == "mixed"
        assert not Handed.objects.exists()
    for n in (0, 2):
        bring(browser, large, OPEN, large.partial(n))
        bench = run(large)
    assert bench.said == [
        (0, 6, "正在合计选票：0 / 6"),
        (2, 6, "正在合计选票：2 / 6"),
        (4, 6, "正在合计选票：4 / 6"),
    ]
    result = queries.last_said(large.ballot, "result")
    assert result is not None
    assert result["ballots"] == 6
    assert (
        "正在后台核对"
        not in browser.get(f"/ballots/{large.ballot.pk}/electronic/").content.decode()
    )


def test_a_bad_mixing_is_turned_down_by_the_job_and_the_page_says_why(
    large: Hall, browser: Client
) -> None:
    raw = large.mixing(0)
    bring(browser, large, MIX, raw.replace(b'"holder":1', b'"holder":2'))
    with pytest.raises(Refused):
        run(large)
    told = browser.get(f"/ballots/{large.ballot.pk}/electronic/").content.decode()
    assert "没有收下" in told
    assert "签名" in told
    assert not Entry.objects.filter(kind="mixed").exists()
    Job.objects.update(state="failed")
    bring(browser, large, MIX, raw)
    assert Handed.objects.get().why == ""
    run(large)
    assert Entry.objects.filter(kind="mixed").count() == 1


def test_what_was_checked_against_a_board_that_went_on_is_not_taken(
    large: Hall, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = tasks.check_mixed
    bring(browser, large, MIX, large.mixing(0))

    def slow(board: object, raw: bytes) -> object:
        found = check(board, raw)  # type: ignore[arg-type]  # it only passes through
        large.mix(1)
        return found

    monkeypatch.setattr(tasks, "check_mixed", slow)
    with pytest.raises(Refused, match="公告板有了新的内容"):
        run(large)
    assert Entry.objects.filter(kind="mixed").count() == 1
    assert "公告板有了新的内容" in Handed.objects.get().why


def test_a_job_that_is_run_again_does_no_harm(large: Hall, browser: Client) -> None:
    bring(browser, large, MIX, large.mixing(0))
    pk = Handed.objects.get().pk
    run(large)
    assert tasks.mixed(Bench(large.desk), pk).words == "已收下"
    assert Entry.objects.filter(kind="mixed").count() == 1


def test_the_same_is_not_handed_over_twice_and_a_stranger_hands_over_nothing(
    large: Hall, browser: Client
) -> None:
    raw = large.mixing(0)
    bring(browser, large, MIX, raw)
    assert "同一份正在后台核对" in bring(browser, large, MIX, raw)
    assert Handed.objects.count() == 1
    with pytest.raises(Refused):
        actions.bring(actor=Actor(), ballot=large.ballot, step="mix", text=raw.decode() + " ")
    assert Handed.objects.count() == 1


@pytest.mark.parametrize(
    ("ballots", "slots", "long"),
    [(500, 2000, False), (501, 0, True), (223, 2007, True), (40, 360, False)],
)
def test_what_takes_long_is_said_by_ballots_and_slots(ballots: int, slots: int, long: bool) -> None:
    assert rules.takes_long(ballots, slots) is long

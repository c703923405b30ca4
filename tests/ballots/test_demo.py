"""The story's votes: a by-election on paper, an evaluation that is over, an open rehearsal."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.utils.timezone import now

from tests.ballots.conftest import Browser
from zhijia.ballots import actions, demo, queries
from zhijia.ballots.crypto.ballots import make
from zhijia.ballots.crypto.credentials import seed_of
from zhijia.ballots.demo.electronic import LETTERS, METHOD
from zhijia.ballots.models import Ballot, Board, Sheet
from zhijia.ballots.verify.verifier import verify
from zhijia.org.demo import Cast


@pytest.fixture
def story(cast: Cast, today: date) -> Cast:
    demo.fill(cast, today=today)
    return cast


def test_the_by_election_is_counted_by_two_and_sealed(story: Cast) -> None:
    ballot = Ballot.objects.get(unit=story.units["power"])
    contest = ballot.contests.get()
    assert (ballot.state, len(contest.outcome["elected"])) == ("sealed", 2)
    assert ballot.took_part == ballot.due - 1
    assert Sheet.objects.filter(ballot=ballot, is_settled=True).count() == 2


def test_the_evaluation_is_told_and_its_archive_verified(
    story: Cast, tmp_path: Path, sign_in: Browser
) -> None:
    ballot = Ballot.objects.get(unit=story.units["hospital"])
    assert (ballot.state, ballot.took_part, ballot.told_on) == ("counted", 6, ballot.closed_on)
    assert not ballot.is_rehearsal
    with zipfile.ZipFile(BytesIO(b"".join(queries.zipped(ballot)))) as packed:
        packed.extractall(tmp_path)
    verdict = verify(tmp_path)
    assert verdict.is_verified, verdict.findings.reasons
    assert verdict.cells == [3, 2, 1, 0, 2, 2, 1, 0]
    page = sign_in(story.actors["hospital_desk"]).get(f"/ballots/{ballot.pk}/result/").text
    assert "优秀 3（50.0%）" in page
    assert "下载存档" in page


def test_whoever_tries_the_demo_votes_in_the_rehearsal(story: Cast, sign_in: Browser) -> None:
    ballot = Ballot.objects.get(unit=story.units["group"])
    assert (ballot.state, ballot.is_rehearsal, ballot.way) == ("open", True, "remote")
    assert ballot.entries.filter(kind="ballot").count() == 5
    browser = sign_in(story.actors["school_desk"])
    page = browser.get(f"/ballots/{ballot.pk}/").text
    assert METHOD in page
    assert "去投票" in page
    assert browser.get(f"/ballots/{ballot.pk}/vote/").status_code == 200
    board = Board.objects.select_related("ballot").get(ballot=ballot)
    code = ("3001" * LETTERS)[:LETTERS]
    seed = seed_of(code, "credential", str(board.uuid))
    key = queries.election_of(board.ballot, board)
    raw = make(key, seed, [1, 0, 0, 0, 0, 1], [], bytes(32))
    actions.cast(ballot=ballot, raw=raw, now=now())
    assert ballot.entries.filter(kind="ballot").count() == 6

"""公告板: a voter finds their ballot by its tracker, and the server not which they look for."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.ballots.conftest import Browser
from tests.ballots.halls import Hall
from tests.ballots.halls import hall as hall
from tests.ballots.halls import small as small
from tests.ballots.test_casting_pages import plain
from zhijia.ballots import queries
from zhijia.ballots.crypto import trackers
from zhijia.ballots.models import Ballot, Credential, Voter
from zhijia.ballots.queries import trackers as listing
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for


@pytest.fixture
def voter(small: Hall, cast: Cast, sign_in: Browser) -> Client:
    return sign_in(actor_for(plain(cast)))


def shown(tracker: str) -> str:
    return trackers.shown(bytes.fromhex(tracker))


def page(browser: Client, found: Hall, start: str = "") -> str:
    answer = browser.get(f"/ballots/{found.ballot.pk}/board/", {"start": start} if start else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_voter_finds_the_tracker_number_and_hash_of_the_receipt(
    small: Hall, voter: Client
) -> None:
    assert "还没有电子选票" in page(voter, small)
    receipts = [small.cast(small.fill(n, 0)) for n in range(3)]
    told = page(voter, small)
    for one in receipts:
        assert shown(one.tracker) in told
        assert one.head in told
    assert "已投出" in told


def test_what_does_not_count_is_told_apart(small: Hall, voter: Client) -> None:
    receipt = small.cast(small.fill(0, 0))
    Credential.objects.filter(last=receipt.seq).update(is_revoked=True)
    assert "已投出，不计入（重投或者注销）" in page(voter, small)


def test_many_are_asked_for_by_their_first_letters(
    small: Hall, voter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = sorted(shown(small.cast(small.fill(n, 0)).tracker) for n in range(6))
    monkeypatch.setattr(listing, "FEW", 2)
    told = page(voter, small)
    assert "请选查验码的第一个字母" in told
    assert not [one for one in every if one in told]
    first = every[0][0]
    found = queries.listed(small.ballot, first.lower())
    wanted = [one for one in every if one.startswith(first)]
    if not found.further:
        assert [one.tracker for one in found.rows] == wanted
    monkeypatch.setattr(listing, "FEW", 300)
    told = page(voter, small, first)
    assert [one for one in every if one in told] == wanted
    assert "不知道您找的是哪一个" in told


@pytest.mark.parametrize("start", ["<b>", "ILOU", "0' OR 1", "Z" * 40])
def test_letters_that_are_none_do_no_harm(small: Hall, voter: Client, start: str) -> None:
    small.cast(small.fill(0, 0))
    assert "<b>" not in page(voter, small, start).split("<main", 1)[1]


def test_a_stranger_to_the_vote_sees_no_board_and_a_sealed_one_is_for_offices(
    small: Hall, voter: Client, cast: Cast, sign_in: Browser
) -> None:
    path = f"/ballots/{small.ballot.pk}/board/"
    desk = sign_in(small.desk)
    Ballot.objects.update(state="sealed")
    assert voter.get(path).status_code == 404
    assert desk.get(path).status_code == 200
    Ballot.objects.update(state="open")
    Voter.objects.filter(member=plain(cast)).delete()
    assert voter.get(path).status_code == 404
    assert desk.get("/ballots/999999/board/").status_code == 404


def test_a_longer_board_asks_no_more_questions(
    small: Hall, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(4):
        small.cast(small.fill(n, 0))
    with django_assert_num_queries(2):
        assert len(queries.listed(small.ballot, "").rows) == 4

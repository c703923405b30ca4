"""核验页: a second device sees what is in an opened ballot, not signed in and without a roll."""

from django.test import Client

from tests.ballots.halls import Hall, Make
from tests.ballots.halls import hall as hall
from tests.ballots.halls import small as small
from zhijia.ballots.models import Ballot, Eligible
from zhijia.ballots.rules.casting import CHECKS_A_MINUTE


def test_a_stranger_opens_it_by_the_public_number_and_learns_no_name_of_the_roll(
    hall: Make,
) -> None:
    found = hall().open()
    page = Client().get(f"/ballots/check/{found.ballot.eid}/")
    told = page.content.decode()
    assert page.status_code == 200
    assert '"manifest"' in told
    assert found.board.h in told
    standing = {one.name for one in found.ballot.contests.get().choices.all()}
    watching = set(found.ballot.watchers.values_list("name", flat=True))
    names = set(Eligible.objects.filter(ballot=found.ballot).values_list("name", flat=True))
    assert names - standing - watching
    assert not [name for name in names - standing - watching if name in told]
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert not page.cookies


def test_a_number_of_no_vote_or_of_one_without_a_board_opens_nothing(hall: Make) -> None:
    found = hall()
    found.freeze()
    client = Client()
    for eid in (found.ballot.eid, "ab" * 32, "x", str(found.ballot.pk)):
        assert client.get(f"/ballots/check/{eid}/").status_code == 404, eid
    assert client.post(f"/ballots/check/{found.ballot.eid}/").status_code == 405


def test_it_is_closed_to_strangers_once_the_vote_is_counted(small: Hall) -> None:
    path = f"/ballots/check/{small.ballot.eid}/"
    for state, status in (("open", 200), ("closed", 200), ("counted", 404), ("sealed", 404)):
        Ballot.objects.filter(pk=small.ballot.pk).update(state=state)
        assert Client().get(path).status_code == status, state


def test_who_opens_it_too_often_is_told_to_wait(small: Hall) -> None:
    path = f"/ballots/check/{small.ballot.eid}/"
    client = Client()
    for _ in range(CHECKS_A_MINUTE):
        client.get("/ballots/check/x/")
    page = client.get(path)
    assert page.status_code == 429
    assert "太频繁" in page.content.decode()
    assert Client(REMOTE_ADDR="10.0.0.9").get(path).status_code == 200

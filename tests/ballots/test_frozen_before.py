"""A weighted evaluation whose manifest was frozen when its lines could not be counted yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.ballots.conftest import EVALUATION, Browser, person
from tests.ballots.halls import Hall, Make
from tests.ballots.halls import hall as hall
from zhijia.ballots import actions
from zhijia.ballots.actions import keys
from zhijia.ballots.models import Ballot
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
SCORES = (("满意", 100), ("基本满意", 70), ("不满意", 0))
WEIGHTED = replace(EVALUATION, lines=(("德", 60), ("能", 40)), scores=SCORES)


@pytest.fixture
def old(hall: Make, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Frozen as it was then: each person once, no line; the board stands."""

    def whole(key: str, lines: Sequence[object]) -> list[str]:
        return [key]

    with monkeypatch.context() as then:
        then.setattr(keys, "line_keys", whole)
        then.setattr(keys, "line_words", whole)
        found = hall(WEIGHTED, choices=("1001",))
        found.freeze()
    found.hold_ceremony()
    actions.open_board(actor=found.desk, ballot=found.ballot)
    return found


def voted(old: Hall) -> None:
    """Let it go on to its result, as such votes did."""
    Ballot.objects.filter(pk=old.ballot.pk).update(state="open")
    old.ballot.refresh_from_db()
    for n in range(5):
        old.cast(old.fill(n, 0))
    old.close()
    old.seal()
    old.decrypt(0)
    old.decrypt(1)


def test_what_is_frozen_now_asks_every_line(hall: Make) -> None:
    found = hall(WEIGHTED, choices=("1001",)).open()
    assert len(found.key.layout.cells) == 9


def test_it_is_not_opened_any_more(old: Hall) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Refused, match="不能计票"):
        actions.open_ballot(actor=old.desk, ballot=old.ballot, today=old.today)
    old.ballot.refresh_from_db()
    assert old.ballot.state == "set"
    assert AuditEntry.objects.count() == before


def test_its_count_is_refused_in_plain_words_and_it_is_voted_again(
    old: Hall, sign_in: Browser, chair: Actor, today: date
) -> None:
    voted(old)
    client = sign_in(chair)
    where = f"/ballots/{old.ballot.pk}/"
    assert "分项计分" in client.get(f"{where}electronic/").text
    answer = client.post(f"{where}count/")
    assert (answer.status_code, "照原样再投一次" in answer.text) == (422, True)
    old.ballot.refresh_from_db()
    assert old.ballot.state == "closed"
    assert old.ballot.contests.get().tally == {}
    refused = client.post(f"{where}again/")
    assert refused.status_code == 422
    assert Ballot.objects.count() == 1

    assert client.post(f"{where}void/", {"reason": "冻结时不能分项"}).status_code == 302
    assert "照原样再投一次" in client.get(where).text
    assert client.post(f"{where}again/").status_code == 302
    made = Ballot.objects.get(state="draft")
    assert (made.title, made.way, made.eid) == (old.ballot.title, old.ballot.way, "")
    assert made.voters.count() == old.ballot.voters.count()
    assert made.voters.exclude(way="").count() == 0
    roles = [sorted(one.watchers.values_list("role", "name")) for one in (made, old.ballot)]
    assert roles[0] == roles[1]
    assert not made.watchers.exclude(keys="").exists()
    again, before = made.contests.get(), old.ballot.contests.get()
    assert (again.lines, again.scores, again.tally) == (before.lines, before.scores, {})
    assert [one.member_id for one in again.choices.all()] == [
        one.member_id for one in before.choices.all()
    ]
    actions.set_ballot(actor=old.desk, ballot=made, today=today)


def test_who_only_votes_drafts_nothing_anew(old: Hall, cast: Cast, chair: Actor) -> None:
    ballot = actions.void_ballot(actor=chair, ballot=old.ballot, reason="冻结过早", today=old.today)
    with pytest.raises(Refused):
        actions.vote_again(actor=person(cast, "5004"), ballot=ballot, today=old.today)
    assert Ballot.objects.count() == 1

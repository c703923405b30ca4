"""改领纸质选票: whoever has a code takes paper once two scrutineers have struck it."""

from datetime import date

import pytest

from tests.ballots.conftest import Browser
from tests.ballots.halls import Hall, Make
from tests.ballots.halls import hall as hall
from zhijia.ballots import actions, queries
from zhijia.ballots.crypto.hashes import key_of
from zhijia.ballots.models import Voter
from zhijia.ballots.rules.rolls import may_move
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry


@pytest.fixture
def mixed(hall: Make, today: date) -> Hall:
    """Open a vote on paper and by machine; two people have signed in for the machine."""
    found = hall(way="mixed").open(desk=3)
    for voter in found.ballot.voters.order_by("pk")[:2]:
        actions.sign_in(actor=found.desk, voter=voter, way="electronic", today=today)
    return found


def voters(found: Hall) -> list[Voter]:
    return list(found.ballot.voters.order_by("pk")[:2])


def strike(found: Hall, n: int) -> None:
    """Let both scrutineers strike voter n's code."""
    key = key_of(found.codes[n]).hex()
    actions.propose_revocation(
        actor=found.desk, ballot=found.ballot, keys=[key], reason="手机没电，改领纸质选票"
    )
    found.both_sign()


def test_nobody_moves_before_a_code_was_struck(mixed: Hall) -> None:
    first, _ = voters(mixed)
    with pytest.raises(Refused, match="先由两名监票人签署注销"):
        actions.move_to_paper(actor=mixed.desk, voter=first)
    first.refresh_from_db()
    assert (first.way, first.is_moved) == ("electronic", False)


def test_as_many_move_as_codes_were_struck_and_the_record_names_nobody(mixed: Hall) -> None:
    first, second = voters(mixed)
    strike(mixed, 0)
    actions.move_to_paper(actor=mixed.desk, voter=first)
    first.refresh_from_db()
    assert (first.way, first.is_present, first.is_moved) == ("paper", True, True)
    entry = AuditEntry.objects.latest("pk")
    assert "move_to_paper" in entry.action
    assert first.name not in str(entry.__dict__)
    with pytest.raises(Refused, match="已改领 1 人"):
        actions.move_to_paper(actor=mixed.desk, voter=second)
    second.refresh_from_db()
    assert second.way == "electronic"
    quorum = queries.quorum_of(mixed.ballot)
    assert (quorum.paper, quorum.present) == (1, 2)


def test_who_moved_signs_off_and_on_and_moves_again(mixed: Hall, today: date) -> None:
    first, _ = voters(mixed)
    strike(mixed, 0)
    actions.move_to_paper(actor=mixed.desk, voter=first)
    actions.undo_sign_in(actor=mixed.desk, voter=first)
    actions.sign_in(actor=mixed.desk, voter=first, way="electronic", today=today)
    actions.move_to_paper(actor=mixed.desk, voter=first)
    first.refresh_from_db()
    assert first.way == "paper"


@pytest.mark.parametrize(
    ("way", "ballot_way", "why"),
    [
        ("paper", "mixed", "只有领了电子投票凭证的人"),
        ("", "mixed", "只有领了电子投票凭证的人"),
        ("electronic", "hall", "不发纸质选票"),
    ],
)
def test_there_is_nothing_to_move(way: str, ballot_way: str, why: str) -> None:
    may = may_move(way, ballot_way=ballot_way, revoked=1, moved=0)
    assert not may
    assert why in may.reason


def test_the_desk_is_led_to_the_striking_and_then_moves_with_one_button(
    mixed: Hall, sign_in: Browser
) -> None:
    first, _ = voters(mixed)
    browser, path = sign_in(mixed.desk), f"/ballots/{mixed.ballot.pk}/desk/?q={first.number}"
    assert "改领纸质选票：先注销投票码" in browser.get(path).content.decode()
    refused = browser.post(f"/ballots/voters/{first.pk}/move/", {"q": first.number})
    assert refused.status_code == 422
    assert "先由两名监票人签署注销" in refused.content.decode()
    strike(mixed, 0)
    assert f"/ballots/voters/{first.pk}/move/" in browser.get(path).content.decode()
    done = browser.post(f"/ballots/voters/{first.pk}/move/", {"q": first.number}, follow=True)
    assert f"{first.name} 改领纸质选票" in done.content.decode()
    first.refresh_from_db()
    assert first.way == "paper"
    assert browser.post("/ballots/voters/999999/move/").status_code == 404

"""Signing in while a secret vote is under way: of who takes part in it the day is kept, no more."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import localdate, localtime, now

from tests.ballots.conftest import PASSWORD
from tests.ballots.halls import TINY, Hall, Make
from tests.ballots.halls import hall as hall
from zhijia.ballots import actions
from zhijia.ballots.tasks import sweep
from zhijia.org.demo import Cast
from zhijia.platform.accounts import entry
from zhijia.platform.accounts.models import LateEntry, User, Visit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.jobs.models import Job

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def vote(hall: Make) -> Hall:
    return hall(TINY)


@pytest.fixture
def user(cast: Cast) -> User:
    """Somebody on the roll."""
    found = cast.members["2001"].user
    assert found
    return found


def entered(user: User) -> Client:
    client = Client(headers={"Host": "localhost", "User-Agent": "Mozilla/5.0 (iPhone) Safari/1"})
    asked = {"username": user.username, "password": PASSWORD}
    assert client.post(SIGN_IN, asked).status_code == 302
    return client


def on_record(user: User) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="accounts.begin_visit", user_id=user.pk))


def test_before_the_vote_begins_a_sign_in_has_its_time(vote: Hall, user: User) -> None:
    entered(user)
    assert len(on_record(user)) == 1
    assert now() - Visit.objects.get(user=user).begun_at < timedelta(minutes=1)


def test_while_it_runs_the_day_is_kept_and_goes_on_record_when_it_ends(
    vote: Hall, user: User
) -> None:
    vote.open()
    client = entered(user)
    assert not on_record(user)
    visit = Visit.objects.get(user=user)
    assert localtime(visit.begun_at).strftime("%H:%M:%S.%f") == "00:00:00.000000"
    assert visit.begun_at == visit.seen_at
    assert "无记名表决期间只记日期" in client.get("/accounts/security/").text
    vote.close()
    (line,) = on_record(user)
    assert line.after == {
        "方式": "密码",
        "设备": "iPhone · Safari 浏览器",
        "日期": localdate().isoformat(),
    }
    assert user.username in line.subject
    assert not LateEntry.objects.exists()
    # Whoever is signed in stays so, and finds their device.
    assert "本机" in client.get("/accounts/security/").text
    assert Visit.objects.get(user=user).pk != visit.pk
    entered(user)
    assert len(on_record(user)) == 2


def test_a_vote_that_is_declared_void_ends_it_too(vote: Hall, user: User, chair: Actor) -> None:
    vote.open()
    entered(user)
    actions.void_ballot(actor=chair, ballot=vote.ballot, reason="演练完毕", today=vote.today)
    assert len(on_record(user)) == 1


def test_who_does_not_vote_leaves_a_time_as_ever(vote: Hall, cast: Cast) -> None:
    vote.open()
    vote.ballot.voters.filter(member=cast.members["2001"]).delete()
    user = cast.members["2001"].user
    assert user
    entered(user)
    assert len(on_record(user)) == 1
    assert not LateEntry.objects.exists()


def test_a_visit_that_goes_on_is_not_noted_while_the_vote_runs(vote: Hall, user: User) -> None:
    client = entered(user)
    visit = Visit.objects.get(user=user)
    session = client.session
    session["seen"] = time.time() - 2 * entry.SEEN_EVERY
    session.save()
    vote.open()
    assert client.get("/").status_code == 200
    assert Visit.objects.get(user=user).seen_at == visit.seen_at
    vote.close()
    assert client.get("/").status_code == 200
    assert Visit.objects.get(user=user).seen_at > visit.seen_at


def test_sessions_of_a_vote_run_to_a_noon_or_a_midnight(vote: Hall, user: User) -> None:
    vote.open()
    client = entered(user)
    ends = localtime(Session.objects.get(pk=client.session.session_key).expire_date)
    assert (ends.hour in {0, 12}, ends.minute, ends.second) == (True, 0, 0)
    assert timedelta(minutes=59) < ends - now() < timedelta(hours=13)


@pytest.mark.django_db(transaction=True)
def test_when_it_has_ended_the_database_lets_go_of_old_rows(vote: Hall) -> None:
    vote.open()
    for n in range(3):
        vote.cast(vote.fill(n, 0))
    vote.close()
    assert Job.objects.filter(name="ballots.sweep").count() == 1

    class Here:
        actor = vote.desk

        def told(self, done: int, total: int, words: str = "") -> None:
            """Nobody looks."""

    assert sweep(Here()).words == "已清理"
    assert vote.board.phase == "closed"

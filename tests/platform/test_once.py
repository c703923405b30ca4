"""A form sent twice is done once."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import close_old_connections, connection

from zhijia.org import actions
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.once import fresh
from zhijia.platform.once.models import Repeated, Spent, offered

Enrol = Callable[[str], object]


@pytest.fixture
def enrol(group: Unit, group_desk: Actor, today: date) -> Enrol:
    def enrol_one(number: str) -> object:
        return actions.enrol(
            actor=group_desk, unit=group, name="某", staff_no=number, joined_on=today
        )

    return enrol_one


def test_every_form_has_a_token_of_its_own() -> None:
    assert len({fresh() for _ in range(1000)}) == 1000


def test_a_token_is_spent_once(enrol: Enrol, group: Unit) -> None:
    token = fresh()
    with offered(token):
        enrol("5")
    with pytest.raises(Repeated), offered(token):
        enrol("6")
    assert not group.members.filter(staff_no="6").exists()
    assert Spent.objects.count() == 1


def test_one_form_may_do_several_things(enrol: Enrol, group: Unit) -> None:
    with offered(fresh()):
        enrol("5")
        enrol("6")
    assert group.members.filter(staff_no__in=["5", "6"]).count() == 2


def test_a_refused_form_may_be_sent_again(enrol: Enrol, group: Unit) -> None:
    token = fresh()
    with pytest.raises(Refused), offered(token):
        enrol("1002")
    assert not Spent.objects.exists()
    with offered(token):
        enrol("5")
    assert group.members.filter(staff_no="5").exists()


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "0" * 33, "0" * 31 + "\n"])
def test_a_token_of_another_shape_counts_as_none(enrol: Enrol, token: str) -> None:
    with offered(token):
        enrol("5")
    assert not Spent.objects.exists()


def test_where_the_first_sender_went_is_remembered_once(db: None) -> None:
    Spent.objects.create(token="0" * 32)
    Spent.remember("0" * 32, "/a/")
    Spent.remember("0" * 32, "/b/")
    assert Spent.objects.get().answer == "/a/"


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_do_it_once(enrol: Enrol, group: Unit) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads of one in-memory database do not wait for each other")
    token, start, ends = fresh(), threading.Barrier(2), list[str]()

    def send(number: str) -> None:
        start.wait()
        try:
            with offered(token):
                enrol(number)
            ends.append("done")
        except Repeated:
            ends.append("repeated")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in ("5", "6")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert sorted(ends) == ["done", "repeated"]
    assert group.members.filter(staff_no__in=["5", "6"]).count() == 1

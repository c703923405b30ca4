"""Two desks import at the same moment: one waits for the other, and nobody comes in twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import close_old_connections, connection
from django.utils.timezone import now

from tests.org.roster.making import identity, xlsx
from zhijia.org.models import Member, Membership, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.queries import first_break
from zhijia.platform.sheets import actions, running
from zhijia.platform.sheets.models import Import
from zhijia.platform.sheets.register import SHEETS

HEADS = ["姓名", "身份证号", "工号", "入会时间"]
Confirmed = Callable[..., Import]


def people(first: int, last: int) -> list[list[str]]:
    born = "19850312"
    return [["王伟", identity(born, n), f"A{n}", "2015-07-01"] for n in range(first, last)]


def confirmed(actor: Actor, place: Unit, rows: list[list[str]], today: date) -> Import:
    """Bring rows in as far as the last step."""
    one = actions.bring(
        actor=actor,
        sheet=SHEETS["org.members"],
        place=place,
        data=xlsx([HEADS, *rows]),
        name="花名册.xlsx",
        chosen={},
        in_background=False,
    )
    one = running.read_in(actor, one, today, lambda *told: None)
    return actions.confirm(actor=actor, brought=one, is_whole=True, in_background=False)


def write_both(actor: Actor, both: list[Import], today: date) -> list[str]:
    """Write two imports at the same moment; return how each ended, sorted."""
    if connection.vendor == "sqlite":
        pytest.skip("threads of one in-memory database do not wait for each other")
    start, ends = threading.Barrier(len(both)), list[str]()

    def run(one: Import) -> None:
        start.wait()
        try:
            running.write_in(actor, one, today, now())
            ends.append("done")
        except Refused:
            ends.append("refused")
        except Exception as error:  # whatever else: the test tells it
            ends.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["the same unit", "two units"])
def test_the_same_people_come_in_once(
    where: str, group: Unit, hospital: Unit, group_desk: Actor, today: date
) -> None:
    places = [group, hospital if where == "two units" else group]
    both = [confirmed(group_desk, place, people(1, 40), today) for place in places]
    before = Member.objects.count()

    assert write_both(group_desk, both, today) == ["done", "refused"]

    assert Member.objects.count() == before + 39
    assert Membership.objects.count() == Member.objects.count()
    states = sorted(Import.objects.values_list("state", flat=True))
    assert states == ["done", "ready"], "the other one can be read anew"
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_different_people_come_in_side_by_side(group: Unit, group_desk: Actor, today: date) -> None:
    both = [confirmed(group_desk, group, people(a, a + 20), today) for a in (1, 101)]
    assert write_both(group_desk, both, today) == ["done", "done"]
    assert Member.objects.filter(name="王伟").count() == 40


@pytest.mark.django_db(transaction=True)
def test_one_import_begun_by_two_workers_is_written_once(
    group: Unit, group_desk: Actor, today: date
) -> None:
    one = confirmed(group_desk, group, people(1, 40), today)
    twin = Import.objects.get(pk=one.pk)
    assert write_both(group_desk, [one, twin], today) == ["done", "done"]
    assert Member.objects.filter(name="王伟").count() == 39

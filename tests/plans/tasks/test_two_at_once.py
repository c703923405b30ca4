"""Two desks at the same moment: one waits for the other, and neither undoes what was done."""

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import close_old_connections, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhijia.org import actions as org
from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Assignment, Piece, Reminder, Speech, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, lock
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.audit.queries import first_break

Done = Callable[[], object]


def at_once(*acts: Done) -> list[str]:
    """Do all of these at the same moment; return for each "done" or why not, sorted."""
    if connection.vendor == "sqlite":
        pytest.skip("threads of one in-memory database do not wait for each other")
    start, ends = threading.Barrier(len(acts)), list[str]()

    def run(act: Done) -> None:
        start.wait()
        try:
            act()
            ends.append("done")
        except Refused:
            ends.append("refused")
        except Exception as error:
            ends.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
def test_an_assignment_is_signed_for_once(
    issued: Assignment, hospital_desk: Actor, today: date
) -> None:
    def sign() -> object:
        return actions.sign(actor=hospital_desk, assignment=issued, today=today)

    assert at_once(sign, sign, sign) == ["done", "refused", "refused"]
    assert issued.steps.filter(step="signed").count() == 1
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_a_part_is_accepted_or_withdrawn_with_the_whole_and_nobody_waits_for_ever(
    part: Assignment,
    at_power: Assignment,
    power_desk: Actor,
    group_desk: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    here = {"actor": workshop_officer, "assignment": part, "today": today}
    actions.sign(**here)
    actions.finish(**here, words="已排查")

    def accept() -> object:
        return actions.accept(actor=power_desk, checked=POINTS, assignment=part, today=today)

    def withdraw() -> object:
        return actions.withdraw(
            actor=group_desk, assignment=at_power, words="另行安排", today=today
        )

    ends = at_once(accept, withdraw)
    assert ends in (["done", "done"], ["done", "refused"])
    part.refresh_from_db()
    assert part.state == ("accepted" if ends == ["done", "done"] else "withdrawn")
    assert first_break() is None


def test_a_withdrawal_takes_the_parts_before_the_task(
    part: Assignment, at_power: Assignment, group_desk: Actor, today: date
) -> None:
    with CaptureQueriesContext(connection) as seen:
        actions.withdraw(actor=group_desk, assignment=at_power, words="另行安排", today=today)
    asked = [query["sql"] for query in seen.captured_queries]
    of_task = [n for n, sql in enumerate(asked) if 'FROM "plans_task"' in sql]
    key = f'"plans_assignment"."id" = {part.pk}'
    of_part = [n for n, sql in enumerate(asked) if sql.startswith("SELECT") and key in sql]
    assert of_part[0] < of_task[0]


def test_what_happened_to_each_part_is_on_record(
    part: Assignment, at_power: Assignment, group_desk: Actor, today: date
) -> None:
    actions.withdraw(actor=group_desk, assignment=at_power, words="另行安排", today=today)
    entry = AuditEntry.objects.latest("pk")
    of_part = f"plans.Assignment#{part.pk} state"
    assert (entry.before["state"], entry.after["state"]) == ("underway", "withdrawn")
    assert (entry.before[of_part], entry.after[of_part]) == ("issued", "withdrawn")


@pytest.mark.django_db(transaction=True)
def test_a_speech_is_taken_in_and_confirmed_once_and_its_numbers_are_no_two_tasks(
    group: Unit, group_desk: Actor, today: date
) -> None:
    def take_in(text: str) -> object:
        source = speech.read_text(text)
        return actions.take_in(
            actor=group_desk, unit=group, source=source, name="讲话", today=today
        )

    texts = ["各单位要开展隐患排查。", "各单位要组织职工体检。", "各单位要开展隐患排查。"]
    ends = at_once(*(lambda text=text: take_in(text) for text in texts))  # type: ignore[misc]  # bound now
    assert ends == ["done", "done", "refused"]
    for piece in Piece.objects.exclude(kind="task").filter(speech__confirmed_on=None):
        if not piece.speech.pieces.filter(kind="task").exists():
            actions.promote(actor=group_desk, piece=piece)

    def confirm(one: Speech) -> object:
        return actions.confirm(actor=group_desk, speech=one, today=today)

    both = list(Speech.objects.all()) * 2
    assert at_once(*(lambda one=one: confirm(one) for one in both)) == [  # type: ignore[misc]  # likewise
        *["done"] * 2,
        *["refused"] * 2,
    ]
    serials = list(Task.objects.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_eight_desks_at_once_leave_one_unbroken_record(
    hospital: Unit, group_desk: Actor, today: date
) -> None:
    def enrol(n: int) -> object:
        return org.enrol(
            actor=group_desk, unit=hospital, name="某", staff_no=f"9{n}", joined_on=today
        )

    before = AuditEntry.objects.count()
    assert at_once(*(lambda n=n: enrol(n) for n in range(8))) == ["done"] * 8  # type: ignore[misc]  # likewise
    assert AuditEntry.objects.count() == before + 8
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_the_last_two_who_keep_the_organisation_cannot_both_leave_at_once(
    group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    chair = group.members.get(pk=group_chair.member_id)
    org.give_account(actor=group_desk, member=chair, password="shan-shui-2026", is_demo=True)
    posts = list(group.posts.filter(kind__in=["desk", "chair"]))

    def relieve(n: int) -> object:
        return org.relieve(actor=group_desk, post=posts[n], until_on=today)

    assert at_once(lambda: relieve(0), lambda: relieve(1)) == ["done", "refused"]
    assert group.posts.open().filter(kind__in=["desk", "chair"]).count() == 1


def test_a_row_that_is_gone_is_refused_and_not_an_error(
    task: Task, group_desk: Actor, audit_trail: Callable[[], list[str]]
) -> None:
    piece = queries.pieces_of(task.speech)[0]
    gone, before = Piece.objects.get(pk=piece.pk), audit_trail()
    gone.pk = 999_999
    with pytest.raises(Refused, match="刚被他人删除"):
        lock(gone)
    assert audit_trail() == before


@pytest.mark.django_db(transaction=True)
def test_who_points_at_a_unit_does_not_wait_for_who_holds_it(
    power: Unit, power_desk: Actor, group_desk: Actor, task: Task, today: date
) -> None:
    """PostgreSQL holds a row's key back from FOR UPDATE: two actions then waited for each other."""
    held, given = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            lock(power)
            held.set()
            assert given.wait(20)

    def assign() -> None:
        assert held.wait(20)
        told = {"units": [power], "due_on": today, "today": today}
        actions.assign(actor=group_desk, task=task, **told)
        given.set()

    assert at_once(hold, assign) == ["done", "done"]


def test_who_urges_all_that_is_late_takes_the_work_before_the_task(
    issued: Assignment, task: Task, group_desk: Actor
) -> None:
    on = issued.due_on + timedelta(days=2)
    with CaptureQueriesContext(connection) as seen:
        actions.urge_late(actor=group_desk, task=task, words="请抓紧", today=on)
    asked = [query["sql"] for query in seen.captured_queries]
    first = {
        table: next(n for n, sql in enumerate(asked) if f'FROM "plans_{table}"' in sql)
        for table in ("assignment", "task")
    }
    assert first["assignment"] < first["task"]


@pytest.mark.django_db(transaction=True)
def test_who_urges_one_and_who_urges_all_at_the_same_moment_urge_it_once(
    issued: Assignment, task: Task, group_desk: Actor
) -> None:
    on = issued.due_on + timedelta(days=2)
    urged = threading.Event()

    def one() -> None:
        with transaction.atomic():
            actions.urge(actor=group_desk, assignment=issued, words="请抓紧", today=on)
            urged.set()
            for _ in range(200):  # until the other stands behind us
                with connection.cursor() as cursor:
                    cursor.execute("select count(*) from pg_locks where not granted")
                    if cursor.fetchone() != (0,):
                        break
                time.sleep(0.05)

    def all_() -> None:
        assert urged.wait(20)
        actions.urge_late(actor=group_desk, task=task, words="请抓紧", today=on)

    assert at_once(one, all_) == ["done", "refused"]
    assert Reminder.objects.filter(kind="manual").count() == 1
    assert first_break() is None

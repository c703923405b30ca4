"""Delegates signed in over HTTP: how many a second, each once, the record unbroken.

Several desks sign in everybody on one roll at the same moment; some names are called at two desks.
A hall of 300 that is to be seated in a minute asks for five a second.
"""

import http.client
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import django

from .casting import TOKEN, _session, _spent
from .measuring import Line, free_port, seconds, serving, wait_for, zhijia

DESKS, TWICE = 8, 50
LEAST = 20  # sign-ins a second on two cores: four times a hall of 300 in a minute


def measures(count: int) -> Iterator[Line]:
    """Call a congress of so many, sign everybody in, look at the roll."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    from . import building

    building.migrate()
    building.build(50)
    yield from _sign_in(_called(count))


def _called(count: int) -> Any:
    """Return a congress of the founder's union, called for today, with so many delegates."""
    from django.utils.timezone import localdate

    from zhijia.meetings import actions
    from zhijia.org.models import Member
    from zhijia.org.queries import actor_for

    from .building import FOUNDER

    founder, today = Member.objects.get(staff_no=FOUNDER), localdate()
    desk, unit = actor_for(founder), founder.unit
    people = Member.objects.bulk_create(
        Member(unit=unit, unit_path=unit.path, name=f"代表{n:04d}", staff_no=f"HY{n:05d}")
        for n in range(count)
    )
    meeting = actions.plan(
        actor=desk,
        unit=unit,
        kind="delegates",
        title="第一届第一次会员代表大会",
        meets_on=today,
        today=today,
        term=1,
        session=1,
    )
    actions.seat(actor=desk, meeting=meeting, members=people)
    actions.fix_roll(actor=desk, meeting=meeting, today=today)
    return actions.call(actor=desk, meeting=meeting, today=today)


def _sign(port: int, session: str, seat: int) -> int:
    """Sign one delegate in at a desk; return the status of the answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
    line.request("POST", f"/meetings/seats/{seat}/sign/", b"", headers)
    status = line.getresponse().status
    line.close()
    return status


def _sign_in(meeting: Any) -> Iterator[Line]:
    from django.db import connection

    from zhijia.platform.audit.models import AuditEntry
    from zhijia.platform.audit.queries import first_break

    seats = list(meeting.seats.values_list("pk", flat=True))
    session, port = _session(), free_port()
    connection.close()
    calls = [*seats, *seats[:TWICE]]  # some are called at two desks
    answers: list[int] = []
    begun = _spent()
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
    before = _spent()  # what starting takes is no sign-in's
    begun = before - begun
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
        sign = partial(_sign, port, session)
        with ThreadPoolExecutor(DESKS) as desks:
            took = seconds(lambda: answers.extend(desks.map(sign, calls)))
    yield Line("delegates signed in", answers.count(302), "", least=len(seats))
    each = 1000 * (_spent() - before - begun) / len(calls)
    yield Line("processor time of the server for one", each, "ms", bar=2000 / LEAST)
    yield Line("sign-ins a second over HTTP", len(calls) / took, "", least=LEAST)
    there = meeting.seats.filter(signed_at__isnull=False).count()
    entries = AuditEntry.objects.filter(action="meetings.sign_in").count()
    yield Line("lost or signed in twice", abs(there - len(seats)) + abs(entries - there), "", 0)
    yield Line("second calls not told so", TWICE - answers.count(422), "", 0)
    yield Line("breaks in the record", int(first_break() is not None), "", 0)

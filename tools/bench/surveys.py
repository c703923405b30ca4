"""Ten thousand anonymous answers over HTTP: how many a second, none lost, none twice.

Tokens are signed beforehand, for in life they come from ten thousand phones over a day; how long
one signature takes is told beside. Eight senders send to the server as script/server starts it.
"""

import json
import os
import secrets
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import django

from .measuring import Line, beside, best, free_port, seconds, serving, wait_for, zhijia

SENDERS, REPEATED = 8, 50
TEN_MINUTES = 600  # seconds


def measures(count: int) -> Iterator[Line]:
    """Build people, open a round, and let everybody answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    from . import building

    building.migrate()
    building.build(round(count * 1.25))
    opened = []
    yield Line("round opened for as many", seconds(lambda: opened.append(_opened())), "s")
    yield from _answered(opened[0], count)


def _opened() -> Any:
    """Open an anonymous round of the staff questionnaire in the whole tree."""
    from django.utils.timezone import localdate

    from zhijia.org.models import Member
    from zhijia.org.queries import actor_for
    from zhijia.surveys import actions, queries
    from zhijia.surveys.questionnaires import questionnaires

    from .building import FOUNDER

    desk, today = actor_for(Member.objects.get(staff_no=FOUNDER)), localdate()
    one = next(one for one in questionnaires() if one.name == "manyi")
    unit = Member.objects.get(staff_no=FOUNDER).unit
    sheet = actions.draft_sheet(
        actor=desk,
        unit=unit,
        title=one.title,
        topic=one.topic,
        words=one.words,
        items=one.items,
        today=today,
    )
    spec = queries.Spec("一万人", True, today, today + timedelta(days=7), today, unit)
    edition = queries.edition_of(sheet)
    return actions.publish_round(actor=desk, edition=edition, spec=spec, today=today)


def _content(number: int) -> dict[str, list[str]]:
    """Return the fields of an answer as a browser sends them."""
    found = {"q1": [str(1 + number % 10)], "q4": ["A"], "q6": ["B"], "q7": ["C"], "q8": ["A", "B"]}
    found |= {f"q2:{row}": ["ABCD"[(number + row) % 4]] for row in range(1, 8)}
    found |= {f"q3:{row}": ["ABCD"[(number * row) % 4]] for row in range(1, 7)}
    return {**found, "q9": [f"第{number}条建议：班车希望再加一班。"]}


def _signature(token: bytes, key: Any) -> int:
    """Sign a token as its holder would have it in the end, without the way there."""
    from zhijia.surveys.rules import blind

    encoded = blind.encode(token, key.n.bit_length() - 1, secrets.token_bytes(blind.HASH))
    return int(key.power(int.from_bytes(encoded, "big")))


def _letters(groups: list[Any], keys: dict[int, Any], count: int) -> list[tuple[int, bytes]]:
    """Return the answers with their tokens, each with the group that it goes to."""
    found = []
    for number in range(count):
        group = groups[number % len(groups)]
        key, token = keys[group.pk], secrets.token_bytes(32)
        signature = _signature(token, key)
        said = {"token": token.hex(), "signature": f"{signature:x}", "content": _content(number)}
        found.append((group.pk, json.dumps(said).encode()))
    return found


def _send(port: int, letter: tuple[int, bytes]) -> bool:
    """Send one answer; say whether the server took it."""
    group, body = letter
    address = f"http://127.0.0.1:{port}/surveys/box/{group}/"
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return bool(json.loads(response.read()) == {"done": True})


def _answered(round_: Any, count: int) -> Iterator[Line]:
    from django.db import connection

    from zhijia.surveys import actions, queries
    from zhijia.surveys.actions import keys as keeping
    from zhijia.surveys.models import Answer, Box, Spent
    from zhijia.surveys.queries import results
    from zhijia.surveys.rules import blind

    groups = list(round_.groups.all())
    keys = {group.pk: keeping.read(group) for group in groups}
    key = keys[groups[0].pk]

    def draw() -> None:
        blind.sign(12345, key, mask=keeping.mask(key.n))

    yield Line("one blind signature", best(draw, 50), "ms")
    letters = _letters(groups, keys, count)
    connection.close()
    port = free_port()
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
        sent: list[bool] = []
        with ThreadPoolExecutor(SENDERS) as senders:
            twice = [*letters, *letters[:REPEATED]]  # some phones send a second time
            took = seconds(lambda: sent.extend(senders.map(partial(_send, port), twice)))
    yield Line("answers sent", count, "")
    yield Line("answers a second over HTTP", count / took, "", least=count / TEN_MINUTES)
    yield Line("all of them", took, "s", TEN_MINUTES)
    boxed = Box.objects.filter(round=round_).count()
    yield Line("lost or counted twice", abs(boxed - count) + sent.count(False), "", 0)
    yield Line("batches leave the box", seconds(lambda: actions.release(round_.pk)), "s")
    out, held = Answer.objects.count(), Box.objects.count()
    yield Line("lost on the way out", abs(out + held - count), "", 0)
    yield Line("answers out without their token", abs(Spent.objects.count() - out), "", 0)
    yield Line("results page's counts", seconds(lambda: results.results(round_)), "s")
    yield Line("deposit against a bare insert", _ratio(round_, groups[0], key), "times")
    yield Line("groups counted", len(queries.answered_by_group(round_)), "")


def _ratio(round_: Any, group: Any, key: Any) -> float:
    """Return how many times the time of a bare row a deposit takes, each its own transaction."""
    from django.http import QueryDict
    from django.utils.timezone import localdate

    from zhijia.surveys import actions
    from zhijia.surveys.forms.answers import Questions
    from zhijia.surveys.models import Box
    from zhijia.surveys.rules.boxing import boxed

    data = QueryDict(mutable=True)
    for name, values in _content(1).items():
        data.setlist(name, values)
    form = Questions(round_.edition.items, "", data)
    assert form.is_valid(), form.errors
    content = form.answers()

    times = 100
    tokens = [secrets.token_bytes(32) for _ in range(times + 1)]
    signed = iter([(token, _signature(token, key)) for token in tokens])

    def deposit() -> None:
        token, signature = next(signed)
        actions.deposit(
            group=group, token=token, signature=signature, content=content, today=localdate()
        )

    plain = boxed(content)

    def bare() -> None:
        Box(round=round_, group=group, content=plain).save(force_insert=True)

    return beside(deposit, bare, times)

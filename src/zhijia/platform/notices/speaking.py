"""Letting a robot speak. Its token stands in the address, so no error of the network is logged."""

import json
import time
from collections.abc import Sequence

import requests
from django.conf import settings

from . import houses, rules
from .mailing import Unsent
from .models import Robot

PATIENCE = (5, 10)  # seconds to connect, and between two pieces of an answer
LONGEST = 10_000  # bytes of an answer that are read
FIRST = "【职家】"  # the word that a house may be told to look for


def say(robot: Robot, titles: Sequence[str]) -> None:
    """Say these titles, with a link, in the robot's group; raise `Unsent`."""
    words = f"{FIRST}\n{rules.body(titles, settings.SITE_URL)}"
    base = settings.ROBOT_BASES.get(robot.house, f"https://{houses.HOUSES[robot.house].host}")
    call = houses.call(
        robot.house, robot.token, robot.secret, words, base=base, seconds=int(time.time())
    )
    answer = houses.understood(robot.house, *_posted(call, houses.LABELS[robot.house]))
    if answer.fault:
        raise Unsent(answer.fault, is_final=answer.is_final)


def _posted(call: houses.Call, house: str) -> tuple[int, object]:
    """Post it and return the status and the JSON of the answer; nobody is followed elsewhere."""
    try:
        with requests.post(
            call.url, json=call.payload, timeout=PATIENCE, allow_redirects=False, stream=True
        ) as answer:
            text = answer.raw.read(LONGEST, decode_content=True)
            return answer.status_code, _json(text)
    except (requests.RequestException, OSError):
        # Not `from`: what went wrong names the address, and the token in it.
        raise Unsent(f"连不上{house}") from None


def _json(text: bytes) -> object:
    """Return what JSON holds, None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None

"""A door of the hospital, an entrance behind which a list lies, and strangers who knock."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from PIL import Image

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import Blank
from zhijia.platform.doorway import actions, rules
from zhijia.platform.doorway.models import Door
from zhijia.platform.doorway.register import ENTRANCES, Entrance, Line, Received, Story

SECRET = "食堂的冷库三天没有开，肉有味道"


class Words(Blank):
    """What a stranger says in these tests."""

    words = forms.CharField(label="情况", max_length=500)


def words_form(data: Any, *, unit_path: str, number: int | None = None) -> Words:
    return Words(data)


@pytest.fixture
def taken() -> list[tuple[str, Received]]:
    """What came out behind the door."""
    return []


@pytest.fixture
def entrance(taken: list[tuple[str, Received]], monkeypatch: pytest.MonkeyPatch) -> Entrance:
    def take_in(actor: Actor, received: Received) -> tuple[str, int]:
        taken.append(("first", received))
        return "test.Letter", len(taken)

    def add(actor: Actor, kind: str, number: int, received: Received) -> None:
        taken.append((f"more {number}", received))

    def tell(kind: str, number: int) -> Story:
        return Story(
            "食堂卫生", "已答复", "诉求〔2026〕1号", None, (Line("工会", None, "已经整改"),)
        )

    one = Entrance(
        name="test.words",
        slug="words",
        label="试写一句",
        words="写一句话。",
        icon="send",
        form=f"{__name__}.words_form",
        more=f"{__name__}.words_form",
        take_in=take_in,
        add=add,
        tell=tell,
    )
    monkeypatch.setattr(
        "zhijia.platform.doorway.views.knocking.import_string", lambda _: words_form
    )
    monkeypatch.setitem(ENTRANCES, one.name, one)
    return one


@pytest.fixture
def letterbox(hospital: Unit, hospital_desk: Actor, entrance: Entrance, today: date) -> Door:
    return actions.open_door(actor=hospital_desk, unit_path=hospital.path, today=today)


def solved(ticket: str, hard: int, bound: str = "") -> str:
    """Do the work that a ticket asks for, as the page's script does."""
    text = f"{ticket}{bound}"
    return next(str(n) for n in count() if rules.is_work(text, str(n), hard))


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag)
    return (re.search(r'value="([^"]*)"', tag) or ["", ""])[1]


def hardness(page: str) -> int:
    found = re.search(r'data-hard="(\d+)"', page)
    assert found
    return int(found[1])


def picture(size: tuple[int, int] = (64, 48), colour: str = "#b8232a", form: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


Write = Callable[..., Any]


@pytest.fixture
def write(letterbox: Door) -> Write:
    """Open the page as a stranger, do the work, and send these words."""

    def one(words: str = SECRET, **more: Any) -> Any:
        client = Client()
        address = reverse("doorway:write", args=[letterbox.token, "words"])
        page = client.get(address).text
        ticket = hidden(page, "ticket")
        asked = {"ticket": ticket, "work": solved(ticket, hardness(page)), "words": words, **more}
        return client.post(address, asked)

    return one

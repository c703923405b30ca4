"""The questionnaires that come with the product: a TOML file each, in plain Chinese. Pure.

A file says title, topic and words, then its questions in order. A question is a `kind`, a `text`
and, by kind, `options` and `rows`; `low`, `high` with their words; `optional`, `page`, `shuffle`,
`other`; `if = "2：A、B"` shows it only after these options of question 2, and `go = ["A：5"]` leads
on to question 5 (`结束` to the end).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ..rules.branches import read_goes, read_shown
from ..rules.items import Item, lettered, numbered


class Questionnaire(NamedTuple):
    """A questionnaire: its file's name, what it is called and about, what it says first."""

    name: str
    title: str
    topic: str
    words: str
    items: tuple[Item, ...]


def _item(number: int, entry: Mapping[str, Any]) -> Item:
    """Read a question; its conditions come when all are read."""
    return Item(
        code=f"q{number}",
        kind=entry["kind"],
        text=entry["text"],
        help=entry.get("help", ""),
        required=not entry.get("optional", False),
        new_page=entry.get("page", False),
        options=lettered(entry.get("options", ())),
        rows=numbered(entry.get("rows", ())),
        has_other=entry.get("other", False),
        shuffle=entry.get("shuffle", False),
        low=entry.get("low"),
        high=entry.get("high"),
        low_text=entry.get("low_text", ""),
        high_text=entry.get("high_text", ""),
    )


def read(name: str, text: str) -> Questionnaire:
    """Read a questionnaire; KeyError or ValueError says what is wrong with the file."""
    data = tomllib.loads(text)
    entries = data["questions"]
    plain = tuple(_item(number, entry) for number, entry in enumerate(entries, 1))
    items = tuple(
        replace(
            item,
            show_if=read_shown(entry.get("if", ""), plain),
            go_to=read_goes(entry.get("go", ()), plain),
        )
        for item, entry in zip(plain, entries, strict=True)
    )
    return Questionnaire(name, data["title"], data["topic"], data["words"], items)


@cache
def questionnaires() -> tuple[Questionnaire, ...]:
    """Return all that come with the product, in the order of their files' names."""
    found = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    return tuple(
        read(file.name.removesuffix(".toml"), file.read_text("utf-8"))
        for file in found
        if file.name.endswith(".toml")
    )

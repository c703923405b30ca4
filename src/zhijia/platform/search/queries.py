"""Asking the index: what an actor may find of a kind, and how much of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from zhijia.platform.actor import Actor
from zhijia.platform.offers import FINDS, Find
from zhijia.platform.scope import prefixes

from . import table
from .table import MOST
from .words import asked, terms

NOBODYS = "@"  # a token that no entry has


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of the rows found, `MOST` of them at most; `is_more` says there are others."""

    keys: list[int]
    is_more: bool

    def __len__(self) -> int:
        return len(self.keys)


NONE = Found([], False)


def _scopes(find: Find, actor: Actor) -> list[str]:
    """Return the tokens of what an actor may find: each stands for a post, a place or a person."""
    number = find.number
    posts = [post for post in actor.posts if not (find.by_office and post[0] == "member")]
    wide = {path for _, path, below in posts if below}
    held = {f"@{number}{'b' if below else 'x'}{path}" for _, path, below in posts}
    # What a wider post reaches need not be asked for again.
    needless = {
        f"@{number}{letter}{path}"
        for _, path, _ in posts
        for letter in "bx"
        if any(above in wide for above in prefixes(path)[: None if letter == "x" else -1])
    }
    above = {f"@{number}d{path}" for path in prefixes(actor.unit_path)}
    own = {f"@{number}m{actor.member_id}"} if actor.member_id else set()
    return sorted((held - needless) | above | own) or [NOBODYS]


def _question(
    find: Find, actor: Actor, words: str, path: str, marks: Iterable[Sequence[str]]
) -> str:
    """Return the question for the index; "" where the words say nothing that can be looked for."""
    wanted = terms(asked(words, is_text=find.is_text))
    if not wanted:
        return ""
    narrow = [[f"@{find.number}s{mark}" for mark in group] for group in marks]
    if path:
        narrow.append([f"@{find.number}b{path}"])
    return table.question(_scopes(find, actor), wanted, narrow)


def find(
    actor: Actor,
    name: str,
    words: str,
    *,
    path: str = "",
    marks: Iterable[Sequence[str]] = (),
    newest: bool = False,
) -> Found:
    """Return what the actor may find of a kind, at or below `path`; one query.

    `marks` are groups: of each group an entry must have one. The keys come in their order, or
    the `newest` first; of more than `MOST` rows it is any `MOST` of them.
    """
    question = _question(FINDS[name], actor, words, path, marks)
    if not question:
        return NONE
    keys = table.find(question, newest=newest)
    return Found(keys[:MOST], len(keys) > MOST)


def holding(
    actor: Actor,
    name: str,
    words: str,
    *,
    path: str = "",
    marks: Iterable[Sequence[str]] = (),
) -> QuerySet[Any]:
    """Return the rows of a kind that the actor may find, all of them, to be asked further."""
    kind = FINDS[name]
    question = _question(kind, actor, words, path, marks)
    rows = kind.seen(actor)
    if not question:
        return rows.none()
    sql, values = table.subquery(kind.number, question)
    return rows.filter(pk__in=RawSQL(sql, values))

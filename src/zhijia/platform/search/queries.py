"""Asking the index: what an actor may find of a kind, and how much of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models.expressions import RawSQL

from zhijia.platform.actor import Actor
from zhijia.platform.offers import FINDS, Find
from zhijia.platform.scope import Range, meeting, prefixes

from . import table
from .table import MOST
from .words import asked, terms

NOBODYS = "@"  # a token that no entry has


@dataclass(frozen=True, slots=True)
class Found(Sequence[int]):
    """The keys of the rows found, `MOST` of them at most; `is_more` says there are others."""

    keys: list[int]
    is_more: bool

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        """Return one key, or a page of them: a paginator leafs through what was found."""
        return self.keys[place]


NONE = Found([], False)


def _range(find: Find, range_: Range) -> str:
    """Return the token of what lies in a range."""
    path, below = range_
    return f"@{find.number}{'b' if below else 'x'}{path}"


def _scopes(find: Find, actor: Actor) -> list[str]:
    """Return the tokens of what an actor may find: each stands for a post, a place or a person."""
    number = find.number
    posts = [post for post in actor.posts if not (find.by_office and post[0] == "member")]
    reached = meeting([[(path, below) for _, path, below in posts]])
    above = [f"@{number}d{path}" for path in prefixes(actor.unit_path)]
    own = [f"@{number}m{actor.member_id}"] if actor.member_id else []
    belongs = {path for role, path, _ in actor.posts if role == "member" and find.by_office}
    inside = [f"@{number}i{path}" for path in sorted(belongs)]
    return [*(_range(find, one) for one in reached), *above, *inside, *own] or [NOBODYS]


def _question(
    find: Find,
    actor: Actor,
    words: str,
    within: Iterable[Iterable[Range]],
    marks: Iterable[Sequence[str]],
) -> str:
    """Return the question for the index; "" where the words say nothing that can be looked for."""
    wanted = terms(asked(words, is_text=find.is_text))
    if not wanted:
        return ""
    narrow = [[f"@{find.number}s{mark}" for mark in group] for group in marks]
    narrow += [[_range(find, one) for one in group] or [NOBODYS] for group in within]
    return table.question(_scopes(find, actor), wanted, narrow)


def find(
    actor: Actor,
    name: str,
    words: str,
    *,
    within: Iterable[Iterable[Range]] = (),
    marks: Iterable[Sequence[str]] = (),
    newest: bool = False,
) -> Found:
    """Return what the actor may find of a kind; one query.

    `within` and `marks` are groups: of each group an entry must lie in one range, and have one
    mark. The keys come in their order, or the `newest` first; of more than `MOST` rows it is any
    `MOST` of them.
    """
    question = _question(FINDS[name], actor, words, within, marks)
    if not question:
        return NONE
    keys = table.find(question, newest=newest)
    return Found(keys[:MOST], len(keys) > MOST)


def find_each(actor: Actor, names: Sequence[str], words: str) -> list[Found]:
    """Return what the actor may find of several kinds, of each the newest first; one query."""
    questions = [_question(FINDS[name], actor, words, (), ()) for name in names]
    asked_ = [question for question in questions if question]
    found = iter(table.find_each(asked_, newest=True) if asked_ else ())
    every = (next(found) if question else [] for question in questions)
    return [Found(keys[:MOST], len(keys) > MOST) for keys in every]


def keys_of(actor: Actor, name: str, words: str) -> RawSQL | list[int]:
    """Return the keys of all rows of a kind that the actor may find, to stand after `pk__in`."""
    kind = FINDS[name]
    question = _question(kind, actor, words, (), ())
    return RawSQL(*table.subquery(kind.number, question)) if question else []

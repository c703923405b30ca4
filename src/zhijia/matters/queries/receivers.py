"""Whom a message about a matter reaches: accounts, and the desks of units."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhijia.org.models import Post
from zhijia.org.rules import HEADS, POST_KINDS
from zhijia.platform.scope import prefixes

from ..models import Matter
from .reading import parts_in


@dataclass(frozen=True, slots=True)
class Reached:
    """Accounts by their keys, and paths of units whose desks are told."""

    users: frozenset[int]
    desks: frozenset[str]


def receivers(matter: Matter, wanted: Iterable[str]) -> Reached:
    """Return whom these parties of a matter are; at most four queries."""
    asked = {*wanted}
    users: set[int | None] = set()
    desks: set[str] = set()
    if "filer" in asked and matter.filer:
        users.add(matter.filer.user_id)
    if "overseer" in asked and matter.overseer:
        users.add(matter.overseer.user_id)
    if "desk_here" in asked:
        desks.add(matter.unit_path)
    if "own_desk" in asked and matter.from_path:
        desks.add(matter.from_path)
    if "upper" in asked and matter.unit.parent:
        desks.add(matter.unit.parent.path)
    if asked & {"handler", "assistant"}:
        _parts(matter, asked, users, desks)
    if asked & {"backer", "invited"}:
        answers = [said for party, said in (("backer", True), ("invited", None)) if party in asked]
        rows = matter.backers.select_related("member")
        users |= {row.member.user_id for row in rows if row.is_for in answers}
    codes = {*asked} & {*POST_KINDS} | ({*HEADS} if "head" in asked else set())
    if codes:
        users |= _holders(matter, codes)
    return Reached(frozenset(user for user in users if user is not None), frozenset(desks))


def _parts(matter: Matter, asked: set[str], users: set[int | None], desks: set[str]) -> None:
    """Add who leads and who assists."""
    roles = {"lead": "handler", "assist": "assistant"}
    for part in parts_in(matter):
        if roles[part.role] not in asked:
            continue
        if part.member:
            users.add(part.member.user_id)
        elif part.post:
            users.add(part.post.member.user_id)
        else:
            desks.add(part.unit_path)


def _holders(matter: Matter, codes: set[str]) -> set[int | None]:
    """Return the accounts of who holds these posts at the unit, or leads the filer's delegation."""
    here = [matter.unit_path]
    found = Post.objects.open().filter(kind__in=codes - {"delegation"}, unit_path__in=here)
    if "delegation" in codes and matter.from_path:
        between = [p for p in prefixes(matter.from_path) if p.startswith(matter.unit_path)]
        found |= Post.objects.open().filter(kind="delegation", unit_path__in=between)
    return {*found.order_by().values_list("member__user_id", flat=True)}

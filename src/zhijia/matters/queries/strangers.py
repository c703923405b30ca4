"""What strangers may know of their matters, and to whom these go."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.timezone import localdate

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Post, Unit
from zhijia.platform.doorway.models import Door
from zhijia.platform.doorway.register import Line, Story
from zhijia.platform.scope import prefixes

from ..kinds.answering import is_empty, shown
from ..kinds.declaring import Kind
from ..models import Matter, Move, Tie
from ..rules.appeals import REOPENED_WITHIN
from .seeing import GROUPS

FOLLOWED = ("passed", "merged")


def unit_at(path: str) -> Unit | None:
    """Return the standing unit at a path."""
    return Unit.objects.filter(path=path, dissolved_on=None).first()


def standing_at(path: str) -> Unit | None:
    """Return the unit at a path, or the nearest standing one above it."""
    rows = Unit.objects.filter(path__in=prefixes(path), dissolved_on=None)
    return rows.order_by("-path").first()


Held = Sequence[tuple[str, str]]


def held_near(path: str) -> Held:
    """Return which posts are held by people with accounts at and above a path: unit and post."""
    held = Post.objects.open().filter(unit_path__in=prefixes(path), member__left_on=None)
    held = held.filter(member__user__is_active=True).order_by("-unit_path")
    return list(held.values_list("unit_path", "kind").distinct())


def nearest_reader(path: str, kind: Kind) -> Unit | None:
    """Return the nearest unit at or above a path where somebody reads matters of a kind."""
    nearest = _nearest(held_near(path), kind)
    return unit_at(nearest or path)


def _nearest(held: Held, kind: Kind) -> str:
    """Return the path of the nearest unit where somebody reads matters of a kind; "" for none."""
    posts = {code for party in kind.readers for code in GROUPS.get(party, (party,))}
    return next((path for path, post in held if post in posts), "")


def units_from(path: str) -> list[Unit]:
    """Return the standing units at and above a path, the nearest first."""
    rows = Unit.objects.filter(path__in=prefixes(path), dissolved_on=None)
    return list(rows.order_by("-path"))


def with_readers(units: Iterable[Unit], kind: Kind, held: Held | None = None) -> list[Unit]:
    """Return those of these units, nearest first, where somebody reads matters of a kind.

    Who asks for several kinds brings what `held_near` says of the nearest unit. The nearest
    where nobody does is better than none: it is seen as soon as somebody takes a post.
    """
    near = list(units)
    if not near:
        return []
    known = held_near(near[0].path) if held is None else held
    paths = {one.path for one in near}
    first = _nearest([one for one in known if one[0] in paths], kind)
    return [one for one in near if one.path == first] or near


def nameless_way(kind: Kind, path: str) -> tuple[str, str] | None:
    """Return the door and entrance by which a kind is filed without a name; None for no way."""
    slug = "opinion" if kind.id == "opinion" else "appeal"
    is_open_to_strangers = slug == "opinion" or any("stranger" in one.by for one in kind.steps)
    if not is_open_to_strangers:
        return None
    held = Door.objects.standing().filter(unit_path__in=prefixes(path), shut_on=None)
    found = held.order_by("-unit_path").first()
    return (found.token, slug) if found else None


def current(matter: Matter) -> Matter:
    """Return where a matter goes on: what it was passed on to, or merged into."""
    seen = {matter.pk}
    while matter.state in FOLLOWED:
        tie = Tie.objects.filter(one=matter, how__in=("follows", "merged")).first()
        if tie is None or tie.other_id in seen:
            break
        matter = Matter.objects.select_related("unit").get(pk=tie.other_id)
        seen.add(matter.pk)
    return matter


def joined_to(matter: Matter) -> list[Matter]:
    """Return what was merged into a matter, and what was merged into that; a query a round."""
    found: dict[int, Matter] = {}
    last = [matter.pk]
    while last:
        rows = Tie.objects.filter(other__in=last, how="merged").select_related("one__filer")
        new = [one for tie in rows if (one := tie.one).pk not in {*found, matter.pk}]
        found |= {one.pk: one for one in new}
        last = [one.pk for one in new]
    return list(found.values())


def onward(matter: Matter) -> tuple[Matter, list[Line]] | None:
    """Return what the union did since, of what a matter was merged into; None where it was not."""
    if matter.state != "merged" or (main := current(matter)) == matter:
        return None
    return main, _lines(main, is_theirs=False)


def stranger_may(number: int) -> frozenset[str]:
    """Return what the bearer of a receipt may do to a matter now: say, rate, reopen, consent."""
    first = Matter.objects.filter(pk=number).first()
    if first is None:
        return frozenset()
    matter, today = current(first), localdate()
    kind, found = matter.declared, set[str]()
    rates = kind.ratings and matter.state in kind.ratings.of and "stranger" in kind.ratings.by
    if rates and not matter.is_paused:
        found.add("rate")
    steps = {step.id: step for step in kind.steps if "stranger" in step.by}
    for name in ("reopen", "consent"):
        if name in steps and matter.state in steps[name].of and not matter.is_paused:
            found.add(name)
    if "reopen" in found and today > matter.since_on + REOPENED_WITHIN:
        found.discard("reopen")
    if matter.closed_on is None and first.state != "merged":
        found.add("say")
    return frozenset(found)


def may_add(number: int) -> Verdict:
    """Judge whether the bearer of a receipt may add anything."""
    if stranger_may(number):
        return ALLOWED
    return refused("已经办结，有新的情况请另写一件")


def tell(number: int) -> Story:
    """Return what became of a letter, in the words that are for outside."""
    first = Matter.objects.select_related("unit").get(pk=number)
    matter = current(first)
    lines = _lines(first)
    if matter != first:
        lines += _lines(matter, is_theirs=first.state != "merged")
    return Story(
        title=f"{first.kind_name}：{first.title}",
        state=matter.stands.name,
        number=first.number,
        due_on=matter.due_on if matter.closed_on is None else None,
        lines=tuple(sorted(lines, key=lambda line: line.on or date.min)),
        may_add=may_add(number),
    )


def _lines(matter: Matter, *, is_theirs: bool = True) -> list[Line]:
    """Return the steps and remarks of a matter that are for outside.

    Of one that theirs was merged into, only what the union did: the rest was said to another.
    """
    kind = matter.declared
    moves = matter.moves.filter(is_outside=True).exclude(step=kind.submit)
    if not is_theirs:
        moves = moves.exclude(by=matter.filer_id).exclude(by=None).exclude(step="merge")
    said = [
        Line(_office(move), move.done_on, words) for move in moves if (words := _words(kind, move))
    ]
    for one in matter.remarks.filter(is_outside=True) if is_theirs else ():
        is_mine = one.by_id is None
        said.append(Line("我" if is_mine else "工会", one.said_on, one.words, is_mine))
    return said


def _office(move: Move) -> str:
    return "我" if move.by_id is None and move.party != "系统" else "工会"


def _words(kind: Kind, move: Move) -> str:
    """Return a step in words: its name, what was answered to it, what was said."""
    steps = {step.id: step for step in kind.steps}
    asks = steps[move.step].asks if move.step in steps else ()
    told = [
        f"{one.label}：{shown(one, move.values[one.id])}"
        for one in asks
        if not (one.inside or one.sealed)
        and not is_empty(move.values.get(one.id))
        and one.type not in {"person", "people"}
    ]
    is_order = move.step in steps and steps[move.step].assigns
    return "\n".join(filter(None, [move.name, *told, "" if is_order else move.words]))

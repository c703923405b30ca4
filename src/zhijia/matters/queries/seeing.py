"""Which matters somebody sees, and which wait for them: told in the words of SQL.

What these select is what `policies` allows; a test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from zhijia.org.models import Post
from zhijia.org.rules import DESKS, HEADS, POST_KINDS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING, prefixes, reached, under

from ..kinds import KINDS
from ..kinds.declaring import Kind
from ..models import Backer, Matter, MatterQuerySet, Part, PartQuerySet

GROUPS = {"desk_here": DESKS, "head": HEADS}
FROM = ("own_desk", "delegation")
ANYTHING = Q()


def stands_as(actor: Actor, wanted: Iterable[str]) -> frozenset[str]:
    """Return the units at which an actor stands as one of the posts that these parties mean."""
    codes: list[str] = []
    for party in wanted:
        codes += GROUPS.get(party, (party,) if party in POST_KINDS else ())
    return actor.stands(codes)


def _mine(actor: Actor) -> Iterator[Q]:
    """Yield how a part may be an actor's: at a desk, by name, by a post; each by an index."""
    if desks := actor.stands(DESKS):
        yield Q(member=None, post=None, unit_path__in=desks)
    if actor.member_id is not None:
        yield Q(member=actor.member_id)
        posts = Post.objects.filter(member=actor.member_id, until_on=None)
        yield Q(post__in=posts.order_by().values("pk"))


def parts_of(actor: Actor) -> PartQuerySet:
    """Return the parts that an actor has, or had at the end: by name, by a post, at a desk."""
    return Part.objects.kept().filter(reduce(or_, _mine(actor), NOTHING)).order_by()


def orphaned() -> PartQuerySet:
    """Return the parts whose person has left, or no longer holds the post."""
    left = Q(member__left_on__isnull=False) | Q(post__until_on__isnull=False)
    found = Part.objects.standing().filter(left, matter__closed_on=None)
    return found.select_related("matter__unit").order_by("pk")


def from_there(actor: Actor, party: str) -> Q:
    """Select what came from units whose desk, or whose delegation, an actor leads."""
    if party == "own_desk":
        return Q(from_path__in=actor.stands(DESKS))
    ranges = (under("from_path", path) for path in actor.stands(["delegation"]))
    return reduce(or_, ranges, NOTHING)


def _states_of(kind: Kind, party: str) -> tuple[str, ...]:
    """Return the states of a kind out of which a party may take a step."""
    found = {state for step in kind.steps if party in step.by for state in step.of}
    return tuple(sorted(found))


def own(actor: Actor) -> Q:
    """Select the matters an actor takes part in: filed, led, assisted, seconded, overseen."""
    me = actor.member_id
    if me is None:
        return Q(pk__in=parts_of(actor).values("matter"))
    backed = Backer.objects.filter(member=me).exclude(is_for=False).order_by()
    parts = Q(pk__in=parts_of(actor).values("matter"))
    took = parts | Q(overseer=me) | Q(pk__in=backed.values("matter"))
    return Q(filer=me) | took & Q(filed_on__isnull=False)


def _kept(actor: Actor) -> Q:
    """Select what the actor's posts read: kinds that the same units read are asked for together."""
    by_units: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for kind in KINDS.values():
        by_units[stands_as(actor, kind.readers)].append(kind.id)
    found = (Q(kind__in=ids, unit_path__in=paths) for paths, ids in by_units.items() if paths)
    up = [kind.id for kind in KINDS.values() if kind.sees_up]
    desks = [post for post in actor.posts if post[0] in DESKS]
    above = Q(kind__in=up) & reached("unit_path", _only(actor, desks)) if up and desks else NOTHING
    return (reduce(or_, found, NOTHING) | above) & Q(filed_on__isnull=False)


def _only(actor: Actor, posts: Iterable[tuple[str, str, bool]]) -> Actor:
    return Actor(actor.user_id, actor.member_id, actor.name, "", frozenset(posts))


def _open_to(actor: Actor) -> Q:
    """Select what is published to an actor, waits to be seconded, or comes from their branch."""
    found = [NOTHING]
    here = prefixes(actor.unit_path)
    for kind in KINDS.values():
        if kind.published and here:
            found.append(Q(kind=kind.id, state__in=kind.published, unit_path__in=here))
        if kind.backing and (paths := stands_as(actor, kind.backing.by)):
            found.append(Q(kind=kind.id, state__in=kind.backing.of, unit_path__in=paths))
        for party in FROM:
            if states := _states_of(kind, party):
                found.append(Q(kind=kind.id, state__in=states) & from_there(actor, party))
    return reduce(or_, found)


def printable(actor: Actor, kind: Kind) -> Q:
    """Select the matters of a kind whose papers an actor may have: who handles one, who filed it.

    The same as `papers.may_print` says of one.
    """
    posts = stands_as(actor, (*kind.readers, *kind.remarkers, *kind.joiners))
    found = Q(unit_path__in=posts) | Q(pk__in=parts_of(actor).values("matter"))
    if actor.member_id is not None:
        found |= Q(filer=actor.member_id) | Q(overseer=actor.member_id)
    return Q(kind=kind.id, filed_on__isnull=False) & found


def visible(actor: Actor) -> Q:
    """Select all that an actor may open."""
    return own(actor) | _kept(actor) | _open_to(actor)


def matters(actor: Actor) -> MatterQuerySet:
    """Return the matters this actor may see, with what their lines name."""
    return Matter.objects.filter(visible(actor)).select_related("unit", "filer")


def _by_party() -> dict[str, dict[str, set[str]]]:
    """Return for each party, by kind, the states that wait for it."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind in KINDS.values():
        for step in kind.steps:
            if not step.is_optional:
                for party in step.by:
                    found[party][kind.id] |= {*step.of} - {kind.begins}
        if kind.ratings:
            for party in kind.ratings.by:
                found[party][kind.id] |= {*kind.ratings.of}
    return {party: dict(by_kind) for party, by_kind in found.items()}


WAITS = _by_party()


def _standing(kinds: Mapping[str, Iterable[str]]) -> Q:
    """Select matters by state and kind; the states stand first, for an index begins with them."""
    wanted = {kind: sorted(of) for kind, of in kinds.items() if of}
    states = sorted({state for of in wanted.values() for state in of})
    each = (Q(kind=kind, state__in=of) for kind, of in wanted.items())
    return Q(state__in=states) & reduce(or_, each, NOTHING)


def _at_posts(actor: Actor) -> Iterator[Q]:
    """Select what waits for the posts of an actor: one range for each set of units."""
    by_units: defaultdict[frozenset[str], defaultdict[str, set[str]]]
    by_units = defaultdict(lambda: defaultdict(set))
    for party, by_kind in WAITS.items():
        if paths := stands_as(actor, (party,)):
            for kind, of in by_kind.items():
                by_units[paths][kind] |= of
    for paths, kinds in by_units.items():
        yield Q(unit_path__in=paths) & _standing(kinds)


def _at_hand(actor: Actor) -> Iterator[Q]:
    """Select what an actor leads or assists and has to go on with, or owes their word on."""
    leads, assists = (_standing(WAITS.get(party, {})) for party in ("handler", "assistant"))
    for mine in _mine(actor):
        parts = Part.objects.standing().filter(mine).order_by()
        yield Q(pk__in=parts.filter(role="lead").values("matter")) & leads
        yield Q(pk__in=parts.filter(role="assist").values("matter")) & assists
        yield Q(pk__in=parts.unanswered().values("matter"))


def _below(actor: Actor) -> Q:
    """Select what lies below the desks of an actor that reach below."""
    desks = (path for post, path, below in actor.posts if post in DESKS and below)
    return reduce(or_, (under("unit_path", p) & ~Q(unit_path=p) for p in desks), NOTHING)


def _waiting(actor: Actor) -> Iterator[Q]:
    """Yield what waits for an actor, each with the one condition that finds it in an index."""
    me, filed = actor.member_id, Q(filed_on__isnull=False)
    yield from (filed & one for one in (*_at_posts(actor), *_at_hand(actor)))
    for party in FROM:
        if actor.stands(DESKS if party == "own_desk" else [party]):
            yield from_there(actor, party) & _standing(WAITS.get(party, {})) & filed
    if actor.stands(DESKS):
        yield _below(actor) & _standing(WAITS.get("upper", {})) & filed
    if me is not None:
        yield Q(filer=me) & _standing(WAITS.get("filer", {}))
        yield Q(overseer=me) & _standing(WAITS.get("overseer", {})) & filed
        asked = Backer.objects.filter(member=me, is_for=None).order_by().values("matter")
        seconded = {kind.id: kind.backing.of for kind in KINDS.values() if kind.backing}
        yield Q(pk__in=asked) & _standing(seconded) & filed


def waiting(actor: Actor, narrow: Q = ANYTHING, *also: str) -> QuerySet[Matter, Any]:
    """Return the keys of what waits for an actor: to be moved on, countersigned, rated, seconded;
    with them `also` other columns, to sort by.

    All of it they may also see, which a test asks of every kind. Each condition is a question of
    its own and these are joined: behind an OR no database finds that each is a range of an index.
    """
    rows = Matter.objects.filter(narrow, closed_on=None).order_by().values_list("pk", *also)
    first, *others = (rows.filter(one) for one in (NOTHING, *_waiting(actor)))
    return first.union(*others)


def waits(actor: Actor) -> Q:
    """Select what waits for an actor."""
    return Q(pk__in=waiting(actor))


LISTS = {
    "todo": "待办",
    "mine": "我发起",
    "late": "超期",
    "open": "在办",
    "done": "已办结",
    "all": "全部",
}


def chosen(actor: Actor, name: str, today: date) -> Q:
    """Select what stands in a list of the actor's."""
    if name == "todo":
        return waits(actor)
    mine = Q(filer=actor.member_id) if actor.member_id else NOTHING
    return {
        "mine": mine,
        "late": Q(closed_on=None, due_on__lt=today, filed_on__isnull=False),
        "open": Q(closed_on=None, filed_on__isnull=False),
        "done": Q(closed_on__isnull=False),
        "all": Q(),
    }[name]

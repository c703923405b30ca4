"""What the page of a matter shows to whom, and what may be done there now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhijia.law import Verdict
from zhijia.org import queries as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import DESKS, POST_KINDS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, under

from .. import policies
from ..kinds.answering import is_empty, shown
from ..kinds.declaring import Field, Form, Kind, State, Step
from ..models import Backer, Enclosure, Matter, MatterQuerySet, Move, Part, Rating, Remark, Tie
from ..rules import may_pause
from .reading import last_rating, names_of, parts_in
from .seeing import matters

REPS, RESERVE = "代表", "reserve"
# What of a matter tells who filed it.
NAMING = frozenset({"phone"})


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as the page shows it; `is_long` stands as a paragraph."""

    label: str
    words: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A step as the page shows it: who, as what, what was given, which files."""

    move: Move
    who: str
    said: Sequence[Said]
    files: Sequence[Enclosure]
    words: str


@dataclass(frozen=True, slots=True)
class Bond:
    """Another matter that belongs together with this one, how, and whether one may untie them."""

    how: str
    other: Matter
    tie: Tie
    may_end: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A matter as one reader sees it."""

    matter: Matter
    kind: Kind
    held: policies.Parties
    filer: str
    said: Sequence[Said]
    files: Sequence[Enclosure]
    parts: Sequence[Part]
    backers: Sequence[Backer]
    life: Sequence[Moment]
    remarks: Sequence[Remark]
    ties: Sequence[Bond]
    rating: Rating | None
    is_inside: bool
    steps: Sequence[Step]
    papers: Sequence[Form]
    may: dict[str, Any] = field(default_factory=dict)

    @property
    def kind_state(self) -> State:
        """Return the state in which it is."""
        return self.matter.stands

    @property
    def rating_words(self) -> str:
        """Return the rating in words."""
        asked = self.kind.ratings
        return asked.choices.get(self.rating.choice, "") if asked and self.rating else ""

    @property
    def rating_tone(self) -> str:
        """Return the colour of the rating."""
        return "green" if self.rating and self.rating.is_satisfied else "red"

    @property
    def is_late(self) -> bool:
        """Say whether its deadline has passed."""
        return bool(self.may.get("late"))


def matter_page(actor: Actor, matter: Matter, today: date) -> Page:
    """Return a matter as this actor sees it; nine queries and a few for names."""
    kind, parts = matter.declared, list(parts_in(matter))
    backers = list(matter.backers.select_related("member__unit"))
    held = policies.parties(actor, matter, parts, backers)
    inside = policies.is_inside(matter, held)
    files = list(matter.enclosures.select_related("file", "move"))
    made = list(matter.moves.select_related("by"))
    moves = [m for m in made if inside or m.is_outside]
    names = names_of(_people(kind, matter, moves))
    rating = None if policies.hides(matter, "rating", held) else last_rating(matter)
    if rating and not (inside or held & {*(kind.ratings.by if kind.ratings else ())}):
        rating = None
    return Page(
        matter=matter,
        kind=kind,
        held=held,
        filer=filer_of(matter, held),
        said=list(
            _said(
                matter,
                kind.fields,
                {**matter.values, **_apart(matter, inside, held)},
                names,
                inside=inside or "filer" in held,
            )
        ),
        files=[one for one in files if one.move_id is None and may_have(matter, one, held)],
        parts=parts if inside or "filer" in held or matter.state in kind.published else [],
        backers=[] if policies.hides(matter, "backers", held) else backers,
        life=[_moment(matter, move, files, names, held, inside) for move in moves],
        remarks=_remarks(matter, held, inside=inside),
        ties=_ties(actor, matter, held),
        rating=rating,
        is_inside=inside,
        steps=open_steps(matter, held),
        papers=_papers(matter, made),
        may=_may(actor, matter, held, parts, backers, today),
    )


def may_have(matter: Matter, file: Enclosure, held: policies.Parties) -> bool:
    """Say whether somebody who stands so to a matter may have one of its files.

    What the filer gave tells who they are: it is not published where they are hidden.
    """
    if policies.is_inside(matter, held):
        return True
    is_theirs = file.move is None or file.move.by_id == matter.filer_id
    return file.is_outside and not (is_theirs and policies.hides(matter, "filer", held))


def _remarks(matter: Matter, held: policies.Parties, *, inside: bool) -> list[Remark]:
    """Return what was said: all to who handles a matter, to who filed it what is for them."""
    if not (inside or "filer" in held):
        return []
    return [one for one in matter.remarks.select_related("by") if inside or one.is_outside]


def _people(kind: Kind, matter: Matter, moves: Sequence[Move]) -> list[Any]:
    """Return the keys of all members that answers name."""
    asked = [*kind.fields, *(one for step in kind.steps for one in step.asks)]
    ids = {one.id for one in asked if one.type in {"person", "people"}}
    found = [value for key, value in matter.values.items() if key in ids]
    found += [value for move in moves for key, value in move.values.items() if key in ids]
    return [key for one in found for key in (one if isinstance(one, list) else [one])]


def _apart(matter: Matter, inside: bool, held: policies.Parties) -> dict[str, Any]:
    """Return what is sealed, to who handles a matter and to who filed it.

    From whom the filer is hidden, the way to reach them is hidden too.
    """
    if not (inside or "filer" in held):
        return {}
    hidden = NAMING if policies.hides(matter, "filer", held) else frozenset[str]()
    return {key: value for key, value in matter.kept_apart.items() if key not in hidden}


def _said(
    matter: Matter,
    fields: Sequence[Field],
    values: dict[str, Any],
    names: dict[int, str],
    *,
    inside: bool,
) -> list[Said]:
    """Return answers in the words of the page."""
    told = [one for one in fields if inside or not (one.inside or one.sealed)]
    return [
        Said(one.label, shown(one, values[one.id], names), one.type == "long")
        for one in told
        if not is_empty(values.get(one.id))
    ]


def filer_of(matter: Matter, held: policies.Parties) -> str:
    """Return who filed a matter, as far as somebody may know."""
    if policies.hides(matter, "filer", held):
        return "（不公开）"
    if matter.filer is None:
        return (matter.source_title and "系统转入") or "匿名"
    return f"{matter.filer}（{matter.filer.unit}）"


def _moment(
    matter: Matter,
    move: Move,
    files: Sequence[Enclosure],
    names: dict[int, str],
    held: policies.Parties,
    inside: bool,
) -> Moment:
    steps = {step.id: step for step in matter.declared.steps}
    asks = steps[move.step].asks if move.step in steps else ()
    said = _said(matter, asks, move.values, names, inside=inside)
    is_filers = move.by_id is not None and move.by_id == matter.filer_id
    hidden = is_filers and policies.hides(matter, "filer", held)
    who = "提出人" if hidden else str(move.by or move.party or "系统")
    mine = [one for one in files if one.move_id == move.pk and may_have(matter, one, held)]
    # What is asked of who is assigned is for them, not for who filed.
    is_order = move.step in steps and steps[move.step].assigns
    return Moment(move, who, said, mine, "" if is_order and not inside else move.words)


def _papers(matter: Matter, made: Sequence[Move]) -> list[Form]:
    """Return the papers that there are of a matter now, after the steps that were taken."""
    taken = {move.step for move in made}
    return [
        one
        for one in matter.declared.papers
        if (not one.of or matter.state in one.of) and (not one.after or one.after in taken)
    ]


def _ties(actor: Actor, matter: Matter, held: policies.Parties) -> list[Bond]:
    """Return what belongs together with a matter and is open to the actor; three queries."""
    words = {"merged": "并入", "related": "关联", "follows": "转往"}
    back = {"merged": "已并入本案", "related": "关联", "follows": "转自"}
    out = matter.ties.filter(ended_on=None).select_related("other")
    in_ = matter.tied.filter(ended_on=None).select_related("one")
    found = [(words[t.how], t.other, t) for t in out] + [(back[t.how], t.one, t) for t in in_]
    if not found:
        return []
    keys = [other.pk for _, other, _ in found]
    open_ = {*matters(actor).filter(pk__in=keys).order_by().values_list("pk", flat=True)}
    joins = bool(held & {*matter.declared.joiners})
    return [
        Bond(how, other, tie, joins and tie.how == "related")
        for how, other, tie in found
        if other.pk in open_
    ]


def open_steps(matter: Matter, held: policies.Parties) -> list[Step]:
    """Return the steps that somebody may take now, in the order of their declaration."""
    return [
        step
        for step in matter.declared.steps
        if matter.state in step.of
        and step.fits(matter.values)
        and not matter.is_draft
        and (step.while_paused or not matter.is_paused)
        and policies.may_step(matter.declared, step, held)
    ]


def _may(
    actor: Actor,
    matter: Matter,
    held: policies.Parties,
    parts: Sequence[Part],
    backers: Sequence[Backer],
    today: date,
) -> dict[str, Any]:
    """Return what may be done beside the steps."""
    kind, is_open = matter.declared, matter.filed_on is not None and matter.closed_on is None
    backing = kind.backing
    seconds = backing if backing and matter.state in backing.of else None
    may_back = seconds and policies.posts_at(actor, matter.unit_path) & {*seconds.by}
    said = {backer.member_id for backer in backers if backer.is_for is not None}
    rates = kind.ratings and matter.state in kind.ratings.of and held & {*kind.ratings.by}
    hand_over: Verdict = policies.may_hand_over(actor, matter)
    within, is_paused = matter.stands.within, matter.is_paused
    stops = may_pause(is_open=is_open, is_paused=is_paused, within=within)
    return {
        "late": is_open and matter.due_on is not None and matter.due_on < today,
        "edit": "filer" in held and matter.state in (kind.begins, *kind.rewritten),
        "invite": "filer" in held and bool(backing) and (bool(seconds) or matter.is_draft),
        "back": bool(may_back) and "filer" not in held and actor.member_id not in said,
        "rate": bool(rates) and not matter.is_paused,
        "remark": matter.filed_on is not None and bool(held & {"filer", *kind.remarkers}),
        "outside": bool(held & {*kind.remarkers}),
        "pause": bool(stops) and bool(held & {*kind.pausers}),
        "resume": is_open and matter.is_paused and bool(held & {*kind.pausers}),
        "merge": is_open and bool(kind.merged) and bool(held & {*kind.joiners}),
        "link": not matter.is_draft and bool(held & {*kind.joiners}),
        "hand_over": is_open and bool(hand_over),
        "countersign": [
            p
            for p in parts
            if is_open
            and kind.countersigns
            and p.role == "assist"
            and not p.answered_on
            and policies.does(actor, p)
        ],
    }


def people_of(matter: Matter) -> QuerySet[Member]:
    """Return the members of the unit that keeps a matter and of those below it."""
    where = under("unit_path", matter.unit_path)
    if matter.declared.people_above:
        where |= Q(unit_path__in=prefixes(matter.unit_path))
    here = Member.objects.present().filter(where)
    return here.select_related("unit").order_by("unit_path", "stroke_key", "pk")


def posts_of(matter: Matter) -> QuerySet[Post]:
    """Return the posts at the very unit that may be given a part: no delegates, no reserve."""
    apart = [code for code, kind in POST_KINDS.items() if kind.group == REPS or code == RESERVE]
    found = Post.objects.open().filter(unit=matter.unit_id).exclude(kind__in=apart)
    return found.select_related("member").order_by("pk")


def units_of(matter: Matter) -> QuerySet[Unit]:
    """Return the units below the one that keeps a matter."""
    below = Unit.objects.filter(under("path", matter.unit_path), dissolved_on=None)
    return below.exclude(pk=matter.unit_id).order_by("path")


def desks_of(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose desk an actor holds."""
    return org.units(actor).filter(path__in=actor.stands(DESKS), dissolved_on=None)


def may_join(actor: Actor, matter: Matter) -> MatterQuerySet:
    """Return what may be merged into a matter."""
    kind = matter.declared
    found = matters(actor).filter(kind=kind.id, unit=matter.unit_id, state__in=kind.mergeable)
    return found.filter(closed_on=None).exclude(pk=matter.pk).order_by("pk")


def enclosures(actor: Actor) -> QuerySet[Enclosure]:
    """Return the files of the matters this actor may see."""
    seen = matters(actor).order_by().values("pk")
    return Enclosure.objects.filter(matter__in=seen).select_related("file", "matter", "move")

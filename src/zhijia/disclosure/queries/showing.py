"""Reading 公示: what hangs for whom, what a desk keeps, what its handler hears, the archive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from django.core import signing
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from zhijia.law import Verdict
from zhijia.org.models import Member, Post, Unit, UnitQuerySet
from zhijia.org.rules import DESKS, UNIT_KINDS, levels_above
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.refs import queries as refs
from zhijia.platform.refs.days import mark as unannounced
from zhijia.platform.scope import under
from zhijia.platform.vault import mark

from ..models import Handover, Objection, Showing, ShowingLook, ShowingQuerySet, Shown
from ..policies.showing import hears, may_keep, may_look, may_read
from ..rules import showing as rules
from ..rules.masking import may_be_told
from ..rules.showing_kinds import SHOWING_KINDS, TELLS, periods

# What `annotate` adds to a row is known to no type, so it is read by name.
new_of = attrgetter("new")
HAS_WAITING = Exists(Objection.objects.filter(showing=OuterRef("pk"), state="waiting"))
# Whose objections are still handled: what runs, and what was taken down while some waited.
HEARD = Q(state__in=rules.RUNNING) | Q(HAS_WAITING, state="withdrawn")
LOOK_BACK = timedelta(days=3)
LOOK_LASTS = timedelta(minutes=10)
SALT = "disclosure.showing_look"
PARTS = [kind for kind in UNIT_KINDS if levels_above(kind)]


def hanging(actor: Actor, today: date) -> ShowingQuerySet:
    """Return what hangs today for this member: of their own unit and of those above it."""
    if not actor.member_id:
        return Showing.objects.none()
    rows = Showing.objects.above(actor).filter(state="open")
    return rows.filter(from_on__lte=today, until_on__gte=today).select_related("unit")


def kept_by(actor: Actor) -> Q:
    """Select the showings of the units whose persons this actor's desk keeps."""
    return near(actor, "unit_path", "unit")


def near(actor: Actor, where: str, unit: str) -> Q:
    """Select what lies in the units of the actor's desks, or in parts of them that employ nobody.

    As `policies.showing.keeps` says of one row.
    """
    paths = actor.stands(DESKS)
    if not paths:
        return Q(pk__in=[])
    chosen = Q(**{f"{where}__in": paths})
    for kind in PARTS:
        above = unit
        for _ in range(levels_above(kind)):
            above = f"{above}__parent"
            chosen |= Q(**{f"{unit}__kind": kind, f"{above}__path__in": paths})
    return chosen


def kept(actor: Actor) -> ShowingQuerySet:
    """Return the showings that this actor's desk keeps, the newest first."""
    rows = Showing.objects.filter(kept_by(actor)).select_related("unit", "handler")
    waiting = Count("objections", filter=Q(objections__state="waiting"))
    return rows.annotate(n_waiting=waiting).order_by("-from_on", "-pk")


def heard(actor: Actor) -> ShowingQuerySet:
    """Return the showings whose objections this person hears, with how many wait."""
    rows = Showing.objects.filter(HEARD, handler=actor.member_id or 0).select_related("unit")
    waiting = Count("objections", filter=Q(objections__state="waiting"))
    return rows.annotate(n_all=Count("objections"), n_waiting=waiting).order_by("until_on", "pk")


def known(actor: Actor, today: date) -> ShowingQuerySet:
    """Return every showing of which this person may know that it is: the page decides what more."""
    mine = Q(HEARD, handler=actor.member_id or 0)
    hangs = Q(pk__in=hanging(actor, today).order_by().values("pk"))
    rows = Showing.objects.filter(hangs | mine | kept_by(actor))
    return rows.select_related("unit", "handler", "shown_by", "again_of")


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees of a showing: all of it, or only that it is; and what they may do."""

    is_whole: bool
    is_keeper: bool
    is_handler: bool
    is_running: bool
    is_future: bool


def sight(actor: Actor, showing: Showing, today: date) -> Sight:
    """Say what this person sees today; what is over is sealed also before the clock comes."""
    is_on = showing.state == "open" and today <= showing.until_on
    running = showing.state in rules.RUNNING
    waits = showing.state == "withdrawn" and showing.objections.waiting().exists()
    handler = bool(hears(actor, showing)) and bool(rules.is_heard(showing.state, int(waits)))
    keeper = bool(may_keep(actor, showing))
    begun = today >= showing.from_on
    whole = handler or (is_on and bool(may_read(actor, showing)) and (begun or keeper))
    return Sight(whole, keeper, handler, running, is_on and not begun)


def lines_of(showing: Showing) -> list[Shown]:
    """Return the lines that hang still, each with its showing at hand; one query."""
    rows = list(showing.lines.filter(taken_down_on=None))
    for row in rows:
        row.showing = showing
    return rows


def heads_of(showing: Showing) -> list[str]:
    """Return the heads of the columns beside the name."""
    return [TELLS[key] for key in SHOWING_KINDS[showing.kind].tells]


def as_lines(rows: Iterable[Shown]) -> list[rules.Line]:
    """Return lines as the rules judge them."""
    return [rules.Line(row.name, row.told, row.member_id) for row in rows]


def next_serial(unit: Unit, year: int) -> int:
    """Return the number of the next showing of a unit in a year."""
    last = Showing.objects.filter(unit=unit, year=year).aggregate(n=Max("serial"))["n"]
    return (last or 0) + 1


def least_until(unit: Unit, kind: str, from_on: date) -> date:
    """Return the first day on which a showing of this kind may end here; one query."""
    held = periods(kind, unit.kind, unit.registration)
    return rules.least_until(held, from_on, refs.calendar())


def day_note(showing: Showing) -> str:
    """Say where the calendar of its days is not announced yet."""
    return unannounced(showing.from_on, showing.until_on, refs.calendar())


def may_last(unit: Unit, kind: str, from_on: date, until_on: date) -> Verdict:
    """Judge the last day by every period that holds; one query."""
    held = periods(kind, unit.kind, unit.registration)
    return rules.lasts(from_on, until_on, held, refs.calendar())


def may_say(showing: Showing, words: str) -> Verdict:
    """Judge words that stand beside a showing once it hangs, as those it was put up with."""
    declared = SHOWING_KINDS[showing.kind]
    shown = showing.lines.filter(member__isnull=False)
    names = list(shown.values_list("member__name", flat=True)) if declared.masks else []
    return may_be_told(words, hidden=names, is_grave=declared.is_grave)


def begun(today: date) -> ShowingQuerySet:
    """Return what has begun to hang within these days: a clock may be late."""
    return Showing.objects.filter(state="open", from_on__range=(today - LOOK_BACK, today))


def to_show_again(actor: Actor, unit: Unit, kind: str, key: str) -> Showing | None:
    """Return what was upheld or taken down of this unit and kind, by a key that a page brought."""
    if not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    rows = kept(actor).filter(unit=unit, kind=kind, state__in=("upheld", "withdrawn"))
    return rows.filter(pk=int(key)).first()


def handlers(unit: Unit) -> QuerySet[Member]:
    """Return who may hear objections in a unit: its present members who hold a post there."""
    held = Member.objects.present().filter(posts__unit=unit, posts__until_on=None)
    return held.exclude(posts__kind="leader").distinct().order_by("stroke_key", "pk")


def objections(actor: Actor) -> QuerySet[Objection]:
    """Return the objections that this person hears, of showings that are not closed; of those that
    were taken down what waits still.
    """
    rows = Objection.objects.filter(showing__handler=actor.member_id or 0)
    left = Q(showing__state="withdrawn", state="waiting")
    return rows.filter(Q(showing__state__in=rules.RUNNING) | left).select_related("showing__unit")


def own_objections(actor: Actor) -> QuerySet[Objection]:
    """Return what this member objected to under their name."""
    if not actor.member_id:
        return Objection.objects.none()
    rows = Objection.objects.filter(who_mark=mark("objector", str(actor.member_id)))
    people = "showing__handovers__before", "showing__handovers__after"
    found = rows.select_related("showing__unit").prefetch_related(*people)
    return found.order_by("-made_on", "pk")


def objection_by(code: str) -> Objection | None:
    """Return the objection of a receipt code; None where there is none."""
    kept_code = rules.receipt(code)
    if len(kept_code) != rules.RECEIPT_LONG:
        return None
    rows = Objection.objects.filter(receipt_mark=mark("receipt", kept_code))
    return rows.select_related("showing__unit").first()


def handovers(showing: Showing) -> list[Handover]:
    """Return who followed whom in hearing the objections of a showing; one query."""
    return list(showing.handovers.select_related("before", "after"))


def objector(objection: Objection) -> Member | None:
    """Return who gave their name; None where nobody did."""
    key = objection.who
    return Member.objects.filter(pk=int(key)).select_related("unit").first() if key else None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many objections a showing has, how many wait, how many were upheld."""

    n: int
    waiting: int
    upheld: int


def counted(showing: Showing) -> Counted:
    """Count the objections of a showing; one query."""
    found = showing.objections.aggregate(
        n=Count("pk"),
        waiting=Count("pk", filter=Q(state="waiting")),
        upheld=Count("pk", filter=Q(state="upheld")),
    )
    return Counted(found["n"], found["waiting"], found["upheld"])


def may_close(showing: Showing, today: date) -> Verdict:
    """Judge whether a showing may be closed now; one query."""
    waiting = showing.objections.waiting().count()
    return rules.may_close(showing.state, until_on=showing.until_on, today=today, waiting=waiting)


def is_shown(actor: Actor, showing: Showing) -> bool:
    """Say whether this person is among those shown; two queries."""
    return is_among(actor, as_lines(showing.lines.all()))


def is_among(actor: Actor, lines: Iterable[rules.Line]) -> bool:
    """Say whether this person is among those to be shown, by key or by name; one query."""
    me = Member.objects.filter(pk=actor.member_id or 0).first()
    return me is not None and rules.is_among(me.pk, me.name, lines)


def others_at(unit_id: int, lines: Iterable[rules.Line]) -> int:
    """Return how many who are not shown keep the desk of a unit now; one query."""
    held = Post.objects.open().filter(unit=unit_id, kind__in=DESKS, member__left_on=None)
    others = held.exclude(member__in=[line.member for line in lines if line.member])
    return others.order_by().values("member").distinct().count()


def pass_of(look: ShowingLook) -> str:
    """Return what opens the archive for a few minutes to who has just said what for."""
    return signing.dumps(look.pk, salt=SALT)


def look_by(actor: Actor, showing: Showing, token: str) -> ShowingLook | None:
    """Return the look that a pass was given for, while it lasts and only to its own reader."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LOOK_LASTS)
    except signing.BadSignature:
        return None
    if not may_look(actor, showing):
        return None
    return ShowingLook.objects.filter(pk=key, showing=showing, by=actor.member_id).first()


def looks(showing: Showing) -> QuerySet[ShowingLook]:
    """Return who looked at a sealed showing, the latest first."""
    return showing.looks.select_related("by", "by__unit")


def to_end(today: date) -> ShowingQuerySet:
    """Return what hangs though its last day is over."""
    return Showing.objects.filter(state="open", until_on__lt=today)


def on_last_day(today: date) -> ShowingQuerySet:
    """Return what hangs for the last day."""
    rows = Showing.objects.filter(state="open", until_on=today)
    return rows.select_related("unit", "handler")


def untold() -> list[tuple[Showing, int]]:
    """Return the showings whose handlers have not heard of some objections yet."""
    new = Count("objections", filter=Q(objections__is_told=False, objections__state="waiting"))
    rows = Showing.objects.filter(HEARD).annotate(new=new).filter(new__gt=0)
    return [(row, new_of(row)) for row in rows.select_related("unit", "handler")]


def without_handler() -> ShowingQuerySet:
    """Return the showings whose objections nobody hears any more, as who did has left."""
    return Showing.objects.filter(HEARD, handler__left_on__isnull=False)


def between(actor: Actor, place: Place, first: date, last: date) -> ShowingQuerySet:
    """Return what hangs already for this member on one of these days and has not come down."""
    rows = Showing.objects.above(actor).filter(state="open", from_on__lte=localdate())
    return rows.filter(from_on__lte=last, until_on__gte=first).select_related("unit")


def showing_units(actor: Actor) -> UnitQuerySet:
    """Return the standing units whose persons this actor's desk keeps."""
    return Unit.objects.standing().filter(_near_units(actor)).order_by("path")


def _near_units(actor: Actor) -> Q:
    paths = actor.stands(DESKS)
    chosen = Q(path__in=paths)
    for kind in PARTS:
        above = ["parent"] * levels_above(kind)
        for n in range(1, len(above) + 1):
            chosen |= Q(**{"kind": kind, f"{'__'.join(above[:n])}__path__in": paths})
    return chosen if paths else Q(pk__in=[])


def people_called(unit: Unit, words: Iterable[str]) -> dict[str, list[Member]]:
    """Return the present members at or below a unit who are called so, by name and staff number.

    One query.
    """
    wanted = {word for word in words if word}
    called = Q(name__in=wanted) | Q(staff_no__in=wanted)
    found: dict[str, list[Member]] = {}
    rows = Member.objects.present().filter(under("unit_path", unit.path)).filter(called)
    for member in rows.select_related("unit"):
        for word in {member.name, member.staff_no} & wanted:
            found.setdefault(word, []).append(member)
    return found


def over(actor: Actor, today: date) -> ShowingQuerySet:
    """Return what has hung for its time in this desk's units and waits to be closed.

    What still has objections to be handled is left out: that is for its handler, while there is
    one.
    """
    if not actor.stands(DESKS):
        return Showing.objects.none()
    rows = Showing.objects.running().filter(kept_by(actor), until_on__lt=today)
    ready = Q(~HAS_WAITING) | Q(handler__left_on__isnull=False)
    return rows.filter(ready).select_related("unit").order_by("until_on", "pk")

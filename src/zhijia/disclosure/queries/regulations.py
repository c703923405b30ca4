"""Reading the register: what holds where, how it was adopted, what is missing, what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from django.db.models import Max, Prefetch, Q, QuerySet

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS, EMPLOYERS
from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.scope import prefixes, reached
from zhijia.platform.search.queries import keys_of

from ..models import KeptCheck, Regulation, RegulationQuerySet, Review, StepTaken, Wording
from ..policies.regulations import may_edit
from ..rules import regulations as rules
from ..rules.competence import SUBJECTS, Competence, competence
from ..rules.regulations import STEPS, Done

REVIEW_WARNS = timedelta(days=60)
# What `annotate` and `prefetch` add to a row is known to no type, so it is read by name.
texts_of = attrgetter("texts")
EVERYTHING = Prefetch(
    "wordings",
    Wording.objects.order_by("-nth").defer("text").prefetch_related("steps"),
    to_attr="texts",
)


def regulations(actor: Actor) -> RegulationQuerySet:
    """Return what this actor's posts reach, and what units above laid down for them."""
    above = Q(unit_path__in=prefixes(actor.unit_path)) if actor.member_id else Q(pk__in=[])
    return Regulation.objects.filter(reached("unit_path", actor) | above).select_related("unit")


def listed(
    actor: Actor, where: Q, *, subject: str = "", state: str = "", words: str = ""
) -> RegulationQuerySet:
    """Return the register as its page asks for it, with the texts' dates and steps."""
    rows = regulations(actor).filter(where)
    rows = rows.exclude(repealed_on=None) if state == "repealed" else rows.standing()
    rows = rows.filter(subject=subject) if subject else rows
    if words:
        rows = rows.filter(pk__in=keys_of(actor, "disclosure.regulations", words))
    return rows.select_related("unit__parent__parent").prefetch_related(EVERYTHING)


def employer(unit: Unit) -> Unit:
    """Return whose congress concerns a unit: its own, or that of the employer it is a part of."""
    while unit.kind not in EMPLOYERS and unit.parent:
        unit = unit.parent
    return unit


def asks(regulation: Regulation) -> Competence | None:
    """Return what the congress does about a regulation."""
    whose = employer(regulation.unit)
    return competence(regulation.subject, whose.kind, whose.registration)


def done(steps: Iterable[StepTaken]) -> list[Done]:
    """Return the steps of a text as the rules judge them."""
    return [Done(one.step, one.on, one.outcome) for one in steps]


@dataclass(frozen=True, slots=True)
class Line:
    """A regulation as the list shows it: the text that holds, what is missing or due."""

    regulation: Regulation
    wording: Wording | None
    competence: str
    risks: list[str] = field(default_factory=list)
    is_due: bool = False
    stands: str = ""
    tone: str = "grey"

    @property
    def n_steps(self) -> int:
        """Return how many of the three steps are on file."""
        return len(self.wording.steps.all()) if self.wording else 0


def line_of(regulation: Regulation, today: date) -> Line:
    """Return a line; no query for rows of `listed`."""
    texts: Sequence[Wording] = texts_of(regulation)
    holding = next((one for one in texts if one.from_on <= today), None)
    shown = holding or (texts[0] if texts else None)
    asked = asks(regulation)
    found = (
        rules.risks(regulation.subject, done(shown.steps.all()), asks=asked, from_on=shown.from_on)
        if shown
        else []
    )
    due = regulation.repealed_on is None and regulation.review_on <= today + REVIEW_WARNS
    state = "repealed" if regulation.repealed_on else "force" if holding else "draft"
    tone = {"repealed": "grey", "force": "green", "draft": "blue"}[state]
    words = [one.reason for one in found]
    label = asked.label if asked else ""
    return Line(regulation, shown, label, words, due, rules.STATES[state], tone)


def found(actor: Actor, pk: int) -> Regulation | None:
    """Return one regulation with its texts; None where it is not for this person."""
    rows = regulations(actor).select_related("unit__parent__parent").prefetch_related(EVERYTHING)
    return rows.filter(pk=pk).first()


def wordings(actor: Actor) -> QuerySet[Wording]:
    """Return the texts of the regulations this person reads."""
    mine = regulations(actor).order_by().values("pk")
    return Wording.objects.filter(regulation__in=mine).select_related("regulation__unit")


@dataclass(frozen=True, slots=True)
class StepShown:
    """One of the three steps on the page: what it asks, what is on file, what is missing."""

    code: str
    label: str
    duty: str
    taken: StepTaken | None


def steps_of(wording: Wording) -> list[StepShown]:
    """Return the three steps of a text in their order; one query."""
    rows = wording.steps.select_related("paper", "noted_by")
    taken = {one.step: one for one in rows}
    return [StepShown(c, one.label, one.duty, taken.get(c)) for c, one in STEPS.items()]


def is_vital(regulation: Regulation) -> bool:
    """Say whether a regulation touches the vital interests of workers."""
    return SUBJECTS[regulation.subject].is_vital


def next_wording(regulation: Regulation) -> int:
    """Return the number of the next text."""
    return (regulation.wordings.aggregate(n=Max("nth"))["n"] or 0) + 1


def newest(regulation: Regulation) -> Wording:
    """Return the text that was entered last."""
    wording = regulation.wordings.order_by("-nth").first()
    assert wording is not None, "a regulation has a text from the first"
    return wording


def reviews(regulation: Regulation) -> QuerySet[Review]:
    """Return the reviews of a regulation, the latest first."""
    return regulation.reviews.select_related("done_by")


def checks(regulation: Regulation) -> QuerySet[KeptCheck]:
    """Return what inspections found of a regulation, the latest first."""
    return regulation.checks.all()


def to_review(today: date) -> RegulationQuerySet:
    """Return what is to be looked at again within two months, or should have been."""
    rows = Regulation.objects.standing().filter(review_on__lte=today + REVIEW_WARNS)
    return rows.select_related("unit").order_by("review_on", "pk")


def own_to_review(actor: Actor, today: date) -> RegulationQuerySet:
    """Return what this actor's own desks have to look at again."""
    return to_review(today).filter(unit_path__in=actor.stands(DESKS))


# What `checks` asks: a unit's regulations on a day, and which lack what.


@dataclass(frozen=True, slots=True)
class Standing:
    """A regulation in force on a day as evidence: its page and what is missing."""

    title: str
    url: str
    risks: list[str]
    review_on: date


def in_force_at(paths: Sequence[str], on: date, *, below: bool = False) -> list[Standing]:
    """Return the regulations in force at these paths on a day; a few queries."""
    rows = Regulation.objects.filter(lying("unit_path", paths, below=below))
    held = rows.filter(wordings__from_on__lte=on).exclude(repealed_on__lte=on).distinct()
    shown = held.select_related("unit__parent__parent").prefetch_related(EVERYTHING)
    lines = [line_of(one, on) for one in shown]
    return [
        Standing(
            one.regulation.title,
            one.regulation.get_absolute_url(),
            one.risks,
            one.regulation.review_on,
        )
        for one in lines
    ]


def regulation_page(actor: Actor, one: Regulation, line: Line, text: Wording) -> dict[str, object]:
    """Return what the page of a regulation tells beside its text."""
    return {
        "one": one,
        "line": line,
        "text": text,
        "wordings": texts_of(one),
        "steps": steps_of(text),
        "is_vital": is_vital(one),
        "asks": asks(one),
        "may": may_edit(actor, one),
        "duties": one.duties.filter(until_on=None),
        "reviews": reviews(one)[:5],
        "checks": checks(one)[:5],
    }

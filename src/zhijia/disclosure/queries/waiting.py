"""What waits for whom: dues, drafts to review, questions; and what a unit has unfinished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from zhijia.org.rules import HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.together import Reading, counting, told

from ..models import Due, Edition, Question
from ..rules.questions import OPEN
from .dues import mine
from .seeing import of_desks

DUE, REVIEW, ASKED = 1, 2, 3
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that waits: of which kind, its key, what it is, where it belongs, by when."""

    kind: int
    key: int
    words: str
    detail: str
    on: date | None


def _columns(rows: QuerySet[Any], kind: int, words: str, detail: str, on: object, key: str) -> Any:
    """Return rows of any kind as lines of one sort."""
    return (
        rows.order_by()
        .annotate(
            kind_=Value(kind, IntegerField()),
            words_=Cast(words, CharField(max_length=500)),
            detail_=Cast(detail, CharField(max_length=100)),
            on_=on,
        )
        .values_list("kind_", key, "words_", "detail_", "on_")
    )


def waits(actor: Actor, today: date, most: int) -> list[Wait]:
    """Return what waits for somebody, the most urgent first; one query, none for a plain member."""
    return reading(actor, today, most).alone()


def reading(actor: Actor, today: date, most: int) -> Reading[list[Wait]]:
    """Return what waits for somebody, the most urgent first, to be read with what others want."""
    if all(role == "member" for role, _, _ in actor.posts):
        return told([])
    open_ = Due.objects.open().filter(mine(actor), due_on__lte=today + AHEAD, publication=None)
    drafts = Edition.objects.filter(
        state="waiting", publication__unit_path__in=actor.stands((*HEADS, "leader"))
    ).exclude(prepared_by=actor.member_id)
    asked = Question.objects.filter(of_desks("unit_path", actor), state__in=OPEN)
    nothing = Value(None, DateField())
    first = _columns(open_, DUE, "item__name", "label", F("due_on"), "pk")
    found = first.union(
        _columns(drafts, REVIEW, "title", "publication__unit__name", nothing, "publication_id"),
        _columns(asked, ASKED, "publication__title", "unit_path", F("due_on"), "pk"),
        all=True,
    )
    rows = found.order_by("on_", "kind_", "words_")[:most]
    return Reading((rows,), lambda lines: [_bland(Wait(*line)) for line in lines])


def _bland(row: Wait) -> Wait:
    """Return a line without the path that a question's has for want of a name."""
    return row if row.kind != ASKED else Wait(row.kind, row.key, row.words, "职工提问", row.on)


def unfinished(path: str, below: bool, today: date) -> Reading[list[tuple[str, int, str]]]:
    """Return what a unit is late with, works on and has not answered."""
    where = lying("unit_path", [path], below=below)
    late = Due.objects.late(today).filter(where)
    at = lying("publication__unit_path", [path], below=below)
    drafts = Edition.objects.filter(at, state__in=["draft", "waiting"])
    asked = Question.objects.filter(where, state__in=OPEN)
    told_as = (
        ("逾期未公开的事项", reverse("disclosure:dues") + "?list=late"),
        ("在办的公开稿", reverse("disclosure:publications")),
        ("没有答复的提问", reverse("disclosure:questions")),
    )

    def tell(*counts: Iterable[int]) -> list[tuple[str, int, str]]:
        pairs = zip(told_as, counts, strict=True)
        return [(label, sum(count), url) for (label, url), count in pairs]

    rows = (counting(one).rows for one in (late, drafts, asked))
    return Reading(tuple(one for few in rows for one in few), tell)

"""Reading questions and their answers."""

from datetime import date

from django.db.models import Q, QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.place import Place

from ..models import Catalogue, Publication, Question
from ..rules.questions import ANSWER_IN, OPEN
from .dues import LOOK_BACK
from .seeing import of_desks

LISTS = {"open": "待办理", "done": "已办理"}


def asked_today(publication: Publication, actor: Actor, today: date) -> int:
    """Count what this member asked under a publication today; one query."""
    rows = publication.questions.filter(asker=actor.member_id, asked_on=today)
    return rows.count()


def answer_days(unit_id: int) -> int:
    """Return how many working days a unit gives itself to answer; one query."""
    found = Catalogue.objects.filter(unit=unit_id).values_list("answer_days", flat=True).first()
    return found or ANSWER_IN


def under(actor: Actor, publication: Publication) -> QuerySet[Question]:
    """Return what is asked under a publication, as an actor may read it; one query.

    The desk reads all, others what was reviewed and what they asked themselves.
    """
    seen = Q(state__in=["shown", "answered", "passed_on"]) | Q(asker=actor.member_id)
    found = publication.questions.filter(seen | of_desks("unit_path", actor))
    return found.select_related("asker", "answered_by", "publication")


def newly_late(today: date) -> list[Question]:
    """Return what should have been answered within the last week and was not; one query."""
    rows = Question.objects.open().filter(due_on__lt=today, due_on__gte=today - LOOK_BACK)
    return list(rows.select_related("publication").order_by("unit_path", "pk"))


def of_desk(actor: Actor) -> QuerySet[Question]:
    """Return the questions that one's desks review and answer."""
    found = Question.objects.filter(of_desks("unit_path", actor))
    return found.select_related("publication__unit", "asker")


def listed(actor: Actor, place: Place, name: str) -> QuerySet[Question]:
    """Return one of the lists of a desk, the most urgent first."""
    found = of_desk(actor).filter(place.narrows("unit_path"))
    if name == "done":
        return found.exclude(state__in=OPEN).order_by("-closed_on", "-pk")
    return found.filter(state__in=OPEN).order_by("due_on", "pk")

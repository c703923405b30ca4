"""What of rounds concerns somebody: what waits, what ends when, where a round leads them."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import reached

from ..models import Asked, Round, SurveyQuerySet
from ..policies import in_office
from .rounds import asked_of


def _asks(actor: Actor, **state: str) -> Q:
    """Select the rounds that ask this person; nothing for who is no member."""
    mine = Asked.objects.filter(member_id=actor.member_id or 0, **state)
    return Q(pk__in=mine.order_by().values("round_id"))


def rounds_waiting(actor: Actor, today: date) -> SurveyQuerySet:
    """Return the rounds that wait for this person, the first to end first; one query.

    Their own answer, a desk's paper that was not keyed in when the days were over, a chair's
    reply to what a closed round brought to light.
    """
    runs = Q(closed_on=None, from_on__lte=today, until_on__gte=today)
    late = Q(closed_on=None, until_on__lt=today, unit_path__in=actor.stands(DESKS))
    heard = Q(closed_on__isnull=False, told_on=None, unit_path__in=actor.stands(HEADS))
    found = Round.objects.filter((runs & _asks(actor, state="")) | late | heard)
    return found.select_related("unit").order_by("until_on", "pk")


def rounds_ending(actor: Actor, place: Place, first: date, last: date) -> SurveyQuerySet:
    """Return the rounds that end on these days: that ask this person, or ask at this place."""
    watched = Q(reached("unit_path", in_office(actor))) & (
        place.holds("unit_path") | place.holds("within_path")
    )
    found = Round.objects.filter(until_on__range=(first, last))
    return found.filter(watched | _asks(actor)).order_by("until_on", "pk")


def rounds_known(actor: Actor) -> SurveyQuerySet:
    """Return the rounds that this person knows of: by office, or because they are asked."""
    found = Round.objects.filter(reached("unit_path", in_office(actor)) | _asks(actor))
    return found.select_related("unit")


def way_into(actor: Actor, round: Round, today: date) -> str:
    """Return the page of a round that is for this person; two queries at most."""
    if Round.objects.filter(reached("unit_path", in_office(actor)), pk=round.pk).exists():
        return round.get_absolute_url()
    if round.told_on:
        return reverse("surveys:told", args=[round.pk])
    asked = asked_of(round, actor.member_id)
    runs = round.closed_on is None and round.from_on <= today <= round.until_on
    if runs and asked is not None and not asked.state:
        return reverse("surveys:answer-sheet", args=[round.pk])
    return reverse("surveys:mine")

"""Reading what ends when, for the calendar."""

from datetime import date

from django.db.models import QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import reached

from ..models import Term


def terms_ending(actor: Actor, place: Place, first: date, last: date) -> QuerySet[Term]:
    """Return the terms of this place that end in these days, as far as the actor reaches."""
    seen = Term.objects.filter(place.holds("unit_path"), reached("unit_path", actor))
    ending = seen.filter(until_on__range=(first, last), unit__dissolved_on=None)
    return ending.select_related("unit").order_by("until_on", "unit_path")

"""Reading questionnaires."""

from django.db.models import Count, QuerySet

from zhijia.org.models import Unit, UnitQuerySet
from zhijia.platform.actor import Actor

from ..models import Edition, Sheet, SheetQuerySet
from ..policies import DESIGNERS


def sheets(actor: Actor) -> SheetQuerySet:
    """Return the questionnaires of the units for which this person may draw one up."""
    found = Sheet.objects.filter(unit_path__in=actor.stands(DESIGNERS))
    return (
        found.select_related("unit").annotate(asked_times=Count("editions__rounds")).order_by("-pk")
    )


def units_designing(actor: Actor) -> UnitQuerySet:
    """Return the standing units for which this person may draw a questionnaire up."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESIGNERS))


def edition_of(sheet: Sheet) -> Edition:
    """Return the newest edition."""
    return sheet.editions.select_related("sheet__unit").order_by("-number")[0]


def earlier_editions(sheet: Sheet) -> QuerySet[Edition]:
    """Return the editions that rounds have asked, the newest first."""
    return sheet.editions.exclude(frozen_on=None)

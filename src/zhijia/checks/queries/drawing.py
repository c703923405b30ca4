"""What proof may be drawn from: the figures of the house, and the pages of ours."""

from datetime import date

from django.urls import Resolver404, resolve

from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.offers import FIGURES, RATIOS, Ask


def asked(unit: Unit, figure: str, start_on: date, end_on: date) -> Ask:
    """Return the question for a figure of a unit and all below it."""
    return Ask(figure, tuple(org.paths_of(unit)), start_on, end_on)


def figures() -> list[tuple[str, str]]:
    """Return the figures and rates of the house by name, each with its label."""
    counted = [(one.name, one.label) for one in FIGURES.values()]
    return [*counted, *((one.name, one.label) for one in RATIOS.values())]


def is_ours(url: str) -> bool:
    """Say whether an address leads to a page of this house."""
    if not url.startswith("/") or url.startswith("//"):
        return False
    try:
        resolve(url.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return True

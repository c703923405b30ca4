"""What a unit has to answer about its members: applications, transfers, corrections."""

from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from zhijia.platform.scope import under

from ..models import Application, Correction, Transfer


def _at(where: str, path: str, *, below: bool) -> Q:
    return under(where, path) if below else Q(**{where: path})


def waiting_at(path: str, *, below: bool) -> dict[str, int]:
    """Count what waits for an answer at a unit, by the name of its list; one query."""
    here, there = _at("unit_path", path, below=below), _at("to_path", path, below=below)
    found: dict[str, QuerySet[Any]] = {
        "applications": Application.objects.waiting().filter(here),
        "transfers": Transfer.objects.waiting().filter(here | there),
        "corrections": Correction.objects.waiting().filter(here),
    }
    first, *rest = [_counted(name, rows) for name, rows in found.items()]
    return {name: n for name, n in first.union(*rest, all=True) if n}


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    """Return the name of a list and how many of these rows it has; no row where it has none."""
    kind = Value(name, CharField())
    counted: QuerySet[Any, tuple[str, int]] = (
        rows.order_by().values(kind=kind).annotate(n=Count("pk")).values_list("kind", "n")
    )
    return counted

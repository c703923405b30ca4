"""Which columns are sealed, and with which keys."""

from collections import Counter
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Count, Model, QuerySet, TextField
from django.db.models.expressions import ExpressionWrapper, F
from django.db.models.functions import Substr

from .keys import VERSION, Unopened

NAME_AT, NAME_LONG = len(VERSION) + 2, 8  # where a sealed text has the name of its key


def sealed_columns() -> list[tuple[type[Model], str]]:
    """Return every sealed column with its model."""
    return [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if getattr(field, "is_sealed", False)
    ]


def _filled(model: type[Model], column: str) -> QuerySet[Model]:
    """Return the rows where something is sealed in this column, `kept` as the table has it."""
    kept = ExpressionWrapper(F(column), output_field=TextField())
    return model._base_manager.annotate(kept=kept).exclude(kept="").order_by("pk")


def keys_needed() -> Counter[str]:
    """Return how many values each key has sealed; one query a column."""
    needed: Counter[str] = Counter()
    for model, column in sealed_columns():
        rows = _filled(model, column).annotate(key=Substr("kept", NAME_AT, NAME_LONG)).order_by()
        needed.update(dict(rows.values("key").annotate(n=Count("pk")).values_list("key", "n")))
    return needed


def sealed_by(name: str, model: type[Model], column: str) -> QuerySet[Model]:
    """Return the rows whose value in this column was sealed by this key."""
    return _filled(model, column).filter(kept__startswith=f"{VERSION}.{name}.")


def not_sealed_by(name: str, model: type[Model], column: str) -> QuerySet[Model]:
    """Return the rows whose value in this column was sealed by another key."""
    return _filled(model, column).exclude(kept__startswith=f"{VERSION}.{name}.")


def first_fault(names: Iterable[str]) -> str:
    """Open one value of each of these keys in every column; return why one stays shut, or ""."""
    known = list(names)
    for model, column in sealed_columns():
        for name in known:
            row = sealed_by(name, model, column).first()
            try:
                getattr(row, column, "")
            except Unopened as error:
                return str(error)
    return ""

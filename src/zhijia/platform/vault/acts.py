"""Sealing anew with the newest key. It changes no fact, so it stands on no record."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Model

from .keyfile import ring
from .queries import not_sealed_by, sealed_columns

BATCH = 500


def seal_anew() -> Iterator[int]:
    """Seal with the newest key whatever another one sealed; yield how many after each batch.

    Each batch is one transaction, so it may stop anywhere and begin again.
    """
    newest = ring().newest
    for model, column in sealed_columns():
        last = 0
        while rows := _batch(newest, model, column, last):
            last = rows[-1].pk
            yield len(rows)


@transaction.atomic
def _batch(newest: str, model: type[Model], column: str, last: int) -> list[Model]:
    """Seal the next rows after `last` anew."""
    old = not_sealed_by(newest, model, column).select_for_update().filter(pk__gt=last)
    rows = list(old[:BATCH])
    for row in rows:
        getattr(row, column)  # opened, so that saving seals it
        row.save(update_fields=[column])
    return rows

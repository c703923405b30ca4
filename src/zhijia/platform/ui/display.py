"""The word for a choice, `get_state_display`, from a table that is made once.

Django makes this table anew for every row of a list, which costs more than the rest of its cell.
"""

from collections.abc import Callable, Iterable
from functools import partialmethod
from typing import Any

from django.db.models import Field, Model


def look_up(models: Iterable[type[Model]]) -> None:
    """Let the rows of these tables look the words of their choices up.

    What a model says in its own way stays; a choice whose words change while we run is none.
    """
    for model in models:
        for field in model._meta.local_fields:
            name = f"get_{field.name}_display"
            if isinstance(model.__dict__.get(name), partialmethod):
                setattr(model, name, _display(field))


def _display(field: "Field[Any, Any]") -> Callable[[Model], Any]:
    words: dict[Any, Any] = {}

    def display(row: Model) -> Any:
        if not words:
            words.update((value, _plain(word)) for value, word in field.flatchoices)
        value = getattr(row, field.attname)
        return words.get(value, value)

    return display


def _plain(word: object) -> object:
    """Return what is said later as it is said now, and None as None."""
    return word if word is None else str(word)

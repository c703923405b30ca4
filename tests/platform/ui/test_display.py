"""Cells of a list say what Django's own would, and take nothing apart anew."""

from datetime import UTC, date, datetime
from functools import partialmethod
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.template import Context, Engine, Template

DAYS: list[Any] = [
    date(2026, 1, 2),
    date(987, 12, 31),
    datetime(2026, 11, 27, 17, 30, tzinfo=UTC),  # the next day in Shanghai
    None,
    "",
    "not a day",
]


def with_choices() -> list[tuple[type[models.Model], Any]]:
    fields = [(model, each) for model in apps.get_models() for each in model._meta.local_fields]
    return [(model, each) for model, each in fields if each.choices is not None]


def test_every_choice_is_told_in_the_word_that_django_would_say() -> None:
    told = 0
    for model, field in with_choices():
        name = f"get_{field.name}_display"
        for value, _ in [*field.flatchoices, ("nobody's", "")]:
            row = model(**{field.attname: value})
            own = partialmethod(models.Model._get_FIELD_display, field=field)
            assert getattr(row, name)() == own.__get__(row)(), (model, field, value)
            told += 1
    assert told > 300


def test_the_words_of_a_choice_are_put_together_once() -> None:
    asked = [model for model, field in with_choices() if field.name == "state"]
    assert len(asked) > 5
    for model in asked:
        assert not isinstance(model.__dict__["get_state_display"], partialmethod), model


@pytest.mark.parametrize("form", ["Y-m-d", "Y年n月j日", "m-d", ""])
@pytest.mark.parametrize("value", DAYS, ids=str)
def test_a_day_is_written_as_django_would(value: object, form: str) -> None:
    ours = Template(f'{{{{ value|date:"{form}" }}}}').render(Context({"value": value}))
    without_our_parts = Template(f'{{{{ value|date:"{form}" }}}}', engine=Engine())
    assert ours == without_our_parts.render(Context({"value": value}))

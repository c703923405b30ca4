"""Whatever carries a unit's path says what becomes of it when the unit moves, and figures agree."""

import pytest
from django.apps import apps
from django.db.models import CharField, Model

from zhijia.org.models import Unit, UnitPath
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.offers import FIGURES, Figure
from zhijia.platform.scope import Goes, PathField, Splits, path_fields

# The tree itself, which a move is about, and the record, which is never touched.
OF_THEIR_OWN = {(Unit, "path"), (UnitPath, "path"), (AuditEntry, "unit_path")}
DECLARED = [(field.model, field) for field in path_fields()]
ADVICE = (
    "say in path_field(moves=…) whether a row stays where it happened (STAYS), goes with its unit "
    "while open (Goes) or splits into a past and a present (Splits): docs/decisions/0025"
)


def paths(model: type[Model]) -> list[CharField]:
    """Return the columns of a table that are called a path."""
    columns = [field for field in model._meta.local_fields if isinstance(field, CharField)]
    return [field for field in columns if field.name == "path" or field.name.endswith("_path")]


COLUMNS = [(m, field) for m in apps.get_models() for field in paths(m)]


@pytest.mark.parametrize(("model", "field"), COLUMNS, ids=lambda one: str(one))
def test_every_path_says_what_becomes_of_it_when_its_unit_moves(
    model: type[Model], field: CharField
) -> None:
    if (model, field.name) in OF_THEIR_OWN:
        return
    assert isinstance(field, PathField), f"{field}: make it with path_field"
    assert field.moves is not None, f"{field}: {ADVICE}"


@pytest.mark.parametrize(("model", "field"), DECLARED, ids=lambda one: str(one))
def test_what_a_declaration_names_is_there(model: type[Model], field: PathField) -> None:
    rule = field.moves
    named = {
        Goes: lambda: [rule.until],
        Splits: lambda: [rule.since, rule.until, rule.carried, rule.told],
    }.get(type(rule), list)()
    assert all(model._meta.get_field(name) for name in named)
    if isinstance(rule, Goes):
        str(model._base_manager.filter(rule.open_).query)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda one: one.name)
def test_no_move_rewrites_a_number_of_the_past(figure: Figure) -> None:
    model = figure.rows().model
    if (model, figure.where) in OF_THEIR_OWN:
        assert model is UnitPath, "a unit's own path is where it is now: count its UnitPath"
        return
    rule = model._meta.get_field(figure.where).moves
    if isinstance(rule, Goes):
        assert figure.on == rule.until, "such rows move until that day: count them by it"
    if isinstance(rule, Splits) and not figure.on:
        assert (figure.since, figure.until) == (rule.since, rule.until)

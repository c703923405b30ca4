"""The engine's tables are for all kinds: a kind gets one only where it has a law of its own."""

from django.apps import apps

from zhijia.law import HOUSE, LAW
from zhijia.matters.kinds import KINDS

OF_THE_ENGINE = {
    "Backer",
    "Call",
    "Enclosure",
    "Matter",
    "Move",
    "OwnLimit",
    "Part",
    "Pause",
    "Rating",
    "Remark",
    "Tie",
}
# Table → the clause that makes rows of its own necessary.
OF_A_LAW: dict[str, str] = {
    "Share": "HOUSE-126",
    "Mark": "HOUSE-124",
    "Benefit": "LM-07",
    "Scale": "LM-08A",
    "Reward": "LM-08",
    "Method": "HOUSE-129",
    "Edition": "HOUSE-129",
    # No matters: a public list that anybody reads, and a count of how it was kept.
    "Promise": "HOUSE-118",
    "Grade": "HOUSE-118",
    "Mediator": "TJ-01",
}


def test_no_kind_has_a_table_of_its_own_unless_it_has_its_own_law() -> None:
    named = {model.__name__ for model in apps.get_app_config("matters").get_models()}
    assert named - OF_THE_ENGINE == set(OF_A_LAW), "declare it as data, or name the clause here"
    assert {*OF_A_LAW.values()} <= {*LAW, *HOUSE}


def test_every_kind_is_counted_by_the_same_columns() -> None:
    assert KINDS
    assert all(len(kind.id) <= 20 for kind in KINDS.values())

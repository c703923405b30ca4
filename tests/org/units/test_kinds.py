"""Kinds of unit: what stands below what, and which rules each goes by."""

from itertools import product

import pytest

from zhijia.law import HOUSE
from zhijia.org.rules import (
    EMPLOYERS,
    REGISTRATIONS,
    UNIT_KINDS,
    fits_kind,
    may_stand_below,
    rule_set,
)


@pytest.mark.parametrize(
    ("kind", "above", "stands"),
    [
        ("company", "group", True),
        ("company", "company", True),
        ("group", "company", True),
        ("workshop", "company", True),
        ("branch", "workshop", True),
        ("workshop", "branch", True),
        ("team", "group", True),
        ("team", "team", True),
        ("company", "workshop", False),
        ("hospital", "branch", False),
        ("group", "team", False),
        ("workshop", "team", False),
    ],
)
def test_no_employer_stands_below_a_part_of_one(kind: str, above: str, stands: bool) -> None:
    verdict = may_stand_below(kind, above)
    assert bool(verdict) is stands
    assert stands or verdict.clause == HOUSE["HOUSE-47"]


@pytest.mark.parametrize(("kind", "above"), list(product(UNIT_KINDS, UNIT_KINDS)))
def test_whatever_may_stand_keeps_employers_above_their_parts(kind: str, above: str) -> None:
    if may_stand_below(kind, above):
        assert not (kind in EMPLOYERS and above not in EMPLOYERS)


def test_the_rules_of_1986_bind_only_enterprises_that_were_never_converted() -> None:
    old, new = "全民所有制工业企业职工代表大会条例", "企业民主管理规定"
    assert rule_set("company", "unconverted").has(old)
    assert not rule_set("company", "unconverted").has(new)
    for registration in ("", "company", "private"):
        assert rule_set("company", registration).has(new)
        assert not rule_set("company", registration).has(old)


def test_collective_contracts_are_not_for_public_hospitals_schools_and_bureaus() -> None:
    name = "集体合同规定"
    assert rule_set("company").has(name)
    assert not any(rule_set(kind).has(name) for kind in ("hospital", "school", "bureau"))
    assert rule_set("hospital", "businesslike").has(name)


def test_a_school_has_a_congress_of_its_own_word_and_a_workshop_none() -> None:
    assert rule_set("school").congress == "教职工代表大会"
    assert rule_set("hospital").congress == "职工代表大会"
    assert rule_set("bureau").congress == ""
    assert rule_set("workshop") == ("", ())


@pytest.mark.parametrize("kind", sorted(EMPLOYERS))
def test_every_union_goes_by_the_law_of_unions(kind: str) -> None:
    for registration in ("", *UNIT_KINDS[kind].registrations):
        found = rule_set(kind, registration)
        assert found.has("中华人民共和国工会法")
        assert found.has("工会基层组织选举工作条例")
        titles = [one.title for one in found.sources]
        assert len(titles) == len(set(titles))


def test_what_we_hold_is_told_from_what_we_only_name() -> None:
    held = {one.title: one.is_held for one in rule_set("bureau").sources}
    assert held["中华人民共和国工会法"]
    assert not held["机关工会工作条例"]


@pytest.mark.parametrize("kind", UNIT_KINDS)
def test_each_kind_is_registered_as_what_it_can_be(kind: str) -> None:
    able = {name for name in REGISTRATIONS if fits_kind(kind, name)}
    assert able == set(UNIT_KINDS[kind].registrations)
    assert fits_kind(kind, "")

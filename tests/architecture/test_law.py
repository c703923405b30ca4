"""Every article we print is enforced, and the law is cited only where it is judged."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from zhijia.law import HOUSE, LAW, SOURCES
from zhijia.site import law_map

CLAUSES = [*LAW, *HOUSE]
CITED = list(law_map.citations(law_map.ROOT))
FILES = sorted((law_map.ROOT / "law/sources").glob("*.toml"))
ABOUT = {"title": str, "issuer": str, "number": str, "since": str, "ours": bool, "clauses": dict}
ENTRY = {"article", "text", "status", "note"}


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_is_enforced_somewhere(clause: str) -> None:
    assert law_map.enforced().get(clause), f"no rule rests on {clause}"


@pytest.mark.parametrize("place", CITED, ids=lambda place: f"{place.module}:{place.clause}")
def test_the_law_is_cited_only_where_something_is_judged_or_counted(
    place: law_map.Enforced,
) -> None:
    assert law_map.ENFORCERS & set(place.module.split(".")), place


@pytest.mark.parametrize("place", CITED, ids=lambda place: f"{place.module}:{place.clause}")
def test_every_citation_is_of_a_clause_we_have(place: law_map.Enforced) -> None:
    assert place.clause in CLAUSES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_source_says_who_issued_it_and_since_when_it_is_in_force(file: Path) -> None:
    data = tomllib.loads(file.read_text("utf-8"))
    assert {name: type(value) for name, value in data.items()} == ABOUT
    assert date.fromisoformat(data["since"])
    for entry in data["clauses"].values():
        assert set(entry) <= ENTRY
        assert entry["text"].endswith("。")


def test_a_citation_is_found_under_the_rule_that_rests_on_it(tmp_path: Path) -> None:
    rules = tmp_path / "zhijia/plans/rules.py"
    rules.parent.mkdir(parents=True)
    rules.write_text('DAYS = LAW["XX-1"].sets(3)\ndef may() -> None:\n    HOUSE["YY-2"]\n')
    assert list(law_map.citations(tmp_path / "zhijia")) == [
        ("XX-1", "zhijia.plans.rules", "DAYS"),
        ("YY-2", "zhijia.plans.rules", "may"),
    ]


def test_our_own_choices_are_told_from_the_law() -> None:
    assert all(SOURCES[clause.source].ours for clause in HOUSE.values())
    assert not any(SOURCES[clause.source].ours for clause in LAW.values())

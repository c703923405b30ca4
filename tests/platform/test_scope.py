"""Scope: which rows a person reaches, by paths alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.scope import after, prefixes, under, under_any

paths = st.lists(st.integers(1, 9998), min_size=1, max_size=8).map(
    lambda steps: "".join(f"{step:04d}" for step in steps)
)


@given(paths, paths)
def test_a_range_holds_a_unit_and_all_below_it_and_nothing_else(path: str, other: str) -> None:
    assert (path <= other < after(path)) is other.startswith(path)


@given(paths)
def test_the_way_up_ends_at_the_root(path: str) -> None:
    way = prefixes(path)
    assert way[-1] == path
    assert len(way) == len(path) // 4 <= 8
    assert all(below.startswith(above) for above, below in pairwise(way))


@given(paths, paths, st.booleans())
def test_a_post_reaches_its_own_unit_and_below_only_if_its_kind_does(
    base: str, path: str, below: bool
) -> None:
    actor = Actor(1, 1, "某人", base, frozenset({("desk", base, below)}))
    reached = path.startswith(base) if below else path == base
    assert actor.reaches(path) is actor.holds("desk", path) is reached
    assert not actor.holds("chair", path)
    assert actor.serves(["desk"], path) is (path == base)


@pytest.fixture
def tree(group: Unit, power: Unit, workshop: Unit, school: Unit) -> list[Unit]:
    return [group, power, workshop, school]


def names(rows: object) -> set[str]:
    return {str(row) for row in rows}  # type: ignore[attr-defined]  # any queryset


def test_a_person_sees_what_their_posts_reach(tree: list[Unit]) -> None:
    _, power, workshop, school = tree
    posts = frozenset({("desk", power.path, True), ("officer", school.path, False)})
    actor = Actor(1, 1, "某人", power.path, posts)
    assert names(Unit.objects.within(actor)) == names([power, workshop, school])


def test_a_post_that_does_not_reach_below_sees_its_unit_only(tree: list[Unit]) -> None:
    _, power, *_ = tree
    actor = Actor(1, 1, "某人", power.path, frozenset({("officer", power.path, False)}))
    assert names(Unit.objects.within(actor)) == names([power])


def test_nobody_sees_nothing(tree: list[Unit]) -> None:
    assert not Unit.objects.within(Actor()).exists()
    assert not Unit.objects.above(Actor()).exists()


def test_what_stands_above_is_seen_from_below(tree: list[Unit]) -> None:
    group, power, workshop, _ = tree
    actor = Actor(1, 1, "某人", workshop.path, frozenset())
    assert names(Unit.objects.above(actor)) == names([group, power, workshop])


def test_a_neighbour_whose_number_begins_alike_is_not_below(group: Unit, tree: list[Unit]) -> None:
    assert names(Unit.objects.filter(under("path", "0001"))) == names(tree)
    assert not Unit.objects.filter(under("path", "0002")).exists()
    assert not Unit.objects.filter(under_any("path", [])).exists()

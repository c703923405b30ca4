"""Every kind that is declared holds together, whoever declared it."""

import pytest

from zhijia.law import Clause
from zhijia.matters.kinds import KINDS
from zhijia.matters.kinds.declaring import PARTIES, Kind
from zhijia.org.rules import POST_KINDS
from zhijia.platform.ui.templatetags.ui import TONES

ALL = list(KINDS.values())
STEPS = [(kind, step) for kind in ALL for step in kind.steps]
each_kind = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.id)
each_step = pytest.mark.parametrize(
    ("kind", "step"), STEPS, ids=[f"{kind.id}-{step.id}" for kind, step in STEPS]
)
KNOWN = {*PARTIES, *POST_KINDS}


def arrows(kind: Kind) -> set[tuple[str, str]]:
    """Return which states lead to which: by steps, by a rating, by merging."""
    found = {(of, step.to or of) for step in kind.steps for of in step.of}
    found |= {(of, to) for step in kind.steps for of in step.of for to in step.routes[1].values()}
    if kind.ratings and kind.ratings.to:
        found |= {(of, kind.ratings.to) for of in kind.ratings.of}
    if kind.merged:
        found |= {(of, kind.merged) for of in kind.mergeable}
    return found


def reached(kind: Kind, start: set[str], *, back: bool = False) -> set[str]:
    """Return the states that can be reached from some, or from which some can be reached."""
    found = set(start)
    pairs = {(b, a) for a, b in arrows(kind)} if back else arrows(kind)
    while more := {b for a, b in pairs if a in found} - found:
        found |= more
    return found


@each_kind
def test_every_state_is_reached_from_the_first(kind: Kind) -> None:
    assert reached(kind, {kind.begins}) == {state.id for state in kind.states}


@each_kind
def test_every_state_has_a_way_to_an_end(kind: Kind) -> None:
    assert kind.ends
    assert reached(kind, set(kind.ends), back=True) == {state.id for state in kind.states}


@each_kind
def test_every_open_state_has_somebody_who_may_move_it_on(kind: Kind) -> None:
    asked = {of for step in kind.steps if not step.is_optional for of in step.of}
    asked |= {*kind.ratings.of} if kind.ratings else set()
    assert {*kind.open_states} <= asked


@each_kind
def test_whom_a_matter_waits_for_may_see_it(kind: Kind) -> None:
    seers = {"filer", "handler", "assistant", "overseer", "own_desk", "delegation", *kind.readers}
    seers |= {"upper"} if kind.sees_up else set()
    asked = {party for step in kind.steps if not step.is_optional for party in step.by}
    asked |= {*kind.ratings.by} if kind.ratings else set()
    assert asked - {"clock", "stranger"} <= seers


@each_step
def test_every_step_names_states_that_there_are_and_parties_that_are_known(
    kind: Kind, step: object
) -> None:
    states = {state.id for state in kind.states}
    assert {*step.of} <= states, step.id
    assert not step.to or step.to in states
    name, ways = step.routes
    assert {*ways.values()} <= states
    assert not name or {*ways} <= {*kind.field(name).choices}
    assert step.by, "nobody may"
    assert {*step.by, *step.not_by, *step.tells} <= KNOWN


@each_kind
def test_every_limit_has_a_clause_no_end_has_a_limit_and_every_state_a_colour(kind: Kind) -> None:
    for state in kind.states:
        if state.within:
            assert isinstance(state.within.clause, Clause)
            assert state.within.n > 0
            assert not state.is_end
        assert state.tone in TONES
    assert all(isinstance(clause, Clause) for clause in kind.clauses)


@each_kind
def test_all_that_is_named_is_declared(kind: Kind) -> None:
    states = {state.id for state in kind.states}
    assert {kind.begins, *kind.rewritten, *kind.published, *kind.mergeable} <= states
    assert not kind.merged or kind.merged in kind.ends
    assert {*kind.readers, *kind.who, *kind.joiners, *kind.pausers, *kind.remarkers} <= KNOWN
    assert kind.step(kind.submit).of == (kind.begins,)
    assert not kind.category or kind.field(kind.category).choices
    assert {*kind.urgent} <= {*(kind.field(kind.category).choices if kind.category else ())}
    for secret in kind.secrets:
        assert {*secret.until} <= states
        assert {*secret.of} <= KNOWN
    for paper in kind.papers:
        assert {*paper.of} <= states
        assert not paper.after or kind.step(paper.after)


@each_kind
def test_no_name_is_given_twice(kind: Kind) -> None:
    for names in (
        [state.id for state in kind.states],
        [step.id for step in kind.steps],
        [field.id for field in kind.fields],
    ):
        assert len(names) == len(set(names))
        assert all(len(name) <= 20 for name in names), "the columns are no wider"
    assert all(len(step.name) <= 40 for step in kind.steps)


@each_kind
def test_a_number_tells_the_kind(kind: Kind) -> None:
    assert [one.mark for one in ALL].count(kind.mark) == 1
    assert kind.numbers_at_filing or any(step.numbers for step in kind.steps)

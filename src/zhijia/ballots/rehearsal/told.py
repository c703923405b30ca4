"""What a scrutineer reads out at the end: the rules of `counting` over a verified archive."""

from collections.abc import Iterator

from ..counting import Candidate, Line, Outcome, Tally, Turnout, decide
from ..counting import Contest as Question
from ..crypto.contests import Contest
from ..verify.opening import NOBODY, VOID
from ..verify.verifier import Verdict


def read_out(verdict: Verdict) -> Iterator[str]:
    """Yield, for each election of a verified archive, the steps to its result in words."""
    if verdict.manifest is None or not (verdict.is_verified and verdict.is_opened):
        return
    for n, contest in enumerate(verdict.manifest.contests):
        if contest.seats:
            yield contest.title
            yield from (f"  {said}" for said in outcome(verdict, n, contest).steps)


def outcome(verdict: Verdict, n: int, contest: Contest) -> Outcome:
    """Say who is elected in contest n; electronic votes and paper counted apart together."""
    assert verdict.manifest is not None
    paper = verdict.paper
    valid = verdict.electronic + (paper.valid if paper else 0)
    void = paper.void if paper else 0
    took_part = verdict.electronic + (paper.issued if paper else 0)
    people = tuple(Candidate(choice.id, choice.name) for choice in contest.choices)
    question = Question(contest.title, contest.seats, people, by_marks=contest.kind == "marks")
    turnout = Turnout(verdict.manifest.due, took_part, took_part, valid + void)
    lines = (*_candidates(verdict, n, people, valid), *_written_in(verdict, contest))
    return decide(question, turnout, Tally(valid, void, lines))


def _candidates(
    verdict: Verdict, n: int, people: tuple[Candidate, ...], valid: int
) -> Iterator[Line]:
    assert verdict.manifest is not None
    numbers: dict[tuple[int | None, str], int] = {}
    for at, cell in enumerate(verdict.manifest.layout.cells):
        if cell.contest == n:
            apart = verdict.paper.cells[at] if verdict.paper and verdict.paper.cells else 0
            numbers[cell.choice, cell.kind] = verdict.cells[at] + apart
    for choice, who in enumerate(people):
        yes = numbers.get((choice, "yes"), numbers.get((choice, "mark"), 0))
        no = numbers.get((choice, "no"), 0)
        yield Line(who, yes, no, valid - yes - no)


def _written_in(verdict: Verdict, contest: Contest) -> Iterator[Line]:
    opened = dict(verdict.writes.get(contest.id, {}))
    apart = verdict.paper.writes.get(contest.id, {}) if verdict.paper else {}
    for member in sorted((set(opened) | set(apart)) - {NOBODY, VOID}):
        who = Candidate(member, verdict.roster[member])
        yield Line(who, opened.get(member, 0) + apart.get(member, 0), is_written_in=True)

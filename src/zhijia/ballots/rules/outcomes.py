"""What came of a count, as it is read out and kept: steps in words with their clauses. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhijia.law import HOUSE, LAW, Clause

from ..counting import (
    Candidate,
    Contest,
    Item,
    Outcome,
    Said,
    Turnout,
    Weighted,
    adopt,
    decide,
    decide_again,
    has_spread,
    select,
    weighted,
)
from .asking import ADOPTIONS, Asked, may_be_public
from .counts import Counted, as_percent, election_tally, graded, item_votes, line_keys

RESULTS = {"adopted": "通过", "rejected": "未通过", "open": "待请示"}


@dataclass(frozen=True, slots=True)
class Result:
    """What one contest came to.

    `elected` and `tied` are keys; `items` says of each item of a resolution what became of it;
    `subjects` of each who was evaluated {"valid", "counts", "score"}.
    """

    is_valid: bool
    steps: tuple[Said, ...]
    elected: tuple[str, ...] = ()
    then: str = ""
    tied: tuple[str, ...] = ()
    open_seats: int = 0
    items: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "is_valid": self.is_valid,
            "steps": [[one.words, one.clause.id if one.clause else ""] for one in self.steps],
            "elected": list(self.elected),
            "then": self.then,
            "tied": list(self.tied),
            "open_seats": self.open_seats,
            "items": dict(self.items),
            "subjects": {key: dict(one) for key, one in self.subjects.items()},
        }


def clause_named(id_: str) -> Clause | None:
    """Return the clause of an id as it was kept; None where there is none (any more)."""
    return LAW.get(id_) or HOUSE.get(id_)


def said(kept: Mapping[str, Any]) -> list[Said]:
    """Return the steps of a result as it was kept."""
    return [Said(words, clause_named(id_)) for words, id_ in kept.get("steps", [])]


def election(
    asked: Asked, contest: Contest, turnout: Turnout, counted: Counted, names: Mapping[str, str]
) -> Result:
    """Decide an election by the round it is."""
    tally = election_tally(contest.candidates, counted, names)
    if asked.is_runoff:
        found = decide_again(asked.seats, contest.candidates, turnout, tally)
    elif asked.round == "preliminary":
        found = select(asked.keep, turnout, tally)
    else:
        found = decide(contest, turnout, tally)
    return _elected(found, _spread(asked, contest))


def _spread(asked: Asked, contest: Contest) -> tuple[Said, ...]:
    """Say first how many candidates stood for how many seats."""
    if asked.is_runoff:
        return ()
    verdict = has_spread(contest, had_preliminary=asked.had_preliminary)
    return (Said(verdict.reason, verdict.clause),)


def _elected(found: Outcome, before: Sequence[Said]) -> Result:
    def keys(people: Sequence[Candidate]) -> tuple[str, ...]:
        return tuple(one.id for one in people)

    return Result(
        found.is_valid,
        (*before, *found.steps),
        keys(found.elected),
        found.then,
        keys(found.tied),
        found.open_seats,
    )


def resolution(
    asked: Asked, items: Sequence[Candidate], turnout: Turnout, counted: Counted
) -> Result:
    """Decide a resolution item by item."""
    by = ADOPTIONS[asked.adoption]
    steps: list[Said] = []
    results: dict[str, str] = {}
    for one in items:
        item = Item(one.name, by.share, by.clause, by.strict, by.strict_clause)
        votes = item_votes(one.id, counted)
        found = adopt(item, due=turnout.due, present=turnout.issued, votes=votes, quorum=by.quorum)
        results[one.id] = found.result
        steps += [step for step in found.steps if step not in steps[:1]]
    is_valid = bool(results) and turnout.returned <= turnout.issued
    if turnout.returned > turnout.issued:
        words = f"发出 {turnout.issued} 张，收回 {turnout.returned} 张，收回的多于发出的，表决无效"
        return Result(False, (Said(words, LAW["XJ-22"]),), then="anew")
    return Result(is_valid, tuple(steps), items=results)


def evaluation(
    asked: Asked, subjects: Sequence[Candidate], turnout: Turnout, counted: Counted
) -> Result:
    """Add an evaluation up: by grade, and by weighted lines where the method has them.

    No grade is said as the result: only the adopted method says how one is found.
    """
    words = (
        f"应参加 {turnout.due} 人，发出 {turnout.issued} 张，收回 {turnout.returned} 张，"
        f"有效 {counted.valid} 张，无效 {counted.void} 张"
    )
    if turnout.returned > turnout.issued:
        said = Said(f"{words}；收回的多于发出的，评议无效", LAW["XJ-22"])
        return Result(False, (said,), then="anew")
    steps = [Said(words)]
    found: dict[str, dict[str, Any]] = {}
    for one in subjects:
        entry = _subject(asked, one, counted)
        found[one.id] = entry
        steps.append(Said(_read_out(one.name, asked, entry)))
    return Result(True, tuple(steps), subjects=found)


def _subject(asked: Asked, one: Candidate, counted: Counted) -> dict[str, Any]:
    """Return one subject's counts, of the whole, and where lines are weighed these with the score.

    `valid` is the most papers that said something of one of them.
    """
    by_key = {key: graded(key, asked.grades, counted) for key in line_keys(one.id, asked.lines)}
    valid = max(each.valid for each in by_key.values())
    entry: dict[str, Any] = {"valid": valid, "counts": dict(by_key[one.id].counts)}
    if asked.lines:
        lines = [Weighted(name, percent) for name, percent in asked.lines]
        given = {line.name: by_key[f"{one.id}.{index}"] for index, line in enumerate(lines)}
        entry["score"] = as_points(weighted(lines, dict(asked.scores), given))
        entry["lines"] = {line.name: dict(given[line.name].counts) for line in lines}
    return entry


def as_points(score: Fraction) -> str:
    """Return a score with two digits behind the point, rounded half up."""
    cents = (score.numerator * 200 + score.denominator) // (2 * score.denominator)
    return f"{cents // 100}.{cents % 100:02d}"


def _read_out(name: str, asked: Asked, entry: Mapping[str, Any]) -> str:
    total = sum(entry["counts"].values())
    shares = "，".join(
        f"{grade} {count}（{as_percent(count, total)}%）"
        for grade, count in entry["counts"].items()
    )
    score = f"；加权得分 {entry['score']}" if "score" in entry else ""
    return f"{name}：{shares}{score}"


def shown(
    asked: Asked, kept: Mapping[str, Any], m: int, keys: Sequence[str], *, is_whole: bool
) -> Mapping[str, Any]:
    """Return a kept result as somebody may see it.

    Of an evaluation, of whom fewer than `m` valid papers say something only their number is shown,
    to anybody but who counted (`is_whole`). `keys` are the subjects in the order of the paper, in
    which the steps are read out: a database may keep `subjects` in another one.
    """
    if asked.kind != "evaluation" or is_whole:
        return kept
    subjects = {key: kept["subjects"][key] for key in keys if key in kept.get("subjects", {})}
    public = {key: may_be_public(int(one.get("valid", 0)), m) for key, one in subjects.items()}
    first, rest = kept["steps"][:1], kept["steps"][1:]
    told = []
    for verdict, step in zip(public.values(), rest, strict=True):
        name = step[0].partition("：")[0]
        told.append(step if verdict else [f"{name}：{verdict.reason}", "HOUSE-245"])
    for key, verdict in public.items():
        if not verdict:
            subjects[key] = {"valid": subjects[key].get("valid", 0), "counts": {}}
    return {**kept, "subjects": subjects, "steps": [*first, *told]}

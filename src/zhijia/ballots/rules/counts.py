"""Counts of one contest: of paper, of electronic votes, and both added up. Pure.

A count is kept as JSON: {"valid": n, "void": n, "lines": {key: {mark or grade: n}}, "others":
{key: n}}. Keys are those of choices ("m12" of a member, "c7" of a name); a weighted line of an
evaluation is "m12.0", "m12.1" …, and "m12" itself its 综合评价; marks are yes, no, abstain.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..counting import Candidate, Graded, Line, Tally
from ..counting.resolutions import Votes

Marks = Mapping[str, int]
OVERALL = "综合评价"


@dataclass(frozen=True, slots=True)
class Counted:
    """What the papers or the electronic votes of one contest add up to."""

    valid: int
    void: int = 0
    lines: Mapping[str, Marks] = field(default_factory=dict)
    others: Marks = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "valid": self.valid,
            "void": self.void,
            "lines": {key: dict(marks) for key, marks in self.lines.items()},
            "others": dict(self.others),
        }


def read(kept: Mapping[str, Any]) -> Counted:
    """Return a count as it was kept; what is not there is nothing."""
    lines = {str(key): dict(marks) for key, marks in kept.get("lines", {}).items()}
    return Counted(
        int(kept.get("valid", 0)), int(kept.get("void", 0)), lines, dict(kept.get("others", {}))
    )


def added(parts: Iterable[Counted]) -> Counted:
    """Add counts of the same contest up: piles of paper, and paper to electronic votes."""
    valid = void = 0
    lines: dict[str, Counter[str]] = {}
    others: Counter[str] = Counter()
    for part in parts:
        valid, void = valid + part.valid, void + part.void
        for key, marks in part.lines.items():
            lines.setdefault(key, Counter()).update(marks)
        others.update(part.others)
    return Counted(valid, void, lines, others)


def election_tally(
    candidates: Sequence[Candidate], counted: Counted, names: Mapping[str, str]
) -> Tally:
    """Return a count of an election as its rules know it; KeyError for an unknown write-in.

    Who was neither for nor against abstained.
    """
    lines = []
    for one in candidates:
        marks = counted.lines.get(one.id, {})
        yes, no = marks.get("yes", 0), marks.get("no", 0)
        lines.append(Line(one, yes, no, counted.valid - yes - no))
    ordered = sorted(counted.others.items(), key=lambda item: (-item[1], item[0]))
    for key, votes in ordered:
        if votes:
            lines.append(Line(Candidate(key, names[key]), votes, is_written_in=True))
    return Tally(counted.valid, counted.void, tuple(lines))


def item_votes(key: str, counted: Counted) -> Votes:
    """Return the votes on one item of a resolution."""
    marks = counted.lines.get(key, {})
    yes, no = marks.get("yes", 0), marks.get("no", 0)
    return Votes(yes, no, counted.valid - yes - no)


def graded(key: str, grades: Sequence[str], counted: Counted) -> Graded:
    """Return how often each grade was given to one subject, or to one line of one."""
    marks = counted.lines.get(key, {})
    counts = {grade: marks.get(grade, 0) for grade in grades}
    return Graded(sum(counts.values()), counts)


def line_keys(key: str, lines: Sequence[object]) -> list[str]:
    """Return the keys of a subject's weighted lines, behind them its own: the 综合评价.

    Where there are no lines it is the subject's own alone.
    """
    return [*(f"{key}.{index}" for index in range(len(lines))), key]


def line_words(name: str, lines: Sequence[tuple[str, int]]) -> list[str]:
    """Return what the lines of `line_keys` are called: 王芳：德 …, 王芳：综合评价."""
    return [*(f"{name}：{line}" for line, _ in lines), f"{name}：{OVERALL}"] if lines else [name]


def as_percent(part: int, of: int) -> str:
    """Return a share in percent with one digit behind the point, rounded half up; "0.0" of none."""
    tenths = (2000 * part + of) // (2 * of) if of else 0
    return f"{tenths // 10}.{tenths % 10}"

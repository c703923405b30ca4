"""汇总: counts of answers, and which groups may be shown. Pure.

A group of fewer than five answers is never shown, nor can it be found by subtraction: it is folded
together with the next smallest ones until nobody in it can be told apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from zhijia.law import HOUSE

from .answering import chosen
from .items import Item

K = TypeVar("K")
LEAST = HOUSE["HOUSE-144"].sets(5)
TOGETHER = "其余（合并）"


def enough(answers: int) -> bool:
    """Say whether as many answers may be shown together."""
    return answers >= LEAST


def folded(counts: Mapping[K, int]) -> list[list[K]]:
    """Return the groups as they may be shown, each a list of keys; the last may be several.

    Empty where all of them together are too few. A fold of groups holds at least five answers and
    two groups that have any, so that subtracting the others from the whole tells of none alone.
    """
    if not enough(sum(counts.values())):
        return []
    order = list(counts)
    by_size = sorted(order, key=lambda key: (counts[key], order.index(key)))
    few = [key for key in by_size if 0 < counts[key] < LEAST]
    rest = [key for key in by_size if counts[key] >= LEAST]
    while few and rest and (sum(counts[key] for key in few) < LEAST or len(few) < 2):
        few.append(rest.pop(0))
    alone = [[key] for key in order if key not in few]
    return [*alone, sorted(few, key=order.index)] if few else alone


@dataclass(frozen=True, slots=True)
class Line:
    """One option and how many chose it; `percent` is of those who answered, one decimal."""

    letter: str
    words: str
    count: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one question: how many answered, each option, the mean where there is one."""

    item: Item
    answered: int
    lines: tuple[Line, ...] = ()
    mean: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    parts: tuple["Told", ...] = ()
    others: int = 0
    row: str = ""


def percent(part: int, whole: int) -> Decimal:
    """Return a share in per cent with one decimal."""
    share = Decimal(100 * part) / whole if whole else Decimal(0)
    return share.quantize(Decimal("0.1"))


def _lines(item: Item, counts: Mapping[str, int], answered: int) -> tuple[Line, ...]:
    return tuple(
        Line(letter, words, counts.get(letter, 0), percent(counts.get(letter, 0), answered))
        for letter, words in item.choices
    )


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01")) if values else None


@dataclass
class _Count:
    """What is added up of one question, answer by answer."""

    item: Item
    answered: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    rows: dict[str, Counter[str]] = field(default_factory=dict)
    places: Counter[str] = field(default_factory=Counter)
    values: list[Decimal] = field(default_factory=list)
    others: int = 0

    def add(self, answers: Mapping[str, Any]) -> None:
        value = answers.get(self.item.code)
        if value in (None, "", [], {}):
            return
        self.answered += 1
        self.others += f"{self.item.code}:other" in answers
        if self.item.kind == "matrix":
            for row, letter in value.items():
                self.rows.setdefault(row, Counter())[letter] += 1
        elif self.item.kind == "ranking":
            for place, letter in enumerate(value):
                self.letters[letter] += 1
                self.places[letter] += len(self.item.options) - place
        else:
            self.letters.update(chosen(self.item, answers))
        if self.item.kind in {"scale", "number"}:
            self.values.append(Decimal(str(value)))

    def told(self) -> Told:
        item = self.item
        if item.kind == "matrix":
            return Told(item, self.answered, parts=tuple(self._row(*row) for row in item.rows))
        if item.kind == "ranking":
            return Told(item, self.answered, self._ranked(), others=self.others)
        if item.kind == "number":
            ends = (min(self.values), max(self.values)) if self.values else (None, None)
            return Told(item, self.answered, (), _mean(self.values), *ends)
        if item.kind in {"date", "text", "file"}:
            return Told(item, self.answered)
        lines = _lines(item, self.letters, self.answered)
        mean = _mean(self.values) if item.kind == "scale" else None
        return Told(item, self.answered, lines, mean, others=self.others)

    def _row(self, row: str, words: str) -> Told:
        counts = self.rows.get(row, Counter())
        answered = sum(counts.values())
        return Told(self.item, answered, _lines(self.item, counts, answered), row=words)

    def _ranked(self) -> tuple[Line, ...]:
        """Return the options by their mean place, the first first; the count is who named it."""
        lines = _lines(self.item, self.letters, self.answered)
        return tuple(sorted(lines, key=lambda line: -self.places[line.letter]))


def guarded(told: Told) -> Told:
    """Return a question without its counts where too few answered it, as after a branch."""
    if told.answered and not enough(told.answered):
        return Told(told.item, told.answered, row=told.row)
    return replace(told, parts=tuple(one for one in told.parts if enough(one.answered)))


def told(items: Sequence[Item], answers: Iterable[Mapping[str, Any]]) -> list[Told]:
    """Return what came of each question; the answers are read once."""
    counts = [_Count(item) for item in items]
    for one in answers:
        for count in counts:
            count.add(one)
    return [count.told() for count in counts]


@dataclass(frozen=True, slots=True)
class Crossed:
    """A cross table: heads, and rows of counts with their sum; folded so that none is too small."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]

    @property
    def has_folded(self) -> bool:
        """Say whether anything was folded."""
        return TOGETHER in self.heads or any(row[0] == TOGETHER for row in self.rows)


def cross(
    pairs: Iterable[tuple[Iterable[str], Iterable[str]]],
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
) -> Crossed:
    """Count answers by two questions; each axis is folded by how many answers its groups have.

    `pairs` are the keys of an answer on either axis; axes are (key, words) in order.
    """
    cells: Counter[tuple[str, str]] = Counter()
    down: Counter[str] = Counter()
    across: Counter[str] = Counter()
    for left, right in pairs:
        ours, theirs = list(left), list(right)
        if ours and theirs:
            down.update(ours)
            across.update(theirs)
            cells.update((one, other) for one in ours for other in theirs)
    tall = folded({key: down[key] for key, _ in rows})
    wide = folded({key: across[key] for key, _ in columns})
    if not tall or not wide:
        return Crossed((), ())
    name = _names(rows), _names(columns)
    return Crossed(
        tuple(name[1](keys) for keys in wide),
        tuple(
            (
                name[0](keys),
                tuple(sum(cells[(a, b)] for a in keys for b in others) for others in wide),
                sum(down[key] for key in keys),
            )
            for keys in tall
        ),
    )


def _names(axis: Sequence[tuple[str, str]]) -> Callable[[Sequence[str]], str]:
    """Return what calls a group of keys: by its words, or as what was folded."""
    words = dict(axis)
    return lambda keys: words[keys[0]] if len(keys) == 1 else TOGETHER

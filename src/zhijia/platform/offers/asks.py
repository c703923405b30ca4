"""Many numbers at once, each of its own figure, units and days: what a report is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, QuerySet, Value

from .figures import FIGURES, RATIOS, Figure, Number

K = TypeVar("K")
BATCH = 100  # SQLite joins at most 500 queries into one


@dataclass(frozen=True, slots=True)
class Ask:
    """A figure or ratio by its name, for units by their paths, from `start` to `end`.

    `group` keeps one group of a figure that has groups.
    """

    name: str
    paths: tuple[str, ...]
    start: date
    end: date
    group: str = ""

    def parts(self) -> list[Figure]:
        """Return the figures it takes: a ratio's part and whole; none where it is not known."""
        if self.name in RATIOS:
            ratio = RATIOS[self.name]
            return [FIGURES[ratio.part], FIGURES[ratio.whole]]
        return [FIGURES[self.name]] if self.name in FIGURES else []

    def behind(self, figure: Figure) -> QuerySet[Any]:
        """Return the rows behind one of its figures."""
        rows = figure.behind(self.paths, self.start, self.end)
        return rows.filter(**{figure.groups: self.group}) if self.group else rows


@dataclass(frozen=True, slots=True)
class Answer:
    """A number and how many rows lie behind it (for a ratio those of the whole)."""

    value: Number
    rows: int


def ask(asks: Mapping[K, Ask]) -> dict[K, Answer]:
    """Return the numbers asked for by their keys; one query for each hundred.

    What no room offers any more is missing, and so is a ratio that has nothing to divide by.
    """
    wanted = [(key, one, figure) for key, one in asks.items() for figure in one.parts()]
    counted: dict[tuple[K, str], Answer] = {}
    for at in range(0, len(wanted), BATCH):
        batch = wanted[at : at + BATCH]
        for number, answer in _counted([(one, figure) for _, one, figure in batch]):
            key, _, figure = batch[number]
            counted[(key, figure.name)] = answer
    return dict(_answers(asks, counted))


def _counted(batch: Sequence[tuple[Ask, Figure]]) -> Iterator[tuple[int, Answer]]:
    """Count a batch in one query; yields where each stands in the batch."""
    queries = [
        one.behind(figure)
        .order_by()
        .values(ask_=Value(number))
        .annotate(n=figure._measure(), rows_=Count("pk"))
        for number, (one, figure) in enumerate(batch)
    ]
    for row in queries[0].union(*queries[1:], all=True) if queries else []:
        yield row["ask_"], Answer(row["n"] or 0, row["rows_"])


def _answers(
    asks: Mapping[K, Ask], counted: Mapping[tuple[K, str], Answer]
) -> Iterator[tuple[K, Answer]]:
    """Yield the answer to each ask that has one."""
    nothing = Answer(0, 0)
    for key, one in asks.items():
        found = {figure.name: counted.get((key, figure.name), nothing) for figure in one.parts()}
        if one.name in RATIOS:
            ratio = RATIOS[one.name]
            rate = ratio.rate({name: answer.value for name, answer in found.items()})
            if rate is not None:
                yield key, Answer(rate, found[ratio.whole].rows)
        elif found:
            yield key, found[one.name]

"""What a chart is told: the numbers, and the same numbers as rows of a table."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict


class Series(TypedDict):
    """One line or one set of bars; `unit` where it is not the chart's own."""

    name: str
    type: str
    data: Sequence[float | None]
    unit: NotRequired[str]


class Chart(TypedDict):
    """Labels along the axis, one value a label in every series, and the unit of the values."""

    labels: Sequence[str]
    series: Sequence[Series]
    unit: str


def rows(chart: Chart) -> list[tuple[str, list[float | None]]]:
    """Return each label with its value in every series; ValueError where one is missing."""
    columns = [series["data"] for series in chart["series"]]
    values = zip(chart["labels"], *columns, strict=True)
    return [(label, list(numbers)) for label, *numbers in values]


def heads(chart: Chart) -> list[str]:
    """Return the name and unit of every series."""
    return [
        f"{series['name']}（{series.get('unit', chart['unit'])}）" for series in chart["series"]
    ]

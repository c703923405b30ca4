"""The numbers of every kind, made from its declaration: filed, answered, closed, on time, rated."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from zhijia.platform.offers import figure, ratio

from ..kinds import KINDS
from ..kinds.declaring import Kind
from ..models import Matter, Rating

SHOW = {"标题": "title", "受理单位": "unit__name", "提出日期": "filed_on", "办结日期": "closed_on"}
RATED = {"受理单位": "matter__unit__name", "办结日期": "matter__closed_on"}


def _matters(kind: str, **where: Any) -> Callable[[], QuerySet[Matter]]:
    """Return the rows of a kind that were handed in."""

    def rows() -> QuerySet[Matter]:
        return Matter.objects.filed().filter(kind=kind, **where)

    return rows


def _ratings(kind: str, **where: Any) -> Callable[[], QuerySet[Rating]]:
    """Return the last rating of every closed matter: before that nobody may learn of it."""

    def rows() -> QuerySet[Rating]:
        later = Rating.objects.filter(matter=OuterRef("matter"), pk__gt=OuterRef("pk"))
        return Rating.objects.filter(~Exists(later), kind=kind, **where)

    return rows


def _declare(kind: Kind) -> None:
    """Enter the figures of one kind."""
    name, show = f"matters.{kind.id}", SHOW
    how: dict[str, Any] = {"unit": "件", "may": "matters.read"}
    figure(
        f"{name}_filed",
        f"提出{kind.name}",
        means=f"期内提出的{kind.name}，按提出之日计，不含草稿。",
        on="filed_on",
        where="filed_path",
        show=show,
        groups="category",
        cues=(kind.name,),
        **how,
    )(_matters(kind.id))
    figure(
        f"{name}_closed",
        f"办结{kind.name}",
        means=f"期内办结的{kind.name}，含不受理、撤回和并案的。",
        on="closed_on",
        show=show,
        groups="category",
        **how,
    )(_matters(kind.id))
    figure(
        f"{name}_on_time",
        f"按期办结{kind.name}",
        means=f"期内办结的{kind.name}中，各个环节都没有超期的。",
        on="closed_on",
        show=show,
        **how,
    )(_matters(kind.id, was_late=False))
    ratio(
        f"{name}_on_time_rate",
        f"{kind.name}按期办结率",
        part=f"{name}_on_time",
        whole=f"{name}_closed",
        means=f"期内办结的{kind.name}中按期办结的百分比。",
    )
    if any(step.answers for step in kind.steps):
        figure(
            f"{name}_answered",
            f"答复{kind.name}",
            means=f"期内最近一次答复的{kind.name}；答复不等于落实。",
            on="answered_on",
            where="filed_path",
            show=show,
            **how,
        )(_matters(kind.id))
    if kind.ratings:
        _declare_ratings(kind, name)


def _declare_ratings(kind: Kind, name: str) -> None:
    """Enter how many were rated, and how many satisfied."""
    how: dict[str, Any] = {"unit": "件", "may": "matters.read", "show": RATED}
    how["on"] = "matter__closed_on"
    means = f"期内办结的{kind.name}中，提出人作了评价的；以最后一次评价为准。"
    figure(f"{name}_rated", f"已评价{kind.name}", means=means, **how)(
        _ratings(kind.id, matter__closed_on__isnull=False)
    )
    means = f"期内办结的{kind.name}中，最后一次评价为满意或者基本满意的。"
    figure(f"{name}_satisfied", f"满意{kind.name}", means=means, **how)(
        _ratings(kind.id, matter__closed_on__isnull=False, is_satisfied=True)
    )
    ratio(
        f"{name}_satisfied_rate",
        f"{kind.name}满意率",
        part=f"{name}_satisfied",
        whole=f"{name}_rated",
        means=f"期内办结并评价的{kind.name}中满意和基本满意的百分比。",
    )


# What is watched is counted by cause, where small groups are not told (queries/causes.py): a total
# of a small unit would tell of one person.
for _kind in KINDS.values():
    if not _kind.watched:
        _declare(_kind)

"""What closing offers: figures of what was done on time, bulletins, messages, things found."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from zhijia.platform.offers import Entry, Hit, Sight, figure, found, notice, ratio

from ..models import Bulletin, Score
from ..queries import bulletins as queries

DONE = {
    "任务": "assignment__wording",
    "承办单位": "unit__name",
    "完成期限": "due_on",
    "报办结": "finished_on",
    "得分": "points",
}

notice("plans.bulletin_submitted", "通报待审定", is_open=True)
notice("plans.bulletin_judged", "通报审定结果", desk=True, is_open=True)
notice("plans.bulletin", "通报印发", desk=True, is_open=True)


@figure(
    "plans.scored",
    "考核计分任务",
    unit="项次",
    means="期内审核通过并按考核办法计分的牵头承办任务。",
    may="plans.read",
    on="closed_on",
    show=DONE,
)
def scored() -> QuerySet[Score]:
    """Count scored work by the day it was accepted."""
    return Score.objects.all()


@figure(
    "plans.on_time",
    "按期办结任务",
    unit="项次",
    means="期内审核通过的牵头承办任务中，报办结之日没有超过完成期限的。",
    may="plans.read",
    on="closed_on",
    show=DONE,
)
def on_time() -> QuerySet[Score]:
    """Count work done on time by the day it was accepted."""
    return Score.objects.filter(late=0)


ratio(
    "plans.on_time_rate",
    "按期办结率",
    part="plans.on_time",
    whole="plans.scored",
    means="期内审核通过的牵头承办任务中按期办结的百分比。",
)


@figure(
    "plans.bulletins",
    "印发通报",
    unit="期",
    means="期内印发的督办通报。",
    may="plans.read",
    on="issued_on",
    show={"通报": "title", "单位": "unit__name", "期号": "number", "印发日期": "issued_on"},
)
def bulletins() -> QuerySet[Bulletin]:
    """Count bulletins by the day they were issued."""
    return Bulletin.objects.all()


def _text(row: Bulletin) -> str:
    """Return all that a bulletin says, its tables too."""
    said: list[str] = []
    for section in row.body:
        said += [section["heading"], *section["paragraphs"]]
        said += [cell for line in section.get("table", {}).get("rows", []) for cell in line]
    return "\n".join([*said, row.praise, row.criticism, row.demands])


def _show(rows: QuerySet[Bulletin], words: Sequence[str]) -> Iterator[Hit]:
    """Show bulletins with the words that were asked for."""
    for row in rows:
        detail = f"{row.unit} · {row.issue or row.get_state_display()}"
        yield Hit(row.title, detail, row.get_absolute_url(), text=_text(row))


def _rows() -> QuerySet[Any]:
    return Bulletin.objects.all()


@found(
    "plans.bulletins",
    "通报",
    number=12,
    icon="speakerphone",
    rows=_rows,
    seen=queries.bulletins,
    show=_show,
    is_text=True,
)
def bulletin(row: Bulletin) -> Entry:
    """Find bulletins by all they say; once issued, from below as well."""
    here = frozenset({row.unit_path})
    below = here if row.state == "issued" else frozenset[str]()
    return Entry((row.title, _text(row)), Sight(at=here, below=below))

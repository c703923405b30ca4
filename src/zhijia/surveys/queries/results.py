"""What came of a round: counts that may be shown. Answers still in the box are in none of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.search import words as search_words
from zhijia.platform.ui.charts import Chart, Series

from ..models import Answer, Outcome, Round, Signed
from ..rules import COUNTED, Item, chosen, tally
from ..rules.tally import Crossed, Told
from .rounds import rounds

BY_UNIT = "unit"
MOST_WORDS = 40
# What says nothing by itself, though everybody writes it.
STOP = frozenset(
    "我们 你们 他们 大家 一个 没有 可以 希望 建议 应该 能够 一些 这个 那个 什么 因为 所以 但是 如果"
    " 工作 单位 进行 比较 非常 目前 现在 多一些 还是 就是 不是 有些 有的 以及 或者 并且".split()
)


Content = tuple[int | None, dict[str, Any]]


def contents(round: Round, *, outside: bool = False) -> list[Content]:
    """Return the answers that are out of the box with their groups; one query."""
    rows = Answer.objects.filter(round=round).order_by("pk")
    rows = rows.filter(group=None) if outside else rows.exclude(group=None)
    return list(rows.values_list("group_id", "content"))


@dataclass(frozen=True, slots=True)
class Results:
    """The counts of a round: how many answers they hold, and each question; none where too few."""

    answers: int
    questions: tuple[Told, ...]
    outside: int
    outside_questions: tuple[Told, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Say whether there are enough answers to show any."""
        return tally.enough(self.answers)

    @property
    def is_outside_shown(self) -> bool:
        """Say whether enough came from outside."""
        return tally.enough(self.outside)


def _told(items: Sequence[Item], answers: Sequence[dict[str, Any]]) -> tuple[Told, ...]:
    return tuple(tally.guarded(one) for one in tally.told(items, answers))


def results(round: Round) -> Results:
    """Return the counts of a round; two queries."""
    inside = [content for _, content in contents(round)]
    out = [content for _, content in contents(round, outside=True)] if round.is_outside else []
    items = round.edition.items
    return Results(
        len(inside),
        _told(items, inside) if tally.enough(len(inside)) else (),
        len(out),
        _told(items, out) if tally.enough(len(out)) else (),
    )


def axes(round: Round) -> list[tuple[str, str]]:
    """Return what a cross table may be made of: the unit, and questions with few options."""
    several = [(BY_UNIT, "所在单位")] if round.groups.count() > 1 else []
    counted = (
        (item.code, f"{number}. {item.text}")
        for number, item in enumerate(round.edition.items, 1)
        if item.kind in COUNTED
    )
    return [*several, *counted]


def crossed(
    round: Round, row: str, column: str, *, among: Sequence[Content] | None = None
) -> Crossed:
    """Return a cross table of two of the axes, folded where groups are too small.

    `among` are the round's `contents`, where they were read before.
    """
    items = {item.code: item for item in round.edition.items}
    units = [(str(pk), name) for pk, name in round.groups.values_list("pk", "name")]

    def axis(code: str) -> Sequence[tuple[str, str]]:
        return units if code == BY_UNIT else items[code].choices

    def keys(code: str, group: int | None, content: Mapping[str, Any]) -> Sequence[str]:
        return [str(group)] if code == BY_UNIT else chosen(items[code], content)

    rows = contents(round) if among is None else among
    if not tally.enough(len(rows)):
        return Crossed((), ())
    pairs = ((keys(row, *one), keys(column, *one)) for one in rows)
    return tally.cross(pairs, axis(row), axis(column))


class Text(NamedTuple):
    """An open question: its texts in no order, and the words that several of them say."""

    item: Item
    texts: list[str]
    words: list[tuple[str, int]]


def texts(round: Round, item: Item, word: str = "") -> Text:
    """Return what people wrote to an open question, or beside 其他; those that say `word`.

    Sorted by the text itself, which tells nothing of when or by whom it was written.
    """
    name = f"{item.code}:other" if item.other else item.code
    rows = contents(round)
    said = sorted(str(content[name]) for _, content in rows if content.get(name))
    if not tally.enough(len(rows)):
        return Text(item, [], [])
    counts = common_words(said)
    return Text(item, [text for text in said if word in text], counts)


def common_words(said: Sequence[str]) -> list[tuple[str, int]]:
    """Return the words that two or more texts say, with how many do, the commonest first."""
    found: Counter[str] = Counter()
    for text in said:
        found.update(set(_words(text)))
    several = [(word, count) for word, count in found.most_common() if count > 1]
    return several[:MOST_WORDS]


def _words(text: str) -> Iterator[str]:
    for word in search_words.asked(text, is_text=True):
        if len(word) > 1 and word not in STOP and not re.fullmatch(r"[0-9a-z]+", word):
            yield word


def text_items(round: Round) -> list[tuple[int, Item]]:
    """Return the questions that people answered in words of their own."""
    return [
        (number, item)
        for number, item in enumerate(round.edition.items, 1)
        if item.kind == "text" or item.other
    ]


def earlier(round: Round) -> list[Round]:
    """Return the closed rounds of the same questionnaire before this one, the latest three."""
    same = Round.objects.filter(edition__sheet=round.edition.sheet_id, closed_on__isnull=False)
    before = same.filter(from_on__lt=round.from_on).select_related("edition__sheet")
    return list(before.order_by("-from_on")[:3])


def _key(item: Item) -> tuple[object, ...]:
    """Return what makes two questions of two editions the same one."""
    return (item.code, item.kind, item.text, item.rows)


class Compared(NamedTuple):
    """A question as two or more rounds answered it."""

    number: int
    item: Item
    chart: Chart


def compared(round: Round, now: Results) -> list[Compared]:
    """Compare this round with those before; two queries a round."""
    if not now.is_shown:
        return []
    before = [(one, results(one)) for one in reversed(earlier(round))]
    told = [(one, found) for one, found in before if found.is_shown]
    if not told:
        return []
    found = []
    for number, question in enumerate(now.questions, 1):
        columns = [
            (f"{one.from_on:%Y-%m}", same)
            for one, past in told
            if (same := _same(question, past.questions))
        ]
        columns.append((f"{round.from_on:%Y-%m}", question))
        columns = [(name, one) for name, one in columns if tally.enough(one.answered)]
        chart = _chart(columns)
        if len(columns) > 1 and chart["labels"]:
            found.append(Compared(number, question.item, chart))
    return found


def _same(question: Told, past: Sequence[Told]) -> Told | None:
    return next((one for one in past if _key(one.item) == _key(question.item)), None)


def _chart(columns: Sequence[tuple[str, Told]]) -> Chart:
    """Draw shares by option, or means where the answers are numbers."""
    if all(told.mean is not None for _, told in columns):
        means = [float(told.mean or 0) for _, told in columns]
        labels = [name for name, _ in columns]
        series: list[Series] = [{"name": "平均", "type": "bar", "data": means}]
        return {"labels": labels, "series": series, "unit": "分"}
    words = [line.words for line in sorted(columns[-1][1].lines, key=lambda line: line.letter)]
    shares: list[Series] = [
        {"name": name, "type": "bar", "data": [_share(told, one) for one in words]}
        for name, told in columns
    ]
    return {"labels": words, "series": shares, "unit": "%"}


def _share(told: Told, words: str) -> float | None:
    found: Decimal | None = next((one.percent for one in told.lines if one.words == words), None)
    return None if found is None else float(found)


def outcomes(round: Round) -> list[Outcome]:
    """Return what was heard and answered, in the order in which it was written."""
    return list(round.outcomes.select_related("decided_by"))


def outcomes_seen(actor: Actor) -> QuerySet[Outcome]:
    """Return the outcomes of the rounds that an office of this person reaches."""
    return Outcome.objects.filter(round__in=rounds(actor)).select_related("round__unit")


def signed_rows(round: Round) -> list[Signed]:
    """Return the named answers with whose they are."""
    rows = Signed.objects.filter(round=round).select_related("answer__group", "member__unit")
    return list(rows.order_by("member__unit_path", "member__stroke_key", "pk"))


def worded(item: Item, content: Mapping[str, Any]) -> str:
    """Return an answer to one question in words."""
    value = content.get(item.code)
    if value in (None, "", [], {}):
        return ""
    if item.kind == "matrix":
        rows = dict(item.rows)
        return "；".join(f"{rows.get(row, row)}：{item.said(one)}" for row, one in value.items())
    if item.kind in {"single", "multiple", "ranking"}:
        said = "、".join(item.said(letter) for letter in chosen(item, content))
        other = content.get(f"{item.code}:other", "")
        return f"{said}（{other}）" if other else said
    return "已上传" if item.kind == "file" else str(value)

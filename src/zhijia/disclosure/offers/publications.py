"""What catalogue and publications offer: figures, lines of lists, days, messages, things found."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Entry,
    Event,
    Hit,
    Sight,
    Todo,
    event,
    figure,
    found,
    notice,
    ratio,
    todo,
    unfinished,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading

from ..models import Due, Edition, Publication, Question
from ..queries import dues, publications, waiting

DUTY = "关系到本单位应当公开的事项"
SHOWN = {"公开事项": "item__name", "期间": "label", "单位": "unit__name", "公开期限": "due_on"}
ASKED = {"公开内容": "publication__title", "提问日期": "asked_on", "答复期限": "due_on"}

notice("disclosure.due", "公开事项快到期", must=DUTY, desk=True, is_open=True)
notice("disclosure.late", "公开事项逾期", must=DUTY, desk=True, is_open=True)
notice("disclosure.escalated", "公开事项逾期未公开，请督促", must=DUTY, is_open=True)
notice("disclosure.to_review", "公开稿待审核", must=DUTY, is_open=True)
notice("disclosure.reviewed", "公开稿审核结果", desk=True, is_open=True)
notice("disclosure.asked", "职工对公开内容提问", must=DUTY, desk=True, is_open=True)
notice("disclosure.answered", "您的提问有了答复")


@figure(
    "disclosure.on_time",
    "按时公开",
    unit="项次",
    means="公开期限在期内的公开事项中，没有超过期限就公开或者作了零报告的。",
    may="disclosure.read",
    where="laid_path",
    on="due_on",
    by="closed_on",
    show={**SHOWN, "公开日期": "closed_on"},
    only=Q(closed_on__lte=F("due_on")),
)
@figure(
    "disclosure.done",
    "应公开已公开",
    unit="项次",
    means="公开期限在期内的公开事项中，期末前已经公开或者作了零报告的。",
    may="disclosure.read",
    where="laid_path",
    on="due_on",
    by="closed_on",
    show={**SHOWN, "公开日期": "closed_on"},
    groups="item__group",
    only=Q(closed_on__isnull=False),
)
@figure(
    "disclosure.due",
    "应公开事项",
    unit="项次",
    means="公开期限在期内的公开事项，一项一期计一项次，零报告的也计。",
    may="disclosure.read",
    where="laid_path",
    on="due_on",
    show=SHOWN,
    groups="item__group",
)
def due() -> QuerySet[Due]:
    """Count what was due by its day, and of that what was made public, and what by its day: all by
    the day it was due, so that no rate passes 100.
    """
    return Due.objects.all()


@figure(
    "disclosure.late",
    "逾期未公开",
    unit="项次",
    means="期末超过公开期限仍未公开的事项。",
    may="disclosure.read",
    where="laid_path",
    since="late_from",
    until="closed_on",
    show=SHOWN,
    lessens=True,
)
def late() -> QuerySet[Due]:
    """Count what stands undone past its day."""
    return Due.objects.all()


@figure(
    "disclosure.published",
    "公开信息",
    unit="条",
    means="期内经审核公开的信息，目录以外的也计，更正不另计。",
    may="disclosure.read",
    on="issued_on",
    show={"标题": "title", "单位": "unit__name", "公开日期": "issued_on"},
    cues=("厂务公开", "校务公开", "院务公开", "公开信息"),
)
def published() -> QuerySet[Publication]:
    """Count what went out by the day it first did."""
    return Publication.objects.all()


@figure(
    "disclosure.answered",
    "答复提问",
    unit="件",
    means="期内职工提出的问题中，期末前已经答复或者告知不公开原因的。",
    may="disclosure.read",
    on="asked_on",
    by="closed_on",
    show={**ASKED, "办理日期": "closed_on"},
    only=Q(closed_on__isnull=False),
)
@figure(
    "disclosure.asked",
    "对公开内容的提问",
    unit="件",
    means="期内职工对公开内容提出的问题，审核后没有公开的也计。",
    may="disclosure.read",
    on="asked_on",
    show=ASKED,
)
def asked() -> QuerySet[Question]:
    """Count questions by the day they were asked, and by that day those that were answered."""
    return Question.objects.all()


ratio(
    "disclosure.rate",
    "公开率",
    part="disclosure.done",
    whole="disclosure.due",
    means="公开期限在期内的公开事项中期末前已经公开的百分比。",
    cues=("厂务公开率", "公开率"),
)
ratio(
    "disclosure.on_time_rate",
    "按时公开率",
    part="disclosure.on_time",
    whole="disclosure.due",
    means="公开期限在期内的公开事项中按时公开的百分比。",
)
ratio(
    "disclosure.answer_rate",
    "提问答复率",
    part="disclosure.answered",
    whole="disclosure.asked",
    means="期内职工提出的问题中期末前已经答复的百分比。",
)


@todo("disclosure")
def waits(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List what to make public, to review and to answer; nothing is read without an office."""
    return waiting.reading(actor, today, MOST).then(
        lambda found: [_wait(one, today) for one in found]
    )


def _wait(one: waiting.Wait, today: date) -> Todo:
    """Return a line about what waits."""
    if one.kind == waiting.DUE:
        light = "red" if one.on and one.on < today else "yellow"
        page = reverse("disclosure:due", args=[one.key])
        return Todo(f"公开：{one.words}", one.detail, page, one.on, light)
    if one.kind == waiting.REVIEW:
        page = reverse("disclosure:publication", args=[one.key])
        return Todo(f"审核公开稿：{one.words}", one.detail, page)
    page = f"{reverse('disclosure:questions')}#q{one.key}"
    light = "red" if one.on and one.on < today else ""
    return Todo(f"答复提问：{one.words}", one.detail, page, one.on, light)


@event("disclosure")
def days(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days by which one's desks and posts must make something public."""
    rows = dues.between(actor, place, first, last)[:MOST]
    return Reading((rows,), lambda found: [*map(_due, found)])


def _due(one: Due) -> Event:
    return Event(str(one.item), one.due_on, "公开期限", "orange", one.get_absolute_url())


@unfinished("disclosure")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List what a unit is late with and has not answered."""
    return waiting.unfinished(path, below, localdate()).then(
        lambda found: [Business(label, "", count, url) for label, count, url in found if count]
    )


def _show(rows: QuerySet[Publication], words: Sequence[str]) -> Iterator[Hit]:
    """Show publications with the words that were asked for."""
    for row in publications.with_text(rows):
        stands = "已撤下" if row.withdrawn_on else f"{row.issued_on:%Y-%m-%d} 公开"
        text = row.out[0].text if row.out and not row.withdrawn_on else ""  # type: ignore[attr-defined]  # prefetched
        yield Hit(row.title, f"{row.unit} · {stands}", row.get_absolute_url(), text=text)


@found(
    "disclosure.publications",
    "公开",
    number=150,
    icon="speakerphone",
    rows=publications.findable,
    seen=publications.listed,
    show=_show,
    is_text=True,
    touched={Edition: "publication_id"},
)
def publication(row: Publication) -> Entry:
    """Find what is out by its title and words; what is for representatives, by its unit only."""
    texts = [] if row.withdrawn_on else [one.text for one in row.out[:1]]  # type: ignore[attr-defined]  # prefetched
    here = frozenset({row.unit_path})
    below = frozenset[str]() if row.scope == "reps" else here
    return Entry((row.title, *texts), Sight(at=here, below=below))

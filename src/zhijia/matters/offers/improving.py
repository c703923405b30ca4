"""What hazards and suggestions offer besides the numbers of every kind."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Entry, Hit, Sight, Todo, figure, found, todo
from zhijia.platform.together import Reading

from ..models import Edition, Matter, Method, Reward
from ..queries import finance
from ..queries import methods as queries

REWARDED = {"建议": "matter__title", "单位": "matter__unit__name", "评奖日期": "rewarded_on"}


@figure(
    "matters.rewards",
    "奖励合理化建议",
    unit="件",
    means="期内评定奖励的合理化建议。",
    may="matters.read",
    on="rewarded_on",
    show={**REWARDED, "等级": "grade"},
    groups="grade",
)
def rewarded() -> QuerySet[Reward]:
    """Count rewards by the day they were given."""
    return Reward.objects.all()


@figure(
    "matters.reward_value",
    "合理化建议年创造价值",
    unit="元",
    means="期内评定奖励的合理化建议，采用以后十二个月由财务确认的价值；不以金额计算的不含。",
    may="matters.read",
    on="rewarded_on",
    sums="yearly",
    show={**REWARDED, "年创造价值（元）": "yearly"},
)
def value() -> QuerySet[Reward]:
    """Sum what finance has confirmed by the day of the reward."""
    return Reward.objects.filter(yearly__isnull=False)


@figure(
    "matters.reward_money",
    "合理化建议奖金",
    unit="元",
    means="期内评定的合理化建议奖金，升级的只计补发的差额。",
    may="matters.read",
    on="rewarded_on",
    sums="amount",
    show={**REWARDED, "奖金（元）": "amount"},
)
def money() -> QuerySet[Reward]:
    """Sum what was paid by the day of the reward."""
    return Reward.objects.all()


@figure(
    "matters.hazard_major",
    "发现重大事故隐患",
    unit="件",
    means="期内上报、定为重大的事故隐患，按上报之日计。",
    may="matters.read",
    on="filed_on",
    where="filed_path",
    show={"隐患": "title", "单位": "unit__name", "上报日期": "filed_on"},
    groups="category",
)
def major() -> QuerySet[Matter]:
    """Count grave hazards by the day they were reported."""
    return Matter.objects.filed().filter(kind="hazard", values__grade="major")


@figure(
    "matters.hazard_struck",
    "隐患销号",
    unit="件",
    means="期内复查合格、销号的隐患，不含核实为不属隐患的。",
    may="matters.read",
    on="closed_on",
    show={"隐患": "title", "单位": "unit__name", "销号日期": "closed_on"},
    groups="category",
)
def struck() -> QuerySet[Matter]:
    """Count hazards by the day they were found mended."""
    return Matter.objects.filed().filter(kind="hazard", state="closed")


@todo("matters_finance")
def to_confirm(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List the suggestions of which a month is over and not confirmed."""
    return finance.due_for(actor, today).then(lambda found: [*map(_to_confirm, found)])


def _to_confirm(one: finance.Due) -> Todo:
    detail = f"{one.matter.number} · {one.number} 个月待确认"
    return Todo(f"确认效益：{one.matter.title}", detail, one.matter.get_absolute_url())


def _show(rows: QuerySet[Method], words: Sequence[str]) -> Iterator[Hit]:
    """Show methods by their names, with the part of the text that was asked for."""
    for row in queries.with_editions(queries.as_methods(rows)):
        last = row.editions.all()[0]
        left = [word for word in words if word not in row.name]
        parts = (last.scope, last.points, last.effect)
        text = next((said for said in parts if any(word in said for word in left)), "")
        yield Hit(row.name, f"先进操作法 · {row.unit}", row.get_absolute_url(), text=text)


@found(
    "matters.methods",
    "先进操作法",
    number=22,
    icon="bolt",
    rows=lambda: Method.objects.prefetch_related("editions"),
    seen=queries.methods,
    show=_show,
    is_text=True,
    touched={Edition: "method_id"},
)
def method(row: Method) -> Entry:
    """Find methods by their names and newest texts: the published ones from everywhere."""
    editions = list(row.editions.all())
    last = editions[:1]
    texts = [part for one in last for part in (one.scope, one.points, one.effect)]
    is_open = row.published_on is not None and row.withdrawn_on is None
    top = frozenset({row.unit_path[:4]}) if is_open else frozenset[str]()
    members = frozenset({row.found_by_id}) if row.found_by_id else frozenset[int]()
    return Entry(
        (row.name, *texts), Sight(at=frozenset({row.unit_path}), below=top, members=members)
    )

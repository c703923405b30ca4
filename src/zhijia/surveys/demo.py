"""What was asked in the story: a feeling of the pulse twice a year apart, and who wants to rest."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from zhijia.org.demo import Cast
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from . import actions, queries
from .models import Asked, Round, Sheet
from .queries import Spec
from .questionnaires import questionnaires
from .rules import Item, way

SAID = (
    "夜班班车只有一趟，等车要四十分钟，希望加开一班。",
    "食堂夜宵品种太少，价格可以接受。",
    "检修高峰期加班多，希望补休能真正安排下来。",
    "班车不到新区，上下班不方便。",
    "技能等级考试希望多给练习场地和时间。",
    "孩子小学入学政策不清楚，希望工会帮着问一问。",
    "体检项目建议按岗位区分，接触噪声的加听力。",
    "希望领导多到班组听意见，不要只在会上听。",
    "班车太挤，夏天没有空调。",
    "改革以后岗位怎么定，希望早一点公开。",
    "对工会的慰问很满意，谢谢。",
    "补休攒了十几天休不了。",
)
OTHER = ("通勤路上时间太长", "食堂")
# How often the first, second, third … of several answers is given, out of ten people.
LEANS = ((5, 3, 1, 1), (2, 4, 3, 1), (3, 3, 2, 2), (1, 5, 2, 2))
HEARD = (
    (
        "夜班班车班次少、太挤",
        "问答题中提到班车的最多",
        "adopted",
        "已与行政协商：下月起 22:30 加开一班，新区增设一个站点，由综合部负责，工会一个月后回访。",
    ),
    (
        "检修高峰期补休安排不下来",
        "压力来自“工作任务”的占多数",
        "partly",
        "列入下一次集体协商议题；先由各车间按月公布补休余额，年底前安排完本年度的补休。",
    ),
    (
        "希望本年度再次普调工资",
        "最关心“收入”的人最多",
        "declined",
        "工资调整须经工资集体协商，本年度协议已经签订，不能中途变更；明年三月协商时作为首要议题。",
    ),
)


def fill(cast: Cast, *, today: date) -> None:
    """Tell of two rounds that are over, with what came of the last, and of one that runs."""
    group, desk = cast.units["group"], cast.actors["group_desk"]
    sheet = _drafted(desk, group, "sixiang", today - timedelta(days=420))
    _over(cast, sheet, today - timedelta(days=410), share=7)
    last = _over(cast, sheet, today - timedelta(days=60), share=9)
    _answered(cast, last, today - timedelta(days=38))
    _running(cast, today)


def _drafted(desk: Actor, unit: Unit, name: str, day: date) -> Sheet:
    """Draw a questionnaire up from its template."""
    one = next(one for one in questionnaires() if one.name == name)
    return actions.draft_sheet(
        actor=desk,
        unit=unit,
        title=one.title,
        topic=one.topic,
        words=one.words,
        items=one.items,
        today=day,
    )


def _opened(desk: Actor, sheet: Sheet, spec: Spec, day: date) -> Round:
    edition = queries.edition_of(sheet)
    return actions.publish_round(actor=desk, edition=edition, spec=spec, today=day, seed="5eed")


def _over(cast: Cast, sheet: Sheet, day: date, *, share: int) -> Round:
    """Open an anonymous round, let `share` of ten answer, and close it."""
    desk, group = cast.actors["group_desk"], cast.units["group"]
    title, until = f"{day.year} 年员工思想动态调查", day + timedelta(days=14)
    spec = Spec(title, True, day, until, day, group)
    round = _opened(desk, sheet, spec, day)
    for number, asked in enumerate(_people(round)):
        if number % 10 < share:
            content = answer(round.edition.items, number + day.year)
            actions.cast(round=round, member_id=asked.member_id, content=content, today=until)
    return actions.close_round(actor=desk, round=round, today=until + timedelta(days=1))


def _people(round: Round) -> Sequence[Asked]:
    return list(round.asked.select_related("member").order_by("member__staff_no"))


def _answered(cast: Cast, round: Round, day: date) -> None:
    """Let the chair answer to what was heard, and tell everybody."""
    chair = cast.actors["group_chair"]
    for finding, weight, adoption, said in HEARD:
        actions.settle_outcome(
            actor=chair,
            round=round,
            finding=finding,
            weight=weight,
            adoption=adoption,
            answer=said,
            today=day,
        )
    actions.publish_outcomes(actor=chair, round=round, today=day)


def _running(cast: Cast, today: date) -> None:
    """Let the hospital ask by name who would like to rest where; some have answered."""
    desk, hospital = cast.actors["hospital_desk"], cast.units["hospital"]
    day = today - timedelta(days=4)
    sheet = _drafted(desk, hospital, "liaoxiuyang", day)
    title = f"{today.year} 年疗休养意愿调查"
    spec = Spec(title, False, day, today + timedelta(days=10), day, hospital)
    round = _opened(desk, sheet, spec, day)
    for number, asked in enumerate(_people(round)[1:7]):
        who, content = actor_for(asked.member), answer(round.edition.items, number)
        actions.answer_signed(actor=who, round=round, content=content, today=today)


def answer(items: Sequence[Item], number: int) -> dict[str, Any]:
    """Return what the person of this number answers: differently each, and along one way."""
    found: dict[str, Any] = {}
    for place, item in enumerate(items):
        found |= _to(item, number, LEANS[place % len(LEANS)], (number * 7 + place * 3) % 10)
    on_the_way = {item.code for item in way(items, found)}
    return {name: value for name, value in found.items() if name.split(":")[0] in on_the_way}


def _to(item: Item, number: int, lean: Sequence[int], at: int) -> dict[str, Any]:
    """Return an answer to one question; `lean` says how often which option is taken."""
    steps = [place for place, often in enumerate(lean) for _ in range(often)]
    letters = [letter for letter, _ in item.choices]
    first = steps[at] % len(letters) if letters else 0
    if item.kind == "text":
        return {item.code: SAID[number % len(SAID)]} if number % 5 < 2 else {}
    if item.kind == "scale":
        return {item.code: int(letters[max(len(letters) - 1 - steps[at], 0)])}
    if item.kind == "number":
        return {item.code: str(40 + at)}
    if item.kind == "matrix":
        rows = enumerate(item.rows)
        return {
            item.code: {
                row: letters[steps[(at + place) % 10] % len(letters)] for place, (row, _) in rows
            }
        }
    if item.kind in {"multiple", "ranking"}:
        turned = [*letters[first:], *letters[:first]]
        loose = [one for one in turned if one != item.other or number % 4 == 0]
        taken = loose[: item.high or 2]
        said = {f"{item.code}:other": OTHER[number % 2]} if item.other in taken else {}
        return {item.code: taken, **said}
    said = {f"{item.code}:other": OTHER[0]} if letters[first] == item.other else {}
    return {item.code: letters[first], **said}

"""Two rounds in the story: a safety inspection with its ranking, and one on its way."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from zhijia.org.demo import Cast
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from . import actions
from .models import Edition, Fault, Inspection, Item, Round
from .rules.scales import YES, Said

Findings = Mapping[str, tuple[Said, str]]
# What was found last half-year: by the unit's key, its staff who mend, and items that lost marks.
FIRST: tuple[tuple[str, Findings], ...] = (
    (
        "power",
        {
            "2.1": (Said(count=2), "检修间东侧护栏脱焊，应急灯一处不亮。"),
            "1.2": (Said(count=1), "抽问 5 人，1 人说不清触电急救步骤。"),
            "3.3": (Said(word="只通报"), "隐患已在公示栏通报，没有向职代会报告。"),
        },
    ),
    (
        "hospital",
        {
            "2.3": (Said(count=2), "消毒供应室两人没有戴护目镜。"),
            "4.2": (Said(word="部分持证"), "三名检查员中一人证件过期。"),
            "3.4": (Said(word="只有预案"), "今年还没有组织演练。"),
            "5.1": (Said(count=1), "氧气站有人吸烟，当场制止。"),
        },
    ),
    (
        "school",
        {
            "1.3": (Said(count=1), "新来的实验员没有安全教育记录。"),
            "2.2": (Said(is_na=True), "学校没有检修作业。"),
            "4.4": (Said(is_na=True), "没有新建、改建项目。"),
            "5.4": (Said(is_na=True), "没有接触职业病危害的岗位。"),
            "3.2": (Said(word="有台账未闭环"), "两条隐患没有复查签字。"),
        },
    ),
)
FAULTS = {
    ("power", "2.1"): ("检修间东侧护栏脱焊一处", "检修间", "护栏已补焊并刷漆，应急灯已更换。"),
    ("hospital", "5.1"): ("氧气站有人吸烟", "氧气站", "已批评教育并加装警示牌和监控。"),
    ("school", "3.2"): ("两条隐患没有复查签字", "实验楼", ""),
}
INSPECTORS = ("1003", "1005")
SECOND = "power hospital school"
SELF = {"2.1": (Said(count=1), "检修间一处照明偏暗，已报修。")}


def fill(cast: Cast, *, today: date) -> None:
    """Tell both rounds; the group's desk runs them."""
    desk, group = cast.actors["group_desk"], cast.units["group"]
    began = today - timedelta(days=150)
    standard = actions.adopt_standard(
        actor=desk, unit=group, shipped="safety", name="", today=began - timedelta(days=20)
    )
    edition = standard.editions.get()
    _first(cast, edition, began)
    newer = actions.start_edition(
        actor=desk, edition=edition, words="现场防护加重", today=today - timedelta(days=30)
    )
    _second(cast, newer, today)
    actions.adopt_standard(actor=desk, unit=group, shipped="basics", name="", today=today)
    _at_the_school(cast, today)


def _round(
    cast: Cast, edition: Edition, units: Sequence[Unit], title: str, on: date, *, has_self: bool
) -> Round:
    """Open a round and name both inspectors everywhere."""
    desk = cast.actors["group_desk"]
    terms = actions.Terms(
        title=title,
        from_on=on,
        until_on=on + timedelta(days=25),
        has_self=has_self,
        words="检查到现场、到岗位，问题当场拍照记下，整改当月销项。",
    )
    round = actions.open_round(
        actor=desk, unit=cast.units["group"], edition=edition, units=units, terms=terms, today=on
    )
    actions.name_inspectors(
        actor=desk,
        round=round,
        inspections=list(round.inspections.all()),
        members=[cast.members[number] for number in INSPECTORS],
        today=on,
    )
    return round


def _first(cast: Cast, edition: Edition, on: date) -> None:
    """Tell the round that is over: marked, mended, ranked."""
    desk = cast.actors["group_desk"]
    units = [cast.units[key] for key, _ in FIRST]
    round = _round(cast, edition, units, "上半年工会劳动保护检查", on, has_self=False)
    for number, (key, findings) in enumerate(FIRST):
        inspection = round.inspections.get(unit=cast.units[key])
        day = on + timedelta(days=5 + number)
        _inspect(cast, inspection, key, findings, day)
        told = actions.settle(actor=desk, inspection=inspection, today=day + timedelta(days=2))
        _end(cast, told, key, day + timedelta(days=3))
    actions.publish(actor=desk, round=round, today=on + timedelta(days=40))


def _inspect(cast: Cast, inspection: Inspection, key: str, findings: Findings, day: date) -> None:
    """Let both inspectors mark a unit; the lead writes the faults down."""
    for number in INSPECTORS:
        actor = actor_for(cast.members[number])
        _mark(inspection, actor, findings, day, is_self=False)
        if number == INSPECTORS[0]:
            _note(inspection, actor, key, day)
        actions.send_marks(actor=actor, inspection=inspection, today=day)


def _mark(
    inspection: Inspection, actor: Actor, findings: Findings, day: date, *, is_self: bool
) -> None:
    """Mark every item: full marks, but for what was found."""
    for item in inspection.round.edition.items.all():
        said, words = findings.get(item.code, (_best(item), ""))
        actions.mark(
            actor=actor,
            inspection=inspection,
            item=item,
            is_self=is_self,
            said=said,
            words=words,
            today=day,
        )


def _best(item: Item) -> Said:
    """Return what full marks need said."""
    scale = item.line.parsed
    if scale.way == "deduct":
        return Said(count=0)
    if scale.way == "figure":
        return Said(number=Decimal(100))
    return Said(word=YES if scale.way == "yes" else scale.grades[0].word)


def _note(inspection: Inspection, actor: Actor, key: str, day: date) -> None:
    """Write down what is wrong at a unit."""
    for (unit, code), (words, where, _) in FAULTS.items():
        if unit == key:
            item = inspection.round.edition.items.get(code=code)
            actions.note_fault(
                actor=actor,
                inspection=inspection,
                item=item,
                words=words,
                where=where,
                today=day,
            )


def _end(cast: Cast, inspection: Inspection, key: str, day: date) -> None:
    """Let the unit mend what it can, have it looked at again, and give the result."""
    unit_desk, desk = cast.actors[f"{key}_desk"], cast.actors["group_desk"]
    fault = Fault.objects.get(inspection=inspection)
    mended = FAULTS[(key, fault.item.code)][2]
    if mended:
        actions.mend(actor=unit_desk, fault=fault, words=mended, today=day + timedelta(days=9))
        actions.recheck(
            actor=actor_for(cast.members[INSPECTORS[0]]),
            fault=fault,
            is_good=True,
            words="到现场看过，已经改好。",
            today=day + timedelta(days=12),
        )
    actions.give_result(
        actor=desk,
        inspection=inspection,
        words="整改到位。" if mended else "两条隐患列入暑期实验楼改造，开学前复查。",
        today=day + timedelta(days=20),
    )


def _second(cast: Cast, edition: Edition, today: date) -> None:
    """Tell the round on its way: one self-check passed, one handed in, one still to do."""
    desk = cast.actors["group_desk"]
    units = [cast.units[key] for key in SECOND.split()]
    on = today - timedelta(days=12)
    round = _round(cast, edition, units, "冬季安全生产检查", on, has_self=True)
    power = round.inspections.get(unit=cast.units["power"])
    _mark(power, cast.actors["power_desk"], SELF, on + timedelta(days=3), is_self=True)
    actions.submit_self(
        actor=cast.actors["power_desk"], inspection=power, today=on + timedelta(days=4)
    )
    actions.review_self(
        actor=desk, inspection=power, is_passed=True, words="", today=on + timedelta(days=5)
    )
    hospital = round.inspections.get(unit=cast.units["hospital"])
    _mark(hospital, cast.actors["hospital_desk"], {}, on + timedelta(days=6), is_self=True)
    actions.submit_self(
        actor=cast.actors["hospital_desk"], inspection=hospital, today=on + timedelta(days=7)
    )


def _at_the_school(cast: Cast, today: date) -> None:
    """The school keeps its own standard, begun from the one on open affairs."""
    actions.adopt_standard(
        actor=cast.actors["school_desk"],
        unit=cast.units["school"],
        shipped="disclosure",
        name="校务公开检查标准",
        today=today - timedelta(days=60),
    )

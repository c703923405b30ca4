"""Suggestions of the story: rewarded, in use, judged, declined, just handed in; and two methods."""

from datetime import date
from decimal import Decimal
from typing import Any

from zhijia.org.demo import Cast

from .. import actions
from ..models import Matter
from .story import Story

SAVED = (9800, 10200, 9900, 8600, 7400, 6900, 7100, 8800, 10400, 11200, 11900, 12300)
MARKS = ((26, 26, 16, 17), (24, 27, 15, 16), (25, 25, 17, 18))


def fill(cast: Cast, *, today: date) -> None:
    """Tell the suggestions."""
    story = Story(cast, today)
    _method(story, _rewarded(story))
    _in_use(story)
    _judged(story)
    _declined(story)
    story.file(
        "suggestion",
        "workshop",
        "5005",
        2,
        "检修工具柜定置管理",
        values={
            "category": "management",
            "is_done": "part",
            "now": "工具混放，每次检修找工具平均要十几分钟，还丢过扳手。",
            "measures": "工具柜按作业分格，画影定位，出柜登记，班后清点。",
            "effect": "一班试了两周，找工具不到两分钟，没有再丢。",
        },
    )


def _score(story: Story, matter: Matter, judges: tuple[str, ...], days: int) -> None:
    """Let judges give their marks."""
    for staff_no, marks in zip(judges, MARKS, strict=False):
        given = dict(zip(("skill", "benefit", "reach", "use"), marks, strict=True))
        actions.score(
            actor=story.actor(staff_no),
            matter=matter,
            marks=given,
            words="思路清楚，数据可靠。" if staff_no == judges[0] else "",
            today=story.ago(days),
        )


def _tried(
    story: Story, matter: Matter, *, desk: str, judges: tuple[str, ...], days: int, runs: str
) -> None:
    """Bring a suggestion from the first look into its trial."""
    _pass(story, matter, desk=desk, judges=judges, days=days)
    _score(story, matter, judges, days - 8)
    lead = story.part(runs, "检修班")
    words = "评审通过，同意试行。"
    story.step(desk, matter, "accept", days - 9, words=words, lead=lead)


def _pass(story: Story, matter: Matter, *, desk: str, judges: tuple[str, ...], days: int) -> None:
    first, *others = judges
    story.step(
        desk,
        matter,
        "pass_on",
        days,
        words="有推广价值，同意推荐。",
        values={"union_judge": story.who(first)},
        lead=story.part(first, "评审组"),
        assists=[story.part(one, "评审组") for one in others],
    )


def _adopted(story: Story, matter: Matter, desk: str, days: int, result: str, finance: str) -> None:
    values: dict[str, Any] = {
        "trial_result": result,
        "is_good": True,
        "adopted_on": story.ago(days),
        "counted": "money",
        "finance": story.who(finance),
    }
    story.step(desk, matter, "adopt", days, values=values)


def _confirm(story: Story, matter: Matter, finance: str, month: int, amount: int) -> None:
    actions.confirm_benefit(
        actor=story.actor(finance),
        matter=matter,
        month=month,
        amount=Decimal(amount),
        basis="蒸汽计量表抄表记录和内部结算单",
        today=story.today,
    )


def _rewarded(story: Story) -> Matter:
    """Two of the workshop save steam for a year."""
    matter = story.file(
        "suggestion",
        "power",
        "5004",
        470,
        "循环水余热用于职工浴室",
        values={
            "category": "saving",
            "is_done": "no",
            "now": "冬季循环水 38℃ 直接上塔，浴室另烧蒸汽，每月蒸汽费约一万元。",
            "measures": "旁路加装板式换热器，循环水先给浴室水箱换热再上塔。",
            "effect": "浴室不再用蒸汽，循环水回水温度下降 2℃。",
            "estimate": "按去年蒸汽结算单，年节约约 11 万元，改造费 3.2 万元。",
        },
    )
    people = [(story.who("5004"), 60), (story.who("5005"), 40)]
    actor, day = story.actor("5004"), story.ago(469)
    actions.share_out(actor=actor, matter=matter, people=people, today=day)
    matter.refresh_from_db()
    judges = ("4003", "4004", "5002")
    _tried(story, matter, desk="4001", judges=judges, days=462, runs="5002")
    result = "试行两个月，浴室蒸汽用量为零，水温稳定在 42℃。"
    _adopted(story, matter, "4001", 385, result, "4005")
    for month, amount in enumerate(SAVED, 1):
        _confirm(story, matter, "4005", month, amount)
    values = {"amount": Decimal(1200)}
    words = "数据属实，效益明显，评为三等奖。"
    return story.step("4001", matter, "reward", 6, values=values, words=words)


def _in_use(story: Story) -> None:
    """Another is in use for some months; finance has confirmed some of them."""
    matter = story.file(
        "suggestion",
        "power",
        "4004",
        230,
        "变压器滤油改为分批轮换",
        values={
            "category": "repair",
            "is_done": "no",
            "now": "滤油集中在春检，外租滤油机两台，费用高、排队久。",
            "measures": "自有一台滤油机全年轮换，按油样结果排序。",
            "effect": "不再外租，变压器停运时间缩短。",
        },
    )
    _tried(story, matter, desk="4001", judges=("4003", "5002", "4002"), days=224, runs="4003")
    _adopted(story, matter, "4001", 165, "轮换了六台，油样全部合格。", "4005")
    for month, amount in ((1, 4200), (2, 3900), (3, 4500)):
        _confirm(story, matter, "4005", month, amount)


def _judged(story: Story) -> None:
    """The hospital's is being judged; one judge has not scored yet."""
    matter = story.file(
        "suggestion",
        "hospital",
        "2007",
        16,
        "输液巡视五步法",
        values={
            "category": "service",
            "is_done": "part",
            "now": "输液巡视靠经验，夜班有漏看，去年不良事件 6 起与巡视有关。",
            "measures": "看、问、摸、调、记五步，每步有标准，床头卡打勾。",
            "effect": "内三科试用一个月，没有漏看。",
        },
    )
    _pass(story, matter, desk="2001", judges=("2003", "2004", "2002"), days=12)
    _score(story, matter, ("2003", "2004"), 6)


def _declined(story: Story) -> None:
    """The school declines one, and says why."""
    matter = story.file(
        "suggestion",
        "school",
        "3007",
        40,
        "晨检改用人脸识别",
        values={
            "category": "management",
            "is_done": "no",
            "now": "晨检登记靠手写，班主任每天要十分钟。",
            "measures": "校门口装人脸识别，自动记录体温和到校时间。",
            "effect": "省去手写，数据自动汇总。",
        },
    )
    reason = (
        "采集学生人脸须有单独同意，现有扫码登记已经能解决手写问题，暂不采纳；欢迎就扫码登记提改进。"
    )
    story.step("3001", matter, "decline", 34, words=reason)


def _method(story: Story, matter: Matter) -> None:
    """The power company names a method after who found it; the hospital's waits for a yes."""
    desk, power = story.actor("4001"), story.cast.units["power"]
    method = actions.register_method(
        actor=desk,
        unit=power,
        name="陶然余热三段调节法",
        trade="power",
        found_by=story.who("5004"),
        is_named_after=True,
        matter=matter,
        text={
            "scope": "板式换热器供浴室、供暖等低温用热。",
            "points": (
                "1. 先看循环水温度，低于 30℃ 不投用。\n"
                "2. 分三段开阀，每段等五分钟，看水箱温升。\n"
                "3. 水箱到 42℃ 关至一段保温，班末记录。"
            ),
            "effect": "水温波动由 8℃ 降到 2℃，换热器半年不结垢。",
        },
        today=story.ago(5),
    )
    method = actions.consent_to_name(actor=story.actor("5004"), method=method, today=story.ago(4))
    actions.publish_method(actor=desk, method=method, today=story.ago(3))
    actions.register_method(
        actor=story.actor("2001"),
        unit=story.cast.units["hospital"],
        name="冯晓燕静脉穿刺法",
        trade="care",
        found_by=story.who("2005"),
        is_named_after=True,
        text={
            "scope": "老年和水肿病人的静脉穿刺。",
            "points": "1. 热敷三分钟。\n2. 低角度进针。\n3. 见回血再进两毫米，松带后再固定。",
            "effect": "一次成功率由 82% 提高到 96%。",
        },
        today=story.ago(2),
    )

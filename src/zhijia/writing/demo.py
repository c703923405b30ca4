"""The reports of the demo: drafts at work on, one signed, an outline of the hospital's own."""

from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from . import actions, queries
from .models import Passage, Report
from .rules import FILL_IN, FORMS, Slot, period

STORY = 75
STANDING = "医院工会把服务患者、服务职工作为全部工作的出发点。"
WORDS = {
    "overview": "工会围绕企业中心工作，把上级要求逐条落到单位和岗位，全年工作平稳推进。",
    "problems:fill": "有的单位签收慢，填报进展只有一句话；下级之间进度不平衡。",
    "next:fill": "重点抓好技能竞赛、困难职工走访和班组民主管理三件事，年初就分解到岗位。",
}


def fill(cast: Cast, *, today: date) -> None:
    """Draft reports of the year in which most of the story lies; sign the hospital's."""
    year = (today - timedelta(days=STORY)).year
    whole = period(year, "year")
    _keep_outline(cast, today)
    for key in ("group", "hospital"):
        desk, unit = cast.actors[f"{key}_desk"], cast.units[key]
        report = actions.draft(actor=desk, unit=unit, form="summary", period=whole, today=today)
        if key == "hospital":
            _sign(cast, report, today)
        else:
            _write(cast, report, today)
    desk, unit = cast.actors["group_desk"], cast.units["group"]
    actions.draft(actor=desk, unit=unit, form="talk", period=whole, today=today)


def _keep_outline(cast: Cast, today: date) -> None:
    """Let the hospital begin its reports with a sentence of its own."""
    first, *rest = FORMS["summary"].slots
    slots = [Slot(first.section, first.title, STANDING), *rest]
    desk, unit = cast.actors["hospital_desk"], cast.units["hospital"]
    actions.keep_outline(actor=desk, unit=unit, form="summary", slots=slots, today=today)


def _write(cast: Cast, report: Report, today: date) -> None:
    """Write the overview of the group's report, with a number of the hospital in it."""
    desk = cast.actors["group_desk"]
    one = report.passages.get(key="overview")
    members = actions.Insert("org.members", of=cast.units["hospital"])
    actions.edit_passage(
        actor=desk,
        passage=one,
        kind="text",
        text=WORDS["overview"] + "其中职工医院工会有会员。",
        insert=members,
        today=today,
    )


def _sign(cast: Cast, report: Report, today: date) -> None:
    """Fill in what the hospital's report left open, and let its chair sign."""
    names = queries.known(queries.citations_of(report))
    for one in queries.standing(report):
        text = queries.typed(one, names)
        if FILL_IN in text:
            words = WORDS.get(one.key, "本期按上级部署开展工作。")
            _fill(cast, one, text.replace(FILL_IN, words), today)
    chair = actor_for(cast.members["2002"])
    actions.sign(actor=chair, report=report, today=today)


def _fill(cast: Cast, one: Passage, text: str, today: date) -> None:
    """Write one passage as the hospital's desk."""
    desk = cast.actors["hospital_desk"]
    actions.edit_passage(actor=desk, passage=one, kind=one.kind, text=text, today=today)

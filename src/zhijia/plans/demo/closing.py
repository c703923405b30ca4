"""How the story's work ended: judged, commented, put away, and told of in two bulletins."""

from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from .. import actions, rules
from ..models import Bulletin, Score, Task

# Who holds the desk of a unit, how many points they gave themselves, their words, the giver's.
SAID = (
    ("技能比武", "4001", 98, "按期办结，成绩已记入技能档案。", "组织有序，请把试题报集团备查。"),
    ("体检和疗休养", "2001", 90, "第一次报送漏了疗休养人数，已补。", "补报及时，下次一次报全。"),
    ("摸底排查", "2001", 96, "建档 14 户，一户一策。", ""),
)
PUT_AWAY = "竞赛方案"


def close(cast: Cast, *, today: date) -> None:
    """Judge and comment on what was accepted, put one task away, issue one bulletin of two."""
    for words, staff_no, points, judged, commented in SAID:
        _say(cast, words, staff_no, points, judged, commented, today)
    put = Task.objects.get(original__contains=PUT_AWAY, closed_on__isnull=False)
    actions.archive(actor=cast.actors["group_desk"], tasks=[put], today=today - timedelta(days=60))
    _bulletins(cast, today)


def _say(
    cast: Cast, words: str, staff_no: str, points: int, judged: str, commented: str, today: date
) -> None:
    """Let who did a work judge it, and the group comment."""
    member = cast.members[staff_no]
    score = Score.objects.get(assignment__task__original__contains=words, unit=member.unit)
    day = score.closed_on + timedelta(days=1)
    actions.judge_oneself(
        actor=actor_for(member), score=score, points=points, words=judged, today=day
    )
    if commented:
        desk = cast.actors["group_desk"]
        actions.comment(actor=desk, score=score, words=commented, today=day + timedelta(days=1))


def _bulletins(cast: Cast, today: date) -> None:
    """Last month's bulletin is issued; this week's waits for the chair."""
    this = rules.period_of("month", today)[0]
    last = rules.period_of("month", this - timedelta(days=1))[0]
    month = _drawn(cast, "month", last, today)
    month = actions.approve_bulletin(
        actor=actor_for(cast.members["1001"]),
        bulletin=month,
        is_approved=True,
        reply="同意印发，逾期单位月底前办结。",
        today=today,
    )
    actions.issue_bulletin(actor=cast.actors["group_desk"], bulletin=month, today=today)
    _drawn(cast, "week", rules.period_of("week", today)[0], today)


def _drawn(cast: Cast, kind: str, first: date, today: date) -> Bulletin:
    """Draw a bulletin, word it and ask for approval."""
    desk, group = cast.actors["group_desk"], cast.units["group"]
    drawn = actions.draw(actor=desk, unit=group, kind=kind, first=first, today=today)
    actions.word_bulletin(
        actor=desk,
        bulletin=drawn,
        praise="供电公司工会：电工技能比武组织有序，成绩当月记入技能档案。",
        criticism="",
        demands="逾期的单位查明原因，三日内报送补办计划；临期的单位倒排进度。",
    )
    return actions.submit_bulletin(actor=desk, bulletin=drawn, today=today)

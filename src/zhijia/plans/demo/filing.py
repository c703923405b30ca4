"""What came from papers and meetings: a draft units are asked about, one before the chair, one
that a school gave back.
"""

from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from .. import actions
from ..models import Task

PAPER = "关于做好冬季送温暖工作的通知"
SAID = "各单位工会要摸清困难职工底数，元旦前完成走访慰问，慰问金足额发放到位。"
WORD = "请集团工会牵头，对职工医院氧气站的整改再核查一次，结果报我。"
MEETING = "工会主席办公会"


def _draft(
    cast: Cast, basis: actions.Basis, words: tuple[str, str, str], due_on: date, on: date
) -> Task:
    """Draw a task of the group up: what was said, what is to be done, and its area."""
    original, wording, area = words
    return actions.draft_task(
        actor=cast.actors["group_desk"],
        unit=cast.units["group"],
        basis=basis,
        original=original,
        wording=wording,
        area=area,
        due_on=due_on,
        today=on,
    )


def fill(cast: Cast, *, today: date) -> None:
    """Tell what is on its way onto the file, and what came back."""
    _visits(cast, today)
    _oxygen(cast, today)
    _reading_room(cast, today)


def _visits(cast: Cast, today: date) -> None:
    """A document: units are asked; the hospital wants a change, the school has not answered."""
    desk, units, on = cast.actors["group_desk"], cast.units, today - timedelta(days=2)
    basis = actions.Basis("document", PAPER, "集工发〔2026〕31号", on=on)
    words = (SAID, "元旦前完成困难职工走访慰问", "welfare")
    task = _draft(cast, basis, words, today + timedelta(days=60), on)
    terms = actions.Terms(
        standard="建档困难职工走访率 100%，慰问金发放有签领表",
        leader_post=cast.members["1001"].posts.get(kind="chair"),
        urgency="urgent",
        frequency="weekly",
        lead=(units["hospital"], units["power"]),
        assist=(units["school"],),
    )
    actions.set_terms(actor=desk, task=task, terms=terms)
    asked = actions.ask_opinions(
        actor=desk,
        task=task,
        units=[units["hospital"], units["school"]],
        until_on=today + timedelta(days=3),
        words="请结合本单位困难职工人数提出意见。",
        today=on,
    )
    actions.answer_opinion(
        actor=actor_for(cast.members["2001"]),
        opinion=asked.opinions.get(unit=units["hospital"]),
        answer="suggest",
        words="元旦期间护士排班紧，建议医院放到春节前完成。",
        today=today - timedelta(days=1),
    )


def _oxygen(cast: Cast, today: date) -> None:
    """A leader's written word: drawn up, and before the chair."""
    desk, on = cast.actors["group_desk"], today - timedelta(days=1)
    basis = actions.Basis("word", "秋季大检修安全检查情况报告", by="刘振华", on=on)
    words = (WORD, "核查职工医院氧气站隐患整改情况", "safety")
    task = _draft(cast, basis, words, today + timedelta(days=14), on)
    terms = actions.Terms(urgency="most", lead=(cast.units["hospital"],))
    actions.set_terms(actor=desk, task=task, terms=terms)
    actions.submit(actor=desk, task=task, words="批示要求两周内报结果。", today=today)


def _reading_room(cast: Cast, today: date) -> None:
    """A meeting: put on file by the desk and given to the school, which gives it back."""
    desk, on = cast.actors["group_desk"], today - timedelta(days=1)
    words = ("年内在各单位建成职工书屋。", "建成职工书屋并对职工开放", "home")
    basis = actions.Basis("meeting", MEETING, on=on)
    task = _draft(cast, basis, words, today + timedelta(days=34), on)
    actions.file_task(actor=desk, task=task, today=on)
    (given,) = actions.assign(
        actor=desk,
        task=task,
        units=[cast.units["school"]],
        due_on=today + timedelta(days=34),
        today=on,
        words="请抓紧选址。",
    )
    actions.decline(
        actor=actor_for(cast.members["3001"]),
        assignment=given,
        words="学校图书馆由教务处管理，书屋应由集团工会文体委员牵头，建议改由本级承办。",
        today=today,
    )

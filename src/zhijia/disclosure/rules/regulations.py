"""规章制度: how it is adopted, when it holds, who has read it, when it is looked at again. Pure.

What was left out is told as a risk. Whether a regulation holds is for arbitrators and courts, so
nothing here ever says that one does not.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from .competence import BY_VOTE, SUBJECTS, Competence

STATES = {"draft": "待施行", "force": "施行中", "repealed": "已废止"}


class Step(NamedTuple):
    """A step of 劳动合同法 §4: its word, what was to be done, what is asked about it."""

    label: str
    duty: str
    asks: str


STEPS = LAW["ZD-21"].sets(
    {
        "discuss": Step(
            "职工讨论",
            "经职工代表大会或者全体职工讨论、提出方案和意见",
            "提出了哪些方案和意见，怎样采纳",
        ),
        "consult": Step("平等协商", "与工会或者职工代表平等协商确定", "与谁协商，结果怎样"),
        "tell": Step("公示告知", "公示或者告知劳动者", "怎样公示或者告知，告知了哪些人"),
    }
)
OUTCOMES = {"": "没有表决", "passed": "通过", "rejected": "没有通过"}
REVIEWED = HOUSE["HOUSE-166"]
REVIEW_YEARS = REVIEWED.sets(3)
SIGNED = HOUSE["HOUSE-167"]
REMIND_BEFORE, REMIND_AFTER = SIGNED.sets((timedelta(days=3), timedelta(days=1)))
OWED = HOUSE["HOUSE-169"]
HOW_READ = {"phone": "本人签阅", "paper": "纸面签阅补登"}


class Done(NamedTuple):
    """A step that was taken: which, when, what came of a vote."""

    step: str
    on: date
    outcome: str = ""


def risks(
    subject: str, done: Collection[Done], *, asks: Competence | None, from_on: date
) -> list[Verdict]:
    """Return what is missing, each as a risk and by its clause; none where nothing is asked."""
    if not SUBJECTS[subject].is_vital:
        return []
    taken: Mapping[str, Done] = {one.step: one for one in done}
    found = [_missing(step) for step in STEPS if step not in taken]
    discussed = taken.get("discuss")
    if discussed and asks and asks.code in BY_VOTE and discussed.outcome != "passed":
        found.append(refused(_unvoted(asks), asks.clause))
    late = [STEPS[one.step].label for one in taken.values() if one.on > from_on]
    if late:
        words = f"{'、'.join(late)}在施行之后补办，依{LAW['ZD-21']}此前的适用存在不具效力风险"
        found.append(refused(words, LAW["ZD-21"]))
    return found


def _unvoted(asks: Competence) -> str:
    """Tell of a vote that nobody has seen; where no national text asks for it, say so."""
    words = f"未见职工代表大会{asks.label}的决议"
    if asks.clause.id in HOUSE:
        return f"{words}；全国没有统一规定，地方规定应当{asks.label}的，存在不具效力风险"
    return f"{words}，依{asks.clause}存在不具效力风险"


def _missing(step: str) -> Verdict:
    """Tell of a step that was not taken as a risk."""
    clause = LAW["ZD-21"]
    words = f"未履行“{STEPS[step].duty}”程序，依{clause}存在不具效力风险"
    return refused(words, clause)


def may_note(step: str, *, on: date, today: date, meeting: str, words: str) -> Verdict:
    """Judge the account of a step: which day, which meeting, what came of it."""
    if on > today:
        return refused("日期不能晚于今天")
    if step == "discuss" and not meeting.strip():
        return refused("请写明是哪次会议，或者怎样组织全体职工讨论的", LAW["ZD-21"])
    if not words.strip():
        return refused(f"请写明{STEPS[step].asks}", LAW["ZD-21"])
    return ALLOWED


def may_issue(*, has_text: bool, from_on: date, before: date | None) -> Verdict:
    """Judge a new text: it says something, and holds from later on than the one before it."""
    if not has_text:
        return refused("请填写正文或者上传文件")
    if before and from_on <= before:
        return refused(f"施行日期要晚于现行文本的施行日期 {before:%Y-%m-%d}")
    return ALLOWED


def may_repeal(*, repealed_on: date | None, on: date, from_on: date, basis: str) -> Verdict:
    """Judge the end of a regulation."""
    if repealed_on:
        return refused("这项制度已经废止")
    if on <= from_on:
        return refused("废止日期要晚于施行日期")
    return ALLOWED if basis.strip() else refused("请写明废止的依据")


def stands(repealed_on: date | None) -> Verdict:
    """Nothing more is done about what was repealed."""
    return refused("这项制度已经废止") if repealed_on else ALLOWED


def review_due(last_on: date) -> date:
    """Return by when a regulation is looked at again: the same day three years on."""
    year = last_on.year + REVIEW_YEARS
    leap = last_on.month == 2 and last_on.day == 29
    return date(year, 2, 28) if leap else last_on.replace(year=year)


def may_review(due_on: date, *, on: date, words: str) -> Verdict:
    """Judge the next day of review: not later than three years on, and what was found."""
    if due_on > review_due(on):
        return refused(f"下次复审不晚于 {review_due(on):%Y-%m-%d}", REVIEWED)
    if due_on <= on:
        return refused("下次复审要在这次之后")
    return ALLOWED if words.strip() else refused("请写明复审的结论")


def may_ask_reading(*, until_on: date, today: date, is_asked: bool) -> Verdict:
    """Judge a call to read."""
    if is_asked:
        return refused("这个文本已经要求签阅，可以补发给新会员")
    return ALLOWED if until_on > today else refused("签阅期限要在今天之后")


def may_sign(*, is_asked: bool, read_on: date | None) -> Verdict:
    """Somebody signs once, where they were asked."""
    if not is_asked:
        return refused("没有要求您签阅")
    return refused("您已经签阅") if read_on else ALLOWED


def reminded_by(today: date) -> dict[int, date]:
    """Return whose time is reached today by each of the two reminders: who signs by that day."""
    return {1: today + REMIND_BEFORE, 2: today - REMIND_AFTER}


def sign_by(until_on: date, *, began_on: date, today: date) -> date:
    """Return by when who is asked today signs: who comes later has as long as the first had."""
    return max(until_on, today + (until_on - began_on))


def may_owe(*, who: str, words: str) -> Verdict:
    """A duty says whose it is and what is to be done."""
    if not who.strip():
        return refused("请选择职务或者填写岗位名称", OWED)
    return ALLOWED if words.strip() else refused("请写明这个岗位应当做什么", OWED)


def may_end_duty(*, until_on: date | None, on: date, from_on: date) -> Verdict:
    """A duty ends once, after it began."""
    if until_on:
        return refused("这条职责已经终止")
    return ALLOWED if on >= from_on else refused("终止日期不能早于起始日期", OWED)

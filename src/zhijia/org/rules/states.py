"""会籍: what a membership may become, and what each state means for votes and dues. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, LAW, Verdict, granted, refused

# The first two are of members, the others of those who left; `left` says no more than that.
STATES = {
    "regular": "在册",
    "kept": "保留会籍",
    "moved": "转出",
    "quit": "退会",
    "lapsed": "自动退会",
    "expelled": "开除",
    "dead": "离世",
    "left": "离会",
}
# Leaving that asks for no more than a day and a word; the others have steps of their own.
PLAIN_LEAVING = ("moved", "quit", "dead", "left")
KEPT_FOR = LAW["ZC-04"].sets(("离休退休", "失业", "内退、待岗", "单位终止，会籍保留"))
LAPSE_MONTHS = LAW["ZC-02"].sets(6)


def may_vote(state: str) -> Verdict:
    """Say whether a member in this state elects, may be elected and votes (选举条例 §4)."""
    clause = LAW["XJ-02"]
    if state == "regular":
        return granted("有选举权、被选举权和表决权", clause)
    if state == "kept":
        return refused("保留会籍期间没有选举权、被选举权和表决权", clause)
    return refused("已离会，没有选举权、被选举权和表决权", clause)


def pays_dues(state: str) -> Verdict:
    """Say whether a member in this state pays dues (工会章程 §8)."""
    if state == "regular":
        return granted("按规定交纳会费")
    return refused("保留会籍期间免交会费" if state == "kept" else "已离会，不交会费", LAW["ZC-04"])


def may_keep(*, state: str, reason: str) -> Verdict:
    """Judge whether a membership may be kept without its duties."""
    if state != "regular":
        return refused("只有在册会员可以办理保留会籍", LAW["ZC-04"])
    if reason not in KEPT_FOR:
        return refused(f"保留会籍的原因应是{'、'.join(KEPT_FOR)}", LAW["ZC-04"])
    return granted("保留会籍期间免交会费，没有选举权、被选举权和表决权", LAW["ZC-04"])


def may_resume(state: str) -> Verdict:
    """Judge whether a membership that was kept may become a regular one again."""
    return ALLOWED if state == "kept" else refused("该会员的会籍不是保留状态")


def leaves_as(kind: str) -> Verdict:
    """Judge a plain way of leaving: the others are decided by the committee, step by step."""
    if kind in PLAIN_LEAVING:
        return ALLOWED
    return refused("自动退会和开除会籍由委员会认定，请在“会籍办理”里按步骤办理", LAW["ZC-02"])


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Lapse:
    """What the committee found before it takes somebody to have left by themselves."""

    unpaid_since: date
    absent_since: date
    taught_on: date
    taught_how: str
    decided_on: date
    has_no_reason: bool
    still_refuses: bool

    def told(self) -> dict[str, str]:
        """Return the findings in words, as they are kept."""
        return {
            "不交会费": f"自 {self.unpaid_since:%Y-%m-%d} 起",
            "不参加组织生活": f"自 {self.absent_since:%Y-%m-%d} 起",
            "教育": f"{self.taught_on:%Y-%m-%d}，{self.taught_how}",
            "委员会认定": f"{self.decided_on:%Y-%m-%d}",
        }


def may_lapse(found: Lapse) -> Verdict:
    """All three conditions at once, the education between, and a committee that decides."""
    clause = LAW["ZC-02"]
    missing = [
        *_too_short("不交会费", found.unpaid_since, found.decided_on),
        *_too_short("不参加组织生活", found.absent_since, found.decided_on),
    ]
    if not found.has_no_reason:
        missing.append("没有确认“没有正当理由”")
    if not found.taught_how.strip():
        missing.append("没有写明教育的经过")
    if not max(found.unpaid_since, found.absent_since) <= found.taught_on <= found.decided_on:
        missing.append("教育应在停交会费、不参加组织生活之后，委员会认定之前")
    if not found.still_refuses:
        missing.append("没有确认“经教育拒不改正”")
    if missing:
        return refused(f"不符合自动退会的条件：{'；'.join(missing)}", clause)
    return granted("三个条件同时具备，经教育拒不改正，由委员会认定", clause)


def _too_short(what: str, since: date, until: date) -> list[str]:
    enough = months_later(since, LAPSE_MONTHS) <= until
    return [] if enough else [f"{what}不满连续 {LAPSE_MONTHS} 个月"]


@dataclass(frozen=True, slots=True)
class Expulsion:
    """The steps of an expulsion: sentence, the group's opinion, the committee, the union above."""

    sentenced_on: date
    judgment: str
    heard_on: date
    decided_on: date
    filed_as: str

    def told(self) -> dict[str, str]:
        """Return the steps in words, as they are kept."""
        return {
            "刑事处分": f"{self.sentenced_on:%Y-%m-%d}，{self.judgment}",
            "工会小组讨论": f"{self.heard_on:%Y-%m-%d}",
            "委员会决定": f"{self.decided_on:%Y-%m-%d}",
            "上一级工会备案": self.filed_as or "待备案",
        }


def may_expel(steps: Expulsion) -> Verdict:
    """Judge the steps of an expulsion (工会章程 §7)."""
    clause = LAW["ZC-03"]
    if not steps.judgment.strip():
        return refused("开除会籍须以刑事处分为前提，请填写裁判文书号", clause)
    if not steps.sentenced_on <= steps.heard_on <= steps.decided_on:
        return refused("应当先有刑事处分，再经工会小组讨论，然后由委员会决定", clause)
    if not steps.filed_as.strip():
        return granted("请报上一级工会备案，备案以后补填文号", clause)
    return granted("已报上一级工会备案", clause)


def may_return(*, state: str, on: date, left_on: date | None) -> Verdict:
    """Judge whether somebody who left may become a member again from the day of approval."""
    clause = LAW["ZC-01"]
    if left_on is None:
        return refused("该会员现在就在会")
    if state == "dead":
        return refused("该会员已离世")
    if on < left_on:
        return refused(f"重新入会不能早于离会日期 {left_on:%Y-%m-%d}", clause)
    return granted("本人申请，自委员会批准之日起重新计算会籍", clause)

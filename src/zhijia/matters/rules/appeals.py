"""诉求: how often it is taken up again, and where it may go with whose consent. Pure."""

from datetime import timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .facts import Facts

REDONE_AT_MOST = HOUSE["HOUSE-113"].sets(1)
REOPENED_WITHIN = HOUSE["HOUSE-113"].sets(timedelta(days=15))
RESULTS = {"solved": "已解决", "partly": "部分解决", "explained": "解释说明", "not": "未能解决"}
URGENT_CAUSES = HOUSE["HOUSE-114"].sets(
    {"wages": "拖欠工资", "injury": "工伤、职业病", "danger": "人身受到威胁"}
)
NAMED_WAYS = HOUSE["HOUSE-116"].sets({"mediation": "劳动争议调解", "aid": "法律援助"})
WAYS = HOUSE["HOUSE-191"].sets({**NAMED_WAYS, "upper": "上级工会"})
# What a case with a name is opened with besides the words of the appeal.
ASKED = {"dispute": "争议类型", "opponent": "对方单位", "request": "请求"}
FEWEST = HOUSE["HOUSE-119"].sets(5)


def may_be_redone(facts: Facts) -> Verdict:
    """Who is not satisfied has the appeal handled once more, and only once."""
    if facts.rating != "bad":
        return refused("提出人没有评价不满意，可以办结", HOUSE["HOUSE-113"])
    if facts.times.get("again", 0) >= REDONE_AT_MOST:
        return refused("已经重办过一次，请办结并说明", HOUSE["HOUSE-113"])
    return ALLOWED


def may_be_closed(facts: Facts) -> Verdict:
    """An appeal is closed when it was rated, or the time to rate it has passed; who is not
    satisfied first has it handled once more.
    """
    if facts.rating == "bad" and facts.times.get("again", 0) < REDONE_AT_MOST:
        return refused("提出人评价不满意，请先重新办理一次", HOUSE["HOUSE-113"])
    if facts.rating or (facts.due_on is not None and facts.today > facts.due_on):
        return ALLOWED
    return refused("提出人还没有评价，期满后方可办结", HOUSE["HOUSE-113"])


def may_be_reopened(facts: Facts) -> Verdict:
    """Who filed it may have it taken up again soon after it was closed, and once."""
    if facts.times.get("reopen", 0) >= REDONE_AT_MOST:
        return refused("已经要求重办过一次", HOUSE["HOUSE-113"])
    if facts.since_on and facts.today > facts.since_on + REOPENED_WITHIN:
        words = f"办结已超过 {REOPENED_WITHIN.days} 日，请另提一件"
        return refused(words, HOUSE["HOUSE-113"])
    return ALLOWED


def may_be_passed_on(facts: Facts) -> Verdict:
    """Into mediation and legal aid nobody goes without a name, and without saying so themselves."""
    way = facts.given.get("passed_to")
    if way not in NAMED_WAYS:
        return ALLOWED
    if way in (facts.values.get("consented") or []):
        return _is_told(facts)
    words = f"转{NAMED_WAYS[way]}须本人同意实名转办，请先请提出人在办件页或者凭回执码表示同意"
    return refused(words, HOUSE["HOUSE-116"])


def _is_told(facts: Facts) -> Verdict:
    """A case is opened with who disputes what with whom."""
    said = {**facts.given}
    said["request"] = said.get("request") or facts.values.get("wish")
    missing = [label for key, label in ASKED.items() if not said.get(key)]
    if facts.given.get("passed_to") == "mediation" and not said.get("known_on"):
        missing.append("知道权利受侵害的日期")
    if not missing:
        return ALLOWED
    return refused(f"转调解、法律援助的，请填写{'、'.join(missing)}", HOUSE["HOUSE-191"])


def passes_once(number: str, where: str) -> Verdict:
    """What was passed on goes on there; `number` is the case, `where` the unit that has it."""
    if not number:
        return ALLOWED
    return refused(f"已经转往{where}（{number}），不再转办，请在那一件里办理", HOUSE["HOUSE-191"])


def has_upper(*, is_top: bool) -> Verdict:
    """A complaint about a union goes to the one above, where the system knows one."""
    if not is_top:
        return ALLOWED
    words = "本单位是系统里最高的一级，投诉工会负责人请直接向上一级工会反映"
    return refused(words, HOUSE["HOUSE-116"])


def shown_counts(counts: dict[str, int]) -> dict[str, int | None]:
    """Return counts by cause as they may be shown: None for too few, and never one None alone.

    A single hidden group could be had from the total, so the smallest other one hides too.
    """
    hidden = {cause for cause, n in counts.items() if 0 < n < FEWEST}
    if len(hidden) == 1:
        others = [cause for cause, n in counts.items() if n >= FEWEST]
        hidden |= {min(others, key=lambda cause: (counts[cause], cause))} if others else set()
    return {cause: None if cause in hidden else n for cause, n in counts.items()}

"""提案: how many second one, what its answer and its carrying out must show. Pure."""

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from .facts import Facts

SECONDERS = HOUSE["HOUSE-100"].sets(2)
REDONE_AT_MOST = HOUSE["HOUSE-102"].sets(1)
# The working body of the congress collects proposals and reports what became of them.
COLLECTS = LAW["ZD-12"].sets("desk_here")
CARRIED = {"done": "已落实", "under_way": "正在落实", "failed": "未能落实"}
CARRIED_SET_BY = LAW["JD-02"].sets(CARRIED)


def is_seconded(facts: Facts) -> Verdict:
    """A proposal goes on when enough delegates second it."""
    if facts.backers >= SECONDERS:
        return ALLOWED
    words = f"须有 {SECONDERS} 名以上正式代表附议，现有 {facts.backers} 名"
    return refused(words, HOUSE["HOUSE-100"])


def is_assigned(facts: Facts) -> Verdict:
    """Somebody must lead before work begins."""
    return ALLOWED if facts.leads else refused("请先确定主办部门或者主办人", HOUSE["HOUSE-101"])


def is_countersigned(facts: Facts) -> Verdict:
    """The lead answers when every assisting department has said its part, or is late."""
    if facts.unanswered:
        words = f"还有 {facts.unanswered} 个协办部门没有会签，会签后再答复"
        return refused(words, HOUSE["HOUSE-101"])
    return ALLOWED


def may_be_redone(facts: Facts) -> Verdict:
    """Who is not satisfied has the proposal handled once more, and only once."""
    if facts.rating != "bad":
        return refused("提案人没有评价不满意，请审定评价，转入落实", HOUSE["HOUSE-102"])
    if facts.times.get("again", 0) >= REDONE_AT_MOST:
        return refused("已经重办过一次，请审定评价，转入落实", HOUSE["HOUSE-102"])
    return ALLOWED


def is_evaluated(facts: Facts) -> Verdict:
    """The committee closes the evaluation when one was given, or the time for it has passed; who is
    not satisfied first has the proposal handled once more.
    """
    if facts.rating == "bad" and facts.times.get("again", 0) < REDONE_AT_MOST:
        return refused("提案人评价不满意，请先重新办理一次", HOUSE["HOUSE-102"])
    if facts.rating or (facts.due_on is not None and facts.today > facts.due_on):
        return ALLOWED
    return refused("提案人还没有评价，期满后方可按未评价处理", HOUSE["HOUSE-102"])


def shows_what_became(facts: Facts) -> Verdict:
    """What is carried out has evidence; what is under way a date; what failed a reason."""
    how = facts.given.get("carried")
    if how == "done" and not facts.files and not facts.given.get("evidence"):
        return refused("填已落实的，请写明落实的依据或者附上材料", HOUSE["HOUSE-103"])
    if how == "under_way" and not facts.given.get("carried_by"):
        return refused("填正在落实的，请写明预计完成日期", HOUSE["HOUSE-103"])
    return ALLOWED


def is_carried_out(facts: Facts) -> Verdict:
    """A proposal is closed as carried out when its handler reported so."""
    if facts.values.get("carried") == "done":
        return ALLOWED
    return refused("承办部门还没有报已落实，正在落实的继续跟踪", HOUSE["HOUSE-103"])


def has_failed(facts: Facts) -> Verdict:
    """A proposal is given up when its handler reported why it cannot be carried out."""
    if facts.values.get("carried") == "failed":
        return ALLOWED
    return refused("承办部门还没有报未能落实及其原因", HOUSE["HOUSE-103"])

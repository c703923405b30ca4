"""劳动法律监督 一函两书: what is looked into by whom, which letter follows on which. Pure."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from .facts import Facts

SUBJECTS = {
    "contract": "劳动合同",
    "pay": "工资支付",
    "hours": "工时休假",
    "insurance": "社会保险",
    "safety": "劳动安全卫生",
    "women": "女职工和未成年工特殊保护",
    "rules": "规章制度",
    "union": "工会组织和经费",
    "other": "其他",
}
LETTERS = LAW["TJ-18"].sets({"hint": "提示函", "opinion": "监督意见书", "advice": "监督建议书"})
INVESTIGATORS = HOUSE["HOUSE-133"].sets(2)


def is_looked_into(facts: Facts) -> Verdict:
    """Facts are established by two people at least, who showed their cards."""
    people = facts.given.get("investigators") or []
    if len({*people}) < INVESTIGATORS:
        words = f"调查应当由 {INVESTIGATORS} 名以上监督员进行，现填 {len({*people})} 名"
        return refused(words, HOUSE["HOUSE-133"])
    if not facts.given.get("has_shown"):
        return refused("请确认调查时出示了监督员证件", HOUSE["HOUSE-133"])
    on = facts.given.get("seen_on")
    if on and date.fromisoformat(str(on)) > facts.today:
        return refused("调查日期不能晚于今天", HOUSE["HOUSE-133"])
    return ALLOWED


def has_been_refused(facts: Facts) -> Verdict:
    """A sterner letter follows where the employer said no, or said nothing in time."""
    if facts.values.get("reply") == "refused":
        return ALLOWED
    if not facts.values.get("reply") and facts.due_on and facts.today > facts.due_on:
        return ALLOWED
    words = "用人单位逾期没有答复或者拒不改正的，才发下一步文书"
    return refused(words, LAW["TJ-18"])


def is_mended(facts: Facts) -> Verdict:
    """A case is closed as mended when the employer's answer and its proof are there."""
    if facts.values.get("reply") != "mended":
        return refused("先登记用人单位已经改正的答复，再核实办结", LAW["TJ-18"])
    return ALLOWED

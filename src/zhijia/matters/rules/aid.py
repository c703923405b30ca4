"""工会法律援助: who is given it, what it needs, how often a refusal is looked at again. Pure."""

from datetime import timedelta

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from .facts import Facts

GROUNDS = LAW["FY-01"].sets(
    {
        "hardship": "经济困难",
        "grave": "合法权益被严重侵害",
        "migrant": "农民工请求支付劳动报酬或者工伤赔偿",
    }
)
# Whoever gives one of these grounds proves it; a migrant's wages and injury ask for no proof.
PROVED = ("hardship", "grave")
FORMS = {
    "advice": "法律咨询",
    "writing": "代写法律文书",
    "talks": "参与协商、调解",
    "arbitration": "代理仲裁",
    "suit": "代理诉讼",
}
# What somebody asks for; who was passed on by a desk has not said.
WANTED = {**FORMS, "open": "由工会确定"}
# What §12 asks an application in writing, or a record of an oral one, for.
IN_WRITING = LAW["FY-02"].sets(("arbitration", "suit"))
TO = {"centre": "法律援助机构", "lawyer": "律师", "own": "本会法律工作者"}
RESULTS = {
    "agreed": "协商、调解达成一致",
    "won": "请求全部得到支持",
    "partly": "请求部分得到支持",
    "lost": "请求没有得到支持",
    "advised": "已答复咨询、代写文书",
}
LOOKED_AGAIN, WITHIN = HOUSE["HOUSE-190"].sets((1, timedelta(days=15)))


def is_well_applied(facts: Facts) -> Verdict:
    """What is brought before arbitration or a court has its papers, or was recorded and signed."""
    if facts.values.get("wanted") not in IN_WRITING or facts.values.get("has_papers"):
        return ALLOWED
    words = "申请代理仲裁、诉讼的，请确认已经提交身份证明和有关材料，口头申请的已经记录并由本人签字"
    return refused(words, LAW["FY-02"])


def may_be_given(facts: Facts) -> Verdict:
    """Aid has one of three grounds; hardship and grave injury are proved."""
    ground = facts.given.get("ground")
    if ground in PROVED and not str(facts.given.get("proof", "")).strip():
        return refused(f"以“{GROUNDS[str(ground)]}”援助的，请写明证明或者证据", LAW["FY-01"])
    return is_well_applied(facts)


def may_be_reviewed(facts: Facts) -> Verdict:
    """Who was refused asks once for another look, within fifteen days."""
    if facts.times.get("review", 0) >= LOOKED_AGAIN:
        return refused("已经复核过一次", HOUSE["HOUSE-190"])
    if facts.since_on and facts.today > facts.since_on + WITHIN:
        words = f"不予援助已超过 {WITHIN.days} 日，有新的情况请另行申请"
        return refused(words, HOUSE["HOUSE-190"])
    return ALLOWED


def may_be_closed(facts: Facts) -> Verdict:
    """A case is closed when it was rated, or the time to rate it has passed."""
    if facts.rating or (facts.due_on is not None and facts.today > facts.due_on):
        return ALLOWED
    return refused("申请人还没有评价，期满后方可办结", HOUSE["HOUSE-190"])

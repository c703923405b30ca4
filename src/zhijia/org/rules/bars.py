"""任职限制: who may not hold what, and how heavily that weighs. Pure."""

from collections.abc import Collection, Iterator

from zhijia.law import LAW, LawInForce, refused

from .findings import Finding, Tone
from .posts import COMMITTEE, POST_KINDS

BARS = {
    "head": "单位行政主要负责人",
    "legal": "法定代表人",
    "partner": "合伙人",
    "relative": "上述人员的近亲属",
    "deputy": "单位行政副职",
    "hr": "人力资源部门负责人",
    "foreign": "外籍职工",
    "finance": "工会财务、资产管理人员",
}
# 条例 §11 and, of the relatives, 工会法 §10: no seat of the committee, whatever the union.
NO_SEAT = LAW["XJ-08"].sets(("head", "legal", "partner", "relative"))
# 《企业工会主席产生办法》 §6: no chair of an enterprise; whether it still holds is disputed.
NO_CHAIR = LAW["QZ-06"].sets(("deputy", "hr", "foreign"))
ENTERPRISES = frozenset({"group", "company"})
# Who may not audit: those the regulations name, and the wider list of retellings.
NO_AUDIT = LAW["T14"].sets(("chair", "acting", "vice_finance", "treasurer"))
NO_AUDIT_WIDE = LAW["T14"].sets(("vice_chair", "standing"))
AUDITS = ("audit_head", "auditor")
STRICT = "strict"


def objections(
    kinds: Collection[str],
    bars: Collection[str],
    *,
    unit_kind: str,
    has_vote: bool,
    law: LawInForce,
) -> Iterator[Finding]:
    """Yield what speaks against one person's posts in one unit; a breach blocks.

    `kinds` are all their posts there, `bars` the facts on record about them.
    """
    yield from _of_seats(kinds, bars)
    if "chair" in kinds and unit_kind in ENTERPRISES:
        yield from _of_chair(bars, law)
    if any(kind in AUDITS for kind in kinds):
        yield from _of_auditors(kinds, bars, law)
    if not has_vote and (held := [k for k in kinds if k in COMMITTEE or k in AUDITS]):
        words = f"保留会籍的会员没有被选举权，不能担任{POST_KINDS[held[0]].label}"
        yield Finding("任职资格", refused(words, LAW["XJ-02"]))


def _of_seats(kinds: Collection[str], bars: Collection[str]) -> Iterator[Finding]:
    held = next((kind for kind in kinds if kind in COMMITTEE), None)
    for bar in NO_SEAT:
        if held and bar in bars:
            clause = LAW["GHF-08"] if bar == "relative" else LAW["XJ-08"]
            words = f"{BARS[bar]}不得担任{POST_KINDS[held].label}"
            yield Finding("任职资格", refused(words, clause))


def _of_chair(bars: Collection[str], law: LawInForce) -> Iterator[Finding]:
    tone = Tone.BREACH if law.chair_bars == STRICT else Tone.WARN
    for bar in NO_CHAIR:
        if bar in bars:
            words = f"{BARS[bar]}不宜作为企业工会主席的人选"
            yield Finding("任职资格", refused(words, LAW["QZ-06"]), tone)


def _of_auditors(
    kinds: Collection[str], bars: Collection[str], law: LawInForce
) -> Iterator[Finding]:
    wide = Tone.BREACH if law.audit_scope == "wide" else Tone.WARN
    tones = dict.fromkeys(NO_AUDIT, Tone.BREACH) | dict.fromkeys(NO_AUDIT_WIDE, wide)
    for kind, tone in tones.items():
        if kind in kinds:
            words = f"{POST_KINDS[kind].label}不得兼任经费审查委员"
            yield Finding("任职资格", refused(words, LAW["T14"]), tone)
    if "finance" in bars:
        words = f"{BARS['finance']}不得担任经费审查委员"
        yield Finding("任职资格", refused(words, LAW["T14"]))

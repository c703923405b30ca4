"""类型: which kinds of unit there are, what stands below what, by which rules. Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, SOURCES, Verdict, refused

STAFF, TEACHERS, NO_CONGRESS = "职工代表大会", "教职工代表大会", ""
UNIONS = (
    "中华人民共和国工会法",
    "中国工会章程",
    "工会基层组织选举工作条例",
    "基层工会会员代表大会条例",
    "基层工会经费收支管理办法",
)
FIRMS = ("企业工会工作条例", "集体合同规定")
BY_2012 = "企业民主管理规定"
BY_1986 = "全民所有制工业企业职工代表大会条例"
BY_INSTITUTIONS = "事业单位工会工作条例"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit: its word, whether it employs people, its rank in the tree, its congress.

    Who employs people has a union committee of its own; the others are part of one.
    """

    label: str
    employs: bool
    rank: int
    congress: str = NO_CONGRESS
    registrations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


OF_FIRMS = ("company", "private", "foreign", "collective", "unconverted")
OF_INSTITUTIONS = ("institution", "businesslike", "non_profit")
UNIT_KINDS = {
    "group": UnitKind("集团", True, 1, STAFF, OF_FIRMS, FIRMS),
    "company": UnitKind("企业", True, 2, STAFF, OF_FIRMS, FIRMS),
    "hospital": UnitKind("医院", True, 2, STAFF, OF_INSTITUTIONS, (BY_INSTITUTIONS,)),
    "school": UnitKind(
        "学校", True, 2, TEACHERS, OF_INSTITUTIONS, ("学校教职工代表大会规定", BY_INSTITUTIONS)
    ),
    "bureau": UnitKind("机关", True, 2, NO_CONGRESS, ("organ",), ("机关工会工作条例",)),
    "workshop": UnitKind("车间（部门）", False, 3),
    "branch": UnitKind("分工会", False, 3),
    "team": UnitKind("工会小组", False, 4),
}
# What a unit is registered as, where the law keys on it: state-owned is not enough.
REGISTRATIONS = {
    "company": "公司（国有或者国有控股，已改制）",
    "private": "公司（民营）",
    "foreign": "外商投资企业",
    "collective": "集体企业",
    "unconverted": "全民所有制企业（未改制）",
    "institution": "事业单位",
    "businesslike": "企业化管理的事业单位",
    "non_profit": "民办非企业单位（社会服务机构）",
    "organ": "机关",
}
EMPLOYERS = frozenset(code for code, kind in UNIT_KINDS.items() if kind.employs)
KIND_LABELS = {code: kind.label for code, kind in UNIT_KINDS.items()}


class Applied(NamedTuple):
    """A source that a unit goes by: its title, what to know about it, whether we hold it."""

    title: str
    note: str
    is_held: bool


class RuleSet(NamedTuple):
    """What a unit goes by: the word for its congress, and the sources."""

    congress: str
    sources: tuple[Applied, ...]

    def has(self, title: str) -> bool:
        """Say whether this source is among them."""
        return any(one.title == title for one in self.sources)


def _notes(kind: str, registration: str) -> dict[str, str]:
    """Return the sources beyond those of every union, each with what to know about it."""
    found = dict.fromkeys(UNIT_KINDS[kind].sources, "")
    if kind in {"group", "company"}:
        if registration == "unconverted":
            found[BY_1986] = "未改制的全民所有制企业适用；职代会至少每半年一次"
        else:
            found[BY_2012] = "职代会每年至少一次"
    if registration == "businesslike":
        found["集体合同规定"] = "企业化管理的事业单位适用"
    if BY_INSTITUTIONS in found:
        found[BY_INSTITUTIONS] = "条文待核对；核对以前，到会按三分之二、通过按过半数"
    return found


def rule_set(kind: str, registration: str = "") -> RuleSet:
    """Return what a unit of this kind goes by; a workshop or a team goes with its employer."""
    if kind not in EMPLOYERS:
        return RuleSet(NO_CONGRESS, ())
    notes = {**dict.fromkeys(UNIONS, ""), **_notes(kind, registration)}
    applied = (Applied(title, note, title in SOURCES) for title, note in notes.items())
    return RuleSet(UNIT_KINDS[kind].congress, tuple(applied))


def may_stand_below(kind: str, above: str) -> Verdict:
    """Judge a unit of one kind below one of another: employers not below a part of one."""
    one, other = UNIT_KINDS[kind], UNIT_KINDS[above]
    if one.employs and not other.employs:
        words = f"{one.label}不能设在{other.label}之下"
        return refused(words, HOUSE["HOUSE-47"])
    if not one.employs and one.rank < other.rank:
        return refused(f"{one.label}不能设在{other.label}之下", HOUSE["HOUSE-47"])
    return ALLOWED


def fits_kind(kind: str, registration: str) -> Verdict:
    """Judge what a unit is registered as by its kind."""
    if not registration or registration in UNIT_KINDS[kind].registrations:
        return ALLOWED
    words = f"{UNIT_KINDS[kind].label}的登记类型不能是“{REGISTRATIONS[registration]}”"
    return refused(words)

"""职权: what a congress does about a regulation, by what it is about and the kind of unit. Pure."""

from typing import NamedTuple

from zhijia.law import HOUSE, LAW, Clause

COMPETENCES = {
    "hear": "听取",
    "advise": "审议建议",
    "pass": "审议通过",
    "veto": "审查同意或者否决",
    "decide": "审议决定",
}
# What asks for more than advice: a vote whose outcome binds.
BY_VOTE = ("pass", "veto", "decide")


class Subject(NamedTuple):
    """What a regulation is about, and whether it touches the vital interests of workers."""

    label: str
    is_vital: bool


SUBJECTS = {
    "labour": Subject("劳动用工和劳动纪律", True),
    "pay": Subject("工资奖金分配", True),
    "assess": Subject("聘任、考核、奖惩", True),
    "welfare": Subject("职工福利", True),
    "hours": Subject("工作时间、休息休假", True),
    "safety": Subject("劳动安全卫生", True),
    "insurance": Subject("社会保险、住房公积金缴纳", True),
    "training": Subject("职工培训", True),
    "quota": Subject("劳动定额管理", True),
    "settlement": Subject("裁减、分流、安置方案", True),
    "charter": Subject("章程、发展规划", False),
    "management": Subject("内部管理", False),
    "union": Subject("工会内部制度", False),
}


class Competence(NamedTuple):
    """What is done about it, and by which clause."""

    code: str
    clause: Clause

    @property
    def label(self) -> str:
        """Return it in the words of the field."""
        return COMPETENCES[self.code]


ADVICE = LAW["ZD-05"].sets(Competence("advise", LAW["ZD-05"]))
BY_ALL = LAW["ZD-21"].sets(Competence("advise", LAW["ZD-21"]))
PASSED_BY_FIRMS = LAW["ZD-05"].sets(("welfare", "insurance"))
VETOED = LAW["QM-03"].sets(("pay", "assess", "safety", "labour"))
DECIDED = LAW["QM-03"].sets(("welfare",))
PASSED_BY_SCHOOLS = LAW["JD-02"].sets(("welfare", "pay", "assess"))
ADVISED_BY_SCHOOLS = LAW["JD-02"].sets(("charter",))
BY_INSTITUTIONS = HOUSE["HOUSE-168"].sets(Competence("pass", HOUSE["HOUSE-168"]))
BY_BUREAUS = HOUSE["HOUSE-168"].sets(Competence("hear", HOUSE["HOUSE-168"]))


def competence(subject: str, kind: str, registration: str = "") -> Competence | None:
    """Return what the congress does about it; None where nothing is asked for."""
    if kind in {"group", "company"} or registration == "businesslike":
        found = _of_firms(subject, registration)
    elif kind == "school":
        found = _of_schools(subject)
    elif kind == "hospital":
        found = BY_INSTITUTIONS
    elif kind == "bureau":
        found = BY_BUREAUS
    else:
        found = BY_ALL
    asked = SUBJECTS[subject].is_vital or (kind == "school" and subject in ADVISED_BY_SCHOOLS)
    return found if asked else None


def _of_firms(subject: str, registration: str) -> Competence:
    """An unconverted enterprise goes by the law of 1988, a company by the rules of 2012."""
    if registration == "unconverted":
        if subject in VETOED:
            return Competence("veto", LAW["QM-03"])
        return Competence("decide", LAW["QM-03"]) if subject in DECIDED else BY_ALL
    if subject == "settlement" and registration == "company":
        return Competence("pass", LAW["ZD-06"])
    return Competence("pass", LAW["ZD-05"]) if subject in PASSED_BY_FIRMS else ADVICE


def _of_schools(subject: str) -> Competence:
    if subject in PASSED_BY_SCHOOLS:
        return Competence("pass", LAW["JD-02"])
    return Competence("advise", LAW["JD-02"]) if subject in ADVISED_BY_SCHOOLS else BY_ALL

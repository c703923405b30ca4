"""职务: which posts there are, whom they reach, which need a second step. Pure."""

from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, Verdict, refused


@dataclass(frozen=True, slots=True)
class PostKind:
    """A kind of post: its word on screen, and whether it reaches the units below its own."""

    label: str
    below: bool
    committee: bool = False


POST_KINDS = {
    "chair": PostKind("工会主席", below=True, committee=True),
    "vice_chair": PostKind("工会副主席", below=True, committee=True),
    "desk": PostKind("工会干事", below=True),
    "committee": PostKind("工会委员", below=False, committee=True),
    "auditor": PostKind("经费审查委员", below=False),
    "women": PostKind("女职工委员", below=False),
    "organiser": PostKind("工会小组长", below=False),
    "officer": PostKind("岗位责任人", below=False),
    "leader": PostKind("党政领导", below=True),
}
# Who handles money, ballots or hardship files signs in with a second step.
GUARDED = HOUSE["HOUSE-22"].sets(frozenset({"auditor"}))
DESKS = ("chair", "vice_chair", "desk")
COMMITTEE = tuple(code for code, kind in POST_KINDS.items() if kind.committee)


def keeps_a_desk(others: int) -> Verdict:
    """Somebody must be left to keep the organisation: `others` hold such a post and sign in."""
    if not others:
        return refused(
            "最上级单位至少要有一名工会主席、副主席或者干事，请先任命接任的人并为其开通账号"
        )
    return ALLOWED

"""印制选票: colours of the bodies, blank places for others, several papers on a sheet. Pure."""

from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

from ..counting import Contest


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour of paper, by its name, and as it is printed: `rgb` in six hexadecimal digits."""

    name: str
    rgb: str


TINTS = {
    "white": Tint("白色", ""),
    "pink": Tint("粉红色", "F9D5DC"),
    "yellow": Tint("浅黄色", "FBEFB0"),
    "blue": Tint("浅蓝色", "CFE3F6"),
    "purple": Tint("浅紫色", "E3D5F2"),
    "green": Tint("浅绿色", "D3ECCF"),
    "orange": Tint("浅橙色", "FBDDBB"),
    "grey": Tint("浅灰色", "E2E2E2"),
}
# By what is elected; what is not named here is white, as papers for resolutions and evaluations.
TINT_OF = HOUSE["HOUSE-210"].sets(
    {
        "committee": "pink",
        "standing": "orange",
        "audit": "yellow",
        "audit_head": "yellow",
        "chair": "blue",
        "vice_chair": "blue",
        "women": "purple",
        "delegates": "green",
    }
)
# How many papers lie on one sheet, as columns and rows.
TILES = {1: (1, 1), 2: (1, 2), 4: (2, 2)}
NARROWEST = HOUSE["HOUSE-213"].sets(8)
NUMBERLESS = HOUSE["HOUSE-212"]
BY_STROKES = LAW["XJ-19"]


def tint_for(body: str) -> Tint:
    """Return the paper's colour for a body (委员 committee, 经审委员 audit …)."""
    return TINTS[TINT_OF.get(body, "white")]


def blanks_for(contest: Contest) -> int:
    """Return how many blank places for others a paper has: as many as seats, where allowed."""
    return HOUSE["HOUSE-211"].sets(contest.seats) if contest.write_ins else 0


def sheets_for(copies: int, per_sheet: int) -> int:
    """Return how many sheets of paper carry so many ballot papers; ValueError below one."""
    if copies < 1 or per_sheet not in TILES:
        raise ValueError("at least one paper, and one, two or four on a sheet")
    return -(-copies // per_sheet)


def fits(needed: float, there: float, per_sheet: int) -> Verdict:
    """Judge whether a paper has room where `per_sheet` share a sheet; heights in millimetres."""
    if per_sheet > 1 and needed > there:
        fewer = max(n for n in TILES if n < per_sheet)
        words = f"内容较多，一张纸排不下 {per_sheet} 份，请改为每张纸 {fewer} 份或者用 A3 纸"
        return refused(words, HOUSE["HOUSE-213"])
    return ALLOWED

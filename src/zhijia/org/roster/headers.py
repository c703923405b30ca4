"""What a column is called: the field a header means, however it is written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhijia.platform.sheets.opening import normal

from .words import lexicon

HEADERS = lexicon("headers")
INNER = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
LATIN = re.compile(r"[A-Za-z.:]+")
PARTS = re.compile(r"[/|、,&+和及或]")
SHORTEST_MISSPELT = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field a header stands for; of two headers for one field the lower `rank` counts."""

    field: str
    rank: int
    typo: bool = False


def _vocabulary() -> dict[str, Meaning]:
    return {
        word: Meaning(field, rank)
        for field, groups in HEADERS["fields"].items()
        for rank, words in enumerate(groups)
        for word in words
    }


def _own() -> frozenset[str]:
    entered = HEADERS["own"]["entered"]
    made = (f"入{into}{when}" for into in entered["into"] for when in entered["when"])
    return frozenset([*HEADERS["own"]["words"], *made])


MEANINGS = _vocabulary()
OWN = _own()
OWN_MARKS = re.compile("|".join(map(re.escape, HEADERS["own"]["marks"])))
OWN_STARTS = tuple(HEADERS["own"]["starts"])
OTHERS = re.compile("|".join(map(re.escape, HEADERS["others"]["marks"])))
GROUPS = frozenset(HEADERS["groups"]["words"])
REMARKS = frozenset(HEADERS["remarks"]["words"])
PEOPLE: tuple[str, ...] = tuple(sorted(HEADERS["people"]["words"], key=len, reverse=True))
LONG_WORDS = [word for word in MEANINGS if len(word) >= SHORTEST_MISSPELT]


def meaning(raw: str, above: str = "") -> Meaning | None:
    """Return what a header means; `above` is the header over a group of sub-columns."""
    top, own = normal(above), normal(raw)
    if not own or OTHERS.search(top) or top + own in OWN:
        return None
    if top.startswith(OWN_STARTS) and top not in GROUPS:
        return None
    return _exact(own) or (_exact(top + own) if top else None) or _misspelt(own)


def is_head(raw: str) -> bool:
    """Say whether a text is the name of a roster's column."""
    return meaning(raw) is not None


def tells_of_others(raw: str) -> bool:
    """Tell whether a group is about a relative."""
    return bool(OTHERS.search(normal(raw)))


def is_group(raw: str) -> bool:
    """Tell whether a header usually stands over sub-columns."""
    return normal(raw) in GROUPS or tells_of_others(raw)


def _exact(plain: str) -> Meaning | None:
    """Look a header up as it is, without inner brackets, Latin letters or who it is about."""
    for spelling in _spellings(plain):
        if spelling in OWN or OTHERS.search(spelling):
            return None
        if found := MEANINGS.get(spelling):
            return found
    return _first_of_parts(plain)


def _spellings(plain: str) -> Iterator[str]:
    yield plain
    if (bare := INNER.sub("", plain)) != plain:
        yield bare
    han = LATIN.sub("", bare)
    if han and han != bare:
        yield han
    for who in PEOPLE:
        if han.startswith(who):
            yield han.removeprefix(who).removeprefix("的")


def _first_of_parts(plain: str) -> Meaning | None:
    """Read 部门/工会小组 by its first part, and as one word where it is one."""
    parts = [part for part in PARTS.split(plain) if part]
    if len(parts) < 2:
        return None
    whole = MEANINGS.get("".join(parts))
    return whole or (MEANINGS.get(parts[0]) if parts[0] not in OWN else None)


def _misspelt(plain: str) -> Meaning | None:
    """Take a header one letter off, unless it is a term of its own or could be two fields."""
    if len(plain) < SHORTEST_MISSPELT or plain in REMARKS or plain in GROUPS:
        return None
    if OWN_MARKS.search(plain) or plain.startswith(OWN_STARTS) or OTHERS.search(plain):
        return None
    for who in ("", *PEOPLE):
        bare = plain.removeprefix(who)
        near = _near(bare) if plain.startswith(who) and bare not in OWN else []
        if near:
            return near[0] if len({m.field for m in near}) == 1 else None
    return None


def _near(plain: str) -> list[Meaning]:
    if len(plain) < SHORTEST_MISSPELT:
        return []
    found = (MEANINGS[word] for word in LONG_WORDS if one_edit(plain, word))
    return [Meaning(m.field, m.rank, typo=True) for m in sorted(found, key=lambda m: m.rank)]


def one_edit(a: str, b: str) -> bool:
    """Tell whether one letter changed, added or lost turns `a` into `b`; equal texts do not."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    same = next((i for i, letter in enumerate(a) if letter != b[i]), len(a))
    return a[same + (len(a) == len(b)) :] == b[same + 1 :]


def best_columns(found: Iterable[tuple[int, Meaning]]) -> dict[str, tuple[int, Meaning]]:
    """Choose one column a field: exact before misspelt, then by rank, then from the left."""
    chosen: dict[str, tuple[int, Meaning]] = {}
    for column, one in found:
        other = chosen.get(one.field)
        if other is None or (one.typo, one.rank) < (other[1].typo, other[1].rank):
            chosen[one.field] = column, one
    return chosen

"""Tellers' sheets by pile: who handed in what, where two differ, what is still to be counted."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..models import Ballot, Contest, Eligible, Recount, Sheet
from ..rules.counts import Counted, read
from ..rules.tellers import TELLERS, Difference, differences, keys_of
from .facts import asked_of

PILE_STATES = {
    "one": ("一人已交", "blue"),
    "differ": ("不一致", "red"),
    "agreed": ("一致", "green"),
    "again": ("重新计票", "orange"),
}


class Pile(NamedTuple):
    """One pile of a contest: the sheets that count now, by the teller's role, and the former."""

    number: int
    sheets: Mapping[str, Sheet]
    former: tuple[Sheet, ...]

    @property
    def state(self) -> str:
        """Return one of PILE_STATES: whether one handed in, or both, and whether they agree."""
        if not self.sheets:
            return "again"
        if len(self.sheets) < len(TELLERS):
            return "one"
        return "agreed" if all(one.is_settled for one in self.sheets.values()) else "differ"

    @property
    def is_open(self) -> bool:
        """Say whether both tellers have handed in, so that neither learns from the other."""
        return len(self.sheets) == len(TELLERS)

    @property
    def papers(self) -> int:
        """Return how many papers the pile has, by what counts now; 0 where nothing does."""
        found = [read(one.counts) for one in self.sheets.values()]
        return max((one.valid + one.void for one in found), default=0)

    @property
    def words(self) -> str:
        """Return the state in words."""
        return PILE_STATES[self.state][0]

    @property
    def tone(self) -> str:
        """Return the state's colour."""
        return PILE_STATES[self.state][1]


def is_former(sheet: Sheet) -> bool:
    """Say whether a sheet counts no more: replaced, or its pile is to be counted anew."""
    return bool(sheet.counts.get("is_former")) or hasattr(sheet, "replaced_by")


def piles_of(contest: Contest) -> list[Pile]:
    """Return the piles of a contest in order; one query."""
    found: dict[int, tuple[dict[str, Sheet], list[Sheet]]] = {}
    rows = Sheet.objects.filter(contest=contest).select_related("teller", "replaced_by")
    for sheet in rows.order_by("pile", "pk"):
        now, former = found.setdefault(sheet.pile, ({}, []))
        if is_former(sheet):
            former.append(sheet)
        else:
            now[sheet.teller.role] = sheet
    return [Pile(number, now, tuple(former)) for number, (now, former) in found.items()]


def pile_of(contest: Contest, number: int) -> Pile:
    """Return one pile; an empty one where nobody handed in."""
    found = [one for one in piles_of(contest) if one.number == number]
    return found[0] if found else Pile(number, {}, ())


def last_sheet(pile: Pile, role: str) -> Sheet | None:
    """Return the sheet that a new one of this teller replaces: the latest, counting or not."""
    mine = [*pile.former, *pile.sheets.values()]
    mine = [one for one in mine if one.teller.role == role and not hasattr(one, "replaced_by")]
    return mine[-1] if mine else None


def line_names(contest: Contest) -> list[tuple[str, str]]:
    """Return the keys of a sheet's lines and what they are called, in the order of the paper."""
    choices = [(one.key, one.name) for one in contest.choices.all()]
    return keys_of(asked_of(contest), choices)


def names_of(contest: Contest, others: Iterable[str] = ()) -> dict[str, str]:
    """Return what keys are called: lines, and these who were written in; two queries."""
    members = [int(key[1:]) for key in others if key.startswith("m") and key[1:].isdecimal()]
    names = dict(line_names(contest))
    if members:
        rows = Eligible.objects.filter(ballot=contest.ballot_id, member__in=members)
        names |= {one.key: one.name for one in rows}
    return names


def differing(contest: Contest, pile: Pile) -> list[Difference]:
    """Return where the two sheets of a pile differ; nothing until both are in."""
    if not pile.is_open:
        return []
    one, other = (read(pile.sheets[role].counts) for role in TELLERS)
    names = names_of(contest, [*one.others, *other.others])
    return differences(asked_of(contest), names, one, other)


def papers_counted(piles: Iterable[Pile], role: str = "") -> int:
    """Return how many papers the piles have: all, or those one teller handed in."""
    if not role:
        return sum(one.papers for one in piles)
    mine = (read(one.sheets[role].counts) for one in piles if role in one.sheets)
    return sum(one.valid + one.void for one in mine)


def voids_of(contest: Contest) -> dict[str, int]:
    """Return how many papers were void for which reason, of all piles that are agreed on."""
    found: dict[str, int] = {}
    for pile in piles_of(contest):
        if pile.state == "agreed":
            for reason, number in pile.sheets[TELLERS[0]].counts.get("voids", {}).items():
                found[reason] = found.get(reason, 0) + int(number)
    return found


def settled_words(contest: Contest) -> list[str]:
    """Return how differences of this contest were settled, by whom and why."""
    found = []
    for pile in piles_of(contest):
        sheet = pile.sheets.get(TELLERS[0])
        for words, who, why in sheet.counts.get("settled", []) if sheet else []:
            found.append(f"第 {pile.number} 叠　{words}；{why}（{who}）")
    return found


def recounts_of(ballot: Ballot) -> list[Recount]:
    """Return the recounts of a ballot, the first asked for first; one query."""
    return list(Recount.objects.filter(contest__ballot=ballot).select_related("contest"))


class Shown(NamedTuple):
    """A sheet as the page shows it: whose, its numbers by line, who was written in."""

    sheet: Sheet
    counted: Counted
    rows: list[tuple[str, list[int]]]
    others: list[tuple[str, int]]

    @property
    def title(self) -> str:
        """Return whose sheet it is."""
        return f"{self.sheet.teller.get_role_display()}：{self.sheet.teller.name}"


def shown(contest: Contest, sheets: Iterable[Sheet], marks: Mapping[str, str]) -> list[Shown]:
    """Return sheets with the names of what they count; two queries for all of them."""
    found = [(one, read(one.counts)) for one in sheets]
    names = names_of(contest, [key for _, counted in found for key in counted.others])
    keys = [key for key, _ in line_names(contest)]
    return [
        Shown(
            sheet,
            counted,
            [(names[k], [counted.lines.get(k, {}).get(m, 0) for m in marks]) for k in keys],
            [(names.get(key, key), n) for key, n in counted.others.items()],
        )
        for sheet, counted in found
    ]


def called(ballot: Ballot, words: str) -> tuple[Eligible | None, str]:
    """Return who is written in under this name or staff number, or why nobody is clear."""
    rows = Eligible.objects.filter(ballot=ballot)
    found = list(rows.filter(name=words)[:6]) or list(rows.filter(member__staff_no=words)[:6])
    if len(found) == 1:
        return found[0], ""
    if not found:
        return None, f"“{words}”不在可以另选的名单上，这一票不计给任何人，请删去这一行"
    told = "、".join(one.hint for one in found[:5])
    return None, f"叫“{words}”的不止一人，请改填工号：{told}"

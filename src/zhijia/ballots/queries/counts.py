"""Reading what was counted: tellers' sheets, boxes, the result on the board."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Sum

from zhijia.law import ALLOWED, Verdict, refused

from ..counting import Candidate, Turnout
from ..models import Ballot, Choice, Contest, Eligible, Entry, Sheet
from ..rules.cells import asks_everything, taken_apart
from ..rules.counts import Counted, added, read
from ..rules.tellers import is_complete
from .boards import manifest_of
from .facts import asked_of
from .rolls import quorum_of


class Counts(NamedTuple):
    """All that a ballot's count rests on: by contest the turnout and what was counted."""

    verdict: Verdict
    turnouts: dict[int, Turnout]
    counted: dict[int, Counted]
    names: dict[str, str]


def contests_of(ballot: Ballot) -> list[Contest]:
    """Return the contests with their choices, in order; two queries."""
    return list(ballot.contests.prefetch_related("choices"))


def candidates_of(contest: Contest) -> list[Candidate]:
    """Return the choices as the rules of counting know them."""
    return [Candidate(one.key, one.name) for one in contest.choices.all()]


def _payload(ballot: Ballot, kind: str) -> dict[str, Any] | None:
    """Return what an entry of the board says, the last of its kind; None where there is none."""
    row = Entry.objects.filter(ballot=ballot, kind=kind).order_by("-seq").first()
    if row is None:
        return None
    found: dict[str, Any] = json.loads(bytes(row.payload).decode("utf-8"))
    return found


class Electronic(NamedTuple):
    """The electronic counts by contest, how many votes they are made of, and how many of these
    are papers that tellers keyed in (docs/ballot-protocol.md 10.2), with the void ones beside."""

    counted: dict[int, Counted]
    cast: int = 0
    keyed: int = 0
    void: int = 0
    is_joint: bool = False


def _electronic(ballot: Ballot, contests: Sequence[Contest]) -> Electronic:
    """Return what the result on the board says; two queries."""
    found = _payload(ballot, "result")
    if found is None:
        return Electronic({})
    rows = [
        (str(one.pk), asked_of(one), [choice.key for choice in one.choices.all()], one.slots)
        for one in contests
    ]
    cast = int(found["ballots"])
    apart = taken_apart(rows, found["cells"], found.get("writes", {}), cast)
    counted = {int(id_): one for id_, one in apart.items()}
    paper = _payload(ballot, "paper") if ballot.has_paper else None
    if paper is None or paper.get("cells"):
        return Electronic(counted, cast)
    return Electronic(counted, cast, int(paper["valid"]), int(paper["void"]), is_joint=True)


def _on_paper(contest: Contest) -> list[Sheet]:
    """Return one settled sheet of each pile: what two tellers agree on."""
    rows = Sheet.objects.filter(contest=contest, is_settled=True, replaced_by=None)
    by_pile: dict[int, Sheet] = {}
    for row in rows.order_by("pile", "teller__role", "pk"):
        by_pile.setdefault(row.pile, row)
    return list(by_pile.values())


def is_countable(ballot: Ballot, contests: Sequence[Contest] | None = None) -> Verdict:
    """Judge whether what was frozen for electronic voting asks what is to be counted."""
    if not ballot.eid:
        return ALLOWED
    frozen = {one.id: [choice.id for choice in one.choices] for one in manifest_of(ballot).contests}
    rows = contests_of(ballot) if contests is None else contests
    asked = [
        (str(one.pk), asked_of(one), [choice.key for choice in one.choices.all()]) for one in rows
    ]
    return asks_everything(asked, frozen)


def counts_of(ballot: Ballot) -> Counts:
    """Return what a closed ballot's count rests on, or what is still missing."""
    contests = contests_of(ballot)
    if not (may := is_countable(ballot, contests)):
        return Counts(may, {}, {}, {})
    electronic = _electronic(ballot, contests)
    verdict = ALLOWED
    if ballot.is_electronic and not electronic.counted:
        verdict = refused("电子投票的结果还没有，请先由密钥保管人解密")
    return _counts(ballot, contests, electronic, verdict)


def paper_counts(ballot: Ballot) -> Counts:
    """Return the count of paper alone, or what is still missing."""
    return _counts(ballot, contests_of(ballot), Electronic({}), ALLOWED)


def _counts(
    ballot: Ballot, contests: Sequence[Contest], electronic: "Electronic", verdict: Verdict
) -> Counts:
    names = {f"m{key}": name for key, name in _names(ballot, contests)}
    turnouts: dict[int, Turnout] = {}
    counted: dict[int, Counted] = {}
    present = quorum_of(ballot).present if ballot.way != "remote" else electronic.cast
    for contest in contests:
        boxes = _boxes(ballot, contest)
        sheets = _on_paper(contest) if ballot.has_paper and not electronic.is_joint else []
        if ballot.has_paper and not electronic.is_joint and verdict:
            verdict = _is_counted(contest, sheets, boxes)
        parts = [read(one.counts) for one in sheets]
        if contest.pk in electronic.counted:
            parts += [electronic.counted[contest.pk], Counted(0, electronic.void)]
        counted[contest.pk] = added(parts)
        turnouts[contest.pk] = _turnout(ballot.due, present, boxes, electronic)
    return Counts(verdict, turnouts, counted, names)


class Boxes(NamedTuple):
    """Papers of one contest: issued in the hall, into mobile boxes, and come back of both."""

    hall: int
    mobile: int
    returned: int
    is_said: bool


def _turnout(due: int, present: int, boxes: Boxes, electronic: Electronic) -> Turnout:
    """Add papers and electronic votes up; papers that were keyed in are counted once."""
    cast = electronic.cast - electronic.keyed
    return Turnout(due, present, boxes.hall + cast, boxes.returned + cast, boxes.mobile)


def _boxes(ballot: Ballot, contest: Contest) -> Boxes:
    """Add the boxes up: those of the contest's own papers, or of papers that ask everything."""
    rows = ballot.issues.filter(contest=contest)
    rows = rows if rows.exists() else ballot.issues.filter(contest=None)
    sums = {
        row["is_mobile"]: (row["issued"] or 0, row["returned"] or 0)
        for row in rows.order_by()
        .values("is_mobile")
        .annotate(issued=Sum("issued"), returned=Sum("returned"))
    }
    hall, mobile = sums.get(False, (0, 0)), sums.get(True, (0, 0))
    return Boxes(hall[0], mobile[0], hall[1] + mobile[1], bool(sums))


def _is_counted(contest: Contest, sheets: Sequence[Sheet], boxes: Boxes) -> Verdict:
    """Judge whether paper was counted: boxes said, and all piles agreed on by two tellers."""
    if not boxes.is_said:
        return refused("还没有登记发票和收票")
    open_ = Sheet.objects.filter(contest=contest, is_settled=False, replaced_by=None)
    if open_.exists():
        return refused(f"{contest.title}：两名计票人的计票单还不一致，须先核对")
    if boxes.returned and not sheets:
        return refused(f"{contest.title}：还没有两名计票人一致的计票单")
    papers = sum(counted.valid + counted.void for counted in (read(one.counts) for one in sheets))
    return is_complete(papers, boxes.returned)


def _names(ballot: Ballot, contests: Sequence[Contest]) -> list[tuple[int, str]]:
    """Return the names of who may be written in; none where nobody may."""
    if not any(one.write_ins for one in contests):
        return []
    return list(Eligible.objects.filter(ballot=ballot).order_by().values_list("member_id", "name"))


def shared_papers(ballot: Ballot) -> Mapping[str, Any] | None:
    """Return the figures of the one paper that asks several things, to be said once.

    None where each contest has its own paper, where there is but one, and before the count.
    """
    contests = contests_of(ballot)
    if len(contests) < 2 or ballot.issues.exclude(contest=None).exists():
        return None
    return contests[0].tally or None


class Earlier(NamedTuple):
    """An earlier evaluation of the same person."""

    ballot: Ballot
    contest: Contest
    entry: dict[str, Any]


def earlier_of(choice: Choice, grades: Sequence[str]) -> list[Earlier]:
    """Return earlier evaluations of a person by the same grades, the latest first; one query."""
    if not choice.member_id:
        return []
    rows = Choice.objects.filter(
        member_id=choice.member_id,
        contest__kind="evaluation",
        contest__ballot__state__in=("counted", "sealed"),
        contest__ballot__is_rehearsal=False,
        contest__ballot__unit_id=choice.contest.ballot.unit_id,
    ).exclude(contest__ballot=choice.contest.ballot)
    found = []
    for row in rows.select_related("contest__ballot").order_by("-contest__ballot__closed_on"):
        entry = row.contest.outcome.get("subjects", {}).get(row.key)
        if entry and list(row.contest.grades) == list(grades):
            found.append(Earlier(row.contest.ballot, row.contest, entry))
    return found

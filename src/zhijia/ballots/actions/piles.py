"""两人计票: sheets handed in blind, differences settled, piles counted anew.

The record names the pile, never its numbers: who reads it while papers are counted must not
learn what the other teller found.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from .. import policies
from ..counting import may_watch
from ..models import Ballot, Choice, Contest, Recount, Sheet, Watcher
from ..queries.ballots import roles_of
from ..queries.boxes import returned_of
from ..queries.facts import asked_of
from ..queries.piles import (
    Pile,
    differing,
    last_sheet,
    names_of,
    papers_counted,
    pile_of,
    piles_of,
)
from ..rules import tellers as rules
from ..rules.counts import Counted, Marks, read


def _teller(actor: Actor, ballot: Ballot) -> Watcher:
    """Return as which teller somebody counts; candidates never do."""
    roles = roles_of(actor, ballot)
    require(policies.may_hand_in(actor, ballot, roles))
    standing = Choice.objects.filter(contest__ballot=ballot, contest__kind="election")
    candidates = {str(key) for key in standing.values_list("member_id", flat=True)}
    require(may_watch(str(actor.member_id), candidates))
    mine = ballot.watchers.filter(member_id=actor.member_id or 0, role__in=rules.TELLERS)
    found = list(mine.order_by("role"))
    if len(found) > 1:
        raise Refused(refused("两名计票人不能是同一个人", rules.BLIND))
    return found[0]


@action("交计票单")
def hand_in(
    *,
    actor: Actor,
    contest: Contest,
    pile: int,
    valid: int,
    void: int,
    lines: Mapping[str, Marks],
    others: Marks,
    voids: Marks,
) -> Sheet:
    """Hand in what one teller counted of a pile; two alike are settled at once.

    Until the other's is in, one's own may be handed in anew: the former stays on file.
    """
    ballot, contest = lock(contest.ballot, contest)
    teller = _teller(actor, ballot)
    require(rules.may_hand_in(ballot.state))
    found = pile_of(contest, pile)
    if found.is_open:
        raise Refused(refused(f"第 {pile} 叠两人都已交，{found.words}；要改的由监票人核对"))
    kept = {key: votes for key, votes in others.items() if votes}
    counted = Counted(valid, void, rules.filled(asked_of(contest), valid, lines), kept)
    _judge(contest, counted, voids)
    _not_too_many(ballot, contest, teller, found, counted)
    made = _put(
        contest, teller, pile, counted, {"voids": dict(voids)}, last_sheet(found, teller.role)
    )
    now = pile_of(contest, pile)
    if now.is_open and not differing(contest, now):
        Sheet.objects.filter(pk__in=[one.pk for one in now.sheets.values()]).update(is_settled=True)
        made.is_settled = True
    about(ballot)
    record({}, {"项目": str(contest), "叠": pile})
    return made


def _judge(contest: Contest, counted: Counted, voids: Marks) -> None:
    """Refuse a sheet that is not right by itself."""
    names = names_of(contest, counted.others)
    strangers = [key for key in counted.others if key not in names]
    if strangers:
        raise Refused(refused("另选的人不在可以另选的名单上", rules.WRITTEN))
    require(rules.is_right(asked_of(contest), names, counted, voids))


def _not_too_many(
    ballot: Ballot, contest: Contest, teller: Watcher, pile: Pile, counted: Counted
) -> None:
    """A teller does not count more papers than came back."""
    returned = returned_of(ballot, contest)
    if returned is None:
        raise Refused(refused("还没有登记发票和收票，先登记收回多少张"))
    others = [one for one in piles_of(contest) if one.number != pile.number]
    papers = papers_counted(others, teller.role) + counted.valid + counted.void
    if papers > returned:
        raise Refused(refused(f"您计的各叠共 {papers} 张，收回 {returned} 张，请核对"))


def _put(
    contest: Contest,
    teller: Watcher,
    pile: int,
    counted: Counted,
    more: Mapping[str, Any],
    replaces: Sheet | None,
    *,
    is_settled: bool = False,
) -> Sheet:
    return Sheet.objects.create(
        ballot_id=contest.ballot_id,
        contest=contest,
        teller=teller,
        pile=pile,
        counts={**counted.as_json(), **more},
        is_settled=is_settled,
        replaces=replaces,
    )


@action("核对计票单")
def settle(
    *,
    actor: Actor,
    contest: Contest,
    pile: int,
    right: Mapping[str, int],
    why: Mapping[str, str],
) -> Sheet:
    """Settle where two sheets differ: the pile was looked through again, each number has a reason.

    `right` and `why` go by the differences' names. Both sheets stay; two that agree replace them.
    """
    ballot, contest = lock(contest.ballot, contest)
    require(policies.may_settle(actor, ballot, roles_of(actor, ballot)))
    require(rules.may_hand_in(ballot.state))
    found = pile_of(contest, pile)
    different = differing(contest, found)
    if not different:
        raise Refused(refused(f"第 {pile} 叠没有要核对的不一致"))
    require(rules.is_explained(different, why))
    numbers = {(one.line, one.mark): right[one.name] for one in different}
    first = found.sheets[rules.TELLERS[0]]
    counted = rules.settled(read(first.counts), numbers)
    voids = _voids(found, counted.void)
    _judge(contest, counted, voids)
    told = [[_said(one, right[one.name]), actor.name, why[one.name].strip()] for one in different]
    more = {"voids": voids, "settled": told}
    made = [
        _put(contest, sheet.teller, pile, counted, more, sheet, is_settled=True)
        for sheet in found.sheets.values()
    ]
    about(ballot)
    record({}, {"项目": str(contest), "叠": pile, "核对": len(different)})
    return made[0]


def _said(one: rules.Difference, right: int) -> str:
    return f"{one.words}：甲 {one.one}、乙 {one.other}，以 {right} 为准"


def _voids(pile: Pile, void: int) -> dict[str, int]:
    """Return the reasons of the sheet that has as many void papers as were settled."""
    for sheet in pile.sheets.values():
        voids = {str(key): int(n) for key, n in sheet.counts.get("voids", {}).items()}
        if sum(voids.values()) == void:
            return voids
    return {rules.VOIDS["rest"]: void} if void else {}


@action("重新计票")
def recount(*, actor: Actor, contest: Contest, pile: int, reason: str, today: date) -> Ballot:
    """Have a pile counted anew by both tellers: its sheets stay on file and count no more.

    A result that was read out already is taken back, and kept with the reason.
    """
    ballot, contest = lock(contest.ballot, contest)
    require(policies.may_close(actor, ballot, roles_of(actor, ballot)))
    require(rules.may_recount(ballot.state, is_told=ballot.told_on is not None))
    if len(reason.strip()) < 2:
        raise Refused(refused("请写明重新计票的理由", rules.FINAL))
    found = pile_of(contest, pile)
    if not found.sheets:
        raise Refused(refused(f"第 {pile} 叠没有计票单"))
    for sheet in found.sheets.values():
        sheet.is_settled, sheet.counts = False, {**sheet.counts, "is_former": True}
        sheet.save(update_fields=["is_settled", "counts"])
    was_counted = ballot.state == "counted"
    kept = {"tally": contest.tally, "outcome": contest.outcome} if was_counted else {}
    Recount.objects.create(
        contest=contest,
        pile=pile,
        by_id=actor.member_id,
        name=actor.name[:50],
        reason=reason.strip()[:300],
        asked_on=today,
        kept=kept,
    )
    record({}, {"项目": str(contest), "叠": pile, "理由": reason.strip()})
    if not was_counted:
        about(ballot)
        return ballot
    return change(ballot, state="closed", counted_on=None)

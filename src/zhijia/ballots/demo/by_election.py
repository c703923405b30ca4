"""A by-election on paper that is over: signed in to, counted by two tellers, told and sealed."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Ballot, Contest
from ..rules.asking import Asked

BY_ELECTION = Asked(
    "election", "补选工会委员会委员", "committee", seats=2, percent=5, write_ins=True
)
CANDIDATES = ("4006", "5002", "6001")
WATCH = {"chief_scrutineer": "5003", "teller_a": "4005", "teller_b": "6002"}


def by_election(cast: Cast, on: date) -> None:
    """All members of the power company elect two; one votes into a mobile box."""
    desk, unit = cast.actors["power_desk"], cast.units["power"]
    ballot = actions.draft(
        actor=desk,
        unit=unit,
        title="供电公司工会委员会补选",
        body="committee",
        today=on,
        meeting="第三届第四次会员大会",
        held_on=on,
    )
    contest = actions.add_contest(actor=desk, ballot=ballot, asked=BY_ELECTION)
    actions.add_choices(actor=desk, contest=contest, lines=CANDIDATES)
    actions.fill_roll(actor=desk, ballot=ballot, source="members")
    for role, staff_no in WATCH.items():
        actions.add_watcher(
            actor=desk,
            ballot=ballot,
            role=role,
            member=cast.members[staff_no],
            sent_by="大会表决通过",
        )
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=on)
    ballot = actions.open_ballot(actor=desk, ballot=ballot, today=on)
    hall = _sign_in(desk, ballot, on)
    for box, issued, is_mobile in (("会场", hall, False), ("流动票箱", 1, True)):
        actions.put_box(
            actor=desk,
            ballot=ballot,
            box=box,
            issued=issued,
            returned=issued,
            is_mobile=is_mobile,
        )
    ends = datetime.combine(on, time(16), get_current_timezone())
    ballot = actions.close_ballot(actor=desk, ballot=ballot, today=on, now=ends)
    _count(cast, contest, hall + 1)
    ballot = actions.count_ballot(actor=desk, ballot=ballot, today=on)
    ballot = actions.tell_result(actor=desk, ballot=ballot, today=on)
    actions.seal_ballot(actor=desk, ballot=ballot, today=on)


def _sign_in(desk: Actor, ballot: Ballot, on: date) -> int:
    """Sign all in but one, the last of them for the mobile box; return how many are in the hall."""
    *present, visited, _ = ballot.voters.order_by("pk")
    for voter in present:
        actions.sign_in(actor=desk, voter=voter, way="paper", today=on)
    actions.sign_in(actor=desk, voter=visited, way="mobile", today=on)
    return len(present)


def _count(cast: Cast, contest: Contest, papers: int) -> None:
    """Let both tellers hand in the same sheet of the only pile."""
    keys = [one.key for one in contest.choices.all()]
    against = (1, 2, papers - 4)
    lines: Mapping[str, Mapping[str, int]] = {
        key: {"yes": papers - 1 - no, "no": no} for key, no in zip(keys, against, strict=True)
    }
    for staff_no in (WATCH["teller_a"], WATCH["teller_b"]):
        actions.hand_in(
            actor=actor_for(cast.members[staff_no]),
            contest=contest,
            pile=1,
            valid=papers - 1,
            void=1,
            lines=lines,
            others={},
            voids={"illegible": 1},
        )

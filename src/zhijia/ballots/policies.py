"""Who prepares a vote, watches over it, takes part in it, and sees what came of it.

The capabilities are about offices; who watches or votes is told by the rows of the very ballot,
so those policies are handed what somebody is there.
"""

from collections.abc import Collection
from dataclasses import replace

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Ballot, WrittenRule
from .rules.tellers import TELLERS

# Who checks people in: those who watch in the hall, and who knows the roll.
AT_THE_DOOR = ("chief_scrutineer", "scrutineer", "teller_a", "teller_b", "registrar")
SCRUTINEERS = ("chief_scrutineer", "scrutineer")


def in_office(actor: Actor) -> Actor:
    """Return the actor with the offices they hold, without being a member."""
    return replace(actor, posts=frozenset(post for post in actor.posts if post[0] != "member"))


def _desk_of(actor: Actor, path: str) -> Verdict:
    """Leave it to the desk of the very unit at `path`."""
    if actor.serves(DESKS, path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


@capability("ballots.draft", "筹备表决")
def may_draft(actor: Actor, unit: Unit) -> Verdict:
    """A vote is prepared by the desk of the unit that votes."""
    return _desk_of(actor, unit.path)


def may_draft_any(actor: Actor) -> Verdict:
    """Say whether somebody keeps any desk that prepares votes."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


@capability("ballots.run", "办理表决")
def may_run(actor: Actor, ballot: Ballot) -> Verdict:
    """Contests, roll, watchers, opening, closing and results are for the unit's desk."""
    return _desk_of(actor, ballot.unit_path)


@capability("ballots.void", "作废表决")
def may_void(actor: Actor, ballot: Ballot) -> Verdict:
    """A vote is declared void by those who lead the unit."""
    if actor.serves(HEADS, ballot.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席办理", HOUSE["HOUSE-247"])


@capability("ballots.see", "查看表决情况")
def may_see(actor: Actor, ballot: Ballot) -> Verdict:
    """How a vote stands is seen by who holds an office that reaches the unit."""
    if in_office(actor).reaches(ballot.unit_path):
        return ALLOWED
    return refused("由本单位和上级单位任职的人查看；参加表决的人可以看到自己的一份")


@capability("ballots.keep_rules", "登记书面规定")
def may_keep_rules(actor: Actor, unit: Unit) -> Verdict:
    """A local written rule is put on file by the desk of the unit that it binds."""
    return _desk_of(actor, unit.path)


@capability("ballots.drop_rule", "停用书面规定")
def may_drop_rule(actor: Actor, rule: WrittenRule) -> Verdict:
    """A rule on file ends by the hand of the desk that put it there."""
    return _desk_of(actor, rule.unit_path)


def may_sign_in(actor: Actor, ballot: Ballot, roles: Collection[str]) -> Verdict:
    """People are checked in by the unit's desk and by those who watch this very vote."""
    if _desk_of(actor, ballot.unit_path) or {*roles} & {*AT_THE_DOOR}:
        return ALLOWED
    return refused("由本单位工会的主席、副主席、干事或者本次表决的监票人、计票人、资格审查组办理")


def may_close(actor: Actor, ballot: Ballot, roles: Collection[str]) -> Verdict:
    """A vote is ended by the unit's desk or a scrutineer of it."""
    if _desk_of(actor, ballot.unit_path) or {*roles} & {*SCRUTINEERS}:
        return ALLOWED
    return refused("由本单位工会的主席、副主席、干事或者本次表决的监票人办理")


def may_hand_in(actor: Actor, ballot: Ballot, roles: Collection[str]) -> Verdict:
    """Papers are counted by the two tellers of this very vote, each signed in themselves."""
    if {*roles} & {*TELLERS}:
        return ALLOWED
    return refused("由本次表决的两名计票人各自登录填写", HOUSE["HOUSE-215"])


def may_settle(actor: Actor, ballot: Ballot, roles: Collection[str]) -> Verdict:
    """What two tellers differ on is settled by a scrutineer who looked through the pile again."""
    if {*roles} & {*SCRUTINEERS}:
        return ALLOWED
    return refused("由本次表决的监票人会同两名计票人核对", HOUSE["HOUSE-215"])


# Who brings keys and holders' messages to the server: what they say is signed or checked anyway.
CARRIERS = ("holder", "mixer", "registrar", *SCRUTINEERS)


def may_bring_keys(actor: Actor, ballot: Ballot, roles: Collection[str]) -> Verdict:
    """Keys and messages come by the unit's desk or by those who watch over this very vote."""
    if _desk_of(actor, ballot.unit_path) or {*roles} & {*CARRIERS}:
        return ALLOWED
    return refused("由本单位工会的主席、副主席、干事或者本次表决的保管人、资格审查组、监票人办理")

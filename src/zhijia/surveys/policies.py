"""Who draws questionnaires up, asks, sees what came of it, and answers to it."""

from dataclasses import replace

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Round, Sheet

# Those who answer for democratic management and for publicity draw questionnaires up too.
DESIGNERS = (*DESKS, "participation", "publicity")
AUDITORS = ("audit_head", "auditor")


def in_office(actor: Actor) -> Actor:
    """Return the actor with the offices they hold, without being a member."""
    return replace(actor, posts=frozenset(post for post in actor.posts if post[0] != "member"))


def _desk_of(actor: Actor, path: str) -> Verdict:
    """Leave it to the desk of the very unit at `path`."""
    if actor.serves(DESKS, path):
        return ALLOWED
    return refused("由发起单位的工会主席、副主席或者干事办理")


def _designer_of(actor: Actor, path: str) -> Verdict:
    if actor.serves(DESIGNERS, path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席、干事或者民主管理委员、宣传委员起草")


@capability("surveys.design", "起草问卷")
def may_design(actor: Actor, unit: Unit) -> Verdict:
    """A questionnaire is drawn up in the unit that is going to ask."""
    return _designer_of(actor, unit.path)


@capability("surveys.edit", "修改问卷")
def may_edit(actor: Actor, sheet: Sheet) -> Verdict:
    """Its questions are kept by those who may draw one up in its unit."""
    if sheet.dropped_on:
        return refused("问卷已停用")
    return _designer_of(actor, sheet.unit_path)


@capability("surveys.open", "发布调查")
def may_open(actor: Actor, sheet: Sheet) -> Verdict:
    """Asking is for the unit's desk: it answers for whom it asks and what becomes of it."""
    if sheet.dropped_on:
        return refused("问卷已停用")
    return _desk_of(actor, sheet.unit_path)


@capability("surveys.run", "办理调查")
def may_run(actor: Actor, round: Round) -> Verdict:
    """Prolonging, reminding, paper and closing are for the desk of the unit that asks."""
    return _desk_of(actor, round.unit_path)


@capability("surveys.see_results", "查看调查结果")
def may_see_results(actor: Actor, round: Round) -> Verdict:
    """Counts are seen by who holds an office that reaches the unit that asks."""
    if in_office(actor).reaches(round.unit_path):
        return ALLOWED
    return refused("由发起单位和上级单位任职的人查看；公布答复以后，被调查的人可以看到")


@capability("surveys.read_words", "查看问答题原文")
def may_read_words(actor: Actor, round: Round) -> Verdict:
    """What people wrote in their own words is read by the unit's desk alone."""
    return _desk_of(actor, round.unit_path)


@capability("surveys.take_sample", "导出抽样名册")
def may_take_sample(actor: Actor, round: Round) -> Verdict:
    """A roll of numbers, sexes and ages leaves with the unit's desk or who audits the unit."""
    if actor.serves(AUDITORS, round.unit_path):
        return ALLOWED
    return _desk_of(actor, round.unit_path)


@capability("surveys.read_signed", "查看实名答卷")
def may_read_signed(actor: Actor, round: Round) -> Verdict:
    """Who said what in a named round is seen by the unit's desk alone."""
    return _desk_of(actor, round.unit_path)


@capability("surveys.settle", "答复调查意见")
def may_settle(actor: Actor, round: Round) -> Verdict:
    """What is decided about a finding is said by those who lead the unit that asked."""
    if actor.serves(HEADS, round.unit_path):
        return ALLOWED
    return refused("由发起单位的工会主席、副主席答复")

"""What desks do about the promises of their unit."""

from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from .. import policies, queries
from ..models import Promise
from ..rules import promises as rules


@action("公布服务承诺")
def make_promise(
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    words: str,
    office: str,
    contact: str,
    rank: int,
    today: date,
) -> Promise:
    """Promise something to those whom a unit serves."""
    unit = lock(unit)
    made = Promise(unit=unit, unit_path=unit.path, title=title, words=words, since_on=today)
    require(policies.may_promise(actor, made))
    require(rules.may_add(queries.promises_at(unit.path).count()))
    made.office, made.contact, made.rank = office, contact, rank
    made.save()
    return made


@action("修改服务承诺")
def write_promise(
    *,
    actor: Actor,
    promise: Promise,
    title: str,
    words: str,
    office: str,
    contact: str,
    rank: int,
    version: int | None = None,
) -> Promise:
    """Say a promise better; what it was is on record."""
    promise = lock(promise)
    require(policies.may_promise(actor, promise))
    require_unchanged(promise, version, title=title, words=words)
    _require_standing(promise)
    return change(promise, title=title, words=words, office=office, contact=contact, rank=rank)


@action("撤下服务承诺")
def end_promise(*, actor: Actor, promise: Promise, today: date) -> Promise:
    """Promise something no longer; how it was judged stays."""
    promise = lock(promise)
    require(policies.may_promise(actor, promise))
    _require_standing(promise)
    return change(promise, ended_on=today)


def _require_standing(promise: Promise) -> None:
    if promise.ended_on is not None:
        raise Refused(refused("这条承诺已经撤下"))

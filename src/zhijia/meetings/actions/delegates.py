"""代表: a term of delegates, its electoral units and seats, who was elected, what is asked."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Member, Unit
from zhijia.org.queries import law_in_force
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)

from .. import policies
from ..kinds import MEETINGS, may_hold
from ..models import Congress, CongressQuerySet, Delegate, Polling, Precinct, Target
from ..queries import delegates as asked
from ..rules import delegates as dealt
from ..rules import mandates, opening
from ..rules.mandates import NewDelegate

LOT = 500
CHANGEABLE = (
    "rank",
    "is_woman",
    "is_young",
    "is_frontline",
    "is_teacher",
    "is_model",
    "is_dispatched",
)


@action("登记一届代表")
def enter_congress(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    number: int,
    years: int,
    begins_on: date,
    seats: int,
    people: int | None = None,
    women: int | None = None,
) -> Congress:
    """Enter the delegates' term of a congress; the term before it ends on the day it begins."""
    unit = lock(unit)
    require(policies.may_plan(actor, unit))
    what = MEETINGS.get(kind)
    if what is None or not what.has_delegates:
        raise Refused(refused("请选择有代表的代表大会"))
    require(may_hold(what, unit.kind, unit.registration))
    require(opening.term_of(what, years, law=law_in_force(unit, begins_on)))
    require(mandates.numbers_of_women(people, women))
    before = Congress.objects.filter(unit=unit, side=what.side)
    if before.filter(number=number).exists():
        raise Refused(refused(f"第 {number} 届已经登记"))
    if before.filter(number__gt=number).exists():
        raise Refused(refused("已经登记了更晚的一届"))
    _follow(before, begins_on)
    made = Congress(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        side=what.side,
        number=number,
        name=f"{unit.name}第 {number} 届{what.name}",
        code=f"{unit.code}-{'HY' if what.side == 'union' else 'ZG'}{number}",
        years=years,
        begins_on=begins_on,
        seats=seats,
        people=people,
        women=women,
    )
    made.save()
    return made


def _follow(before: CongressQuerySet, begins_on: date, ends: date | None = None) -> None:
    """End the term before, which ended on `ends` so far, on the day that the next begins."""
    if late := before.filter(begins_on__gte=begins_on).first():
        raise Refused(refused(f"起始日期应当在{late}起始（{late.begins_on:%Y-%m-%d}）之后"))
    before.filter(ended_on=ends).update(ended_on=begins_on)


def keep(actor: Actor, congress: Congress) -> Congress:
    """Return the locked term of delegates that this actor keeps, while it runs."""
    congress = lock(congress)
    require(policies.may_keep_delegates(actor, congress))
    if congress.is_over:
        raise Refused(refused("这一届已经结束，不能再改"))
    return congress


@action("修改一届代表")
def edit_congress(
    *,
    actor: Actor,
    congress: Congress,
    years: int,
    begins_on: date,
    seats: int,
    people: int | None = None,
    women: int | None = None,
    version: int | None = None,
) -> Congress:
    """Say anew how long the term is, how many delegates, how many people elect them."""
    congress = keep(actor, congress)
    said = {"years": years, "begins_on": begins_on, "seats": seats}
    said |= {"people": people, "women": women}
    require_unchanged(congress, version, **said)
    law = law_in_force(congress.unit, begins_on)
    require(opening.term_of(congress.what, years, law=law))
    require(mandates.numbers_of_women(people, women))
    if begins_on != congress.begins_on:
        rows = Congress.objects.filter(unit=congress.unit_id, side=congress.side)
        _follow(rows.filter(number__lt=congress.number), begins_on, congress.begins_on)
    return change(congress, **said)


# 选举单位和名额


@action("按组织划分选举单位")
def draw_precincts(*, actor: Actor, congress: Congress) -> Congress:
    """Make an electoral unit of each unit below that has people, and of the unit itself."""
    congress = keep(actor, congress)
    found = asked.people_by_child(congress.unit, congress.whose)
    if not found:
        raise Refused(refused("下级单位没有登记人数，请逐个添加选举单位"))
    there = {row.name: row for row in congress.precincts.all()}
    for place, (base, people) in enumerate(found, 1):
        name = f"{base.name}本级" if base.pk == congress.unit_id else base.name
        row = there.get(name) or Precinct(congress=congress, name=name)
        row.base, row.people, row.place = base, people, place
        row.save()
    record({}, {"选举单位": len(found)})
    return congress


@action("登记选举单位")
def put_precinct(
    *,
    actor: Actor,
    congress: Congress,
    name: str,
    people: int,
    seats: int,
    precinct: Precinct | None = None,
    version: int | None = None,
) -> Precinct:
    """Enter an electoral unit, or say anew what it is called and how many seats it has."""
    congress = keep(actor, congress)
    name = name.strip()
    other = congress.precincts.filter(name=name).first()
    if other is not None and other != precinct:
        raise Refused(refused(f"选举单位“{name}”已经登记"))
    about(congress)
    if precinct is not None:
        precinct = lock(precinct)
        require_unchanged(precinct, version, name=name, people=people, seats=seats)
        return change(precinct, name=name, people=people, seats=seats)
    last = congress.precincts.aggregate(last=Max("place"))["last"] or 0
    made = Precinct(congress=congress, name=name, people=people, seats=seats, place=last + 1)
    made.save()
    return made


@action("删去选举单位")
def drop_precinct(*, actor: Actor, precinct: Precinct) -> None:
    """Take out an electoral unit that nobody was elected in."""
    congress = keep(actor, precinct.congress)
    about(congress)
    if precinct.delegates.exists():
        raise Refused(refused(f"“{precinct}”已经选出代表，不能删去"))
    record({"选举单位": precinct.name}, {})
    lock(precinct).delete()


@action("按人数分配代表名额")
def allot_seats(*, actor: Actor, congress: Congress) -> Congress:
    """Deal the seats of the term out over its electoral units by their people."""
    congress = keep(actor, congress)
    rows = list(congress.precincts.select_for_update())
    require(mandates.fits_seats(congress.seats, len(rows)))
    if any(row.people < 1 for row in rows):
        raise Refused(refused("有的选举单位没有填写人数"))
    dealt_out = dealt.allot(congress.seats, {row.name: row.people for row in rows})
    for row in rows:
        row.seats, row.version = dealt_out[row.name], row.version + 1
    Precinct.objects.bulk_update(rows, ["seats", "version"])
    record({}, dealt_out)
    return congress


# 代表


@action("登记代表")
def enter_delegates(
    *,
    actor: Actor,
    congress: Congress,
    people: Sequence[NewDelegate],
    today: date,
    is_by: bool = False,
) -> list[Delegate]:
    """Enter who was elected, each in their electoral unit by an election that the rules allow."""
    congress = keep(actor, congress)
    about(congress)
    places = {row.name: row for row in congress.precincts.all()}
    members = Member.objects.in_bulk({one.member_id for one in people if one.member_id})
    held = _Held(congress)
    made: list[Delegate] = []
    for one in people:
        if one.precinct not in places:
            raise Refused(refused(f"没有选举单位“{one.precinct}”"))
        if one.elected_on and one.elected_on > today:
            raise Refused(refused(f"{one.name}的当选日期不能晚于今天"))
        who = members.get(one.member_id or 0)
        require(held.may_add(one))
        require(
            mandates.may_be_delegate(
                congress.whose,
                is_member=who is not None,
                has_vote=who is not None and who.state == "regular",
            )
        )
        made.append(_new(congress, places[one.precinct], one, is_by=is_by))
    Delegate.objects.bulk_create(made, batch_size=LOT)
    record({}, {"代表": len(made)})
    return made


class _Held:
    """Who is a delegate of a term already, by member and by staff number."""

    def __init__(self, congress: Congress) -> None:
        self.by_member: dict[int, str] = {}
        self.by_number: dict[str, str] = {}
        rows = congress.delegates.filter(ended_on=None).select_related("precinct")
        for one in rows:
            self._keep(one.member_id, one.number, one.precinct.name)

    def _keep(self, member_id: int | None, number: str, precinct: str) -> None:
        if member_id:
            self.by_member[member_id] = precinct
        if number:
            self.by_number[number] = precinct

    def may_add(self, one: NewDelegate) -> Verdict:
        """Judge whether somebody is a delegate already; whoever is not is from now on."""
        other = self.by_member.get(one.member_id or 0) or self.by_number.get(one.number)
        if other:
            return mandates.is_once(one.name, unit=one.precinct, other=other)
        self._keep(one.member_id, one.number, one.precinct)
        return ALLOWED


def _new(congress: Congress, place: Precinct, one: NewDelegate, *, is_by: bool) -> Delegate:
    """Return a delegate to be written, elected as the rules ask."""
    made = Delegate(congress=congress, precinct=place, name=one.name, number=one.number)
    made.member_id, made.elected_on, made.yes = one.member_id, one.elected_on, one.yes
    for name in CHANGEABLE:
        setattr(made, name, getattr(one, name))
    if one.elected_on:
        made.polling = _polling(place, one, one.elected_on, is_by=is_by)
    verdict = mandates.election_of(congress.whose, asked.mandate_facts(made))
    if verdict is not None and not verdict:
        raise Refused(refused(f"{one.name}：{verdict.reason}", verdict.clause))
    return made


def _polling(place: Precinct, one: NewDelegate, day: date, *, is_by: bool) -> Polling:
    """Return the election somebody was elected in; its numbers are the same for all of them."""
    row = Polling.objects.filter(precinct=place, held_on=day, is_by=is_by).first()
    row = row or Polling(precinct=place, held_on=day, is_by=is_by)
    row.seats = row.seats or (1 if is_by else place.seats)
    for name in ("everybody", "came", "candidates"):
        was, now = getattr(row, name), getattr(one, name)
        if was is not None and now is not None and was != now:
            label = row._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # own fields
            words = f"“{place}”{day:%Y-%m-%d} 选举的{label}前后不一：{was} 和 {now}"
            raise Refused(refused(words))
        setattr(row, name, was if now is None else now)
    poll = mandates.Poll(place.name, row.held_on, row.seats, row.everybody, row.came)
    require(mandates.numbers_fit(poll, one.yes))
    row.save()
    return row


@action("修改代表")
def edit_delegate(
    *, actor: Actor, delegate: Delegate, version: int | None = None, **said: object
) -> Delegate:
    """Correct what kind of delegate somebody is; where and how they were elected stays."""
    congress = keep(actor, delegate.congress)
    delegate = lock(delegate)
    about(congress)
    facts = {name: said[name] for name in CHANGEABLE if name in said}
    require_unchanged(delegate, version, **facts)
    return change(delegate, **facts)


@action("删去代表")
def drop_delegate(*, actor: Actor, delegate: Delegate) -> None:
    """Take out somebody who was entered by mistake and never sat in a meeting."""
    congress = keep(actor, delegate.congress)
    delegate = lock(delegate)
    about(congress)
    if delegate.seats.exists() or delegate.ended_on:
        raise Refused(refused(f"{delegate}已经列入过会议名单，不能删去；代表身份终止的请登记原因"))
    record({"代表": delegate.name}, {})
    delegate.delete()


@action("取消代表的导入")
def take_back_delegates(
    *, actor: Actor, congress: Congress, keys: Iterable[tuple[int, int]]
) -> None:
    """Take back the delegates an import brought, while nobody has touched them: (key, version)."""
    congress = keep(actor, congress)
    about(congress)
    wanted = dict(keys)
    rows = list(congress.delegates.filter(pk__in=wanted).prefetch_related("seats"))
    for one in rows:
        if one.version != wanted[one.pk] or one.ended_on or one.seats.all():
            raise Refused(refused(f"{one}这期间有人改动过，或者已经列入会议名单"))
    congress.delegates.filter(pk__in=[one.pk for one in rows]).delete()
    Polling.objects.filter(precinct__congress=congress, delegates=None).delete()
    record({"代表": len(rows)}, {})


# 结构要求


@action("登记代表结构要求")
def set_target(
    *,
    actor: Actor,
    congress: Congress,
    share: str,
    bound: str,
    percent: int,
    source: str,
    is_must: bool = False,
) -> Target:
    """Ask a share of the delegates, from a text that is named."""
    congress = keep(actor, congress)
    row = Target.objects.filter(congress=congress, share=share, bound=bound).first()
    row = row or Target(congress=congress, share=share, bound=bound)
    row.percent, row.source, row.is_must = percent, source.strip(), is_must
    row.save()
    about(congress)
    return row


@action("删去代表结构要求")
def drop_target(*, actor: Actor, target: Target) -> None:
    """Ask a share no longer."""
    about(keep(actor, target.congress))
    record({"要求": str(target)}, {})
    lock(target).delete()

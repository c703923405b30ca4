"""代表团、代表的终止、罢免和补选: what becomes of delegates after they were elected."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max
from django.db.models.functions import Now

from zhijia.law import refused
from zhijia.org import actions as org
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from ..models import Congress, Delegate, Delegation, Precinct, Seat
from ..queries import delegates as asked
from ..rules import delegates as rules
from ..rules import mandates
from ..rules.mandates import NewDelegate
from ..rules.words import LIVE
from .delegates import enter_delegates, keep

POST_OF = {"union": "member_rep", "staff": "staff_rep"}


@action("登记代表团")
def put_delegation(
    *,
    actor: Actor,
    congress: Congress,
    name: str,
    precincts: Iterable[Precinct] = (),
    delegation: Delegation | None = None,
) -> Delegation:
    """Enter a delegation, or call it anew; the delegates of these electoral units join it.

    Who is in another delegation is named, and nobody is moved.
    """
    congress, name = keep(actor, congress), name.strip()
    other = congress.delegations.filter(name=name).first()
    if other is not None and other != delegation:
        raise Refused(refused(f"代表团“{name}”已经登记"))
    if delegation is None:
        last = congress.delegations.aggregate(last=Max("place"))["last"] or 0
        delegation = Delegation(congress=congress, place=last + 1)
    delegation.name = name
    delegation.save()
    about(congress)
    joining = asked.delegates_of(congress).filter(precinct__in=[row.pk for row in precincts])
    _join(delegation, joining)
    return delegation


def _join(delegation: Delegation, people: Iterable[Delegate]) -> None:
    """Put delegates into a delegation; each is in one alone."""
    rows = list(people)
    for one in rows:
        now = one.delegation.name if one.delegation_id != delegation.pk and one.delegation else ""
        require(mandates.in_one_delegation(one.name, now=now, asked=delegation.name))
        one.delegation = delegation
    Delegate.objects.bulk_update(rows, ["delegation"], batch_size=500)
    record({}, {"编入代表团": len(rows)})


@action("编入代表团")
def join_delegation(
    *, actor: Actor, delegation: Delegation, delegates: Iterable[Delegate]
) -> Delegation:
    """Put delegates into a delegation; who is in another is named."""
    congress = keep(actor, delegation.congress)
    about(congress)
    keys = [one.pk for one in delegates]
    _join(delegation, asked.delegates_of(congress).filter(pk__in=keys))
    return delegation


@action("移出代表团")
def leave_delegation(*, actor: Actor, delegate: Delegate) -> Delegate:
    """Take a delegate out of their delegation; whoever headed it does no longer."""
    about(keep(actor, delegate.congress))
    delegate = lock(delegate)
    return change(delegate, delegation=None, is_head=False)


@action("推选代表团团长")
def name_head(*, actor: Actor, delegate: Delegate) -> Delegate:
    """Let a delegate head their delegation; who headed it before does no longer."""
    about(keep(actor, delegate.congress))
    delegate = lock(delegate)
    if delegate.delegation_id is None or delegate.ended_on:
        raise Refused(refused("团（组）长从本团（组）的代表中推选"))
    before = Delegate.objects.filter(delegation=delegate.delegation_id, is_head=True)
    before.exclude(pk=delegate.pk).update(is_head=False)
    return change(delegate, is_head=True)


@action("删去代表团")
def drop_delegation(*, actor: Actor, delegation: Delegation) -> None:
    """Dissolve a delegation; its delegates are in none from now on."""
    about(keep(actor, delegation.congress))
    delegation = lock(delegation)
    delegation.delegates.update(is_head=False, delegation=None)
    record({"代表团": delegation.name}, {})
    delegation.delete()


# 终止、罢免、补选


def _end(delegate: Delegate, on: date, ending: str, why: str = "", **votes: int) -> Delegate:
    """Write that a mandate ends, and with it what was held by it, a seat in a hall too."""
    there = Seat.objects.filter(mandate=delegate, meeting__state__in=LIVE, left_at=None)
    there.filter(signed_at__isnull=False).update(left_at=Now())
    delegate.panel_seats.filter(until_on=None).update(until_on=on, why="代表身份终止")
    return change(
        delegate, ended_on=on, ending=ending, ended_why=why.strip(), is_head=False, **votes
    )


def _ending(actor: Actor, delegate: Delegate, on: date, today: date) -> Delegate:
    """Return the locked delegate whose mandate may end on a day."""
    about(keep(actor, delegate.congress))
    delegate = lock(delegate)
    if delegate.ended_on:
        raise Refused(refused(f"{delegate}的代表身份已经终止"))
    require(mandates.may_end_on(on, since=delegate.elected_on, today=today))
    return delegate


@action("登记代表身份终止")
def end_mandate(
    *,
    actor: Actor,
    delegate: Delegate,
    reason: str,
    on: date,
    today: date,
    why: str = "",
    months_away: int = 0,
) -> Delegate:
    """Enter that somebody ceased to be a delegate by what happened; a recall is entered apart."""
    delegate = _ending(actor, delegate, on, today)
    if reason == "recalled" or reason not in rules.REASONS:
        raise Refused(refused("请选择代表身份终止的原因；罢免另行登记"))
    require(rules.ends(delegate.congress.whose, reason, months_away=months_away))
    delegate = _end(delegate, on, reason, why)
    _posts_follow(actor, delegate.congress, today)
    return delegate


@action("罢免代表")
def recall_delegate(
    *,
    actor: Actor,
    delegate: Delegate,
    on: date,
    today: date,
    everybody: int,
    came: int,
    yes: int,
    asking: int = 0,
    is_by_union: bool = False,
    why: str = "",
) -> Delegate:
    """Enter that the electoral unit recalled its delegate: by whom proposed, by how many agreed."""
    delegate = _ending(actor, delegate, on, today)
    whose = delegate.congress.whose
    if whose == "union":
        require(rules.may_propose_recall(asking=asking, of=everybody, is_union_of_unit=is_by_union))
    poll = mandates.Poll(delegate.precinct.name, on, 1, everybody, came)
    require(mandates.numbers_fit(poll, yes))
    require(rules.is_recalled(whose, everybody=everybody, came=came, yes=yes))
    delegate = _end(delegate, on, "recalled", why, ended_yes=yes, ended_of=everybody)
    _posts_follow(actor, delegate.congress, today)
    return delegate


@action("补选代表")
def elect_instead(
    *, actor: Actor, delegate: Delegate, person: NewDelegate, today: date
) -> Delegate:
    """Enter who was elected into the seat of a delegate whose mandate ended, by the same unit."""
    congress = keep(actor, delegate.congress)
    delegate = lock(delegate)
    if delegate.ended_on is None:
        raise Refused(refused(f"{delegate}的代表身份没有终止，没有缺额可以补选"))
    if Delegate.objects.filter(fills=delegate).exists():
        raise Refused(refused(f"{delegate}的缺额已经补选"))
    require(mandates.by_election_fits(congress.whose, person, vacant_since=delegate.ended_on))
    person = person._replace(precinct=delegate.precinct.name)
    (made,) = enter_delegates(
        actor=actor, congress=congress, people=[person], today=today, is_by=True
    )
    made = change(made, fills=delegate, delegation_id=delegate.delegation_id)
    _posts_follow(actor, congress, today)
    return made


def _posts_follow(actor: Actor, congress: Congress, today: date) -> None:
    """Bring the posts up to date, once a check on credentials has let them be written.

    Once the delegates of the next term were checked, the posts are theirs.
    """
    later = Congress.objects.filter(unit=congress.unit_id, side=congress.side)
    later = later.filter(number__gt=congress.number, checks__isnull=False)
    if congress.checks.exists() and not later.exists():
        post_delegates(actor=actor, congress=congress, today=today)


@action("代表写入职务")
def post_delegates(*, actor: Actor, congress: Congress, today: date) -> Congress:
    """Let the members among the delegates hold the post of one, and nobody else."""
    congress = keep(actor, congress)
    elected = [
        org.Elected(one.member_id, one.elected_on or congress.begins_on, f"{one.precinct}选举")
        for one in asked.delegates_of(congress)
        if one.member_id
    ]
    org.seat_representatives(
        actor=actor,
        unit=congress.unit,
        kind=POST_OF[congress.side],
        elected=elected,
        today=today,
    )
    return congress

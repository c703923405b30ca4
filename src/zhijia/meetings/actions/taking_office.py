"""选举以后: the report upward, its answer, posts written to the organisation, what follows."""

from datetime import date

from zhijia.law import refused
from zhijia.org import actions as org
from zhijia.org.models import Post, Term, Unit
from zhijia.org.rules import POST_KINDS, Basis, Handled
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.refs.queries import calendar

from .. import policies
from ..models import Duty, Elected, Election, Item, Meeting, Petition
from ..queries import elections as queries
from ..queries import taking_office as after
from ..rules import elections as rules
from ..rules import rounds
from ..rules import taking_office as office
from .electing import answered_for
from .planning import answer_petition, petition


def _announced(actor: Actor, election: Election) -> Election:
    """Return the locked election whose result was announced."""
    election = lock(election)
    require(policies.may_run(actor, election.item.meeting))
    if election.announced_on is None:
        raise Refused(refused("结果还没有宣布"))
    require(rounds.is_whole(stands=queries.stands(election)))
    return election


@action("上报选举结果")
def report_result(
    *,
    actor: Actor,
    election: Election,
    to: str,
    sent_on: date,
    today: date,
    document: str = "",
) -> Election:
    """Send the results upward: this one and all others of the same renewal that were announced."""
    election = _announced(actor, election)
    root = after.root_of(election)
    if _is_told(election.report):
        raise Refused(refused("选举结果已经上报"))
    # What was elected after its renewal was reported is told by itself.
    about_ = election.item.meeting if _is_told(root.report) else root.item.meeting
    assert election.announced_on
    if sent_on < election.announced_on:
        raise Refused(refused("上报日期不能早于宣布结果的日期"))
    made = petition(
        actor=actor,
        meeting=about_,
        to=to,
        title=f"关于{about_.title}选举结果的报告",
        sent_on=sent_on,
        today=today,
        is_upper=True,
        document=document,
        step="follow",
    )
    for one in after.renewal_of(root):
        if one.announced_on and not _is_told(one.report):
            change(lock(one), report=made)
    tell_term(actor, root.item.meeting.unit, made)
    election.refresh_from_db()
    return election


def _is_told(report: Petition | None) -> bool:
    """Say whether a result was reported, and not refused."""
    return report is not None and (report.answered_on is None or report.is_agreed)


@action("登记选举结果批复")
def take_answer(
    *,
    actor: Actor,
    petition: Petition,
    answered_on: date,
    is_agreed: bool,
    answer: str,
    today: date,
) -> Petition:
    """Enter the answer to a result; the term knows its number and day, too."""
    row = answer_petition(
        actor=actor,
        petition=petition,
        answered_on=answered_on,
        is_agreed=is_agreed,
        answer=answer,
        today=today,
    )
    tell_term(actor, row.meeting.unit, row)
    return row


def tell_term(actor: Actor, unit: Unit, report: Petition) -> None:
    """Write into the term what became of its election, once there is the term."""
    root = after.renewed_by(report)
    term = unit.terms.filter(number=root.item.meeting.term).first() if root else None
    if root is None or term is None or term.elected_on != root.announced_on:
        return
    agreed = report.is_agreed and report.answered_on
    kept = {name: getattr(term, name) for name in Handled._fields}
    kept |= {
        "reported_on": report.sent_on,
        "approval": report.answer[:60] if agreed else "",
        "approved_on": report.answered_on if agreed else None,
    }
    org.handle_term(actor=actor, term=term, handled=Handled(**kept))


@action("写入职务")
def write_posts(*, actor: Actor, election: Election, today: date, why: str = "") -> Election:
    """Write who was elected into the organisation, from the day of the election.

    A new committee begins its term and ends the one before; its rounds are written together. What
    was elected otherwise, by a by-election or later in the term, is written by itself.
    """
    election = _announced(actor, election)
    if election.written_on:
        raise Refused(refused("任职已经写入"))
    if not election.what.post:
        raise Refused(refused("这项选举不产生工会职务"))
    root = after.root_of(election)
    unit = lock(root.item.meeting.unit)
    if after.renews(root) and not root.written_on:
        group = after.renewal_of(root)
        found = office.may_write(
            [office.Ran(one.office, one.item.title, bool(one.announced_on)) for one in group]
        )
        answered_for(actor, root.item.meeting, found, why, today, step="follow")
        ran = [one for one in group if one.announced_on and not one.written_on]
        for one in ran:
            require(rounds.is_whole(stands=queries.stands(one)))
        if after.is_again(root):
            _add(actor, unit, ran)
        else:
            _renew(actor, unit, root, ran, today)
        _leave_duties(actor, root, unit, ran)
    else:
        ran = [election]
        _add(actor, unit, ran)
        _leave_duties(actor, election, unit, ran, later=True)
    for one in ran:
        change(lock(one), written_on=today)
    record({}, {"任职": sum(one.elected.exclude(post=None).count() for one in ran)})
    about(election.item.meeting)
    election.refresh_from_db()
    return election


def _rows(ran: list[Election]) -> dict[int, Elected]:
    """Return who was elected in these, by the row, each with their election."""
    found = Elected.objects.filter(election__in=ran)
    return {one.pk: one for one in found.select_related("election__item__meeting", "member")}


def _holds(rows: dict[int, Elected]) -> list[Elected]:
    won = [office.Won(one.member_id, one.election.office, pk) for pk, one in rows.items()]
    return [rows[one.row] for one in office.holds(won)]


def _renew(actor: Actor, unit: Unit, root: Election, ran: list[Election], today: date) -> None:
    """Begin the term and end the one before; who goes on in the same post is re-elected."""
    meeting, elected_on = root.item.meeting, root.announced_on
    assert elected_on
    rows = _rows(ran)
    holding = _holds(rows)
    again = _held_before(unit, holding)
    term = _term(actor, unit, root, list(again.values()), today)
    if root.timing:
        kept = {name: getattr(term, name) for name in Handled._fields}
        handled = Handled(**(kept | {"early_document": root.timing}))
        org.handle_term(actor=actor, term=term, handled=handled)
    for one in holding:
        if one.pk in again:
            post = unit.posts.open().get(member=one.member, kind=one.election.what.post)
        else:
            post = _appoint(actor, unit, one, "elected")
        for row in rows.values():
            if row.member_id == one.member_id and _body(row) == _body(one):
                change(row, post=post)
    if root.report:
        tell_term(actor, meeting.unit, root.report)


def _body(row: Elected) -> str:
    """Return the body that somebody was elected to: one post of it is written for all rounds."""
    post = row.election.what.post
    return POST_KINDS[post].body if post else ""


def _held_before(unit: Unit, holding: list[Elected]) -> dict[int, Post]:
    """Return the posts now held that the same people were elected to again."""
    there = {(one.member_id, one.kind): one for one in unit.posts.open()}
    found = {}
    for one in holding:
        if post := there.get((one.member_id, one.election.what.post)):
            found[one.pk] = post
    return found


def _term(actor: Actor, unit: Unit, root: Election, again: list[Post], today: date) -> Term:
    meeting = root.item.meeting
    assert root.announced_on
    return org.open_term(
        actor=actor,
        unit=unit,
        number=meeting.term,
        elected_on=root.announced_on,
        years=root.years,
        seats=root.seats,
        today=today,
        meeting=meeting.title,
        renews=True,
        reelected=again,
    )


def _add(actor: Actor, unit: Unit, ran: list[Election]) -> None:
    """Write the posts of elections without a new term; who holds the post already keeps it."""
    rows = _rows(ran)
    for one in _holds(rows):
        post = one.election.what.post
        held = unit.posts.open().filter(member=one.member, kind=post).first()
        held = held or _appoint(actor, unit, one, _way(one.election))
        for row in rows.values():
            if row.member_id == one.member_id and _body(row) == _body(one):
                change(row, post=held)


def _way(election: Election) -> str:
    """Return how a post that is written by itself was obtained."""
    if election.what.post == "women" and election.item.meeting.kind != "women":
        return "nominated"
    return "by_elected" if election.is_by_election else "elected"


def _appoint(actor: Actor, unit: Unit, one: Elected, way: str) -> Post:
    election = one.election
    assert election.announced_on
    return org.appoint(
        actor=actor,
        unit=unit,
        member=one.member,
        kind=election.what.post,
        from_on=election.announced_on,
        basis=Basis(way, election.item.meeting.title, election.announced_on),
    )


def _leave_duties(
    actor: Actor, root: Election, unit: Unit, ran: list[Election], *, later: bool = False
) -> None:
    """Write down what is still to be done: the certificate, the representative, the bank.

    What is elected `later` than its renewal was written leaves duties of its own.
    """
    chairs = [one for one in ran if one.office == "chair"]
    has_new = any(
        not unit.posts.filter(kind="chair", member_id=each.member_id, ending="term_ended").exists()
        for one in chairs
        for each in one.elected.all()
    )
    keys = office.tasks_after(is_renewal=not later and after.renews(root), has_new_chair=has_new)
    elected_on = (chairs[0] if chairs else root).announced_on
    assert elected_on
    for key in keys:
        due = office.due_on(key, elected_on, calendar())
        Duty.objects.get_or_create(election=root, key=key, defaults={"due_on": due})


@action("办结选举后续事项")
def do_duty(*, actor: Actor, duty: Duty, done_on: date, document: str, today: date) -> Duty:
    """Enter that something was done; the certificate's day is also that of the term."""
    duty = lock(duty)
    election = duty.election
    meeting: Meeting = election.item.meeting
    require(policies.may_run(actor, meeting))
    if duty.done_on:
        raise Refused(refused("这件事项已经办结"))
    if done_on > today or (election.announced_on and done_on < election.announced_on):
        raise Refused(refused("办结日期应在选举之后，不晚于今天"))
    if not document.strip():
        raise Refused(refused("请填写证号、文号或者说明"))
    term = meeting.unit.terms.filter(number=meeting.term).first()
    if duty.key == "certificate" and term:
        kept = {name: getattr(term, name) for name in Handled._fields}
        org.handle_term(
            actor=actor, term=term, handled=Handled(**(kept | {"certified_on": done_on}))
        )
    about(meeting)
    return change(duty, done_on=done_on, document=document.strip())


@action("确定协商产生的名单")
def name_women(*, actor: Actor, item: Item, today: date) -> Election:
    """Take over a list that was negotiated and that the committee agreed to by a vote."""
    election = queries.election_of(item)
    if election is None or election.office != "women" or item.meeting.kind == "women":
        raise Refused(refused("只有协商产生的女职工委员会委员名单可以这样确定", rules.BY_WOMEN))
    election = lock(election)
    require(policies.may_run(actor, item.meeting))
    if election.announced_on:
        raise Refused(refused("名单已经确定"))
    require(office.may_name(adopted=item.result == "adopted"))
    listed = [one for one in queries.nominees_of(election) if one.is_listed]
    Elected.objects.bulk_create(
        Elected(election=election, member=one.member, name=one.name, place=n, yes=item.yes or 0)
        for n, one in enumerate(listed, 1)
    )
    about(item.meeting)
    return change(election, counted_on=today, announced_on=today)

"""选举的筹备: what is elected, who is put forward, the list, consent, 公示, who watches."""

from collections.abc import Collection
from datetime import date

from zhijia.ballots.counting import may_watch
from zhijia.disclosure import actions as disclosure
from zhijia.disclosure.rules.showing import RUNNING, Line
from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from ..models import Election, Item, Meeting, Nomination, Nominee, Watch
from ..queries import elections as queries
from ..rules import elections as rules
from ..rules import opening
from .planning import petition, run


def prepared(actor: Actor, election: Election) -> Election:
    """Return the locked election that this actor may still prepare: its papers are not made."""
    run(actor, election.item.meeting, "agenda")
    election = lock(election)
    if election.ballot_id:
        raise Refused(refused("选票已经生成，候选人和名额不能再改；确要改的，请先删除选票草稿"))
    return election


@action("登记选举")
def plan_election(
    *,
    actor: Actor,
    item: Item,
    office: str,
    seats: int,
    percent: int = 0,
    years: int = 0,
    has_party: bool = True,
    source: Election | None = None,
    timing: str = "",
    keep: int = 0,
) -> Election:
    """Say what an item elects, for how many seats; said anew until its papers are made."""
    meeting = run(actor, item.meeting, "agenda")
    item = lock(item)
    require(rules.may_fill(meeting.what, item.business, office))
    is_by = item.business == "by_election"
    members = queries.voting_members(meeting).count()
    require(rules.size(office, seats=seats, members=members, is_by_election=is_by))
    if meeting.is_first and office == "committee":
        require(opening.term_of(meeting.what, years))
    least = rules.least_percent(office)
    if percent < least:
        raise Refused(refused(f"差额率不低于 {least}%", rules.spread_clause(office)))
    require(rules.may_keep(office, seats=seats, keep=keep))
    row = Election.objects.filter(item=item).first()
    row = prepared(actor, row) if row else Election(item=item)
    if row.pk and row.office != office and row.nominees.exists():
        raise Refused(refused("已经有人被推荐，不能改选举的职务"))
    row.office, row.seats, row.percent, row.years = office, seats, percent, years
    row.keep = keep
    row.is_by_election, row.has_party, row.timing = is_by, has_party, timing.strip()
    row.source = source if source and source.office in row.what.out_of else None
    row.save()
    about(meeting)
    return row


@action("推荐候选人")
def nominate(
    *, actor: Actor, election: Election, member: Member, group: str, today: date
) -> Nominee:
    """Write down that a group put somebody forward; a group does so once for each."""
    election = prepared(actor, election)
    if election.listed_on:
        raise Refused(refused("建议名单已经提出，不再推荐；要重新推荐的，请先撤回名单"))
    nominee, _ = Nominee.objects.get_or_create(
        election=election, member=member, defaults={"name": member.name}
    )
    words = group.strip() or "工会委员会"
    Nomination.objects.get_or_create(nominee=nominee, group=words, defaults={"made_on": today})
    about(election.item.meeting)
    return nominee


@action("撤回推荐")
def drop_nominee(*, actor: Actor, nominee: Nominee) -> None:
    """Take somebody off again before the list is made."""
    election = prepared(actor, nominee.election)
    if election.listed_on:
        raise Refused(refused("建议名单已经提出，请先撤回名单"))
    about(election.item.meeting)
    record({"被推荐人": nominee.name}, {})
    lock(nominee).delete()


@action("提出候选人建议名单")
def list_candidates(
    *, actor: Actor, election: Election, nominees: Collection[Nominee], today: date
) -> Election:
    """Put forward the committee's list; who is barred or watches over the vote is not on it."""
    election = prepared(actor, election)
    rows = queries.nominees_of(election)
    chosen = {one.pk for one in nominees} & {one.pk for one in rows}
    require(
        rules.may_list(
            seats=election.seats,
            percent=election.percent,
            listed=len(chosen),
            keep=election.keep,
        )
    )
    against = queries.weighed(election, rows, today)
    watching = set(election.item.meeting.watches.values_list("member_id", flat=True))
    for one in rows:
        if one.pk in chosen:
            if bars := against[one.pk].bars:
                raise Refused(refused(f"{one.name}：{bars[0].reason}", bars[0].clause))
            require(may_watch(str(one.member_id), {str(key) for key in watching}))
    _none_shown(election)
    for one in rows:
        if one.is_listed != (one.pk in chosen):
            change(one, is_listed=one.pk in chosen)
    about(election.item.meeting)
    return change(election, listed_on=today)


def _none_shown(election: Election) -> None:
    """What hangs on the board is taken down before the list changes."""
    if election.showing and election.showing.state in RUNNING:
        raise Refused(refused("名单正在公示，要改名单的，请先撤下公示", rules.LIST_CLAUSE))


@action("撤回建议名单")
def withdraw_list(*, actor: Actor, election: Election) -> Election:
    """Take the list back to nomination."""
    election = prepared(actor, election)
    if election.listed_on is None:
        raise Refused(refused("还没有提出建议名单"))
    _none_shown(election)
    election.nominees.update(is_listed=False)
    about(election.item.meeting)
    return change(election, listed_on=None, party=None, upper=None, showing=None)


@action("报候选人名单审查")
def ask_consent(
    *,
    actor: Actor,
    election: Election,
    whom: str,
    to: str,
    sent_on: date,
    today: date,
    document: str = "",
) -> Election:
    """Send the list to the Party organisation or to the union above; asked again after a no."""
    election = prepared(actor, election)
    if election.listed_on is None:
        raise Refused(refused("还没有提出建议名单", rules.BY_THE_LIST))
    if sent_on < election.listed_on:
        raise Refused(refused("上报日期不能早于提出建议名单的日期"))
    if whom not in rules.CONSENT:
        raise Refused(refused("请选择报给谁"))
    before = getattr(election, whom)
    if before and (before.answered_on is None or before.is_agreed):
        raise Refused(refused("已经上报，请登记答复"))
    made = petition(
        actor=actor,
        meeting=election.item.meeting,
        to=to,
        title=f"关于{election.what.label}候选人名单的请示",
        sent_on=sent_on,
        today=today,
        is_upper=whom == rules.UPPER,
        document=document,
    )
    return change(election, **{whom: made})


@action("公示候选人")
def show_candidates(
    *,
    actor: Actor,
    election: Election,
    handler: Member,
    today: date,
    contact: str = "",
    place: str = "",
) -> Election:
    """Hang the list up inside the unit for as long as the law asks."""
    election = prepared(actor, election)
    if election.listed_on is None:
        raise Refused(refused("还没有提出建议名单", rules.BY_THE_LIST))
    if election.showing and election.showing.state in {*RUNNING, "closed"}:
        raise Refused(refused("名单已经公示"))
    meeting = election.item.meeting
    lines = [
        Line(one.name, _told(one, election.what.label), one.member_id)
        for one in queries.nominees_of(election)
        if one.is_listed
    ]
    label = election.what.label
    words = disclosure.Words(
        f"{label}候选人公示"[:100],
        f"经民主推荐，拟将下列人员作为{label}候选人，提交{meeting.title}选举，现予公示。",
        f"{meeting.title}筹备；{rules.BY_THE_LIST}",
        place,
        contact,
    )
    made = disclosure.show(
        actor=actor,
        unit=meeting.unit,
        kind="chair" if election.office == "chair" else "candidate",
        words=words,
        lines=lines,
        handler=handler,
        today=today,
        about=disclosure.Subject("会议", "选举", election.pk, election.item.title[:100]),
    )
    about(meeting)
    return change(election, showing=made)


def _told(one: Nominee, label: str) -> dict[str, str]:
    who = one.member
    return {"unit": who.department or str(who.unit), "post": who.position, "for": label}


@action("提名监票人、计票人")
def name_watch(*, actor: Actor, meeting: Meeting, role: str, member: Member) -> Watch:
    """Put somebody before the meeting to watch over its votes; candidates never do."""
    meeting = run(actor, meeting, "agenda")
    listed = Nominee.objects.filter(election__item__meeting=meeting, is_listed=True)
    standing = {str(key) for key in listed.order_by().values_list("member_id", flat=True)}
    require(may_watch(str(member.pk), standing))
    if meeting.items.filter(business="watchers", result="adopted").exists():
        raise Refused(refused("监票人、计票人名单已经大会通过，不能再改", rules.WATCHERS_ADOPTED))
    if meeting.watches.filter(role=role, member=member).exists():
        raise Refused(refused(f"{member.name}已经提名"))
    if role != "scrutineer" and meeting.watches.filter(role=role).exists():
        raise Refused(refused("这个职责已经有人，先撤下再提名"))
    tellers = {"teller_a": "teller_b", "teller_b": "teller_a"}
    if meeting.watches.filter(role=tellers.get(role, ""), member=member).exists():
        raise Refused(refused("计票人甲、乙不能是同一人"))
    made = Watch(meeting=meeting, role=role, member=member, name=member.name)
    made.save()
    about(meeting)
    return made


@action("撤下监票人、计票人")
def drop_watch(*, actor: Actor, watch: Watch) -> None:
    """Take a name back before the meeting adopts the list."""
    meeting = run(actor, watch.meeting, "agenda")
    if meeting.items.filter(business="watchers", result="adopted").exists():
        raise Refused(refused("监票人、计票人名单已经大会通过，不能再改", rules.WATCHERS_ADOPTED))
    about(meeting)
    record({"监票计票": watch.name}, {})
    lock(watch).delete()

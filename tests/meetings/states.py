"""Meetings in every state a page can show, built by the actions of the desks; for those who look.

One congress of the hospital's members is open, with elections, evaluations and recalls at each
step; another is being prepared; a term of its staff's delegates has had inspections, a joint
meeting of heads and a session with papers and opinions.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now

from tests.meetings.chosen import chosen
from tests.meetings.elections import (
    adopt,
    agreed,
    counted,
    graded,
    item,
    plan,
    put_forward,
    shown,
    watch,
)
from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.meetings import actions
from zhijia.meetings.models import Congress, Election, Evaluation, Item, Meeting
from zhijia.meetings.queries import delegates as asked
from zhijia.meetings.queries import elections as queries
from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor

DAY = timedelta(days=1)
SURNAMES = "江叶杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪"
GIVEN = tuple("静怡 立新 春梅 学军 雪莹 振宇 慧敏 家豪 月华 子轩 瑞霞 长河 佳宁".split())
DEPARTMENTS = ("内科", "外科", "药剂科", "护理部")
ENROLLED, DUE, CAME = 120, 34, 30
GRADES = ("满意", "基本满意", "不满意")
# How far an election has gone.
STEPS = ("new", "planned", "put", "listed", "ready", "draft", "set", "open", "counted", "taken")


class Pages(NamedTuple):
    """What was built, and the addresses of its pages, each with a name."""

    urls: dict[str, str]
    people: list[Member]
    open: Meeting


def build(desk: Actor, hospital: Unit, today: date) -> Pages:
    """Build it all, and return where its pages are."""
    people = _enrol(hospital, today)
    first = _planned(
        desk, hospital, "delegates", "第八届第一次会员代表大会", today + 20 * DAY, 8, 1
    )
    meeting = _open(desk, hospital, people, today)
    urls = _of_meeting("open", meeting) | _of_meeting("empty", first)
    for step in STEPS:
        row = _election(desk, meeting, step, people, today)
        urls[f"election-{step}"] = reverse("meetings:election", args=[row.pk])
    urls |= _evaluations(desk, meeting, people, today)
    urls |= _recalls(desk, meeting, people, today)
    urls |= _staff(desk, hospital, people, today)
    urls |= _guests(desk, hospital, people, today)
    urls |= {"owed": _url("owed"), "meetings": _url("meetings")}
    return Pages(urls, people, meeting)


def _url(name: str, *keys: object) -> str:
    return reverse(f"meetings:{name}", args=keys)


def _of_meeting(name: str, one: Meeting) -> dict[str, str]:
    steps = "meeting roll desk desk-list panel screen presidium documents opinions watches"
    return {f"{name}-{step}": _url(step, one.pk) for step in steps.split()}


def _enrol(unit: Unit, today: date) -> list[Member]:
    rows = [
        Member(
            unit=unit,
            unit_path=unit.path,
            name=SURNAMES[n % 20] + GIVEN[(n * 5 + n // 20 * 3) % 13],
            staff_no=f"E{n + 1:03d}",
            gender="female" if n % 3 else "male",
            department=DEPARTMENTS[n % 4],
        )
        for n in range(ENROLLED)
    ]
    return Member.objects.bulk_create(rows)


def _open(desk: Actor, unit: Unit, people: list[Member], today: date) -> Meeting:
    """Open a later session of a term with 30 of 34 delegates, three of whom watch over votes."""
    meeting = actions.plan(
        actor=desk,
        unit=unit,
        kind="delegates",
        title="第八届第二次会员代表大会",
        meets_on=today,
        today=today,
        term=8,
        session=2,
        place="门诊楼五层会议室",
    )
    for n, name in enumerate(DEPARTMENTS):
        group = people[:DUE][n::4]
        actions.seat(actor=desk, meeting=meeting, members=group, group=f"{name}代表团")
    actions.seat(actor=desk, meeting=meeting, members=people[40:43], kind="observer")
    meeting = actions.fix_roll(actor=desk, meeting=meeting, today=today)
    watch(desk, meeting, people[20:23])
    meeting = actions.call(actor=desk, meeting=meeting, today=today)
    seats = list(meeting.seats.filter(seat="delegate")[: CAME + 1])
    for seat in seats:
        actions.sign_in(actor=desk, seat=seat, at=now())
    actions.undo_sign_in(actor=desk, seat=seats[-1], why="同名的人，点错了", at=now())
    actions.preside(actor=desk, meeting=meeting, seats=seats[:3])
    actions.preside(actor=desk, meeting=meeting, seats=seats[3:4], is_executive=True)
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=today)
    adopt(desk, meeting, "watchers", "method", "term", "seats")
    return meeting


def _election(desk: Actor, meeting: Meeting, until: str, people: list[Member], today: date) -> Item:
    """Take a by-election of a member of the committee as far as `until`."""
    at = STEPS.index(until)
    row = item(desk, meeting, "by_election", f"补选工会委员会委员（{at}）")
    if at == 0:
        return row
    one = plan(desk, row, seats=1)
    if at == 1:
        return row
    stand = people[50 + at * 2 : 52 + at * 2]
    if at == 2:
        for who in stand:
            actions.nominate(
                actor=desk, election=one, member=who, group="内科分会", today=today - 20 * DAY
            )
        return row
    one = put_forward(desk, one, stand, today - 20 * DAY)
    if at == 3:
        return row
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, people[24], today - 18 * DAY, today)
    if at == 4:
        return row
    one = actions.draft_ballot(actor=desk, election=one, today=today)
    if at == 5:
        return row
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    if at > 6:
        _vote(desk, one, at, today)
    return row


def _vote(desk: Actor, one: Election, at: int, today: date) -> None:
    one = queries.elections().get(pk=one.pk)
    actions.begin_item(actor=desk, item=one.item, at=now())
    one = actions.begin_vote(actor=desk, election=queries.elections().get(pk=one.pk), today=today)
    if at == 7:
        return
    ballot = queries.last_ballot(queries.elections().get(pk=one.pk))
    assert ballot
    counted(desk, ballot, [22, 6], today)
    if at > 8:
        one = queries.elections().get(pk=one.pk)
        actions.take_result(actor=desk, election=one, today=today)


def _evaluations(
    desk: Actor, meeting: Meeting, people: list[Member], today: date
) -> dict[str, str]:
    """Adopt a method; grade the union itself and tell it, grade its heads and tell nobody."""
    plain = item(desk, meeting, "home", "会员评家（还没有设定）")
    adopt(desk, meeting, "assessing")
    method = meeting.items.get(business="assessing")
    actions.keep_method(actor=desk, item=method, good=66, bad=50, today=today)
    told = _graded(desk, meeting, "home", [], ["职工医院工会"], (20, 6, 4), today)
    actions.report_evaluation(
        actor=desk, evaluation=told, party_told_on=today, upper_told_on=today, today=today
    )
    untold = _graded(desk, meeting, "heads", people[30:32], [], (5, 9, 16), today)
    row = item(desk, meeting, "heads", "评议工会主席、副主席（待测评）")
    actions.plan_evaluation(actor=desk, item=row, year=today.year, members=people[30:32])
    return {
        "evaluation-new": _url("evaluation", plain.pk),
        "evaluation-planned": _url("evaluation", row.pk),
        "evaluation-untold": _url("evaluation", untold.item_id),
        "evaluation-told": _url("evaluation", told.item_id),
        "evaluations": _url("evaluations"),
        "method": _url("method", method.pk),
    }


def _graded(
    desk: Actor,
    meeting: Meeting,
    business: str,
    members: list[Member],
    names: list[str],
    counts: tuple[int, int, int],
    today: date,
) -> Evaluation:
    row = item(desk, meeting, business, meeting.what.deals_with(business).title)
    one = actions.plan_evaluation(
        actor=desk, item=row, year=today.year, members=members, names=names
    )
    actions.draft_evaluation(actor=desk, evaluation=one, today=today)
    row = Item.objects.get(pk=row.pk)
    assert row.ballot
    ballots.set_ballot(actor=desk, ballot=row.ballot, today=today)
    actions.begin_item(actor=desk, item=row, at=now())
    actions.begin_ballot(actor=desk, item=Item.objects.get(pk=row.pk), today=today)
    marks = dict(zip(GRADES, counts, strict=True))
    graded(desk, Ballot.objects.get(pk=row.ballot_id), marks, today)
    one = Evaluation.objects.select_related("item__meeting__unit").get(pk=one.pk)
    return actions.take_grades(actor=desk, evaluation=one, today=today)


def _recalls(desk: Actor, meeting: Meeting, people: list[Member], today: date) -> dict[str, str]:
    """Propose recalls: one not set up, one proposed, one with papers, one agreed to, one ended."""
    urls = {}
    for n, step in enumerate(("new", "proposed", "papers", "agreed", "ended")):
        row = item(desk, meeting, "recall", f"罢免工会委员会委员（{n}）")
        urls[f"recall-{step}"] = _url("item-ballot", row.pk)
        if n == 0:
            continue
        post = _post(desk, meeting.unit, people[100 + n], today)
        recall = actions.plan_recall(
            actor=desk, item=row, post=post, reason="连续两年测评不满意", examined="已经考察"
        )
        if n > 1:
            row = actions.draft_vote(actor=desk, item=row, today=today)
        if n > 2:
            _recalled(desk, row, today)
        if n > 3:
            recall.refresh_from_db()
            actions.approve_recall(
                actor=desk, recall=recall, approved_on=today, document="〔2026〕9号", today=today
            )
    return urls


def _post(desk: Actor, unit: Unit, who: Member, today: date) -> Post:
    begun = today - 400 * DAY
    basis = Basis("elected", "第七届第一次会员代表大会", begun)
    return org.appoint(
        actor=desk, unit=unit, member=who, kind="committee", from_on=begun, basis=basis
    )


def _recalled(desk: Actor, row: Item, today: date) -> None:
    assert row.ballot
    ballots.set_ballot(actor=desk, ballot=row.ballot, today=today)
    actions.begin_item(actor=desk, item=row, at=now())
    actions.begin_ballot(actor=desk, item=Item.objects.get(pk=row.pk), today=today)
    counted(desk, Ballot.objects.get(pk=row.ballot_id), [20], today)
    actions.take_vote(actor=desk, item=Item.objects.get(pk=row.pk))


def _staff(desk: Actor, unit: Unit, people: list[Member], today: date) -> dict[str, str]:
    """Enter a term of the staff's delegates with all that hangs on it, and plan its session."""
    term = actions.enter_congress(
        actor=desk,
        unit=unit,
        kind="institution",
        number=8,
        years=5,
        begins_on=today - 60 * DAY,
        seats=13,
        people=ENROLLED,
        women=80,
    )
    _delegates(desk, term, people, today)
    urls = {
        name: _url(name, term.pk)
        for name in "congress delegates delegations panels inspections".split()
    }
    urls["congresses"] = _url("congresses")
    held = list(asked.delegates_of(term).order_by("pk"))
    urls["delegate"] = held[0].get_absolute_url()
    actions.end_mandate(
        actor=desk, delegate=held[5], on=today - DAY, reason="left", why="", today=today
    )
    urls["delegate-ended"] = held[5].get_absolute_url()
    for n, kind in enumerate(("visit", "question")):
        one = actions.enter_inspection(
            actor=desk,
            congress=term,
            kind=kind,
            title=("高温岗位防护用品", "食堂菜价上涨的原因")[n],
            held_on=today - (40 - 30 * n) * DAY,
            whom=("供应室", "后勤保障部")[n],
            delegates=held[:3],
            found="两台风扇损坏，防护服不够。\n建议七月以前补齐。",
            today=today,
        )
        urls[f"inspection-{kind}"] = one.get_absolute_url()
    panel = actions.put_panel(actor=desk, congress=term, name="提案审查委员会", duty="审查提案")
    actions.seat_on_panel(
        actor=desk, panel=panel, delegate=held[1], from_on=today - 30 * DAY, is_head=True
    )
    actions.seat_on_panel(
        actor=desk, panel=panel, delegate=None, from_on=today - 30 * DAY, name="特邀法律顾问"
    )
    urls |= _session(desk, unit, term, today)
    return urls


def _delegates(desk: Actor, term: Congress, people: list[Member], today: date) -> None:
    chosen_ones = []
    for n, name in enumerate(DEPARTMENTS):
        actions.put_precinct(actor=desk, congress=term, name=name, people=30, seats=4 - (n > 2))
        chosen_ones += [
            chosen(
                who,
                name,
                today - 50 * DAY,
                is_woman=who.gender == "female",
                is_frontline=at != 1,
                rank="chief" if at == 1 else "",
            )
            for at, who in enumerate(people[n * 4 : n * 4 + 3])
        ]
    actions.enter_delegates(actor=desk, congress=term, people=chosen_ones, today=today)
    for precinct in list(term.precincts.all())[:3]:
        made = actions.put_delegation(
            actor=desk, congress=term, name=f"{precinct}代表团", precincts=[precinct]
        )
        head = asked.delegates_of(term).filter(delegation=made).order_by("pk")[0]
        actions.name_head(actor=desk, delegate=head)
    actions.set_target(
        actor=desk, congress=term, share="frontline", bound="least", percent=80, source="选举方案"
    )


def _session(desk: Actor, unit: Unit, term: Congress, today: date) -> dict[str, str]:
    """Let the heads decide something, then plan the session that is to confirm it."""
    joint = _planned(desk, unit, "heads", "代表团（组）长联席会议", today)
    actions.seat_holders(actor=desk, meeting=joint)
    joint = actions.fix_roll(actor=desk, meeting=joint, today=today)
    joint = actions.call(actor=desk, meeting=joint, today=today)
    actions.sign_in_list(actor=desk, meeting=joint, seats=joint.seats.all(), at=now())
    joint = actions.open_meeting(actor=desk, meeting=joint, today=today)
    row = item(desk, joint, "urgent", "高温津贴提前发放")
    actions.begin_item(actor=desk, item=row, at=now())
    actions.vote_by_hands(actor=desk, item=row, yes=joint.due, no=0, abstain=0)
    actions.end_item(actor=desk, item=row, at=now(), resolution="自六月一日起发放。")
    one = _planned(
        desk, unit, "institution", "第八届第一次职工代表大会", today + 9 * DAY, term=8, session=1
    )
    for business, title in (("work", "医院工作报告"), ("rules", "考勤管理办法修订草案")):
        try_item(desk, one, business, title)
    for name in ("工作报告", "考勤管理办法"):
        upload = SimpleUploadedFile(f"{name}.txt", "正文。".encode(), "text/plain")
        actions.put_document(actor=desk, meeting=one, title=name, upload=upload, today=today)
    actions.note_opinion(
        actor=desk, meeting=one, words="夜班补休应当写明期限。", group="内科代表团", today=today
    )
    urls = {"credentials": _url("credentials", one.pk), "confirming": _url("confirming", one.pk)}
    urls |= {f"joint-{key}": _url(key, joint.pk) for key in ("meeting", "panel")}
    document = one.documents.order_by("pk")[0]
    urls["document"] = _url("document", document.pk)
    return urls | _of_meeting("planned", one)


def try_item(desk: Actor, meeting: Meeting, business: str, title: str) -> Item:
    """Put something on the agenda as business of the kind where it has such, else as it is."""
    known = {one.id for one in meeting.what.business}
    return item(desk, meeting, business if business in known else "", title)


def _planned(
    desk: Actor, unit: Unit, kind: str, title: str, on: date, term: int = 0, session: int = 0
) -> Meeting:
    return actions.plan(
        actor=desk,
        unit=unit,
        kind=kind,
        title=title,
        meets_on=on,
        today=localdate(),
        term=term,
        session=session,
    )


def _guests(desk: Actor, unit: Unit, people: list[Member], today: date) -> dict[str, str]:
    """Enter meetings of management: with an opinion, without, without an invitation."""
    urls = {"guestings": _url("guestings")}
    for n, (asked_, who, opinion) in enumerate(
        ((True, people[0], "夜班补贴不能减。"), (True, None, ""), (False, None, ""))
    ):
        one = actions.enter_guesting(
            actor=desk,
            unit=unit,
            title=f"院务会（{n}）",
            held_on=today - n * DAY,
            topics=["wages", "hours"],
            today=today,
            was_invited=asked_,
            who=who,
            opinion=opinion,
            decided="试行三个月。" if opinion else "",
        )
        urls[f"guesting-{n}"] = one.get_absolute_url()
    return urls

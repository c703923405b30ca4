"""A ballot from its draft to its sealed file: who may do what, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils.timezone import now
from docx import Document

from tests.ballots.conftest import COMMITTEE, EVALUATION, Browser, Election, come, hand_in, person
from zhijia.ballots import actions, queries
from zhijia.ballots.models import Ballot, Choice, Eligible, Entry, Sheet, Voter, WrittenRule
from zhijia.ballots.rules.asking import Asked
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

Trail = Callable[[], list[str]]
RESOLUTION = Asked("resolution", "大会决议", "other", adoption="members")
# 周秉正, 孙志刚 and 韩松 by their names.
FIRST, SECOND, THIRD = "周秉正", "孙志刚", "韩松"


def votes(*rows: tuple[str, int, int]) -> dict[str, dict[str, int]]:
    """Return lines of a count: name, for, against."""
    return {name: {"yes": yes, "no": no} for name, yes, no in rows}


def close(ballot: Ballot, desk: Actor, today: date) -> Ballot:
    """End a vote."""
    return actions.close_ballot(actor=desk, ballot=ballot, today=today, now=now())


def count(ballot: Ballot, desk: Actor, today: date) -> Ballot:
    """End a vote and count it."""
    return actions.count_ballot(actor=desk, ballot=close(ballot, desk, today), today=today)


# Drafts


def test_the_desk_drafts_and_a_neighbour_does_not(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft()
    assert (ballot.number, ballot.state, ballot.m) == (1, "draft", 5)
    with pytest.raises(Refused, match="由本单位"):
        actions.draft(
            actor=cast.actors["hospital_desk"],
            unit=cast.units["group"],
            title="抢办",
            body="committee",
            today=today,
        )
    with pytest.raises(Refused, match="由本单位"):
        actions.drop_ballot(actor=cast.actors["hospital_desk"], ballot=ballot)
    assert Ballot.objects.count() == 1


def test_a_draft_is_dropped_with_all_that_hangs_on_it(desk: Actor, draft: Election) -> None:
    actions.drop_ballot(actor=desk, ballot=draft())
    assert not Ballot.objects.exists()
    assert not Choice.objects.exists()
    assert not Voter.objects.exists()


def test_candidates_stand_in_the_order_of_strokes(draft: Election) -> None:
    contest = draft().contests.get()
    assert [one.name for one in contest.choices.all()] == ["孙志刚", "周秉正", "韩松"]
    assert contest.slots == 2, "as many write-ins as seats"


def test_nobody_stands_twice_and_only_members_stand(desk: Actor, draft: Election) -> None:
    contest = draft().contests.get()
    for lines, words in [(["周秉正"], "已经在名单上"), (["无此人"], "没有叫“无此人”的会员")]:
        with pytest.raises(Refused, match=words):
            actions.add_choices(actor=desk, contest=contest, lines=lines)
    assert contest.choices.count() == 3


def test_candidates_of_one_ballot_are_weighed_against_each_other(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft(watch={})
    audit = Asked("election", "选举经费审查委员会委员", "audit", seats=1, percent=0, write_ins=True)
    chair = Asked("election", "选举主席", "chair", seats=1, percent=0, write_ins=True)
    for asked, number in ((audit, "1001"), (chair, "1001")):
        contest = actions.add_contest(actor=desk, ballot=ballot, asked=asked)
        actions.add_choices(actor=desk, contest=contest, lines=[number])
    weighed = queries.weigh(ballot.unit, contest, list(contest.choices.all()), today)
    [found] = weighed.values()
    assert "不得兼任经费审查委员" in str(found.warnings)


def test_one_item_stands_once(desk: Actor, draft: Election) -> None:
    contest = draft(RESOLUTION, choices=("批准报告",)).contests.get()
    with pytest.raises(Refused, match="“批准报告”已经在名单上"):
        actions.add_choices(actor=desk, contest=contest, lines=["另一项", "批准报告 "])
    assert [one.name for one in contest.choices.all()] == ["批准报告"]


def test_papers_that_ask_several_things_are_told_once(
    desk: Actor, draft: Election, today: date, sign_in: Browser
) -> None:
    ballot = draft(RESOLUTION, choices=("批准报告",))
    second = actions.add_contest(
        actor=desk, ballot=ballot, asked=replace(RESOLUTION, title="第二项")
    )
    actions.add_choices(actor=desk, contest=second, lines=["批准预算"])
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    ballot = actions.open_ballot(actor=desk, ballot=ballot, today=today)
    due = ballot.due
    come(ballot, desk, today, due)
    for contest, name in zip(ballot.contests.all(), ("批准报告", "批准预算"), strict=True):
        hand_in(contest, votes((name, due, 0)), due)
    ballot.issues.all().delete()
    ballot.issues.create(box="会场", issued=due, returned=due)
    ballot = count(ballot, desk, today)
    assert ballot.took_part == due
    page = sign_in(desk).get(f"/ballots/{ballot.pk}/result/").text
    assert page.count(f"发出 {due} 张") == 1
    assert "各项同在一张选票上" in page
    assert page.count(f"有效 {due} 张") == 2
    report = Document(BytesIO(queries.result_file(ballot)))
    cells = [one.text for table in report.tables for row in table.rows for one in row.cells]
    assert (cells.count("发出"), cells.count("有效票")) == (1, 2)


def test_namesakes_are_told_apart_by_their_numbers(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    contest = draft().contests.get()
    org.enrol(
        actor=desk,
        unit=cast.units["group"],
        name="吴倩",
        staff_no="1099",
        joined_on=today,
        gender="female",
        today=today,
    )
    with pytest.raises(Refused, match=r"不止一人，请改填工号：.*2003.*1099"):
        actions.add_choices(actor=desk, contest=contest, lines=["吴倩"])
    actions.add_choices(actor=desk, contest=contest, lines=["1099"])
    assert contest.choices.get(name="吴倩").member.staff_no == "1099"  # type: ignore[union-attr]


def test_somebody_who_stands_does_not_watch(cast: Cast, desk: Actor, draft: Election) -> None:
    ballot = draft()
    with pytest.raises(Refused, match="候选人不得担任监票人"):
        actions.add_watcher(
            actor=desk, ballot=ballot, role="scrutineer", member=cast.members["1001"]
        )
    with pytest.raises(Refused, match="只能担任密钥保管人"):
        actions.add_watcher(actor=desk, ballot=ballot, role="scrutineer", name="外人")
    assert ballot.watchers.count() == 3


def test_holders_are_numbered_without_gaps(cast: Cast, desk: Actor, draft: Election) -> None:
    ballot = draft()
    made = [
        actions.add_watcher(actor=desk, ballot=ballot, role="holder", name=name)
        for name in ("甲", "乙", "丙")
    ]
    actions.drop_watcher(actor=desk, watcher=made[0])
    rows = ballot.watchers.filter(role="holder").values_list("name", "index")
    assert list(rows) == [("乙", 1), ("丙", 2)]


def test_a_roll_is_filled_from_members_who_vote(cast: Cast, draft: Election) -> None:
    ballot = draft()
    names = set(ballot.voters.values_list("name", flat=True))
    assert "陶然" in names, "members of units below vote too"
    assert "司马宏" not in names, "whose membership is only kept has no vote"
    assert "褚海涛" not in names, "who has left has none"


def test_a_pasted_roll_says_which_lines_it_left_out(desk: Actor, draft: Election) -> None:
    ballot = draft(source="committee")
    before = ballot.voters.count()
    text = "陶然 5004\n司马宏\n查无此人\n魏红梅 9999"
    _, troubles = actions.paste_roll(actor=desk, ballot=ballot, text=text)
    assert ballot.voters.count() == before + 2
    assert [one[:7] for one in troubles] == ["第 2 行：司", "第 3 行：没"]
    with pytest.raises(Refused, match="没有读到姓名"):
        actions.paste_roll(actor=desk, ballot=ballot, text=" \n ")


def test_another_vote_takes_names_without_members(desk: Actor, draft: Election) -> None:
    ballot = draft(replace(RESOLUTION), choices=("同意方案",))
    actions.paste_roll(actor=desk, ballot=ballot, text="特邀代表甲\n特邀代表乙")
    assert ballot.voters.filter(member=None).count() == 2


# Setting


def test_setting_freezes_the_roll_and_who_may_be_written_in(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = actions.set_ballot(actor=desk, ballot=draft(), today=today)
    assert (ballot.state, ballot.due) == ("set", ballot.voters.count())
    assert Eligible.objects.filter(ballot=ballot).count() == ballot.due
    voter = ballot.voters.first()
    assert voter
    for what in (
        lambda: actions.drop_voter(actor=desk, voter=voter),
        lambda: actions.paste_roll(actor=desk, ballot=ballot, text="陶然"),
        lambda: actions.drop_contest(actor=desk, contest=ballot.contests.get()),
    ):
        with pytest.raises(Refused, match="已定稿，不能修改"):
            what()
    assert ballot.voters.count() == ballot.due


def test_a_draft_that_lacks_something_is_not_set(desk: Actor, draft: Election, today: date) -> None:
    ballot = draft(watch={})
    with pytest.raises(Refused, match="还有 3 项不符合"):
        actions.set_ballot(actor=desk, ballot=ballot, today=today)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.due) == ("draft", 0)


def test_too_few_candidates_are_no_election(desk: Actor, draft: Election, today: date) -> None:
    ballot = draft(choices=("1001", "2002"))
    with pytest.raises(Refused, match="差额不够"):
        actions.set_ballot(actor=desk, ballot=ballot, today=today)


def test_few_members_do_not_elect_by_their_committee(
    desk: Actor, draft: Election, today: date
) -> None:
    with pytest.raises(Refused, match="应当召开会员大会"):
        actions.set_ballot(actor=desk, ballot=draft(source="committee"), today=today)


def test_who_is_on_record_as_barred_does_not_stand(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    org.note_bar(
        actor=desk, member=cast.members["1001"], kind="legal", source="营业执照", from_on=today
    )
    ballot = draft()
    with pytest.raises(Refused, match="周秉正：法定代表人不得担任工会委员"):
        actions.set_ballot(actor=desk, ballot=ballot, today=today)
    contest = ballot.contests.get()
    actions.drop_choice(actor=desk, choice=contest.choices.get(name=FIRST))
    actions.add_choices(actor=desk, contest=contest, lines=["4002"])
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    assert not Eligible.objects.filter(ballot=ballot, name=FIRST).exists()


def test_a_set_ballot_goes_back_until_keys_are_begun(
    desk: Actor, draft: Election, today: date
) -> None:
    ballot = actions.set_ballot(actor=desk, ballot=draft(), today=today)
    ballot = actions.unset_ballot(actor=desk, ballot=ballot)
    assert (ballot.state, ballot.due, ballot.roll_on) == ("draft", 0, None)
    assert not Eligible.objects.exists()
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    ballot.messages.create(holder=1, round=1, body="{}")
    with pytest.raises(Refused, match="已经开始生成密钥"):
        actions.unset_ballot(actor=desk, ballot=ballot)


def test_who_saw_an_older_draft_is_told(desk: Actor, draft: Election, today: date) -> None:
    ballot = draft()
    seen = ballot.version
    actions.edit_ballot(actor=desk, ballot=ballot, title="改名", way="paper", version=seen)
    with pytest.raises(Refused, match="他人刚修改过"):
        actions.edit_ballot(actor=desk, ballot=ballot, title="另名", way="paper", version=seen)
    with pytest.raises(Refused, match="他人刚修改过"):
        actions.set_ballot(actor=desk, ballot=ballot, today=today, version=seen)
    ballot.refresh_from_db()
    assert (ballot.title, ballot.state) == ("改名", "draft")


def test_the_remote_way_is_locked_until_a_rule_of_the_province_is_on_file(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft()
    assert not queries.prepared(replace_way(desk, ballot, "remote"), today).way_verdict
    rule = actions.file_rule(
        actor=desk,
        unit=cast.units["group"],
        subject="elections",
        title="工会选举办法",
        issuer="省总工会",
        level="provincial",
        number="省工发〔2026〕9号",
        article="第五条",
        since_on=today,
    )
    assert queries.prepared(ballot, today).way_verdict
    actions.drop_rule(actor=desk, rule=rule, today=today)
    assert not queries.prepared(ballot, today).way_verdict
    with pytest.raises(Refused, match="由本单位"):
        actions.drop_rule(actor=cast.actors["school_desk"], rule=rule, today=today)
    assert WrittenRule.objects.get().until_on == today


def replace_way(desk: Actor, ballot: Ballot, way: str) -> Ballot:
    """Let a draft vote by another way."""
    actions.edit_ballot(actor=desk, ballot=ballot, title=ballot.title, way=way)
    ballot.refresh_from_db()
    return ballot


# Opening and signing in


def test_an_electronic_vote_waits_for_its_board(desk: Actor, draft: Election, today: date) -> None:
    ballot = draft(EVALUATION, choices=("1001",), way="hall", watch={"chief_scrutineer": "2003"})
    for role, name in [("registrar", "戊"), ("holder", "甲"), ("holder", "乙"), ("holder", "丙")]:
        actions.add_watcher(actor=desk, ballot=ballot, role=role, name=name)
    with pytest.raises(Refused, match="两名监票人签署"):
        actions.set_ballot(actor=desk, ballot=ballot, today=today)
    actions.add_watcher(actor=desk, ballot=ballot, role="scrutineer", member=queries_member("3003"))
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    with pytest.raises(Refused, match="公告板还没有建立"):
        actions.open_ballot(actor=desk, ballot=ballot, today=today)
    Entry.objects.create(ballot=ballot, seq=0, kind="open", payload=b"{}", hash="0" * 64)
    ballot = actions.open_ballot(actor=desk, ballot=ballot, today=today)
    with pytest.raises(Refused, match="两名监票人在公告板上签署"):
        close(ballot, desk, today)
    ballot.refresh_from_db()
    assert ballot.state == "open"


def queries_member(staff_no: str) -> Member:
    """Return a member by the staff number."""
    return Member.objects.get(staff_no=staff_no)


def test_two_desks_sign_the_same_person_in_and_the_second_is_told(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    voter = ballot.voters.get(name="陶然")
    actions.sign_in(actor=desk, voter=voter, way="paper", today=today)
    teller = person(cast, "3003")
    with pytest.raises(Refused, match="已经签到，参加方式是纸质选票"):
        actions.sign_in(actor=teller, voter=voter, way="mobile", today=today)
    voter.refresh_from_db()
    assert (voter.way, voter.is_present) == ("paper", True)


def test_watchers_sign_in_and_other_members_do_not(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    voter = ballot.voters.get(name="陶然")
    with pytest.raises(Refused, match="监票人、计票人"):
        actions.sign_in(actor=person(cast, "5004"), voter=voter, way="paper", today=today)
    actions.sign_in(actor=person(cast, "2003"), voter=voter, way="mobile", today=today)
    found = queries.quorum_of(ballot)
    assert (found.present, found.mobile, found.taking_part) == (0, 1, 1)
    actions.undo_sign_in(actor=person(cast, "2003"), voter=voter)
    assert queries.quorum_of(ballot).taking_part == 0


def test_the_record_of_signing_in_names_nobody_on_the_roll(
    desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    voter = ballot.voters.get(name="陶然")
    actions.sign_in(actor=desk, voter=voter, way="paper", today=today)
    entry = AuditEntry.objects.get(action="ballots.sign_in")
    told = f"{entry.subject} {entry.before} {entry.after}"
    assert str(ballot) in told
    assert "陶然" not in told
    assert str(voter.pk) not in entry.subject.partition("#")[2].split()[1:]
    assert entry.after == entry.before == {}


def test_two_thirds_make_the_quorum(desk: Actor, opened: Election, today: date) -> None:
    ballot = opened()
    least = -(-2 * ballot.due // 3)
    come(ballot, desk, today, least - 1)
    assert not queries.quorum_of(ballot).verdict
    come(ballot, desk, today, 1)
    assert queries.quorum_of(ballot).verdict


# Counting


def test_an_election_is_counted_told_and_sealed(
    cast: Cast, desk: Actor, opened: Election, today: date, audit_trail: Trail
) -> None:
    ballot = opened()
    due = ballot.due
    come(ballot, desk, today, due)
    rows = votes((FIRST, due - 2, 2), (SECOND, due - 5, 5), (THIRD, 5, due - 5))
    hand_in(ballot.contests.get(), rows, due)
    ballot = count(ballot, desk, today)
    contest = ballot.contests.get()
    names = {one.key: one.name for one in contest.choices.all()}
    assert [names[key] for key in contest.outcome["elected"]] == [FIRST, SECOND]
    with pytest.raises(Refused, match="还没有公布"):
        actions.seal_ballot(actor=desk, ballot=ballot, today=today)
    ballot = actions.tell_result(actor=desk, ballot=ballot, today=today)
    with pytest.raises(Refused, match="已经公布"):
        actions.tell_result(actor=desk, ballot=ballot, today=today)
    ballot = actions.seal_ballot(actor=desk, ballot=ballot, today=today)
    assert ballot.state == "sealed"
    steps = [name for name in audit_trail() if name.startswith("ballots.")]
    assert steps[-4:] == [
        "ballots.close_ballot",
        "ballots.count_ballot",
        "ballots.tell_result",
        "ballots.seal_ballot",
    ]


def test_nothing_is_counted_while_tellers_differ(
    desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    come(ballot, desk, today, ballot.due)
    contest = ballot.contests.get()
    ballot = close(ballot, desk, today)
    with pytest.raises(Refused, match="还没有登记发票和收票"):
        actions.count_ballot(actor=desk, ballot=ballot, today=today)
    hand_in(contest, votes((FIRST, 30, 0)), ballot.due)
    Sheet.objects.filter(teller__role="teller_b").update(is_settled=False)
    with pytest.raises(Refused, match="还不一致"):
        actions.count_ballot(actor=desk, ballot=ballot, today=today)
    ballot.refresh_from_db()
    assert (ballot.state, ballot.contests.get().outcome) == ("closed", {})


def test_a_tie_leads_to_a_second_vote_among_the_tied(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    due = ballot.due
    come(ballot, desk, today, due)
    rows = votes((FIRST, due - 1, 1), (SECOND, due - 5, 5), (THIRD, due - 5, 5))
    hand_in(ballot.contests.get(), rows, due)
    ballot = actions.tell_result(actor=desk, ballot=count(ballot, desk, today), today=today)
    with pytest.raises(Refused, match="先办再次投票"):
        actions.seal_ballot(actor=desk, ballot=ballot, today=today)
    again = actions.follow(actor=desk, contest=ballot.contests.get(), today=today)
    with pytest.raises(Refused, match="已经另行投票"):
        actions.follow(actor=desk, contest=ballot.contests.get(), today=today)
    contest = again.contests.get()
    assert {one.name for one in contest.choices.all()} == {SECOND, THIRD}
    assert (contest.seats, contest.is_runoff, contest.write_ins, again.follows) == (
        1,
        True,
        False,
        ballot,
    )
    assert again.voters.count() == due
    again = actions.set_ballot(actor=desk, ballot=again, today=today)
    again = actions.open_ballot(actor=desk, ballot=again, today=today)
    come(again, desk, today, due)
    hand_in(again.contests.get(), votes((SECOND, 6, due - 6), (THIRD, 5, due - 5)), due)
    contest = count(again, desk, today).contests.get()
    assert [contest.choices.get(member_id=int(key[1:])).name for key in contest.outcome["elected"]]
    assert contest.outcome["then"] == ""
    actions.seal_ballot(actor=desk, ballot=ballot, today=today)


def test_an_open_seat_is_filled_or_left_as_the_meeting_agrees(
    desk: Actor, opened: Election, today: date
) -> None:
    asked = replace(COMMITTEE, seats=4)
    ballot = opened(asked, choices=("1001", "2002", "3002", "4002", "4004"))
    due = ballot.due
    come(ballot, desk, today, due)
    rows = votes(
        (FIRST, due, 0),
        (SECOND, due, 0),
        (THIRD, due, 0),
        ("施永红", 5, due - 5),
        ("孔令辉", 4, due - 4),
    )
    hand_in(ballot.contests.get(), rows, due)
    ballot = count(ballot, desk, today)
    contest = ballot.contests.get()
    assert contest.outcome["then"] == "fill"
    with pytest.raises(Refused, match="没有超过半数"):
        actions.leave_open(actor=desk, contest=contest, agreed=1, present=due, today=today)
    contest.refresh_from_db()
    assert contest.outcome["then"] == "fill"
    actions.leave_open(actor=desk, contest=contest, agreed=due, present=due, today=today)
    contest.refresh_from_db()
    assert (contest.outcome["then"], contest.outcome["open_seats"]) == ("", 0)
    assert "同意不再选举" in contest.outcome["steps"][-1][0]


def test_a_seat_left_open_by_a_second_vote_too_may_stay_empty(
    desk: Actor, opened: Election, today: date
) -> None:
    asked = replace(COMMITTEE, seats=4)
    ballot = opened(asked, choices=("1001", "2002", "3002", "4002", "4004"))
    due = ballot.due
    come(ballot, desk, today, due)
    names = (FIRST, SECOND, THIRD)
    rows = votes(*((one, due, 0) for one in names), ("施永红", 5, due - 5), ("孔令辉", 4, due - 4))
    hand_in(ballot.contests.get(), rows, due)
    first = count(ballot, desk, today).contests.get()
    again = actions.follow(actor=desk, contest=first, today=today)
    again = actions.set_ballot(actor=desk, ballot=again, today=today)
    again = actions.open_ballot(actor=desk, ballot=again, today=today)
    come(again, desk, today, due)
    rows = votes(("施永红", 5, due - 5), ("孔令辉", 4, due - 4))
    hand_in(again.contests.get(), rows, due)
    second = count(again, desk, today).contests.get()
    assert (second.outcome["then"], second.outcome["elected"]) == ("fill", [])
    actions.leave_open(actor=desk, contest=second, agreed=due, present=due, today=today)
    second.refresh_from_db()
    assert second.outcome["then"] == ""
    assert "已选出 3 人，接近应选 4 人" in second.outcome["steps"][-1][0]


def test_write_ins_are_counted_by_the_names_on_the_frozen_list(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    due = ballot.due
    come(ballot, desk, today, due)
    key = f"m{cast.members['5004'].pk}"
    rows = votes((FIRST, due, 0), (SECOND, 2, due - 2), (THIRD, 1, due - 1))
    hand_in(ballot.contests.get(), rows, due, **{key: due - 3})
    contest = count(ballot, desk, today).contests.get()
    assert contest.outcome["elected"][1] == key
    assert contest.tally["names"] == {key: "陶然"}


def test_the_mobile_box_counts_toward_the_quorum(
    desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    for voter in ballot.voters.all():
        actions.sign_in(actor=desk, voter=voter, way="mobile", today=today)
    assert queries.quorum_of(ballot).verdict
    ballot.issues.create(box="流动 1", is_mobile=True, issued=ballot.due, returned=ballot.due)
    found = queries.counts_of(ballot).turnouts[ballot.contests.get().pk]
    assert (found.handed_out, found.mobile, found.present) == (0, ballot.due, 0)


def test_a_resolution_and_an_evaluation_go_the_same_way(
    desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened(RESOLUTION, choices=("通过工作报告", "通过财务报告"))
    due = ballot.due
    come(ballot, desk, today, due)
    rows = votes(("通过工作报告", due, 0), ("通过财务报告", 3, due - 3))
    hand_in(ballot.contests.get(), rows, due)
    contest = count(ballot, desk, today).contests.get()
    assert list(contest.outcome["items"].values()) == ["adopted", "rejected"]

    ballot = opened(EVALUATION, choices=("1001",))
    come(ballot, desk, today, due)
    hand_in(ballot.contests.get(), {FIRST: {"满意": due - 4, "不满意": 4}}, due)
    contest = count(ballot, desk, today).contests.get()
    assert contest.outcome["subjects"][contest.choices.get().key]["counts"]["满意"] == due - 4


def test_evaluations_of_earlier_years_stand_beside_that_of_this_year(
    desk: Actor, opened: Election, today: date
) -> None:
    for number in (3, 4):
        ballot = opened(EVALUATION, choices=("1001",))
        come(ballot, desk, today, ballot.due)
        rows = {FIRST: {"满意": ballot.due - number, "不满意": number}}
        hand_in(ballot.contests.get(), rows, ballot.due)
        ballot = count(ballot, desk, today)
    choice = ballot.contests.get().choices.get()
    found = queries.earlier_of(choice, EVALUATION.grades)
    assert [one.entry["counts"]["不满意"] for one in found] == [3]
    assert queries.earlier_of(choice, ("优秀", "称职")) == []


def test_paper_that_was_keyed_in_is_counted_once(desk: Actor, draft: Election, today: date) -> None:
    ballot = draft(EVALUATION, choices=("1001",), way="mixed")
    Ballot.objects.filter(pk=ballot.pk).update(state="closed", due=ballot.voters.count())
    ballot.refresh_from_db()
    for n, voter in enumerate(ballot.voters.all()[:12]):
        way = "paper" if n < 4 else "electronic"
        Voter.objects.filter(pk=voter.pk).update(way=way, is_present=True)
    ballot.issues.create(box="会场", issued=4, returned=4)
    paper = b'{"cells":[],"issued":4,"returned":4,"valid":3,"void":1,"writes":{}}'
    result = b'{"ballots":11,"cells":[9,1,1],"writes":{}}'
    for seq, (kind, payload) in enumerate([("paper", paper), ("result", result)]):
        Entry.objects.create(ballot=ballot, seq=seq, kind=kind, payload=payload, hash=f"{seq:064}")
    found = queries.counts_of(ballot)
    key = ballot.contests.get().pk
    assert found.verdict
    assert (found.counted[key].valid, found.counted[key].void) == (11, 1)
    turnout = found.turnouts[key]
    assert (turnout.present, turnout.handed_out, turnout.returned) == (12, 12, 12)


# The end


def test_a_ballot_is_void_by_the_hand_of_the_chair_and_with_a_reason(
    desk: Actor, chair: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    with pytest.raises(Refused, match="主席、副主席办理"):
        actions.void_ballot(actor=desk, ballot=ballot, reason="名册有误", today=today)
    with pytest.raises(Refused, match="理由"):
        actions.void_ballot(actor=chair, ballot=ballot, reason=" ", today=today)
    ballot = actions.void_ballot(actor=chair, ballot=ballot, reason="名册有误", today=today)
    assert (ballot.state, ballot.closed_on) == ("void", today)
    assert ballot.voters.count() == ballot.due, "all of it stays on file"


def test_a_remote_vote_tells_everybody_and_does_not_end_early(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft(EVALUATION, choices=("1001",), way="remote", watch={"chief_scrutineer": "2003"})
    for role, name in [("registrar", "戊"), ("holder", "甲"), ("holder", "乙"), ("holder", "丙")]:
        actions.add_watcher(actor=desk, ballot=ballot, role=role, name=name)
    actions.add_watcher(actor=desk, ballot=ballot, role="scrutineer", member=cast.members["3003"])
    actions.edit_ballot(
        actor=desk,
        ballot=ballot,
        title=ballot.title,
        way="remote",
        revote=True,
        closes_at=now() + timedelta(days=2),
    )
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    Entry.objects.create(ballot=ballot, seq=0, kind="open", payload=b"{}", hash="0" * 64)
    ballot = actions.open_ballot(actor=desk, ballot=ballot, today=today)
    assert Notice.objects.filter(kind="ballots.vote").exists()
    with pytest.raises(Refused, match="不能提前结束"):
        close(ballot, desk, today)
    assert queries.my_votes(person(cast, "5004")).get() == ballot
    Entry.objects.create(ballot=ballot, seq=1, kind="closed", payload=b"{}", hash="1" * 64)
    result = b'{"ballots":6,"cells":[4,1,1],"writes":{}}'
    Entry.objects.create(ballot=ballot, seq=2, kind="result", payload=result, hash="2" * 64)
    later = now() + timedelta(days=3)
    ballot = actions.close_ballot(actor=desk, ballot=ballot, today=today, now=later)
    ballot = actions.count_ballot(actor=desk, ballot=ballot, today=today)
    contest = ballot.contests.get()
    entry = contest.outcome["subjects"][contest.choices.get().key]
    assert entry == {"valid": 6, "counts": {"满意": 4, "基本满意": 1, "不满意": 1}}

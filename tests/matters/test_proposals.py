"""A proposal from its draft to its end, and who may do what on the way."""

from datetime import date

import pytest

from tests.matters.conftest import ANSWER, TITLE, VALUES, Congress, File, Walk, member_of
from zhijia.matters import actions, policies, queries
from zhijia.matters.models import Matter, Move, Rating, Tie
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice


def test_a_proposal_goes_from_draft_to_carried_out(filed: File, walk: Walk) -> None:
    matter = walk(filed(), "closed")
    assert matter.stands.name == "已落实"
    assert matter.number == f"提〔{matter.year}〕1号"
    assert matter.closed_on
    assert not matter.parts.standing().exists()


def test_two_delegates_must_second(filed: File, congress: Congress, today: date) -> None:
    matter = filed()
    actions.back(actor=congress.backers[0], matter=matter, is_for=True, today=today)
    with pytest.raises(Refused, match="须有 2 名以上"):
        actions.move(actor=congress.filer, matter=matter, step="hand_in", today=today)
    matter.refresh_from_db()
    assert matter.state == "seconding"


def test_nobody_seconds_their_own(filed: File, congress: Congress, today: date) -> None:
    matter = filed()
    with pytest.raises(Refused, match="不能附议自己"):
        actions.back(actor=congress.filer, matter=matter, is_for=True, today=today)
    assert not matter.backers.exists()


def test_only_delegates_second(filed: File, congress: Congress, today: date) -> None:
    matter = filed()
    with pytest.raises(Refused, match="由职工代表附议"):
        actions.back(actor=congress.handler, matter=matter, is_for=True, today=today)


def test_a_decline_needs_its_reason(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "committee")
    with pytest.raises(Refused, match="不立案的理由"):
        actions.move(actor=congress.committee, matter=matter, step="decline", today=today)
    said = actions.Given(words="不属于职工代表大会职权")
    actions.move(actor=congress.committee, matter=matter, step="decline", today=today, given=said)
    matter.refresh_from_db()
    assert (matter.state, matter.closed_on) == ("declined", today)
    assert matter.serial is None


def test_the_handler_does_not_see_the_rating_until_all_is_over(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "rated")
    parts = list(queries.parts_in(matter))
    handler = policies.parties(congress.handler, matter, parts)
    committee = policies.parties(congress.committee, matter, parts)
    assert policies.hides(matter, "rating", handler)
    assert not policies.hides(matter, "rating", committee)
    assert not any(move.words for move in Move.objects.filter(step="rate"))
    matter.state = "closed"
    assert not policies.hides(matter, "rating", handler)


def test_the_handler_may_not_settle_the_evaluation(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "filed")
    lead = actions.Assignee(congress.unit, "工会", member=member_of(congress.committee))
    given = actions.Given(lead=lead)
    actions.move(actor=congress.desk, matter=matter, step="assign", today=today, given=given)
    said = actions.Given(values={"answer": ANSWER, "contact": "8001"})
    actions.move(actor=congress.committee, matter=matter, step="answer", today=today, given=said)
    actions.rate(actor=congress.filer, matter=matter, choice="bad", words="空话", today=today)
    with pytest.raises(Refused, match="主办人不能办理"):
        actions.move(actor=congress.committee, matter=matter, step="accept", today=today)
    matter.refresh_from_db()
    assert matter.state == "rated"


def test_who_is_not_satisfied_has_it_done_again_once(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "answered")
    again = actions.Given(words="请写明落实的时间")
    answer = actions.Given(values={"answer": ANSWER, "contact": "8001"})
    who = congress.committee
    actions.rate(actor=congress.filer, matter=matter, choice="bad", words="空", today=today)
    actions.move(actor=who, matter=matter, step="again", today=today, given=again)
    matter.refresh_from_db()
    assert matter.state == "handling"
    assert queries.last_rating(matter) is not None
    actions.move(actor=congress.handler, matter=matter, step="answer", today=today, given=answer)
    matter.refresh_from_db()
    assert queries.last_rating(matter) is None, "the second answer was not judged yet"
    actions.rate(actor=congress.filer, matter=matter, choice="bad", words="空", today=today)
    with pytest.raises(Refused, match="已经重办过一次"):
        actions.move(actor=who, matter=matter, step="again", today=today, given=again)
    assert Rating.objects.count() == 2


def test_who_is_not_satisfied_is_not_passed_over_and_who_is_has_it_not_done_again(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter, who = walk(filed(), "answered"), congress.committee
    actions.rate(actor=congress.filer, matter=matter, choice="bad", words="空", today=today)
    with pytest.raises(Refused, match="请先重新办理一次"):
        actions.move(actor=who, matter=matter, step="accept", today=today)
    fair = walk(filed(title="关于班车线路"), "rated")
    again = actions.Given(words="再办一次")
    with pytest.raises(Refused, match="没有评价不满意"):
        actions.move(actor=who, matter=fair, step="again", today=today, given=again)
    assert {one.state for one in Matter.objects.all()} == {"rated"}


def test_what_was_drafted_before_a_call_answers_the_one_that_is_open(
    congress: Congress, today: date
) -> None:
    how = {"actor": congress.filer, "kind": "proposal", "unit": congress.unit, "today": today}
    actions.close_call(actor=congress.desk, call=congress.call, today=today)
    said = {"title": TITLE, "values": VALUES}
    draft = actions.keep_draft(**how, **said)
    with pytest.raises(Refused, match="现在没有提案征集"):
        actions.file_matter(**how, **said, draft=draft)
    draft.refresh_from_db()
    assert draft.is_draft
    call = actions.open_call(
        actor=congress.desk,
        unit=congress.unit,
        kind="proposal",
        title="第三届第三次职代会提案征集",
        from_on=today,
        until_on=today,
    )
    matter = actions.file_matter(**how, **said, draft=draft)
    assert (matter.state, matter.call) == ("seconding", call)


def test_answered_is_not_carried_out(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "carrying")
    with pytest.raises(Refused, match="已经不在可以"):
        actions.move(actor=congress.committee, matter=matter, step="close", today=today)
    bare = actions.Given(values={"carried": "done"}, words="已落实")
    with pytest.raises(Refused, match="写明落实的依据"):
        actions.move(actor=congress.handler, matter=matter, step="report", today=today, given=bare)
    matter.refresh_from_db()
    assert (matter.state, matter.values.get("carried")) == ("carrying", None)


def test_the_lead_waits_for_who_assists(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "filed")
    lead = actions.Assignee(congress.unit, "后勤部", member=member_of(congress.handler))
    helper = actions.Assignee(congress.unit, "财务部", member=member_of(congress.assistant))
    given = actions.Given(lead=lead, assists=[helper])
    actions.move(actor=congress.desk, matter=matter, step="assign", today=today, given=given)
    answer = actions.Given(values={"answer": ANSWER, "contact": "8001"})
    with pytest.raises(Refused, match="没有会签"):
        actions.move(
            actor=congress.handler, matter=matter, step="answer", today=today, given=answer
        )
    part = matter.parts.get(role="assist")
    actions.answer_part(actor=congress.assistant, part=part, words="同意安排经费", today=today)
    actions.move(actor=congress.handler, matter=matter, step="answer", today=today, given=answer)
    matter.refresh_from_db()
    assert matter.state == "answered"


def test_a_part_within_the_unit_is_given_to_a_person(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "filed")
    given = actions.Given(lead=actions.Assignee(congress.unit, "后勤部"))
    with pytest.raises(Refused, match="写明承办人"):
        actions.move(actor=congress.desk, matter=matter, step="assign", today=today, given=given)
    assert not matter.parts.exists()


def test_proposals_are_merged_once(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    main, other = walk(filed(), "committee"), walk(filed(title="夜班吃饭难"), "committee")
    how = {"main": main, "others": [other], "words": "内容相同", "today": today}
    actions.pause(actor=congress.committee, matter=other, reason="等待上级意见", today=today)
    actions.merge(actor=congress.committee, **how)
    other.refresh_from_db()
    assert (other.state, other.closed_on) == ("merged", today)
    assert (other.is_paused, other.pauses.get().until_on) == (False, today)
    with pytest.raises(Refused, match="他人刚办理过"):
        actions.merge(actor=congress.desk, **how)
    assert Tie.objects.count() == 1


def test_without_a_call_nothing_is_filed(congress: Congress, today: date) -> None:
    actions.close_call(actor=congress.desk, call=congress.call, today=today)
    said = {"title": TITLE, "values": VALUES, "kind": "proposal", "unit": congress.unit}
    with pytest.raises(Refused, match="征集"):
        actions.file_matter(
            actor=congress.filer, call=congress.call.__class__.objects.get(), today=today, **said
        )
    assert not Matter.objects.exists()


def test_numbers_have_no_gaps(filed: File, walk: Walk, congress: Congress) -> None:
    first, second = (walk(filed(), "filed") for _ in range(2))
    assert (first.serial, second.serial) == (1, 2)


def test_a_message_tells_what_happened_and_names_nobody(
    filed: File, walk: Walk, congress: Congress
) -> None:
    walk(filed(), "filed")
    titles = set(Notice.objects.values_list("title", flat=True))
    assert all(title.startswith(("提案：", "请您附议")) for title in titles)


def test_a_pause_moves_the_deadline_on(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    from datetime import timedelta

    matter = walk(filed(), "committee")
    due_on = matter.due_on
    actions.pause(actor=congress.committee, matter=matter, reason="等待上级意见", today=today)
    with pytest.raises(Refused, match="已暂停"):
        actions.move(actor=congress.committee, matter=matter, step="file", today=today)
    later = today + timedelta(days=10)
    matter = actions.resume(actor=congress.committee, matter=matter, today=later)
    assert due_on
    assert matter.due_on
    assert matter.due_on >= due_on + timedelta(days=10)


def test_what_is_under_way_stays_and_what_failed_is_checked(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    matter = walk(filed(), "carrying")
    under = {"carried": "under_way", "carried_by": today}
    said = actions.Given(values=under, words="正在采购")
    actions.move(actor=congress.handler, matter=matter, step="report", today=today, given=said)
    matter.refresh_from_db()
    assert matter.state == "carrying"
    failed = actions.Given(values={"carried": "failed"}, words="场地已另有用途")
    actions.move(actor=congress.handler, matter=matter, step="report", today=today, given=failed)
    with pytest.raises(Refused, match="没有报已落实"):
        actions.move(actor=congress.committee, matter=matter, step="close", today=today)
    on = actions.Given(words="请另找场地")
    actions.move(actor=congress.committee, matter=matter, step="press_on", today=today, given=on)
    matter.refresh_from_db()
    assert matter.state == "carrying"


def test_a_draft_is_thrown_away_by_who_wrote_it(congress: Congress, today: date) -> None:
    how = {"kind": "proposal", "unit": congress.unit, "title": TITLE, "values": {}}
    draft = actions.keep_draft(actor=congress.filer, today=today, **how)
    with pytest.raises(Refused, match="由起草人本人"):
        actions.discard(actor=congress.desk, matter=draft)
    assert Matter.objects.exists()
    actions.discard(actor=congress.filer, matter=draft)
    assert not Matter.objects.exists()


def test_the_record_does_not_tell_the_rating(filed: File, walk: Walk, congress: Congress) -> None:
    walk(filed(), "rated")
    entry = AuditEntry.objects.filter(action="matters.rate").get()
    assert "fair" not in str(entry.after)

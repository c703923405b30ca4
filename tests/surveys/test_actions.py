"""Questionnaires drawn up, rounds opened, answered once, closed, and answered to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.surveys.conftest import Open, answer, who
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.surveys import actions, queries, rules
from zhijia.surveys.models import Answer, Asked, Box, Outcome, Paper, Round, Sheet, Signed
from zhijia.surveys.queries import results
from zhijia.surveys.rules import Item

Trail = Callable[[], list[str]]


def cast_all(round: Round, today: date, count: int, **kept: str) -> None:
    """Let so many people answer an anonymous round."""
    for number, one in enumerate(who(round, count, **kept)):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)


# Questionnaires


def test_the_desk_of_a_unit_draws_up_and_a_neighbour_does_not(
    cast: Cast, sheet: Sheet, today: date
) -> None:
    other = cast.actors["hospital_desk"]
    with pytest.raises(Refused, match="起草"):
        actions.drop_sheet(actor=other, sheet=sheet, today=today)
    sheet.refresh_from_db()
    assert sheet.dropped_on is None


def test_questions_are_added_changed_moved_and_dropped(desk: Actor, sheet: Sheet) -> None:
    edition = queries.edition_of(sheet)
    new = Item("", "single", "再问一句？", options=rules.lettered(["好", "不好"]))
    edition = actions.put_question(actor=desk, edition=edition, item=new)
    assert [item.code for item in edition.items] == ["q1", "q2", "q3", "q4", "q5"]
    edition = actions.move_question(actor=desk, edition=edition, code="q5", by=-1)
    assert [item.code for item in edition.items][-2:] == ["q5", "q4"]
    edition = actions.drop_question(actor=desk, edition=edition, code="q5")
    edition = actions.put_question(actor=desk, edition=edition, item=new)
    assert edition.items[-1].code == "q6", "a code is never given twice"


def test_a_question_does_not_move_before_what_it_hangs_on(desk: Actor, sheet: Sheet) -> None:
    edition = queries.edition_of(sheet)
    edition = actions.move_question(actor=desk, edition=edition, code="q3", by=-1)
    with pytest.raises(Refused, match="不成立"):
        actions.move_question(actor=desk, edition=edition, code="q3", by=-1)
    with pytest.raises(Refused, match="第 2 题"):
        actions.drop_question(actor=desk, edition=edition, code="q1")
    edition.refresh_from_db()
    assert [row["code"] for row in edition.questions] == ["q1", "q3", "q2", "q4"]


def test_who_saw_an_older_text_is_told(desk: Actor, sheet: Sheet) -> None:
    edition = queries.edition_of(sheet)
    seen = edition.version
    actions.move_question(actor=desk, edition=edition, code="q4", by=-1, version=seen)
    with pytest.raises(Refused, match="他人刚修改过"):
        actions.drop_question(actor=desk, edition=edition, code="q2", version=seen)
    assert len(queries.edition_of(sheet).items) == 4


def test_an_edition_is_fixed_once_it_is_asked_and_the_next_one_begins_with_it(
    desk: Actor, sheet: Sheet, open_: Open
) -> None:
    round = open_()
    edition = queries.edition_of(sheet)
    with pytest.raises(Refused, match="修订"):
        actions.drop_question(actor=desk, edition=edition, code="q4")
    newer = actions.revise_sheet(actor=desk, sheet=sheet)
    newer = actions.drop_question(actor=desk, edition=newer, code="q4")
    assert (newer.number, len(newer.items)) == (2, 3)
    round.edition.refresh_from_db()
    assert len(queries.edition_of(sheet).items) == 3
    assert len(Round.objects.get(pk=round.pk).edition.items) == 4


# Rounds


def test_a_round_asks_the_roll_of_its_day_and_tells_those_with_an_account(
    cast: Cast, open_: Open, today: date
) -> None:
    round = open_()
    assert round.asked_count == Asked.objects.filter(round=round).count() == 40
    told = Notice.objects.filter(kind="surveys.asked")
    assert told.count() == len(queries.users_asked(round)) > 0
    gone = [cast.members[number].pk for number in ("2006", "7003")]
    assert not Asked.objects.filter(round=round, member_id__in=gone).exists()


def test_a_round_asks_nobody_outside_its_unit(cast: Cast, sheet: Sheet, today: date) -> None:
    hospital = cast.actors["hospital_desk"]
    own = actions.draft_sheet(
        actor=hospital,
        unit=cast.units["hospital"],
        title="医院问卷",
        topic="",
        words="",
        items=queries.edition_of(sheet).items,
        today=today,
    )
    spec = queries.Spec("越界", True, today, today, today, cast.units["group"])
    with pytest.raises(Refused, match="本单位和下级单位"):
        actions.publish_round(
            actor=hospital, edition=queries.edition_of(own), spec=spec, today=today
        )
    assert not Round.objects.exists()
    assert queries.edition_of(own).frozen_on is None


def test_groups_of_fewer_than_ten_are_one(open_: Open) -> None:
    groups = list(open_().groups.values_list("name", "size"))
    assert all(size >= 10 for _, size in groups)
    assert len(groups) > 1


def test_a_sample_by_quotas_can_be_drawn_again(cast: Cast, open_: Open) -> None:
    lines = "职工医院工会，不限，不限，3\nXX，女，不限，2\n供电公司工会，男，不限，2"
    round = open_(way="quota", quotas=lines, seed="5eed")
    assert round.asked_count == 7
    assert queries.drawn_again(round)
    again = open_(way="quota", quotas=lines, seed="5eed")
    assert set(again.asked.values_list("member_id")) == set(round.asked.values_list("member_id"))
    somebody = cast.members["1001"]
    Asked.objects.filter(round=round).first().delete()  # type: ignore[union-attr]
    assert not queries.drawn_again(round), somebody


def test_a_sample_that_cannot_be_had_opens_nothing(open_: Open, sheet: Sheet) -> None:
    with pytest.raises(Refused, match="可抽"):
        open_(way="quota", quotas="职工医院工会，女，不限，400")
    assert not Round.objects.exists()


def test_a_share_of_each_unit_is_drawn(open_: Open) -> None:
    round = open_(way="share", size=12)
    assert round.asked_count == 12
    assert queries.drawn_again(round)


def test_four_people_are_not_asked_anonymously(open_: Open) -> None:
    with pytest.raises(Refused, match="至少 5 人"):
        open_(way="share", size=4)
    assert open_(way="share", size=4, is_anonymous=False)


# Named answers


def test_a_named_answer_counts_once(open_: Open, today: date) -> None:
    round = open_(is_anonymous=False)
    one = who(round, 1)[0]
    actions.answer_signed(actor=one, round=round, content=answer(), today=today)
    with pytest.raises(Refused, match="每人一份"):
        actions.answer_signed(actor=one, round=round, content=answer(1), today=today)
    assert Signed.objects.get().answer.content["q1"] == "A"


def test_an_answer_with_faults_is_not_taken(open_: Open, today: date) -> None:
    round = open_(is_anonymous=False)
    one = who(round, 1)[0]
    with pytest.raises(actions.Refusals) as no:
        actions.answer_signed(actor=one, round=round, content={"q2": 9}, today=today)
    assert set(no.value.faults) == {"q1", "q2"}
    assert not Answer.objects.exists()
    assert Asked.objects.get(round=round, member_id=one.member_id).state == ""


def test_outside_the_days_nothing_is_taken(open_: Open, today: date) -> None:
    round = open_(is_anonymous=False)
    one = who(round, 1)[0]
    late = today + timedelta(days=15)
    with pytest.raises(Refused, match="已经结束"):
        actions.answer_signed(actor=one, round=round, content=answer(), today=late)
    assert not Answer.objects.exists()


# From outside


def test_strangers_answer_only_where_the_round_says_so(open_: Open, today: date) -> None:
    shut, opened = open_(), open_(is_outside=True)
    with pytest.raises(Refused, match="不接受"):
        actions.deposit_outside(round=shut, content=answer(), who="", today=today)
    actions.deposit_outside(round=opened, content=answer(), who="", today=today)
    assert Box.objects.get().group is None


def test_a_named_stranger_is_sealed(open_: Open, today: date) -> None:
    round = open_(is_outside=True, is_anonymous=False)
    with pytest.raises(Refused, match="姓名"):
        actions.deposit_outside(round=round, content=answer(), who=" ", today=today)
    actions.deposit_outside(round=round, content=answer(), who="患者家属 王某", today=today)
    assert Signed.objects.get().outsider == "患者家属 王某"
    assert results.results(round).answers == 0, "strangers are counted apart"


# Paper


def test_paper_is_keyed_by_two_people_and_what_differs_is_named(
    cast: Cast, desk: Actor, chair: Actor, open_: Open, today: date
) -> None:
    round = open_(is_keyed_twice=True)
    taker = Asked.objects.filter(round=round).order_by("pk")[0]
    actions.hand_out(actor=desk, round=round, members=[taker.member], today=today)
    sheet = {"round": round, "group": taker.group, "serial": 1, "today": today}
    actions.key_in(actor=desk, content=answer(0), **sheet)  # type: ignore[arg-type]
    assert not Box.objects.exists()
    with pytest.raises(Refused, match="另一人"):
        actions.key_in(actor=desk, content=answer(0), **sheet)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="第 1、2、4 题"):
        actions.key_in(actor=chair, content=answer(1), **sheet)  # type: ignore[arg-type]
    paper = actions.key_in(actor=chair, content=answer(0), **sheet)  # type: ignore[arg-type]
    assert paper.is_settled
    assert Paper.objects.get().content == ""
    assert Box.objects.count() == 1


def take_paper(round: Round, by: Actor, today: date, number: int = 1) -> list[Asked]:
    """Let these many take a sheet of paper."""
    takers = list(Asked.objects.filter(round=round).order_by("pk")[:number])
    members = [one.member for one in takers]
    actions.hand_out(actor=by, round=round, members=members, today=today)
    return takers


def test_a_sheet_keyed_once_is_sealed_and_counts_when_the_clock_ends_the_round(
    desk: Actor, open_: Open, today: date
) -> None:
    round = open_(is_keyed_twice=True)
    (taker,) = take_paper(round, desk, today)
    sheet = {"round": round, "group": taker.group, "serial": 3, "today": today}
    said = {**answer(0), "q4": "食堂的菜太咸"}
    actions.key_in(actor=desk, content=said, **sheet)  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("select * from surveys_paper")
        assert "太咸" not in str(cursor.fetchall())
    over = round.until_on + timedelta(days=8)
    with pytest.raises(Refused, match="3 号纸质问卷只录入了一遍"):
        actions.close_round(actor=desk, round=round, today=over)
    assert Paper.objects.get().content
    closed = actions.close_round(actor=Actor(), round=round, today=over)
    assert closed.answered_count == 1
    assert Answer.objects.get().content["q4"] == "食堂的菜太咸"
    paper = Paper.objects.get()
    assert (paper.content, paper.is_settled, paper.checked_by) == ("", True, None)


def test_one_person_has_one_sheet_and_the_refusal_names_its_number(
    desk: Actor, chair: Actor, open_: Open, today: date
) -> None:
    round = open_(is_keyed_twice=True, is_anonymous=False)
    (taker,) = take_paper(round, desk, today)
    sheet = {"round": round, "group": taker.group, "member": taker.member, "today": today}
    actions.key_in(actor=desk, serial=7, content=answer(0), **sheet)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="录入一遍，是 7 号"):
        actions.key_in(actor=chair, serial=8, content=answer(0), **sheet)  # type: ignore[arg-type]
    assert [queries.next_serial(round, who.user_id) for who in (chair, desk)] == [7, 1]
    actions.key_in(actor=chair, serial=7, content=answer(0), **sheet)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="已经录入，是 7 号"):
        actions.key_in(actor=chair, serial=8, content=answer(0), **sheet)  # type: ignore[arg-type]
    assert Answer.objects.get().is_paper


def test_there_are_no_more_sheets_than_were_handed_out(
    desk: Actor, open_: Open, today: date
) -> None:
    round = open_()
    group = round.groups.all()[0]
    with pytest.raises(Refused, match="不能再多"):
        actions.key_in(
            actor=desk, round=round, group=group, serial=1, content=answer(), today=today
        )
    assert not Paper.objects.exists()


def test_who_took_paper_does_not_answer_on_screen(desk: Actor, open_: Open, today: date) -> None:
    round = open_()
    one = who(round, 1)[0]
    member = Asked.objects.get(round=round, member_id=one.member_id).member
    actions.hand_out(actor=desk, round=round, members=[member], today=today)
    with pytest.raises(Refused, match="纸质问卷"):
        actions.cast(round=round, member_id=one.member_id, content=answer(), today=today)
    assert not Box.objects.exists()


def test_paper_is_not_handed_to_who_has_answered_and_the_desk_does_not_learn_it(
    desk: Actor, open_: Open, today: date
) -> None:
    round = open_()
    one = who(round, 1)[0]
    actions.cast(round=round, member_id=one.member_id, content=answer(), today=today)
    asked = Asked.objects.get(round=round, member_id=one.member_id)
    actions.hand_out(actor=desk, round=round, members=[asked.member], today=today)
    asked.refresh_from_db()
    assert asked.state == "drawn"


# Reminders and the end


def test_only_those_who_have_not_answered_are_reminded_and_no_record_names_them(
    open_: Open, today: date, audit_trail: Trail
) -> None:
    round = open_()
    users = queries.unanswered_users(round)
    first = Asked.objects.filter(round=round, member__user_id=users[0]).get()
    actions.cast(round=round, member_id=first.member_id, content=answer(), today=today)
    Notice.objects.all().delete()
    told = actions.remind_round(actor=Actor(), round=round, today=today)
    assert told == len(users) - 1
    assert not Notice.objects.filter(user_id=users[0]).exists()
    assert actions.remind_round(actor=Actor(), round=round, today=today) == 0


def test_a_round_is_not_closed_before_its_end_and_its_keys_go_with_it(
    desk: Actor, open_: Open, today: date
) -> None:
    round = open_()
    with pytest.raises(Refused, match="不能提前结束"):
        actions.close_round(actor=desk, round=round, today=today)
    cast_all(round, today, 7)
    round = actions.close_round(actor=desk, round=round, today=today + timedelta(days=15))
    assert round.answered_count == 7
    assert not round.groups.exclude(secret="").exists()
    assert not Asked.objects.exclude(drawn="").exists()
    assert not Box.objects.exists()


def test_what_was_heard_is_answered_and_told_to_all_who_were_asked(
    desk: Actor, chair: Actor, open_: Open, today: date
) -> None:
    round = open_()
    said = {"finding": "班车太少", "weight": "三成", "adoption": "adopted", "answer": "加开一班"}
    later = today + timedelta(days=15)
    with pytest.raises(Refused, match="还没有结束"):
        actions.settle_outcome(actor=chair, round=round, today=today, **said)
    round = actions.close_round(actor=desk, round=round, today=later)
    with pytest.raises(Refused, match="先写明"):
        actions.publish_outcomes(actor=chair, round=round, today=later)
    with pytest.raises(Refused, match="主席"):
        actions.settle_outcome(actor=desk, round=round, today=later, **said)
    made = actions.settle_outcome(actor=chair, round=round, today=later, **said)
    Notice.objects.all().delete()
    round = actions.publish_outcomes(actor=chair, round=round, today=later)
    assert Notice.objects.count() == len(queries.users_asked(round))
    with pytest.raises(Refused, match="已经公布"):
        actions.drop_outcome(actor=chair, outcome=made)
    assert Outcome.objects.count() == 1


# Results


def test_fewer_than_five_answers_are_not_shown(desk: Actor, open_: Open, today: date) -> None:
    round = open_()
    cast_all(round, today, 4)
    actions.close_round(actor=desk, round=round, today=today + timedelta(days=15))
    found = results.results(round)
    assert (found.answers, found.questions) == (4, ())
    assert results.crossed(round, "q1", "q2").rows == ()


def test_a_round_is_compared_with_the_one_before(desk: Actor, open_: Open, today: date) -> None:
    first = open_()
    cast_all(first, today, 6)
    first = actions.close_round(actor=desk, round=first, today=today + timedelta(days=15))
    Round.objects.filter(pk=first.pk).update(from_on=today - timedelta(days=365))
    second = open_()
    cast_all(second, today, 8)
    actions.release(second.pk, is_last=True)
    found = results.compared(second, results.results(second))
    assert [one.number for one in found] == [1, 2]
    shares = found[0].chart["series"]
    assert [series["data"] for series in shares] == [[50.0, 50.0, 0.0], [50.0, 50.0, 0.0]]


def test_words_that_several_say_are_counted_by_texts() -> None:
    said = ["希望增加班车", "班车太少，班车太挤", "食堂的菜太咸", "夜班没有班车"]
    assert dict(results.common_words(said))["班车"] == 3
    assert "食堂" not in dict(results.common_words(said))


def test_a_member_of_the_cast_is_asked_as_who_they_are(cast: Cast, open_: Open) -> None:
    round = open_(is_anonymous=False)
    me = actor_for(cast.members["5004"])
    assert [one.round for one in queries.my_rounds(me)] == [round]

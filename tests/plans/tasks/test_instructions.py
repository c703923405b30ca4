"""What leaders write on a task: by whom, told to whom, never changed, watched until eased."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.plans import actions, queries, rules
from zhijia.plans.models import Assignment, Instruction, Task
from zhijia.plans.rules import CHECKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

from .conftest import Browse, Give

Seat = Callable[..., Actor]
LIST = "/plans/watch/"


@pytest.fixture
def secretary(seat: Seat, group: Unit) -> Actor:
    """王建国, 党委副书记 of the group, who keeps no desk."""
    return seat("1004", group)


def write(who: Actor, work: Assignment, today: date, *, is_watched: bool = False) -> Instruction:
    return actions.instruct(
        actor=who, assignment=work, words="请月底前完成。", today=today, is_watched=is_watched
    )


def test_a_leader_writes_on_a_units_work_and_both_sides_hear(
    underway: Assignment,
    secretary: Actor,
    hospital_desk: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    sign_in(hospital_desk)
    sign_in(group_desk)
    written = write(secretary, underway, today)
    assert written.office == "化工集团工会党委副书记"
    told = Notice.objects.filter(kind="plans.instructed")
    assert told.count() == 2
    assert told.first().words == "化工集团工会党委副书记王建国：请月底前完成。"
    for who in (hospital_desk, group_desk, secretary):
        page = sign_in(who).get(underway.get_absolute_url()).text
        assert "请月底前完成。" in page


def test_a_word_on_the_task_reaches_every_unit_at_work(
    underway: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    hospital_desk: Actor,
    secretary: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    other = give(underway.task, school)
    browsers = [sign_in(hospital_desk), sign_in(school_desk)]
    answer = sign_in(secretary).post(
        f"{underway.task.get_absolute_url()}instruct/", {"words": "一把手负责。"}, follow=True
    )
    assert "批示已送达各承办单位" in answer.text
    assert "一把手负责。" in answer.text
    for browser, work in zip(browsers, (underway, other), strict=True):
        assert "一把手负责。" in browser.get(work.get_absolute_url()).text
    assert Notice.objects.filter(kind="plans.instructed").count() == 2 + 1


def test_a_unit_does_not_read_what_was_written_to_another(
    underway: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    secretary: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    other = give(underway.task, school)
    write(secretary, underway, today)
    browser = sign_in(school_desk)
    assert "请月底前完成。" not in browser.get(other.get_absolute_url()).text
    assert "请月底前完成。" not in browser.get(underway.task.get_absolute_url()).text
    assert "请月底前完成。" not in browser.get(f"{LIST}?list=all").text


@pytest.mark.parametrize("who", ["hospital_desk", "school_desk", "group_desk"])
def test_a_clerk_or_a_leader_beside_writes_nothing(
    request: pytest.FixtureRequest, underway: Assignment, today: date, who: str
) -> None:
    with pytest.raises(Refused, match="由本单位或者上级单位的工会主席、副主席、党政领导批示"):
        write(request.getfixturevalue(who), underway, today)
    assert not Instruction.objects.exists()


def test_the_chair_of_the_unit_itself_writes_on_its_work_and_not_on_the_groups_task(
    underway: Assignment, seat: Seat, hospital: Unit, today: date
) -> None:
    chair = seat("2002", hospital)
    assert write(chair, underway, today)
    with pytest.raises(Refused, match="由本单位或者上级单位的"):
        actions.instruct_task(actor=chair, task=underway.task, words="好", today=today)
    assert Instruction.objects.count() == 1


def test_on_finished_work_a_leader_may_write_and_on_withdrawn_work_not(
    reported: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    group_chair: Actor,
    today: date,
) -> None:
    other = give(reported.task, school)
    actions.accept(actor=group_desk, assignment=reported, checked=CHECKS, today=today)
    assert write(group_chair, Assignment.objects.get(pk=reported.pk), today)
    actions.withdraw(actor=group_desk, assignment=other, words="不办", today=today)
    with pytest.raises(Refused, match="不再批示"):
        write(group_chair, other, today)
    assert Instruction.objects.count() == 1


def test_what_is_watched_stands_on_the_list_until_a_leader_eases_it(
    underway: Assignment,
    secretary: Actor,
    group_chair: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    write(secretary, underway, today)
    one = write(secretary, underway, today, is_watched=True)
    browser = sign_in(group_chair)
    assert [row for row, _ in browser.get(LIST).context["rows"]] == [one]
    assert len(browser.get(f"{LIST}?list=all").context["rows"]) == 2
    with pytest.raises(Refused, match="由本单位或者上级单位的"):
        actions.ease(actor=group_desk, instruction=one, today=today)
    assert Instruction.objects.get(pk=one.pk).eased_on is None
    done = browser.post(f"{LIST}{one.pk}/ease/", follow=True).text
    assert "没有需要关注的任务" in done
    assert browser.post(f"{LIST}{one.pk}/ease/").status_code == 422
    assert "已解除关注" in browser.get(underway.get_absolute_url()).text


def test_what_leaders_watch_is_for_offices_and_not_for_every_member(
    underway: Assignment,
    secretary: Actor,
    hospital_desk: Actor,
    seat: Seat,
    hospital: Unit,
    sign_in: Browse,
    today: date,
) -> None:
    one = write(secretary, underway, today, is_watched=True)
    actions.instruct_task(actor=secretary, task=underway.task, words="一把手负责。", today=today)
    nurse = seat("2005", hospital)
    Post.objects.filter(member=nurse.member_id).update(until_on=today)
    nurse = actor_for(Member.objects.get(pk=nurse.member_id))
    assert {role for role, _, _ in nurse.posts} == {"member"}
    plain = replace(secretary, posts=frozenset(p for p in secretary.posts if p[0] == "member"))
    assert [list(queries.instructions(who)) for who in (nurse, plain)] == [[], []]
    browser = sign_in(nurse)
    assert browser.get(f"{LIST}?list=all").context["rows"] == []
    assert browser.post(f"{LIST}{one.pk}/ease/").status_code == 404
    assert Instruction.objects.get(pk=one.pk).eased_on is None
    assert "请月底前完成。" in sign_in(hospital_desk).get(f"{LIST}?list=all").text


def test_words_are_needed_and_shown_as_they_are(
    underway: Assignment, secretary: Actor, sign_in: Browse
) -> None:
    browser, page = sign_in(secretary), underway.get_absolute_url()
    empty = browser.post(f"{page}instruct/", {"words": " "})
    assert empty.status_code == 422
    assert "请填写批示" in empty.text
    browser.post(f"{page}instruct/", {"words": "<script>alert(1)</script>"})
    seen = browser.get(page).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen
    assert "<script>alert" not in seen


def test_a_forged_key_is_not_found(
    school_desk: Actor, underway: Assignment, secretary: Actor, sign_in: Browse, today: date
) -> None:
    one = write(secretary, underway, today, is_watched=True)
    browser = sign_in(school_desk)
    assert browser.post(f"{LIST}{one.pk}/ease/").status_code == 404
    assert (
        browser.post(f"{underway.get_absolute_url()}instruct/", {"words": "x"}).status_code == 404
    )
    assert Instruction.objects.get().eased_on is None


def test_sixty_instructions_cost_the_list_no_more(
    underway: Assignment,
    secretary: Actor,
    sign_in: Browse,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for _ in range(60):
        write(secretary, underway, today, is_watched=True)
    browser = sign_in(secretary)
    with django_assert_max_num_queries(9):
        assert len(browser.get(LIST).context["rows"]) == 50


def test_an_empty_list_says_what_to_do(desk: Client, task: Task) -> None:
    assert "没有需要关注的任务" in desk.get(LIST).text
    assert "还没有领导批示" in desk.get(f"{LIST}?list=all").text


def test_an_office_names_the_union_once() -> None:
    assert rules.office_of("化工集团工会", "工会主席") == "化工集团工会主席"
    assert rules.office_of("化工集团工会", "党委副书记") == "化工集团工会党委副书记"

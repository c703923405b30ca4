"""Holes in the net: found where they gape, closed when they are mended, explained with a reason."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.plans import actions, queries
from zhijia.plans.models import Assignment, Hole, Task
from zhijia.plans.queries import Sweep
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import FIGURES

from .conftest import File, Give, confirmed

WEEKS = timedelta(days=60)
ALL = "各单位要开展一次隐患排查"
Most = Callable[[int], Any]


def look(today: date) -> int:
    """Look everywhere, as the clock does."""
    return actions.look_for_holes(actor=Actor(), today=today)


def says(kind: str) -> list[str]:
    """Return what the open holes of a kind say."""
    rows = Hole.objects.open().filter(kind=kind).order_by("pk")
    return list(rows.values_list("words", flat=True))


def hole(kind: str) -> Hole:
    """Return the only open hole of a kind."""
    return Hole.objects.open().get(kind=kind)


def test_a_task_is_nobodys_a_week_after_it_was_put_on_file(file_tasks: File, today: date) -> None:
    file_tasks(ALL, on=today - timedelta(days=7))
    file_tasks("要组织一次电工技能比武", on=today - timedelta(days=6))

    assert look(today) == 1
    assert "还没有交办给任何单位" in says("no_owner")[0]


def test_a_task_is_mended_by_giving_it_to_a_unit(
    file_tasks: File, give: Give, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    task = file_tasks(ALL, on=today - WEEKS)[0]
    look(today)
    give(task, hospital)

    closed = Hole.objects.get(kind="no_owner")
    assert (closed.until_on, closed.told) == (today, "已补上")
    assert look(today) == 0


def test_a_task_taken_back_is_nobodys_again(
    file_tasks: File,
    give: Give,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
) -> None:
    task = file_tasks(ALL, on=today - WEEKS)[0]
    given = give(task, hospital)
    look(today)
    assert not says("no_owner")

    actions.withdraw(actor=group_desk, assignment=given, words="另行安排", today=today)
    look(today)
    assert says("no_owner")


def test_a_dropped_task_gapes_no_longer(file_tasks: File, group_desk: Actor, today: date) -> None:
    task = file_tasks(ALL, on=today - WEEKS)[0]
    look(today)
    actions.drop_task(actor=group_desk, task=task, reason="不再需要", today=today)
    assert not says("no_owner")


def test_looking_twice_finds_nothing_new(file_tasks: File, today: date) -> None:
    file_tasks(ALL, on=today - WEEKS)
    assert (look(today), look(today + timedelta(days=1))) == (1, 1)
    assert Hole.objects.count() == 1
    assert hole("no_owner").since_on == today


def relieve(group_desk: Actor, actor: Actor, kind: str, today: date) -> None:
    """End a post of this kind."""
    post = Post.objects.open().get(member=actor.member_id, kind=kind)
    org.relieve(actor=group_desk, post=post, until_on=today)


def test_a_unit_with_work_needs_somebody_to_sign_for_it(
    issued: Assignment, group_desk: Actor, hospital_desk: Actor, group: Unit, today: date
) -> None:
    assert look(today) == 0
    relieve(group_desk, hospital_desk, "desk", today)

    look(today)
    assert "无人签收" in says("no_desk")[0]
    found = hole("no_desk")
    assert (found.unit, found.mender) == (issued.unit, group)

    member = Member.objects.get(pk=hospital_desk.member_id)
    org.appoint(actor=group_desk, unit=issued.unit, member=member, kind="desk", from_on=today)
    rows = queries.hole_rows([found], today)
    assert rows[0].is_mended
    look(today)
    assert not says("no_desk")


def test_a_part_needs_somebody_at_its_post(
    part: Assignment, group_desk: Actor, power: Unit, workshop_officer: Actor, today: date
) -> None:
    assert not says("no_holder")
    relieve(group_desk, workshop_officer, "officer", today)
    look(today)

    found = hole("no_holder")
    assert "已免职" in found.words
    assert (found.work, found.mender) == (part, power)


@pytest.fixture
def long_held(officers_post: Post, today: date) -> Post:
    """The post of the workshop's safety officer, held for years."""
    assert officers_post.from_on < today - WEEKS
    return officers_post


def test_a_post_without_a_part_of_its_units_work_is_idle(
    long_held: Post,
    give: Give,
    task: Task,
    workshop: Unit,
    workshop_chair: Actor,
    today: date,
) -> None:
    look(today)
    assert not says("idle_post"), "a unit without work leaves nobody idle"

    given = actions.sign(actor=workshop_chair, assignment=give(task, workshop), today=today)
    look(today)
    assert [found.post for found in Hole.objects.open().filter(kind="idle_post")] == [long_held]

    actions.hand_down(
        actor=workshop_chair,
        assignment=given,
        post=long_held,
        wording="排查配电室",
        due_on=given.due_on,
        today=today,
    )
    assert not says("idle_post")


def test_a_post_is_not_idle_in_its_first_month(
    long_held: Post, give: Give, task: Task, workshop: Unit, workshop_chair: Actor, today: date
) -> None:
    give(task, workshop)
    soon = long_held.from_on + timedelta(days=29)
    assert not list(queries.FINDERS["idle_post"](Sweep(soon)))
    assert list(queries.FINDERS["idle_post"](Sweep(soon + timedelta(days=1))))


def test_what_asks_every_unit_must_reach_every_unit(
    file_tasks: File,
    give: Give,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    power: Unit,
    today: date,
) -> None:
    task = file_tasks(ALL)[0]
    look(today)
    assert not says("not_reached"), "what reached nobody is told as a task without a unit"

    give(task, hospital)
    look(today)
    assert says("not_reached")[0].endswith("没有交办到子弟学校工会"), "power has no desk"

    give(task, school)
    assert not says("not_reached")


def test_what_asks_one_unit_need_not_reach_the_others(
    file_tasks: File,
    give: Give,
    hospital: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
    today: date,
) -> None:
    give(file_tasks("职工医院要开展一次职工满意度问卷调查")[0], hospital)
    look(today)
    assert not says("not_reached")


def test_a_union_that_was_given_nothing_while_others_were_is_left_out(
    issued: Assignment, school: Unit, school_desk: Actor, group: Unit, today: date
) -> None:
    look(today)
    found = hole("left_out")
    assert (found.unit, found.mender) == (school, group)


def test_work_due_after_its_whole_is_told(part: Assignment, group_desk: Actor, today: date) -> None:
    look(today)
    assert not says("late_part")

    Assignment.objects.filter(pk=part.parent_id).update(due_on=part.due_on - timedelta(days=1))
    look(today)
    assert "晚于上级交办的期限" in says("late_part")[0]


def test_an_extension_that_was_granted_is_no_hole(
    underway: Assignment, group_desk: Actor, hospital_desk: Actor, today: date
) -> None:
    actions.edit_task(
        actor=group_desk,
        task=underway.task,
        wording=underway.task.wording,
        area=underway.task.area,
        due_on=underway.due_on,
        today=today,
    )
    later = underway.due_on + timedelta(days=5)
    asked = actions.ask_extension(
        actor=hospital_desk, assignment=underway, to_on=later, reason="物资未到", today=today
    )
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=True, reply="同意", today=today
    )
    look(today)
    assert not says("late_part")


@pytest.fixture
def twins(file_tasks: File) -> list[Task]:
    """Two tasks that ask for much the same."""
    return file_tasks(
        "要对检修现场、配电室、危化品库房开展一次隐患排查",
        "各单位要组织开展危化品库房、配电室隐患排查",
    )


def test_two_tasks_that_say_the_same_are_shown_with_the_words_they_share(
    twins: list[Task], today: date
) -> None:
    look(today)
    found = hole("alike")
    assert (found.task, found.other) == tuple(twins)
    assert "配电室" in found.words


def test_one_of_two_like_tasks_is_folded_into_the_other(
    twins: list[Task], group_desk: Actor, today: date
) -> None:
    look(today)
    gone = actions.fold_task(actor=group_desk, task=twins[0], into=twins[1], today=today)

    assert (gone.closed_on, gone.dropped_for) == (today, f"并入 {twins[1].number}")
    assert not says("alike")


def test_a_task_at_work_is_not_folded(
    twins: list[Task],
    give: Give,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    told: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    give(twins[0], hospital)
    before = told()
    with pytest.raises(Refused, match="请先撤回交办"):
        actions.fold_task(actor=group_desk, task=twins[0], into=twins[1], today=today)
    assert told() == before


def test_only_the_desk_that_filed_a_task_folds_it(
    twins: list[Task], hospital_desk: Actor, told: Callable[[], tuple[Any, ...]], today: date
) -> None:
    before = told()
    with pytest.raises(Refused, match="立项单位"):
        actions.fold_task(actor=hospital_desk, task=twins[0], into=twins[1], today=today)
    assert told() == before


def test_what_was_explained_is_not_told_again_until_it_changes(
    file_tasks: File, group_desk: Actor, today: date
) -> None:
    task = file_tasks(ALL, on=today - WEEKS)[0]
    look(today)
    found = actions.explain_hole(
        actor=group_desk, hole=hole("no_owner"), reason="由集团工会本级办理", today=today
    )
    assert (found.is_explained, found.told) == (True, "由集团工会本级办理")
    assert look(today) == 0

    Task.objects.filter(pk=task.pk).update(due_on=today + WEEKS)
    assert look(today) == 1, "its deadline is another one now"


def test_a_hole_is_explained_by_the_desk_that_mends_it_alone(
    file_tasks: File, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    file_tasks(ALL, on=today - WEEKS)
    look(today)
    for actor, reason, said in (
        (hospital_desk, "由集团工会本级办理", "负责补位的单位"),
        (group_desk, "无", "请写明理由"),
    ):
        with pytest.raises(Refused, match=said):
            actions.explain_hole(actor=actor, hole=hole("no_owner"), reason=reason, today=today)
    assert hole("no_owner").until_on is None


def test_a_branch_is_looked_through_by_its_own_desk_or_one_above(
    hospital: Unit, hospital_desk: Actor, group_desk: Actor, school_desk: Actor, today: date
) -> None:
    for actor in (hospital_desk, group_desk):
        assert actions.look_for_holes(actor=actor, unit=hospital, today=today) == 0
    with pytest.raises(Refused):
        actions.look_for_holes(actor=school_desk, unit=hospital, today=today)


def test_looking_through_a_branch_leaves_the_holes_beside_it_alone(
    file_tasks: File, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    file_tasks(ALL, on=today - WEEKS)
    look(today)
    actions.look_for_holes(actor=hospital_desk, unit=hospital, today=today)
    assert says("no_owner")


def test_holes_are_a_figure_and_so_is_what_was_mended(
    file_tasks: File, group: Unit, give: Give, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    task = file_tasks(ALL, on=today - WEEKS)[0]
    look(today)
    figures = [FIGURES[name] for name in ("plans.holes", "plans.holes_mended")]
    assert [one.total([group.path], today, today) for one in figures] == [1, 0]
    give(task, hospital)
    assert [one.total([group.path], today, today) for one in figures] == [0, 1]


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    file_tasks: File, today: date, django_assert_max_num_queries: Most
) -> None:
    file_tasks(*(f"要组织第{n}班组开展技能比武" for n in range(12)), on=today - WEEKS)
    with django_assert_max_num_queries(26):
        assert look(today) >= 12


def test_whom_an_assisting_unit_assists_is_clear(
    task: Task,
    give: Give,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    power: Unit,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    leads = [give(task, hospital), give(task, school)]
    helper = give(task, power)
    look(today)
    assert not says("two_leads"), "where none assists, each unit does it for itself"

    Assignment.objects.filter(pk=helper.pk).update(role="assist")
    look(today)
    assert "子弟学校工会、职工医院工会" in says("two_leads")[0]

    actions.withdraw(actor=group_desk, assignment=leads[1], words="由医院牵头", today=today)
    assert not says("two_leads")


def test_a_recurring_task_without_its_report_is_told_until_it_comes(
    file_tasks: File, group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    began = (today - timedelta(days=100)).replace(day=1)
    task = file_tasks("职工医院每月至少开展一次安全检查", on=began)[0]
    [given] = actions.assign(
        actor=group_desk,
        task=task,
        units=[hospital],
        due_on=today + timedelta(days=61),
        today=began,
    )
    work = actions.sign(actor=hospital_desk, assignment=given, today=began)
    look(today)
    oldest, *_ = missed = list(work.turns.filter(due_on__lt=today))
    assert says("silent") == [
        f"{oldest.from_on:%Y-%m-%d} 至 {oldest.until_on:%Y-%m-%d} 这一期到期没有填报"
    ]

    for turn in missed:
        actions.report(
            actor=hospital_desk, assignment=work, words="已查", turn=turn.pk, today=today
        )
    look(today)
    assert not says("silent")


def test_what_two_superiors_ask_of_one_unit_in_the_same_words_is_told_to_the_higher(
    file_tasks: File,
    give: Give,
    group: Unit,
    power: Unit,
    power_desk: Actor,
    workshop: Unit,
    workshop_chair: Actor,
    today: date,
) -> None:
    above = file_tasks("要对检修现场、配电室、危化品库房开展一次隐患排查")[0]
    said = "各车间要组织开展危化品库房、配电室隐患排查"
    below = confirmed(power_desk, power, (said,), today).tasks.get()
    give(above, workshop)
    look(today)
    assert not says("clash")

    [given] = actions.assign(
        actor=power_desk,
        task=below,
        units=[workshop],
        due_on=today + timedelta(days=20),
        today=today,
    )
    look(today)
    found = hole("clash")
    assert (found.unit, found.mender) == (workshop, group)
    assert "供电公司工会的" in found.words
    assert "一个期限" in found.words

    actions.withdraw(actor=power_desk, assignment=given, words="并入上级要求", today=today)
    assert not says("clash")


def test_a_look_reads_before_its_action_and_brings_back_nothing_mended_meanwhile(
    file_tasks: File,
    give: Give,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = file_tasks(ALL, on=today - WEEKS)[0]
    look(today)
    depths, really = [], queries.holes_now

    def slow(*asked: Any) -> list[queries.Found]:
        found = list(really(*asked))
        depths.append(len(connection.savepoint_ids))
        give(task, hospital)  # a desk gives it out while the look goes on
        return found

    monkeypatch.setattr(queries, "holes_now", slow)
    assert look(today) == 0
    assert depths == [len(connection.savepoint_ids)], "no action was under way"
    assert not says("no_owner")
    assert Hole.objects.get(kind="no_owner").told == "已补上"

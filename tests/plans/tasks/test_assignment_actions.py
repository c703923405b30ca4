"""The life of an assignment, step by step: who takes each, in which order, what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.org import actions as org
from zhijia.org.models import Post, Unit
from zhijia.plans import actions, queries
from zhijia.plans.models import Assignment, Extension, Progress, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.files.models import StoredFile

from .conftest import Give

Look = Callable[[], tuple[Any, ...]]
Trail = Callable[[], list[str]]
DAY = timedelta(days=1)


def again(assignment: Assignment) -> Assignment:
    """Return the assignment as it now stands."""
    return Assignment.objects.get(pk=assignment.pk)


def test_the_whole_way_from_signing_to_acceptance_closes_the_task(
    hospital_desk: Actor, group_desk: Actor, issued: Assignment, today: date, audit_trail: Trail
) -> None:
    start = len(audit_trail())
    here = {"actor": hospital_desk, "assignment": issued, "today": today}
    actions.sign(**here)
    actions.report(**here, words="已排查一半", percent=50)
    actions.finish(**here, words="全部排查完毕")
    actions.accept(actor=group_desk, checked=POINTS, assignment=issued, today=today, words="同意")

    done = again(issued)
    assert (done.state, done.percent, done.closed_on) == ("accepted", 100, today)
    assert done.task.closed_on == today
    steps = ["assigned", "signed", "reported", "finished", "accepted"]
    assert list(done.steps.values_list("step", flat=True)) == steps
    names = ["plans.sign", "plans.report", "plans.finish", "plans.accept"]
    assert audit_trail()[start:] == names


def test_a_task_stays_open_while_one_unit_is_still_at_work(
    reported: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    other = give(reported.task, school)
    actions.accept(actor=group_desk, checked=POINTS, assignment=reported, today=today)
    assert Task.objects.get().closed_on is None
    actions.withdraw(actor=group_desk, assignment=other, words="并入", today=today)
    assert Task.objects.get().closed_on == today


def test_a_task_taken_back_from_everybody_is_open_and_unassigned(
    issued: Assignment, group_desk: Actor, today: date
) -> None:
    actions.withdraw(actor=group_desk, assignment=issued, words="另行安排", today=today)
    assert Task.objects.get().closed_on is None
    assert queries.unassigned(group_desk).count() == 1


@pytest.mark.parametrize("who", ["group_desk", "school_desk", "hospital_nurse"])
def test_only_the_desk_of_the_unit_signs(
    request: pytest.FixtureRequest, issued: Assignment, today: date, told: Look, who: str
) -> None:
    actor = request.getfixturevalue(who)
    before = told()
    with pytest.raises(Refused, match="由承办单位的工会主席、副主席或者干事办理"):
        actions.sign(actor=actor, assignment=issued, today=today)
    assert told() == before


@pytest.fixture
def hospital_nurse(seat: Callable[..., Actor], hospital: Unit) -> Actor:
    """冯晓燕, 护理部主任: an officer's post and no desk."""
    return seat("2005", hospital)


def test_nothing_is_reported_before_it_is_signed_for(
    issued: Assignment, hospital_desk: Actor, today: date, told: Look
) -> None:
    here, before = {"actor": hospital_desk, "assignment": issued, "today": today}, told()
    with pytest.raises(Refused, match=r"任务现在是“待签收”.*第四条"):
        actions.report(**here, words="做了", percent=10)
    with pytest.raises(Refused, match="任务现在是“待签收”"):
        actions.finish(**here, words="做完了")
    assert told() == before


def test_a_task_is_signed_for_once(
    underway: Assignment, hospital_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="任务现在是“办理中”"):
        actions.sign(actor=hospital_desk, assignment=underway, today=today)
    assert told() == before


def test_progress_does_not_run_backwards(
    underway: Assignment, hospital_desk: Actor, today: date, told: Look
) -> None:
    here = {"actor": hospital_desk, "assignment": underway, "today": today}
    actions.report(**here, words="过半", percent=60)
    before = told()
    with pytest.raises(Refused, match="进度不能低于上次填报的 60%"):
        actions.report(**here, words="重来", percent=59)
    assert told() == before


def test_a_report_keeps_its_file(underway: Assignment, hospital_desk: Actor, today: date) -> None:
    sheet = SimpleUploadedFile("台账.txt", "隐患 3 处".encode())
    step = actions.report(
        actor=hospital_desk,
        assignment=underway,
        words="附台账",
        percent=30,
        today=today,
        upload=sheet,
    )
    assert step.file
    assert (step.file.name, step.file.place.read_text("utf-8")) == ("台账.txt", "隐患 3 处")


def test_a_refused_report_keeps_no_file(
    issued: Assignment, hospital_desk: Actor, today: date, told: Look
) -> None:
    before, sheet = told(), SimpleUploadedFile("台账.txt", b"3")
    with pytest.raises(Refused, match="待签收"):
        actions.report(
            actor=hospital_desk,
            assignment=issued,
            words="附台账",
            percent=30,
            today=today,
            upload=sheet,
        )
    assert told() == before
    assert not StoredFile.objects.exists()


def test_a_granted_extension_moves_the_day_and_a_refused_one_keeps_it(
    underway: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    due_on = underway.due_on
    for is_granted, expected in ((False, due_on), (True, due_on + 5 * DAY)):
        extension = actions.ask_extension(
            actor=hospital_desk,
            assignment=underway,
            to_on=due_on + 5 * DAY,
            reason="设备未到",
            today=today,
        )
        actions.decide_extension(
            actor=group_desk, extension=extension, is_granted=is_granted, reply="", today=today
        )
        assert again(underway).due_on == expected
        asked, answered = AuditEntry.objects.order_by("-pk")[:2]
        assert asked.unit_path == answered.unit_path == underway.unit_path
    assert again(underway).overdue_from == due_on + 6 * DAY


def test_an_extension_is_not_asked_for_after_the_day(
    underway: Assignment, hospital_desk: Actor, told: Look
) -> None:
    before, late = told(), underway.due_on + DAY
    with pytest.raises(Refused, match="已过，延期须在到期前申请（《职家办事约定》第二条）"):
        actions.ask_extension(
            actor=hospital_desk, assignment=underway, to_on=late + DAY, reason="忙", today=late
        )
    assert told() == before
    assert not Extension.objects.exists()


def test_an_extension_waits_alone_and_is_answered_once_by_who_gave_the_task(
    underway: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    ask = {
        "actor": hospital_desk,
        "assignment": underway,
        "to_on": underway.due_on + DAY,
        "reason": "设备未到",
        "today": today,
    }
    extension = actions.ask_extension(**ask)
    with pytest.raises(Refused, match="已有一份延期申请等待答复"):
        actions.ask_extension(**ask)
    answer = {"extension": extension, "is_granted": True, "reply": "", "today": today}
    with pytest.raises(Refused, match="由交办单位的"):
        actions.decide_extension(actor=hospital_desk, **answer)
    assert again(underway).due_on == underway.due_on
    actions.decide_extension(actor=group_desk, **answer)
    with pytest.raises(Refused, match="已经答复"):
        actions.decide_extension(actor=group_desk, **answer)
    assert Extension.objects.get().is_granted


def test_a_part_is_done_by_its_post_and_accepted_by_the_unit(
    part: Assignment,
    at_power: Assignment,
    power_desk: Actor,
    workshop_officer: Actor,
    workshop_chair: Actor,
    today: date,
) -> None:
    here = {"assignment": part, "today": today}
    with pytest.raises(Refused, match="由岗位责任人本人办理"):
        actions.sign(actor=workshop_chair, **here)
    assert again(part).state == "issued"
    actions.sign(actor=workshop_officer, **here)
    actions.finish(actor=workshop_officer, **here, words="查完")
    actions.accept(actor=power_desk, checked=POINTS, **here)
    assert again(part).state == "accepted"
    assert again(at_power).state == "underway"
    assert Task.objects.get().closed_on is None


def test_a_unit_does_not_report_finished_while_a_part_is_open(
    part: Assignment, at_power: Assignment, power_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="还有 1 项分解到岗位的部分没有办结"):
        actions.finish(actor=power_desk, assignment=at_power, words="完", today=today)
    assert told() == before


def test_a_part_is_due_no_later_than_the_whole(
    at_power: Assignment, power_desk: Actor, officers_post: Post, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match=r"期限不能晚于上级任务的.*第三条"):
        actions.hand_down(
            actor=power_desk,
            assignment=at_power,
            post=officers_post,
            wording="排查",
            due_on=at_power.due_on + DAY,
            today=today,
        )
    assert told() == before


def test_a_part_goes_to_no_post_of_another_branch(
    underway: Assignment, hospital_desk: Actor, officers_post: Post, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="只能分解给本单位或者下级单位的岗位"):
        actions.hand_down(
            actor=hospital_desk,
            assignment=underway,
            post=officers_post,
            wording="排查",
            due_on=today,
            today=today,
        )
    assert told() == before


def test_a_part_goes_to_no_post_that_nobody_holds(
    at_power: Assignment,
    power_desk: Actor,
    officers_post: Post,
    group_desk: Actor,
    today: date,
    told: Look,
) -> None:
    relieved = org.relieve(actor=group_desk, post=officers_post, until_on=today)
    before = told()
    with pytest.raises(Refused, match="已免职"):
        actions.hand_down(
            actor=power_desk,
            assignment=at_power,
            post=relieved,
            wording="排查",
            due_on=today,
            today=today,
        )
    assert told() == before


def test_who_lost_the_post_does_its_part_no_more(
    part: Assignment, officers_post: Post, workshop_officer: Actor, group_desk: Actor, today: date
) -> None:
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    with pytest.raises(Refused, match="岗位责任人已离任，由接任的人承接"):
        actions.sign(actor=workshop_officer, assignment=again(part), today=today)
    assert again(part).state == "issued"


def test_a_post_does_not_hand_its_part_further_down(
    part: Assignment, workshop_officer: Actor, officers_post: Post, today: date, told: Look
) -> None:
    actions.sign(actor=workshop_officer, assignment=part, today=today)
    before = told()
    with pytest.raises(Refused, match="不再往下分解"):
        actions.hand_down(
            actor=workshop_officer,
            assignment=part,
            post=officers_post,
            wording="再分",
            due_on=today,
            today=today,
        )
    assert told() == before


def test_withdrawing_a_whole_withdraws_its_open_parts(
    part: Assignment, at_power: Assignment, group_desk: Actor, today: date
) -> None:
    actions.withdraw(actor=group_desk, assignment=at_power, words="另行安排", today=today)
    assert {again(part).state, again(at_power).state} == {"withdrawn"}
    assert Progress.objects.filter(step="withdrawn").count() == 2


def test_work_sent_back_goes_on_from_where_it_was(
    reported: Assignment, group_desk: Actor, today: date
) -> None:
    actions.send_back(
        actor=group_desk, lacking=["evidence"], assignment=reported, words="缺台账", today=today
    )
    assert again(reported).state == "underway"
    assert Progress.objects.latest("pk").words == "缺台账"


@pytest.mark.parametrize(
    ("step", "checks"), [("accept", {"checked": POINTS}), ("send_back", {"lacking": POINTS})]
)
def test_a_unit_does_not_accept_its_own_work(
    reported: Assignment,
    hospital_desk: Actor,
    today: date,
    told: Look,
    step: str,
    checks: dict[str, Any],
) -> None:
    before = told()
    here = {"actor": hospital_desk, "assignment": reported, "today": today, **checks}
    with pytest.raises(Refused, match="由交办单位的"):
        getattr(actions, step)(**here, words="好")
    assert told() == before


def test_a_task_reassigned_leaves_the_old_unit_and_begins_anew(
    underway: Assignment, group_desk: Actor, school: Unit, school_desk: Actor, today: date
) -> None:
    new = actions.reassign(
        actor=group_desk, assignment=underway, unit=school, words="人手不足", today=today
    )
    assert again(underway).state == "withdrawn"
    assert (new.unit, new.state, new.due_on) == (school, "issued", underway.due_on)
    assert new.steps.get().words == "由职工医院工会改派：人手不足"


def test_a_task_is_not_reassigned_to_a_unit_that_has_it(
    underway: Assignment, group_desk: Actor, hospital: Unit, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="已经承办这项任务"):
        actions.reassign(
            actor=group_desk, assignment=underway, unit=hospital, words="换", today=today
        )
    assert told() == before


def test_finished_work_is_neither_withdrawn_nor_reassigned(
    reported: Assignment,
    group_desk: Actor,
    school: Unit,
    school_desk: Actor,
    today: date,
    told: Look,
) -> None:
    actions.accept(actor=group_desk, checked=POINTS, assignment=reported, today=today)
    here = {"actor": group_desk, "assignment": reported, "words": "改", "today": today}
    before = told()
    with pytest.raises(Refused, match="已办结"):
        actions.withdraw(**here)
    with pytest.raises(Refused, match="任务已办结或者已撤销，不能再交办"):
        actions.reassign(**here, unit=school)
    assert told() == before


def test_a_part_is_not_reassigned_but_withdrawn(
    part: Assignment, power_desk: Actor, workshop: Unit, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="撤回后重新分解"):
        actions.reassign(
            actor=power_desk, assignment=part, unit=workshop, words="换人", today=today
        )
    assert told() == before

"""Progress that moves by itself: a task bound to a figure, its shares, its pages, its end."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.plans import actions, tasks
from zhijia.plans.actions import measures
from zhijia.plans.actions.measures import Aim
from zhijia.plans.models import Assignment, Measure, Progress, Task
from zhijia.plans.queries import counting
from zhijia.plans.queries import measures as queries
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

from .conftest import Browse, Give

Look = Callable[[], tuple[Any, ...]]
Enrol = Callable[..., Member]


@pytest.fixture
def enrol(group_desk: Actor, today: date) -> Enrol:
    """Let so many people join a unit, on the same day."""
    numbers = iter(range(9000, 9999))

    def enrol_one(unit: Unit, on: date = today) -> Member:
        number = str(next(numbers))
        return org.enrol(
            actor=group_desk,
            unit=unit,
            name=f"新人{number}",
            staff_no=number,
            joined_on=on,
            today=today,
        )

    return enrol_one


@pytest.fixture
def aim(today: date) -> Aim:
    """Ten people who join, from today on."""
    return Aim("org.joined", Decimal(10), today)


@pytest.fixture
def bound(
    underway: Assignment, group_desk: Actor, aim: Aim, today: date, hospital: Unit
) -> Assignment:
    """The hospital's work, told by how many join there from tomorrow's counts on."""
    measures.measure_assignment(actor=group_desk, assignment=underway, aim=aim, today=today)
    return Assignment.objects.get(pk=underway.pk)


class Clock:
    """Who works when the clock asks: nobody."""

    actor = Actor()

    def told(self, done: int, total: int, words: str = "") -> None:
        """Nobody looks."""


def again(row: Assignment) -> Assignment:
    return Assignment.objects.get(pk=row.pk)


def test_progress_follows_the_figure_and_nobody_types_it(
    bound: Assignment, hospital: Unit, enrol: Enrol, today: date
) -> None:
    before = again(bound).percent
    for _ in range(3):
        enrol(hospital)
    measures.recount_live(today)
    assert again(bound).percent == before + 30
    assert again(bound).measured_from_on == today


def test_a_report_says_words_and_takes_the_number_of_this_moment(
    bound: Assignment, hospital: Unit, hospital_desk: Actor, enrol: Enrol, today: date
) -> None:
    before = bound.percent
    enrol(hospital)
    actions.report(
        actor=hospital_desk, assignment=bound, words="又来了一位", percent=90, today=today
    )
    step = Progress.objects.filter(assignment=bound, step="reported").get()
    assert step.percent == again(bound).percent == before + 10
    assert step.words == "又来了一位"


def test_without_a_figure_the_progress_has_to_be_said(
    underway: Assignment, hospital_desk: Actor, told: Look, today: date
) -> None:
    before = told()
    with pytest.raises(Refused, match="请填写完成进度"):
        actions.report(actor=hospital_desk, assignment=underway, words="很好", today=today)
    assert told() == before


def test_a_number_that_falls_lets_the_progress_fall(
    bound: Assignment,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    enrol: Enrol,
    today: date,
) -> None:
    enrol(hospital)
    measures.recount_live(today)
    high = again(bound).percent
    aim = Aim("org.joined", Decimal(100), today)
    measures.measure_assignment(actor=group_desk, assignment=bound, aim=aim, today=today)
    assert 0 < again(bound).percent < high
    actions.report(actor=hospital_desk, assignment=bound, words="目标提高了", today=today)


def test_reaching_the_target_proposes_and_a_person_finishes(
    bound: Assignment,
    hospital: Unit,
    hospital_desk: Actor,
    hospital_browser: Client,
    enrol: Enrol,
    today: date,
) -> None:
    for _ in range(10):
        enrol(hospital)
    tasks.recount(Clock())
    assert again(bound).percent == 100
    assert again(bound).state == "underway"
    [notice] = Notice.objects.filter(kind="plans.reached")
    assert "已达到目标" in notice.title
    tasks.recount(Clock())
    assert Notice.objects.filter(kind="plans.reached").count() == 1
    page = hospital_browser.get(bound.get_absolute_url()).text
    assert "已达到目标，请核对后报办结" in page
    assert "已达目标，请报办结" in hospital_browser.get(reverse("plans:desk")).text
    actions.finish(actor=hospital_desk, assignment=bound, words="超额完成", today=today)
    assert again(bound).state == "reported"


def test_finishing_short_of_the_target_keeps_the_true_number(
    bound: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    was = again(bound).percent
    actions.finish(actor=hospital_desk, assignment=bound, words="今年只能到这里", today=today)
    assert again(bound).percent == was < 100
    actions.accept(actor=group_desk, assignment=again(bound), checked=POINTS, today=today)
    assert again(bound).percent == was


def test_finished_work_is_counted_no_more(
    bound: Assignment,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    enrol: Enrol,
    today: date,
) -> None:
    actions.finish(actor=hospital_desk, assignment=bound, words="完成", today=today)
    actions.accept(actor=group_desk, assignment=again(bound), checked=POINTS, today=today)
    before = Measure.objects.get().number
    enrol(hospital)
    measures.recount_live(today)
    assert Measure.objects.get().number == before


def test_the_light_compares_with_the_days_that_are_counted(
    underway: Assignment, group_desk: Actor, hospital_browser: Client, today: date
) -> None:
    start = today - timedelta(days=90)
    aim = Aim("org.joined", Decimal(1000), start)
    measures.measure_assignment(actor=group_desk, assignment=underway, aim=aim, today=today)
    assert "进度落后" in hospital_browser.get(underway.get_absolute_url()).text


def test_only_who_gave_the_work_binds_it(
    underway: Assignment, hospital_desk: Actor, aim: Aim, told: Look, today: date
) -> None:
    before = told()
    with pytest.raises(Refused, match="由交办单位"):
        measures.measure_assignment(actor=hospital_desk, assignment=underway, aim=aim, today=today)
    with pytest.raises(Refused, match="由立项单位"):
        measures.measure_task(actor=hospital_desk, task=underway.task, aim=aim, today=today)
    with pytest.raises(Refused, match="由交办单位"):
        measures.release_assignment(actor=hospital_desk, assignment=underway)
    assert told() == before
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("figure", "target", "words"),
    [
        ("org.nothing", "5", "没有这项数据"),
        ("org.joined", "0", "大于 0"),
        ("org.joined", "2.5", "整数"),
        ("plans.rate", "101", "不能超过"),
        ("org.no_chair", "1", "越少越好"),
    ],
)
def test_what_cannot_be_counted_is_not_bound(
    underway: Assignment,
    group_desk: Actor,
    told: Look,
    today: date,
    figure: str,
    target: str,
    words: str,
) -> None:
    before = told()
    with pytest.raises(Refused, match=words):
        measures.measure_assignment(
            actor=group_desk,
            assignment=underway,
            aim=Aim(figure, Decimal(target), today),
            today=today,
        )
    assert told() == before


def test_two_people_who_bind_at_once_see_both_texts(
    bound: Assignment, group_desk: Actor, today: date
) -> None:
    version = Measure.objects.get().version
    other = Aim("org.joined", Decimal(20), today)
    measures.measure_assignment(
        actor=group_desk, assignment=bound, aim=other, today=today, version=version
    )
    mine = Aim("org.joined", Decimal(30), today)
    with pytest.raises(Refused, match="他人刚修改过"):
        measures.measure_assignment(
            actor=group_desk, assignment=bound, aim=mine, today=today, version=version
        )
    assert Measure.objects.get().target == 20


def test_a_task_without_a_day_needs_an_end_of_counting(
    task: Task, group_desk: Actor, aim: Aim, today: date
) -> None:
    assert task.due_on is None
    with pytest.raises(Refused, match="统计截止日期"):
        measures.measure_task(actor=group_desk, task=task, aim=aim, today=today)
    assert not Measure.objects.exists()


@pytest.fixture
def whole(task: Task, group_desk: Actor, today: date) -> Measure:
    """The task bound to a hundred people who join by the end of the next year."""
    until = date(today.year + 1, 12, 31)
    aim = Aim("org.joined", Decimal(100), date(today.year, 1, 1), until)
    return measures.measure_task(actor=group_desk, task=task, aim=aim, today=today)


@pytest.fixture
def three(
    whole: Measure,
    give: Give,
    task: Task,
    hospital: Unit,
    school: Unit,
    power: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
    power_desk: Actor,
) -> list[Assignment]:
    """The bound task at three units."""
    return [give(task, unit) for unit in (hospital, school, power)]


def test_a_target_is_shared_out_by_members_so_that_it_adds_up(
    three: list[Assignment],
    task: Task,
    hospital: Unit,
    group_desk: Actor,
    enrol: Enrol,
    today: date,
) -> None:
    for _ in range(5):
        enrol(hospital)
    measures.share_by(actor=group_desk, task=task, by="members", today=today)
    shares = [again(one).measure.target for one in three]
    assert sum(shares) == 100
    assert shares[0] > shares[1]


def test_a_target_is_shared_out_by_staff_and_unknown_staff_weigh_nothing(
    three: list[Assignment], task: Task, group_desk: Actor, today: date
) -> None:
    for work, staff in zip(three, (300, 100, None), strict=True):
        Unit.objects.filter(pk=work.unit_id).update(staff_count=staff)
    measures.share_by(actor=group_desk, task=task, by="staff", today=today)
    assert [again(one).measure.target for one in three[:2]] == [75, 25]
    assert not hasattr(again(three[2]), "measure")


def test_shares_by_hand_that_do_not_add_up_are_kept_and_told(
    three: list[Assignment], task: Task, group_desk: Actor, desk: Client, today: date
) -> None:
    targets: dict[int, Decimal | None] = {three[0].pk: Decimal(50), three[1].pk: Decimal(20)}
    measures.share_out(actor=group_desk, task=task, targets=targets, today=today)
    page = desk.get(task.get_absolute_url()).text
    assert "各单位合计 70，比总目标 100 少 30" in page
    assert "还有 1 个承办单位没有分到指标" in page
    measures.share_out(
        actor=group_desk,
        task=task,
        targets={three[1].pk: None, three[2].pk: Decimal(50)},
        today=today,
    )
    assert not hasattr(again(three[1]), "measure")
    assert "少 30" not in desk.get(task.get_absolute_url()).text


def test_every_unit_has_the_same_rate(
    three: list[Assignment], task: Task, group_desk: Actor, today: date
) -> None:
    measures.release_task(actor=group_desk, task=task)
    until = date(today.year + 1, 12, 31)
    aim = Aim("plans.rate", Decimal(95), date(today.year, 1, 1), until)
    measures.measure_task(actor=group_desk, task=task, aim=aim, today=today)
    measures.share_by(actor=group_desk, task=task, by="equal", today=today)
    assert [again(one).measure.target for one in three] == [95, 95, 95]
    assert [again(one).percent for one in three] == [0, 0, 0]


def test_a_share_follows_the_days_of_the_whole_but_not_another_figure(
    three: list[Assignment], whole: Measure, task: Task, group_desk: Actor, today: date
) -> None:
    measures.share_by(actor=group_desk, task=task, by="equal", today=today)
    other = Aim("org.members", whole.target, whole.from_on, whole.until_on)
    with pytest.raises(Refused, match="请先取消分解"):
        measures.measure_task(actor=group_desk, task=task, aim=other, today=today)
    later = Aim("org.joined", Decimal(120), today, whole.until_on, below=False)
    measures.measure_task(actor=group_desk, task=task, aim=later, today=today)
    share = again(three[0]).measure
    assert (share.from_on, share.below) == (today, False)
    assert share.target in {33, 34}


def test_a_stranger_shares_nothing_out(
    three: list[Assignment], task: Task, hospital_desk: Actor, told: Look, today: date
) -> None:
    before = told()
    with pytest.raises(Refused, match="由立项单位"):
        measures.share_by(actor=hospital_desk, task=task, by="equal", today=today)
    targets: dict[int, Decimal | None] = {three[0].pk: Decimal(1)}
    with pytest.raises(Refused, match="由立项单位"):
        measures.share_out(actor=hospital_desk, task=task, targets=targets, today=today)
    assert told() == before


def test_an_unbound_task_has_nothing_to_share_out(
    issued: Assignment, group_desk: Actor, told: Look, today: date
) -> None:
    before = told()
    with pytest.raises(Refused, match="请先给任务挂接指标"):
        measures.share_by(actor=group_desk, task=issued.task, by="equal", today=today)
    assert told() == before


def test_a_unit_that_takes_over_takes_the_target_over(
    bound: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    new = actions.reassign(
        actor=group_desk, assignment=bound, unit=school, words="改由学校承办", today=today
    )
    assert again(new).measure.target == 10
    assert again(new).measured_from_on == today


def test_an_extension_lets_the_counting_go_on_to_the_new_day(
    bound: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    later = bound.due_on + timedelta(days=30)
    asked = actions.ask_extension(
        actor=hospital_desk, assignment=bound, to_on=later, reason="补报材料", today=today
    )
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=True, reply="", today=today
    )
    measure = Measure.objects.select_related("assignment").get()
    assert queries.end_of(measure) == later


def test_the_past_of_a_unit_that_moved_counts_for_it(
    underway: Assignment,
    hospital: Unit,
    power: Unit,
    group_desk: Actor,
    hospital_desk: Actor,
    enrol: Enrol,
    aim: Aim,
    today: date,
) -> None:
    measures.measure_assignment(actor=group_desk, assignment=underway, aim=aim, today=today)
    enrol(hospital)
    measures.recount_live(today)
    before = again(underway).percent
    org.move_unit(
        actor=group_desk, unit=hospital, parent=power, document="集工〔2026〕9号", today=today
    )
    measures.recount_live(today)
    assert again(underway).percent == before


def test_counting_costs_the_same_for_two_units_as_for_three(
    three: list[Assignment],
    task: Task,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    measures.share_by(actor=group_desk, task=task, by="equal", today=today)
    found = list(counting.live())
    assert len(found) == 4
    with django_assert_max_num_queries(2 + 1):  # places, one count a span: shares end with the task
        counting.counted(found, today)


def test_the_pages_bind_share_and_release(
    three: list[Assignment], task: Task, desk: Client, today: date
) -> None:
    page = desk.get(reverse("plans:task-measure", args=[task.pk]))
    assert "新入会（人）" in page.text
    said = {"figure": "org.joined", "target": "0", "from_on": str(today), "scope": "below"}
    refused = desk.post(reverse("plans:task-measure", args=[task.pk]), said)
    assert refused.status_code == 422
    said |= {"target": "60", "until_on": f"{today.year + 1}-12-31"}
    desk.post(reverse("plans:task-measure", args=[task.pk]), said)
    assert task.measures.get(assignment=None).target == 60
    desk.post(reverse("plans:task-share-by", args=[task.pk]), {"by": "equal"})
    assert [again(one).measure.target for one in three] == [20, 20, 20]
    here = reverse("plans:task-shares", args=[task.pk])
    assert "各单位合计等于总目标" in desk.get(here).text
    shares = {
        f"share_{one.pk}": number for one, number in zip(three, ("30", "20", ""), strict=True)
    }
    desk.post(here, shares)
    assert [hasattr(again(one), "measure") for one in three] == [True, True, False]
    wrong = desk.post(here, {f"share_{three[0].pk}": "-1"})
    assert wrong.status_code == 422
    assert again(three[0]).measure.target == 30
    desk.post(reverse("plans:task-release", args=[task.pk]))
    assert not Measure.objects.exists()


def test_who_only_does_the_work_is_told_who_binds_it(
    issued: Assignment, hospital_browser: Client, today: date
) -> None:
    for name in ("task-measure", "assignment-measure"):
        row = issued.task_id if name == "task-measure" else issued.pk
        page = hospital_browser.get(reverse(f"plans:{name}", args=[row]))
        assert "工会主席、副主席或者干事办理" in page.text
    said = {"figure": "org.joined", "target": "5", "from_on": str(today), "scope": "own"}
    no = hospital_browser.post(reverse("plans:assignment-measure", args=[issued.pk]), said)
    assert no.status_code == 422
    no = hospital_browser.post(reverse("plans:assignment-release", args=[issued.pk]))
    assert no.status_code == 422
    assert not Measure.objects.exists()


def test_another_units_work_is_not_found(
    issued: Assignment, sign_in: Browse, school_desk: Actor
) -> None:
    stranger = sign_in(school_desk)
    for name, pk in (
        ("assignment-measure", issued.pk),
        ("task-measure", issued.task_id),
        ("task-shares", issued.task_id),
    ):
        assert stranger.get(reverse(f"plans:{name}", args=[pk])).status_code == 404


def test_a_unit_reads_its_own_share_and_nothing_of_its_siblings(
    three: list[Assignment],
    task: Task,
    group_desk: Actor,
    desk: Client,
    hospital_browser: Client,
    told: Look,
    today: date,
) -> None:
    measures.share_by(actor=group_desk, task=task, by="equal", today=today)
    here, before = reverse("plans:task-shares", args=[task.pk]), told()
    own = hospital_browser.get(here)
    assert [row.pk for row in own.context["page"]] == [three[0].pk]
    assert "职工医院工会" in own.text
    assert "供电公司工会" not in own.text
    assert [row.pk for row in desk.get(here).context["page"]] == [
        work.pk for work in sorted(three, key=lambda work: work.unit_path)
    ]
    no = hospital_browser.post(here, {f"share_{three[0].pk}": "1"})
    assert no.status_code == 422
    assert "供电公司工会" not in no.text
    assert told() == before


@pytest.mark.parametrize("again_", ["share", "bind"])
def test_sharing_out_anew_costs_no_query_a_unit(
    whole: Measure,
    give: Give,
    task: Task,
    hospital: Unit,
    school: Unit,
    power: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
    again_: str,
) -> None:
    aim = Aim("org.joined", Decimal(120), whole.from_on, whole.until_on)

    def cost() -> int:
        measures.share_by(actor=group_desk, task=task, by="equal", today=today)
        with CaptureQueriesContext(connection) as asked:
            if again_ == "share":
                measures.share_by(actor=group_desk, task=task, by="equal", today=today)
            else:
                measures.measure_task(actor=group_desk, task=task, aim=aim, today=today)
        return len(asked)

    give(task, hospital)
    one = cost()
    give(task, school)
    give(task, power)
    assert cost() == one


def test_the_report_of_measured_work_asks_for_no_number(
    bound: Assignment, hospital_browser: Client, underway: Assignment
) -> None:
    page = hospital_browser.get(bound.get_absolute_url()).text
    assert "完成进度（%）" not in page
    assert "查看背后的记录" in page
    assert "/ 10 人" in page


def test_a_page_with_a_figure_costs_few_queries(
    three: list[Assignment],
    task: Task,
    group_desk: Actor,
    desk: Client,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    measures.share_by(actor=group_desk, task=task, by="equal", today=today)
    desk.get(three[0].get_absolute_url())
    with django_assert_max_num_queries(22):  # 18 without a figure; places twice, number, months
        desk.get(three[0].get_absolute_url())
    with django_assert_max_num_queries(26):  # 21 without; measures, units, places, number, months
        desk.get(task.get_absolute_url())

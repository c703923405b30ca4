"""Drafting: who may, what a draft says of the state of its year, and that it stays as it is."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from zhijia.org import actions as org
from zhijia.org.models import Unit
from zhijia.plans import actions as plans
from zhijia.plans.models import Task
from zhijia.plans.rules import POINTS
from zhijia.platform import acts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.writing import actions, queries
from zhijia.writing.models import Report
from zhijia.writing.queries import leaf
from zhijia.writing.rules import period

Day = Callable[[int, int], date]
Text = Callable[[Report], str]
SENTENCE = "要开展一次隐患排查"
YEAR = timedelta(days=366)


@pytest.fixture
def task(file_tasks, group, group_desk) -> Task:
    """A task of the group that nobody has yet."""
    return file_tasks(group_desk, group, SENTENCE)[0]


def test_the_desk_and_the_chair_draft_their_own_report(
    draft, group, group_desk, group_chair, audit_trail
):
    assert draft(group_desk, group).number == 1
    assert draft(group_chair, group).drafted_by_id == group_chair.member_id
    assert audit_trail()[-1] == "writing.keep"


@pytest.mark.parametrize("who", ["group_desk", "member", "workshop_organiser", "school_desk"])
def test_nobody_drafts_for_another_unit(request, draft, hospital, kept, who):
    actor = request.getfixturevalue(who)
    before = kept()

    with pytest.raises(Refused, match="由本单位的工会主席、副主席或者干事起草"):
        draft(actor, hospital)
    assert kept() == before


@pytest.mark.parametrize(("years", "why"), [(1, "还没有开始"), (-60, "建会于")])
def test_a_year_without_records_is_refused(group, group_desk, today, kept, years, why):
    before = kept()

    with pytest.raises(Refused, match=why):
        actions.draft(
            actor=group_desk,
            unit=group,
            form="summary",
            period=period(today.year + years, "year"),
            today=today,
        )
    assert kept() == before


def test_the_second_draft_is_number_two_and_leaves_the_first_alone(draft, group, group_desk):
    first, second = draft(group_desk, group), draft(group_desk, group)

    assert [first.number, second.number] == [1, 2]
    assert first.title == second.title
    assert list(Report.objects.values_list("number", flat=True)) == [2, 1]


def test_a_draft_stays_as_it_is_when_the_records_change(
    draft, group, group_desk, hospital, hospital_desk, task, give, finish, text, on, today
):
    work = give(group_desk, task, hospital)
    report = draft(group_desk, group)
    before = text(report)

    finish(work, hospital_desk, group_desk, "已查完。", on(5, 20))

    report = Report.objects.get(pk=report.pk)
    assert text(report) == before
    moved = {
        line.citation.figure: line.shown_now for line in leaf(report, today).annex if line.moved
    }
    assert moved == {"plans.open": "0项次", "plans.overdue": "0项次"}


def test_a_report_drafted_later_tells_the_state_of_its_year(
    draft, group, group_desk, hospital, hospital_desk, school, school_desk, task, give, finish,
    text, on, year, today,
):  # fmt: skip
    given = give(group_desk, task, hospital), give(group_desk, task, school, on(12, 31))
    plans.sign(actor=hospital_desk, assignment=given[0], today=on(4, 5))
    then = draft(group_desk, group, on(12, 31))

    plans.report(
        actor=hospital_desk, assignment=given[0], words="过年后的事", percent=50, today=today
    )
    plans.finish(actor=hospital_desk, assignment=given[0], words="办完了", today=today)
    plans.accept(actor=group_desk, checked=POINTS, assignment=given[0], today=today)
    finish(given[1], school_desk, group_desk, "次年办结", today)
    later = draft(group_desk, group)

    assert later.drafted_on > date(year, 12, 31)
    assert text(later) == text(then)
    assert "职工医院工会逾期未办结" in text(later)
    assert "子弟学校工会尚未签收" in text(later)


def test_every_number_in_a_drafted_report_is_in_its_annex(
    draft, group, group_desk, hospital, hospital_desk, task, give, finish, on,
    stray_digits: Callable[[str], Iterator[str]],
):  # fmt: skip
    finish(give(group_desk, task, hospital), hospital_desk, group_desk, "查了 12 处", on(5, 20))
    report = draft(group_desk, group)

    runs = [run for one in report.passages.all() for run in one.runs]
    places = {run for run in runs if isinstance(run, int)}
    assert places == set(report.citations.values_list("place", flat=True))
    assert not [d for run in runs if isinstance(run, str) for d in stray_digits(run)]
    numbers = {c.label: str(c.value) for c in report.citations.all()}
    assert numbers["办结立项任务"] == "1.00"
    assert numbers["办结任务（劳动保护）"] == "1.00"
    assert numbers["办结率"] == "100.00"


def test_a_unit_below_tells_what_it_was_given_and_what_its_posts_did(
    draft, group_desk, power, power_desk, workshop_officer, workshop, task, give, text, on
):
    work = plans.sign(actor=power_desk, assignment=give(group_desk, task, power), today=on(4, 3))
    part = plans.hand_down(
        actor=power_desk,
        assignment=work,
        post=workshop.posts.get(kind="officer"),
        wording="排查配电室",
        due_on=on(6, 1),
        today=on(4, 4),
    )
    plans.sign(actor=workshop_officer, assignment=part, today=on(4, 5))
    plans.report(
        actor=workshop_officer, assignment=part, words="查出 3 处", percent=60, today=on(4, 9)
    )

    said = text(draft(power_desk, power))
    assert "以下各项任务均由化工集团工会交办。" in said
    assert "关于“开展一次隐患排查”：本单位逾期未办结" in said
    assert "分解到岗位：检修车间分工会 金磊（安全员）逾期未办结" in said
    assert "检修车间分工会 金磊（安全员）报告：“查出 3 处”" in said


def test_a_workshop_tells_what_its_posts_were_given_from_above(
    draft, group_desk, power, power_desk, workshop_chair, workshop_officer, workshop, task, give,
    text, on,
):  # fmt: skip
    work = plans.sign(actor=power_desk, assignment=give(group_desk, task, power), today=on(4, 3))
    plans.hand_down(
        actor=power_desk,
        assignment=work,
        post=workshop.posts.get(kind="officer"),
        wording="排查配电室",
        due_on=on(6, 1),
        today=on(4, 4),
    )

    said = text(draft(workshop_chair, workshop))
    assert "以下各项任务均由供电公司工会交办。" in said
    assert "关于“开展一次隐患排查”：金磊（安全员）逾期，尚未签收" in said


def test_tasks_that_units_below_set_themselves_are_counted_but_left_to_their_own_reports(
    draft, file_tasks, group, group_desk, hospital, hospital_desk, text
):
    file_tasks(hospital_desk, hospital, "要检查氧气站")
    above, own = text(draft(group_desk, group)), text(draft(hospital_desk, hospital))

    assert "本年度新立项任务1项" in above
    assert "所辖单位自行立项的任务计入以上数字" in above
    assert "检查氧气站" not in above
    assert "以下任务尚未交办：“检查氧气站”。" in own


def test_a_unit_without_any_record_has_a_report_all_the_same(draft, hospital, hospital_desk, text):
    said = text(draft(hospital_desk, hospital))

    assert "本年度没有登记的工作任务。（请补充）" in said
    assert "所辖" not in said


def test_withdrawn_work_and_dropped_tasks_are_not_told(
    draft, file_tasks, group, group_desk, hospital, hospital_desk, give, text, on
):
    tasks = file_tasks(group_desk, group, "要检查氧气站", "要检查配电室")
    work = give(group_desk, tasks[0], hospital)
    plans.withdraw(actor=group_desk, assignment=work, words="重复", today=on(5, 1))
    plans.drop_task(actor=group_desk, task=tasks[1], reason="重复", today=on(5, 1))

    said = text(draft(group_desk, group))
    assert "检查配电室" not in said
    assert "以下任务尚未交办：“检查氧气站”。" in said
    assert "职工医院工会" not in said


def test_an_extension_that_was_granted_is_told_and_one_refused_is_not(
    draft, file_tasks, group, group_desk, hospital, hospital_desk, give, text, on
):
    tasks = file_tasks(group_desk, group, "要检查氧气站", "要检查配电室")
    for task, is_granted in zip(tasks, (True, False), strict=True):
        work = give(group_desk, task, hospital)
        plans.sign(actor=hospital_desk, assignment=work, today=on(4, 2))
        asked = plans.ask_extension(
            actor=hospital_desk, assignment=work, to_on=on(8, 8), reason="停机", today=on(5, 1)
        )
        plans.decide_extension(
            actor=group_desk, extension=asked, is_granted=is_granted, reply="阅", today=on(5, 2)
        )

    said = text(draft(group_desk, group))
    longer = next(line for line in said.splitlines() if line.startswith("经同意延期的任务"))
    assert longer.count("检查") == 1
    assert f"职工医院工会承办的“检查氧气站”（延至{on(8, 8).year}年8月8日）" in longer


def test_a_founded_unit_counts_from_its_first_year(draft, group, group_desk, today):
    young = org.found_unit(
        actor=group_desk,
        parent=group,
        name="新建分工会",
        code="XJ",
        kind="workshop",
        founded_on=today - timedelta(days=1),
        staff_count=30,
    )
    chair = Actor(posts=frozenset({("chair", young.path, False)}))

    whole = period(today.year, "year")
    report = actions.draft(actor=chair, unit=young, form="summary", period=whole, today=today)
    assert report.number == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_report_that_is_being_composed(
    monkeypatch: pytest.MonkeyPatch, group: Unit, group_desk: Actor, draft: Callable[..., Report]
) -> None:
    held: list[set[str]] = []
    composed = queries.composed

    def watched(*args: Any) -> queries.Composed:
        held.append(set(acts.ACTIONS) if acts._entries.get() is not None else set())
        return composed(*args)

    monkeypatch.setattr(queries, "composed", watched)
    draft(group_desk, group)
    assert held == [set()], "composed within an action, which holds the lock"


def test_the_last_day_of_a_period_is_told_as_it_was_whatever_came_after(
    draft, file_tasks, group, group_desk, hospital, hospital_desk, school, school_desk, give,
    text, on, year, today,
):  # fmt: skip
    back, dropped, longer, helped = file_tasks(
        group_desk, group, "要检查氧气站", "要检查配电室", "要检查锅炉房", "要检查库房"
    )
    works = [give(group_desk, task, hospital) for task in (back, longer, helped)]
    plans.sign(actor=hospital_desk, assignment=works[1], today=on(4, 2))
    asked = plans.ask_extension(
        actor=hospital_desk, assignment=works[1], to_on=today + YEAR, reason="停机", today=on(5, 1)
    )
    [helper] = plans.add_assisting(
        actor=group_desk, task=helped, units=[school], due_on=on(6, 1), today=on(4, 1)
    )
    plans.sign(actor=school_desk, assignment=helper, today=on(4, 2))
    plans.answer_for(actor=school_desk, assignment=helper, words="清单已附。", today=on(4, 9))
    then = draft(group_desk, group, on(12, 31))

    after = date(year + 1, 1, 2)
    plans.withdraw(actor=group_desk, assignment=works[0], words="重复", today=after)
    plans.drop_task(actor=group_desk, task=dropped, reason="重复", today=after)
    plans.decide_extension(
        actor=group_desk, extension=asked, is_granted=True, reply="同意", today=after
    )
    plans.ask_again(actor=group_desk, assignment=helper, words="请补充", today=after)
    first, later = (  # numbers are as their figures define them; what is told of works stands
        [line for line in text(report).splitlines() if "检查" in line]
        for report in (then, draft(group_desk, group))
    )
    assert first == later
    assert all(f"检查{place}" in "".join(first) for place in ("氧气站", "配电室", "锅炉房", "库房"))

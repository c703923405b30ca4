"""From a meeting, a document or a written word to a task on file."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.plans import actions, queries
from zhijia.plans.models import Approval, Assignment, Consultation, Intended, Opinion, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

from .conftest import confirmed

Look = Callable[[], tuple[Any, ...]]
PAPER = actions.Basis("document", "关于做好职工体检的通知", "集工发〔2026〕3号")
MEETING = actions.Basis("meeting", "工会主席办公会")


@pytest.fixture
def told() -> Look:
    """Return a look at every row that a refusal must leave alone."""

    def look() -> tuple[Any, ...]:
        kinds = (Task, Intended, Consultation, Opinion, Approval, Assignment)
        return tuple(list(kind._default_manager.order_by("pk").values()) for kind in kinds)

    return look


@pytest.fixture
def draft(group: Unit, group_desk: Actor, today: date) -> Task:
    """A draft of the group that rests on a document."""
    return actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=PAPER,
        original="各单位要组织职工体检",
        wording="组织职工体检",
        area="welfare",
        due_on=today + timedelta(days=60),
        today=today,
    )


@pytest.fixture
def submitted(draft: Task, group_desk: Actor, group_chair: Actor, today: date) -> Task:
    """The draft before the chair."""
    return actions.submit(actor=group_desk, task=draft, words="请审定", today=today)


def ask(draft: Task, actor: Actor, *units: Unit, today: date, days: int = 5) -> Consultation:
    until_on = today + timedelta(days=days)
    return actions.ask_opinions(
        actor=actor, task=draft, units=units, until_on=until_on, today=today
    )


def choose(actor: Actor, unit: Unit, value: str, today: date) -> None:
    """Let a unit choose what its leaders approve."""
    org.choose_law(
        actor=actor, unit=unit, key="task_approval", value=value, reason="试行", today=today
    )


def test_a_draft_has_its_number_and_is_not_on_file(draft: Task, today: date) -> None:
    assert draft.number == f"{today.year}-001"
    assert draft.stage == "draft"
    assert draft.filed_on is None
    assert draft.basis == "《关于做好职工体检的通知》（集工发〔2026〕3号）"
    assert draft.speech is None


def test_a_draft_keeps_the_paper_it_rests_on(group: Unit, group_desk: Actor, today: date) -> None:
    scan = SimpleUploadedFile("批示件.pdf", b"%PDF-1.4 word")
    basis = actions.Basis("word", "体检情况报告", by="刘振华", on=today, upload=scan)
    task = actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=basis,
        original="请工会抓好落实",
        wording="落实体检整改",
        area="welfare",
        due_on=None,
        today=today,
    )
    assert task.source_file
    assert task.source_file.name == "批示件.pdf"
    assert task.basis == f"体检情况报告（刘振华，{today:%Y-%m-%d}）"


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (actions.Basis("speech", "讲话"), "请先登记讲话"),
        (actions.Basis("meeting", ""), "请写明依据"),
        (actions.Basis("word", "报告"), "批示人"),
    ],
)
def test_a_draft_without_a_basis_is_refused(
    group: Unit, group_desk: Actor, today: date, told: Look, basis: actions.Basis, words: str
) -> None:
    before = told()
    with pytest.raises(Refused, match=words):
        actions.draft_task(
            actor=group_desk,
            unit=group,
            basis=basis,
            original="",
            wording="甲",
            area="welfare",
            due_on=None,
            today=today,
        )
    assert told() == before


def test_a_stranger_to_the_desk_draws_nothing_up(
    group: Unit, hospital_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="由本单位的工会主席"):
        actions.draft_task(
            actor=hospital_desk,
            unit=group,
            basis=MEETING,
            original="",
            wording="甲",
            area="welfare",
            due_on=None,
            today=today,
        )
    assert told() == before


def test_terms_say_how_it_is_done_and_whom_it_is_meant_for(
    draft: Task,
    group_desk: Actor,
    group_chair: Actor,
    hospital: Unit,
    school: Unit,
) -> None:
    post = Post.objects.get(member=group_chair.member_id, kind="chair")
    terms = actions.Terms("体检率 95% 以上", post, "urgent", "monthly", (hospital,), (school,))
    task = actions.set_terms(actor=group_desk, task=draft, terms=terms)
    assert (task.standard, task.urgency, task.frequency) == ("体检率 95% 以上", "urgent", "monthly")
    assert task.leader_post == post
    assert queries.intended(task) == {"lead": [hospital], "assist": [school]}
    again = actions.Terms(lead=(school,))
    actions.set_terms(actor=group_desk, task=draft, terms=again)
    assert queries.intended(task) == {"lead": [school], "assist": []}


def test_a_unit_is_not_meant_twice_nor_one_from_elsewhere(
    draft: Task,
    group_desk: Actor,
    hospital: Unit,
    told: Look,
    school: Unit,
    school_desk: Actor,
    today: date,
) -> None:
    own = actions.draft_task(
        actor=school_desk,
        unit=school,
        basis=MEETING,
        original="",
        wording="甲",
        area="welfare",
        due_on=None,
        today=today,
    )
    before = told()
    twice = actions.Terms(lead=(hospital,), assist=(hospital,))
    with pytest.raises(Refused, match="不能既牵头又配合"):
        actions.set_terms(actor=group_desk, task=draft, terms=twice)
    with pytest.raises(Refused, match="应是本单位或者下级单位"):
        actions.set_terms(actor=school_desk, task=own, terms=actions.Terms(lead=(hospital,)))
    assert told() == before


def test_a_draft_goes_to_no_unit(
    draft: Task, group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="立项以后才能交办"):
        actions.assign(actor=group_desk, task=draft, units=[hospital], due_on=today, today=today)
    assert told() == before


def test_what_leaders_approve_is_on_file_and_given(
    submitted: Task,
    group_chair: Actor,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
) -> None:
    task = actions.approve(actor=group_chair, task=submitted, words="同意", today=today)
    assert task.stage == "filed"
    assert task.filed_on == today
    approval = task.approvals.get()
    assert (approval.outcome, approval.words) == ("approved", "同意")
    assert approval.decided_by_id == group_chair.member_id
    (given,) = actions.assign(
        actor=group_desk, task=task, units=[hospital], due_on=today, today=today
    )
    assert given.state == "issued"


def test_the_desk_does_not_approve_its_own_draft(
    submitted: Task, group_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="由立项单位的工会主席、副主席审定"):
        actions.approve(actor=group_desk, task=submitted, today=today)
    assert told() == before


def test_nobody_approves_twice(
    submitted: Task, group_chair: Actor, today: date, told: Look
) -> None:
    actions.approve(actor=group_chair, task=submitted, today=today)
    before = told()
    with pytest.raises(Refused, match="不在待审定状态"):
        actions.approve(actor=group_chair, task=submitted, today=today)
    assert told() == before


def test_what_comes_back_is_changed_and_submitted_again(
    submitted: Task, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    task = actions.send_back_draft(
        actor=group_chair, task=submitted, words="期限放到年底", today=today
    )
    assert task.stage == "draft"
    actions.submit(actor=group_desk, task=task, words="已改", today=today)
    actions.approve(actor=group_chair, task=task, today=today)
    assert [one.outcome for one in task.approvals.all()] == ["approved", "sent_back"]


def test_the_desk_recalls_what_nobody_decided(
    submitted: Task, group_desk: Actor, today: date
) -> None:
    task = actions.recall(actor=group_desk, task=submitted, today=today)
    assert task.stage == "draft"
    assert task.approvals.get().outcome == "recalled"


def test_while_it_lies_before_the_leaders_and_afterwards_the_desk_changes_nothing(
    submitted: Task, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    new = {"wording": "乙", "area": "welfare", "due_on": None, "today": today}
    with pytest.raises(Refused, match="请先撤回送审"):
        actions.edit_task(actor=group_desk, task=submitted, **new)
    assert actions.edit_task(actor=group_chair, task=submitted, **new).wording == "乙"
    task = actions.approve(actor=group_chair, task=submitted, today=today)
    with pytest.raises(Refused, match="由工会主席、副主席修改"):
        actions.edit_task(actor=group_desk, task=task, **{**new, "wording": "丙"})
    with pytest.raises(Refused, match="由工会主席、副主席修改"):
        actions.set_terms(actor=group_desk, task=task, terms=actions.Terms("丙"))
    task.refresh_from_db()
    assert (task.wording, task.standard) == ("乙", "")
    assert actions.set_terms(actor=group_chair, task=task, terms=actions.Terms("丁"))


def test_where_nobody_leads_nothing_is_submitted(
    draft: Task, group_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="无人审定"):
        actions.submit(actor=group_desk, task=draft, words="", today=today)
    assert told() == before


def test_what_a_meeting_decided_is_put_on_file_by_the_desk(
    group: Unit, group_desk: Actor, draft: Task, today: date, told: Look
) -> None:
    said = {"original": "", "wording": "甲", "area": "welfare", "due_on": None, "today": today}
    task = actions.draft_task(actor=group_desk, unit=group, basis=MEETING, **said)
    assert actions.file_task(actor=group_desk, task=task, today=today).filed_on == today
    before = told()
    with pytest.raises(Refused, match="先提请工会主席、副主席审定"):
        actions.file_task(actor=group_desk, task=draft, today=today)
    assert told() == before


def test_a_unit_that_approves_everything_approves_what_a_speech_asked_for_too(
    group: Unit, group_desk: Actor, group_chair: Actor, hospital: Unit, today: date
) -> None:
    choose(group_desk, group, "all", today)
    speech = confirmed(
        group_desk, group, ("各单位要开展一次隐患排查", "各单位要组织一次技能比武"), today
    )
    tasks = list(speech.tasks.all())
    assert [task.filed_on for task in tasks] == [None, None]
    actions.submit_all(actor=group_desk, tasks=tasks, words="", today=today)
    assert actions.approve_all(actor=group_chair, tasks=tasks, words="同意", today=today) == 2
    assert all(task.filed_on == today for task in speech.tasks.all())


def test_several_are_told_of_in_one_message(
    group: Unit,
    group_desk: Actor,
    group_chair: Actor,
    sign_in: Callable[[Actor], Any],
    today: date,
) -> None:
    sign_in(group_chair)
    choose(group_desk, group, "all", today)
    sentences = ("各单位要开展一次隐患排查", "各单位要组织一次技能比武")
    tasks = list(confirmed(group_desk, group, sentences, today).tasks.all())
    actions.submit_all(actor=group_desk, tasks=tasks, words="", today=today)
    notice = Notice.objects.get(kind="plans.to_approve")
    assert notice.title == "2 项任务等您审定"
    assert notice.user_id == Member.objects.get(pk=group_chair.member_id).user_id


def test_all_are_submitted_or_none(
    group: Unit, group_desk: Actor, group_chair: Actor, draft: Task, today: date, told: Look
) -> None:
    said = {"original": "", "wording": "甲", "area": "welfare", "due_on": None, "today": today}
    meeting = actions.draft_task(actor=group_desk, unit=group, basis=MEETING, **said)
    before = told()
    with pytest.raises(Refused, match="不必审定"):
        actions.submit_all(actor=group_desk, tasks=[draft, meeting], words="", today=today)
    assert told() == before


def test_units_are_asked_and_answer(
    draft: Task,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    today: date,
) -> None:
    asked = ask(draft, group_desk, hospital, school, today=today)
    assert asked.wording == draft.wording
    opinion = asked.opinions.get(unit=hospital)
    actions.answer_opinion(
        actor=hospital_desk, opinion=opinion, answer="suggest", words="放到年底", today=today
    )
    (round_,) = queries.rounds(draft, today)
    assert (round_.asked, round_.suggest, round_.waiting) == (2, 1, 1)
    (late,) = queries.rounds(draft, asked.until_on + timedelta(days=1))
    assert (late.waiting, late.silent) == (0, 1)
    told = "征求 2 个单位：建议修改 1 个，视为没有意见 1 个"
    assert late.words == f"{told}；1 件修改意见待写明采纳情况"
    actions.settle_opinion(actor=group_desk, opinion=opinion, adoption="yes", reply="")
    (settled,) = queries.rounds(draft, asked.until_on + timedelta(days=1))
    assert settled.words == told


def test_an_opinion_is_for_the_desk_of_the_unit_that_was_asked(
    draft: Task,
    group_desk: Actor,
    hospital: Unit,
    school: Unit,
    school_desk: Actor,
    today: date,
    told: Look,
) -> None:
    opinion = ask(draft, group_desk, hospital, today=today).opinions.get()
    before = told()
    with pytest.raises(Refused, match="由被征求意见单位"):
        actions.answer_opinion(
            actor=school_desk, opinion=opinion, answer="agree", words="", today=today
        )
    assert told() == before


def test_no_draft_is_submitted_while_units_have_time(
    draft: Task,
    group_desk: Actor,
    group_chair: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    told: Look,
) -> None:
    opinion = ask(draft, group_desk, hospital, today=today).opinions.get()
    before = told()
    with pytest.raises(Refused, match="还有 1 个单位"):
        actions.submit(actor=group_desk, task=draft, words="", today=today)
    assert told() == before
    actions.stop_asking(actor=group_desk, task=draft, today=today)
    with pytest.raises(Refused, match="提前截止"):
        actions.answer_opinion(
            actor=hospital_desk, opinion=opinion, answer="agree", words="", today=today
        )
    assert actions.submit(actor=group_desk, task=draft, words="", today=today).submitted_on


def test_what_became_of_a_suggestion_is_told_until_the_task_is_on_file(
    draft: Task,
    group_desk: Actor,
    group_chair: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
) -> None:
    opinion = ask(draft, group_desk, hospital, today=today).opinions.get()
    actions.answer_opinion(
        actor=hospital_desk, opinion=opinion, answer="suggest", words="放到年底", today=today
    )
    with pytest.raises(Refused, match="由立项单位"):
        actions.settle_opinion(actor=hospital_desk, opinion=opinion, adoption="yes", reply="")
    settled = actions.settle_opinion(
        actor=group_desk, opinion=opinion, adoption="no", reply="上级定了期限"
    )
    assert (settled.adoption, settled.reply) == ("no", "上级定了期限")
    actions.submit(actor=group_desk, task=draft, words="", today=today)
    actions.approve(actor=group_chair, task=draft, today=today)
    with pytest.raises(Refused, match="不再改动"):
        actions.settle_opinion(actor=group_desk, opinion=opinion, adoption="yes", reply="")


def test_drafts_are_in_no_figure_and_no_list_of_what_waits_to_be_given(
    draft: Task, group_desk: Actor, today: date
) -> None:
    assert not queries.unassigned(group_desk).exists()
    assert not Task.objects.on_file().exists()
    assert not [one for one in queries.waits(group_desk, today, 9) if one.kind == queries.LONELY]


def test_what_waits_names_approvals_for_leaders_and_opinions_for_desks(
    submitted: Task,
    group: Unit,
    group_desk: Actor,
    group_chair: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    member: Actor,
    today: date,
) -> None:
    other = actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=MEETING,
        original="",
        wording="办好书屋",
        area="welfare",
        due_on=None,
        today=today,
    )
    asked = ask(other, group_desk, hospital, today=today)
    (chair,) = queries.waits(group_chair, today, 9)
    assert (chair.kind, chair.key, chair.words) == (queries.APPROVE, submitted.pk, "组织职工体检")
    (desk,) = queries.waits(hospital_desk, today, 9)
    assert (desk.kind, desk.words, desk.on) == (queries.OPINION, "办好书屋", asked.until_on)
    assert queries.waits(member, today, 9) == []
    assert queries.waits(group_desk, today, 9) == []


def test_a_draft_that_is_dropped_asks_nobody_any_longer(
    draft: Task,
    group_desk: Actor,
    group_chair: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    told: Look,
) -> None:
    opinion = ask(draft, group_desk, hospital, today=today).opinions.get()
    Task.objects.filter(pk=draft.pk).update(submitted_on=today)
    draft.approvals.create(asked_on=today)
    actions.drop_task(actor=group_desk, task=draft, reason="另有安排", today=today)

    opinion.refresh_from_db()
    assert (opinion.closed_on, draft.approvals.get().outcome) == (today, "recalled")
    before = told()
    with pytest.raises(Refused, match="已经答复或者已经提前截止"):
        actions.answer_opinion(
            actor=hospital_desk, opinion=opinion, answer="agree", words="", today=today
        )
    assert told() == before
    # One that an earlier version left open waits for nobody either.
    Opinion.objects.update(closed_on=None)
    opinion.refresh_from_db()
    assert queries.waits(hospital_desk, today, 9) == []
    assert queries.filing_counts(hospital_desk, today)["asked"] == 0
    with pytest.raises(Refused, match="已经答复或者已经提前截止"):
        actions.answer_opinion(
            actor=hospital_desk, opinion=opinion, answer="agree", words="", today=today
        )
    assert not Opinion.objects.exclude(answer="").exists()


def test_an_opinion_that_waits_goes_with_its_unit(
    draft: Task,
    group_desk: Actor,
    hospital: Unit,
    power: Unit,
    today: date,
) -> None:
    opinion = ask(draft, group_desk, hospital, today=today).opinions.get()
    moved = org.move_unit(
        actor=group_desk,
        unit=hospital,
        parent=power,
        today=today,
        document="集工发〔2026〕9号",
        document_on=today,
    )
    opinion.refresh_from_db()
    assert opinion.unit_path == moved.path


def test_a_draft_that_is_dropped_or_folded_asks_nobody_any_more(
    draft: Task,
    group: Unit,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    told: Look,
) -> None:
    other = actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=PAPER,
        original="各单位要组织职工体检",
        wording="组织职工体检",
        area="welfare",
        due_on=today + timedelta(days=60),
        today=today,
    )
    for one in (draft, other):
        ask(one, group_desk, hospital, today=today)
    assert queries.filing_counts(hospital_desk, today)["asked"] == 2
    actions.fold_task(actor=group_desk, task=other, into=draft, today=today)
    actions.drop_task(actor=group_desk, task=draft, reason="不再需要", today=today)

    assert not Opinion.objects.filter(closed_on=None).exists()
    assert not queries.waiting_opinions(hospital_desk, today).exists()
    assert queries.filing_counts(hospital_desk, today)["asked"] == 0
    before = told()
    for opinion in Opinion.objects.all():
        with pytest.raises(Refused, match="已经答复或者已经提前截止"):
            actions.answer_opinion(
                actor=hospital_desk, opinion=opinion, answer="agree", words="", today=today
            )
    assert told() == before


def test_an_opinion_left_open_on_what_was_dropped_earlier_waits_for_nobody(
    draft: Task, group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    ask(draft, group_desk, hospital, today=today)
    Task.objects.filter(pk=draft.pk).update(closed_on=today)
    assert not queries.waiting_opinions(hospital_desk, today).exists()
    assert queries.filing_counts(hospital_desk, today)["asked"] == 0


def test_a_draft_that_is_dropped_lies_before_no_leader_any_more(
    submitted: Task, group_desk: Actor, group_chair: Actor, today: date, told: Look
) -> None:
    gone = actions.drop_task(actor=group_desk, task=submitted, reason="不再需要", today=today)
    approval = Approval.objects.get()
    assert (approval.outcome, approval.decided_on) == ("recalled", today)
    assert (gone.submitted_on, gone.dropped_for) == (None, "不再需要")
    before = told()
    with pytest.raises(Refused, match="任务已结束"):
        actions.approve(actor=group_chair, task=submitted, today=today)
    assert told() == before

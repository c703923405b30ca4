"""The assistant: asked on a clear yes, answered by a job; nothing is taken but by a person."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from tests.far_assistant import KEY, Far, standing
from zhijia.law import HOUSE
from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech, tasks
from zhijia.plans.actions import assistant as helper
from zhijia.plans.models.speeches import Asking, Piece, Speech, Suggestion
from zhijia.plans.queries.assistant import open_suggestions
from zhijia.plans.rules import assistant as rules
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.jobs import worker
from zhijia.platform.jobs.models import Job, State
from zhijia.platform.jobs.register import Outcome
from zhijia.platform.once import fresh

Find = Callable[[str], Piece]
Browse = Callable[..., Client]
Seat = Callable[..., Actor]
PAST = "我们取得了很好的成绩"  # what the rules take for no task


class Hand:
    """Whoever works a job off in a test."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def told(self, done: int, total: int, words: str = "") -> None:
        """Nobody looks how far it has come."""


@pytest.fixture
def far() -> Iterator[Far]:
    with standing() as one:
        yield one


@pytest.fixture
def configured(far: Far, tmp_path: Path, settings: Any) -> Far:
    """An instance that may ask the model on this machine."""
    settings.ASSISTANT_FILE = tmp_path / "assistant.toml"
    text = f'address = "{far.url}"\nmodel = "reader-1"\nkey = "{KEY}"\n'
    settings.ASSISTANT_FILE.write_text(text, "utf-8")
    settings.ASSISTANT_FILE.chmod(0o600)
    return far


@pytest.fixture
def ask(configured: Far, entered: Speech, group_desk: Actor) -> Callable[..., Asking]:
    """Send the speech as the group's desk, and let the job run."""

    def send(*entries: dict[str, str]) -> Asking:
        if entries:
            configured.suggests(*entries)
        asking = helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)
        run(asking, group_desk)
        asking.refresh_from_db()
        return asking

    return send


def run(asking: Asking, actor: Actor) -> Outcome:
    return tasks.ask_assistant(Hand(actor), asking.pk)


def state_of(speech: Speech) -> list[tuple[object, ...]]:
    names = ("start", "end", "kind", "wording", "cue", "area", "responsible", "deadline")
    return list(speech.pieces.values_list(*names))


def said(speech: Speech) -> str:
    """Return all the words that stand in pieces."""
    return "".join(queries.words_of(piece) for piece in queries.pieces_of(speech))


def page_of(speech: Speech) -> str:
    return reverse("plans:speech-assistant", args=[speech.pk])


def test_a_speech_is_sent_only_where_one_may_and_one_question_at_a_time() -> None:
    good = {"is_configured": True, "is_confirmed": False, "characters": 9, "is_waiting": False}

    assert rules.may_ask_assistant(**good)
    for change, words in (
        ({"is_configured": False}, "没有配置助手"),
        ({"is_confirmed": True}, "已确认分解"),
        ({"is_waiting": True}, "还没有答复"),
        ({"characters": rules.MOST_CHARACTERS + 1}, "超过 60000 字"),
    ):
        no = rules.may_ask_assistant(**{**good, **change})
        assert not no
        assert words in str(no)
    assert rules.may_ask_assistant(**{**good, "characters": rules.MOST_CHARACTERS})


def test_only_the_speech_is_sent_and_the_sending_is_on_record(
    ask: Callable[..., Asking], configured: Far, entered: Speech, audit_trail: Callable[[], Any]
) -> None:
    before = len(audit_trail())
    asking = ask()

    assert configured.said().replace("\n", "") == entered.source.text
    assert len(configured.asked) == 1
    assert (asking.host, asking.model) == (configured.host, "reader-1")
    assert asking.characters == len(entered.source.text)
    assert audit_trail()[before:] == [
        "jobs.start",
        "plans.ask_assistant",
        "plans.send_part",
        "plans.take_answer",
    ]


def test_what_it_suggests_changes_no_piece_and_what_is_no_stretch_is_counted(
    ask: Callable[..., Asking], entered: Speech
) -> None:
    before = state_of(entered)
    asking = ask(
        {"text": PAST, "area": "plans"},
        {"text": "建立隐患台账", "area": "safety"},
        {"text": "各单位要捐款"},
    )

    assert state_of(entered) == before
    [one] = open_suggestions(entered)
    assert entered.source.text[one.start : one.end] == PAST
    assert (asking.known, asking.inexact, asking.fault) == (1, 1, "")


def test_a_job_that_runs_twice_asks_once(
    ask: Callable[..., Asking], configured: Far, group_desk: Actor
) -> None:
    asking = ask({"text": PAST})

    assert "已经答复" in run(asking, group_desk).words
    assert (len(configured.asked), Suggestion.objects.count()) == (1, 1)


@pytest.fixture
def long(configured: Far, group: Unit, group_desk: Actor, today: Any) -> Asking:
    """A speech of three parts that somebody wants sent."""
    source = speech.read_text("同志们：\n" + f"今天天气很好，{PAST}。\n" * 600)
    intake = actions.take_in(actor=group_desk, unit=group, source=source, name="讲话", today=today)
    [one] = intake.speeches
    return helper.ask_assistant(actor=group_desk, speech=one, host=configured.host)


def test_one_part_is_sent_a_job_and_the_next_waits_behind_what_waits(
    long: Asking, configured: Far, group_desk: Actor
) -> None:
    configured.suggests({"text": PAST}, {"text": "不在讲话里"})
    run(long, group_desk)

    assert len(configured.asked) == 1
    assert Suggestion.objects.count() == 1
    assert [job.args for job in Job.objects.order_by("pk")] == [[long.pk], [long.pk, 1]]
    run(long, group_desk)
    assert len(configured.asked) == 1

    for part in (1, 2):
        tasks.ask_assistant(Hand(group_desk), long.pk, part)
    long.refresh_from_db()
    assert (len(configured.asked), long.begun, long.kept) == (3, 3, 3)
    assert (long.answered_at is not None, long.inexact, long.fault) == (True, 1, "")
    assert Job.objects.count() == 3


def test_what_was_begun_once_does_not_leave_again(
    long: Asking, configured: Far, group_desk: Actor
) -> None:
    helper.send_part(actor=group_desk, asking=long, part=0)
    assert "没有再发送" in run(long, group_desk).words

    long.refresh_from_db()
    assert configured.asked == []
    assert (long.answered_at is not None, long.begun, long.kept) == (True, 1, 0)
    assert "发送中断过" in long.fault


def test_a_part_is_judged_again_before_it_leaves(
    long: Asking, configured: Far, group_desk: Actor, hospital_desk: Actor, today: Any
) -> None:
    with pytest.raises(Refused, match="由登记单位的"):
        run(long, hospital_desk)
    long.refresh_from_db()
    assert (configured.asked, long.begun, long.answered_at) == ([], 0, None)

    Speech.objects.filter(pk=long.speech_id).update(confirmed_on=today)
    assert "已确认分解" in run(long, group_desk).words
    long.refresh_from_db()
    assert (configured.asked, long.begun) == ([], 0)
    assert "已确认分解" in long.fault


def test_a_later_part_without_an_answer_leaves_the_earlier_suggestions(
    long: Asking, configured: Far, group_desk: Actor, sign_in: Browse
) -> None:
    configured.suggests({"text": PAST})
    run(long, group_desk)
    configured.answers.append((500, b""))
    tasks.ask_assistant(Hand(group_desk), long.pk, 1)

    shown = sign_in(group_desk).get(page_of(long.speech)).text
    assert "只有一部分得到答复" in shown
    assert "待核对的建议" in shown
    assert Suggestion.objects.count() == 1
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_it_and_leads_to_the_page(
    configured: Far,
    entered: Speech,
    group_desk: Actor,
    sign_in: Browse,
    tmp_path: Path,
    settings: Any,
) -> None:
    sign_in(group_desk)  # a job acts for an account that is open
    settings.HOME = tmp_path
    configured.suggests({"text": PAST})
    helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)
    try:
        worker.work(until_empty=True, with_clock=False)
    finally:
        worker.stopping.clear()

    job = Job.objects.get(name="plans.ask_assistant")
    assert (job.state, job.url) == (State.DONE, page_of(entered)), job.words
    assert "1 条建议" in job.words


@pytest.mark.parametrize("answer", [(401, b"{}"), (500, b""), "我觉得没有什么任务"])
def test_a_failure_is_kept_in_chinese_and_it_may_be_asked_again(
    ask: Callable[..., Asking], configured: Far, entered: Speech, answer: Any
) -> None:
    before = state_of(entered)
    configured.answers.append(answer)
    asking = ask()

    assert "助手" in asking.fault
    assert KEY not in asking.fault
    assert state_of(entered) == before
    assert not Suggestion.objects.exists()
    assert ask({"text": PAST}).fault == ""
    assert open_suggestions(entered).count() == 1


def test_a_speech_goes_nowhere_but_where_its_sender_was_shown(
    configured: Far, entered: Speech, group_desk: Actor, settings: Any
) -> None:
    with pytest.raises(Refused, match="地址刚刚改过") as no:
        helper.ask_assistant(actor=group_desk, speech=entered, host="elsewhere.example.com")
    assert no.value.verdict.clause == HOUSE["HOUSE-80"]
    assert not Asking.objects.exists()

    asking = helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)
    settings.ASSISTANT_FILE.write_text(
        f'address = "{configured.url}"\nmodel = "another"\n', "utf-8"
    )
    run(asking, group_desk)
    asking.refresh_from_db()
    assert "配置已经改变" in asking.fault
    assert configured.asked == []


def test_without_a_file_or_by_another_desk_nothing_is_asked(
    far: Far, entered: Speech, group_desk: Actor, hospital_desk: Actor
) -> None:
    for actor, words in ((group_desk, "没有配置助手"), (hospital_desk, "由登记单位的")):
        with pytest.raises(Refused, match=words):
            helper.ask_assistant(actor=actor, speech=entered, host=far.host)

    assert not Asking.objects.exists()
    assert not Job.objects.filter(name="plans.ask_assistant").exists()
    assert far.asked == []


def test_a_second_question_waits_for_the_first(
    configured: Far, entered: Speech, group_desk: Actor
) -> None:
    helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)

    with pytest.raises(Refused, match="还没有答复"):
        helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)
    assert Asking.objects.count() == 1

    Asking.objects.update(asked_at=now() - timedelta(days=1))
    with pytest.raises(Refused, match="还没有答复"):
        helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)
    assert Asking.objects.count() == 1

    # Its job died or was called off: nothing will come any more.
    Job.objects.update(state=State.FAILED)
    helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host)
    assert Asking.objects.count() == 2


def test_a_suggestion_taken_over_is_a_task_of_these_very_words(
    ask: Callable[..., Asking], entered: Speech, group_desk: Actor
) -> None:
    words, others = said(entered), [row for row in state_of(entered) if row[2] == "task"]
    ask({"text": PAST, "area": "plans", "responsible": "供电公司工会", "deadline": "去年"})
    [one] = open_suggestions(entered)

    task = helper.take_suggestion(actor=group_desk, suggestion=one)

    assert (task.kind, queries.words_of(task), task.wording) == ("task", PAST, PAST)
    assert (task.area, task.responsible, task.deadline) == ("plans", "供电公司工会", "去年")
    assert task.cue == "助手建议，人工采纳"
    assert said(entered) == words
    assert [row for row in state_of(entered) if row[2] == "task" and row[4] != task.cue] == others
    assert not open_suggestions(entered).exists()


def test_a_suggestion_across_pieces_joins_them(
    ask: Callable[..., Asking], entered: Speech, group_desk: Actor
) -> None:
    text = entered.source.text
    across = text[text.index("同志们") : text.index("很好的成绩")]
    ask({"text": across})
    [one] = open_suggestions(entered)

    task = helper.take_suggestion(actor=group_desk, suggestion=one)

    assert queries.words_of(task) == across
    assert (task.start, task.end) == (one.start, one.end)


def test_what_a_person_marked_meanwhile_stays(
    ask: Callable[..., Asking], entered: Speech, piece: Find, group_desk: Actor
) -> None:
    ask({"text": PAST})
    [one] = open_suggestions(entered)
    actions.promote(actor=group_desk, piece=piece(PAST))
    before = state_of(entered)

    with pytest.raises(Refused, match="已经标为任务"):
        helper.take_suggestion(actor=group_desk, suggestion=one)
    assert state_of(entered) == before
    assert not open_suggestions(entered).exists()
    assert Suggestion.objects.get().settled == ""


def test_a_suggestion_is_decided_on_once_and_does_not_come_again(
    ask: Callable[..., Asking], entered: Speech, group_desk: Actor
) -> None:
    ask({"text": PAST})
    [one] = open_suggestions(entered)
    before = state_of(entered)
    helper.leave_suggestion(actor=group_desk, suggestion=one)

    for act in (helper.leave_suggestion, helper.take_suggestion):
        with pytest.raises(Refused, match="不采纳"):
            act(actor=group_desk, suggestion=one)
    assert state_of(entered) == before
    assert ask({"text": PAST}).known == 1
    assert not open_suggestions(entered).exists()


def test_after_confirming_nothing_is_asked_and_nothing_taken(
    ask: Callable[..., Asking], configured: Far, entered: Speech, group_desk: Actor, today: Any
) -> None:
    ask({"text": PAST})
    [one] = open_suggestions(entered)
    actions.confirm(actor=group_desk, speech=entered, today=today)
    before = state_of(entered)

    for refused in (
        lambda: helper.take_suggestion(actor=group_desk, suggestion=one),
        lambda: helper.leave_suggestion(actor=group_desk, suggestion=one),
        lambda: helper.ask_assistant(actor=group_desk, speech=entered, host=configured.host),
    ):
        with pytest.raises(Refused, match="已确认分解"):
            refused()
    assert state_of(entered) == before
    assert Asking.objects.count() == 1


def test_the_page_says_what_leaves_and_where_to_and_sends_only_on_a_yes(
    configured: Far, entered: Speech, group_desk: Actor, sign_in: Browse
) -> None:
    desk, address = sign_in(group_desk), page_of(entered)
    shown = desk.get(address).text
    for words in (configured.host, "reader-1", str(len(entered.source.text)), "离开本单位的服务器"):
        assert words in shown
    assert KEY not in shown

    no = desk.post(address, {"host": configured.host, "once": fresh()})
    assert no.status_code == 422
    assert "勾选同意" in no.text
    assert not Asking.objects.exists()

    sent = {"host": configured.host, "agreed": "on", "once": fresh()}
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 302  # the same form again is the same sending
    assert Asking.objects.count() == 1
    assert "正在等答复" in desk.get(address).text


def test_the_page_lists_suggestions_and_takes_or_leaves_them(
    ask: Callable[..., Asking], entered: Speech, group_desk: Actor, sign_in: Browse
) -> None:
    desk = sign_in(group_desk)
    ask({"text": PAST}, {"text": "谢谢大家"}, {"text": "<b>没有</b>"})
    first, second = open_suggestions(entered)
    shown = desk.get(page_of(entered)).text
    assert "助手建议" in shown
    assert PAST in shown
    assert "有 1 条不是原文里连续的一段" in shown

    for name, one in (("take", first), ("leave", second)):
        address = reverse(f"plans:suggestion-{name}", args=[one.pk])
        assert desk.post(address, {"once": fresh()}).status_code == 302
    assert [s.settled for s in Suggestion.objects.all()] == ["taken", "left"]
    assert "没有待核对的建议" in desk.get(page_of(entered)).text

    again = desk.post(reverse("plans:suggestion-take", args=[first.pk]), {"once": fresh()})
    assert again.status_code == 422
    assert "这条建议已采纳" in again.text


def test_who_keeps_no_desk_reads_why_and_a_stranger_finds_nothing(
    ask: Callable[..., Asking],
    entered: Speech,
    group: Unit,
    seat: Seat,
    hospital_desk: Actor,
    sign_in: Browse,
) -> None:
    ask({"text": PAST})
    [one] = open_suggestions(entered)
    take = reverse("plans:suggestion-take", args=[one.pk])
    reader = sign_in(who := seat("1004", group))
    assert "由登记单位的工会主席、副主席或者干事办理" in reader.get(page_of(entered)).text
    assert reader.post(take, {"once": fresh()}).status_code == 422

    stranger = sign_in(hospital_desk)
    assert stranger.get(page_of(entered)).status_code == 404
    assert stranger.post(take, {"once": fresh()}).status_code == 404
    assert sign_in(who).post(take.replace(str(one.pk), "99999")).status_code == 404
    assert Suggestion.objects.get().settled == ""


def test_words_of_the_speech_are_shown_as_words(
    configured: Far, group: Unit, group_desk: Actor, today: Any, sign_in: Browse
) -> None:
    source = speech.read_text(
        "今天天气很好，<script>alert(1)</script>大家辛苦了。各单位要开展检查。"
    )
    intake = actions.take_in(actor=group_desk, unit=group, source=source, name="讲话", today=today)
    one = intake.speeches[0]
    configured.suggests({"text": "<script>alert(1)</script>大家辛苦了"})
    run(
        helper.ask_assistant(actor=group_desk, speech=one, host=configured.host),
        group_desk,
    )

    shown = sign_in(group_desk).get(page_of(one)).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_workbench_leads_there_only_where_an_assistant_is(
    entered: Speech, group_desk: Actor, sign_in: Browse, far: Far, tmp_path: Path, settings: Any
) -> None:
    desk, address = sign_in(group_desk), entered.get_absolute_url()
    assert page_of(entered) not in desk.get(address).text

    settings.ASSISTANT_FILE = tmp_path / "assistant.toml"
    settings.ASSISTANT_FILE.write_text(f'address = "{far.url}"\nmodel = "m"\n', "utf-8")
    settings.ASSISTANT_FILE.chmod(0o600)
    assert "请助手再看一遍" in desk.get(address).text
    settings.ASSISTANT_FILE.chmod(0o644)
    assert page_of(entered) not in desk.get(address).text


def test_the_page_needs_few_queries_however_many_suggestions(
    ask: Callable[..., Asking],
    entered: Speech,
    group_desk: Actor,
    sign_in: Browse,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    desk = sign_in(group_desk)
    asking = ask()
    Suggestion.objects.bulk_create(
        Suggestion(asking=asking, start=start, end=start + 1, area="plans") for start in range(9)
    )
    with django_assert_max_num_queries(14):
        desk.get(page_of(entered))

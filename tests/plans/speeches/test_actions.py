"""From the text that came in to the tasks on file: what is granted, refused and kept."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Piece, Source, Speech, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Overtaken, Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.files.models import StoredFile

Find = Callable[[str], Piece]
Trail = Callable[[], list[str]]


@pytest.fixture
def take_in(group: Unit, group_desk: Actor, today: date) -> Callable[..., actions.Intake]:
    def enter(text: str, **other: Any) -> actions.Intake:
        asked = {"actor": group_desk, "unit": group, "name": "讲话稿", "today": today, **other}
        return actions.take_in(source=speech.read_text(text), **asked)

    return enter


def state_of(entered: Speech) -> list[tuple[object, ...]]:
    return list(entered.pieces.values_list("start", "end", "kind", "wording", "version"))


def test_a_speech_comes_in_with_its_head_and_every_piece(entered: Speech, today: date) -> None:
    assert (entered.title, entered.speaker) == ("在工会工作会议上的讲话", "王建国")
    assert (entered.spoken_on, entered.confirmed_on) == (today, None)
    shown = [queries.words_of(piece) for piece in queries.pieces_of(entered)]
    assert "去年我们取得了很好的成绩" in shown
    assert "建立隐患台账" in shown


def test_a_task_begins_with_the_words_of_the_speech_and_what_they_ask_for(
    piece: Find, today: date
) -> None:
    task = piece("隐患排查")
    assert task.kind == "task"
    assert task.wording == queries.words_of(task)
    assert (task.responsible, task.deadline) == ("供电公司工会", "明年6月底前")
    assert task.due_on == date(today.year + 1, 6, 30)


def test_who_is_not_named_and_no_day_given_stays_open(piece: Find) -> None:
    task = piece("困难职工档案")
    assert (task.kind, task.responsible, task.due_on) == ("task", "", None)


def test_the_file_is_kept_with_the_speech(
    take_in: Callable[..., actions.Intake], text: str, audit_trail: Trail
) -> None:
    before = len(audit_trail())
    upload = SimpleUploadedFile("讲话.txt", text.encode())
    entered = take_in(text, upload=upload).speeches[0]

    assert entered.source.file
    assert entered.source.file.place.read_bytes() == text.encode()
    assert audit_trail()[before:] == ["files.keep_bytes", "files.keep", "plans.take_in"]


def test_a_speech_is_entered_once_in_a_unit_however_it_is_spaced(
    take_in: Callable[..., actions.Intake], entered: Speech, text: str
) -> None:
    upload = SimpleUploadedFile("讲话.txt", text.encode())
    with pytest.raises(actions.Known, match="已经登记过") as known:
        take_in(text.replace("，", "，\n  "), upload=upload)

    assert known.value.speech == entered
    assert Speech.objects.count() == Source.objects.count() == 1
    assert not StoredFile.objects.exists()


def test_what_is_new_in_a_file_comes_in_and_what_is_known_is_counted(
    take_in: Callable[..., actions.Intake],
) -> None:
    one, two = "篇一讲话要求：各单位要开展检查。\n", "篇二讲话要求：各单位要组织培训。\n"
    assert len(take_in(one + two).speeches) == 2
    again = take_in(one + two + "篇三讲话要求：各单位要慰问职工。\n")

    assert (len(again.speeches), again.known) == (1, 2)
    assert Speech.objects.count() == 3


def test_another_unit_may_enter_the_same_speech(
    take_in: Callable[..., actions.Intake],
    entered: Speech,
    text: str,
    hospital: Unit,
    hospital_desk: Actor,
) -> None:
    theirs = take_in(text, actor=hospital_desk, unit=hospital).speeches[0]
    assert theirs.digest == entered.digest


def test_only_the_units_own_desk_takes_a_speech_in(
    take_in: Callable[..., actions.Intake], text: str, hospital_desk: Actor
) -> None:
    with pytest.raises(Refused, match="本单位的工会主席、副主席或者干事"):
        take_in(text, actor=hospital_desk)
    assert not Speech.objects.exists()


def test_the_day_of_a_speech_gives_its_deadlines_their_days(
    take_in: Callable[..., actions.Intake], group_desk: Actor
) -> None:
    entered = take_in("关于安全的讲话\n各单位要在明年3月底前组织一次检查。").speeches[0]
    task = entered.pieces.get(kind="task")
    assert (entered.spoken_on, task.due_on) == (None, None)
    told = {"title": entered.title, "speaker": "王建国"}

    for year, due_on in ((2030, date(2031, 3, 31)), (2032, date(2033, 3, 31))):
        given_on = date(year, 5, 1)
        entered = actions.describe_speech(
            actor=group_desk, speech=entered, spoken_on=given_on, **told
        )
        task.refresh_from_db()
        assert task.due_on == due_on


def test_a_day_that_a_person_set_is_not_reckoned_anew(
    entered: Speech, piece: Find, group_desk: Actor, today: date
) -> None:
    task, chosen = piece("隐患排查"), today + timedelta(days=9)
    Piece.objects.filter(pk=task.pk).update(due_on=chosen)
    actions.describe_speech(
        actor=group_desk, speech=entered, title="讲话", speaker="", spoken_on=date(2030, 1, 1)
    )
    assert piece("隐患排查").due_on == chosen


def test_what_was_no_task_becomes_one_and_is_taken_back(piece: Find, group_desk: Actor) -> None:
    promoted = actions.promote(actor=group_desk, piece=piece("很好的成绩"))
    assert (promoted.kind, promoted.cue) == ("task", "人工标为任务")
    assert promoted.wording == "去年我们取得了很好的成绩"
    assert promoted.area
    assert AuditEntry.objects.latest("pk").unit_path == group_desk.unit_path

    demoted = actions.demote(actor=group_desk, piece=promoted)
    assert (demoted.kind, demoted.wording) == ("other", promoted.wording)


@pytest.mark.parametrize(
    ("act", "words", "why"),
    [
        (actions.promote, "隐患排查", "已经标为任务"),
        (actions.demote, "很好的成绩", "不是任务"),
        (actions.merge, "谢谢大家", "后面没有"),
        (actions.merge, "体检", "标题不能与正文合并"),
    ],
)
def test_a_step_that_does_not_fit_a_piece_is_refused(
    act: Callable[..., Piece], words: str, why: str, piece: Find, entered: Speech, group_desk: Actor
) -> None:
    before = state_of(entered)
    with pytest.raises(Refused, match=why):
        act(actor=group_desk, piece=piece(words))
    assert state_of(entered) == before


WORDED = {"wording": "查隐患", "area": "safety", "responsible": "", "deadline": "", "figures": ""}


def test_a_task_is_worded_anew_and_its_original_stays(
    piece: Find, group_desk: Actor, today: date
) -> None:
    due_on = today + timedelta(days=30)
    edited = actions.edit_piece(
        actor=group_desk, piece=piece("隐患排查"), due_on=due_on, today=today, **WORDED
    )
    assert (edited.wording, edited.due_on) == ("查隐患", due_on)
    assert "开展一次隐患排查" in queries.words_of(edited)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["wording"]) == ("plans.edit_piece", "查隐患")


def test_a_due_date_in_the_past_is_refused(piece: Find, group_desk: Actor, today: date) -> None:
    before = piece("隐患排查")
    with pytest.raises(Refused, match="已过") as no:
        actions.edit_piece(
            actor=group_desk, piece=before, due_on=today - timedelta(days=1), today=today, **WORDED
        )
    assert no.value.verdict.clause
    assert piece("隐患排查").wording == before.wording


def test_who_saves_second_is_shown_both_texts(piece: Find, group_desk: Actor, today: date) -> None:
    seen = piece("隐患排查")
    first = {**WORDED, "responsible": "各单位"}
    for wording in (first, {**WORDED, "responsible": "供电公司"}):
        change = {"actor": group_desk, "piece": seen, "due_on": None, "today": today, **wording}
        if wording is first:
            actions.edit_piece(version=seen.version, **change)
            continue
        with pytest.raises(Overtaken, match="现为“各单位”，您填的是“供电公司”"):
            actions.edit_piece(version=seen.version, **change)
    assert piece("隐患排查").responsible == "各单位"


def test_what_is_no_task_has_nothing_to_edit(
    piece: Find, entered: Speech, group_desk: Actor, today: date
) -> None:
    before = state_of(entered)
    with pytest.raises(Refused, match="请先标为任务"):
        actions.edit_piece(
            actor=group_desk, piece=piece("很好的成绩"), due_on=None, today=today, **WORDED
        )
    assert state_of(entered) == before


def test_a_task_is_cut_in_two_and_each_half_keeps_what_its_words_ask(
    piece: Find, group_desk: Actor
) -> None:
    whole = piece("隐患排查")
    words = queries.words_of(whole)
    at = words.index("，") + 1
    second = actions.split(actor=group_desk, piece=whole, at=at)
    first = piece("隐患排查")

    assert queries.words_of(first) + queries.words_of(second) == words
    assert (first.wording, second.wording) == (words[: at - 1], "参加率不少于90%")
    assert (first.deadline, first.due_on) == ("明年6月底前", whole.due_on)
    assert (second.deadline, second.due_on) == ("", None)
    assert "90%" in second.figures
    assert "90%" not in first.figures
    assert second.responsible == "供电公司工会"


def test_two_halves_joined_again_say_what_the_whole_said(
    piece: Find, entered: Speech, group_desk: Actor
) -> None:
    whole = piece("隐患排查")
    asked = ("start", "end", "kind", "wording", "deadline", "due_on", "responsible", "figures")
    before, count = [getattr(whole, name) for name in asked], entered.pieces.count()
    actions.split(actor=group_desk, piece=whole, at=queries.words_of(whole).index("，") + 1)
    joined = actions.merge(actor=group_desk, piece=piece("隐患排查"))

    assert [getattr(joined, name) for name in asked] == before
    assert entered.pieces.count() == count


def test_joining_keeps_what_a_person_has_worded(
    piece: Find, group_desk: Actor, today: date
) -> None:
    actions.edit_piece(
        actor=group_desk, piece=piece("隐患排查"), due_on=None, today=today, **WORDED
    )
    joined = actions.merge(actor=group_desk, piece=piece("隐患排查"))
    assert joined.wording == "查隐患，建立隐患台账"


def test_a_cut_outside_the_words_is_refused(
    piece: Find, entered: Speech, group_desk: Actor
) -> None:
    before = state_of(entered)
    for at in (0, -1, 9999):
        with pytest.raises(Refused, match="中间的位置"):
            actions.split(actor=group_desk, piece=piece("隐患排查"), at=at)
    assert state_of(entered) == before


def test_confirming_puts_every_task_on_file_once(
    entered: Speech, piece: Find, group_desk: Actor, today: date
) -> None:
    proposed = [queries.words_of(piece) for piece in queries.task_pieces(entered)]
    confirmed = actions.confirm(actor=group_desk, speech=entered, today=today)

    tasks = list(Task.objects.order_by("serial"))
    assert confirmed.confirmed_on == today
    assert [task.original for task in tasks] == proposed
    assert [task.number for task in tasks] == [
        f"{today.year}-{n:03d}" for n, _ in enumerate(tasks, 1)
    ]
    with pytest.raises(Refused, match="已经确认"):
        actions.confirm(actor=group_desk, speech=entered, today=today)
    assert Task.objects.count() == len(proposed)


def test_a_speech_without_a_task_is_not_confirmed(
    take_in: Callable[..., actions.Intake], group_desk: Actor, today: date
) -> None:
    entered = take_in("同志们，谢谢大家。").speeches[0]
    with pytest.raises(Refused, match="还没有一条任务"):
        actions.confirm(actor=group_desk, speech=entered, today=today)
    entered.refresh_from_db()
    assert entered.confirmed_on is None


def test_after_confirming_the_speech_stays_as_it_is(
    confirmed: Speech, piece: Find, group_desk: Actor, today: date
) -> None:
    before = state_of(confirmed)
    head = {"title": "别的", "speaker": "", "spoken_on": None}
    tries = [
        lambda: actions.promote(actor=group_desk, piece=piece("很好的成绩")),
        lambda: actions.demote(actor=group_desk, piece=piece("隐患排查")),
        lambda: actions.merge(actor=group_desk, piece=piece("隐患排查")),
        lambda: actions.split(actor=group_desk, piece=piece("隐患排查"), at=3),
        lambda: actions.describe_speech(actor=group_desk, speech=confirmed, **head),
    ]
    for attempt in tries:
        with pytest.raises(Refused, match="不再改动"):
            attempt()
    assert state_of(confirmed) == before


def test_one_more_sentence_is_put_on_file_later(
    confirmed: Speech, piece: Find, group_desk: Actor, today: date
) -> None:
    last = Task.objects.latest("serial").serial
    task = actions.add_task(actor=group_desk, piece=piece("很好的成绩"), today=today)

    assert (task.serial, task.original) == (last + 1, "去年我们取得了很好的成绩")
    assert queries.speeches(group_desk).get().n_tasks == Task.objects.count()
    with pytest.raises(Refused, match="尚未立项"):
        actions.add_task(actor=group_desk, piece=piece("很好的成绩"), today=today)
    assert Task.objects.count() == last + 1


def test_no_task_is_added_to_a_draft(piece: Find, group_desk: Actor, today: date) -> None:
    with pytest.raises(Refused, match="确认以后"):
        actions.add_task(actor=group_desk, piece=piece("很好的成绩"), today=today)
    assert not Task.objects.exists()


def test_only_the_desk_that_took_a_speech_in_works_on_it(
    entered: Speech, piece: Find, hospital_desk: Actor, today: date
) -> None:
    before = state_of(entered)
    tries = [
        lambda: actions.promote(actor=hospital_desk, piece=piece("很好的成绩")),
        lambda: actions.demote(actor=hospital_desk, piece=piece("隐患排查")),
        lambda: actions.merge(actor=hospital_desk, piece=piece("隐患排查")),
        lambda: actions.split(actor=hospital_desk, piece=piece("隐患排查"), at=3),
        lambda: actions.confirm(actor=hospital_desk, speech=entered, today=today),
    ]
    for attempt in tries:
        with pytest.raises(Refused, match="登记单位"):
            attempt()
    assert state_of(entered) == before
    assert not Task.objects.exists()


def test_confirming_a_long_speech_reads_its_text_once(
    take_in: Callable[..., actions.Intake],
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    entered = take_in("关于工作的讲话\n" + "各单位要组织一次培训。\n" * 60).speeches[0]
    with django_assert_max_num_queries(23):  # one: whether the leaders approve it first
        actions.confirm(actor=group_desk, speech=entered, today=today)
    assert Task.objects.count() == 60

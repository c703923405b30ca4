"""Drawing a report again after new data, and its end: signing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import FIGURES
from zhijia.writing import actions, queries
from zhijia.writing.models import Citation, Passage, Report
from zhijia.writing.rules import FILL_IN, Slot


@pytest.fixture
def work(file_tasks, give, group, group_desk, hospital, hospital_desk):
    """A task of the group at the hospital."""
    task = file_tasks(group_desk, group, "要检查氧气站")[0]
    return give(group_desk, task, hospital)


@pytest.fixture
def report(work, draft, group, group_desk, on) -> Report:
    """The group's report as it was drafted in May of its year."""
    return draft(group_desk, group, on(5, 10))


@pytest.fixture
def done(report, work, finish, hospital_desk, group_desk, on) -> None:
    """New data: the work is done after the report was drafted."""
    finish(work, hospital_desk, group_desk, "已查完", on(5, 20))


@pytest.fixture
def redraw(group_desk, today):
    """Draw a report again as its desk: all numbers that moved, and the words unless told so."""

    def draw(report: Report, words: bool = True, only: set[int] | None = None) -> Report:
        moved = {one.citation.place for one in queries.preview(report, today).lines}
        numbers = moved if only is None else only
        return actions.redraw(
            actor=group_desk, report=report, numbers=numbers, words=words, today=today
        )

    return draw


def write(actor: Actor, report: Report, key: str, text: str, today: date) -> Passage:
    one = report.passages.get(key=key)
    return actions.edit_passage(actor=actor, passage=one, kind=one.kind, text=text, today=today)


def test_numbers_are_renewed_edits_kept_and_both_numbers_shown(
    report, done, redraw, group_desk, today, text
):
    number = report.citations.get(figure="plans.open", group="")
    one = report.passages.get(key="work:given")
    words = f"手边还有{queries.known(queries.citations_of(report))[number.place]}，正在办理。"
    write(group_desk, report, "work:given", words, today)

    redraw(report)

    number.refresh_from_db()
    one.refresh_from_db()
    assert (number.before, number.value) == (1, 0)
    assert "手边还有0项次，正在办理。" in text(report)
    assert one.offered, "what the records would say now is put beside the words"
    assert (
        "期末没有在办任务"
        in queries.leaf(report, today)
        .passages[[p.pk for p in queries.standing(report)].index(one.pk)]
        .offered
    )


def test_a_sentence_nobody_touched_follows_the_records_and_says_what_it_was(
    report, done, redraw, today, text
):
    assert "关于“检查氧气站”：职工医院工会尚未签收" in text(report)

    redraw(report)

    assert "关于“检查氧气站”：职工医院工会已办结。" in text(report)
    told = {one.passage.key: one for one in queries.leaf(report, today).passages}
    task = next(one for key, one in told.items() if key.startswith("task:"))
    assert "尚未签收" in task.before
    assert report.changes.filter(verb="redrawn", passage=task.passage).exists()
    assert f"数据截至{today.year - 1}年12月31日" in text(report)


def test_what_can_no_longer_be_said_is_flagged_and_stays_until_somebody_settles_it(
    report, done, redraw, group_desk, today, text
):
    gone = next(one for one in queries.standing(report) if one.key.startswith("next:"))
    redraw(report)

    gone.refresh_from_db()
    assert gone.is_gone
    assert "继续抓好“检查氧气站”" in text(report)
    lacks = [lack.words for lack in queries.leaf(report, today).lacking]
    assert any("重新起草时没有这一段了" in words for words in lacks)

    actions.settle(actor=group_desk, passage=gone, adopt=True)
    assert "继续抓好“检查氧气站”" not in text(report)


@pytest.mark.parametrize("adopt", [True, False])
def test_the_words_offered_are_taken_or_not(report, done, redraw, group_desk, today, text, adopt):
    one = write(group_desk, report, "work:given", "我们自己的话。", today)
    redraw(report)

    actions.settle(actor=group_desk, passage=one, adopt=adopt)
    assert ("我们自己的话。" in text(report)) is not adopt
    assert ("期末没有在办任务" in text(report)) is adopt
    redraw(report)
    one.refresh_from_db()
    assert one.offered is None, "what was settled is not asked again"


def test_only_the_chosen_numbers_are_renewed_and_words_only_if_asked(
    report, done, redraw, today, text
):
    place = report.citations.get(figure="plans.open", group="").place
    before = [one.runs for one in queries.standing(report) if one.key != "opening"]
    redraw(report, words=False, only={place})

    changed = Citation.objects.filter(report=report).exclude(before=None)
    assert [one.place for one in changed] == [place]
    after = [one.runs for one in queries.standing(report) if one.key != "opening"]
    assert after == before


def test_a_number_without_a_source_is_flagged_and_keeps_the_report_from_being_signed(
    report, redraw, group_chair, today, monkeypatch, kept
):
    citation = report.citations.get(figure="org.members")
    actions.edit_passage(
        actor=group_chair,
        passage=report.passages.get(key="overview"),
        kind="text",
        text="会员〔？〕。",
        insert=actions.Insert("org.members", of=None),
        today=today,
    )
    Citation.objects.filter(pk=citation.pk).update(figure="org.forgotten")
    redraw(report, words=False)

    citation.refresh_from_db()
    assert citation.is_gone
    assert citation.value == 2
    lacks = [lack.words for lack in queries.leaf(report, today).lacking]
    assert sum("没有来源" in words for words in lacks) == 2
    assert "org.forgotten" not in FIGURES


def test_marks_go_when_somebody_has_seen_them(report, done, redraw, group_desk, today):
    redraw(report)
    assert queries.leaf(report, today).marked

    actions.see_marks(actor=group_desk, report=report)
    assert not queries.leaf(report, today).marked


def test_nothing_new_changes_nothing(report, redraw, text, today):
    redraw(report)
    before = text(report)

    assert not queries.preview(report, today)
    redraw(report)
    assert text(report) == before


def test_a_new_task_comes_in_at_its_place(report, file_tasks, group, group_desk, redraw, text):
    file_tasks(group_desk, group, "要走访困难职工", area="welfare")
    redraw(report)

    told = text(report)
    assert told.index("工作任务落实情况") < told.index("走访困难职工")
    assert told.index("走访困难职工") < told.index("存在的问题")


def test_who_changes_the_report_meanwhile_is_not_overrun(
    report, done, group_desk, today, monkeypatch, kept
):
    real = queries.redrawing

    def slow(*args):
        found = real(*args)
        write(group_desk, report, "overview", "趁更新时改的。", today)
        return found

    monkeypatch.setattr(queries, "redrawing", slow)
    with pytest.raises(Refused, match="有人改了报告"):
        actions.redraw(actor=group_desk, report=report, numbers=[], words=True, today=today)
    assert "趁更新时改的。" in str(report.passages.get(key="overview").runs)
    assert not Citation.objects.exclude(before=None).exists()


def fill_all(actor: Actor, report: Report, today: date) -> None:
    """Write what only a person can know."""
    names = queries.known(queries.citations_of(report))
    for one in queries.standing(report):
        if FILL_IN in (words := queries.typed(one, names)):
            text = words.replace(FILL_IN, "已经写好。")
            actions.edit_passage(actor=actor, passage=one, kind=one.kind, text=text, today=today)


@pytest.fixture
def whole(report, group_desk, today) -> Report:
    """The report with nothing left open."""
    fill_all(group_desk, report, today)
    return report


def test_the_chair_signs_and_from_then_on_nothing_changes(
    whole, group_chair, group_desk, done, today, text, kept
):
    report = actions.sign(actor=group_chair, report=whole, today=today)

    assert (report.signed_on, report.signed_by_id) == (today, group_chair.member_id)
    assert report.file.name == f"{report.title}（定稿）.docx"
    before, told = kept(), text(report)
    one = report.passages.first()
    for act in (
        lambda: write(group_desk, report, "overview", "改", today),
        lambda: actions.add_passage(
            actor=group_desk, report=report, after=one, kind="text", text="添", today=today
        ),
        lambda: actions.move_passage(actor=group_desk, passage=one, up=False),
        lambda: actions.drop_passage(actor=group_desk, passage=one),
        lambda: actions.undo(actor=group_desk, report=report, number=1),
        lambda: actions.settle(actor=group_desk, passage=one, adopt=True),
        lambda: actions.retitle(actor=group_desk, report=report, title="改"),
        lambda: actions.see_marks(actor=group_desk, report=report),
        lambda: actions.redraw(
            actor=group_desk, report=report, numbers=[], words=True, today=today
        ),
        lambda: actions.sign(actor=group_chair, report=report, today=today),
    ):
        with pytest.raises(Refused, match="已经定稿"):
            act()
    assert kept() == before
    assert text(report) == told


@pytest.mark.parametrize("who", ["group_desk", "hospital_desk", "member"])
def test_only_the_chair_signs(request, whole, today, kept, who):
    actor = request.getfixturevalue(who)
    before = kept()

    with pytest.raises(Refused, match="由本单位的工会主席"):
        actions.sign(actor=actor, report=whole, today=today)
    assert kept() == before


def test_a_report_with_gaps_is_not_signed(report, group_chair, today, kept):
    before = kept()

    with pytest.raises(Refused, match="处没有处理，不能定稿") as no:
        actions.sign(actor=group_chair, report=report, today=today)
    assert no.value.verdict.clause.id == "HOUSE-78"
    assert kept() == before


def test_what_the_chair_has_not_seen_is_not_signed(whole, group_chair, group_desk, today, kept):
    seen = Report.objects.get().version
    write(group_desk, whole, "overview", "看过之后又改的。", today)
    before = kept()

    with pytest.raises(Refused, match="您看过之后报告又有改动"):
        actions.sign(actor=group_chair, report=whole, version=seen, today=today)
    assert kept() == before


def test_a_unit_keeps_an_order_and_sentences_of_its_own(
    draft, group, group_desk, today, text, report
):
    slots = [
        Slot("problems", "问题摆在前面"),
        Slot("own", "班子建设", "班子每月学习一次。\n坚持民主集中制。"),
        Slot("people", "队伍", ""),
    ]
    for number in (1, 2):
        kept = actions.keep_outline(
            actor=group_desk,
            unit=group,
            form="summary",
            slots=slots,
            today=today,
            version=number - 1,
        )
        assert kept.number == number
    told = text(draft(group_desk, group))

    assert "班子每月学习一次。\n坚持民主集中制。" in told
    assert told.index("问题摆在前面") < told.index("班子建设") < told.index("会员")
    assert "工作任务落实情况" not in told
    assert "工作任务落实情况" in text(report), "what was drafted before stays as it was"


def test_two_people_do_not_overwrite_one_outline(group, group_desk, today, kept):
    slots = [Slot("people", "队伍")]
    ask = {"actor": group_desk, "unit": group, "form": "summary", "today": today}
    actions.keep_outline(slots=slots, version=0, **ask)
    before = kept()

    with pytest.raises(Refused, match="他人刚改过这个模板"):
        actions.keep_outline(slots=slots, version=0, **ask)
    assert kept() == before


def test_nobody_keeps_the_outline_of_another_unit(group, hospital_desk, today, kept):
    before = kept()

    with pytest.raises(Refused, match="由本单位的"):
        actions.keep_outline(
            actor=hospital_desk, unit=group, form="summary", slots=[Slot("people")], today=today
        )
    assert kept() == before


@pytest.mark.parametrize("form", ["report", "talk"])
def test_a_report_to_a_congress_and_a_closing_speech_have_their_own_build(
    draft, group, group_desk, work, text, form, on
):
    told = text(draft(group_desk, group, on(5, 10), form)).splitlines()

    head = {"report": "各位代表、同志们", "talk": "同志们"}[form]
    assert told[1] == head
    parts = {
        "report": ["工作回顾", "存在的问题", "今后工作安排"],
        "talk": ["提高认识，统一思想", "突出重点，抓好任务", "正视问题，狠抓落实"],
    }[form]
    assert [line for line in told if line in parts] == parts
    assert any("继续抓好“检查氧气站”" in line for line in told)


def test_redrawing_costs_no_query_a_task(report, file_tasks, group, group_desk, redraw, today):
    numerals = "一二三四五六七八九十"
    names = [f"要检查第{a}区第{b}处设备" for a in numerals[:3] for b in numerals]
    file_tasks(group_desk, group, *names)

    with CaptureQueriesContext(connection) as asked:
        actions.redraw(actor=group_desk, report=report, numbers=[], words=True, today=today)
    assert len(asked) < 60

"""Editing a draft: who may, what a number is worth, two people at one passage, undoing."""

from collections.abc import Callable
from datetime import date

import pytest

from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.writing import actions, queries
from zhijia.writing.actions import Insert
from zhijia.writing.models import Change, Passage, Report

Edit = Callable[..., Passage]


@pytest.fixture
def report(draft, file_tasks, group, group_desk) -> Report:
    """The group's report: two tasks that nobody has."""
    file_tasks(group_desk, group, "要检查氧气站", "要检查配电室")
    return draft(group_desk, group)


@pytest.fixture
def people(report) -> Passage:
    """The passage with the number of members."""
    return report.passages.get(key="people")


@pytest.fixture
def edit(group_desk, today) -> Edit:
    """Write a passage anew as the group's desk."""

    def edit_one(passage: Passage, text: str, actor: Actor = group_desk, **more: object) -> Passage:
        asked = {"kind": passage.kind, "text": text, "today": today, **more}
        return actions.edit_passage(actor=actor, passage=passage, **asked)

    return edit_one


def typed(passage: Passage) -> str:
    report = Report.objects.get(pk=passage.report_id)
    return queries.typed(passage, queries.known(queries.citations_of(report)))


def keys(report: Report) -> list[str]:
    return [one.key for one in queries.standing(report)]


def test_words_change_and_the_number_stays_the_figures_own(report, people, edit, text):
    before = typed(people)
    assert "〔会员人数：1人〕" in before

    edit(people, before.replace("共有会员", "全集团的会员有"))
    people.refresh_from_db()
    assert "全集团的会员有1人" in text(report)
    assert report.citations.get(figure="org.members").place in people.runs


@pytest.mark.parametrize("value", ["2人", "1万人", "一人"])
def test_another_number_cannot_be_typed_in(people, edit, kept, value):
    before, state = kept(), typed(people)

    with pytest.raises(Refused, match="会员人数”的数字是 1人"):
        edit(people, state.replace("：1人", f"：{value}"))
    people.refresh_from_db()
    assert kept() == before
    assert typed(people) == state


def test_a_number_is_inserted_from_a_figure_of_another_unit_and_other_days(
    report, people, edit, hospital, hospital_desk, year, text
):
    days = date(year, 1, 1), date(year, 3, 31)
    insert = Insert("org.members", of=hospital)
    edit(people, "职工医院工会有会员〔？〕。", insert=insert)
    people.refresh_from_db()
    edit(
        people,
        typed(people) + "一季度立项〔？〕。",
        insert=Insert("plans.tasks", "safety", None, *days),
    )

    assert "职工医院工会有会员1人。一季度立项2项。" in text(report)
    lines = {line.citation.name: line for line in queries.leaf(report, date(year + 1, 5, 1)).annex}
    assert "会员人数（职工医院工会）" in lines
    quarter = lines[f"立项任务（劳动保护）（{year}年第一季度）"]
    assert quarter.citation.rows == 2
    assert quarter.days == f"{year}年1月1日至3月31日"


def test_the_same_number_inserted_twice_is_one_line_of_the_annex(report, people, edit):
    lines = report.citations.count()
    edit(people, "会员〔？〕。", insert=Insert("org.members"))

    assert report.citations.count() == lines


def test_a_number_of_a_unit_out_of_reach_is_refused(
    draft, hospital, hospital_desk, school, today, kept
):
    report = draft(hospital_desk, hospital)
    one, before = report.passages.get(key="people"), kept()

    with pytest.raises(Refused, match="不在您的职务范围内"):
        actions.edit_passage(
            actor=hospital_desk,
            passage=one,
            kind="text",
            text="子弟学校工会有会员〔？〕。",
            insert=Insert("org.members", of=school),
            today=today,
        )
    assert kept() == before


@pytest.mark.parametrize("who", ["hospital_desk", "member", "workshop_organiser"])
def test_nobody_edits_the_report_of_another_unit(request, people, edit, kept, who):
    actor = request.getfixturevalue(who)
    before = kept()

    with pytest.raises(Refused, match="由本单位的工会主席、副主席或者干事修改"):
        edit(people, "改", actor=actor)
    assert kept() == before


def test_who_saves_second_sees_both_texts_and_then_may_save(people, edit, kept, group_chair):
    edit(people, "先保存的文字。", actor=group_chair)
    before = kept()

    with pytest.raises(Refused, match="现在是“先保存的文字。”") as no:
        edit(people, "后保存的文字。", version=people.version)
    assert kept() == before
    assert edit(people, "后保存的文字。", version=no.value.version).runs == ["后保存的文字。"]


def test_further_lines_become_passages_of_their_own(report, people, edit, text):
    edit(people, "第一段。\n\n第二段。\n第三段。")

    told = text(report)
    assert told.index("第一段。") < told.index("第二段。") < told.index("第三段。")
    assert told.index("第三段。") < told.index("工作任务落实情况")


def test_a_passage_is_added_moved_dropped_and_brought_back(report, people, group_desk, today, text):
    new = actions.add_passage(
        actor=group_desk, report=report, after=people, kind="text", text="添的一段。", today=today
    )
    actions.move_passage(actor=group_desk, passage=new, up=True)
    assert text(report).index("添的一段。") < text(report).index("共有会员")

    actions.drop_passage(actor=group_desk, passage=new)
    assert "添的一段。" not in text(report)
    last = report.changes.first()
    actions.undo(actor=group_desk, report=report, number=last.number)
    assert "添的一段。" in text(report)


def test_a_heading_is_dropped_with_its_section_and_brought_back_whole(report, group_desk, text):
    before, whole = keys(report), text(report)
    head = report.passages.get(key="work:title")

    actions.drop_passage(actor=group_desk, passage=head)
    assert "检查氧气站" not in text(report)
    assert len(keys(report)) < len(before) - 2

    actions.undo(actor=group_desk, report=report, number=report.changes.first().number)
    assert keys(report) == before
    assert text(report) == whole


def test_an_edit_is_undone_but_not_from_beneath_a_later_one(report, people, edit, group_desk):
    state = typed(people)
    edit(people, "第一次改。")
    edit(people, "第二次改。")
    first, second = sorted(set(report.changes.values_list("number", flat=True)))

    with pytest.raises(Refused, match="请先撤销后来的改动"):
        actions.undo(actor=group_desk, report=report, number=first)
    actions.undo(actor=group_desk, report=report, number=second)
    people.refresh_from_db()
    assert people.runs == ["第一次改。"]
    actions.undo(actor=group_desk, report=report, number=first)
    people.refresh_from_db()
    assert typed(people) == state


def test_what_happened_is_written_with_who_and_when(report, people, edit, group_desk, audit_trail):
    edit(people, "改过。")

    change = Change.objects.get()
    assert (change.verb, change.by_id) == ("edited", group_desk.member_id)
    assert change.after == {"kind": "text", "runs": ["改过。"]}
    assert audit_trail()[-1] == "writing.edit_passage"


@pytest.mark.parametrize("up", [True, False])
def test_the_first_and_the_last_go_no_farther(report, group_desk, kept, up):
    one = queries.standing(report)[0 if up else -1]
    before = kept()

    with pytest.raises(Refused, match="已经在最"):
        actions.move_passage(actor=group_desk, passage=one, up=up)
    assert kept() == before


def test_a_dropped_passage_is_not_edited(report, people, edit, group_desk, kept):
    actions.drop_passage(actor=group_desk, passage=people)
    before = kept()

    with pytest.raises(Refused, match="刚被删去"):
        edit(people, "改")
    with pytest.raises(Refused, match="刚被删去"):
        actions.move_passage(actor=group_desk, passage=people, up=True)
    with pytest.raises(Refused, match="刚被删去"):
        actions.drop_passage(actor=group_desk, passage=people)
    assert kept() == before


def test_a_title_is_changed_unless_somebody_changed_the_report(report, group_desk, people, edit):
    actions.retitle(actor=group_desk, report=report, title="新标题", version=report.version)
    assert Report.objects.get().title == "新标题"

    edit(people, "改。")
    with pytest.raises(Refused, match="标题现在是“新标题”"):
        actions.retitle(actor=group_desk, report=report, title="再改", version=report.version)
    assert Report.objects.get().title == "新标题"


def test_an_edited_report_is_found_by_its_new_words(report, people, edit, sign_in, group_desk):
    edit(people, "紫荆花开满厂区。")

    assert report.title in sign_in(group_desk).get("/search/?q=紫荆花").text


def test_lines_that_would_make_a_report_too_long_are_refused_whole(
    report, people, edit, group_desk, today, monkeypatch, kept
):
    there = report.passages.filter(is_dropped=False).count()
    monkeypatch.setattr("zhijia.writing.rules.signing.MOST_PASSAGES", there + 1)
    before = kept()
    with pytest.raises(Refused, match=f"最多 {there + 1} 段"):
        edit(people, typed(people) + "\n第二段\n第三段")
    with pytest.raises(Refused, match=f"最多 {there + 1} 段"):
        actions.add_passage(
            actor=group_desk, report=report, after=people, kind="text", text="甲\n乙", today=today
        )
    assert kept() == before
    edit(people, typed(people) + "\n第二段")
    assert report.passages.filter(is_dropped=False).count() == there + 1
    edit(people, typed(people).replace("共有", "现有"))  # one that is full may still be mended

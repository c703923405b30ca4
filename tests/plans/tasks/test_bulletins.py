"""Bulletins from drawing to issuing, and the assessment of a year with what it rests on."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.plans import actions, migrations, rules
from zhijia.plans.models import Assignment, Bulletin, Score, Task
from zhijia.plans.queries import assessment
from zhijia.plans.queries import bulletins as queries
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.place import Place

from .conftest import Browse, Give

Most = Callable[[int], Any]
DAY = timedelta(days=1)
WORDS = {"praise": "职工医院工会行动快。", "criticism": "", "demands": "月底前补齐台账。"}


def at(name: str, row: Any) -> str:
    return reverse(f"plans:{name}", args=[row.pk])


def month(today: date) -> dict[str, Any]:
    return {"kind": "month", "first": rules.period_of("month", today)[0], "today": today}


@pytest.fixture
def work(
    reported: Assignment,
    give: Give,
    task: Task,
    school: Unit,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> Assignment:
    """The hospital's work, accepted on time, and the school's, two days late."""
    late = give(task, school, due=-2, on=today - 9 * DAY)
    actions.sign(actor=school_desk, assignment=late, today=today - 8 * DAY)
    return actions.accept(actor=group_desk, assignment=reported, checked=POINTS, today=today)


@pytest.fixture
def draft(work: Assignment, group: Unit, group_desk: Actor, today: date) -> Bulletin:
    """The group's bulletin of this month, a draft."""
    return actions.draw(actor=group_desk, unit=group, **month(today))


@pytest.fixture
def submitted(draft: Bulletin, group_chair: Actor, group_desk: Actor, today: date) -> Bulletin:
    """The bulletin, waiting for the chair."""
    actions.word_bulletin(actor=group_desk, bulletin=draft, **WORDS)
    return actions.submit_bulletin(actor=group_desk, bulletin=draft, today=today)


@pytest.fixture
def approved(submitted: Bulletin, group_chair: Actor, today: date) -> Bulletin:
    """The bulletin, approved."""
    said = {"is_approved": True, "reply": "同意", "today": today}
    return actions.approve_bulletin(actor=group_chair, bulletin=submitted, **said)


@pytest.fixture
def issued_(approved: Bulletin, group_desk: Actor, today: date) -> Bulletin:
    """The bulletin, issued."""
    return actions.issue_bulletin(actor=group_desk, bulletin=approved, today=today)


@pytest.fixture
def look() -> Callable[[], tuple[Any, ...]]:
    """Return a look at all that a refusal must leave alone."""

    def rows() -> tuple[Any, ...]:
        kept = list(Bulletin.objects.order_by("pk").values())
        return kept, Notice.objects.count(), AuditEntry.objects.count()

    return rows


def test_a_bulletin_is_drawn_from_what_stands(draft: Bulletin) -> None:
    table = draft.body[1]["table"]["rows"]
    assert [row[1] for row in table] == ["职工医院工会", "子弟学校工会"]
    assert table[0] == ["1", "职工医院工会", "1", "1", "1", "0", "0", "0", "100.0%"]
    assert table[1][2:] == ["1", "0", "0", "1", "0", "1", "0.0%"]
    late = draft.body[2]
    assert late["heading"] == "逾期事项"
    assert late["table"]["rows"][0][0] == "子弟学校工会"
    assert late["table"]["rows"][0][4] == "逾期 2 天"


def test_its_numbers_stay_as_they_were_drawn(
    draft: Bulletin, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    before = draft.body
    late = Assignment.objects.get(unit__name="子弟学校工会")
    actions.finish(actor=school_desk, assignment=late, words="补上了", today=today)
    actions.accept(actor=group_desk, assignment=late, checked=POINTS, today=today)
    actions.word_bulletin(actor=group_desk, bulletin=draft, **WORDS)
    assert Bulletin.objects.get().body == before


def test_it_is_composed_before_anything_is_locked(
    work: Assignment,
    group: Unit,
    group_desk: Actor,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    was, compose = [], queries.drawn

    def look_on(*args: Any) -> Any:
        was.append(AuditEntry.objects.count())
        return compose(*args)

    monkeypatch.setattr(queries, "drawn", look_on)
    before = AuditEntry.objects.count()
    actions.draw(actor=group_desk, unit=group, **month(today))
    assert was == [before]
    assert AuditEntry.objects.latest("pk").action == "plans.keep_drawn"


def test_only_the_units_own_desk_draws_it(
    work: Assignment, group: Unit, hospital_desk: Actor, today: date, look: Any
) -> None:
    before = look()
    with pytest.raises(Refused, match="由本单位的"):
        actions.draw(actor=hospital_desk, unit=group, **month(today))
    assert look() == before


def test_an_old_period_is_not_drawn_from_what_stands_today(
    group: Unit, group_desk: Actor, today: date, look: Any
) -> None:
    before = look()
    with pytest.raises(Refused, match="只能起草本期和上一期"):
        actions.draw(
            actor=group_desk, unit=group, kind="month", first=date(2020, 1, 1), today=today
        )
    assert look() == before


def test_a_leader_is_told_approves_and_the_desk_hears_of_it(
    submitted: Bulletin, group_chair: Actor, group_desk: Actor, sign_in: Browse, today: date
) -> None:
    chair = sign_in(group_chair)
    page = chair.get(at("bulletin", submitted)).text
    assert "同意印发" in page
    said = {"is_approved": "yes", "reply": "同意"}
    done = chair.post(at("bulletin-approve", submitted), said, follow=True)
    assert "审定意见已保存" in done.text
    held = Bulletin.objects.get()
    assert (held.state, held.judged_by_id, held.judged_on) == (
        "approved",
        group_chair.member_id,
        today,
    )
    assert Notice.objects.filter(kind="plans.bulletin_judged").exists()


def test_a_bulletin_sent_back_is_worded_anew(
    submitted: Bulletin, group_chair: Actor, group_desk: Actor, today: date, look: Any
) -> None:
    here = {"actor": group_chair, "bulletin": submitted, "is_approved": False, "today": today}
    before = look()
    with pytest.raises(Refused, match="请写明意见"):
        actions.approve_bulletin(**here, reply=" ")
    assert look() == before
    back = actions.approve_bulletin(**here, reply="批评要写事由")
    assert (back.state, back.reply) == ("drafted", "批评要写事由")
    actions.word_bulletin(actor=group_desk, bulletin=back, **WORDS)
    assert (
        actions.submit_bulletin(actor=group_desk, bulletin=back, today=today).state == "submitted"
    )


def test_a_leader_approves_only_the_bulletin_that_they_read(
    submitted: Bulletin,
    group_chair: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
    look: Any,
) -> None:
    chair, here = sign_in(group_chair), at("bulletin-approve", submitted)
    old = chair.get(at("bulletin", submitted)).context["approve"]["version"].value()
    said = {"is_approved": False, "reply": "再写", "today": today}
    back = actions.approve_bulletin(actor=group_chair, bulletin=submitted, **said)
    actions.word_bulletin(actor=group_desk, bulletin=back, **{**WORDS, "criticism": "医院拖沓。"})
    actions.submit_bulletin(actor=group_desk, bulletin=back, today=today)
    before = look()
    page = chair.post(here, {"is_approved": "yes", "version": old})
    assert page.status_code == 422
    assert "通报又有改动，请看过改动再审定" in page.text
    assert "医院拖沓。" in page.text
    assert look() == before
    now = page.context["approve"]["version"].value()
    assert chair.post(here, {"is_approved": "yes", "version": now}).status_code == 302
    assert Bulletin.objects.get().state == "approved"


def test_nobody_issues_what_no_leader_approved(
    submitted: Bulletin, group_desk: Actor, today: date, look: Any
) -> None:
    before = look()
    with pytest.raises(Refused, match="待审定"):
        actions.issue_bulletin(actor=group_desk, bulletin=submitted, today=today)
    with pytest.raises(Refused, match="由本单位的"):
        actions.approve_bulletin(
            actor=group_desk, bulletin=submitted, is_approved=True, reply="", today=today
        )
    assert look() == before


def test_an_issued_bulletin_has_its_number_its_paper_and_its_readers(
    hospital_browser: Client,
    issued_: Bulletin,
    today: date,
) -> None:
    assert (issued_.number, issued_.issue) == (1, f"{today.year}年第1期")
    assert hospital_browser.get(at("bulletin", issued_)).status_code == 200
    answer = hospital_browser.get(at("bulletin-file", issued_))
    paper = docx.Document(BytesIO(b"".join(answer.streaming_content)))
    text = "\n".join(line.text for line in paper.paragraphs)
    assert f"（{today.year}年第1期）" in text
    assert "职工医院工会行动快。" in text
    assert "批评" not in text
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "子弟学校工会" in cells
    told = Notice.objects.filter(kind="plans.bulletin")
    assert told.exists()
    assert all(notice.title.startswith("通报印发：") for notice in told)


def test_a_member_reads_what_was_issued_above_but_no_draft(
    draft: Bulletin, seat: Any, hospital: Unit, hospital_desk: Actor, sign_in: Browse
) -> None:
    nurse = sign_in(seat("2005", hospital))
    assert nurse.get(at("bulletin", draft)).status_code == 404
    assert nurse.get(at("bulletin-file", draft)).status_code == 404
    Bulletin.objects.update(state="issued", number=1, year=2026)
    assert nurse.get(at("bulletin", draft)).status_code == 200
    assert draft.title in nurse.get(reverse("plans:bulletins")).text


def test_nothing_is_done_with_what_was_issued(
    issued_: Bulletin, group_desk: Actor, group_chair: Actor, group: Unit, today: date, look: Any
) -> None:
    before, here = look(), {"bulletin": issued_}
    with pytest.raises(Refused):
        actions.word_bulletin(actor=group_desk, **here, **WORDS)
    with pytest.raises(Refused):
        actions.submit_bulletin(actor=group_desk, **here, today=today)
    with pytest.raises(Refused):
        actions.approve_bulletin(actor=group_chair, **here, is_approved=True, reply="", today=today)
    with pytest.raises(Refused):
        actions.issue_bulletin(actor=group_desk, **here, today=today)
    with pytest.raises(Refused, match="已经印发"):
        actions.draw(actor=group_desk, unit=group, **month(today))
    assert look() == before


def test_numbers_run_through_the_year(
    issued_: Bulletin, group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    first = rules.period_of("week", today)[0]
    drawn = actions.draw(actor=group_desk, unit=group, kind="week", first=first, today=today)
    actions.submit_bulletin(actor=group_desk, bulletin=drawn, today=today)
    said = {"is_approved": True, "reply": "", "today": today}
    drawn = actions.approve_bulletin(actor=group_chair, bulletin=drawn, **said)
    assert actions.issue_bulletin(actor=group_desk, bulletin=drawn, today=today).number == 2


def test_a_number_taken_meanwhile_is_refused(
    approved: Bulletin, group_desk: Actor, today: date, look: Any
) -> None:
    before = look()
    with pytest.raises(Refused, match="请再办一次"):
        actions.bulletins.keep_issued(
            actor=group_desk, bulletin=approved, number=7, data=b"PK", today=today
        )
    assert look() == before


def test_two_who_word_it_at_once_are_shown_both_texts(desk: Client, draft: Bulletin) -> None:
    version = draft.version
    desk.post(at("bulletin-word", draft), {**WORDS, "version": version})
    other = {**WORDS, "demands": "另一句", "version": version}
    page = desk.post(at("bulletin-word", draft), other)
    assert page.status_code == 422
    assert "他人刚修改过" in page.text
    assert Bulletin.objects.get().demands == WORDS["demands"]


@pytest.mark.parametrize("period", ["", "year:2026-01-01", "month:1999-01-01", "甲:乙"])
def test_a_forged_period_draws_nothing(desk: Client, group: Unit, period: str, look: Any) -> None:
    before = look()
    said = {"unit": group.pk, "period": period}
    assert desk.post(reverse("plans:bulletin-new"), said).status_code == 422
    assert look() == before


def test_words_of_people_are_shown_as_they_were_typed(desk: Client, draft: Bulletin) -> None:
    desk.post(at("bulletin-word", draft), {**WORDS, "praise": "<b>好</b>", "version": ""})
    assert "&lt;b&gt;好&lt;/b&gt;" in desk.get(at("bulletin", draft)).text


def test_who_may_not_draw_is_told_why(
    hospital_browser: Client, sign_in: Browse, seat: Any, hospital: Unit, hospital_desk: Actor
) -> None:
    nurse = sign_in(seat("2005", hospital))
    page = nurse.get(reverse("plans:bulletin-new")).text
    assert "由本单位的工会主席、副主席或者干事" in page


def test_drawing_costs_the_same_for_many_units(
    work: Assignment,
    group: Unit,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    with django_assert_max_num_queries(9):
        queries.drawn(group_desk, group, "month", month(today)["first"], today)


# 考核


def standing(actor: Actor, unit: Unit, today: date) -> list[tuple[str, str, str, int]]:
    place = Place(unit.pk, unit.name, unit.code, unit.path, (unit.path,))
    rows = assessment.standings(place, today.year, today)
    return [(row.place, row.name, row.mean, row.tally.overdue) for row in rows]


def test_units_are_ordered_with_what_they_did(
    work: Assignment, group: Unit, group_desk: Actor, today: date
) -> None:
    assert standing(group_desk, group, today) == [
        ("1", "职工医院工会", "100.0", 0),
        ("2", "子弟学校工会", "0.0", 1),
    ]


def test_a_unit_sees_its_own_score_and_not_its_neighbours(
    work: Assignment, hospital_browser: Client, today: date
) -> None:
    page = hospital_browser.get(reverse("plans:assessment")).text
    assert "100.0" in page
    assert "子弟学校工会" not in page
    items = hospital_browser.get(reverse("plans:scores")).text
    assert work.wording in items


def test_every_member_sees_how_their_unit_did(
    work: Assignment, seat: Any, hospital: Unit, sign_in: Browse
) -> None:
    nurse = sign_in(seat("2005", hospital))
    page = nurse.get(reverse("plans:assessment")).text
    assert "职工医院工会" in page
    assert "100.0" in page
    assert work.wording in nurse.get(reverse("plans:scores")).text


def test_a_plain_member_above_sees_no_unit_below(
    work: Assignment, seat: Any, group: Unit, group_chair: Actor, sign_in: Browse
) -> None:
    def shown(actor: Actor) -> tuple[bool, bool]:
        browser = sign_in(actor)
        page = browser.get(reverse("plans:assessment"))
        answer = browser.get(reverse("plans:assessment-excel"))
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        cells = [cell.value for row in book.active.iter_rows() for cell in row]
        return "职工医院工会" in page.text, "职工医院工会" in cells

    assert shown(group_chair) == (True, True)
    Post.objects.filter(member=group_chair.member_id).update(until_on=work.assigned_on)
    member = actor_for(Member.objects.get(pk=group_chair.member_id))
    assert {role for role, _, _ in member.posts} == {"member"}
    assert shown(member) == (False, False)


def test_siblings_of_one_name_have_each_their_own_score(
    work: Assignment, group: Unit, hospital: Unit, school: Unit, group_desk: Actor, today: date
) -> None:
    Unit.objects.filter(pk=school.pk).update(name=hospital.name)
    assert standing(group_desk, group, today) == [
        ("1", "职工医院工会", "100.0", 0),
        ("2", "职工医院工会", "0.0", 1),
    ]


def test_the_excel_files_hold_what_the_pages_show(desk: Client, work: Assignment) -> None:
    def cells(name: str) -> list[Any]:
        answer = desk.get(reverse(f"plans:{name}"))
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        return [cell.value for row in book.active.iter_rows() for cell in row]

    units, items = cells("assessment-excel"), cells("scores-excel")
    assert "职工医院工会" in units
    assert "100.0" in units
    assert rules.RULE in units
    assert work.wording in items
    assert "逾期未办结" in items


@pytest.mark.parametrize("year", ["", "1999", "甲", "9" * 30])
def test_a_year_nobody_has_shows_this_one(
    desk: Client, work: Assignment, today: date, year: str
) -> None:
    page = desk.get(reverse("plans:assessment"), {"year": year})
    assert f"{today.year}年督办考核" in page.text


def test_what_ran_late_over_the_year_counts_in_that_year(
    give: Give, task: Task, hospital: Unit, hospital_desk: Actor, group: Unit, today: date
) -> None:
    last = today.year - 1
    give(task, hospital, due=-(today - date(last, 6, 30)).days, on=date(last, 6, 1))
    place = Place(group.pk, group.name, group.code, group.path, (group.path,))
    then = assessment.standings(place, last, today)
    assert [(row.name, row.tally.overdue, row.mean) for row in then] == [("职工医院工会", 1, "0.0")]


def test_the_assessment_costs_the_same_for_many_units(
    desk: Client, work: Assignment, django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(14):
        desk.get(reverse("plans:assessment"))
    with django_assert_max_num_queries(16):
        desk.get(reverse("plans:scores"))


def test_work_accepted_before_scores_were_kept_is_scored_when_the_tables_change(
    work: Assignment,
) -> None:
    facts = ("assignment", "unit_path", "closed_on", "points", "late", "extensions", "returns")
    kept = Score.objects.values(*facts).get()
    Score.objects.all().delete()
    file = next(Path(migrations.__file__).parent.glob("*_score_what_was_accepted.py"))
    import_module(f"{migrations.__name__}.{file.stem}").score_what_was_accepted(apps, None)
    assert Score.objects.values(*facts).get() == kept


def test_a_draft_is_thrown_away_but_not_what_waits_or_is_issued(
    draft: Bulletin,
    group_chair: Actor,
    group_desk: Actor,
    hospital_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    with pytest.raises(Refused):
        actions.drop_bulletin(actor=hospital_desk, bulletin=draft)
    actions.submit_bulletin(actor=group_desk, bulletin=draft, today=today)
    with pytest.raises(Refused, match="待审定"):
        actions.drop_bulletin(actor=group_desk, bulletin=draft)
    assert Bulletin.objects.get().state == "submitted"

    Bulletin.objects.update(state="drafted")
    page = sign_in(group_desk).post(at("bulletin-drop", draft), follow=True)

    assert "通报草稿已删除" in page.text
    assert not Bulletin.objects.exists()

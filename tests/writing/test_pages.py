"""The pages of reports: who finds which, what they show, what a form from elsewhere gets."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhijia.org.models import Unit
from zhijia.plans import actions as plans
from zhijia.plans.models import Assignment, Progress
from zhijia.platform.search.acts import take_up
from zhijia.platform.search.queries import find
from zhijia.writing import queries
from zhijia.writing.models import Report

LIST, NEW = "/writing/", "/writing/new/"
WORDS = '查出 <b>3</b> 处 & "堃" 处'


def asked(unit: Unit, year: int) -> dict[str, object]:
    """Return what the form asks: a year of a unit."""
    return {"unit": unit.pk, "year": year, "form": "summary", "part": "year"}


@pytest.fixture
def desk(sign_in, group_desk) -> Client:
    return sign_in(group_desk)


@pytest.fixture
def report(draft, file_tasks, group, group_desk, hospital, hospital_desk, give, on) -> Report:
    """The group's report of last year: one task, at work in the hospital."""
    task = file_tasks(group_desk, group, "要检查<氧气站>&配电室")[0]
    work = plans.sign(
        actor=hospital_desk, assignment=give(group_desk, task, hospital), today=on(4, 2)
    )
    plans.report(actor=hospital_desk, assignment=work, words=WORDS, percent=50, today=on(4, 9))
    return draft(group_desk, group)


def test_a_desk_drafts_and_is_led_to_the_draft(desk, group, year):
    page = desk.post(NEW, asked(group, year), follow=True)

    report = Report.objects.get()
    assert page.redirect_chain == [(report.get_absolute_url(), 302)]
    assert "已起草，请补齐标出的地方" in page.text
    assert report.period.name == f"{year}年度"


def test_the_same_form_sent_twice_drafts_once(desk, group, year):
    data = {**asked(group, year), "once": "a" * 32}
    first, second = desk.post(NEW, data), desk.post(NEW, data)

    assert Report.objects.count() == 1
    assert first["Location"] == second["Location"] == Report.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    "change",
    [
        {"unit": 999},
        {"unit": "x"},
        {"unit": ""},
        {"year": 1900},
        {"year": "两千"},
        {"form": "poem"},
        {"part": "own"},
        {"part": "own", "start": "2026-01-01", "until": "x"},
    ],
)
def test_a_forged_choice_is_answered_in_words_and_drafts_nothing(desk, group, year, kept, change):
    before = kept()
    answer = desk.post(NEW, {**asked(group, year), **change})

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.text
    assert kept() == before


def test_a_year_before_the_union_was_founded_is_refused_on_the_form(
    sign_in, group_desk, found, seat, today, kept
):
    young = found("synthesis")
    browser = sign_in(seat("7001", young))
    young.founded_on = today
    young.save()
    before = kept()

    answer = browser.post(NEW, asked(young, today.year - 1))
    assert answer.status_code == 422
    assert "没有" in answer.text
    assert f"本单位建会于 {today.year} 年" in answer.text
    assert kept() == before


def test_another_units_report_cannot_be_chosen(sign_in, hospital, hospital_desk, group, year, kept):
    browser = sign_in(hospital_desk)
    before = kept()

    assert browser.post(NEW, asked(group, year)).status_code == 422
    assert kept() == before
    assert "化工集团工会</option>" not in browser.get(NEW).text


def test_who_has_no_desk_is_told_why_there_is_no_form(sign_in, member):
    browser = sign_in(member)

    assert "总结由本单位的工会主席、副主席或者干事起草" in browser.get(LIST).text
    page = browser.get(NEW)
    assert "总结由本单位的工会主席、副主席或者干事起草" in page.text
    assert "<select" not in page.text


def test_a_report_out_of_reach_is_not_found(sign_in, report, hospital_desk, school_desk):
    for actor in (hospital_desk, school_desk):
        browser = sign_in(actor)
        for address in (report.get_absolute_url(), f"{report.get_absolute_url()}file/"):
            assert browser.get(address).status_code == 404, address
        assert report.title not in browser.get(LIST).text


def test_a_plain_member_reads_a_report_of_their_unit_once_it_is_signed(
    sign_in, draft, workshop, workshop_chair, member, today
):
    who, report = member, draft(workshop_chair, workshop)
    assert {role for role, _, _ in who.posts} == {"member"}
    browser, address = sign_in(who), report.get_absolute_url()
    passage, citation = report.passages.first(), report.citations.first()
    for page in ("", "file/", "history/", "sign/", "redraw/", f"numbers/{citation.place}/"):
        assert browser.get(address + page).status_code == 404, page
    assert report.title not in browser.get(LIST).text
    assert not queries.passages(who).filter(pk=passage.pk).exists()
    assert not queries.citations(who).exists()
    assert find(who, "writing.reports", report.title).keys == []
    assert find(workshop_chair, "writing.reports", report.title).keys == [report.pk]

    report.signed_on = today
    report.save()
    take_up([report])
    assert browser.get(address).status_code == 200
    assert report.title in browser.get(LIST).text
    assert queries.citations(who).filter(pk=citation.pk).exists()
    assert find(who, "writing.reports", report.title).keys == [report.pk]


def test_a_report_is_not_composed_for_who_may_not_change_it(
    sign_in, draft, desk, group, hospital, hospital_desk, group_desk, today, kept, monkeypatch
):
    report, own = draft(hospital_desk, hospital), draft(group_desk, group)
    own.signed_on = today
    own.save()
    composed = []
    monkeypatch.setattr(queries, "preview", lambda *asked: composed.append(asked))
    before = kept()
    for address, words in ((report, "修改"), (own, "定稿")):
        page = desk.get(f"{address.get_absolute_url()}redraw/")
        assert (page.status_code, words in page.text) == (200, True)
        assert desk.post(f"{address.get_absolute_url()}redraw/", {}).status_code == 422
    assert composed == []
    assert kept() == before


def test_those_above_read_the_reports_of_the_units_below(
    sign_in, desk, draft, hospital, hospital_desk
):
    report = draft(hospital_desk, hospital)

    assert report.title in desk.get(LIST).text
    assert desk.get(report.get_absolute_url()).status_code == 200


def test_a_stranger_is_asked_to_sign_in(client, report):
    for address in (LIST, NEW, report.get_absolute_url(), f"{report.get_absolute_url()}file/"):
        assert client.get(address).status_code == 302


def test_every_number_leads_to_the_very_rows_it_counts(desk, report):
    page = desk.get(report.get_absolute_url())

    for citation in report.citations.all():
        address = f"{report.get_absolute_url()}numbers/{citation.place}/"
        assert f'href="{address}"' in page.text
        assert citation.label in page.text
        behind = desk.get(address)
        assert behind.context["page"].paginator.count == citation.rows, citation
        assert citation.means in behind.text


def test_a_number_that_has_moved_since_is_shown_with_its_new_value(
    desk, report, group_desk, hospital_desk, today
):
    assert "未变" in desk.get(report.get_absolute_url()).text
    work = Assignment.objects.get()
    plans.finish(actor=hospital_desk, assignment=work, words="完成", today=today)
    plans.withdraw(actor=group_desk, assignment=work, words="重复", today=today)

    page = desk.get(report.get_absolute_url())
    assert "个数字的记录发生了变化" in page.text
    assert 'bg-orange-lt">0项次</span>' in page.text.replace("\n", "")


def test_what_people_typed_is_shown_as_they_typed_it(desk, report):
    page = desk.get(report.get_absolute_url())

    assert "&lt;b&gt;3&lt;/b&gt; 处 &amp; &quot;堃&quot; 处" in page.text
    assert "检查&lt;氧气站&gt;&amp;配电室" in page.text
    assert "<b>3</b>" not in page.text


def test_the_file_comes_as_a_word_download_under_its_title(desk, report):
    answer = desk.get(f"{report.get_absolute_url()}file/")

    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert quote(f"{report.title}（第1稿）.docx") in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.fixture
def busy(file_tasks, group, group_desk, found, seat, on) -> None:
    """Sixty tasks of the group, each at five units that have all reported."""
    units = [found("hospital"), found("school"), found("power"), found("synthesis"), group]
    for number, unit in zip(("2001", "3001", "4001", "7001"), units, strict=False):
        seat(number, unit)
    numerals = "一二三四五六七八九十"
    names = [f"要检查第{a}区第{b}处设备" for a in numerals[:6] for b in numerals]
    for task in file_tasks(group_desk, group, *names):
        plans.assign(actor=group_desk, task=task, units=units, due_on=on(6, 1), today=on(4, 1))
    works = Assignment.objects.all()
    assert len(works) == 300
    Progress.objects.bulk_create(
        Progress(assignment=w, unit_path=w.unit_path, step="reported", done_on=on(5, 1), words="好")
        for w in works
    )


def test_a_page_costs_at_most_fourteen_queries(
    busy, desk, draft, group, group_desk, django_assert_max_num_queries
):
    report = draft(group_desk, group)
    own = report.get_absolute_url()
    desk.get(LIST)  # the session and what Django keeps for good

    for address in (LIST, NEW, own, f"{own}file/"):
        with django_assert_max_num_queries(13):
            answer = desk.get(address)
        assert answer.status_code == 200
        assert answer.getvalue()  # read to its end, a download closes its file


def test_drafting_costs_no_query_a_task(busy, draft, group, group_desk):
    with CaptureQueriesContext(connection) as asked:
        draft(group_desk, group)
    assert len(asked) < 40

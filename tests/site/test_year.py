"""年历: a union plans its year from a template; what it plans are days on a wall, nothing more."""

import pytest

from zhijia.org.rules import UNIT_KINDS
from zhijia.platform.acts import Refused
from zhijia.site import actions, rules
from zhijia.site.models import YearLine
from zhijia.site.rules import TEMPLATE, Line

FEAST = Line(3, 8, "三八活动", False)


@pytest.fixture
def add(group, group_desk):
    """Let the group's desk enter a line."""

    def enter(line: Line = FEAST, year: int = 2026, unit=group, actor=group_desk) -> YearLine:
        return actions.add_line(actor=actor, unit=unit, year=year, line=line)

    return enter


def titles(unit, year):
    return [row.title for row in YearLine.objects.filter(unit=unit, year=year)]


@pytest.mark.parametrize("kind", UNIT_KINDS)
def test_every_kind_of_unit_has_a_template_that_can_be_arranged(kind):
    lines = rules.brought_for(kind)
    assert {line.month for line in lines} >= {1, 3, 5, 7, 12}
    for year in (2024, 2026):
        assert rules.arranged(lines, [], year) == lines
        assert all(rules.is_a_day(year, line.month, line.day) for line in lines)


def test_a_template_knows_its_kind_of_unit():
    nurses = "国际护士节活动"
    assert nurses in [line.title for line in rules.brought_for("hospital")]
    assert nurses not in [line.title for line in rules.brought_for("school")]
    assert "教师节慰问" in [line.title for line in rules.brought_for("school")]
    assert "召开职工代表大会" not in [line.title for line in rules.brought_for("team")]


@pytest.mark.parametrize(
    ("year", "month", "day", "is_one"),
    [
        (2026, 2, 29, False),
        (2024, 2, 29, True),
        (0, 2, 29, True),
        (0, 2, 30, False),
        (2026, 4, 31, False),
        (2026, 12, 31, True),
        (2026, 1, None, True),
        (2026, 1, 0, False),
    ],
)
def test_a_line_stands_on_a_day_there_is(year, month, day, is_one):
    verdict = rules.is_a_day(year, month, day)
    assert bool(verdict) is is_one
    assert is_one or f"没有 {day} 日" in verdict.reason


def test_the_29th_of_february_waits_for_its_year():
    lines = [Line(2, 29, "闰日活动", False)]
    assert rules.arranged(lines, [], 2026)[0].day is None
    assert rules.arranged(lines, [], 2028)[0].day == 29


def test_a_year_has_an_end():
    full = [(1, str(n)) for n in range(rules.MOST_LINES)]
    assert not rules.may_add(full, 2, "再来一条")
    assert rules.may_add(full[1:], 2, "再来一条")
    assert rules.arranged([FEAST], full, 2026) == []


def test_a_template_becomes_a_year_and_what_is_there_stays(add, group, group_desk, audit_trail):
    actions.adopt_template(actor=group_desk, unit=group)
    add(Line(1, 20, "春节送温暖", False))

    new = actions.arrange_year(actor=group_desk, unit=group, year=2026)

    assert new == len(titles(group, TEMPLATE)) - 1
    assert YearLine.objects.get(year=2026, title="春节送温暖").day == 20, "not overwritten"
    assert audit_trail()[-1] == "site.arrange_year"


def test_arranging_twice_is_refused_and_changes_nothing(group, group_desk):
    actions.adopt_template(actor=group_desk, unit=group)
    actions.arrange_year(actor=group_desk, unit=group, year=2026)
    before = titles(group, 2026)

    for again in (
        lambda: actions.arrange_year(actor=group_desk, unit=group, year=2026),
        lambda: actions.adopt_template(actor=group_desk, unit=group),
    ):
        with pytest.raises(Refused, match="没有新的条目"):
            again()

    assert titles(group, 2026) == before


def test_an_empty_template_is_refused(group, group_desk):
    with pytest.raises(Refused, match="还没有年历模板"):
        actions.arrange_year(actor=group_desk, unit=group, year=2026)
    assert not YearLine.objects.exists()


def test_the_same_line_twice_in_a_month_is_refused(add, group):
    add()
    with pytest.raises(Refused, match="3 月已经有“三八活动”"):
        add(FEAST._replace(day=9))
    add(FEAST._replace(month=4))
    assert YearLine.objects.count() == 2


def test_a_line_is_changed_and_taken_out(add, group_desk, audit_trail):
    row = add()
    actions.edit_line(actor=group_desk, row=row, line=FEAST._replace(day=None), version=1)
    row.refresh_from_db()
    assert (row.day, row.version) == (None, 2)

    actions.drop_line(actor=group_desk, row=row)
    assert not YearLine.objects.exists()
    assert audit_trail()[-2:] == ["site.edit_line", "site.drop_line"]


def test_who_saves_second_sees_what_the_first_wrote(add, group_desk):
    row = add()
    actions.edit_line(actor=group_desk, row=row, line=FEAST._replace(title="女职工讲座"), version=1)
    with pytest.raises(Refused, match=r"他人刚修改过.*女职工讲座"):
        actions.edit_line(actor=group_desk, row=row, line=FEAST._replace(day=7), version=1)
    row.refresh_from_db()
    assert (row.title, row.day) == ("女职工讲座", 8)


def test_only_the_units_own_desk_keeps_its_year(
    add, group, group_desk, hospital, hospital_desk, school_desk, member
):
    row = add(unit=hospital, actor=hospital_desk)
    for actor in (group_desk, school_desk, member):
        for deed in (
            lambda actor: add(FEAST._replace(month=5), unit=hospital, actor=actor),
            lambda actor: actions.edit_line(actor=actor, row=row, line=FEAST._replace(day=1)),
            lambda actor: actions.drop_line(actor=actor, row=row),
            lambda actor: actions.adopt_template(actor=actor, unit=hospital),
            lambda actor: actions.arrange_year(actor=actor, unit=hospital, year=2026),
        ):
            with pytest.raises(Refused, match="由本单位的工会主席"):
                deed(actor)
    assert [(one.title, one.day) for one in YearLine.objects.all()] == [("三八活动", 8)]


def test_a_desk_takes_the_sample_arranges_it_and_mends_it_on_the_pages(sign_in, group_desk, group):
    browser = sign_in(group_desk)
    assert "还没有模板" in browser.get("/year/?y=template").text

    page = browser.post("/year/adopt/", follow=True)
    assert "样本已列入模板" in page.text
    page = browser.post("/year/arrange/", {"year": 2026}, follow=True)
    assert "模板已排进 2026 年" in page.text
    assert "五一国际劳动节活动" in page.text

    said = {"month": 5, "day": 4, "title": "<b>青年节</b>"}
    page = browser.post("/year/line/?y=2026", said, follow=True)
    assert "&lt;b&gt;青年节&lt;/b&gt;" in page.text
    row = YearLine.objects.get(title="<b>青年节</b>")
    page = browser.post(f"/year/line/{row.pk}/", {**said, "day": 40, "version": 1})
    assert page.status_code == 422
    page = browser.post(f"/year/line/{row.pk}/", {**said, "month": 6, "day": 31, "version": 1})
    assert "2026 年 6 月没有 31 日" in page.text
    page = browser.post(f"/year/line/{row.pk}/drop/", follow=True)
    assert "青年节" not in titles(group, 2026)


def test_a_refusal_on_the_page_of_the_year_is_said_there(sign_in, group_desk):
    page = sign_in(group_desk).post("/year/arrange/", {"year": 2026})
    assert page.status_code == 422
    assert "本单位还没有年历模板" in page.text


@pytest.mark.parametrize("year", ["", "0", "1999", "abc", "9" * 30])
def test_a_forged_year_is_not_found(sign_in, group_desk, year):
    assert sign_in(group_desk).post("/year/arrange/", {"year": year}).status_code == 404


def test_another_units_line_is_not_found(sign_in, add, hospital_desk):
    row = add()
    browser = sign_in(hospital_desk)
    for address in (f"/year/line/{row.pk}/", f"/year/line/{row.pk}/drop/"):
        assert browser.post(address, {"month": 1, "title": "x"}).status_code == 404
    assert YearLine.objects.get().title == "三八活动"


def test_who_may_not_keep_it_reads_it_and_why(sign_in, add, member, workshop):
    page = sign_in(member).get("/year/")
    assert "由本单位的工会主席、副主席或者干事维护" in page.text
    assert "列入一项" not in page.text
    assert "由本单位的工会主席" in sign_in(member).get("/year/line/?y=2026").text


def test_the_calendar_shows_a_units_own_year_and_that_of_those_above(
    sign_in, add, hospital, hospital_desk, power_desk
):
    add()
    add(Line(3, None, "女职工工作", True))
    add(Line(3, 12, "植树", False), unit=hospital, actor=hospital_desk)

    page = sign_in(hospital_desk).get("/month/?m=2026-03")
    days = {
        one.title
        for week in page.context["month"].weeks
        for day in week
        for one in day.events
        if one.kind == "年历"
    }
    assert days == {"三八活动（化工集团工会）", "植树"}
    assert [one.title for one in page.context["month"].vague] == ["女职工工作（化工集团工会）"]
    beside = sign_in(power_desk).get("/month/?m=2026-03")
    assert "植树" not in beside.text
    assert "三八活动" not in sign_in(power_desk).get("/month/?m=2025-03").text


def test_a_year_of_two_hundred_lines_costs_few_queries(
    sign_in, group, group_desk, django_assert_max_num_queries
):
    YearLine.objects.bulk_create(
        YearLine(unit=group, year=2026, month=n % 12 + 1, title=f"事项{n}") for n in range(200)
    )
    browser = sign_in(group_desk)
    with django_assert_max_num_queries(12):
        assert "事项199" in browser.get("/year/?y=2026").text

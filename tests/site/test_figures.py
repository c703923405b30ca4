"""Numbers: the same total by months, by units and by rows, for whom it concerns."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import ENDED
from zhijia.law import refused
from zhijia.org import actions
from zhijia.org.models import Membership, Unit, UnitPath
from zhijia.org.queries import actor_for
from zhijia.plans.actions import goals
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.offers import FIGURES, RATIOS

MEMBERS = "/figures/org.members/"
# A year of the past is whole, whatever day the tests run on.
LAST_YEAR = date.today().year - 1


@pytest.fixture
def crowd(group_desk, hospital, today):
    """Enrol this many in the hospital, all on one day."""

    def enrol(number: int) -> None:
        for n in range(number):
            actions.enrol(
                actor=group_desk,
                unit=hospital,
                name=f"职工{n}",
                staff_no=f"8{n:03d}",
                joined_on=today - timedelta(days=2),
            )

    return enrol


def test_every_figure_and_rate_is_listed_with_its_meaning(sign_in, group_desk):
    page = sign_in(group_desk).get("/figures/")

    assert page.status_code == 200
    for figure in FIGURES.values():
        assert figure.label in page.text
        assert figure.means in page.text
    assert "没有可比的数" in page.text


def test_a_number_is_the_same_by_units_by_rows_and_in_the_list(
    sign_in, group_desk, hospital_desk, power_desk, workshop_chair
):
    browser = sign_in(group_desk)
    page = browser.get(MEMBERS)

    by_unit = {unit.name: number for unit, number in page.context["shares"]}
    assert by_unit == {"化工集团工会": 1, "职工医院工会": 1, "供电公司工会": 2}
    assert page.context["total"] == page.context["page"].paginator.count == 4
    listed = {figure.name: n for figure, n in browser.get("/figures/").context["figures"]}
    assert listed["org.members"] == 4


def test_the_months_of_an_event_add_up_and_those_of_a_stock_run_on(sign_in, group_desk, crowd):
    crowd(3)
    browser = sign_in(group_desk)

    joined = browser.get("/figures/org.joined/")
    assert sum(n or 0 for n in joined.context["chart"]["series"][0]["data"]) == 3
    assert joined.context["total"] == 3

    stock = browser.get(MEMBERS)
    known = [n for n in stock.context["chart"]["series"][0]["data"] if n is not None]
    assert known[-1] == stock.context["total"] == 4


def test_a_year_that_is_over_is_counted_to_its_end(sign_in, group_desk, crowd):
    crowd(2)
    page = sign_in(group_desk).get(f"{MEMBERS}?year={LAST_YEAR}")

    assert page.context["total"] == 1, "only the founder was a member then"
    assert None not in page.context["chart"]["series"][0]["data"]


def test_a_link_leads_from_a_unit_to_the_units_below_it(sign_in, group_desk, workshop):
    browser = sign_in(group_desk)
    power = workshop.parent
    assert f'href="?unit={power.pk}&amp;year=' in browser.get(MEMBERS).text

    below = browser.get(f"{MEMBERS}?unit={power.pk}")
    assert [unit for unit, _ in below.context["shares"]] == [power, workshop]


def test_rows_come_fifty_at_a_time_and_a_wild_page_is_the_nearest(sign_in, group_desk, crowd):
    crowd(53)
    browser = sign_in(group_desk)

    assert len(browser.get(MEMBERS).context["page"]) == 50
    assert len(browser.get(f"{MEMBERS}?page=2").context["page"]) == 4
    assert browser.get(f"{MEMBERS}?page=99").context["page"].number == 2
    assert browser.get(f"{MEMBERS}?page=ten").context["page"].number == 1


def test_the_numbers_of_a_unit_cover_every_path_it_has_held(sign_in, hospital_desk, hospital):
    today, old = date.today(), f"{hospital.path[:4]}0099"
    UnitPath.objects.create(unit=hospital, path=old, since=date(2000, 1, 1), until=today)
    gone = hospital.members.create(unit_path=old, name="林老", staff_no="888", left_on=today)
    Membership.objects.create(
        member=gone, unit=hospital, unit_path=old, from_on=date(2000, 1, 1), until_on=today
    )
    hospital_desk = actor_for(hospital.members.get(pk=hospital_desk.member_id))

    page = sign_in(hospital_desk).get(f"{MEMBERS}?year={LAST_YEAR}")

    assert page.context["total"] == page.context["page"].paginator.count == 2
    assert "林老" in page.text


def test_a_unit_that_is_dissolved_keeps_its_place_in_the_numbers(
    sign_in, group_desk, school, today
):
    actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)

    page = sign_in(group_desk).get(f"/figures/org.units/?year={LAST_YEAR}")

    assert {unit.name: n for unit, n in page.context["shares"]}["子弟学校工会"] == 1


def test_a_unit_that_moved_is_one_line_of_its_numbers_and_its_old_superior_keeps_the_past(
    sign_in, group_desk, power, workshop, hospital, workshop_chair, member, today
):
    told = {"document": "集工发〔2026〕12号", "today": today}
    actions.move_unit(actor=group_desk, unit=workshop, parent=hospital, **told)

    browser = sign_in(group_desk)

    def shares(unit, year):
        page = browser.get(f"{MEMBERS}?unit={unit.pk}&year={year}")
        return {(one.name, n) for one, n in page.context["shares"]}

    assert shares(workshop, LAST_YEAR) == shares(workshop, today.year) == {(workshop.name, 2)}
    assert shares(power, LAST_YEAR) == {(power.name, 0), (workshop.name, 2)}
    assert (workshop.name, 0) in shares(power, today.year)
    assert shares(hospital, LAST_YEAR) == {(hospital.name, 0), (workshop.name, 0)}
    assert (workshop.name, 2) in shares(hospital, today.year)


def test_another_units_numbers_are_not_found(sign_in, hospital_desk, school, group):
    browser = sign_in(hospital_desk)
    for unit in (school, group):
        assert browser.get(f"{MEMBERS}?unit={unit.pk}").status_code == 404
        assert browser.get(f"/figures/?unit={unit.pk}").status_code == 404


@pytest.mark.parametrize("unit", ["0", "-1", "abc", "1.5", "９９９", "9" * 30, "1 or 1=1", "①"])
@pytest.mark.parametrize("address", ["/figures/", MEMBERS])
def test_a_forged_unit_is_not_found(sign_in, group_desk, address, unit):
    assert sign_in(group_desk).get(address, {"unit": unit}).status_code == 404


@pytest.mark.parametrize("year", ["1066", "9999", "abc", "-1", "2026.0", "9" * 30])
@pytest.mark.parametrize("address", ["/figures/", MEMBERS])
def test_a_forged_year_is_answered_in_words(sign_in, group_desk, address, year, today):
    page = sign_in(group_desk).get(address, {"year": year})

    assert page.status_code == 200
    assert "没有这一年的数据，请从列表中选择年度。" in page.text
    assert page.context["when"].year == today.year


@pytest.mark.parametrize("name", ["org.nothing", "x", "org.members%00"])
def test_a_figure_nobody_declared_is_not_found(sign_in, group_desk, name):
    assert sign_in(group_desk).get(f"/figures/{name}/").status_code == 404


def test_who_may_not_see_the_rows_reads_why_and_keeps_the_total(
    sign_in, group_desk, hospital_desk, monkeypatch
):
    no = refused("只有本单位干事可以查看明细")
    monkeypatch.setitem(CAPABILITIES, "org.read", lambda actor, unit: no)

    page = sign_in(group_desk).get(MEMBERS)

    assert "只有本单位干事可以查看明细" in page.text
    assert page.context["total"] == 2
    assert page.context["page"] is None
    assert "李文静" not in page.text


def test_a_member_sees_the_total_but_no_rows_from_below(sign_in, seat, group, hospital_desk, today):
    page = sign_in(seat("1006", group)).get(MEMBERS)

    assert page.context["total"] == 3
    assert page.context["page"].paginator.count == 2
    assert "李文静" not in page.text, "she belongs to the hospital below"
    assert "您能看到其中 2 条" in page.text


@pytest.mark.parametrize("who", ["group_desk", "hospital_desk", "member"])
@pytest.mark.parametrize("name", [None, *FIGURES, *RATIOS])
def test_a_number_costs_sixteen_queries_at_most(
    request, sign_in, who, name, django_assert_max_num_queries
):
    browser = sign_in(request.getfixturevalue(who))
    with django_assert_max_num_queries(16):  # three for the year before and the year's targets
        assert browser.get(f"/figures/{name}/" if name else "/figures/").status_code == 200


def test_any_days_can_be_asked_for(sign_in, group_desk, crowd, today):
    crowd(3)
    browser = sign_in(group_desk)
    start, until = today - timedelta(days=40), today - timedelta(days=1)

    page = browser.get(f"/figures/org.joined/?start={start}&until={until}")

    assert page.context["total"] == page.context["page"].paginator.count == 3
    assert sum(page.context["chart"]["series"][0]["data"]) == 3
    assert {unit.name: n for unit, n in page.context["shares"]}["职工医院工会"] == 3
    before = browser.get(f"/figures/org.joined/?start={start}&until={start}")
    assert before.context["total"] == 0
    stock = browser.get(f"{MEMBERS}?start={start}&until={until}")
    assert stock.context["total"] == stock.context["chart"]["series"][0]["data"][-1] == 4


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("start=2026-03-01", "请一起填写"),
        ("start=2026-03-01&until=2026-02-01", "不早于起始日期"),
        ("start=2010-01-01&until=2026-02-01", "最长 5 年"),
        ("start=abc&until=2026-02-01", "有效的日期"),
        ("start=0001-01-01&until=9999-12-31", "2000 年以后"),
    ],
)
def test_days_that_make_no_sense_are_answered_in_words_with_the_year(
    sign_in, group_desk, today, asked, words
):
    page = sign_in(group_desk).get(f"{MEMBERS}?{asked}")

    assert page.status_code == 200
    assert words in page.text
    assert page.context["when"].is_year


def test_the_year_before_stands_beside_the_number(sign_in, group_desk, crowd, today):
    crowd(2)
    page = sign_in(group_desk).get(MEMBERS)

    assert page.context["shown"].before == 1
    assert "同比增长" in page.text
    assert [one["name"] for one in page.context["chart"]["series"]][1] == f"{today.year - 1} 年"
    assert "的各条记录，按“" in page.text


def test_a_target_of_the_year_stands_beside_the_number_of_the_year(
    sign_in, group, group_desk, hospital, crowd, today
):
    crowd(2)
    said = {"figure": "org.joined", "year": today.year, "today": today}
    goals.set_goal(actor=group_desk, unit=group, target=Decimal(10), **said)
    goals.set_goal(actor=group_desk, unit=hospital, target=Decimal(4), **said)
    browser = sign_in(group_desk)

    page = browser.get("/figures/org.joined/")

    assert "年度目标" in page.text
    assert "完成 20.0%" in page.text
    assert {line.unit.name: line.rate for line in page.context["units"]}["职工医院工会"] == 50
    days = browser.get(f"/figures/org.joined/?start={today}&until={today}")
    assert days.context["shown"].goal is None, "a year's target says nothing of other days"


def test_a_rate_has_a_page_with_its_two_figures(sign_in, group_desk, hospital, today):
    page = sign_in(group_desk).get("/figures/plans.rate/")

    assert "没有可比的数" in page.text
    assert "当期交办已办结" in page.text
    assert "/figures/plans.given/" in page.text


def test_thousands_of_units_come_a_leaf_at_a_time(sign_in, group, group_desk, today):
    made = [
        Unit(
            name=f"第{n}分会",
            code=f"F{n}",
            kind="enterprise",
            parent=group,
            path=f"{group.path}{n:04d}",
            founded_on=today,
        )
        for n in range(3000, 3150)
    ]
    Unit.objects.bulk_create(made)
    UnitPath.objects.bulk_create(UnitPath(unit=u, path=u.path, since=today) for u in made)
    browser = sign_in(group_desk)

    first, second = (browser.get(f"{MEMBERS}?units={n}") for n in (1, 2))

    assert len(first.context["units"]) == 100
    assert len(second.context["units"]) == 51
    assert 'rel="next"' in first.text
    assert browser.get(f"{MEMBERS}?units=x").context["units"].number == 1


def test_units_and_rows_are_taken_away_as_files(sign_in, group_desk, hospital, crowd, today):
    crowd(2)
    browser = sign_in(group_desk)

    for part, words in (("units", "职工医院工会"), ("rows", "职工1")):
        file = browser.get(f"/figures/org.joined/{part}.xlsx?year={today.year}")
        assert file.status_code == 200
        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(file.streaming_content)))
        cells = [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]
        assert words in cells
        assert any("导出人：陈雨薇" in cell for cell in cells)
    assert browser.get("/figures/org.joined/other.xlsx").status_code == 404
    assert browser.get("/figures/org.nothing/rows.xlsx").status_code == 404


def test_who_may_not_see_the_rows_takes_none_away(
    sign_in, group_desk, hospital_desk, monkeypatch, hospital, group
):
    assert sign_in(hospital_desk).get(f"{MEMBERS}rows.xlsx?unit={group.pk}").status_code == 404
    no = refused("只有本单位干事可以查看明细")
    monkeypatch.setitem(CAPABILITIES, "org.read", lambda actor, unit: no)
    assert sign_in(group_desk).get(f"{MEMBERS}rows.xlsx").status_code == 404

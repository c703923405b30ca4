"""Three homes: a member on the phone, a desk that looks elsewhere, a leader down to the rows."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import BrowserContext, Page, expect

from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP, PHONE, Window

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
PLAIN = {"java_script_enabled": False}


def bar(page: Page, name: str) -> None:
    """Press a tab of the bar at the foot of the phone."""
    page.get_by_role("navigation", name="快捷菜单").get_by_role("link", name=name).click()


def test_an_officer_finds_their_way_by_the_bar_of_the_phone(
    story_told: None, enter: Enter, axe: Axe
) -> None:
    page = enter("5002", **PHONE)
    page.get_by_role("button", name="个人").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，金磊")
    axe(page)

    bar(page, "办事")
    expect(page.get_by_role("heading", level=1)).to_have_text("办事")
    axe(page)
    bar(page, "消息")
    expect(page).to_have_url("/inbox/")
    bar(page, "我的")
    expect(page.get_by_role("heading", level=1)).to_have_text("金磊")
    axe(page)
    page.get_by_role("link", name="我的信息").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的信息")
    bar(page, "首页")
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，金磊")


def test_a_desk_without_scripts_looks_at_one_unit_alone_and_comes_back(
    story_told: None, window: Window
) -> None:
    page = window(**DESKTOP, **PLAIN)
    hands.sign_in(page, "1002")
    hands.go(page, "会员")
    page.locator(".place > summary").click()
    page.get_by_role("link", name="换单位").click()
    page.get_by_label("单位", exact=True).select_option(label="供电公司工会")
    page.get_by_role("radio", name="本级", exact=True).check()
    hands.press(page, "查看这个单位")

    expect(page.get_by_role("heading", level=1)).to_have_text("会员")
    expect(page.locator(".place > summary")).to_contain_text("供电公司工会本级")
    units = page.get_by_role("cell", name="检修车间分工会")
    expect(units).to_have_count(0)
    page.locator(".place > summary").click()
    hands.press(page, "改看本级及下级")
    expect(units.first).to_be_visible()

    hands.go(page, "日历")
    page.get_by_role("link", name="下月").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("日历")


def test_a_leader_goes_from_a_total_down_to_the_work_behind_it(
    story_told: None, enter: Enter, axe: Axe
) -> None:
    page = enter("1001", **DESKTOP)
    page.get_by_role("button", name="领导").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    axe(page)

    page.get_by_role("link", name="供电公司工会").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("供电公司工会")
    axe(page)
    page.get_by_role("row", name="检修车间分工会").get_by_role("link").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("会员人数")
    expect(page.get_by_role("heading", name="背后的记录")).to_be_visible()

    page.goto("/")
    hands.part(page, "逾期在哪里").get_by_role("link").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("在办任务亮灯")
    expect(page.get_by_role("row").nth(1)).to_contain_text("逾期")


def test_a_desk_plans_its_year_and_those_below_see_it(
    organisation: Cast, enter: Enter, axe: Axe, today: date
) -> None:
    page = enter("1002", **DESKTOP)
    hands.go(page, "年历")
    page.get_by_role("link", name="模板", exact=True).click()
    hands.press(page, "采用样本")
    hands.told(page, "样本已列入模板")
    axe(page)
    hands.go(page, "年历")
    page.get_by_role("button", name="把模板排进").click()
    hands.told(page, "模板已排进")

    below = enter("5002", **PHONE)
    below.goto(f"/month/?m={today.year}-05")
    expect(below.get_by_text("五一国际劳动节活动（化工集团工会）")).to_be_visible()
    axe(below)


def test_a_bell_that_nobody_answers_alarms_nobody(
    organisation: Cast, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(**DESKTOP).new_page()  # the browser calls a broken line an error
    hands.sign_in(page, "1002")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.route("**/waiting/", lambda route: route.abort())
    with page.expect_request("**/waiting/"):
        page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("alert")).to_have_count(0)

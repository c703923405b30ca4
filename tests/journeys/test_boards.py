"""The boards: a leader goes from a speech to a unit, and a screen in the meeting room turns."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from . import hands
from .conftest import DESKTOP, PHONE, Window

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
SCREEN = {"viewport": {"width": 1920, "height": 1080}}
BOARDS = ("按讲话", "按单位", "按领导", "按月", "进度图", "清单")
LATER = "all => document.getAnimations().forEach(one => { one.currentTime += 15000 })"


def board(page: Page, name: str) -> None:
    """Change to another board."""
    page.get_by_role("navigation", name="看板").get_by_role("link", name=name).click()


def test_a_leader_goes_from_a_speech_to_a_task_and_to_the_unit_that_is_late(
    story_told: None, enter: Enter, axe: Axe
) -> None:
    page = enter("1001", **DESKTOP)
    page.get_by_role("button", name="领导").click()
    page.get_by_role("link", name="任务看板").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("看板")
    for name in BOARDS:
        board(page, name)
        axe(page)

    board(page, "按讲话")
    page.get_by_role("link", name="在化工集团工会年中工作会议上的讲话").click()
    point = page.locator(".point-board").filter(has_text="关心职工，把好事办实")
    expect(point).to_contain_text("逾期 6 天")
    axe(page)
    point.locator(".board-units li").filter(has_text="逾期").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("困难职工家庭")
    expect(page.locator("main")).to_contain_text("子弟学校工会")


def test_a_desk_keeps_a_question_and_finds_it_the_next_time(
    story_told: None, enter: Enter, axe: Axe
) -> None:
    page = enter("1002", **PHONE)
    hands.go(page, "看板")
    board(page, "清单")
    page.get_by_label("亮灯").select_option(label="逾期")
    page.get_by_role("link", name="存为常用查询").click()
    expect(page.locator("main")).to_contain_text("查询条件：亮灯：逾期")
    page.get_by_label("名称").fill("逾期的")
    page.get_by_label("打开看板时先用").check()
    hands.press(page, "保存")
    hands.told(page, "查询已保存")
    axe(page)

    hands.go(page, "看板")
    page.goto("/plans/boards/list/")
    expect(page.get_by_label("亮灯")).to_have_value("red")
    rows = page.locator("main table tbody tr")
    late = rows.filter(has_text="逾期").count()
    expect(rows).to_have_count(late)
    page.get_by_role("link", name="清除条件").click()
    expect(rows).not_to_have_count(late)


def test_a_screen_in_the_meeting_room_turns_and_reads_itself_anew(
    story_told: None, enter: Enter, axe: Axe
) -> None:
    page = enter("1001", **SCREEN)
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install()
    page.goto("/plans/boards/wall/")
    panes = page.locator(".pane")
    expect(panes.nth(0)).to_be_visible()
    expect(panes.nth(1)).to_be_hidden()
    assert page.get_by_role("navigation", name="主菜单").count() == 0
    axe(page)
    page.evaluate(LATER)
    expect(panes.nth(0)).to_be_hidden()
    expect(panes.nth(1)).to_be_visible()
    axe(page)

    told = page.locator(".wall-head time").get_attribute("datetime")
    with page.expect_response("**/plans/boards/wall/**"):
        page.clock.fast_forward("01:01")
    expect(page.locator(".wall-head time")).not_to_have_attribute("datetime", told or "")
    expect(page.locator("#wall")).to_have_count(1)
    expect(panes.nth(0)).to_be_visible()
    page.get_by_role("link", name="浅色").click()
    axe(page)


def test_the_screen_is_leafed_through_by_hand_where_no_script_runs(
    story_told: None, window: Window
) -> None:
    page = window(**SCREEN, java_script_enabled=False)
    page.emulate_media(reduced_motion="no-preference")
    hands.sign_in(page, "1001")
    page.goto("/plans/boards/wall/")
    page.get_by_role("link", name="逾期任务").click()
    expect(page.locator(".pane")).to_have_count(1)
    expect(page.locator(".pane")).to_contain_text("逾期 6 天")
    page.get_by_role("link", name="轮播").click()
    expect(page.locator(".pane").nth(1)).to_be_attached()
    page.get_by_role("link", name="退出大屏").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("看板")

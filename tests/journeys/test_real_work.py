"""A task that a figure measures: accepted on the workbench, shared out, moved by those who join."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from zhijia.org.demo import Cast
from zhijia.plans import tasks
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
TEXT = "同志们：\n各单位要抓紧发展会员，今年发展会员不少于20人。\n"
TASK = "今年发展会员不少于20人"


class Clock:
    """Who works when the clock asks: nobody."""

    actor = Actor()

    def told(self, done: int, total: int, words: str = "") -> None:
        """Nobody looks."""


def take_in(page: Page) -> None:
    """Bring the speech in, take the figure that is suggested, and confirm its tasks."""
    page.get_by_role("link", name="登记讲话").click()
    page.get_by_label("或者粘贴讲话全文").fill(TEXT)
    hands.press(page, "登记并分解")
    expect(page.locator(".piece", has_text=TASK).first).to_be_visible()
    lift = page.locator(".piece", has_text=TASK).get_by_role("button", name="标为任务")
    if lift.count():
        lift.click()
    piece = page.locator(".piece.task", has_text=TASK)
    expect(piece).to_contain_text("「发展会员」说的是“新入会”")
    hands.press(piece, "采用")
    expect(page.locator(".piece.task", has_text=TASK)).to_contain_text("以“新入会”计进度")
    page.get_by_role("link", name="确认分解").click()
    hands.press(page, "确认分解")
    hands.told(page, "任务已立项")


def accept(page: Page) -> None:
    """Check point by point and accept the work on this page."""
    card = hands.part(page, "审核")
    for point in ("事实清楚：", "佐证齐全：", "格式规范："):
        card.get_by_label(point).check()
    hands.press(page, "通过，办结")
    hands.told(page, "审核通过")


def enrol(page: Page, name: str, number: str, today: date) -> None:
    """Enter a new member of the hospital."""
    hands.go(page, "会员")
    page.get_by_role("link", name="登记会员").click()
    page.get_by_label("单位", exact=True).select_option(label="职工医院工会")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("工号").fill(number)
    hands.fill_day(page, "入会日期", today)
    page.get_by_role("checkbox", name="告知").check()
    hands.press(page, "登记")


def test_work_moves_by_those_who_join_and_is_finished_by_a_person(
    organisation: Cast, enter: Enter, axe: Axe, today: date
) -> None:
    group = enter("1002", **DESKTOP)
    take_in(group)
    group.get_by_role("link", name="查看任务").click()
    group.get_by_role("link", name=TASK).click()

    group.get_by_role("link", name="以数据计进度").click()
    expect(group.get_by_label("目标", exact=True)).to_have_value("20")
    hands.fill_day(group, "自", today)
    hands.fill_day(group, "至", date(today.year + 1, 12, 31))
    axe(group)
    hands.press(group, "保存")
    hands.told(group, "已挂接")
    hands.assign(group, ["职工医院工会", "供电公司工会"], date(today.year + 1, 12, 31), "抓紧")

    group.get_by_role("link", name="指标分解").click()
    group.get_by_label("分解办法").select_option("平均")
    group.once("dialog", lambda dialog: dialog.accept())
    hands.press(group, "分解")
    expect(group.get_by_text("各单位合计等于总目标")).to_be_visible()
    group.get_by_label("职工医院工会的目标").fill("2")
    group.get_by_label("供电公司工会的目标").fill("18")
    hands.press(group, "保存本页")
    hands.told(group, "各单位的指标已保存")
    axe(group)

    hospital = enter("2001", **PHONE)
    hands.open_work(hospital, TASK)
    hands.press(hospital, "签收")
    expect(hospital.get_by_text("0 / 2 人")).to_be_visible()
    expect(hospital.get_by_label("完成进度（%）")).to_have_count(0)

    desk = enter("2001", **DESKTOP)
    for number, name in enumerate(("江一帆", "江二帆"), 1):
        enrol(desk, name, f"77{number:02d}", today)
        hospital.reload()
        expect(hospital.get_by_text(f"{number} / 2 人")).to_be_visible()
    expect(hospital.get_by_text("已达到目标，请核对后报办结")).to_be_visible()
    hospital.get_by_role("link", name="查看背后的记录").click()
    expect(hospital.get_by_text("江一帆")).to_be_visible()

    tasks.recount(Clock())
    hands.go(desk, "消息")
    expect(desk.get_by_text("已达到目标", exact=False).first).to_be_visible()
    hands.open_work(desk, TASK)
    hands.finish(desk, "两名护士入会。")
    expect(hands.part(desk, "审核")).to_contain_text("等待化工集团工会审核")
    hands.open_work(group, TASK, "职工医院工会")
    expect(group.get_by_text("2 / 2 人")).to_be_visible()
    accept(group)
    expect(group.get_by_text("审核通过，已办结")).to_be_visible()

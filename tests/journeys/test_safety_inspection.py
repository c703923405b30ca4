"""A safety inspection by phone: marked without a signal, sent later, scored, mended and told."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from zhijia.checks.models import Fault, Inspection, Mark, Proof
from zhijia.org.demo import Cast

from .conftest import DESKTOP, PHONE
from .hands import fill_day, go, part, press, told

Enter = Callable[..., Page]


def open_the_round(desk: Page, today: date) -> None:
    """Take the safety standard over, open a round over the power company, name the inspectors."""
    go(desk, "检查标准")
    card = part(desk, "采用一个标准")
    card.get_by_role("radio", name="工会劳动保护检查标准").check()
    press(card, "采用")
    told(desk, "标准已采用")
    desk.get_by_role("navigation", name="主菜单").get_by_role(
        "link", name="检查", exact=True
    ).click()
    desk.get_by_role("link", name="组织检查").first.click()
    desk.get_by_label("检查名称").fill("冬季安全检查")
    desk.get_by_label("检查标准").select_option(label="工会劳动保护检查标准 第 1 版")
    desk.get_by_role("radio", name="下面写明的单位").check()
    desk.get_by_label("单位名称或者代码").fill("GD")
    fill_day(desk, "开始日期", today)
    fill_day(desk, "截止日期", today + timedelta(days=10))
    desk.get_by_label("先由单位自查，审核后再到现场").uncheck()
    desk.locator("main").get_by_role("button", name="组织检查").click()
    told(desk, "通知了 1 个单位")
    card = part(desk, "检查员")
    card.get_by_label("检查员工号").fill("1001")
    press(card, "指派")
    told(desk, "检查员已指派")


def item(phone: Page, code: str) -> Locator:
    """Return the item of this code."""
    return phone.locator(".item").filter(
        has=phone.locator(".item-code", has_text=re.compile(rf"^{re.escape(code)}$"))
    )


def opened(inside: Locator, name: str) -> Locator:
    """Open what is folded under this name within a part of the page."""
    fold = inside.locator("details").filter(has_text=name).first
    fold.locator("summary").first.click()
    return fold


def pick(phone: Page, code: str, word: str) -> None:
    """Press one of the large buttons of an item."""
    item(phone, code).locator(".pick").filter(has_text=re.compile(rf"^{word}")).first.click()


def best(phone: Page) -> None:
    """Press the first button of every item that nobody has marked yet."""
    for one in phone.locator(".item").all():
        if one.locator(".pick input:checked").count() == 0:
            one.locator(".pick").first.click()


def test_a_safety_inspection_from_the_phone_to_the_result(
    organisation: Cast, enter: Enter, today: date, photo: Path, axe: Callable[[Page], None]
) -> None:
    desk = enter("1002", **DESKTOP)
    open_the_round(desk, today)
    axe(desk)

    phone = enter("1001", **PHONE)
    go(phone, "我去检查")
    phone.get_by_role("link", name=re.compile("现场评分")).click()
    expect(phone.get_by_text("第 1 条，共 20 条")).to_be_visible()
    axe(phone)
    phone.get_by_role("link", name="下一条").first.click()
    expect(phone.get_by_text("第 2 条，共 20 条")).to_be_visible()
    phone.get_by_role("link", name="列表", exact=True).click()

    # Into the cellar: no signal. What is pressed, typed and photographed stays on the phone.
    outbox = phone.locator("#outbox")
    expect(outbox).to_contain_text("已全部发送")
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    pick(phone, "2.1", "2 处")
    item(phone, "2.1").get_by_label("情况").fill("护栏缺一段，照明不亮。")
    fold = opened(item(phone, "2.1"), "记一个问题")
    fold.get_by_label("问题", exact=True).fill("三号配电室护栏缺一段")
    fold.get_by_label("地点").fill("三号配电室")
    fold.get_by_label("照片").set_input_files(photo)
    press(fold, "记下问题")
    expect(outbox).to_contain_text("有 2 项没有发送")
    expect(outbox).to_contain_text("没有网络")
    expect(item(phone, "2.1").locator(".item-unsent")).to_be_visible()
    assert not Mark.objects.exists()
    assert not Fault.objects.exists()

    phone.context.set_offline(False)
    expect(outbox).to_contain_text("已全部发送")
    expect(item(phone, "2.1")).to_contain_text("得 6 分")
    expect(item(phone, "2.1").locator(".kept-list").first).to_contain_text("三号配电室护栏缺一段")
    assert Mark.objects.get().points == 6
    assert Proof.objects.get().file.kind in {"png", "jpg"}
    assert Fault.objects.count() == 1

    # Typed without a signal, the page thrown away, opened again where there is one.
    phone.context.set_offline(True)
    pick(phone, "1.1", "研究未落实")
    item(phone, "1.1").get_by_label("情况").fill("会议开了，措施没有落实。")
    expect(outbox).to_contain_text("有 1 项没有发送")
    where = phone.url
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(where)
    expect(outbox).to_contain_text("已全部发送")
    expect(item(phone, "1.1").get_by_label("情况")).to_have_value("会议开了，措施没有落实。")
    assert Mark.objects.get(item__code="1.1").points == 3

    best(phone)
    expect(outbox).to_contain_text("已全部发送")
    phone.reload()
    expect(phone.locator(".sheet-done")).to_contain_text("已评 20/20 条")
    axe(phone)
    phone.on("dialog", lambda dialog: dialog.accept())
    press(phone, "提交评分")
    told(phone, "已提交")

    desk.goto(Inspection.objects.get().get_absolute_url())
    desk.on("dialog", lambda dialog: dialog.accept())
    press(desk, "汇总得分，反馈单位")
    told(desk, "得分已汇总")
    expect(part(desk, "各部分得分率").locator("svg")).to_be_visible()
    axe(desk)

    unit = enter("4001", **PHONE)
    unit.goto(Inspection.objects.get().get_absolute_url())
    fold = opened(part(unit, "问题和整改"), "报整改")
    fold.get_by_label("整改情况").fill("护栏已经补齐刷漆。")
    fold.get_by_label("整改后的照片").set_input_files(photo)
    press(fold, "报整改")
    told(unit, "整改情况已报")
    unit.on("dialog", lambda dialog: dialog.accept())
    press(unit, "对得分没有异议")
    told(unit, "没有异议")
    axe(unit)

    phone.goto(Inspection.objects.get().get_absolute_url())
    fold = opened(part(phone, "问题和整改"), "复查")
    fold.get_by_role("radio", name="合格，销项", exact=True).check()
    fold.get_by_label("复查看到的情况").fill("现场看过，护栏完好。")
    press(fold, "记录复查")
    told(phone, "复查已记录")

    desk.reload()
    part(desk, "办理").get_by_label("检查结论").fill("问题已销项，其余措施年底前落实。")
    press(part(desk, "办理"), "出结果")
    told(desk, "结果已出")
    desk.get_by_role("link", name="冬季安全检查").first.click()
    press(desk, "公布结果和排名")
    told(desk, "结果已公布")
    expect(part(desk, "受检单位").locator("tbody tr")).to_contain_text("优秀")
    axe(desk)
    assert Fault.objects.get().state == "lifted"
    assert Inspection.objects.get().place == 1

"""公示: shown by the desk, objected to by phone, answered, ended by the clock, sealed, on paper."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from zhijia.disclosure import actions
from zhijia.disclosure.models import Objection, Showing
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
TITLE = "关于推荐先进生产者人选的公示"
NAME, DEEDS = "陶然", "带班两年没有一次误操作"


def give_account(cast: Cast, number: str) -> None:
    org.give_account(
        actor=cast.actors["group_desk"],
        member=cast.members[number],
        password=hands.PASSWORD,
        is_demo=True,
    )


def time_passes(one: Showing, today: date) -> None:
    """Let the days of a showing be over, and the clock come."""
    Showing.objects.filter(pk=one.pk).update(
        from_on=today - timedelta(days=12), until_on=today - timedelta(days=1)
    )
    actions.end_showings(actor=Actor(), today=today)


def test_a_showing_with_an_objection_from_the_board_to_the_archive(
    organisation: Cast, enter: Enter, axe: Axe, photo: Path, today: date
) -> None:
    for number in ("4005", "5004"):
        give_account(organisation, number)
    desk = enter("4001", **DESKTOP)
    _consents(desk, axe)
    _shows(desk, axe, photo)
    code = _objects(enter("5002", **PHONE), axe)
    _cannot_be_cut_short(desk)
    handler = enter("4005", **DESKTOP)
    _answers(handler, axe)
    time_passes(Showing.objects.get(), today)
    _closes(desk, axe)
    _is_sealed(enter, axe)
    _sees_result(enter("5002", **PHONE), code, axe)


def _consents(desk: Page, axe: Axe) -> None:
    hands.go(desk, "公示")
    axe(desk)
    desk.get_by_role("link", name="同意公示").click()
    desk.get_by_role("link", name="登记同意公示").click()
    desk.locator("main").get_by_label("会员").fill("5004")
    desk.locator("main").get_by_label("公示类别").select_option("honour")
    for column in ("所在单位", "岗位", "拟任职务", "主要事迹"):
        desk.get_by_role("checkbox", name=column).check()
    desk.locator("main").get_by_label("怎样取得").fill("本人签署同意书")
    axe(desk)
    hands.press(desk, "登记")
    hands.told(desk, "同意公示已登记")


def _shows(desk: Page, axe: Axe, photo: Path) -> None:
    hands.go(desk, "公示")
    desk.get_by_role("link", name="张出公示").click()
    desk.locator("main").get_by_label("单位").select_option("GD")
    desk.get_by_role("radio", name="评先评优推荐人选").check()
    desk.get_by_role("button", name="下一步").click()
    desk.locator("main").get_by_label("标题").fill(TITLE)
    desk.locator("main").get_by_label("依据").fill("公司工会委员会会议")
    desk.locator("main").get_by_label("公示对象").fill(f"5004|检修车间|钳工|先进生产者|{DEEDS}")
    desk.locator("main").get_by_label("异议处理人").select_option(label="曹颖（4005）")
    desk.locator("main").get_by_label("张贴地点").fill("公司大门公告栏")
    axe(desk)
    hands.press(desk, "张出公示")
    hands.told(desk, "公示已张出")
    fold = hands.unfold(desk, "登记张贴照片")
    fold.get_by_label("照片").set_input_files(photo)
    hands.press(fold, "登记")
    hands.told(desk, "张贴照片已登记")
    axe(desk)


def _objects(phone: Page, axe: Axe) -> str:
    hands.go(phone, "公示")
    phone.get_by_role("link", name=TITLE).click()
    expect(phone.locator("main")).to_contain_text(NAME)
    axe(phone)
    phone.get_by_role("link", name="提出异议").click()
    phone.locator("main").get_by_label("异议内容").fill("上个月有一次误操作，车间有记录。")
    phone.get_by_role("radio", name="匿名").check()
    axe(phone)
    hands.press(phone, "提交异议")
    code = phone.locator(".receipt-code").inner_text().strip()
    assert len(code) == 12
    axe(phone)
    assert Objection.objects.get().made_on is None
    return code


def _cannot_be_cut_short(desk: Page) -> None:
    desk.reload()
    expect(desk.get_by_role("button", name="办结公示")).to_be_disabled()
    expect(desk.locator("main")).to_contain_text("不得提前结束")
    expect(desk.locator("main")).not_to_contain_text("误操作，车间有记录")


def _answers(handler: Page, axe: Axe) -> None:
    handler.goto("/disclosure/showings/?list=heard")
    handler.get_by_role("link", name="〔").click()
    handler.get_by_role("link", name="上个月有一次误操作").click()
    axe(handler)
    handler.get_by_role("radio", name="异议不成立").check()
    handler.locator("main").get_by_label("调查情况和结果").fill(
        "查阅操作记录，系另一班组，异议不成立。"
    )
    handler.on("dialog", lambda dialog: dialog.accept())
    hands.press(handler, "保存处理结果")
    if handler.get_by_role("dialog").count():
        hands.press(handler.get_by_role("dialog"), "确定")
    hands.told(handler, "处理结果已保存")


def _closes(desk: Page, axe: Axe) -> None:
    desk.goto(Showing.objects.get().get_absolute_url())
    expect(desk.locator("main")).not_to_contain_text(NAME)
    axe(desk)
    hands.press(desk, "办结公示")
    hands.told(desk, "公示已办结")
    expect(desk.locator("main")).to_contain_text("1 件不成立")
    desk.get_by_role("link", name="查阅封存内容").click()
    desk.locator("main").get_by_label("事由").select_option("归档")
    axe(desk)
    hands.press(desk, "查阅")
    expect(desk.locator("main")).to_contain_text(NAME)
    axe(desk)
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="公示情况记录").click()
    paper = Document(BytesIO(Path(waiting.value.path()).read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any(DEEDS in cell for cell in cells)
    assert "1 件" in cells
    assert not [cell for cell in cells if "误操作，车间有记录" in cell]


def _is_sealed(enter: Enter, axe: Axe) -> None:
    """Neither a plain member nor the person shown finds it any more."""
    address = Showing.objects.get().get_absolute_url()
    page = enter("5004", **PHONE)
    for path in (address, f"{address}object/", f"{address}look/"):
        answered = page.request.get(path)
        assert answered.status == 404


def _sees_result(phone: Page, code: str, axe: Axe) -> None:
    hands.go(phone, "公示")
    phone.get_by_role("link", name="异议处理结果").click()
    phone.locator("main").get_by_label("回执号").fill(code.lower())
    hands.press(phone, "查询")
    expect(phone.locator("main")).to_contain_text("系另一班组")
    axe(phone)

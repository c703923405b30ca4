"""A roster with a mistake in it: brought in without the bad row, mended, brought in again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.org.roster.making import identity, xlsx
from zhijia.org.demo import Cast
from zhijia.platform.jobs import worker

from .conftest import DESKTOP
from .hands import go, part, press, told

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
HEADS = ["序号", "姓名", "身份证号码", "工号", "手机", "部门", "入会时间"]
RIGHT = identity("19881103", 211)
WRONG = RIGHT[:-1] + ("1" if RIGHT[-1] != "1" else "2")


def roster() -> bytes:
    """Return a roster as a clerk keeps it: a title above, 1985.7 as a date, one wrong number."""
    return xlsx(
        [
            ["职工医院工会会员花名册"],
            HEADS,
            [1, "邵 伟", identity("19850712", 101), "2101", "199 0000 2101", "内科", "2010.7"],
            [2, "于敏", identity("19900220", 102), "2102", "19900002102", "外科", "2015-09-01"],
            [3, "葛长青", WRONG, "2103", "19900002103", "药剂科", "2018.3"],
            ["合计", "3 人"],
        ]
    )


def bring(page: Page, file: Path) -> None:
    """Upload a roster, and have the worker read it while the page waits."""
    go(page, "会员")
    page.get_by_role("link", name="导入花名册").click()
    page.get_by_label("文件").set_input_files(file)
    press(page, "上传")
    told(page, "文件已上传")
    _worked(page)
    expect(page.get_by_role("navigation", name="核对结果")).to_be_visible()


def confirm(page: Page) -> None:
    """Confirm, and have the worker write it."""
    press(part(page, "确认"), "确认导入")
    told(page, "正在导入")
    _worked(page)
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible()


def _worked(page: Page) -> None:
    """Have the worker do what waits; a page with script sees it by itself."""
    worker.work(until_empty=True, with_clock=False)
    refresh = page.get_by_role("link", name="刷新")
    if not page.evaluate("'htmx' in window") and refresh.is_visible():
        refresh.click()


def mended(page: Page, place: Path) -> Path:
    """Download the workbook that came back, look at what it says, and mend the row."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载带“导入结果”的表").click()
    book = load_workbook(BytesIO(coming.value.path().read_bytes()))
    sheet = book.active
    assert sheet
    assert [cell.value for cell in sheet["H"][1:5]] == [
        "导入结果",
        "已新增",
        "已新增",
        "未导入：身份证号校验码不对，可能写错了一位，请核对。",
    ]
    sheet["C5"] = RIGHT
    file = place / "改好的花名册.xlsx"
    book.save(file)
    return file


def fits(page: Page, axe: Axe) -> None:
    """Hold the page against a phone's edge and axe, at both widths."""
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        # The new width is laid out with the next frame; before it the old one is measured.
        page.evaluate("new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        axe(page)


def taken_out(page: Page, axe: Axe) -> None:
    """Take the members of the unit out, with what is sensitive, and look at what came."""
    page.get_by_role("link", name="导出", exact=True).click()
    fits(page, axe)
    page.get_by_role("checkbox", name="身份证号").check()
    press(page, "导出 Excel")
    expect(page.get_by_role("alert")).to_contain_text("请写明用途")
    page.get_by_label("用途").fill("办理会员服务卡")
    press(page, "导出 Excel")
    fits(page, axe)
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载").click()
    sheet = load_workbook(BytesIO(coming.value.path().read_bytes())).active
    assert sheet
    assert RIGHT in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("script", [True, False], ids=["", "without JavaScript"])
def test_a_roster_is_mended_and_brought_in_again(
    organisation: Cast, enter: Enter, axe: Axe, tmp_path: Path, script: bool
) -> None:
    page = enter("2001", **DESKTOP, java_script_enabled=script)
    file = tmp_path / "花名册.xlsx"
    file.write_bytes(roster())

    bring(page, file)
    tabs = page.get_by_role("navigation", name="核对结果")
    expect(tabs).to_contain_text("新增")
    tabs.get_by_role("link", name="不能导入").click()
    row = page.get_by_role("row").filter(has_text="葛长青")
    expect(row).to_contain_text("第 5 行")
    expect(row).to_contain_text("身份证号校验码不对")
    if script:
        fits(page, axe)

    press(part(page, "确认"), "确认导入")
    expect(page.get_by_role("alert")).to_contain_text("有 1 行不能导入")
    page.get_by_label("跳过这些行，导入其余的").check()
    confirm(page)

    bring(page, mended(page, tmp_path))
    expect(page.get_by_role("row").filter(has_text="葛长青")).to_contain_text("2103")
    expect(page.get_by_role("navigation", name="核对结果")).to_contain_text("不变")
    confirm(page)
    go(page, "会员")
    for name in ("邵伟", "于敏", "葛长青"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    if script:
        taken_out(page, axe)

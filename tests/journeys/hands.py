"""What a person does at a page, named as they would say it."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

PASSWORD = "shan-shui-2026"


def sign_in(page: Page, staff_no: str, password: str = PASSWORD) -> None:
    """Open the door and sign in."""
    page.goto("/")
    page.get_by_label("工号").fill(staff_no)
    page.get_by_label("密码").fill(password)
    press(page, "登录")


def sign_out(page: Page) -> None:
    """Open the menu behind one's own name and leave."""
    page.locator(".person > summary").click()
    page.get_by_role("button", name="退出登录").click()


def go(page: Page, name: str) -> None:
    """Choose from the main menu; on a phone it lies behind 更多."""
    page.locator("#menu").wait_for(state="attached")
    more = page.get_by_role("navigation", name="快捷菜单").get_by_role("link", name="更多")
    if more.is_visible():
        more.click()
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name=name).click()


def open_work(page: Page, words: str, unit: str = "") -> None:
    """Go to the desk and open the work with these words, of this unit where several have it."""
    go(page, "待办")
    page.locator("tr", has_text=unit).get_by_role("link", name=words).first.click()


def part(page: Page, title: str) -> Locator:
    """Return the card under this title."""
    return page.locator("section.card").filter(
        has=page.get_by_role("heading", name=title, exact=True)
    )


def unfold(page: Page, name: str) -> Locator:
    """Open what is folded under this name, unless it stands open."""
    fold = page.locator("details").filter(has=page.locator("summary", has_text=name))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def press(inside: Page | Locator, name: str) -> None:
    """Press the button of just this name."""
    inside.get_by_role("button", name=name, exact=True).click()


def told(page: Page, words: str) -> None:
    """Expect the page to say this in its notice."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def report(page: Page, words: str, percent: int, file: Path | None = None) -> None:
    """Say how far the work has come, perhaps with a file."""
    card = part(page, "办理")
    card.get_by_label("进展情况").fill(words)
    card.get_by_label("完成进度（%）").fill(str(percent))
    if file:
        card.get_by_label("附件").set_input_files(file)
    press(card, "填报进展")
    expect(part(page, "办理经过")).to_contain_text(words)


def finish(page: Page, words: str) -> None:
    """Report the work as finished."""
    fold = unfold(page, "报办结")
    fold.get_by_label("完成情况").fill(words)
    press(fold, "报办结")
    expect(part(page, "办理经过")).to_contain_text(words)


def fill_day(inside: Page | Locator, label: str, day: date) -> None:
    """Fill in a day."""
    inside.get_by_label(label).fill(day.isoformat())


def assign(page: Page, units: list[str], due_on: date, words: str) -> None:
    """Give the task on this page to units, by a day."""
    card = part(page, "交办")
    for unit in units:
        card.get_by_role("checkbox", name=re.compile(f"^{unit}")).check()
    fill_day(card, "完成期限", due_on)
    card.get_by_label("交办要求").fill(words)
    press(card, "交办")


def confirm(page: Page) -> None:
    """Look at what is still open, and put the tasks on file."""
    page.get_by_role("link", name="确认分解").click()
    expect(page.get_by_text("原文和拆分不再改动")).to_be_visible()
    press(page, "确认分解")
    told(page, "任务已立项")


def sign(page: Page, words: str) -> None:
    """Find the work at the desk and sign for it."""
    open_work(page, words)
    press(page, "签收")
    told(page, "已签收")


def accept(page: Page) -> None:
    """Check point by point and accept the work on this page."""
    card = part(page, "审核")
    for point in ("事实清楚：", "佐证齐全：", "格式规范："):
        card.get_by_label(point).check()
    press(page, "通过，办结")
    told(page, "审核通过")


def download(page: Page, folder: Path) -> Path:
    """Save the Word file."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载 Word").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def passage(page: Page, words: str) -> Locator:
    """Return the passage of the report with these words."""
    paper = page.get_by_role("article", name="报告全文")
    return paper.locator(".passage").filter(has_text=words).first


def write(page: Page, words: str, text: str) -> None:
    """Write the passage with these words anew."""
    passage(page, words).get_by_role("link", name="编辑").click()
    page.get_by_label("文字").fill(text)
    press(page, "保存")
    expect(passage(page, text)).to_be_visible()


def looked_at(file: Path, pages: int = 2) -> None:
    """Print a Word file to pictures, so many at least, and see that there is ink on each."""
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        pytest.skip("the story held; soffice or pdftoppm is absent, so its report was not printed")
    home = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    run(["soffice", home, "--headless", "--convert-to", "pdf", file.name], file.parent)
    run(["pdftoppm", "-r", "60", "-png", file.with_suffix(".pdf").name, "page"], file.parent)
    printed = sorted(file.parent.glob("page*.png"))
    assert len(printed) >= pages
    for picture in printed:
        with Image.open(picture) as image:
            dark = sum(image.convert("L").histogram()[:128])
            assert dark > 0.001 * image.width * image.height, f"{picture.name} is blank"


def run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)

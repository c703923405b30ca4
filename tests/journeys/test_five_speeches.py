"""Five real speeches go in as one file, and the year's two papers tell what became of each."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from playwright.sync_api import Page, expect

from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP, PHONE

SPEECHES = Path(__file__).parents[3] / "shared" / "speeches" / "union-speeches.txt"
UNIT = "职工医院工会"
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


class Given(NamedTuple):
    """A speech by its title, and the task of it that was given."""

    speech: str
    task: str


def upload(page: Page) -> list[str]:
    """Bring the file in whole; return the titles of the speeches that were found in it."""
    page.goto("/plans/speeches/new/")
    page.get_by_label("讲话文件").set_input_files(SPEECHES)
    hands.press(page, "登记并分解")
    hands.told(page, "5 篇")
    hands.go(page, "讲话")
    rows = page.locator("main tbody tr td:first-child a")
    expect(rows).to_have_count(5)
    return rows.all_inner_texts()


def give_one(page: Page, title: str, due_on: date) -> Given:
    """Confirm what one speech asks for, and give its first task to the hospital."""
    hands.go(page, "讲话")
    page.get_by_role("link", name=title, exact=True).click()
    hands.confirm(page)
    page.get_by_role("link", name="查看任务").click()
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    task = page.get_by_role("heading", level=1).inner_text()
    hands.assign(page, [UNIT], due_on, "")
    hands.told(page, "已交办给 1 个单位")
    return Given(title, task)


def does(page: Page, given: Given) -> None:
    """The hospital signs, and reports the work as done."""
    hands.sign(page, given.task)
    hands.finish(page, "已按要求办好。")
    hands.told(page, "已报办结")


def takes(page: Page, given: Given) -> None:
    """The group accepts it."""
    hands.open_work(page, given.task)
    hands.accept(page)


def draft(page: Page, form: str, folder: Path) -> Path:
    """Draft one of the year's papers, and save it as Word."""
    page.goto("/writing/new/")
    page.get_by_label("单位", exact=True).select_option(label="化工集团工会")
    page.get_by_label("文体").select_option(label=form)
    hands.press(page, "起草")
    hands.told(page, "已起草")
    return hands.download(page, folder)


def words_of(file: Path) -> tuple[str, dict[str, str]]:
    """Return the paper's words, and its numbers by name as the annex lists them."""
    paper = docx.Document(str(file))
    words = "\n".join(one.text for one in paper.paragraphs)
    return words, {row.cells[1].text: row.cells[4].text for row in paper.tables[-1].rows}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_five_speeches_in_one_file_come_out_as_the_years_papers(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    today: date,
    tmp_path: Path,
) -> None:
    if not SPEECHES.exists():
        pytest.skip(f"{SPEECHES.name} is absent: the story needs real speeches")
    group, hospital = enter("1002", **size), enter("2001", **size)
    titles = upload(group)
    given = [give_one(group, title, today + timedelta(days=20)) for title in titles]
    for one in given:
        does(hospital, one)
        takes(group, one)
    summary, numbers = words_of(draft(group, "工作总结", tmp_path))
    axe(group)
    assert numbers["办结任务"] == "5项次"
    for one in given:
        heart = one.task.rstrip("。；")[-8:]  # a paper leaves out 必须, 要 at the head
        assert heart in summary, f"{one.speech} did not return"
    file = draft(group, "总结讲话", tmp_path)
    axe(group)
    assert words_of(file)[1]["办结任务"] == "5项次"
    hands.looked_at(file)

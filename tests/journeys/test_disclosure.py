"""Something overdue is told of, made public with a photo from the board, asked about, answered."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from zhijia.disclosure.actions import catalogues, dues
from zhijia.disclosure.models import Due
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

ITEM = "公开目录和监督举报方式"
ASKED = "意见箱多久开一次？"
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.fixture
def overdue(organisation: Cast, today: date) -> Due:
    """The power company took its catalogue over two months ago; one thing hangs nowhere yet."""
    desk, power = organisation.actors["power_desk"], organisation.units["power"]
    for staff_no in ("4002", "5004"):
        who = organisation.members[staff_no]
        boss = organisation.actors["group_desk"]
        org.give_account(actor=boss, member=who, password=hands.PASSWORD, is_demo=True)
    begun = today - timedelta(days=60)
    catalogues.adopt(actor=desk, unit=power, kind="state", basis="", today=begun)
    due = Due.objects.get(item__name=ITEM)
    assert due.due_on < today
    Due.objects.exclude(pk=due.pk).delete()
    for n in (20, 0):
        dues.remind(actor=Actor(), today=today - timedelta(days=n))
    return due


def is_told(page: Page) -> None:
    """The chair reads that it has been late for long, and sees since when and by whom."""
    page.goto("/inbox/")
    page.get_by_role("button", name=re.compile("逾期未公开.*督促|逾期未公开")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ITEM)
    expect(page.get_by_role("main")).to_contain_text("起逾期，由工会办公室")


def prepare(page: Page) -> None:
    """The desk finds it among what is late, writes it and hands it in."""
    hands.go(page, "应公开事项")
    expect(page.get_by_role("link", name=re.compile("^逾期未公开"))).to_be_visible()
    page.get_by_role("link", name=ITEM).click()
    page.get_by_role("link", name="拟稿公开").click()
    words = "厂务公开监督小组：工会主席任组长。\n意见箱设在办公楼一楼大厅，每周一开箱。"
    page.get_by_label("公开内容").fill(words)
    hands.press(page, "存为草稿")
    hands.told(page, "已存为草稿")
    hands.press(page, "提交审核")
    hands.told(page, "已提交审核")
    expect(page.get_by_role("main")).to_contain_text("待审核")


def approve(page: Page) -> None:
    """The chair finds it in the inbox and lets it out."""
    page.goto("/inbox/")
    page.get_by_role("button", name=re.compile("公开稿待审核")).first.click()
    page.get_by_role("radio", name="同意公开").check()
    hands.press(page, "提交审核意见")
    hands.told(page, "审核意见已保存")


def hang(page: Page, photo: Path) -> None:
    """The desk puts the board on record with a photo."""
    hands.go(page, "公开信息")
    page.get_by_role("main").get_by_role("link", name=ITEM).click()
    fold = hands.unfold(page, "登记张贴")
    fold.get_by_label("地点或者载体").fill("办公楼一楼公开栏")
    fold.get_by_label("照片").set_input_files(photo)
    hands.press(fold, "登记张贴")
    hands.told(page, "张贴记录已登记")
    expect(page.get_by_role("img", name="办公楼一楼公开栏张贴照片")).to_be_visible()


def ask(page: Page) -> None:
    """A worker below reads it and asks; others do not see the question yet."""
    page.goto("/services/")
    page.get_by_role("main").get_by_role("link", name="公开信息").click()
    page.get_by_role("main").get_by_role("link", name=ITEM).click()
    expect(page.get_by_role("article")).to_contain_text("每周一开箱")
    page.get_by_label("我要提问").fill(ASKED)
    hands.press(page, "提问")
    hands.told(page, "提问已收到")
    expect(hands.part(page, "提问和答复")).to_contain_text("待审核")


def answer(page: Page) -> None:
    """The desk answers it for all to read."""
    hands.go(page, "提问答复")
    expect(page.get_by_role("main")).to_contain_text(ASKED)
    fold = hands.unfold(page, "答复")
    fold.get_by_label("答复").fill("每周一上午开箱，由两人同时在场。")
    hands.press(fold, "公开答复")
    hands.told(page, "答复已公开")


def reads_the_answer(page: Page) -> None:
    """The worker finds the answer in the inbox."""
    page.goto("/inbox/")
    page.get_by_role("button", name=re.compile("您对.*的提问已答复")).click()
    expect(hands.part(page, "提问和答复")).to_contain_text("由两人同时在场")


def tells(page: Page) -> None:
    """The board says that it was made public after its day."""
    hands.go(page, "公开情况")
    expect(hands.part(page, "本级逐项公开情况")).to_contain_text(re.compile("逾期 [0-9]+ 天公开"))
    expect(page.get_by_role("main")).not_to_contain_text("未履行公开程序")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_was_overdue_is_mended_asked_about_and_answered(
    size: dict[str, Any], overdue: Due, enter: Enter, axe: Axe, photo: Path
) -> None:
    chair, desk, worker = (enter(number, **size) for number in ("4002", "4001", "5004"))
    is_told(chair)
    axe(chair)
    prepare(desk)
    axe(desk)
    approve(chair)
    hang(desk, photo)
    axe(desk)
    ask(worker)
    axe(worker)
    answer(desk)
    axe(desk)
    reads_the_answer(worker)
    tells(desk)
    axe(desk)

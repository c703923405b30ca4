"""A hazard from a photo by phone to the second look at a desk."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.rules import Basis

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
TITLE = "平台护栏脱焊"


def appoint(cast: Cast, today: date) -> None:
    """Make 魏红梅 an inspector of the workshop."""
    org.appoint(
        actor=cast.actors["group_desk"],
        unit=cast.units["workshop"],
        member=cast.members["5003"],
        kind="inspector",
        from_on=today - timedelta(days=30),
        basis=Basis("appointed", document="化工劳检〔2026〕7号"),
    )


def give_account(cast: Cast, staff_no: str) -> None:
    """Let somebody of the cast sign in."""
    desk, who = cast.actors["group_desk"], cast.members[staff_no]
    org.give_account(actor=desk, member=who, password=hands.PASSWORD, is_demo=True)


def report(page: Page, photo: Path) -> None:
    """Stand before it, take a photo, say where, say that somebody could fall."""
    page.goto("/matters/new/hazard/?place=二号炉平台")
    expect(page.get_by_label("地点")).to_have_value("二号炉平台")
    page.get_by_label(re.compile("^隐患")).fill(TITLE)
    page.get_by_label("类别").select_option("height")
    page.get_by_label("危及人身安全").check()
    page.get_by_label("现场情况").fill("东侧两根立柱脱焊，一靠就晃。")
    page.get_by_label("照片和材料").set_input_files(photo)
    hands.press(page, "提交")
    hands.told(page, "已提交")


def step(page: Page, name: str) -> Locator:
    """Open one of the steps."""
    return hands.unfold(page, name)


def open_it(page: Page) -> None:
    hands.go(page, "隐患台账")
    page.get_by_role("link", name=TITLE).click()


def order(page: Page, due_on: date) -> None:
    """Order it to be mended by 金磊."""
    fold = step(page, "下发整改通知书")
    fold.get_by_label("主办部门").fill("检修班")
    box = fold.get_by_label("主办人")
    box.select_option(box.locator("option", has_text="金磊").first.get_attribute("value"))
    fold.get_by_label("一般事故隐患").check()
    hands.fill_day(fold, "整改期限", due_on)
    fold.get_by_label("整改要求").fill("立柱全部补焊。")
    hands.press(fold, "下发整改通知书")
    expect(fold).to_contain_text("临时措施")
    fold = step(page, "下发整改通知书")
    fold.get_by_label("整改前的临时措施").fill("拉警戒线，平台停止上人。")
    hands.press(fold, "下发整改通知书")
    hands.told(page, "下发整改通知书")


def mend(page: Page, words: str, photo: Path) -> None:
    fold = step(page, "报整改完成")
    fold.get_by_label("怎样整改的").fill(words)
    fold.get_by_label("照片和材料").set_input_files(photo)
    hands.press(fold, "报整改完成")
    hands.told(page, "报整改完成")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_hazard_is_said_with_a_photo_mended_fails_once_and_is_struck_off(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    photo: Path,
    today: date,
    tmp_path: Path,
) -> None:
    appoint(organisation, today)
    for staff_no in ("5001", "5003", "5004"):
        give_account(organisation, staff_no)
    member = enter("5004", **PHONE)
    report(member, photo)
    axe(member)

    chair = enter("5001", **size)
    chair.goto("/inbox/")
    expect(chair.locator("main")).to_contain_text("危及人身安全")

    inspector = enter("5003", **size)
    open_it(inspector)
    expect(inspector.locator("main")).to_contain_text("停止作业")
    axe(inspector)
    order(inspector, today + timedelta(days=5))
    with inspector.expect_download() as coming:
        inspector.get_by_role("link", name="隐患整改通知书").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    words = "\n".join(one.text for one in docx.Document(str(file)).paragraphs)
    assert "立柱全部补焊" in words

    officer = enter("5002", **size)
    open_it(officer)
    mend(officer, "点焊两处。", photo)
    expect(officer.get_by_text("复查合格，销号")).to_have_count(0)

    open_it(inspector)
    fold = step(inspector, "复查不合格")
    fold.get_by_label("哪里不合格").fill("焊缝有裂纹。")
    hands.fill_day(fold, "整改期限", today + timedelta(days=6))
    hands.press(fold, "复查不合格，重新整改")
    hands.told(inspector, "复查不合格")

    open_it(officer)
    mend(officer, "铲掉重焊，满焊四处。", photo)
    open_it(inspector)
    fold = step(inspector, "复查合格")
    fold.get_by_label("复查情况").fill("推力试验合格。")
    hands.press(fold, "复查合格，销号")
    hands.told(inspector, "复查合格")
    expect(inspector.locator("main")).to_contain_text("已销号")
    axe(inspector)
    hands.go(inspector, "隐患台账")
    expect(inspector.locator("main")).to_contain_text("0 / 1")
    axe(inspector)

"""A workshop changes its superior, dragged there or by its page on a phone; the numbers follow."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from zhijia.org.demo import Cast
from zhijia.org.models import Unit, UnitChange

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
DOCUMENT = "集工发〔2026〕12号"


def twig(page: Page, code: str) -> Locator:
    """Return the line of a unit in the tree."""
    return page.locator(f'.tree li[data-unit="{code}"] > .twig')


def unfold(page: Page, code: str) -> None:
    """Open the branch below a unit."""
    twig(page, code).get_by_role("button").click()
    expect(twig(page, code).get_by_role("button")).to_have_attribute("aria-expanded", "true")


def members(page: Page, unit: Unit, year: int) -> str:
    """Return how many members a unit and those below it had at the end of a year, or today."""
    page.goto(f"/figures/?unit={unit.pk}&year={year}")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="会员人数", exact=True))
    return row.get_by_role("cell").nth(1).inner_text()


def now_and_then(page: Page, units: list[Unit], today: date) -> dict[str, tuple[str, str]]:
    """Return the members of each unit at the end of last year and today, by its code."""
    years = (today.year - 1, today.year)
    return {u.code: (members(page, u, years[0]), members(page, u, years[1])) for u in units}


def approve(page: Page) -> None:
    """Fill in the approval and confirm."""
    page.get_by_label("批准文号").fill(DOCUMENT)
    hands.press(page, "确认移动")


def test_a_workshop_is_dragged_to_another_superior_and_the_past_stays(
    organisation: Cast, enter: Enter, axe: Axe, today: date
) -> None:
    units, last = organisation.units, today.year - 1
    page = enter("1002", **DESKTOP)
    places = [units[name] for name in ("group", "power", "hospital", "workshop")]
    before = {
        unit.code: (members(page, unit, last), members(page, unit, today.year)) for unit in places
    }

    hands.go(page, "组织")
    expect(twig(page, "JX")).to_have_count(0)
    unfold(page, "GD")
    axe(page)
    twig(page, "JX").drag_to(twig(page, "YY"))

    expect(page.get_by_role("heading", level=1)).to_have_text("调整隶属关系")
    told = hands.part(page, "移动的后果")
    expect(told).to_contain_text("从供电公司工会移到职工医院工会之下")
    expect(told).to_contain_text("不追溯")
    expect(hands.part(page, "不再管辖")).to_contain_text("吕国强")
    expect(hands.part(page, "开始管辖")).to_contain_text("李文静")
    axe(page)
    assert not UnitChange.objects.exists(), "letting go of it moves nothing yet"

    approve(page)
    hands.told(page, "检修车间分工会已移到职工医院工会之下")
    expect(hands.part(page, "沿革")).to_contain_text(DOCUMENT)
    hands.go(page, "组织")
    unfold(page, "YY")
    expect(twig(page, "JX")).to_be_visible()

    after = {
        unit.code: (members(page, unit, last), members(page, unit, today.year)) for unit in places
    }
    assert {code: past for code, (past, _) in after.items()} == {
        code: past for code, (past, _) in before.items()
    }
    assert (before["GD"][1], before["YY"][1]) == ("16 人", "7 人")
    assert (after["GD"][1], after["YY"][1]) == ("10 人", "13 人")
    assert [after[code][1] for code in ("JT", "JX")] == [before[code][1] for code in ("JT", "JX")]


def test_a_workshop_is_moved_by_its_page_on_a_phone_and_cannot_go_below_itself(
    organisation: Cast, enter: Enter, axe: Axe
) -> None:
    page = enter("1002", **PHONE)
    hands.go(page, "组织")
    expect(page.get_by_text("拖到另一个单位上")).to_be_hidden()
    unfold(page, "GD")
    twig(page, "GD").get_by_role("link", name="移动").click()
    choice = page.get_by_label("新的上级单位")
    for itself_or_below in ("供电公司工会", "检修车间分工会"):
        expect(choice.get_by_role("option", name=itself_or_below)).to_have_count(0)
    expect(page.get_by_role("button", name="确认移动")).to_have_count(0)

    page.get_by_label("新的上级单位").select_option("子弟学校工会")
    hands.press(page, "查看后果")
    axe(page)
    page.get_by_label("批准文号").fill(" ")
    hands.press(page, "确认移动")
    expect(page.get_by_text("请填写上一级工会的批准文号")).to_be_visible()
    approve(page)
    hands.told(page, "供电公司工会已移到子弟学校工会之下")
    assert Unit.objects.get(code="JX").path.startswith(Unit.objects.get(code="XX").path)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_workshop_is_merged_into_another_and_its_people_are_found_there(
    organisation: Cast, enter: Enter, axe: Axe, screen: dict[str, object]
) -> None:
    page = enter("4001", **screen)
    hands.go(page, "组织")
    twig(page, "YX").get_by_role("link", name="运行车间分工会", exact=True).click()
    page.get_by_role("link", name="合并").click()
    page.get_by_label("并入哪个单位").select_option("检修车间分工会")
    hands.press(page, "查看后果")
    expect(hands.part(page, "终止的职务")).to_contain_text("谢长顺")
    axe(page)
    hands.press(page, "确认合并")
    hands.told(page, "运行车间分工会已并入检修车间分工会")
    expect(hands.part(page, "沿革")).to_contain_text("并入本单位")
    page.get_by_role("link", name="查看会员名单").click()
    expect(page.get_by_role("main")).to_contain_text("司马宏")

"""An anonymous appeal: written on a phone with photos, answered at a desk, in both directions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from zhijia.matters.models import Matter
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor
from zhijia.platform.doorway import tasks

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]


class Clock:
    """The clock's bench."""

    actor = Actor()

    def told(self, done: int, total: int, words: str = "") -> None:
        """Nobody looks."""


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Twenty photos of a phone, and something that is none."""
    found = []
    for n in range(20):
        found.append(tmp_path / f"食堂{n}.jpg")
        Image.new("RGB", (3000, 2000), (12 * n, 40, 40)).save(found[-1])
    found.append(tmp_path / "假照片.jpg")
    found[-1].write_text("not a photo")
    return found


def poster(enter: Enter, axe: Axe) -> tuple[Page, str]:
    """Let the hospital's desk make its door; return the desk and the address on the poster."""
    desk = enter("2001", **DESKTOP)
    hands.go(desk, "来信二维码")
    hands.part(desk, "生成").get_by_label("单位").select_option(label="职工医院工会")
    hands.press(desk, "生成二维码")
    hands.told(desk, "来信二维码已生成")
    axe(desk)
    return desk, desk.get_by_text("/door/").inner_text()


def test_an_anonymous_appeal_is_answered_in_both_directions(
    organisation: Cast,
    enter: Enter,
    new_context: Callable[..., BrowserContext],
    axe: Axe,
    photos: list[Path],
    today: date,
) -> None:
    desk, address = poster(enter, axe)

    # On a phone, on a line that breaks.
    phone = new_context(**PHONE).new_page()  # the browser calls a broken line an error
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("职工医院工会来信箱")
    expect(phone.get_by_text("不记录您的网址")).to_be_visible()
    axe(phone)
    phone.get_by_role("link", name="反映诉求").click()
    phone.get_by_label("什么事").select_option(label="食堂、宿舍、交通")
    phone.get_by_label("一句话").fill("食堂冷库三天没有开")
    phone.get_by_label("情况").fill("冷库三天没有开，肉有味道，已经有人拉肚子。")
    broken = {"left": 2}

    def cut(route: Route) -> None:
        broken["left"] -= 1
        route.abort() if broken["left"] >= 0 else route.continue_()

    phone.route("**/photo/", cut)
    phone.get_by_label("照片").set_input_files(photos)
    expect(phone.locator(".album [data-state=sent]")).to_have_count(20, timeout=90_000)
    expect(phone.locator(".album [data-state=refused]")).to_contain_text("最多附 20 张")
    phone.reload()  # the battery went flat: words and photos are still there
    expect(phone.locator(".album [data-state=sent]")).to_have_count(20)
    expect(phone.get_by_label("情况")).to_have_value("冷库三天没有开，肉有味道，已经有人拉肚子。")
    axe(phone)
    hands.press(phone, "提交")
    expect(phone.locator(".receipt-code")).to_be_visible()
    code = phone.locator(".receipt-code").inner_text()
    axe(phone)
    assert not phone.context.cookies() or all(
        one["name"] != "sessionid" for one in phone.context.cookies()
    )

    # At the desk.
    tasks.take_in(Clock())
    matter = Matter.objects.get()
    assert (matter.filer, matter.enclosures.count()) == (None, 20)
    desk.goto(matter.get_absolute_url())
    expect(desk.locator("main")).to_contain_text("冷库三天没有开")
    axe(desk)
    take(desk, "受理交办", {})
    take(desk, "请提出人补充", {"要补充什么": "是哪一个食堂？"})

    # Back and forth.
    phone.get_by_role("link", name="凭回执码查询、补充").click()
    phone.get_by_label("回执码").fill(code.lower())
    hands.press(phone, "查询")
    expect(phone.get_by_text("是哪一个食堂？")).to_be_visible()
    axe(phone)
    phone.get_by_label("补充的话").fill("住院部地下一层的食堂。")
    hands.press(phone, "提交补充")
    expect(phone.get_by_text("已收到")).to_be_visible()
    tasks.take_in(Clock())
    desk.reload()
    expect(desk.locator("main")).to_contain_text("住院部地下一层的食堂")
    answer = {"答复": "已经停用这个冷库，肉全部销毁，检修后再用。"}
    take(desk, "答复", answer, choice="已解决")

    phone.goto("/door/receipt/")
    phone.get_by_label("回执码").fill(code)
    hands.press(phone, "查询")
    expect(phone.get_by_text("肉全部销毁")).to_be_visible()
    phone.get_by_label("满意", exact=True).check()
    hands.press(phone, "提交补充")
    expect(phone.get_by_text("已收到")).to_be_visible()
    axe(phone)
    tasks.take_in(Clock())
    desk.reload()
    take(desk, "办结", {})
    matter.refresh_from_db()
    assert matter.state == "closed"


def take(desk: Page, name: str, said: dict[str, str], choice: str = "") -> None:
    """Take a step on the page of a matter."""
    fold = hands.unfold(desk, name)
    for label, words in said.items():
        fold.get_by_label(label, exact=True).fill(words)
    if choice:
        fold.get_by_label(choice, exact=True).check()
    with desk.expect_navigation():
        hands.press(fold, name)


def test_without_script_one_plain_form_is_enough(
    organisation: Cast, enter: Enter, new_context: Callable[..., BrowserContext], axe: Axe
) -> None:
    _, address = poster(enter, axe)
    page = new_context(**PHONE, java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_role("link", name="提意见建议").click()
    page.get_by_label("方面").select_option(label="管理制度")
    page.get_by_label("一句话").fill("排班表提前一周公布")
    page.get_by_label("具体意见").fill("现在前一天晚上才知道第二天的班。")
    hands.press(page, "提交")
    expect(page.get_by_text("请回答表格下方的小问题")).to_be_visible()
    expect(page.get_by_label("具体意见")).to_have_value("现在前一天晚上才知道第二天的班。")
    question = page.locator("label", has_text="等于几").inner_text()
    digits = "零一二三四五六七八九"
    one, other = (digits.index(sign) for sign in question.split("等")[0].split("加"))
    page.locator("label", has_text="等于几").locator("..").get_by_role("textbox").fill(
        str(one + other)
    )
    hands.press(page, "提交")
    expect(page.locator(".receipt-code")).to_be_visible()


def test_one_press_asks_however_quickly_the_work_is_done(
    organisation: Cast, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(**PHONE).new_page()  # a refusal is an error to the browser
    page.goto("/door/receipt/")
    page.get_by_label("回执码").fill("abcd efgh jkmn pqrs")
    page.locator("[name=ticket]").evaluate("ticket => (ticket.dataset.hard = 0)")
    hands.press(page, "查询")
    expect(page.get_by_text("请回答小问题，写数字")).to_be_visible()
    page.get_by_label("回执码").fill("abcd efgh jkmn pqrt")
    hands.press(page, "查询")
    expect(page.get_by_text("没有找到，请核对回执码")).to_be_visible()

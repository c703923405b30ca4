"""What is marked on a phone is never lost: not by leaving at once, nor by the line or a door."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from zhijia.checks import actions
from zhijia.checks.models import Fault, Inspection, Mark
from zhijia.org.demo import FOUNDER, Cast
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for

from . import hands
from .conftest import PHONE
from .test_safety_inspection import item, opened, pick

ALL_SENT = "已全部发送"
# Pressed and gone in one breath: no timer of the page gets a turn in between.
PRESS_AND_LEAVE = """code => {
    const titles = [...document.querySelectorAll(".item-code")];
    titles.find((one) => one.textContent === code).closest(".item").querySelector(".pick").click();
    location.assign("/styleguide/");
}"""


@pytest.fixture
def inspection(organisation: Cast, today: date) -> Inspection:
    """The group inspects the power company; 周秉正 is the inspector."""
    desk = actor_for(Member.objects.get(staff_no=FOUNDER))
    group, power = Unit.objects.get(code="JT"), Unit.objects.get(code="GD")
    standard = actions.adopt_standard(
        actor=desk, unit=group, shipped="safety", name="", today=today
    )
    terms = actions.Terms(
        title="冬季安全检查", from_on=today, until_on=today + timedelta(days=9), has_self=False
    )
    opened_round = actions.open_round(
        actor=desk,
        unit=group,
        edition=standard.editions.get(),
        units=[power],
        terms=terms,
        today=today,
    )
    found = opened_round.inspections.get()
    members = [Member.objects.get(staff_no="1001")]
    actions.name_inspectors(
        actor=desk, round=opened_round, inspections=[found], members=members, today=today
    )
    return found


@pytest.fixture
def sheet(inspection: Inspection, new_context: Callable[..., BrowserContext]) -> Callable[[], Page]:
    """Open the sheet on a phone; what breaks on purpose is an error to the browser."""
    phone = new_context(**PHONE).new_page()
    hands.sign_in(phone, "1001")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()

    def open_sheet() -> Page:
        phone.goto(f"/checks/inspections/{inspection.pk}/site/")
        expect(phone.locator("#outbox")).to_contain_text(ALL_SENT)
        return phone

    return open_sheet


def outbox_says(phone: Page, words: str) -> None:
    expect(phone.locator("#outbox")).to_contain_text(words)


def points(code: str) -> object:
    """Return what the server has for an item."""
    return Mark.objects.filter(item__code=code).values_list("points", flat=True).first()


def test_what_is_pressed_outlives_a_page_that_is_left_at_once(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    phone.evaluate(PRESS_AND_LEAVE, "1.1")
    phone.wait_for_url("**/styleguide/")
    assert points("1.1") is None
    sheet()
    expect(item(phone, "1.1").locator(".pick input").first).to_be_checked()
    assert points("1.1") == 5


def test_the_bar_says_at_once_that_something_is_not_sent(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    phone.route("**/mark/", lambda route: route.abort())
    pick(phone, "1.1", "")
    said = phone.locator("#outbox").evaluate("bar => bar.textContent")
    assert "有 1 项没有发送" in said
    outbox_says(phone, "没有连上服务器，稍后自动再发送")
    phone.unroute("**/mark/")
    phone.get_by_role("button", name="立即发送").click()
    outbox_says(phone, ALL_SENT)
    assert points("1.1") == 5


def test_what_changes_while_it_is_on_its_way_is_sent_as_well(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    held: list[Route] = []
    phone.route("**/mark/", lambda route: route.continue_() if held else held.append(route))
    with phone.expect_request("**/mark/"):
        pick(phone, "2.1", "1 处")
    pick(phone, "2.1", "2 处")
    item(phone, "2.1").get_by_label("情况").fill("护栏缺一段。")
    phone.wait_for_timeout(1500)  # long enough for the newer one to take the older one's place
    # The first arrives, but its answer does not.
    held[0].fetch()
    held[0].abort()
    outbox_says(phone, "有 1 项没有发送")
    phone.get_by_role("button", name="立即发送").click()
    outbox_says(phone, ALL_SENT)
    mark = Mark.objects.get()
    assert (mark.points, mark.words) == (6, "护栏缺一段。")


def test_a_page_of_somebody_elses_network_has_taken_nothing(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    login = "<!doctype html><title>请先登录无线网</title><form></form>"
    phone.route("**/mark/", lambda route: route.fulfill(body=login, content_type="text/html"))
    pick(phone, "1.1", "")
    outbox_says(phone, "没有连上服务器")
    assert not Mark.objects.exists()
    phone.unroute("**/mark/")
    phone.reload()
    outbox_says(phone, ALL_SENT)
    assert points("1.1") == 5


def test_one_that_the_server_fails_at_does_not_hold_up_the_others(
    sheet: Callable[[], Page],
) -> None:
    phone = sheet()
    first = item(phone, "1.1").get_attribute("data-item")
    phone.route(f"**/items/{first}/mark/", lambda route: route.fulfill(status=500))
    pick(phone, "1.1", "")
    outbox_says(phone, "服务器没有办成")
    pick(phone, "1.2", "")
    expect(item(phone, "1.2").locator(".item-state")).to_contain_text("已评")
    assert points("1.1") is None
    outbox_says(phone, "有 1 项没有发送")


def test_after_signing_in_anew_in_another_window_it_goes_on(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    other = phone.context.new_page()
    other.goto("/")
    hands.sign_out(other)
    expect(other.get_by_label("密码")).to_be_visible()
    pick(phone, "1.1", "")
    outbox_says(phone, "登录已过期")

    hands.sign_in(other, "1002")  # somebody else, on the same phone
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    phone.get_by_role("button", name="立即发送").click()
    outbox_says(phone, "现在登录的人没有这张评分表")
    assert not Mark.objects.exists()

    hands.sign_out(other)
    expect(other.get_by_label("密码")).to_be_visible()
    hands.sign_in(other, "1001")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    phone.get_by_role("button", name="立即发送").click()
    outbox_says(phone, ALL_SENT)
    assert Mark.objects.get().inspector.member.staff_no == "1001"


def test_what_is_refused_is_taken_back_and_mended(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    long = "护栏" * 1500
    fold = opened(item(phone, "2.1"), "记一个问题")
    fold.get_by_label("问题", exact=True).evaluate("(box, words) => (box.value = words)", long)
    hands.press(fold, "记下问题")
    outbox_says(phone, "其中 1 项没有被接受")
    phone.reload()
    hands.press(item(phone, "2.1"), "取回修改")
    outbox_says(phone, ALL_SENT)
    box = item(phone, "2.1").get_by_label("问题", exact=True)
    expect(box).to_have_value(long)
    box.fill("护栏缺一段")
    hands.press(item(phone, "2.1"), "记下问题")
    expect(item(phone, "2.1").locator(".kept-list")).to_contain_text("护栏缺一段")
    outbox_says(phone, ALL_SENT)
    assert Fault.objects.get().words == "护栏缺一段"


def test_the_rules_of_the_outbox(sheet: Callable[[], Page]) -> None:
    phone = sheet()
    assert phone.evaluate(RULES) == []


# Each line: what is claimed, and whether it is so.
RULES = """async () => {
    const rules = await import("/static/checks/entries.js");
    const made = (more) => ({ key: "1:/a/", once: "a", at: 1, refused: "", tried: false,
        fields: [["version", "1"], ["choice", "2"]], ...more });
    const photo = made({ once: "p", at: 0, fields: [["file", new File(["x"], "a.jpg")]] });
    const later = made({ once: "b", at: 2 });
    const means = (status, away, isItem) => rules.meaning({ status, away, isItem });
    const claims = {
        "a newer mark knows that an older one may have arrived":
            rules.inPlaceOf(made({ tried: true }), later).tried,
        "what was taken goes": rules.afterTaken(made(), made(), "2") === null,
        "what came meanwhile stays": rules.afterTaken(later, made(), "2").once === "b",
        "and has the new version": rules.afterTaken(later, made(), "2").fields[0][1] === "2",
        "what was refused stays with the reason":
            rules.afterRefused(made(), made(), "no", "2", "c").refused === "no",
        "what came meanwhile is not refused":
            rules.afterRefused(later, made(), "no", "2", "c").refused === "",
        "the item's page is a yes": means(200, "", true) === "taken",
        "another page is no answer": means(200, "", false) === "lost",
        "a repeated form is a yes": means(200, "/checks/", false) === "taken",
        "the door ends a sitting": means(200, "/accounts/sign-in/", false) === "signed-out",
        "a void token is asked for anew": means(403, "", false) === "stale",
        "a gateway is no refusal": means(502, "", false) === "failed",
        "a refusal is one": means(422, "", true) === "refused",
        "marks go before photos": rules.next([photo, later], new Set()).once === "b",
        "older before newer": rules.next([later, made()], new Set()).once === "a",
        "nothing refused goes": rules.next([made({ refused: "no" })], new Set()) === undefined,
        "nothing twice": rules.next([made()], new Set(["a"])) === undefined,
        "a note counts once": rules.together([made()], [later]).length === 1,
        "nothing waits": rules.said([], "", true).includes("全部发送"),
        "no line is said": rules.said([made()], "", false).includes("没有网络"),
        "what was refused is counted": rules.said([made({ refused: "no" })], "", true)
            === "有 1 项没有发送。其中 1 项没有被接受，请看各条的说明。",
        "a photo has more time": rules.patience(photo) > rules.patience(made()),
    };
    return Object.entries(claims).filter(([, holds]) => !holds).map(([claim]) => claim);
}"""

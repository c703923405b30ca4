"""A sheet of marks opens again where there is no signal, and only for whoever it belongs to."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from zhijia.checks import actions
from zhijia.checks.models import Inspection, Mark
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from .conftest import PHONE
from .hands import sign_in, sign_out

KEPT = "已存在这台设备上"
NAMES = "caches.keys()"
AGED = """async () => {
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const page = await kept.match(request);
      if (!page.headers.has("x-kept-at")) continue;
      const headers = new Headers(page.headers);
      headers.set("x-kept-at", String(Date.now() - 13 * 60 * 60 * 1000));
      await kept.put(request, new Response(await page.text(), { headers }));
    }
  }
}"""

HOLDS = """async (words) => {
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    const pages = await Promise.all((await kept.keys()).map((request) => kept.match(request)));
    const sheets = pages.filter((page) => page.headers.has("x-kept-at"));
    for (const page of sheets) if ((await page.text()).includes(words)) return true;
  }
  return false;
}"""


def sent_there(people: Cast, today: date, *numbers: str) -> Inspection:
    """Open a round over the power company and send these people there."""
    desk, unit = actor_for(people.members["1002"]), people.units["group"]
    terms = actions.Terms(
        title="冬季安全检查", from_on=today, until_on=today + timedelta(days=9), has_self=False
    )
    standard = actions.adopt_standard(actor=desk, unit=unit, shipped="safety", name="", today=today)
    round = actions.open_round(
        actor=desk,
        unit=unit,
        edition=standard.editions.get(),
        units=[people.units["power"]],
        terms=terms,
        today=today,
    )
    found: Inspection = round.inspections.get()
    members = [people.members[number] for number in numbers]
    actions.name_inspectors(
        actor=desk, round=round, inspections=[found], members=members, today=today
    )
    return found


def until(page: Page, script: str, value: object, arg: object = None) -> None:
    """Wait until a script that takes its time says this; `wait_for_function` would not await it."""
    for _ in range(200):
        if page.evaluate(script, arg) == value:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(script, arg) == value


def reopened(page: Page, where: str) -> Page:
    """Close the tab and open the address in a new one of the same browser."""
    context = page.context
    page.close()
    fresh = context.new_page()
    fresh.goto(where)
    return fresh


def item(page: Page, code: str) -> Locator:
    exactly = page.locator(".item-code", has_text=re.compile(rf"^{re.escape(code)}$"))
    return page.locator(".item").filter(has=exactly)


def test_a_sheet_closed_in_the_cellar_opens_again_and_is_sent_upstairs(
    organisation: Cast, enter: Callable[..., Page], today: date, axe: Callable[[Page], None]
) -> None:
    sheet = reverse("checks:sheet-site", args=[sent_there(organisation, today, "1001").pk])
    phone = enter("1001", **PHONE)
    phone.goto(sheet)
    expect(phone.locator("#kept")).to_contain_text(KEPT)
    axe(phone)

    phone.context.set_offline(True)
    phone = reopened(phone, sheet)
    expect(phone.locator("#kept")).to_contain_text("没有连上服务器")
    expect(phone.locator(".item")).to_have_count(20)
    assert phone.evaluate("getComputedStyle(document.querySelector('.pick')).cursor") == "pointer"
    axe(phone)
    item(phone, "2.1").locator(".pick").filter(has_text="2 处").click()
    item(phone, "2.1").get_by_label("情况").fill("护栏缺一段，照明不亮。")
    expect(phone.locator("#outbox")).to_contain_text("有 1 项没有发送")

    phone = reopened(phone, sheet)
    expect(item(phone, "2.1").get_by_label("情况")).to_have_value("护栏缺一段，照明不亮。")
    assert not Mark.objects.exists()
    phone.context.set_offline(False)
    expect(phone.locator("#outbox")).to_contain_text("已全部发送")
    expect(item(phone, "2.1")).to_contain_text("得 6 分")
    assert Mark.objects.get().points == 6

    # What was sent stands in the copy too, so nobody marks again on a sheet of before.
    until(phone, HOLDS, True, "得 6 分")
    phone.context.set_offline(True)
    phone = reopened(phone, sheet)
    expect(item(phone, "2.1")).to_contain_text("得 6 分")
    item(phone, "2.1").locator(".pick").filter(has_text="1 处").click()
    expect(phone.locator("#outbox")).to_contain_text("有 1 项没有发送")
    phone.context.set_offline(False)
    expect(phone.locator("#outbox")).to_contain_text("已全部发送")
    assert Mark.objects.get().points == 7


def test_a_phone_that_changes_hands_keeps_nothing_of_the_first(
    organisation: Cast, new_context: Callable[..., BrowserContext], today: date
) -> None:
    sheet = reverse("checks:sheet-site", args=[sent_there(organisation, today, "1001", "2001").pk])
    phone = new_context(**PHONE).new_page()
    sign_in(phone, "1001")
    phone.goto(sheet)
    expect(phone.locator("#kept")).to_contain_text(KEPT)
    assert [name.startswith("zhijia-sheet-") for name in phone.evaluate(NAMES)] == [True]

    sign_out(phone)
    expect(phone.get_by_label("密码")).to_be_visible()
    until(phone, NAMES, [])
    phone.context.set_offline(True)
    phone.goto(sheet)
    expect(phone.get_by_role("heading", name="没有网络")).to_be_visible()
    expect(phone.get_by_text("没有可以打开的评分表")).to_be_visible()
    expect(phone.locator(".item")).to_have_count(0)

    # The second one's own copy is theirs alone.
    phone.context.set_offline(False)
    sign_in(phone, "2001")
    phone.goto(sheet)
    expect(phone.locator("#kept")).to_contain_text(KEPT)
    mine = organisation.members["2001"].user_id
    assert phone.evaluate(NAMES) == [f"zhijia-sheet-{mine}"]


def test_a_sheet_of_whoever_did_not_sign_out_is_gone_once_another_person_is_there(
    organisation: Cast, new_context: Callable[..., BrowserContext], today: date
) -> None:
    sheet = reverse("checks:sheet-site", args=[sent_there(organisation, today, "1001").pk])
    phone = new_context(**PHONE).new_page()
    sign_in(phone, "1001")
    phone.goto(sheet)
    expect(phone.locator("#kept")).to_contain_text(KEPT)
    phone.context.clear_cookies()
    sign_in(phone, "4001")
    until(phone, NAMES, [])
    phone.context.set_offline(True)
    phone.goto(sheet)
    expect(phone.get_by_role("heading", name="没有网络")).to_be_visible()


def test_a_copy_is_shown_no_longer_than_somebody_stays_signed_in(
    organisation: Cast, new_context: Callable[..., BrowserContext], today: date
) -> None:
    sheet = reverse("checks:sheet-site", args=[sent_there(organisation, today, "1001").pk])
    phone = new_context(**PHONE).new_page()
    sign_in(phone, "1001")
    phone.goto(sheet)
    expect(phone.locator("#kept")).to_contain_text(KEPT)
    phone.evaluate(AGED)
    phone.context.set_offline(True)
    phone.goto(sheet)
    expect(phone.get_by_text("没有可以打开的评分表")).to_be_visible()


def test_without_a_signal_another_page_leads_to_the_sheets_that_are_kept(
    organisation: Cast, new_context: Callable[..., BrowserContext], today: date
) -> None:
    inspection = sent_there(organisation, today, "1001")
    phone = new_context(**PHONE).new_page()
    sign_in(phone, "1001")
    phone.goto(reverse("checks:sheet-site", args=[inspection.pk]))
    expect(phone.locator("#kept")).to_contain_text(KEPT)
    phone.context.set_offline(True)
    phone.goto(inspection.get_absolute_url())
    phone.get_by_role("link", name=re.compile("供电公司")).click()
    expect(phone.locator(".item")).to_have_count(20)

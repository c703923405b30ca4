"""A term runs out: the desk is told, the page says why, and the re-election clears it all."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from zhijia.org.demo import Cast
from zhijia.org.models import Shortfall, Term

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
MEETING = "第四届会员代表大会第一次会议"


def to_unit(page: Page, cast: Cast, key: str) -> None:
    """Open the page of a unit of the cast."""
    page.goto(cast.units[key].get_absolute_url())


def test_a_term_that_ran_out_is_told_and_cleared_by_the_re_election(
    organisation: Cast, enter: Enter, axe: Axe, today: date
) -> None:
    """供电公司工会 was due 38 days ago: put off in writing, then elected."""
    power = organisation.units["power"]
    page = enter("4001", **DESKTOP)
    expect(page.get_by_role("main")).to_contain_text("届满未换届")

    to_unit(page, organisation, "power")
    ended_on = power.terms.get().until_on
    findings = hands.part(page, "依规检查")
    expect(findings).to_contain_text(f"本届已于 {ended_on:%Y-%m-%d} 届满，应当换届")
    expect(findings).to_contain_text("第二十九条")
    axe(page)

    until = today + timedelta(days=60)
    hands.part(page, "届次").get_by_role("link", name="补记").click()
    hands.fill_day(page, "批准延期换届至", until)
    hands.press(page, "保存")
    expect(page.get_by_role("main")).to_contain_text("请填写批准文号")
    page.get_by_label("延期批准文号").fill("化工工复〔2026〕7号")
    hands.press(page, "保存")
    expect(hands.part(page, "依规检查")).to_contain_text(f"经批准延期至 {until:%Y-%m-%d}")

    hands.part(page, "届次").get_by_role("link", name="登记届次").click()
    page.get_by_role("main").get_by_label("届次", exact=False).first.fill("4")
    hands.fill_day(page, "选举日期", today)
    page.get_by_label("任期").select_option("5")
    page.get_by_label("委员名额").fill("3")
    page.get_by_label("选举会议").fill(MEETING)
    page.get_by_label("换届：上届的各职务自选举之日起届满").check()
    page.get_by_label("施永红（工会主席）").check()
    page.get_by_label("张伟（工会委员）").check()
    axe(page)
    hands.press(page, "登记")
    hands.told(page, "第 4 届已登记")
    findings = hands.part(page, "依规检查")
    expect(findings).not_to_contain_text("应当换届")
    expect(findings).to_contain_text("在任 2 人，缺额 1 人")

    hands.part(page, "职务").get_by_role("link", name="任职").click()
    blank = page.get_by_role("main")
    blank.get_by_label("会员").fill("严冬")
    blank.get_by_label("职务").select_option(label="工会委员")
    page.get_by_label("产生方式").select_option(label="选举")
    page.get_by_label("由哪次会议产生").fill(MEETING)
    hands.fill_day(page, "会议日期", today)
    hands.press(page, "任职")
    hands.told(page, "严冬（工会委员）已任职")
    expect(hands.part(page, "依规检查")).to_contain_text("委员名额 3 人，在任 3 人")

    assert not Shortfall.objects.open().filter(unit=power, since_on__lte=today, kind="term_over")
    assert Term.objects.get(unit=power, number=4).posts.count() == 3

    phone = enter("1001", **PHONE)
    phone.goto("/org/shortfalls/")
    expect(phone.get_by_role("main")).to_contain_text("职工医院工会")
    expect(phone.get_by_role("main")).not_to_contain_text("供电公司工会 届满未换届")
    axe(phone)

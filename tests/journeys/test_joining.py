"""Joining: a poster is scanned, a phone applies, the desk decides, and the phone learns of it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from zhijia.org.demo import Cast
from zhijia.org.models import Application, Member

from . import hands
from .conftest import DESKTOP, PHONE, Window

Enter = Callable[..., Page]
Axe = Callable[[Page], None]


def test_a_poster_is_scanned_and_somebody_becomes_a_member(
    organisation: Cast, enter: Enter, window: Window, axe: Axe
) -> None:
    desk = enter("2001", **DESKTOP)
    hands.go(desk, "会员")
    desk.get_by_role("link", name="入会申请").first.click()
    desk.get_by_role("link", name="入会二维码").first.click()
    hands.part(desk, "生成").get_by_label("单位", exact=True).select_option(label="职工医院工会")
    hands.press(desk, "生成二维码")
    hands.told(desk, "入会二维码已生成")
    expect(desk.get_by_role("img", name="申请加入职工医院工会的二维码")).to_be_visible()
    axe(desk)
    address = desk.get_by_text("/org/join/").inner_text()

    phone = window(**PHONE)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("申请加入职工医院工会")
    axe(phone)
    phone.get_by_label("姓名").fill("贺小满")
    phone.get_by_label("身份证号").fill("999901200105202684")
    phone.get_by_label("手机号").fill("19900009002")
    phone.get_by_label("部门").fill("检验科")
    phone.get_by_label("用工形式").select_option("合同制")
    phone.get_by_label("我自愿加入中国工会").check()
    phone.get_by_label("我已阅读并同意").check()
    hands.press(phone, "提交申请")
    expect(phone.get_by_role("alert")).to_contain_text("校验码")
    number = Application.objects.get().id_number  # the one of the story told before
    expect(phone.get_by_label("姓名")).to_have_value("贺小满")
    phone.get_by_label("身份证号").fill(number)
    hands.press(phone, "提交申请")
    hands.told(phone, "申请已提交")
    expect(phone.get_by_text("待审批")).to_be_visible()
    axe(phone)

    desk.goto("/org/applications/")
    desk.get_by_role("link", name="贺小满").first.click()
    expect(hands.part(desk, "同一身份证号")).to_contain_text("另有一份待审批的申请")
    desk.get_by_label("工号").fill("2088")
    hands.press(desk, "批准入会")
    hands.told(desk, "已批准入会")
    assert Member.objects.get(staff_no="2088").name == "贺小满"

    phone.reload()
    expect(phone.get_by_text("您已是工会会员")).to_be_visible()

"""An anonymous survey from quotas to what was decided: desk and phone, with and without script."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils.timezone import localdate
from docx import Document
from playwright.sync_api import Page, expect

from tests.surveys import vectors
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.surveys import actions, demo
from zhijia.surveys.models import Answer, Asked, Box, Round

from . import hands
from .conftest import DESKTOP, PHONE, Window

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
QUOTAS = "供电公司工会，不限，不限，10\n职工医院工会，女，不限，3\n不限，不限，不限，8"
# What blind.js makes of the vector of the standard.
VECTOR = """async ([n, msg, salt, inv, blinded_sig]) => {
  const page = document.querySelector('script[src*="anonymous"]').src;
  const kit = await import(page.replace('anonymous.js', 'blind.js'));
  const [N, INV] = [BigInt('0x' + n), BigInt('0x' + inv)];
  const r = kit.inverse(INV, N);
  const sig = kit.unblind(BigInt('0x' + blinded_sig), N, r);
  const blinded = kit.blind(kit.bytes(msg), N, kit.bytes(salt), r);
  const ok = kit.isSigned(kit.bytes(msg), sig, N, kit.bytes(salt));
  return [sig.toString(16), blinded.toString(16), ok];
}"""


def opened_by_desk(desk: Page, axe: Axe) -> Round:
    """Begin with a template, change a question, open it by quotas."""
    hands.go(desk, "问卷库")
    desk.get_by_role("link", name="起草问卷").first.click()
    desk.get_by_label("从模板开始").select_option("manyi")
    hands.press(desk, "建立")
    hands.told(desk, "问卷已建立")
    axe(desk)
    desk.get_by_role("link", name="添加题目").click()
    desk.get_by_label("题目", exact=True).fill("您愿意参加工会的志愿服务吗？")
    desk.get_by_label("选项", exact=True).fill("愿意")
    hands.press(desk, "保存")
    expect(desk.get_by_role("alert")).to_contain_text("至少要有两个选项")
    desk.get_by_label("选项", exact=True).fill("愿意\n不愿意")
    hands.press(desk, "保存")
    expect(desk.get_by_role("heading", name="10. 您愿意参加")).to_be_visible()
    desk.get_by_role("link", name="发布调查").click()
    desk.get_by_label("调查名称").fill("工会工作满意度")
    desk.get_by_label("按配额抽样").check()
    desk.get_by_label("配额", exact=True).fill("某某工会，不限，不限，3")
    hands.press(desk, "发布")
    expect(desk.get_by_role("alert")).to_contain_text("没有“某某工会”这个单位")
    desk.get_by_label("配额", exact=True).fill(QUOTAS)
    axe(desk)
    hands.press(desk, "发布")
    hands.told(desk, "应答 21 人")
    return Round.objects.get()


def fill_by_phone(phone: Page, axe: Axe) -> None:
    """Fill the questionnaire in page by page; the first try leaves something out."""
    phone.get_by_role("radio", name="9", exact=True).check()
    for row in range(1, 8):
        phone.locator(f"[name='q2:{row}']").first.check()
    hands.press(phone, "下一页")
    for row in range(1, 7):
        phone.locator(f"[name='q3:{row}']").nth(1).check()
    expect(phone.get_by_text("没有参加的原因是什么")).to_be_hidden()
    phone.get_by_role("radio", name="没有参加过").check()
    expect(phone.get_by_text("没有参加的原因是什么")).to_be_visible()
    phone.get_by_role("checkbox", name="名额有限").check()
    hands.press(phone, "下一页")
    phone.get_by_role("checkbox", name="账目更公开").check()
    phone.get_by_role("radio", name="不知道").check()
    phone.get_by_label("请说一件您最满意的").fill("食堂的早餐")
    phone.get_by_role("radio", name="不愿意").check()
    axe(phone)
    hands.press(phone, "提交")
    expect(phone.get_by_text("这一题必须回答")).to_be_visible()
    phone.get_by_role("radio", name="没有反映过").check()
    hands.press(phone, "下一页")
    hands.press(phone, "提交")


def somebody(round: Round, number: int) -> Member:
    """Return one of those who are asked, with an account."""
    row = Asked.objects.filter(round=round).order_by("member__staff_no")[number]
    member = row.member
    if member.user is None:
        desk = Actor(posts=frozenset({("desk", "0001", True)}), user_id=1, member_id=1)
        member = org.give_account(actor=desk, member=member, password=hands.PASSWORD, is_demo=True)
    return member


def test_people_answer_unknown_and_learn_what_was_decided(
    organisation: Cast, enter: Enter, window: Window, axe: Axe, tmp_path: Path
) -> None:
    desk = enter("1002", **DESKTOP)
    round = opened_by_desk(desk, axe)
    desk.get_by_role("link", name="抽样办法和核对").click()
    expect(desk.get_by_role("status")).to_contain_text("完全一致")
    axe(desk)

    who = somebody(round, 0)
    phone = enter(who.user.username, **PHONE)
    phone.goto(f"/surveys/answer/{round.pk}/")
    given = [vectors.N, vectors.MSG, vectors.SALT, vectors.INV, vectors.BLIND_SIG]
    signature, blinded, fits = phone.evaluate(VECTOR, given)
    assert fits
    assert int(signature, 16) == int(vectors.SIG, 16)
    assert pow(int(blinded, 16), int(vectors.D, 16), int(vectors.N, 16)) == int(
        vectors.BLIND_SIG, 16
    )
    expect(phone.get_by_text("您的浏览器会做一张凭证")).to_be_visible()

    # Two phones of one person, the same moment as near as hands can: exactly one counts.
    second = enter(who.user.username, **PHONE)
    second.goto(f"/surveys/answer/{round.pk}/")
    sent: list[str] = []
    phone.on("request", lambda one: sent.append(json.dumps([one.url, one.headers])))
    fill_by_phone(phone, axe)
    expect(phone.get_by_role("heading", name="答卷已收到")).to_be_visible()
    boxed = [one for one in sent if "/surveys/box/" in one]
    assert boxed
    assert not [one for one in boxed if "cookie" in one.lower()]
    fill_by_phone(second, axe)
    expect(second.get_by_text("每人一份")).to_be_visible()
    assert Box.objects.count() == 1
    assert Asked.objects.filter(round=round).exclude(state="").count() == 1

    plain = window(java_script_enabled=False, **PHONE)
    other = somebody(round, 1)
    hands.sign_in(plain, other.user.username)
    plain.goto(f"/surveys/answer/{round.pk}/")
    expect(plain.get_by_text("您的浏览器没有运行脚本")).to_be_visible()
    plain.get_by_role("radio", name="9", exact=True).check()
    hands.press(plain, "提交")
    expect(plain.get_by_text("这一题必须回答").first).to_be_visible()
    expect(plain.get_by_role("radio", name="9", exact=True)).to_be_checked()

    today = localdate()
    for number, row in enumerate(Asked.objects.filter(round=round, state="")):
        content = demo.answer(round.edition.items, number)
        actions.cast(round=round, member_id=row.member_id, content=content, today=today)
    desk.goto(f"/surveys/rounds/{round.pk}/results/")
    expect(desk.get_by_text("还在进行")).to_be_visible()
    Round.objects.filter(pk=round.pk).update(
        from_on=today - timedelta(days=9), until_on=today - timedelta(days=1)
    )
    desk.goto(f"/surveys/rounds/{round.pk}/")
    desk.once("dialog", lambda box: box.accept())
    hands.press(desk, "现在结束")
    hands.told(desk, "调查已结束")
    assert Answer.objects.count() == 21

    desk.get_by_role("link", name="查看结果").click()
    expect(desk.get_by_text("进入统计的答卷 21 份")).to_be_visible()
    axe(desk)
    desk.get_by_label("与", exact=True).select_option(index=1)
    hands.press(desk, "交叉")
    expect(desk.get_by_role("table")).to_be_visible()
    axe(desk)
    desk.go_back()
    with desk.expect_download() as kept:
        desk.get_by_role("link", name="调查报告").click()
    kept.value.save_as(tmp_path / "报告.docx")
    said = "\n".join(one.text for one in Document(str(tmp_path / "报告.docx")).paragraphs)
    assert "作答率 100.0%" in said

    chair = enter("1001", **DESKTOP)
    chair.goto(f"/surveys/rounds/{round.pk}/outcomes/")
    chair.get_by_label("听到的意见").fill("账目要更公开")
    chair.get_by_label("采纳", exact=True).check()
    chair.get_by_label("怎么办、为什么").fill("每季度在公开栏公布收支。")
    hands.press(chair, "记下")
    hands.told(chair, "已记下")
    axe(chair)
    chair.get_by_role("link", name="转为意见建议办理").click()
    chair.get_by_label("方面").select_option("union")
    hands.press(chair, "转办")
    hands.told(chair, "已转为意见建议办理")
    chair.goto(f"/surveys/rounds/{round.pk}/outcomes/")
    chair.once("dialog", lambda box: box.accept())
    hands.press(chair, "公布给所有被调查的人")
    hands.told(chair, "已公布")
    phone.goto(f"/surveys/told/{round.pk}/")
    expect(phone.get_by_text("每季度在公开栏公布收支。")).to_be_visible()
    axe(phone)

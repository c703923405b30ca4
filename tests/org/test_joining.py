"""Joining by link: what strangers may do and learn, what the desk decides, what is erased."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions, queries, rules, tasks
from zhijia.org.models import Application, JoinLink, Member, Membership, Unit
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import under_way
from zhijia.platform.once import fresh

from .test_particulars import HERS
from .test_privacy import Working

Browse = Callable[..., Client]
Most = Callable[[int], Any]
Trail = Callable[[], list[str]]
PHONE, CODE = "19900001234", "ABCDEFGHJK"
SAID = {
    "name": "贺兰",
    "id_number": HERS,
    "phone": "199 0000 1234",
    "department": "内科",
    "employment": "contract",
    "has_pledged": "on",
    "has_consented": "on",
}
DAY = timedelta(days=1)


@pytest.fixture
def link(group_desk: Actor, hospital: Unit, today: date) -> JoinLink:
    return actions.make_link(
        actor=group_desk, unit=hospital, until_on=today + 90 * DAY, today=today
    )


@pytest.fixture
def stranger(link: JoinLink) -> Client:
    return Client()


def door(link: JoinLink) -> str:
    return reverse("org:join", args=[link.token])


def applied(link: JoinLink, today: date, receipt: str = CODE, **other: str) -> Application:
    facts = {"id_number": HERS, "phone": PHONE, "employment": "contract", **other}
    return actions.apply(
        actor=Actor(),
        link=link,
        name="贺兰",
        facts=Particulars(**facts),
        receipt=receipt,
        has_pledged=True,
        has_consented=True,
        today=today,
    )


# Strangers


def test_a_stranger_applies_and_is_told_a_receipt(
    stranger: Client, link: JoinLink, sign_in: Browse, hospital_desk: Actor
) -> None:
    sign_in(hospital_desk)
    assert "申请加入职工医院工会" in stranger.get(door(link)).text
    page = stranger.post(door(link), SAID, follow=True)
    made = Application.objects.get()
    assert (made.name, made.phone, made.id_number, made.state) == (
        "贺兰",
        PHONE,
        HERS,
        "waiting",
    )
    assert "请记下或者截图保存回执号" in page.text
    code = stranger.session["join-receipt"]
    assert code in page.text
    assert queries.application_of(code.lower()) == made
    assert Notice.objects.get(kind="org.applied").url == made.get_absolute_url()


def told() -> list[str]:
    """Return who was told of an application."""
    return [str(one.user.member) for one in Notice.objects.filter(kind="org.applied")]


def test_the_desk_of_the_very_unit_is_told(
    group_desk: Actor, hospital_desk: Actor, link: JoinLink, today: date, sign_in: Browse
) -> None:
    for actor in (group_desk, hospital_desk):
        sign_in(actor)
    applied(link, today)
    assert told() == [hospital_desk.name]


def test_for_a_unit_without_a_desk_the_nearest_above_is_told(
    group_desk: Actor, link: JoinLink, today: date, sign_in: Browse
) -> None:
    sign_in(group_desk)
    applied(link, today)
    assert told() == [group_desk.name]


def test_nothing_of_it_stands_on_record_or_in_messages(
    stranger: Client, link: JoinLink, sign_in: Browse, hospital_desk: Actor
) -> None:
    sign_in(hospital_desk)
    stranger.post(door(link), SAID)
    assert Notice.objects.exists()
    said = repr(list(AuditEntry.objects.values())) + repr(list(Notice.objects.values()))
    for secret in ("贺兰", HERS, PHONE, stranger.session["join-receipt"], link.token):
        assert secret not in said


def test_members_and_others_get_the_same_answer(
    stranger: Client, link: JoinLink, group_desk: Actor, hospital: Unit, today: date
) -> None:
    actions.enrol(
        actor=group_desk,
        unit=hospital,
        name="贺兰",
        staff_no="2099",
        joined_on=today,
        facts=Particulars(id_number=HERS),
    )
    known = stranger.post(door(link), SAID)
    other = Client().post(door(link), {**SAID, "id_number": "", "name": "无"})
    assert (known.status_code, other.status_code) == (302, 422)
    page = stranger.get(known["Location"])
    assert "待审批" in page.text
    assert "已是" not in page.text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id_number": HERS[:17]}, "不是 18 位"),
        ({"phone": "1"}, "11 位"),
        ({"employment": ""}, "请选择用工形式"),
        ({"name": ""}, "请填写姓名"),
        ({"has_pledged": ""}, "自愿申请"),
        ({"has_consented": ""}, "个人信息处理说明"),
    ],
)
def test_an_application_that_lacks_something_comes_back(
    stranger: Client, link: JoinLink, wrong: dict[str, str], why: str
) -> None:
    page = stranger.post(door(link), {**SAID, **wrong})
    assert page.status_code == 422
    assert why in page.text
    assert not Application.objects.exists()


def test_a_double_click_applies_once(stranger: Client, link: JoinLink) -> None:
    once = fresh()
    for _ in range(2):
        page = stranger.post(door(link), {**SAID, "once": once}, follow=True)
        assert page.status_code == 200
    assert Application.objects.count() == 1


def test_a_guessed_link_leads_nowhere(client: Client, group: Unit) -> None:
    assert client.get(reverse("org:join", args=["guess"])).status_code == 404


@pytest.mark.parametrize("end", ["revoked", "over"])
def test_a_link_that_ended_takes_nothing_in(
    stranger: Client, link: JoinLink, group_desk: Actor, today: date, end: str
) -> None:
    if end == "revoked":
        actions.revoke_link(actor=group_desk, link=link, today=today)
    else:
        JoinLink.objects.update(until_on=today - DAY)
    assert "请向本单位工会索取新的" in stranger.get(door(link)).text
    page = stranger.post(door(link), SAID)
    assert page.status_code == 422
    assert not Application.objects.exists()


def test_a_unit_that_was_dissolved_takes_nobody_in(
    stranger: Client, link: JoinLink, group_desk: Actor, today: date
) -> None:
    made = applied(link, today)
    Unit.objects.filter(pk=link.unit_id).update(dissolved_on=today)
    assert "已撤销" in stranger.get(door(link)).text
    assert stranger.post(door(link), SAID).status_code == 422
    with pytest.raises(Refused, match="已撤销"):
        actions.approve(actor=group_desk, application=made, staff_no="2099", today=today)
    assert Application.objects.get().state == "waiting"


def test_what_waits_for_an_answer_is_under_way_in_its_unit(
    link: JoinLink, group: Unit, school: Unit, today: date
) -> None:
    applied(link, today)
    applied(link, today, receipt="ABCDEFGHJM")
    here = under_way(link.unit.path, below=False)
    assert [(one.label, one.count, one.url) for one in here] == [
        ("入会申请", 2, reverse("org:applications"))
    ]
    assert under_way(group.path, below=True) == here
    assert under_way(group.path, below=False) == under_way(school.path, below=True) == []


def test_a_flood_from_one_address_is_stopped(
    stranger: Client, link: JoinLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "APPLY_TRIES", 2)
    for n in range(2):
        assert Client().post(door(link), {**SAID, "name": f"某{n}"}).status_code == 302
    page = stranger.post(door(link), SAID)
    assert page.status_code == 422
    assert "分钟" in page.text
    assert Application.objects.count() == 2


def test_guessing_receipts_is_stopped(
    stranger: Client, link: JoinLink, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(link, today)
    monkeypatch.setattr(rules, "RECEIPT_TRIES", 2)
    url = reverse("org:join-receipt")
    assert "没有找到这份申请" in stranger.post(url, {"code": "QQQQQQQQQQ"}).text
    stranger.post(url, {"code": "QQQQQQQQQW"})
    page = stranger.post(url, {"code": CODE})
    assert page.status_code == 422
    assert "职工医院工会" not in page.text


def test_a_receipt_finds_its_application_however_it_is_typed(
    client: Client, link: JoinLink, today: date
) -> None:
    applied(link, today)
    page = client.post(reverse("org:join-receipt"), {"code": "abcde fghjk"})
    assert "待审批" in page.text
    for secret in ("贺兰", HERS, PHONE):
        assert secret not in page.text


def test_an_applicant_takes_the_application_back(
    client: Client, link: JoinLink, today: date, group_desk: Actor
) -> None:
    made = applied(link, today)
    page = client.post(reverse("org:join-receipt"), {"code": CODE, "withdraw": "1"})
    assert "已撤回" in page.text
    made.refresh_from_db()
    assert made.state == "withdrawn"
    with pytest.raises(Refused, match="已经办理"):
        actions.approve(actor=group_desk, application=made, staff_no="2099", today=today)
    assert not Member.objects.filter(name="贺兰").exists()


# The desk


def test_the_desk_makes_a_poster_and_ends_it(
    sign_in: Browse, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    browser = sign_in(hospital_desk)
    said = {"unit": hospital.code, "until_on": today + 30 * DAY}
    page = browser.post(reverse("org:join-links"), said, follow=True)
    link = JoinLink.objects.get()
    assert f"http://testserver{door(link)}" in page.text
    assert "data:image/svg+xml" in page.text
    assert "扫码加入工会" in page.text
    revoke = reverse("org:join-revoke", args=[link.pk])
    page = browser.post(revoke, follow=True)
    assert "已停用" in page.text
    link.refresh_from_db()
    assert link.revoked_on == today


def test_a_link_runs_no_longer_than_it_may(
    group_desk: Actor, hospital: Unit, today: date, audit_trail: Trail
) -> None:
    before = audit_trail()
    for until_on in (today - DAY, today + 181 * DAY):
        with pytest.raises(Refused, match="最长 180 日"):
            actions.make_link(actor=group_desk, unit=hospital, until_on=until_on, today=today)
    assert not JoinLink.objects.exists()
    assert audit_trail() == before


def test_approval_makes_a_member_from_today(
    sign_in: Browse, hospital_desk: Actor, link: JoinLink, today: date
) -> None:
    made = applied(link, today - 3 * DAY, department="内科")
    browser = sign_in(hospital_desk)
    page = browser.get(made.get_absolute_url())
    assert "会籍自批准之日起计算" in page.text
    assert "199****1234" in page.text
    assert PHONE not in page.text
    page = browser.post(made.get_absolute_url(), {"staff_no": "2099"}, follow=True)
    assert "已批准入会" in page.text
    who = Member.objects.get(staff_no="2099")
    assert f'href="{reverse("org:member-account", args=[who.pk])}"' in page.text
    assert (who.name, who.phone, who.department, who.gender) == ("贺兰", PHONE, "内科", "female")
    assert who.informed_on == today - 3 * DAY
    assert Membership.objects.get(member=who).from_on == today
    made = Application.objects.get(pk=made.pk)
    assert (made.state, made.member) == ("approved", who)
    assert (made.id_number, made.id_mark, made.phone) == ("", "", ""), "the member has them now"
    again = browser.post(made.get_absolute_url(), {"staff_no": "2098"})
    assert again.status_code == 422
    assert Member.objects.filter(name="贺兰").count() == 1


def test_who_is_a_member_already_is_not_taken_in_twice(
    sign_in: Browse, hospital_desk: Actor, link: JoinLink, group_desk: Actor, today: date
) -> None:
    facts = Particulars(id_number=HERS)
    actions.enrol(
        actor=group_desk,
        unit=link.unit,
        name="贺兰",
        staff_no="2099",
        joined_on=today,
        facts=facts,
    )
    made = applied(link, today)
    browser = sign_in(hospital_desk)
    assert "已是本单位会员（工号 2099）" in browser.get(made.get_absolute_url()).text
    page = browser.post(made.get_absolute_url(), {"staff_no": "2098"})
    assert page.status_code == 422
    assert "已登记在" in page.text
    made.refresh_from_db()
    assert made.state == "waiting"


def test_a_member_elsewhere_is_led_to_the_transfer(
    sign_in: Browse,
    hospital_desk: Actor,
    link: JoinLink,
    group_desk: Actor,
    school: Unit,
    today: date,
) -> None:
    actions.enrol(
        actor=group_desk,
        unit=school,
        name="贺兰",
        staff_no="3099",
        joined_on=today,
        facts=Particulars(id_number=HERS),
    )
    made = applied(link, today)
    page = sign_in(hospital_desk).get(made.get_absolute_url())
    assert "已是子弟学校工会的会员，请改办转会" in page.text
    assert "3099" not in page.text


def test_who_was_here_before_comes_back_under_the_old_number(
    sign_in: Browse, hospital_desk: Actor, link: JoinLink, group_desk: Actor, today: date
) -> None:
    her = actions.enrol(
        actor=group_desk,
        unit=link.unit,
        name="贺兰",
        staff_no="2099",
        joined_on=today - 99 * DAY,
        facts=Particulars(id_number=HERS),
    )
    actions.leave(actor=group_desk, member=her, left_on=today - 9 * DAY, reason="调出")
    made = applied(link, today)
    browser = sign_in(hospital_desk)
    page = browser.get(made.get_absolute_url())
    assert "沿用原工号 2099" in page.text
    browser.post(made.get_absolute_url(), {"staff_no": "2099"})
    her.refresh_from_db()
    assert (her.left_on, her.state) == (None, "regular")
    assert her.memberships.count() == 2


def test_who_is_not_taken_in_is_told_why(
    sign_in: Browse, client: Client, hospital_desk: Actor, link: JoinLink, today: date
) -> None:
    made = applied(link, today)
    browser, url = sign_in(hospital_desk), reverse("org:application-refuse", args=[made.pk])
    assert browser.post(url, {"words": ""}).status_code == 422
    assert Application.objects.get().state == "waiting"
    browser.post(url, {"words": "不在本单位工作"})
    page = client.post(reverse("org:join-receipt"), {"code": CODE})
    assert "不予批准" in page.text
    assert "不在本单位工作" in page.text


def test_another_desk_sees_no_application(
    sign_in: Browse, school_desk: Actor, link: JoinLink, today: date, audit_trail: Trail
) -> None:
    made = applied(link, today)
    browser = sign_in(school_desk)
    for url in (made.get_absolute_url(), link.get_absolute_url()):
        assert browser.get(url).status_code == 404
    assert "贺兰" not in browser.get(reverse("org:applications")).text
    before = audit_trail()
    with pytest.raises(Refused):
        actions.approve(actor=school_desk, application=made, staff_no="1", today=today)
    assert audit_trail() == before


def test_the_list_costs_few_queries(
    sign_in: Browse,
    hospital_desk: Actor,
    link: JoinLink,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    for n in range(30):
        applied(link, today, receipt=f"ABCDEFGHJ{rules.RECEIPT_SIGNS[n]}")
    browser = sign_in(hospital_desk)
    with django_assert_max_num_queries(14):
        assert browser.get(reverse("org:applications")).text.count("<tr>") == 31


# The clock


def test_what_came_to_nothing_is_erased_and_what_waited_too_long_is_closed(
    link: JoinLink, group_desk: Actor, today: date
) -> None:
    old = applied(link, today - 200 * DAY)
    no = applied(link, today, receipt="ABCDEFGHJM")
    actions.refuse_application(
        actor=group_desk, application=no, words="不在本单位工作", today=today - 31 * DAY
    )
    assert tasks.close_applications(Working()).words == "1 份申请视为撤回，1 份已清除"
    old.refresh_from_db()
    assert (old.state, old.answer) == ("withdrawn", "逾期没有办理，视为撤回")
    no = Application.objects.get(pk=no.pk)
    assert (no.name, no.id_number, no.id_mark, no.phone) == ("（已清除）", "", "", "")
    assert tasks.close_applications(Working()).words == "0 份申请视为撤回，0 份已清除"

"""The page of a unit's groups: register, try, change, pause, take away; nobody else's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import GroupMessage, Robot

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
HERE = reverse("notices:robots")
NEW = reverse("notices:robot-new")


def at(name: str, robot: Robot) -> str:
    return reverse(f"notices:{name}", args=[robot.pk])


@pytest.fixture
def said(hospital: Unit) -> dict[str, Any]:
    """What somebody fills in."""
    return {
        "unit_path": hospital.path,
        "name": "医院工会工作群",
        "address": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
        "secret": "",
        "kinds": ["plans.given", "plans.overdue"],
    }


@pytest.fixture
def robot(reader: Client, said: dict[str, Any]) -> Robot:
    """A robot that the hospital's desk registered on the page."""
    page = reader.post(NEW, said, follow=True)
    assert "群机器人已登记" in page.text
    return Robot.objects.get()


def test_before_the_first_the_page_says_what_to_do(reader: Client) -> None:
    page = reader.get(HERE).text
    assert "还没有登记群机器人" in page
    assert NEW in page
    assert "群机器人" in reader.get(reverse("notices:inbox")).text


def test_a_robot_stands_there_with_its_last_four_signs_only(reader: Client, robot: Robot) -> None:
    page = reader.get(HERE).text
    assert "医院工会工作群" in page
    assert "••••5aaa" in page
    assert KEY not in page
    assert "任务交办、任务逾期" in page
    assert KEY not in reader.get(at("robot-edit", robot)).text


def test_a_foreign_address_comes_back_with_the_form_and_a_reason(
    reader: Client, said: dict[str, Any]
) -> None:
    page = reader.post(NEW, {**said, "address": "https://evil.example/?key=12345678"})
    assert page.status_code == 422
    assert "不是企业微信、钉钉或者飞书群机器人的地址" in page.text
    assert 'value="医院工会工作群"' in page.text
    assert not Robot.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "请填写群名称"),
        ("address", "", "请填写机器人地址"),
        ("kinds", [], "请至少选择一类消息"),
        ("kinds", ["made.up"], "made.up"),
        ("unit_path", "0001", "0001"),
    ],
)
def test_what_is_missing_or_made_up_is_said(
    reader: Client, said: dict[str, Any], field: str, value: Any, words: str
) -> None:
    page = reader.post(NEW, {**said, field: value})
    assert page.status_code == 422
    assert words in page.text
    assert not Robot.objects.exists()


def test_a_name_is_text_not_markup(reader: Client, said: dict[str, Any]) -> None:
    page = reader.post(NEW, {**said, "name": "<b>群</b>"}, follow=True)
    assert "<b>群" not in page.text


def test_a_trial_is_under_way_and_the_page_asks_again(reader: Client, robot: Robot) -> None:
    page = reader.post(at("robot-try", robot), follow=True)
    assert "测试消息正在发送" in page.text
    assert 'hx-trigger="click, every 2s"' in page.text
    again = reader.post(at("robot-try", robot))
    assert again.status_code == 422
    assert "上一条测试消息还在发送" in again.text
    GroupMessage.objects.update(state="sent")
    page = reader.get(HERE).text
    assert "every 2s" not in page
    assert "已发到" in page


def test_pausing_and_going_on(reader: Client, robot: Robot) -> None:
    page = reader.post(at("robot-pause", robot), {"is_paused": "on"}, follow=True)
    assert "已暂停，消息不再发到这个群" in page.text
    assert "恢复" in page.text
    page = reader.post(at("robot-pause", robot), {}, follow=True)
    assert "已恢复" in page.text
    robot.refresh_from_db()
    assert not robot.is_paused


def test_changing_what_it_says_and_two_people_at_once(reader: Client, robot: Robot) -> None:
    said = {"name": "新群名", "kinds": ["plans.given"], "version": robot.version}
    assert "已保存" in reader.post(at("robot-edit", robot), said, follow=True).text
    page = reader.post(at("robot-edit", robot), {**said, "name": "别的名"})
    assert page.status_code == 422
    assert "他人刚修改过" in page.text
    robot.refresh_from_db()
    assert (robot.name, robot.kinds) == ("新群名", ["plans.given"])


def test_taking_it_away_twice(reader: Client, robot: Robot) -> None:
    page = reader.post(at("robot-remove", robot), follow=True)
    assert "已移除" in page.text
    assert "医院工会工作群" not in page.text
    assert reader.post(at("robot-remove", robot)).status_code == 404


def test_other_desks_neither_see_nor_find_it(
    robot: Robot, sign_in: Callable[..., Client], group_desk: Actor, school_desk: Actor
) -> None:
    for who in (group_desk, school_desk):
        browser = sign_in(who)
        assert "医院工会工作群" not in browser.get(HERE).text
        assert browser.get(at("robot-edit", robot)).status_code == 404
        for name in ("robot-try", "robot-pause", "robot-remove"):
            assert browser.post(at(name, robot)).status_code == 404
    robot.refresh_from_db()
    assert (robot.is_paused, robot.ended_on) == (False, None)


def test_who_is_no_desk_is_told_whose_it_is(
    sign_in: Callable[..., Client], member: Actor, said: dict[str, Any]
) -> None:
    browser = sign_in(member)
    assert "您不担任单位的工会主席、副主席或者干事" in browser.get(HERE).text
    assert "群机器人" not in browser.get(reverse("notices:inbox")).text
    assert browser.post(NEW, said).status_code == 422
    assert not Robot.objects.exists()


def test_who_is_desk_of_two_units_chooses_which(
    sign_in: Callable[..., Client],
    hospital_desk: Actor,
    school: Unit,
    group_desk: Actor,
    today: Any,
    said: dict[str, Any],
) -> None:
    who = Member.objects.get(pk=hospital_desk.member_id)
    org.appoint(actor=group_desk, unit=school, member=who, kind="desk", from_on=today)
    browser = sign_in(hospital_desk)
    page = browser.get(NEW).text
    assert "职工医院工会</option>" in page
    assert "子弟学校工会</option>" in page
    browser.post(NEW, {**said, "unit_path": school.path})
    assert Robot.objects.get().unit_path == school.path
    assert "子弟学校工会" in browser.get(HERE).text


def test_twenty_groups_cost_no_more_queries(
    reader: Client, robot: Robot, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for n in range(19):
        more = Robot.objects.create(
            unit_path=robot.unit_path, house="wecom", name=f"群{n}", token=f"{KEY}{n}", kinds=[]
        )
        GroupMessage.objects.bulk_create(
            GroupMessage(robot=more, kind="plans.given", title="x", about=f"x#{k}")
            for k in range(12)
        )
    with django_assert_max_num_queries(12):
        reader.get(HERE)

"""Robots in group chats: what they say arrives once, or the page says why it did not."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, now

from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.jobs import worker
from zhijia.platform.jobs.models import Job, State
from zhijia.platform.notices import actions, rules, speaking
from zhijia.platform.notices.acts import groups
from zhijia.platform.notices.mailing import Unsent
from zhijia.platform.notices.models import GroupMessage, Mail, Robot

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SECRET = "SEC-nobody-may-read-this"
ADDRESS = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={KEY}"
Tell = Callable[..., int]
Work = Callable[[], None]


@dataclass
class Fake:
    """A house on this machine: what it was asked, and what it answers."""

    url: str = ""
    status: int = 200
    said: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [payload["text"]["content"] for _, payload in self.asked]


@pytest.fixture
def fake(settings: Any) -> Iterator[Fake]:
    """Let all robots be reached at a server of our own."""
    house = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            house.asked.append((self.path, json.loads(body)))
            self.send_response(house.status)
            for name, value in house.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(house.said)))
            self.end_headers()
            self.wfile.write(house.said)

        def log_message(self, *words: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    house.url = f"http://127.0.0.1:{server.server_port}"
    settings.ROBOT_BASES = dict.fromkeys(("wecom", "dingtalk", "feishu"), house.url)
    settings.SITE_URL = "https://union.example.cn"
    yield house
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def add(hospital_desk: Actor) -> Callable[..., Robot]:
    """Register a robot of the hospital's group."""

    def add_one(**said: Any) -> Robot:
        whole = {
            "actor": hospital_desk,
            "unit_path": hospital_desk.unit_path,
            "name": "医院工会工作群",
            "address": ADDRESS,
            "secret": "",
            "kinds": ["jobs.duty"],
            **said,
        }
        return actions.add_robot(**whole)

    return add_one


@pytest.fixture
def robot(add: Callable[..., Robot], fake: Fake) -> Robot:
    """A robot of the hospital's group."""
    return add()


@pytest.fixture
def work(tmp_path: Any, settings: Any) -> Work:
    """Work until nothing waits that is due."""
    settings.HOME = tmp_path
    return lambda: worker.work(until_empty=True, with_clock=False)


def time_passes(by: timedelta = timedelta(minutes=61)) -> None:
    """Let time pass for group messages and for the jobs that wait."""
    for row in GroupMessage.objects.all():
        row.at -= by
        row.save()
    Job.objects.filter(state=State.WAITING).update(run_at=now())


def states() -> list[str]:
    return list(GroupMessage.objects.order_by("pk").values_list("state", flat=True))


def test_what_the_unit_is_told_is_said_in_its_group(
    robot: Robot, fake: Fake, tell: Tell, work: Work
) -> None:
    tell(title="请报送名单", text="张三的身体情况")
    assert fake.asked == [], "not before it is committed, and by a job"
    work()

    assert fake.asked[0][0] == f"/cgi-bin/webhook/send?key={KEY}"
    assert fake.texts == ["【职家】\n· 请报送名单\n\n查看：https://union.example.cn/inbox/"]
    assert states() == [Mail.SENT]
    tell(title="请报送名单")
    time_passes()
    work()
    assert len(fake.asked) == 1, "nothing is said twice"


def test_the_group_is_told_though_nobody_at_the_desk_has_an_account(
    robot: Robot, fake: Fake, tell: Tell, work: Work
) -> None:
    assert tell() == 0
    work()
    assert len(fake.asked) == 1


def test_other_units_other_kinds_and_single_persons_are_not_said_in_the_group(
    robot: Robot, fake: Fake, tell: Tell, work: Work, school_desk: Actor
) -> None:
    tell(desks=school_desk.unit_path)
    tell(kind="jobs.private")
    tell(kind="jobs.courtesy")
    tell(desks="", to=[1])
    work()
    assert fake.asked == []
    assert states() == []


def test_a_title_that_may_name_somebody_is_not_said(
    add: Callable[..., Robot], fake: Fake, tell: Tell, work: Work
) -> None:
    add(kinds=["jobs.private"])
    tell(kind="jobs.private", title="张三申请更正身份证号")
    work()
    [text] = fake.texts
    assert "张三" not in text
    assert "测试私事" in text
    assert not GroupMessage.objects.filter(title__contains="张三").exists()


def test_a_story_of_long_ago_is_not_told_to_the_group(
    robot: Robot, fake: Fake, tell: Tell, work: Work
) -> None:
    tell(today=localdate() - timedelta(days=40))
    assert states() == []


def test_within_a_minute_the_next_ones_wait_and_are_said_at_once(
    robot: Robot, fake: Fake, tell: Tell, work: Work
) -> None:
    tell(title="第0件")
    work()
    for n in range(1, 13):
        tell(title=f"第{n}件", about=f"test.Thing#1{n}")
    work()
    assert len(fake.asked) == 1
    time_passes()
    work()
    assert len(fake.asked) == 2
    assert "· 第12件\n" in fake.texts[1]
    assert "另有 2 条" in fake.texts[1]
    assert set(states()) == {Mail.SENT}


def test_a_refusal_that_comes_as_a_success_is_a_refusal_and_is_not_repeated(
    robot: Robot, fake: Fake, tell: Tell, work: Work, reader: Client
) -> None:
    fake.said = b'{"errcode": 93000, "errmsg": "invalid webhook url"}'
    tell()
    work()
    time_passes()
    work()

    assert (states(), len(fake.asked)) == ([Mail.FAILED], 1)
    assert "企业微信说机器人地址无效" in reader.get("/inbox/robots/").text


def test_a_house_that_is_away_is_asked_again_and_then_given_up(
    robot: Robot, fake: Fake, tell: Tell, work: Work, reader: Client
) -> None:
    fake.status, fake.said = 503, b"busy"
    tell()
    work()
    assert states() == [Mail.WAITING]
    assert "还没有发到：企业微信暂时不能收消息（503）" in reader.get("/inbox/robots/").text
    for _ in range(rules.MOST_TRIES + 2):
        time_passes()
        work()
    assert states() == [Mail.FAILED]
    assert len(fake.asked) == rules.MOST_TRIES


def test_it_comes_through_at_last_and_only_once(
    robot: Robot, fake: Fake, tell: Tell, work: Work
) -> None:
    fake.status = 500
    tell()
    work()
    fake.status = 200
    time_passes()
    work()
    time_passes()
    work()
    assert (states(), len(fake.asked)) == ([Mail.SENT], 2)


def test_nobody_is_followed_elsewhere(robot: Robot, fake: Fake, tell: Tell, work: Work) -> None:
    fake.status, fake.headers = 302, {"Location": f"{fake.url}/elsewhere"}
    tell()
    work()
    assert [path for path, _ in fake.asked] == [f"/cgi-bin/webhook/send?key={KEY}"]
    assert states() == [Mail.FAILED]


def test_an_answer_without_end_is_not_read_to_its_end(robot: Robot, fake: Fake) -> None:
    fake.said = b'{"errcode": 0, "x": "' + b"a" * 3_000_000 + b'"}'
    with pytest.raises(Unsent, match="答复看不懂"):
        speaking.say(robot, ["x"])


def test_a_host_that_nobody_reaches_is_told_in_words_that_name_no_address(
    robot: Robot, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ROBOT_BASES = {"wecom": "http://127.0.0.1:9"}
    with caplog.at_level(logging.INFO), pytest.raises(Unsent) as caught:
        speaking.say(robot, ["x"])
    assert str(caught.value) == "连不上企业微信"
    assert KEY not in caplog.text
    assert caught.value.__suppress_context__


def test_neither_log_nor_record_nor_table_nor_page_has_the_token(
    add: Callable[..., Robot],
    fake: Fake,
    tell: Tell,
    work: Work,
    reader: Client,
    hospital_desk: Actor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = add(address=DINGTALK, secret=SECRET)
    actions.pause_robot(actor=hospital_desk, robot=made, is_paused=True)
    actions.pause_robot(actor=hospital_desk, robot=made, is_paused=False)
    fake.said = b'{"errcode": 310000}'
    tell()
    work()
    page = reader.get("/inbox/robots/").text
    actions.remove_robot(actor=hospital_desk, robot=made, today=localdate())

    record = json.dumps(list(AuditEntry.objects.values("subject", "before", "after")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_robot")
        table = str(cursor.fetchall())
        cursor.execute("SELECT * FROM notices_groupmessage")
        table += str(cursor.fetchall())
    for place in (caplog.text, record, table, page):
        assert KEY not in place
        assert SECRET not in place
    assert "••••5aaa" in page
    assert "timestamp=" in fake.asked[0][0], "signed, so the secret was there while it was needed"
    made.refresh_from_db()
    assert (made.token, made.secret) == ("", "")


def test_a_paused_robot_says_nothing_but_trials(
    robot: Robot, fake: Fake, tell: Tell, work: Work, hospital_desk: Actor
) -> None:
    tell()
    actions.pause_robot(actor=hospital_desk, robot=robot, is_paused=True)
    tell(about="test.Thing#2")
    work()
    assert fake.asked == []
    actions.try_robot(actor=hospital_desk, robot=robot)
    work()
    assert len(fake.asked) == 1
    assert "测试消息" in fake.texts[0]
    assert "请报送名单" not in fake.texts[0]


def test_a_trial_does_not_wait_and_two_at_once_are_one(
    robot: Robot, fake: Fake, tell: Tell, work: Work, hospital_desk: Actor
) -> None:
    tell()
    work()
    actions.try_robot(actor=hospital_desk, robot=robot)
    with pytest.raises(Refused, match="还在发送"):
        actions.try_robot(actor=hospital_desk, robot=robot)
    work()
    assert len(fake.asked) == 2
    actions.try_robot(actor=hospital_desk, robot=robot)
    assert GroupMessage.objects.count() == 3


def test_what_a_dead_worker_was_saying_is_not_said_twice(
    robot: Robot, fake: Fake, tell: Tell, work: Work
) -> None:
    tell()
    assert groups.claim(robot.pk, now())
    assert groups.claim(robot.pk, now()) is None
    time_passes()
    work()
    groups.give_up_lost(now())
    assert fake.asked == []
    assert list(GroupMessage.objects.values_list("state", "fault")) == [(Mail.FAILED, groups.LOST)]


@pytest.mark.parametrize("address", ["https://evil.example/", "http://127.0.0.1/robot/send"])
def test_a_foreign_address_is_refused_and_nothing_is_kept(
    add: Callable[..., Robot], address: str
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Refused, match="不是企业微信、钉钉或者飞书"):
        add(address=address)
    assert not Robot.objects.exists()
    assert AuditEntry.objects.count() == before


def test_only_the_very_units_desk_keeps_its_robots(
    add: Callable[..., Robot], fake: Fake, group_desk: Actor, school_desk: Actor
) -> None:
    for who in (group_desk, school_desk):
        with pytest.raises(Refused, match="由本单位"):
            add(actor=who)
    assert not Robot.objects.exists()
    robot = add()
    for who in (group_desk, school_desk):
        for do in (
            lambda who=who: actions.try_robot(actor=who, robot=robot),
            lambda who=who: actions.pause_robot(actor=who, robot=robot, is_paused=True),
            lambda who=who: actions.remove_robot(actor=who, robot=robot, today=localdate()),
            lambda who=who: actions.edit_robot(actor=who, robot=robot, name="x", kinds=[]),
        ):
            with pytest.raises(Refused, match="由本单位"):
                do()
    robot.refresh_from_db()
    assert (robot.name, robot.is_paused, robot.ended_on) == ("医院工会工作群", False, None)
    assert not GroupMessage.objects.exists()


def test_a_robot_is_registered_once_and_twenty_are_enough(
    add: Callable[..., Robot], robot: Robot
) -> None:
    with pytest.raises(Refused, match="已经登记过"):
        add(name="又一个")
    for n in range(19):
        add(address=f"{ADDRESS}{n}")
    with pytest.raises(Refused, match="最多登记 20 个"):
        add(address=DINGTALK)
    assert Robot.objects.count() == 20


def test_what_is_taken_away_stays_away(
    robot: Robot, fake: Fake, tell: Tell, work: Work, hospital_desk: Actor
) -> None:
    tell()
    actions.remove_robot(actor=hospital_desk, robot=robot, today=localdate())
    tell(about="test.Thing#2")
    work()
    assert fake.asked == []
    assert states() == [Mail.FAILED]
    with pytest.raises(Refused, match="已经移除"):
        actions.try_robot(actor=hospital_desk, robot=robot)


def test_the_group_goes_with_its_unit_when_that_moves(
    robot: Robot, fake: Fake, tell: Tell, work: Work, power: Any, hospital: Any, group_desk: Actor
) -> None:
    from zhijia.org.actions.moving import carry

    carry(hospital.path, f"{power.path}0009", today=localdate(), why="调整")
    robot.refresh_from_db()
    assert robot.unit_path == f"{power.path}0009"

"""民主评议 from everywhere: a desk sets it up, phones vote, holders open it, all check it."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import BrowserContext, Page, expect

from tests.ballots.halls import Hall
from zhijia.ballots import queries
from zhijia.ballots.crypto.canonical import dump
from zhijia.ballots.crypto.credentials import read_code, seed_of
from zhijia.ballots.crypto.holders import Holder
from zhijia.ballots.models import Ballot, Entry
from zhijia.org import actions as org
from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP, PHONE

Axe = Callable[[Page], None]
Enter = Callable[..., Page]
TITLE = "职工医院工会主席、委员年度评议"
WATCH = (("总监票人", "2004"), ("监票人", "2005"))
HOLDERS = ("保管人甲", "保管人乙", "保管人丙")
OUTSIDERS = (("资格审查组", "审查组长"), *(("密钥保管人", name) for name in HOLDERS))
CHAIR, MEMBER = "孙志刚", "吴倩"
PASS = "两个人各记一半，合起来才是口令"


@pytest.fixture
def people(organisation: Cast) -> Cast:
    """The cast, in which those of the story who have no account yet get one."""
    for number in ("2004", "2005", "2007", "2008"):
        org.give_account(
            actor=organisation.actors["hospital_desk"],
            member=organisation.members[number],
            password=hands.PASSWORD,
            is_demo=True,
        )
    return organisation


def drafted(desk: Page, cast: Cast, ends: str) -> Ballot:
    """Prepare the vote at the desk, page by page, up to where it is set."""
    hands.go(desk, "选举表决")
    desk.get_by_role("link", name="筹备表决").first.click()
    desk.get_by_label("民主评议").check()
    desk.get_by_label("名称", exact=True).fill(TITLE)
    hands.press(desk, "建立")
    hands.told(desk, "已建立")
    desk.get_by_role("link", name="名称、方式和依据").click()
    desk.get_by_label("远程电子", exact=True).check()
    desk.get_by_label("投票截止时间").fill(ends)
    desk.get_by_label("截止前可以重投").check()
    hands.press(desk, "保存")
    desk.get_by_role("link", name="评议", exact=True).click()
    desk.get_by_label("名称", exact=True).fill("年度履职评议")
    hands.press(desk, "添加")
    desk.get_by_role("link", name="填写名单").click()
    desk.get_by_label("评议对象").fill("2002\n2003")
    hands.press(desk, "添加")
    desk.get_by_role("link", name="选举人名册").click()
    desk.get_by_role("link", name="按登记编制").click()
    desk.get_by_label("本单位（不含下级）有表决权的会员").check()
    hands.press(desk, "编制")
    ballot = Ballot.objects.get(title=TITLE)
    desk.goto(ballot.get_absolute_url())
    for role, number in WATCH:
        begin_watcher(desk, role)
        desk.get_by_label("会员", exact=True).select_option(str(cast.members[number].pk))
        hands.press(desk, "指定")
    for role, name in OUTSIDERS:
        begin_watcher(desk, role)
        desk.get_by_label("姓名（单位以外的人）").fill(name)
        hands.press(desk, "指定")
    return ballot


def begin_watcher(desk: Page, role: str) -> None:
    """Open the page on which somebody is named who watches, as what."""
    desk.get_by_role("link", name="监票计票人员").click()
    desk.get_by_label("职责").select_option(label=role)


class Codes:
    """What the qualification group's tool printed on the cards."""

    def __init__(self, cards: list[str], ballot_id: str, voters: int) -> None:
        self.shown, self.id, self.voters = cards, ballot_id, voters
        self.all = [read_code(one) for one in cards]

    def seeds(self) -> list[bytes]:
        """Return the seeds of the voters' credentials."""
        return [seed_of(one, "credential", self.id) for one in self.all[: self.voters]]

    def scrutineer(self, n: int) -> str:
        return self.shown[self.voters + n]


def codes_made(
    desk: Page, new_context: Callable[..., BrowserContext], folder: Path
) -> tuple[Codes, Path]:
    """Make the codes with the tool, off the network; return them and the list for the server."""
    files = {}
    for link in ("下载发码工具", "下载名册"):
        with desk.expect_download() as coming:
            desk.get_by_role("link", name=link).click()
        files[link] = folder / coming.value.suggested_filename
        coming.value.save_as(files[link])
    tool = new_context(**DESKTOP, offline=True).new_page()
    tool.goto(files["下载发码工具"].as_uri())
    tool.get_by_label("系统下载的名册").set_input_files(files["下载名册"])
    expect(tool.get_by_role("status").first).to_contain_text("已读入")
    expect(tool.get_by_label("投票页的网址")).to_have_value(re.compile("/ballots/[0-9]+/vote/$"))
    tool.get_by_label("口令").fill(PASS)
    hands.press(tool, "生成")
    cards = tool.locator(".code-on-card")
    expect(cards.first).to_be_visible(timeout=60_000)
    with tool.expect_download() as coming:
        hands.press(tool, "保存公钥清单（公钥清单.json）")
    keys = folder / "公钥清单.json"
    coming.value.save_as(keys)
    said = json.loads(keys.read_text("utf-8"))
    return Codes(cards.all_inner_texts(), said["id"], len(said["keys"])), keys


def brought(desk: Page, text: str, button: str) -> None:
    """Hand in what a device gave out."""
    desk.get_by_label("内容", exact=True).fill(text)
    hands.press(desk, button)
    hands.told(desk, "已收下，核对无误")


def keys_made(desk: Page, holders: list[Holder]) -> None:
    """Hand in the holders' keys."""
    for n, one in enumerate(holders):
        keys = one.public("")
        fold = desk.get_by_role("row", name=HOLDERS[n])
        fold.get_by_text("交来公钥").click()
        fold.get_by_label("内容", exact=True).fill(
            dump({"sign": keys.sign.hex(), "box": keys.box.hex()}).decode()
        )
        hands.press(fold, "登记")
        hands.told(desk, "已收下，核对无误")


def ceremony_held(desk: Page, ballot: Ballot, holders: list[Holder]) -> None:
    """Carry the holders' messages, round by round, until all hear the same words."""
    steps: list[Callable[[Holder], bytes]] = [
        lambda one: one.commit(queries.manifest_of(ballot)),
        lambda one: one.reveal(queries.ceremony_of(ballot)),
        lambda one: one.share(queries.ceremony_of(ballot)),
        lambda one: one.confirm(queries.ceremony_of(ballot)),
    ]
    for step in steps:
        for raw in [step(one) for one in holders]:
            brought(desk, raw.decode(), "交来消息")


def agree(page: Page, button: str) -> None:
    """Press a button that asks whether one is sure, and say yes."""
    page.once("dialog", lambda question: question.accept())
    hands.press(page, button)


def voted(phone: Page, code: str, grades: dict[str, str]) -> str:
    """Vote on the phone, from the person's own list; return the tracker."""
    phone.goto("/ballots/mine/")
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("link", name="去投票").click()
    expect(phone.get_by_role("main")).to_contain_text("截止以前可以再投，以最后一次为准")
    phone.get_by_label("投票码").fill(code)
    hands.press(phone, "下一步")
    for name, grade in grades.items():
        row = phone.get_by_role("group", name=name)
        row.get_by_role("radio", name=grade, exact=True).click()
    hands.press(phone, "下一步：核对")
    tracker = phone.locator(".tracker strong").inner_text()
    hands.press(phone, "投出")
    expect(phone.get_by_role("status")).to_contain_text("回执的签名正确")
    expect(phone.get_by_role("main")).to_contain_text("截止以前还可以再投一次")
    return tracker


def signed(page: Page, ballot: Ballot, code: str) -> None:
    """Sign what waits, on a scrutineer's own page."""
    page.goto(f"/ballots/{ballot.pk}/electronic/")
    page.get_by_role("link", name="监票人签署").click()
    page.get_by_label("监票码").fill(code)
    hands.press(page, "签署")
    page.wait_for_url("**/electronic/")
    hands.told(page, "签名已收下")


def test_an_evaluation_from_everywhere_counts_the_last_vote_and_is_verified(
    people: Cast,
    enter: Enter,
    new_context: Callable[..., BrowserContext],
    axe: Axe,
    today: date,
    tmp_path: Path,
) -> None:
    desk = enter("2001", **DESKTOP)
    ballot = drafted(desk, people, f"{today + timedelta(days=3)}T18:00")
    axe(desk)
    agree(desk, "定稿")
    hands.told(desk, "已定稿")

    # Keys and codes.
    desk.get_by_role("link", name="电子投票的准备").click()
    hands.press(desk, "开始准备")
    holders = [Holder.new() for _ in HOLDERS]
    keys_made(desk, holders)
    codes, keys = codes_made(desk, new_context, tmp_path)
    assert codes.voters == Ballot.objects.get(pk=ballot.pk).due
    desk.get_by_label("或者选择文件").set_input_files(keys)
    hands.press(desk, "交来公钥清单")
    agree(desk, "冻结选举清单")
    hands.told(desk, "选举清单已冻结")
    ballot.refresh_from_db()
    ceremony_held(desk, ballot, holders)
    axe(desk)
    agree(desk, "口令词一致，建立公告板")
    hands.told(desk, "公告板已建立")
    desk.goto(ballot.get_absolute_url())
    agree(desk, "开始投票")
    hands.told(desk, "投票开始")

    # Two vote on their phones; one of them thinks again.
    first, second = enter("2007", **PHONE), enter("2008", **PHONE)
    once = voted(first, codes.shown[0], {CHAIR: "不满意", MEMBER: "满意"})
    axe(first)
    voted(second, codes.shown[1], {CHAIR: "满意", MEMBER: "基本满意"})
    again = voted(first, codes.shown[0], {CHAIR: "基本满意", MEMBER: "满意"})
    assert again != once

    # Four more vote, only one of them on the second person.
    ballot.refresh_from_db()
    others = Hall(ballot, people.actors["hospital_desk"], today, codes=codes.seeds())
    others.cast(others.fill(2, 0, 4))
    for n in (3, 4, 5):
        others.cast(others.fill(n, 0))

    # Nobody ends it early; when the hour has come, nobody votes any more.
    desk.goto(f"/ballots/{ballot.pk}/electronic/")
    agree(desk, "停止收票")
    expect(desk.get_by_role("alert")).to_contain_text("投票截止时间还没有到，不能提前结束")
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=now())
    second.goto(ballot.get_absolute_url())
    expect(second.get_by_role("main")).to_contain_text("投票截止时间已过")
    expect(second.get_by_role("link", name="去投票")).to_have_count(0)
    agree(desk, "停止收票")
    hands.told(desk, "已停止收票")
    watchers = [enter("2004", **DESKTOP), enter("2005", **DESKTOP)]
    for n, page in enumerate(watchers):
        signed(page, ballot, codes.scrutineer(n))
    desk.goto(ballot.get_absolute_url())
    agree(desk, "结束投票")
    hands.told(desk, "投票结束")
    desk.get_by_role("link", name="电子计票").click()
    hands.press(desk, "提请封存计票")
    for n, page in enumerate(watchers):
        signed(page, ballot, codes.scrutineer(n))

    # Two holders open; the desk counts and tells.
    desk.goto(f"/ballots/{ballot.pk}/electronic/")
    ballot.refresh_from_db()
    opening = Hall(ballot, people.actors["hospital_desk"], today, holders=holders)
    for n in (0, 2):
        brought(desk, opening.partial(n).decode(), "交来解密份额")
    expect(desk.get_by_role("main")).to_contain_text("计入电子选票 6 张")
    desk.goto(ballot.get_absolute_url())
    hands.press(desk, "汇总计票")
    hands.told(desk, "已计票")
    desk.get_by_role("link", name="表决结果", exact=True).click()
    lines = desk.get_by_role("table", name="年度履职评议")
    expect(lines.get_by_role("row", name=CHAIR)).to_contain_text("1（16.7%）")
    expect(lines.get_by_role("row", name=MEMBER)).to_contain_text("2（66.7%）")
    axe(desk)
    desk.goto(ballot.get_absolute_url())
    agree(desk, "公布给名册上的人")
    hands.told(desk, "结果已公布")

    # A voter sees the grades of who was graded by enough, and takes the archive home.
    first.goto(ballot.get_absolute_url())
    first.get_by_role("link", name="表决结果和每一步").click()
    shown = first.get_by_role("table", name="年度履职评议")
    expect(shown.get_by_role("row", name=CHAIR)).to_contain_text("5（83.3%）")
    expect(shown.get_by_role("row", name=MEMBER)).to_contain_text("不公布")
    expect(first.get_by_role("main")).to_contain_text(f"{MEMBER}：有效票 3 张，不足 5 张")
    axe(first)
    with first.expect_download() as coming:
        first.get_by_role("link", name="下载存档").click()
    verified(coming.value.path(), tmp_path / "存档")
    kept = Entry.objects.filter(ballot=ballot, kind="ballot").values_list("tracker", flat=True)
    assert {one.replace("-", "") for one in (once, again)} <= {*kept}
    assert len(kept) == 7


def verified(archive: Path, folder: Path) -> None:
    """Let the verifier run as a command over what was downloaded."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    command = [str(Path(sys.executable).with_name("zhijia-verify")), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "电子投票：公告 7 张，计票 6 张" in done.stdout
    assert f"{CHAIR}：满意 5 票，基本满意 1 票，不满意 0 票" in done.stdout

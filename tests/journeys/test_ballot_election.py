"""Sixty delegates elect nine of ten in the hall, on paper and by machine, and anybody checks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from zhijia.ballots.models import Ballot
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.models import Member

from . import hands
from .ballot_hands import Cards, Device, Keeper, Tools, bring, make_cards, tools_in
from .conftest import DESKTOP

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
SURNAMES, GIVEN = "蔡田董袁潘于余杜", "建军 晓梅 志远 秀兰 国庆 玉华 海燕 立新".split()
NAMES = [surname + given for given in GIVEN for surname in SURNAMES]
DELEGATES, CANDIDATES, ON_PAPER = 60, 10, 20
TITLE, COMMITTEE = "第七届委员会选举", "工会委员会委员"
MEETING = "第七届会员代表大会第一次会议"
# Who watches, by number among the delegates, behind the candidates.
WATCHERS = {
    "总监票人": 10,
    "监票人": 11,
    "计票人（甲）": 12,
    "计票人（乙）": 13,
    "资格审查组": 14,
}
HOLDERS = (15, 16)  # and one of the union above
OUTSIDER = "高云"
AT_DESK, ON_PHONE = 20, 21  # who vote on pages of their own
WRITTEN_IN = 22
TIED = (8, 9)
# How many of the 38 other electronic ballots leave out each candidate, by place on the paper.
LEFT_OUT = (3, 3, 3, 3, 3, 4, 3, 4, 6, 6)
PAPER_YES = (17, 17, 17, 17, 17, 17, 17, 17, 16, 16)  # of 19 valid papers


def number(n: int) -> str:
    """Return the staff number of delegate n, from 0."""
    return f"{8001 + n}"


@pytest.fixture
def cast(organisation: Cast, today: date) -> Cast:
    """The group with enough members for a congress of delegates; those who act have accounts."""
    desk, unit = organisation.actors["group_desk"], organisation.units["group"]
    for n, name in enumerate(NAMES):
        organisation.members[number(n)] = org.enrol(
            actor=desk, unit=unit, name=name, staff_no=number(n), joined_on=today, today=today
        )
    return organisation


@pytest.fixture
def tools(new_context: Callable[..., BrowserContext], tmp_path: Path) -> Iterator[Tools]:
    with tools_in(new_context, tmp_path) as found:
        yield found


@dataclass
class Story:
    """Who is where, and what they hold."""

    cast: Cast
    home: str
    enter: Enter
    axe: Axe
    tools: Tools
    desk: Page
    ballot: Ballot = field(init=False)
    cards: Cards = field(init=False)
    keepers: list[Keeper] = field(default_factory=list)
    pages: dict[int, Page] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/ballots/{self.ballot.pk}/"

    def member(self, n: int) -> Member:
        return self.cast.members[number(n)]

    def open_account(self, n: int) -> Member:
        who = self.member(n)
        if who.user is None:
            actor = self.cast.actors["group_desk"]
            who = org.give_account(actor=actor, member=who, password=hands.PASSWORD, is_demo=True)
            self.cast.members[number(n)] = who
        return who

    def page(self, n: int, **options: object) -> Page:
        """Return the window of delegate n, who signs in once."""
        if n not in self.pages:
            self.open_account(n)
            self.pages[n] = self.enter(number(n), **(options or DESKTOP))
            self.pages[n].on("dialog", lambda question: question.accept())
        return self.pages[n]

    def client(self, n: int) -> Client:
        client = Client()
        user = self.open_account(n).user
        assert user
        client.force_login(user)
        return client

    def device(self, n: int) -> Device:
        return Device(self.home, self.client(n))


def prepare(story: Story) -> None:
    """Draft the vote on the desk's pages, from nothing to the frozen roll."""
    page = story.desk
    hands.go(page, "选举表决")
    page.get_by_role("link", name="筹备表决").first.click()
    page.get_by_role("radio", name=COMMITTEE).check()
    page.get_by_label("名称", exact=True).fill(TITLE)
    page.get_by_label("会议名称").fill(MEETING)
    hands.press(page, "建立")
    hands.told(page, "已建立")
    story.ballot = Ballot.objects.get(title=TITLE)
    page.get_by_role("link", name="名称、方式和依据").click()
    page.get_by_role("radio", name="纸质和会场电子并用").check()
    page.get_by_label("大会通过的选举（表决）办法", exact=True).fill("第七届会员代表大会选举办法")
    page.get_by_label("上一级工会书面同意的文号").fill("市工发〔2026〕8号")
    hands.press(page, "保存")
    page.get_by_role("link", name="选举", exact=True).click()
    page.get_by_label("名称", exact=True).fill(COMMITTEE)
    page.get_by_label("应选人数").fill("9")
    hands.press(page, "添加")
    page.get_by_role("link", name="填写名单").click()
    lines = "\n".join(number(n) for n in range(CANDIDATES))
    page.get_by_label("候选人").fill(lines)
    hands.press(page, "添加")
    page.goto(f"{story.at}roll/")
    page.get_by_role("link", name="粘贴名单").click()
    rows = [f"{NAMES[n]} {number(n)} 第{'一二三四'[n % 4]}代表团" for n in range(DELEGATES)]
    page.get_by_label("粘贴名单").fill("\n".join(rows))
    hands.press(page, "加入名册")
    hands.told(page, "名册现有 60 人")
    name_watchers(story)
    hands.press(page, "定稿")
    hands.told(page, "已定稿，名册固定")


def name_watchers(story: Story) -> None:
    page = story.desk
    roles = [*WATCHERS.items(), *(("密钥保管人", n) for n in HOLDERS)]
    for role, n in roles:
        page.goto(f"{story.at}watchers/new/")
        page.get_by_label("职责").select_option(role)
        page.get_by_label("会员", exact=True).select_option(label=NAMES[n])
        page.get_by_label("由谁推选").fill("大会表决通过")
        hands.press(page, "指定")
        hands.told(page, "已指定")
    page.goto(f"{story.at}watchers/new/")
    page.get_by_label("职责").select_option("密钥保管人")
    page.get_by_label("姓名（单位以外的人）").fill(OUTSIDER)
    page.get_by_label("上级工会派出").check()
    hands.press(page, "指定")
    hands.told(page, "已指定")


def download(story: Story, page: Page, name: str) -> Path:
    """Save what a link hands out; the newest of a name replaces the one before."""
    link = page.get_by_role("link", name=name).first
    return story.tools.saved(page, link.click)


def make_keys(story: Story) -> None:
    """Begin, bring the holders' public keys, let the qualification group make the cards."""
    page, tools = story.desk, story.tools
    page.get_by_role("link", name="电子投票的准备").click()
    hands.press(page, "开始准备")
    hands.told(page, "已开始准备")
    story.axe(page)
    tool = download(story, page, "下载保管人工具")
    story.keepers = [Keeper(tools, tool, tools.folder / f"保管人{n}") for n in (1, 2, 3)]
    # The two delegates bring theirs themselves, the desk brings the outsider's.
    carriers = [story.page(HOLDERS[0]), story.page(HOLDERS[1]), page]
    for carrier, keeper, name in zip(carriers, story.keepers, holders(), strict=True):
        carrier.goto(f"{story.at}electronic/")
        row = carrier.get_by_role("row", name=name)
        row.get_by_text("交来公钥").click()
        row.get_by_label("或者选择文件").set_input_files(keeper.public)
        hands.press(row, "登记")
        hands.told(carrier, "已收下，核对无误")
    registrar = story.page(WATCHERS["资格审查组"])
    registrar.goto(f"{story.at}electronic/")
    maker = download(story, registrar, "下载发码工具")
    roll = download(story, registrar, "下载名册")
    story.cards, lists = make_cards(tools, maker, roll)
    assert len(story.cards.voters) == DELEGATES
    bring(registrar, lists, "交来公钥清单")


def holders() -> list[str]:
    return [*(NAMES[n] for n in HOLDERS), OUTSIDER]


def hold_ceremony(story: Story) -> None:
    """Four rounds through the server; the words are read out, the board is begun."""
    page = story.desk
    page.goto(f"{story.at}electronic/")
    hands.press(page, "冻结选举清单")
    hands.told(page, "选举清单已冻结")
    manifest = download(story, page, "选举清单")
    carriers = [story.page(HOLDERS[0]), story.page(HOLDERS[1]), page]
    for keeper in story.keepers:
        keeper.begin(manifest)
    for round_ in (1, 2, 3, 4):
        for carrier, keeper in zip(carriers, story.keepers, strict=True):
            carrier.goto(f"{story.at}electronic/")
            if round_ > 1:
                keeper.take(download(story, carrier, "已收到的消息"))
            bring(carrier, keeper.send(round_), "交来消息")
    page.goto(f"{story.at}electronic/")
    aloud = hands.part(page, "口令词").locator("strong").all_inner_texts()
    assert len(aloud) == 8
    for keeper in story.keepers:
        assert keeper.words() == aloud
    story.axe(page)
    hands.press(page, "口令词一致，建立公告板")
    hands.told(page, "公告板已建立")
    page.get_by_role("link", name="开始投票").click()
    hands.press(page, "开始投票")
    hands.told(page, "投票开始")


def test_nine_of_ten_are_elected_by_sixty_delegates(
    cast: Cast, live_server: LiveServer, enter: Enter, axe: Axe, tools: Tools, today: date
) -> None:
    desk = enter("1002", **DESKTOP)
    desk.on("dialog", lambda question: question.accept())
    story = Story(cast, live_server.url, enter, axe, tools, desk)
    for chapter in (prepare, make_keys, hold_ceremony):
        chapter(story)
    assert Ballot.objects.get(pk=story.ballot.pk).state == "open"

"""Sixty delegates elect nine of ten in the hall, on paper and by machine, and anybody checks it."""

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import docx
import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from zhijia.ballots.models import Ballot, Choice, Voter
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.models import Member

from . import hands
from .ballot_hands import (
    LONG,
    Device,
    Keeper,
    Registrar,
    Tools,
    bring,
    sign_board,
    tools_in,
)
from .conftest import DESKTOP, PHONE

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
MOVED = 19  # whose phone is dead: paper after all
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


def signed_in(member: Member) -> Client:
    """Return a session of somebody who has an account."""
    client, user = Client(), member.user
    assert user
    client.force_login(user)
    return client


@dataclass
class Story:
    """Who is where, and what they hold."""

    cast: Cast
    home: str
    window: Enter
    enter: Enter
    axe: Axe
    tools: Tools
    desk: Page
    ballot: Ballot = field(init=False)
    cards: Registrar = field(init=False)
    keepers: list[Keeper] = field(default_factory=list)
    pages: dict[int, Page] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/ballots/{self.ballot.pk}/"

    @property
    def candidates(self) -> list[str]:
        """Return who stands, in the order of the paper."""
        rows = Choice.objects.filter(contest__ballot=self.ballot).order_by("place")
        return list(rows.values_list("name", flat=True))

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

    def device(self, n: int) -> Device:
        return Device(self.home, signed_in(self.open_account(n)))


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
    story.cards = Registrar(tools, maker, roll)
    assert len(story.cards.voters) == DELEGATES
    bring(registrar, story.cards.lists, "交来公钥清单")


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
    story.ballot.refresh_from_db()


def come_in(story: Story) -> None:
    """Some are checked in at the door before our eyes, the others as quickly."""
    page = story.page(WATCHERS["总监票人"])
    page.goto(story.at)
    page.get_by_role("link", name="签到台").click()
    by_machine = [(n, "电子投票") for n in (MOVED, AT_DESK, ON_PHONE)]
    for n, button in ((0, "纸质选票"), *by_machine):
        page.get_by_label("姓名、工号或者代表团").fill(number(n))
        page.get_by_label("姓名、工号或者代表团").press("Enter")
        hands.press(page.get_by_role("row", name=NAMES[n]), button)
        hands.told(page, f"{NAMES[n]} 已签到")
    sign_in_all(story, lambda n: "paper" if n < ON_PAPER else "electronic")
    page.goto(f"{story.at}quorum/")
    expect(page.get_by_role("main")).to_contain_text("60")


def change_mind(story: Story) -> None:
    """Whose code two scrutineers struck takes paper; nobody learns whose code it was."""
    page, name = story.desk, NAMES[MOVED]
    page.goto(f"{story.at}electronic/")
    fold = hands.unfold(page, "有人改领纸质选票")
    fold.get_by_label("公钥").fill(story.cards.key_of(name))
    hands.press(fold, "提请注销")
    hands.told(page, "已提请，等监票人签署")
    both_sign(story)
    page.goto(f"{story.at}desk/?q={number(MOVED)}")
    hands.press(page.get_by_role("row", name=name), "改领纸质选票")
    hands.told(page, f"{name} 改领纸质选票")


def sign_in_all(story: Story, way: Callable[[int], str]) -> None:
    """Check in who has not come yet, each by a request of the desk."""
    client = signed_in(story.cast.members["1002"])
    rows = Voter.objects.filter(ballot=story.ballot, way="")
    for pk, staff_no in rows.values_list("pk", "number"):
        form = {"way": way(int(staff_no) - 8001)}
        assert client.post(f"/ballots/voters/{pk}/sign/", form).status_code == 302
    assert not rows.exists()


def to_booth(story: Story, n: int, **options: object) -> Page:
    """Open a delegate's own voting page and type the code from the card."""
    page = story.page(n, **options)
    page.goto("/ballots/mine/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="去投票").click()
    page.get_by_label("投票码").fill(story.cards.voters[NAMES[n]])
    hands.press(page, "下一步")
    return page


def mark(page: Page, candidates: list[str], against: int, left: int | None = None) -> None:
    """Mark all: one with no, one not at all where a seat is needed for somebody else."""
    for place, name in enumerate(candidates):
        if place == left:
            continue
        row = page.get_by_role("region", name=COMMITTEE).get_by_role("group", name=name)
        word = "不赞成" if place == against else "赞成"
        row.get_by_role("radio", name=word, exact=True).click()


def write_in(page: Page) -> None:
    """Find somebody on the roster who does not stand."""
    paper = page.get_by_role("region", name=COMMITTEE)
    paper.get_by_label("从名册里找").fill(NAMES[WRITTEN_IN])
    hands.press(paper, NAMES[WRITTEN_IN])


def cast_it(page: Page) -> str:
    """Cast what is on the page; return the tracker of the receipt."""
    hands.press(page, "投出")
    expect(page.get_by_role("status")).to_contain_text("回执的签名正确")
    return page.locator(".tracker strong").inner_text()


def vote(story: Story) -> None:
    """One writes somebody in, one challenges the page first; the others vote as they will."""
    candidates = story.candidates
    page = to_booth(story, AT_DESK)
    mark(page, candidates, 0, left=3)
    write_in(page)
    hands.press(page, "下一步：核对")
    story.axe(page)
    cast_it(page)

    phone = to_booth(story, ON_PHONE, **PHONE)
    mark(phone, candidates, 2, left=3)
    write_in(phone)
    hands.press(phone, "下一步：核对")
    first = phone.locator(".tracker strong").inner_text()
    challenge(story, phone, first)
    hands.press(phone, "核验完了，重新填写选票")
    hands.press(phone, "去掉")
    mark(phone, candidates, 1)
    hands.press(phone, "下一步：核对")
    story.axe(phone)
    assert cast_it(phone) != first

    rest = [place for place, times in enumerate(LEFT_OUT) for _ in range(times)]
    others = [n for n in range(ON_PAPER, DELEGATES) if n not in {AT_DESK, ON_PHONE}]
    cells = 2 * CANDIDATES + 9  # yes and no of each, and a flag for each seat
    for n, place in zip(others, rest, strict=True):
        votes = [int(c < 2 * CANDIDATES and c % 2 == 0 and c != 2 * place) for c in range(cells)]
        code = story.cards.voters[NAMES[n]]
        receipt = story.device(n).cast(story.ballot, code, votes, secrets.token_bytes(32))
        assert receipt["eid"] == story.ballot.eid


def challenge(story: Story, phone: Page, tracker: str) -> None:
    """Open the ballot on a phone that is not signed in, and see there what was encrypted."""
    hands.press(phone, "核验（这张不投）")
    hands.press(phone, "打开并作废")
    expect(phone.get_by_role("status").first).to_contain_text("已经作废")
    expect(phone.get_by_role("img", name="核验页的二维码")).to_be_visible()
    story.axe(phone)
    address = phone.get_by_role("link", name="打开核验页").get_attribute("href")
    other = story.window(**PHONE)
    other.goto(str(address))
    expect(other.get_by_role("heading", name="查验码一致")).to_be_visible()
    main = other.get_by_role("main")
    expect(main).to_contain_text(tracker)
    expect(main).to_contain_text(f"{story.candidates[2]}不赞成")
    expect(main).to_contain_text(f"{NAMES[WRITTEN_IN]}另选")
    story.axe(other)
    assert "#" not in other.url


def close(story: Story) -> None:
    """The desk stops taking ballots, both scrutineers sign where the board ends."""
    page = story.desk
    page.goto(f"{story.at}electronic/")
    hands.press(page, "停止收票")
    hands.told(page, "已停止收票")
    both_sign(story)
    page.goto(story.at)
    hands.press(page, "结束投票")
    hands.told(page, "投票结束，可以计票")


def both_sign(story: Story) -> None:
    for role in ("总监票人", "监票人"):
        n = WATCHERS[role]
        sign_board(story.page(n), story.ballot, story.cards.scrutineers[NAMES[n]])


def put_box(story: Story, papers: int) -> None:
    page = story.desk
    page.goto(f"{story.at}papers/")
    page.get_by_role("link", name="登记票箱").click()
    page.get_by_label("票箱", exact=True).fill("主会场")
    page.get_by_label("发出（张）").fill(str(papers))
    page.get_by_label("收回（张）").fill(str(papers))
    hands.press(page, "登记")
    hands.told(page, "已登记")


def hand_in(page: Page, at: str, valid: int, yes: dict[str, int], **more: str) -> None:
    """Fill in a teller's sheet of the first pile."""
    page.goto(f"{at}tellers/")
    page.get_by_role("link", name="填写第 1 叠").or_(
        page.get_by_role("link", name="填写", exact=True)
    ).first.click()
    page.get_by_label("有效票（张）").fill(str(valid))
    if more:
        page.get_by_label("所选多于应选名额").fill("1")
    for name, n in yes.items():
        row = page.get_by_role("group", name=name)
        row.get_by_label("赞成", exact=True).fill(str(n))
        row.get_by_label("不赞成").fill("1")
    for who, votes in more.items():
        hands.unfold(page, "另选他人")
        page.get_by_label("另选人 1", exact=True).fill(who)
        page.get_by_label("得票").first.fill(votes)
    hands.press(page, "交计票单")


def count_paper(story: Story) -> None:
    """Two tellers count blind; one slips, and the chief scrutineer settles it with them."""
    put_box(story, ON_PAPER)
    right = dict(zip(story.candidates, PAPER_YES, strict=True))
    wrong = {**right, story.candidates[2]: PAPER_YES[2] - 1}
    first, second = story.page(WATCHERS["计票人（甲）"]), story.page(WATCHERS["计票人（乙）"])
    hand_in(first, story.at, 19, right, **{NAMES[WRITTEN_IN]: "1"})
    hands.told(first, "已交")
    second.goto(f"{story.at}tellers/")
    expect(second.get_by_role("main")).to_contain_text("一人已交")
    second.get_by_role("link", name="第 1 叠", exact=True).click()
    expect(second.get_by_role("main")).to_contain_text("对方已交，您交以后比对")
    expect(second.get_by_role("main")).not_to_contain_text("有效票 19 张")
    hand_in(second, story.at, 19, wrong, **{NAMES[WRITTEN_IN]: "1"})
    chief = story.page(WATCHERS["总监票人"])
    chief.goto(f"{story.at}tellers/")
    chief.get_by_role("link", name="核对", exact=True).click()
    name = story.candidates[2]
    for word, n in (("赞成", "17"), ("弃权", "1")):
        chief.get_by_label(f"{name}：{word}：甲").fill(n)
        chief.get_by_label(f"{name}：{word}：为什么").fill("重新核对本叠选票，乙漏画一笔")
    hands.press(chief, "以此为准")
    hands.told(chief, "已核对，这一叠计入结果")


def seal(story: Story) -> None:
    """The count of paper and the number of ballots go onto the board, signed."""
    page = story.desk
    for button in ("提请签署纸质计票结果", "提请封存计票"):
        page.goto(f"{story.at}electronic/")
        hands.press(page, button)
        hands.told(page, "已提请，等监票人签署")
        both_sign(story)


def open_ballots(story: Story) -> None:
    """Two holders mix what was written in, two open the sums; none of them sees a ballot."""
    inside = [story.page(HOLDERS[0]), story.page(HOLDERS[1]), story.desk]
    for n, verb, button in (
        (0, "mix", "交来混洗结果"),
        (1, "mix", "交来混洗结果"),
        (0, "open", "交来解密份额"),
        (2, "open", "交来解密份额"),
    ):
        carrier, keeper = inside[n], story.keepers[n]
        carrier.goto(f"{story.at}electronic/")
        archive = download(story, carrier, "下载存档")
        bring(carrier, getattr(keeper, verb)(archive), button)
    story.desk.goto(f"{story.at}electronic/")
    expect(hands.part(story.desk, "现在")).to_contain_text("计入电子选票 40 张")
    story.axe(story.desk)


def read_out(story: Story) -> None:
    """Eight are elected, two tie for the last seat; the report is a Word file to be signed."""
    page = story.desk
    page.goto(story.at)
    hands.press(page, "汇总计票")
    hands.told(page, "已计票，结果如下")
    page.get_by_role("link", name="表决结果", exact=True).click()
    main = page.get_by_role("main")
    names = [story.candidates[place] for place in TIED]
    expect(main).to_contain_text(f"{names[0]}、{names[1]}得票相同，还有 1 个名额")
    expect(main).to_contain_text("应到 60 人，发出 60 张，收回 60 张；有效 59 张，无效 1 张")
    expect(main).to_contain_text(f"另选人 {NAMES[WRITTEN_IN]}：2 票")
    story.axe(page)
    report = download(story, page, "计票结果报告单")
    words = text_of(report)
    for name in story.candidates:
        assert name in words
    assert "监票人" in words
    hands.looked_at(report, pages=1)


def text_of(file: Path) -> str:
    document = docx.Document(str(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def verify_it(story: Story) -> None:
    """The archive as the server hands it out, by both verifiers."""
    page = story.desk
    page.goto(f"{story.at}electronic/")
    archive = download(story, page, "下载存档")
    command = Path(sys.executable).with_name("zhijia-verify")
    done = subprocess.run(
        [command, archive, "--eid", story.ballot.eid], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "核验通过" in done.stdout
    tool = download(story, page, "核对表决档案")
    verifier = story.tools.open(tool)
    verifier.get_by_label("档案的 ZIP 文件").set_input_files(archive)
    hands.press(verifier, "开始检查")
    main = verifier.get_by_role("main")
    expect(main).to_contain_text("全部检查通过", timeout=LONG)
    expect(main).to_contain_text("其中纸质票 19 张")
    expect(main).to_contain_text(f"{NAMES[WRITTEN_IN]} 2 票")


def vote_again(story: Story) -> None:
    """The two who tied stand alone, on paper; more votes win."""
    page = story.desk
    page.goto(f"{story.at}result/")
    hands.press(page, "再次投票")
    hands.told(page, "已建立承接的表决")
    story.ballot = Ballot.objects.get(follows=story.ballot)
    page.get_by_role("link", name="名称、方式和依据").click()
    page.get_by_role("radio", name="纸质选票", exact=True).check()
    hands.press(page, "保存")
    hands.press(page, "定稿")
    hands.told(page, "已定稿，名册固定")
    hands.press(page, "开始投票")
    hands.told(page, "投票开始")
    sign_in_all(story, lambda n: "paper")
    page.goto(story.at)
    hands.press(page, "结束投票")
    hands.told(page, "投票结束，可以计票")
    put_box(story, DELEGATES)
    winner, loser = story.candidates
    for role in ("计票人（甲）", "计票人（乙）"):
        again = story.page(WATCHERS[role])
        hand_in(again, story.at, DELEGATES, {winner: 33, loser: 26})
    hands.told(again, "两张计票单一致")
    page.goto(story.at)
    hands.press(page, "汇总计票")
    page.get_by_role("link", name="表决结果", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(f"{winner}当选")
    words = text_of(download(story, page, "当选公告"))
    assert winner in words
    assert loser not in words


CHAPTERS = (
    prepare,
    make_keys,
    hold_ceremony,
    come_in,
    change_mind,
    vote,
    close,
    count_paper,
    seal,
    open_ballots,
    read_out,
    verify_it,
    vote_again,
)


def test_nine_of_ten_are_elected_by_sixty_delegates(
    cast: Cast, live_server: LiveServer, window: Enter, enter: Enter, axe: Axe, tools: Tools
) -> None:
    desk = enter("1002", **DESKTOP)
    desk.on("dialog", lambda question: question.accept())
    story = Story(cast, live_server.url, window, enter, axe, tools, desk)
    for chapter in CHAPTERS:
        chapter(story)

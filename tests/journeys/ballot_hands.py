"""What people do in an electronic vote: each with a tool from disk and the server's pages."""

import json
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from zhijia.ballots import queries
from zhijia.ballots.crypto.ballots import make
from zhijia.ballots.crypto.credentials import read_code, seed_of
from zhijia.ballots.models import Ballot, Board

from . import hands
from .conftest import DESKTOP

PASS = "三人成众，凑够人数才能开票"
LONG = 60_000  # milliseconds: a browser on a busy machine checks a whole board
ALL_CARDS = """() => [...document.querySelectorAll('.ticket')].map((card) => [
  card.querySelector('.hint').textContent.slice(0, 3),
  card.querySelector('.who').textContent,
  card.querySelector('.code-on-card').textContent])"""


class Tools:
    """Tools as people get them: downloaded from the server, opened from disk, without a request."""

    def __init__(self, new_context: Callable[..., BrowserContext], folder: Path) -> None:
        self.new_context, self.folder = new_context, folder
        self.faults: list[str] = []

    def saved(self, page: Page, press: Callable[[], None], name: str = "") -> Path:
        """Press what downloads a file, with `name` in its own where there are several."""
        with page.expect_download(
            lambda one: name in one.suggested_filename, timeout=LONG
        ) as coming:
            press()
        file = self.folder / coming.value.suggested_filename
        coming.value.save_as(file)
        return file

    def open(self, file: Path, **options: Any) -> Page:
        """Open a tool from disk; a request or an error is a fault."""
        context = self.new_context(**(options or DESKTOP))
        context.set_default_timeout(LONG)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        context.on("request", self._asked)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    def _asked(self, request: Any) -> None:
        if request.url.startswith("http"):
            self.faults.append(f"a tool asked for {request.url}")


@contextmanager
def tools_in(new_context: Callable[..., BrowserContext], folder: Path) -> Iterator[Tools]:
    """Lend tools; what went wrong in one of them fails the story."""
    found = Tools(new_context, folder)
    yield found
    assert not found.faults, "\n".join(found.faults)


def bring(page: Page, file: Path, button: str) -> None:
    """Give the server what a device gave out."""
    card = hands.part(page, "现在")
    form = card.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    form.get_by_label("或者选择文件").set_input_files(file)
    hands.press(form, button)
    hands.told(page, "已收下，核对无误")


class Keeper:
    """A key holder: the tool on their own computer, the file with their keys."""

    def __init__(self, tools: Tools, tool: Path, folder: Path) -> None:
        folder.mkdir()
        self.tools = Tools(tools.new_context, folder)
        self.tools.faults = tools.faults
        self.page = self.tools.open(tool)
        hands.press(self.page, "第一次用：新建密钥")
        self.page.get_by_label("口令").fill(PASS)
        self.page.get_by_label("再输入一次").fill(PASS)
        self._save("新建并保存密钥文件")
        self.public = self._save("保存公钥")

    def _save(self, button: str, name: str = "") -> Path:
        return self.tools.saved(self.page, lambda: hands.press(self.page, button), name)

    def begin(self, manifest: Path) -> None:
        self.page.get_by_label("选举清单（manifest.json）").set_input_files(manifest)
        hands.press(self.page, "开始或者继续密钥仪式")

    def take(self, messages: Path) -> None:
        """Read in everything that the server has."""
        self.page.get_by_label("消息文件").set_input_files(messages)
        hands.press(self.page, "收下")

    def send(self, round_: int) -> Path:
        """Make the message of a round as a file."""
        self._save(f"生成我的第 {round_} 轮消息")
        words = self.page.get_by_label(f"第 {round_} 轮消息", exact=True).input_value()
        file = self.tools.folder / f"第{round_}轮.json"
        file.write_text(words, "utf-8")
        return file

    def words(self) -> list[str]:
        return self.page.locator(".words li").all_inner_texts()

    def home(self) -> None:
        while not self.page.get_by_role("button", name="选择档案").is_visible():
            hands.press(self.page, "返回")

    def look(self, archive: Path) -> None:
        """Let the tool check an archive."""
        self.home()
        hands.press(self.page, "选择档案")
        self.page.get_by_label("档案的 ZIP 文件").set_input_files(archive)
        hands.press(self.page, "检查")
        title = self.page.get_by_role("heading", name="混洗和开票")
        expect(title).to_be_visible(timeout=LONG)

    def mix(self, archive: Path) -> Path:
        self.look(archive)
        return self._save("混洗并保存")

    def open(self, archive: Path) -> Path:
        """Return the partial decryption; the key file is saved before it."""
        self.look(archive)
        return self._save("生成解密份额", "partial")


class Registrar:
    """The qualification group: the tool that made the cards stands open on their computer."""

    def __init__(self, tools: Tools, tool: Path, roll: Path) -> None:
        self.page = page = tools.open(tool)
        page.get_by_label("系统下载的名册").set_input_files(roll)
        expect(page.get_by_role("status").first).to_contain_text("已读入")
        page.get_by_label("口令").fill(PASS)
        tools.saved(page, lambda: hands.press(page, "生成"))
        expect(page.get_by_role("heading", name="个投票码")).to_be_visible()
        cards: dict[str, dict[str, str]] = {}
        for kind, who, code in page.evaluate(ALL_CARDS):
            cards.setdefault(kind, {})[who] = code
        self.voters, self.scrutineers = cards["投票码"], cards["监票码"]  # codes by name
        self.lists = tools.saved(page, lambda: hands.press(page, "保存公钥清单（公钥清单.json）"))

    def key_of(self, name: str) -> str:
        """Look up the key of somebody's code, which is to be struck."""
        self.page.get_by_text("有人改领纸质选票").click()
        self.page.get_by_label("姓名").fill(name)
        hands.press(self.page, "查公钥")
        return self.page.get_by_label(f"{name}（").input_value()


def sign_board(page: Page, ballot: Ballot, code: str) -> None:
    """Sign what is proposed, on a scrutineer's own page."""
    page.goto(f"/ballots/{ballot.pk}/electronic/")
    page.get_by_role("link", name="监票人签署").click()
    page.get_by_label("监票码").fill(code)
    hands.press(page, "签署")
    hands.told(page, "签名已收下")


@dataclass
class Device:
    """A voter's device that speaks the protocol by itself: signed in, over HTTP."""

    home: str
    client: Client

    def _post(self, path: str, body: bytes, kind: str) -> dict[str, Any]:
        cookies = {name: one.value for name, one in self.client.cookies.items()}
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": cookies["csrftoken"],
            "Content-Type": kind,
        }
        request = urllib.request.Request(f"{self.home}{path}", body, headers, method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            said: dict[str, Any] = json.loads(answer.read())
        return said

    def cast(self, ballot: Ballot, code: str, votes: Sequence[int], seed: bytes) -> dict[str, Any]:
        """Encrypt and cast; return the receipt."""
        # The guard of the session comes with the voter's page.
        assert self.client.get(f"/ballots/{ballot.pk}/vote/").status_code == 200
        board = Board.objects.select_related("ballot").get(ballot=ballot)
        key = queries.election_of(board.ballot, board)
        id_ = queries.manifest_of(board.ballot).id
        credential = seed_of(read_code(code), "credential", id_)
        writes = [""] * len(key.layout.slots)
        raw = make(key, credential, votes, writes, seed)
        return self._post(f"/ballots/{ballot.pk}/cast/", raw, "application/octet-stream")

"""The single files: opened from disk, without a network, they verify, hold keys and make codes."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ballots import elections as made
from tests.ballots.archives import rehearsed
from zhijia.ballots.client import TOOLS, fingerprint, single
from zhijia.ballots.crypto import shuffle
from zhijia.ballots.crypto.canonical import load
from zhijia.ballots.crypto.ceremony import Ceremony
from zhijia.ballots.crypto.credentials import key_of_code, read_code
from zhijia.ballots.crypto.manifest import Keyholder
from zhijia.ballots.crypto.partials import read
from zhijia.ballots.crypto.words import aloud
from zhijia.ballots.rehearsal.invented import Asked
from zhijia.ballots.verify.verifier import verify

from . import hands
from .ballot_archives import Board
from .conftest import DESKTOP, PHONE

Axe = Callable[[Page], None]
Open = Callable[..., Page]
PASS = "三人成众，凑够人数才能开票"


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], tmp_path: Path) -> Iterator[Open]:
    """Open a tool from disk, `opened("verify")`; a request or an error fails the story."""
    faults: list[str] = []

    def open_tool(name: str, **options: Any) -> Page:
        file = tmp_path / f"{name}.html"
        file.write_bytes(single(name))
        context = new_context(**(options or DESKTOP))
        context.set_default_timeout(60_000)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        context.on("request", lambda r: faults.append(r.url) if r.url.startswith("http") else None)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield open_tool
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="module")
def boards() -> dict[str, Board]:
    return {upto: Board(upto) for upto in ("sealed", "result")}


@pytest.fixture
def archive(boards: dict[str, Board], tmp_path: Path) -> Path:
    return boards["result"].write(tmp_path / "档案")


def zipped(folder: Path) -> Path:
    """Pack a folder as a zip, below its name."""
    file = folder.with_suffix(".zip")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in folder.iterdir():
            packed.write(one, f"{folder.name}/{one.name}")
    return file


def verified(page: Page, archive: Path) -> None:
    """Let the verifier read an archive, to its verdict."""
    if archive.is_dir():
        page.get_by_label("或者：解压以后的文件夹").set_input_files(archive)
    else:
        page.get_by_label("档案的 ZIP 文件").set_input_files(archive)
    hands.press(page, "开始检查")
    expect(page.get_by_role("heading", name="检查报告")).to_be_visible(timeout=60_000)


def test_an_election_is_verified_from_a_folder_and_from_a_zip(
    opened: Open, archive: Path, axe: Axe
) -> None:
    page = opened("verify")
    axe(page)
    verified(page, archive)
    expect(page.get_by_role("main")).to_contain_text("全部检查通过")
    expect(page.get_by_role("row", name=re.compile("^丁"))).to_have_text("丁312")
    expect(page.get_by_role("main")).to_contain_text("名册2 2 票")
    axe(page)
    phone = opened("verify", **PHONE)
    verified(phone, zipped(archive))
    expect(phone.get_by_role("main")).to_contain_text("全部检查通过")


@pytest.mark.parametrize("paper", [2, 8], ids=["few on paper", "many on paper"])
def test_both_verifiers_accept_a_rehearsed_election_with_paper(
    opened: Open, tmp_path: Path, paper: int
) -> None:
    folder = tmp_path / "演练"
    asked = Asked(voters=16, candidates=2, seats=1, write_ins=1, paper=paper)
    rehearsed(asked).write(folder)
    assert verify(folder).is_verified
    page = opened("verify")
    verified(page, folder)
    expect(page.get_by_role("main")).to_contain_text("全部检查通过")
    expect(page.get_by_role("main")).to_contain_text(f"其中纸质票 {paper} 张")


def flipped(file: Path, at: int) -> None:
    raw = bytearray(file.read_bytes())
    raw[at % len(raw)] ^= 1
    file.write_bytes(bytes(raw))


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("manifest.json", 300),
        ("keys.txt", 70),
        ("roster.json", 12),
        ("ceremony.json", 900),
        ("board.jsonl", 400),
        ("board.jsonl", 30_000),
        ("board.jsonl", -40),
    ],
)
def test_a_bit_that_was_turned_is_found_by_both(
    opened: Open, archive: Path, name: str, at: int
) -> None:
    flipped(archive / name, at)
    assert not verify(archive).is_verified
    page = opened("verify")
    verified(page, archive)
    expect(page.get_by_role("alert")).to_contain_text("档案有问题，结果不可信")


def test_a_board_that_was_rewritten_with_another_result_is_found(
    opened: Open, tmp_path: Path
) -> None:
    board = Board("partial")
    result = board.tally([e.payload for e in board.entries if e.kind == "partial"])
    cells = result["cells"]
    assert isinstance(cells, list)
    board.add("result", {**result, "cells": [cells[1], cells[0], *cells[2:]]})
    page = opened("verify")
    verified(page, board.write(tmp_path / "改过结果"))
    expect(page.get_by_role("alert")).to_contain_text("公告板上的结果与解密出的不符")


def test_a_ballot_of_nobody_and_too_few_ballots_are_found(opened: Open, tmp_path: Path) -> None:
    few = Board("sealed", voters=4)
    page = opened("verify")
    verified(page, few.write(tmp_path / "四票"))
    expect(page.get_by_role("main")).to_contain_text("4 张，不足 5 张")
    expect(page.get_by_role("main")).to_contain_text("全部检查通过")
    hands.press(page, "检查另一份")
    forged = few.write(tmp_path / "少一人")
    lines = (forged / "keys.txt").read_text().splitlines(keepends=True)
    (forged / "keys.txt").write_text("".join(lines[1:]))
    verified(page, forged)
    expect(page.get_by_role("alert")).to_contain_text("凭证清单")


class Keeper:
    """A key holder at their own computer."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        hands.press(page, "第一次用：新建密钥")
        page.get_by_label("口令").fill(PASS)
        page.get_by_label("再输入一次").fill(PASS)
        with page.expect_download() as coming:
            hands.press(page, "新建并保存密钥文件")
        self.keep(coming.value.path())
        self.public = json.loads(page.get_by_label("公钥", exact=True).input_value())

    def keep(self, file: Path) -> None:
        self.file = self.folder / "保管人密钥-密封.json"
        self.file.write_bytes(file.read_bytes())

    def begin(self, manifest: Path) -> None:
        self.page.get_by_label("选举清单（manifest.json）").set_input_files(manifest)
        hands.press(self.page, "开始或者继续密钥仪式")

    def send(self, round_: int) -> str:
        """Make the message of a round and return it."""
        with self.page.expect_download() as coming:
            hands.press(self.page, f"生成我的第 {round_} 轮消息")
        self.keep(coming.value.path())
        return self.page.get_by_label(f"第 {round_} 轮消息", exact=True).input_value()

    def take(self, messages: list[str]) -> None:
        self.page.get_by_label("或者粘贴在这里").fill("\n".join(messages))
        hands.press(self.page, "收下")


def test_three_holders_make_a_key_and_two_open_the_vote(
    opened: Open, tmp_path: Path, axe: Axe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Holders meet over pasted messages; what they make, Python takes, and the other way round."""
    keepers = []
    for n in (1, 2, 3):
        (tmp_path / str(n)).mkdir()
        keepers.append(Keeper(opened("holder"), tmp_path / str(n)))
    axe(keepers[0].page)
    holders = tuple(
        Keyholder(f"保管人{n}", bytes.fromhex(one.public["sign"]), bytes.fromhex(one.public["box"]))
        for n, one in enumerate(keepers, 1)
    )
    manifest = replace(made.manifest(), holders=holders)
    file = tmp_path / "manifest.json"
    file.write_bytes(manifest.raw)
    messages: list[str] = []
    for one in keepers:
        one.begin(file)
    for round_ in (1, 2, 3, 4):
        fresh = [one.send(round_) for one in keepers]
        messages += fresh
        for one in keepers[: 2 if round_ == 4 else 3]:
            one.take(fresh)
    ceremony = Ceremony(manifest, [raw.encode() for raw in messages])
    ceremony.finish()
    page = keepers[0].page
    expect(page.get_by_role("main")).to_contain_text("密钥仪式完成")
    expect(page.get_by_role("main")).to_contain_text(ceremony.h.hex())
    said = page.locator(".words li").all_inner_texts()
    assert " ".join(said) == keepers_words(ceremony)
    axe(page)
    hands.press(page, "生成纸质备份")
    backup = page.get_by_label("纸质备份的文字").input_value()
    assert len(backup) < 1200

    # The vote is held with that key; the board is at its seal.
    monkeypatch.setattr(made, "held", lambda: made.Held(ceremony, []))
    board = Board("sealed")
    for n in (0, 1):
        sealed = board.write(tmp_path / f"封票{n}")
        said_ = json.loads(used(keepers[n].page, sealed, "混洗并保存").read_text())
        before = board.work.slots
        for name, given in said_["contests"].items():
            shuffle.check(
                shuffle.context(board.eid, board.h, n + 1, name),
                board.h,
                before[name],
                shuffle.pairs(bytes.fromhex(given["out"])),
                bytes.fromhex(given["proof"]),
            )
        board.add("mixed", said_)
    mixed = board.write(tmp_path / "混洗以后")
    raws = []
    for n in (0, 2):
        raw = used(keepers[n].page, mixed, "生成解密份额").read_bytes()
        keys = [one.sign for one in manifest.holders]
        assert read(raw, board.eid, keys, ceremony.public_shares, board.work).holder == n + 1
        raws.append(raw)
        board.entries.append(board.chain.append("partial", raw))
    board.add("result", board.tally(raws))
    verifier = opened("verify")
    verified(verifier, board.write(tmp_path / "完"))
    expect(verifier.get_by_role("main")).to_contain_text("全部检查通过")

    # Another board of the same election is not opened.
    other = Board("sealed", voters=5)
    look(keepers[0].page, other.write(tmp_path / "另一块"))
    expect(keepers[0].page.get_by_role("main")).to_contain_text("同一次选举不解密第二次")
    few = Board("sealed", voters=4)
    look(keepers[1].page, few.write(tmp_path / "太少"))
    expect(keepers[1].page.get_by_role("main")).to_contain_text("不足 5 张，不开票")


def keepers_words(ceremony: Ceremony) -> str:
    return aloud(ceremony.transcript)


def look(page: Page, archive: Path) -> None:
    """Let a holder's tool check an archive."""
    while not page.get_by_role("button", name="选择档案").is_visible():
        hands.press(page, "返回")
    hands.press(page, "选择档案")
    page.get_by_label("或者：解压以后的文件夹").set_input_files(archive)
    hands.press(page, "检查")
    expect(page.get_by_role("heading", name="混洗和开票")).to_be_visible(timeout=60_000)


def used(page: Page, archive: Path, act: str) -> Path:
    """Let a holder's tool act on an archive; return the payload that it saved."""
    found: list[Path] = []
    look(page, archive)
    page.on(
        "download",
        lambda one: found.append(one.path()) if "密封" not in one.suggested_filename else None,
    )
    hands.press(page, act)
    for _ in range(600):
        if found:
            break
        page.wait_for_timeout(100)
    return found[0]


def test_a_wrong_passphrase_opens_nothing(opened: Open, tmp_path: Path) -> None:
    keeper = Keeper(opened("holder"), tmp_path)
    page = opened("holder")
    page.get_by_label("密钥文件").set_input_files(keeper.file)
    page.get_by_label("口令").fill(PASS + "错")
    hands.press(page, "打开")
    expect(page.get_by_role("alert")).to_contain_text("口令不对")
    page.get_by_label("口令").fill(PASS)
    hands.press(page, "打开")
    again = json.loads(page.get_by_label("公钥", exact=True).input_value())
    assert again == keeper.public


def test_codes_are_made_printed_and_their_keys_handed_over(
    opened: Open, tmp_path: Path, axe: Axe
) -> None:
    file = tmp_path / "roll.txt"
    file.write_text("张三\t1001 第一代表团\n李四\t第二代表团\n王五\n", "utf-8")
    page = opened("registrar")
    hands.press(page, "生成")
    expect(page.get_by_role("alert")).to_contain_text("还没有选择名册")
    page.get_by_label("表决的 id").fill(made.ID)
    page.get_by_label("表决名称（印在卡上）").fill("第七届委员会选举")
    page.get_by_label("名册文件（roll.txt）").set_input_files(file)
    expect(page.get_by_role("status").first).to_contain_text("已读入 3 名选举人")
    page.get_by_label("监票人", exact=True).fill("监甲\n监乙")
    page.get_by_label("录票码的个数").fill("1")
    page.get_by_label("投票页的网址（可以不填）").fill("https://union.example.cn/ballots/7/vote/")
    page.get_by_label("口令").fill("短")
    hands.press(page, "生成")
    expect(page.get_by_role("alert")).to_contain_text("口令至少 12 个字符")
    axe(page)
    page.get_by_label("口令").fill(PASS)
    with page.expect_download() as coming:
        hands.press(page, "生成")
    kept = tmp_path / "kept.json"
    kept.write_bytes(coming.value.path().read_bytes())
    expect(page.get_by_role("heading", name="3 个投票码、2 个监票码、1 个录票码")).to_be_visible()
    codes = [read_code(one) for one in page.locator(".code-on-card").all_inner_texts()]
    assert not any(code in kept.read_text() for code in codes)
    given = {}
    page.get_by_text("另要单独存档或者公布的").click()
    for words, name in [
        ("选举人公钥", "keys.txt"),
        ("监票人公钥", "监票人公钥.json"),
        ("代录公钥", "desk_keys.txt"),
    ]:
        with page.expect_download() as coming:
            hands.press(page, f"保存{words}（{name}）")
        given[name] = coming.value.path().read_text("utf-8")
    kinds = ["credential"] * 3 + ["scrutineer"] * 2 + ["desk"]
    keys = [key_of_code(code, kind, made.ID).hex() for code, kind in zip(codes, kinds, strict=True)]
    assert given["keys.txt"].splitlines() == sorted(keys[:3])
    assert given["desk_keys.txt"].splitlines() == keys[5:]
    people = [{"name": "监甲", "key": keys[3]}, {"name": "监乙", "key": keys[4]}]
    assert json.loads(given["监票人公钥.json"]) == people
    axe(page)
    hands.press(page, "再做一批")
    page.get_by_text("打开以前的密封文件").click()
    page.get_by_label("密封文件").set_input_files(kept)
    page.get_by_label("口令").fill(PASS)
    hands.press(page, "用上面的口令打开")
    expect(page.locator(".code-on-card")).to_have_count(6)
    assert read_code(page.locator(".code-on-card").first.inner_text()) == codes[0]


def test_a_checker_saved_to_disk_needs_the_manifest_and_no_network(
    opened: Open, boards: dict[str, Board], tmp_path: Path, axe: Axe
) -> None:
    board = boards["sealed"]
    [spoiled] = [load(e.payload) for e in board.entries if e.kind == "spoiled"]
    file = tmp_path / "manifest.json"
    file.write_bytes(board.held.manifest.raw)
    page = opened("checker", **PHONE)
    page.get_by_label("选举清单（manifest.json）").set_input_files(file)
    page.get_by_label("选举公钥").fill(board.h.hex())
    page.get_by_label("打开的选票").fill(json.dumps(spoiled, sort_keys=True, separators=(",", ":")))
    axe(page)
    hands.press(page, "核验")
    expect(page.get_by_role("heading", name="查验码一致")).to_be_visible()


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_is_the_same_whenever_it_is_made(name: str) -> None:
    first = fingerprint(name)
    single.cache_clear()
    assert fingerprint(name) == first
    assert b"'none'" in single(name)[:600]

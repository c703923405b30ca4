"""A voter's page: code, choices, encryption, cast or challenge; on a phone, without WebAssembly."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from zhijia.ballots.client.scripts import NOBLE, PROTOCOL, SODIUM, text
from zhijia.ballots.crypto import hashes

from . import ballot_urls, hands
from .conftest import DESKTOP, PHONE

Axe = Callable[[Page], None]
CODE = "01234-56789-ABCDE-FGHJK-MNPQRS"
NO_WASM = "delete globalThis.WebAssembly"
SELF_CHECK = """async ([ballot, manifest, h]) => {
  const s = zj.suite(zj.overNoble());
  return zj.checkedBallot(s, zj.election(s, zj.utf8(manifest), h), zj.unhex(ballot)).tracker;
}"""


@pytest.fixture(autouse=True)
def one_ballot(settings: Any, live_server: Any) -> None:
    settings.ROOT_URLCONF = "tests.journeys.ballot_urls"
    box = ballot_urls.Box
    box.ballots, box.spoiled, box.refusals = [], [], []
    box.raw = ballot_urls.manifest()


def enter_code(page: Page, code: str = CODE) -> None:
    page.goto("/vote/")
    page.get_by_label("投票码").fill(code)
    hands.press(page, "下一步")


def paper(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


def say(page: Page, title: str, name: str, opinion: str) -> None:
    row = paper(page, title).get_by_role("group", name=name)
    row.get_by_role("radio", name=opinion, exact=True).click()


def go_on(page: Page) -> None:
    hands.press(page, "下一步：核对")


@pytest.fixture
def tracker_of(new_context: Callable[..., BrowserContext]) -> Callable[[bytes], str]:
    """Check a ballot in a page of its own, over the other library."""

    def check(ballot: bytes) -> str:
        page = new_context().new_page()
        for name in (SODIUM, NOBLE, *PROTOCOL):
            page.add_script_tag(content=text(name).decode())
        known = [ballot.hex(), ballot_urls.Box.raw.decode(), ballot_urls.data()["h"]]
        return str(page.evaluate(SELF_CHECK, known))

    return check


def test_a_vote_is_cast_from_a_phone(
    phone: Page, axe: Axe, tracker_of: Callable[[bytes], str]
) -> None:
    enter_code(phone, "0123")
    expect(phone.get_by_role("alert")).to_contain_text("现在有 4 个")
    axe(phone)
    enter_code(phone)
    committee = "工会委员会委员"
    for name in ballot_urls.NAMES[:9]:
        say(phone, committee, name, "赞成")
    say(phone, committee, "吴敏", "赞成")
    expect(paper(phone, committee).get_by_role("alert")).to_contain_text("已经选满")
    expect(paper(phone, committee).get_by_label("从名册里找")).to_be_hidden()
    say(phone, committee, "周强", "不赞成")
    find = paper(phone, committee).get_by_label("从名册里找")
    find.fill("职工")
    expect(paper(phone, committee)).to_contain_text("有 120 人，请多输入几个字")
    find.fill("职工007")
    hands.press(paper(phone, committee), "职工007（机修车间）")
    expect(paper(phone, committee)).to_contain_text("已选 9 人（含另选 1 人）")
    say(phone, committee, "周强", "弃权")
    go_on(phone)
    expect(phone.locator(".bar").get_by_role("alert")).to_contain_text("要先对一名候选人不赞成")
    say(phone, committee, "周强", "不赞成")
    say(phone, "民主评议", "李秀英", "基本称职")
    axe(phone)
    go_on(phone)
    tracker = phone.locator(".tracker strong").inner_text()
    expect(phone.get_by_role("main")).to_contain_text("职工007（机修车间）另选")
    axe(phone)
    hands.press(phone, "投出")
    expect(phone.get_by_role("status")).to_contain_text("回执的签名正确")
    axe(phone)
    with phone.expect_download() as coming:
        hands.press(phone, "保存回执")
    assert tracker in coming.value.path().read_text("utf-8")
    [ballot] = ballot_urls.Box.ballots
    assert tracker_of(ballot) == tracker
    assert "0123" not in phone.url
    kept = phone.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"


def test_a_code_in_the_address_is_taken_and_leaves_it(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto("/vote/#0123456789ABCDEFGHJKMNPQRS")
    expect(phone.get_by_label("投票码")).to_have_value("0123456789ABCDEFGHJKMNPQRS")
    assert phone.url.endswith("/vote/")
    assert not any("0123456789" in url.split("#")[0] for url in asked)


def test_without_webassembly_the_other_library_makes_the_ballot(
    window: Callable[..., Page], tracker_of: Callable[[bytes], str]
) -> None:
    page = window(**PHONE)
    page.add_init_script(NO_WASM)
    enter_code(page)
    assert page.evaluate("typeof WebAssembly") == "undefined"
    say(page, "决议", "关于工作报告的决议", "赞成")
    go_on(page)
    tracker = page.locator(".tracker strong").inner_text(timeout=60_000)
    hands.press(page, "投出")
    expect(page.get_by_role("status")).to_contain_text("回执的签名正确")
    assert tracker_of(ballot_urls.Box.ballots[0]) == tracker


def test_what_goes_wrong_is_told_and_nothing_is_lost(desktop: Page) -> None:
    box = ballot_urls.Box
    enter_code(desktop)
    say(desktop, "决议", "关于工作报告的决议", "不赞成")
    go_on(desktop)
    tracker = desktop.locator(".tracker strong").inner_text()
    for refusal, words in [
        ((422, {"words": "投票已经结束。", "reason": "closed"}), "投票已经结束"),
        ((401, {}), "登录已经过期"),
    ]:
        box.refusals = [refusal]
        desktop.route("**/cast/", lambda route: answered(route, box.refusals.pop(0)))
        hands.press(desktop, "投出")
        expect(desktop.get_by_role("alert")).to_contain_text(words)
        desktop.unroute("**/cast/")
    assert desktop.locator(".tracker strong").inner_text() == tracker
    box.refusals = [(422, {"words": "这不是本次的投票码。", "reason": "credential"})]
    hands.press(desktop, "投出")
    expect(desktop.get_by_role("alert")).to_contain_text("这不是本次的投票码")
    expect(desktop.get_by_label("投票码")).to_have_value(CODE)
    hands.press(desktop, "下一步")
    row = paper(desktop, "决议").get_by_role("group", name="关于工作报告的决议")
    expect(row.get_by_role("radio", name="不赞成", exact=True)).to_be_checked()
    go_on(desktop)
    hands.press(desktop, "投出")
    expect(desktop.get_by_role("status")).to_contain_text("回执的签名正确")
    assert len(box.ballots) == 1


def answered(route: Route, refusal: tuple[int, dict[str, str]]) -> None:
    """Answer 401 as a redirect to the sign-in page, as the server does, else as it is."""
    status, said = refusal
    if status == 401:
        route.fulfill(status=302, headers={"Location": "/accounts/sign-in/"})
    else:
        route.fulfill(status=status, json=said)


def test_offline_the_ballot_waits(new_context: Callable[..., BrowserContext]) -> None:
    context = new_context(**PHONE)
    page = context.new_page()
    enter_code(page)
    go_on(page)
    context.set_offline(True)
    hands.press(page, "投出")
    expect(page.get_by_role("alert")).to_contain_text("现在连不上服务器")
    context.set_offline(False)
    hands.press(page, "投出")
    expect(page.get_by_role("status")).to_contain_text("回执的签名正确")


def test_a_receipt_with_a_wrong_signature_is_called_wrong(
    desktop: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballot_urls, "SERVER", bytes([8]) * 32)
    enter_code(desktop)
    go_on(desktop)
    hands.press(desktop, "投出")
    expect(desktop.get_by_role("alert")).to_contain_text("回执的签名不对")


def test_a_challenged_ballot_is_checked_on_a_second_device(
    phone: Page, window: Callable[..., Page], axe: Axe
) -> None:
    enter_code(phone)
    say(phone, "民主评议", "王建国", "优秀")
    go_on(phone)
    tracker = phone.locator(".tracker strong").inner_text()
    hands.press(phone, "核验（这张不投）")
    axe(phone)
    hands.press(phone, "打开并作废")
    expect(phone.get_by_role("status").first).to_contain_text("已经作废")
    axe(phone)
    words = phone.get_by_label("打开的选票").input_value()
    [opened] = ballot_urls.Box.spoiled
    assert json.loads(words) == opened
    assert not ballot_urls.Box.ballots

    other = window(**PHONE)
    other.goto("/check/")
    other.get_by_label("打开的选票").fill(words)
    hands.press(other, "核验")
    expect(other.get_by_role("heading", name="查验码一致")).to_be_visible()
    expect(other.get_by_role("main")).to_contain_text(tracker)
    expect(other.get_by_role("main")).to_contain_text("王建国优秀")
    axe(other)
    other.get_by_role("button", name="核验另一张").click()
    lie = {**opened, "votes": [1 - opened["votes"][0], *opened["votes"][1:]]}
    other.get_by_label("打开的选票").fill(json.dumps(lie, sort_keys=True, separators=(",", ":")))
    hands.press(other, "核验")
    expect(other.get_by_role("heading", name="查验码不一致")).to_be_visible()
    other.goto(f"/check/#{words}")
    other.reload()
    hands.press(phone, "照原样重新加密")
    assert phone.locator(".tracker strong").inner_text() != tracker
    hands.press(phone, "投出")
    expect(phone.get_by_role("status")).to_contain_text("回执的签名正确")


NAMES_SHOWN = """async ([roster, writes, lie]) => {
  const s = await zj.anySuite();
  const manifest = { roster: zj.root(s, roster.map((one) => zj.canonical(one))) };
  const words = zj.proofs(s, roster, writes);
  const found = zj.proven(s, manifest, lie ? words.replaceAll(lie[0], lie[1]) : words);
  return [...found.entries()];
}"""


def test_a_second_device_shows_names_that_the_manifest_bears_out_and_no_others(
    desktop: Page,
) -> None:
    desktop.goto("/vote/")
    roster = ballot_urls.ROSTER
    for count in (1, 2, 3, 7, 120):
        some = roster[:count]
        writes = [some[0]["id"], "", some[-1]["id"]]
        told = {one["id"]: one["name"] for one in (some[0], some[-1])}
        assert dict(desktop.evaluate(NAMES_SHOWN, [some, writes, None])) == told
        for lie in (["职工000", "职工009"], ["m000", "m009"], [".l", ".r"], ["[", "{"]):
            shown = dict(desktop.evaluate(NAMES_SHOWN, [some, writes, lie]))
            assert shown.items() <= told.items()
    assert desktop.evaluate(NAMES_SHOWN, [roster, ["", "m999"], None]) == []


def test_a_scrutineer_signs_with_a_code_that_stays_in_the_browser(desktop: Page, axe: Axe) -> None:
    box = ballot_urls.Box
    box.signed = []
    desktop.goto("/sign/")
    desktop.get_by_label("监票码").fill("0" * 26)
    hands.press(desktop, "签署")
    expect(desktop.get_by_role("alert")).to_contain_text("这不是本次表决的监票码")
    axe(desktop)
    sent: list[str] = []
    desktop.on("request", lambda request: sent.append(request.post_data or ""))
    desktop.get_by_label("监票码").fill(ballot_urls.WATCH.lower())
    hands.press(desktop, "签署")
    expect(desktop.get_by_text("收到签名")).to_be_visible()
    [(key, sig)] = box.signed
    eid = hashes.h32("manifest", box.raw)
    said = ("seal", eid, hashes.u64(7), bytes.fromhex("ab" * 32), hashes.u64(40))
    assert hashes.is_signed(bytes.fromhex(sig), bytes.fromhex(key), *said)
    assert ballot_urls.WATCH.lower() not in "".join(sent).lower()


def test_without_javascript_it_says_so_and_names_paper(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(**PHONE, java_script_enabled=False).new_page()
    page.goto("/vote/")
    expect(page.get_by_role("main")).to_contain_text("可以到现场领取纸质选票")


def test_no_script_runs_there_but_those_listed(
    new_context: Callable[..., BrowserContext],
) -> None:
    desktop = new_context(**DESKTOP).new_page()
    answer = desktop.goto("/vote/")
    assert answer is not None
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert "'self'" not in policy["script-src"]
    assert "'wasm-unsafe-eval'" in policy["script-src"]
    expect(desktop.get_by_label("投票码")).to_be_visible()
    elsewhere = desktop.goto("/accounts/sign-in/")
    assert elsewhere is not None
    assert "wasm" not in elsewhere.headers["content-security-policy"]
    desktop.goto("/vote/")
    ran = desktop.evaluate(
        """async () => {
          const script = document.createElement('script');
          script.src = '/static/zhijia/app.js';
          const over = new Promise((done) => {
            script.onload = () => done('ran');
            script.onerror = () => done('refused');
          });
          document.head.append(script);
          return over;
        }"""
    )
    assert ran == "refused"

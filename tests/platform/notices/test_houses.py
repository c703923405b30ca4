"""The three houses: only their robots' addresses are taken, and a refusal in a 200 is a refusal."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import pytest

from zhijia.platform.notices import houses

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={KEY}"
FEISHU = f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"


@pytest.mark.parametrize(
    ("address", "house"), [(WECOM, "wecom"), (DINGTALK, "dingtalk"), (FEISHU, "feishu")]
)
def test_an_address_is_told_apart_by_its_host(address: str, house: str) -> None:
    assert houses.read(address) == (house, KEY)
    assert houses.read(f"  {address}\n") == (house, KEY)
    assert houses.may_call(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "机器人",
        WECOM.replace("https", "http"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.evil.example"),
        WECOM.replace("https://", "https://evil.example/"),
        WECOM.replace("https://", "https://user@"),
        WECOM.replace("https://qyapi.weixin.qq.com", "https://evil.example#qyapi.weixin.qq.com"),
        WECOM.replace("weixin.qq.com/", "weixin.qq.com:8080/"),
        WECOM.replace("weixin.qq.com/", "weixin.qq.com:99999/"),
        "https://127.0.0.1/cgi-bin/webhook/send?key=" + KEY,
        "https://169.254.169.254/robot/send?access_token=" + KEY,
        "https://[::1]/robot/send?access_token=" + KEY,
        "https://[::1/robot/send",
        WECOM.replace("/cgi-bin/webhook/send", "/cgi-bin/gettoken"),
        WECOM.replace(KEY, ""),
        WECOM.replace(KEY, "a/../b c d e f g"),
        FEISHU + "/../../../other",
        FEISHU.replace(KEY, "x"),
        "file:///etc/passwd",
        "gopher://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY,
        "x" * 5000,
    ],
)
def test_no_other_address_is_taken(address: str) -> None:
    assert houses.read(address) is None
    verdict = houses.may_call(address)
    assert not verdict
    assert "Webhook" in verdict.reason


@pytest.mark.parametrize(
    ("house", "address"), [("wecom", WECOM), ("dingtalk", DINGTALK), ("feishu", FEISHU)]
)
def test_what_is_called_is_built_anew_from_the_house(house: str, address: str) -> None:
    base = f"https://{houses.HOUSES[house].host}"
    call = houses.call(house, KEY, "", "好消息", base=base, seconds=1)
    assert call.url == address
    text = call.payload.get("text", call.payload.get("content"))
    assert "好消息" in text.values()


def test_dingtalk_is_signed_as_it_wants() -> None:
    call = houses.call("dingtalk", KEY, "SEC1", "x", base="https://b", seconds=1599360473)
    asked = parse_qs(urlsplit(call.url).query)
    stamp = "1599360473000"
    digest = hmac.new(b"SEC1", f"{stamp}\nSEC1".encode(), hashlib.sha256).digest()
    assert asked["timestamp"] == [stamp]
    assert asked["sign"] == [base64.b64encode(digest).decode()]


def test_feishu_is_signed_as_it_wants() -> None:
    call = houses.call("feishu", KEY, "SEC1", "x", base="https://b", seconds=1599360473)
    digest = hmac.new(b"1599360473\nSEC1", b"", hashlib.sha256).digest()
    assert call.payload["timestamp"] == "1599360473"
    assert call.payload["sign"] == base64.b64encode(digest).decode()
    assert "sign" not in call.url


@pytest.mark.parametrize(
    ("house", "said"),
    [
        ("wecom", {"errcode": 0, "errmsg": "ok"}),
        ("dingtalk", {"errcode": 0, "errmsg": "ok"}),
        ("feishu", {"code": 0, "msg": "success", "data": {}}),
        ("feishu", {"StatusCode": 0, "StatusMessage": "success"}),
    ],
)
def test_code_nought_means_that_it_arrived(house: str, said: object) -> None:
    assert houses.understood(house, 200, said).fault == ""


@pytest.mark.parametrize(
    ("house", "status", "said", "words", "is_final"),
    [
        ("wecom", 200, {"errcode": 93000}, "机器人地址无效", True),
        ("wecom", 200, {"errcode": 45009}, "发得太勤", False),
        ("wecom", 200, {"errcode": -1}, "错误码 -1", False),
        ("dingtalk", 200, {"errcode": 310000}, "自定义关键词设为“职家”", True),
        ("dingtalk", 200, {"errcode": 999}, "错误码 999", True),
        ("feishu", 200, {"code": 19021}, "签名不对", True),
        ("feishu", 400, {"code": 9499}, "发得太勤", False),
        ("feishu", 400, {"code": 19001}, "机器人地址无效", True),
        ("feishu", 503, None, "暂时不能收消息", False),
        ("wecom", 429, None, "暂时不能收消息", False),
        ("wecom", 302, None, "答复看不懂", True),
        ("wecom", 200, None, "答复看不懂", False),
        ("wecom", 200, {"errcode": "0"}, "答复看不懂", False),
        ("wecom", 200, [0], "答复看不懂", False),
        ("wecom", 500, {"errcode": 0}, "暂时不能收消息", False),
        ("wecom", 404, {"errcode": 0}, "没有收下", True),
    ],
)
def test_whatever_else_is_said_is_a_fault_in_words(
    house: str, status: int, said: object, words: str, is_final: bool
) -> None:
    answer = houses.understood(house, status, said)
    assert words in answer.fault
    assert answer.is_final is is_final


def test_of_a_token_a_page_shows_the_last_four_signs() -> None:
    assert houses.masked(KEY) == "••••5aaa"

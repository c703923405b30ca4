"""The three houses whose group chats have robots: which addresses are theirs, and what they say.

Only what tells a robot from others is taken from an address that somebody pastes; where a message
goes is built anew from the house's own host, so that nobody can make this server call another.

Their answers: developer.work.weixin.qq.com/document/path/91770 (企业微信),
open.dingtalk.com/document/orgapp/custom-robot-access (钉钉),
open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (飞书). Pure.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

from zhijia.law import ALLOWED, Verdict, refused

TOKEN = re.compile(r"[A-Za-z0-9_-]{8,128}")
LABELS = {"wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书"}
SIGNED = {"dingtalk", "feishu"}  # these may ask for a signature besides


@dataclass(frozen=True, slots=True)
class House:
    """A house: its host, the path of its robots, and the query that holds the token, or ""."""

    host: str
    path: str
    query: str


HOUSES = {
    "wecom": House("qyapi.weixin.qq.com", "/cgi-bin/webhook/send", "key"),
    "dingtalk": House("oapi.dingtalk.com", "/robot/send", "access_token"),
    "feishu": House("open.feishu.cn", "/open-apis/bot/v2/hook/", ""),
}


class Call(NamedTuple):
    """What is posted where."""

    url: str
    payload: dict[str, Any]


class Answer(NamedTuple):
    """What a house said: "" where it took the message, and whether asking again may help."""

    fault: str
    is_final: bool


def read(address: str) -> tuple[str, str] | None:
    """Return house and token of a pasted address; None where it is not one of theirs."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or port not in {None, 443} or parts.username is not None:
        return None
    for name, house in HOUSES.items():
        if parts.hostname == house.host and (token := _token(house, parts.path, parts.query)):
            return name, token
    return None


def _token(house: House, path: str, query: str) -> str:
    """Return the token in an address of this house, or ""."""
    if house.query:
        asked = parse_qs(query).get(house.query, [""]) if path.rstrip("/") == house.path else [""]
        token = asked[0]
    else:
        token = path.removeprefix(house.path).rstrip("/") if path.startswith(house.path) else ""
    return token if TOKEN.fullmatch(token) else ""


def may_call(address: str) -> Verdict:
    """Only robots of the three houses are called."""
    if read(address):
        return ALLOWED
    return refused(
        "这不是企业微信、钉钉或者飞书群机器人的地址，请在群设置里添加机器人，"
        "把它的 Webhook 地址整条复制过来"
    )


def call(house: str, token: str, secret: str, words: str, *, base: str, seconds: int) -> Call:
    """Return what to post so that a robot says these words.

    `base` is the house's own address, https and host; `seconds` is now, since 1970, for those
    that want a signature.
    """
    known = HOUSES[house]
    where = f"{base}{known.path}"
    url = f"{where}?{known.query}={quote(token)}" if known.query else f"{where}{quote(token)}"
    if house == "feishu":
        payload: dict[str, Any] = {"msg_type": "text", "content": {"text": words}}
        if secret:
            key = f"{seconds}\n{secret}".encode()
            payload |= {"timestamp": str(seconds), "sign": _sign(key, b"")}
        return Call(url, payload)
    if house == "dingtalk" and secret:
        stamp = str(seconds * 1000)
        sign = _sign(secret.encode(), f"{stamp}\n{secret}".encode())
        url += f"&timestamp={stamp}&sign={quote(sign, safe='')}"
    return Call(url, {"msgtype": "text", "text": {"content": words}})


def _sign(key: bytes, said: bytes) -> str:
    """Return an HMAC-SHA-256 as these houses write it."""
    return base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


# Words for what their codes mean; each house answers a refusal with HTTP 200 and a code.
FAULTS = {
    ("wecom", 93000): "企业微信说机器人地址无效，可能已被移出群",
    ("wecom", 93004): "企业微信说机器人已被移出群",
    ("wecom", 93008): "企业微信说机器人不在群里",
    ("wecom", 45009): "企业微信说发得太勤，稍后再试",
    ("dingtalk", 300001): "钉钉说机器人地址无效，可能已被移出群",
    ("dingtalk", 300005): "钉钉说机器人地址无效，可能已被移出群",
    (
        "dingtalk",
        310000,
    ): "钉钉的安全设置不放行：请把自定义关键词设为“职家”，或者改用加签",
    ("dingtalk", 130101): "钉钉说发得太勤，稍后再试",
    ("dingtalk", 410100): "钉钉说发得太勤，稍后再试",
    ("feishu", 19001): "飞书说机器人地址无效，可能已被移出群",
    ("feishu", 19021): "飞书说签名不对，请核对签名校验的密钥",
    ("feishu", 19022): "飞书的安全设置不放行本服务器的 IP",
    ("feishu", 19024): "飞书的安全设置不放行：请把自定义关键词设为“职家”，或者改用签名校验",
    ("feishu", 9499): "飞书说发得太勤，稍后再试",
    ("feishu", 11232): "飞书说发得太勤，稍后再试",
}
AGAIN = {code for code, words in FAULTS.items() if words.endswith("稍后再试")}
BUSY = {"wecom": {-1}, "dingtalk": {-1}, "feishu": {2200}}  # their own trouble


def understood(house: str, status: int, said: object) -> Answer:
    """Read a house's answer: the status of HTTP, and what its JSON held, None where it was none."""
    name = LABELS[house]
    if status >= 500 or status == 429:
        return Answer(f"{name}暂时不能收消息（{status}）", is_final=False)
    code = _code(said)
    if code is None:
        return Answer(f"{name}的答复看不懂（{status}）", is_final=300 <= status < 500)
    if code == 0 and status == 200:
        return Answer("", is_final=True)
    words = FAULTS.get((house, code), f"{name}没有收下（错误码 {code}）")
    may_help = (house, code) in AGAIN or code in BUSY[house]
    return Answer(words, is_final=not may_help)


def _code(said: object) -> int | None:
    """Return the code in an answer: errcode of two houses, code or StatusCode of the third."""
    if not isinstance(said, Mapping):
        return None
    found = (said.get(key) for key in ("errcode", "code", "StatusCode"))
    return next((code for code in found if type(code) is int), None)


def masked(token: str) -> str:
    """Return a token as a page may show it: its last four signs."""
    return f"••••{token[-4:]}"

"""An assistant outside the house: an endpoint that speaks like OpenAI's, if a file names one.

assistant.toml in the folder of the instance says where it is; it holds a key, so its owner alone
may read it. Nothing is sent but the messages handed over, and nobody is followed elsewhere.
"""

import json
import stat
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import requests

PATIENCE = (10, 180)  # seconds to connect, and between two pieces of an answer
LONGEST = 2_000_000  # bytes of an answer that are read
MOST_SECONDS = 180  # after which no more of an answer is waited for
CHUNK = 64 * 1024
NEEDED, ALLOWED = ("address", "model"), ("address", "model", "key", "label")
SLOW = "等了很久，助手没有答复，请稍后再试"
FAULTS = {
    400: "助手说这次请求不合它的规矩，请管理员核对型号",
    401: "助手不认这个密钥，请管理员核对",
    402: "助手那边的额度用完了",
    403: "助手不认这个密钥，请管理员核对",
    404: "助手那边没有这个地址或者型号，请管理员核对",
    413: "助手说这段文字太长",
    429: "助手那边正忙或者额度用完，请过一会儿再试",
}


class Misconfigured(Exception):
    """The file cannot be used. Says in Chinese why, without anything secret."""


class Unanswered(Exception):
    """The assistant gave no answer of use. Says in Chinese why, without anything secret."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Where the assistant is, which model answers, and the key that opens it."""

    address: str
    model: str
    key: str = ""
    label: str = ""

    @property
    def host(self) -> str:
        """Return the host that everything goes to, with its port where that is unusual."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def is_sealed(self) -> bool:
        """Say whether nobody on the way can read what is sent."""
        return urlsplit(self.address).scheme == "https" or _stays_here(self.address)

    def __repr__(self) -> str:
        """Leave the key out of every log and traceback."""
        return f"Assistant({self.host!r}, {self.model!r})"


def configured(place: Path) -> Assistant | None:
    """Return the assistant that the file names, None where there is no file."""
    try:
        mode = stat.S_IMODE(place.stat().st_mode)
        entries = tomllib.loads(place.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{place.name} 不是正确的 TOML：{error}") from error
    except OSError as error:
        raise Misconfigured(f"{place.name} 读不出：{error.strerror}") from error
    if mode & 0o077:
        raise Misconfigured(f"别人也能读取 {place.name}，请把权限改为 0600")
    if missing := [name for name in NEEDED if not entries.get(name)]:
        raise Misconfigured(f"{place.name} 缺少 {'、'.join(missing)}")
    if unknown := sorted(set(entries) - set(ALLOWED)):
        raise Misconfigured(f"{place.name} 不认识 {'、'.join(unknown)}")
    if odd := [name for name, value in entries.items() if not isinstance(value, str)]:
        raise Misconfigured(f"{place.name} 的 {'、'.join(odd)} 应当是加引号的文字")
    if not _is_fit(entries["address"]):
        words = f"{place.name} 的 address 应当以 https:// 开头；只有内网地址可以用 http://"
        raise Misconfigured(words)
    return Assistant(**entries)


def _is_fit(address: str) -> bool:
    """Take https anywhere, plain http only inside the house."""
    try:
        parts = urlsplit(address)
        inside = bool(parts.hostname) and (_stays_here(address) or _is_inside(parts.hostname or ""))
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and inside))


def _stays_here(address: str) -> bool:
    """Say whether an address never leaves this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_inside(host: str) -> bool:
    """Say whether a host is a number of a network of one's own."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return False


def ask(assistant: Assistant, messages: Sequence[dict[str, str]]) -> str:
    """Return what the assistant answers to these messages, or raise `Unanswered`."""
    body = {"model": assistant.model, "messages": list(messages), "temperature": 0, "stream": False}
    headers = {"Authorization": f"Bearer {assistant.key}"} if assistant.key else {}
    until = time.monotonic() + MOST_SECONDS
    try:
        with (
            _alone() as way,
            way.post(
                f"{assistant.address.rstrip('/')}/chat/completions",
                json=body,
                headers=headers,
                timeout=PATIENCE,
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            status, text = answer.status_code, _read(answer, until)
    except requests.Timeout:
        raise Unanswered(SLOW) from None
    except (requests.RequestException, OSError, ValueError):
        # Not `from`: what went wrong may name the key.
        raise Unanswered("连不上助手，请稍后再试，或者请管理员核对地址") from None
    if status != requests.codes.ok:
        raise Unanswered(FAULTS.get(status, f"助手没有办成这次请求（{status}）"))
    return _said(text)


def _alone() -> requests.Session:
    """Return a way that goes straight to the host: by no proxy and with no key of the machine's."""
    way = requests.Session()
    way.trust_env = False
    return way


def _read(answer: requests.Response, until: float) -> bytes:
    """Read an answer that is neither too long nor still coming at `until`."""
    text = bytearray()
    for chunk in answer.iter_content(CHUNK):
        text += chunk
        if len(text) > LONGEST:
            raise Unanswered("助手的答复太长，没有采用")
        if time.monotonic() > until:
            raise Unanswered(SLOW)
    return bytes(text)


def _said(text: bytes) -> str:
    """Return the words of the first choice in an answer."""
    try:
        said = json.loads(text)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        said = None
    if not isinstance(said, str) or not said.strip():
        raise Unanswered("助手的答复看不懂，没有采用")
    return said

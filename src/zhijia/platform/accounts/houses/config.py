"""sign-in.toml: which houses there are. Read anew when it changes; a fault in it opens no house."""

import stat
import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from re import fullmatch
from typing import Any
from urllib.parse import urlsplit

from .cas import Cas
from .dingtalk import DingTalk
from .feishu import Feishu
from .house import House
from .openid import OpenId
from .wecom import WeCom

KINDS: dict[str, type[House]] = {
    "wecom": WeCom,
    "dingtalk": DingTalk,
    "feishu": Feishu,
    "oidc": OpenId,
    "cas": Cas,
}
MATCHES = ("", "staff_no", "username")
Houses = Mapping[str, House]
_read: dict[tuple[str, int, int, int], Houses] = {}


class Misconfigured(Exception):
    """The file cannot be used. Says in Chinese why, without anything secret."""


def read(place: Path) -> Houses:
    """Return the houses that the file names, none where there is no file."""
    try:
        state = place.stat()
    except FileNotFoundError:
        return {}
    if stat.S_IMODE(state.st_mode) & 0o077:
        raise Misconfigured(f"别人也能读取 {place.name}，请把权限改为 0600")
    seen = (str(place), state.st_mtime_ns, state.st_size, state.st_ino)
    if seen not in _read:
        houses = _parsed(place)
        _read.clear()
        _read[seen] = houses
    return _read[seen]


def _parsed(place: Path) -> Houses:
    try:
        tables = tomllib.loads(place.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{place.name} 不是正确的 TOML：{error}") from error
    except OSError as error:
        raise Misconfigured(f"{place.name} 读不出：{error.strerror}") from error
    return {key: _house(key, table) for key, table in tables.items()}


def _house(key: str, table: Any) -> House:
    """Return one house, or say what is wrong with its entries."""
    if not isinstance(table, dict) or not fullmatch(r"[a-z][a-z0-9-]{0,30}", key):
        raise Misconfigured(f"[{key}]：名称只用小写字母、数字和连字符，下面逐行写各项")
    kind = KINDS.get(entries_kind := str(table.get("kind", key)))
    if kind is None:
        raise Misconfigured(f"[{key}] 的 kind“{entries_kind}”不对，应当是 {'、'.join(KINDS)}")
    entries = {name: value for name, value in table.items() if name != "kind"}
    _check(key, kind, entries)
    return kind.of(key, entries)


def _check(key: str, kind: type[House], entries: dict[str, Any]) -> None:
    """Refuse entries that are missing, unknown, of another type, or unsafe."""
    names = kind.names()
    if missing := [name for name, must in names.items() if must and not entries.get(name)]:
        raise Misconfigured(f"[{key}] 缺少 {'、'.join(missing)}")
    if unknown := sorted(set(entries) - set(names) - {"label"}):
        raise Misconfigured(f"[{key}] 不认识 {'、'.join(unknown)}")
    for name, value in entries.items():
        if not isinstance(value, bool if name == "second_step" else str):
            form = "true 或者 false" if name == "second_step" else "加引号的文字"
            raise Misconfigured(f"[{key}] 的 {name} 应当是{form}")
    if entries.get("match", "") not in MATCHES:
        raise Misconfigured(f"[{key}] 的 match 只能是 staff_no 或者 username")
    if bool(entries.get("match")) != bool(entries.get("claim")):
        raise Misconfigured(f"[{key}] 的 match 和 claim 要么都写，要么都不写")
    for name in kind.addresses:
        if name in entries and not _is_safe(entries[name]):
            raise Misconfigured(f"[{key}] 的 {name} 应当以 https:// 开头")


def _is_safe(address: str) -> bool:
    """Say whether nobody on the way can read what is sent there."""
    parts = urlsplit(address)
    if parts.scheme != "http":
        return parts.scheme == "https" and bool(parts.hostname)
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"

"""Canonical JSON: one way to write each value. docs/ballot-protocol.md 2.7.

Integers stay below 2^53, so that a browser reads the same number.
"""

import json
from typing import Any

from .group import Refused

Value = dict[str, Any] | list[Any] | str | int | bool
MOST = 2**53 - 1


def dump(value: Value) -> bytes:
    """Return the canonical bytes of a value of dicts, lists, strings, integers and booleans."""
    _check(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Refused("不是规范 JSON：有残缺的字符") from None


def load(raw: bytes) -> Value:
    """Read canonical bytes; anything that `dump` would not have written raises Refused."""
    try:
        value: Value = json.loads(raw)
        again = dump(value)
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Refused) else Refused("不是 JSON") from None
    if again != raw:
        raise Refused("不是规范 JSON")
    return value


def load_object(raw: bytes) -> dict[str, Any]:
    """Read a canonical object. Raises Refused."""
    value = load(raw)
    if not isinstance(value, dict):
        raise Refused("不是 JSON 对象")
    return value


def _check(value: object) -> None:
    match value:
        case bool() | str():
            return
        case int() if abs(value) <= MOST:
            return
        case list():
            for item in value:
                _check(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise Refused("不是规范 JSON：键不是文字")
                _check(item)
        case _:
            raise Refused("不是规范 JSON：只能有对象、列表、文字、整数、true 和 false")

"""Reading the fields of a canonical object: each is taken once, and nothing may be left over."""

import re
from typing import Any

from .group import POINT, Refused, point, scalar
from .hashes import unhex

NO_TEXT = re.compile(r"[\x00-\x1f\x7f]")
LONGEST = 2000  # characters of one text


class Fields:
    """The fields of one object; `where` is its name in refusals. All methods raise Refused."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise Refused(f"{where}不是对象")
        self.left: dict[str, Any] = dict(value)
        self.where = where

    def end(self) -> None:
        """Refuse what nobody took."""
        if self.left:
            raise Refused(f"{self.where}多出 {'、'.join(sorted(self.left))}")

    def _take(self, name: str) -> Any:
        if name not in self.left:
            raise Refused(f"{self.where}缺少 {name}")
        return self.left.pop(name)

    def wrong(self, name: str, should: str) -> Refused:
        return Refused(f"{self.where}的 {name} 应当是{should}")

    def text(self, name: str) -> str:
        """Take a text without control characters; it may be empty."""
        value = self._take(name)
        if not isinstance(value, str) or len(value) > LONGEST or NO_TEXT.search(value):
            raise self.wrong(name, "文字")
        return value

    def number(self, name: str, least: int = 0, most: int = 2**32 - 1) -> int:
        """Take an integer within bounds."""
        value = self._take(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(name, f" {least} 到 {most} 的整数")
        return value

    def truth(self, name: str) -> bool:
        value = self._take(name)
        if not isinstance(value, bool):
            raise self.wrong(name, " true 或者 false")
        return value

    def raw(self, name: str, size: int | None = None) -> bytes:
        """Take lower-case hex, of `size` bytes where given."""
        return _hex(self, name, self._take(name), size)

    def root(self, name: str) -> bytes:
        """Take a Merkle root: 32 bytes, or nothing where the list is empty."""
        value = self._take(name)
        return b"" if value == "" else _hex(self, name, value, 32)

    def raws(self, name: str, size: int) -> tuple[bytes, ...]:
        """Take a list of hex, each of `size` bytes."""
        return tuple(_hex(self, name, one, size) for one in self.items(name))

    def point(self, name: str) -> bytes:
        return point(self.raw(name, POINT))

    def points(self, name: str) -> tuple[bytes, ...]:
        return tuple(point(raw) for raw in self.raws(name, POINT))

    def scalar(self, name: str) -> int:
        return scalar(self.raw(name, POINT))

    def items(self, name: str) -> list[Any]:
        value = self._take(name)
        if not isinstance(value, list):
            raise self.wrong(name, "列表")
        return value

    def rows(self, name: str, where: str) -> "list[Fields]":
        """Take a list of objects; `where` is what one of them is called."""
        return [Fields(one, f"第 {n} {where}") for n, one in enumerate(self.items(name), 1)]

    def mapping(self, name: str) -> dict[str, Any]:
        value = self._take(name)
        if not isinstance(value, dict):
            raise self.wrong(name, "对象")
        return value


def _hex(fields: Fields, name: str, value: object, size: int | None) -> bytes:
    try:
        return unhex(value, size)
    except Refused:
        size_text = f" {size} 字节的" if size else ""
        raise fields.wrong(name, f"{size_text}小写十六进制") from None

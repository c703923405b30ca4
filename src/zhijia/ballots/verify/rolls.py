"""Lists of credentials in files, looked up where they lie. docs/ballot-protocol.md 7."""

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from ..crypto.group import Refused
from ..crypto.hashes import KEY, h32, unhex

LINE = 2 * KEY + 1  # bytes: hex and a line feed


class Roll:
    """A file of sorted keys, a line each; found by halving. A context: it closes its file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        size = path.stat().st_size
        self.count, rest = divmod(size, LINE)
        self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self.is_whole = not rest

    def __enter__(self) -> "Roll":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if isinstance(self._map, mmap.mmap):
            self._map.close()
        self._file.close()

    def _hex(self, n: int) -> bytes:
        return self._map[LINE * n : LINE * n + 2 * KEY]

    def index(self, key: bytes) -> int | None:
        """Return which line has a key, counting from 0."""
        wanted = key.hex().encode()
        n = bisect_left(range(self.count), wanted, key=self._hex)
        return n if n < self.count and self._hex(n) == wanted else None

    def keys(self) -> Iterator[bytes]:
        """Yield the keys in order. Raises Refused for a line that is none or out of order."""
        if not self.is_whole:
            raise Refused("最后一行不完整")
        before = b""
        for n in range(self.count):
            if self._map[LINE * n + 2 * KEY] != ord("\n"):
                raise Refused(f"第 {n + 1} 行的长度不对")
            text = self._hex(n)
            if text <= before:
                raise Refused(f"第 {n + 1} 行没有按顺序排列，或者重复")
            try:
                yield unhex(text.decode("ascii"), KEY)
            except ValueError:
                raise Refused(f"第 {n + 1} 行不是小写十六进制") from None
            before = text


def root_of_sorted(items: Iterable[bytes]) -> bytes:
    """Return the Merkle root of items that come in order, holding a few hashes only.

    Whole subtrees wait on a stack, the largest first; an odd last one goes up as it is (7.3).
    """
    stack: list[tuple[int, bytes]] = []
    for item in items:
        height, node = 0, h32("leaf", item)
        while stack and stack[-1][0] == height:
            node = h32("node", stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    if not stack:
        return b""
    node = stack.pop()[1]
    while stack:
        node = h32("node", stack.pop()[1], node)
    return node

"""A sheet's markup seen in passing: error cells, and how far its content reaches."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from .scans import SheetScan

PREFIXED = re.compile(rb"<(\w+):worksheet\b")
PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
VALUE = re.compile(rb"<v>([^<]*)</v>")
ERROR = re.compile(rb"""\st=["']e["']""")
WIDE = re.compile(rb'<c r="([A-Z]{2,3})\d')
DEEP = re.compile(rb'<c r="[A-Z]{1,3}(\d{6,7})"')
TOKEN = re.compile(rb"<(row|c)(?:\s([^>]*?))?(/?)>(</c>)?")
ROW_PLACE = re.compile(rb"""\br=["'](\d{1,7})["']""")
LETTERS, FIVE_DIGITS = 26, 99_999
LARGEST_CELL, LONGEST_TAG = 4 * 1024 * 1024, 64


@dataclass(slots=True)
class Bounds:
    """An upper bound of the extent, from 1; not `certain` where cells do not say their place."""

    rows: int = FIVE_DIGITS
    columns: int = LETTERS
    certain: bool = True


class SheetReader:
    """Takes a sheet piece by piece. It searches bytes: parsing would cost as much as reading."""

    def __init__(self, scan: SheetScan) -> None:
        self.bounds = Bounds()
        self._scan = scan
        self._tail = b""
        self._prefix: bytes | None = None

    def feed(self, piece: bytes) -> None:
        """Scan up to the last cell that begins in this piece and keep the rest."""
        block = self._tail + piece
        if self._prefix is None:
            found = PREFIXED.search(block)
            self._prefix = found[1] + b":" if found else b""
        if self._prefix:
            block = block.replace(b"<" + self._prefix, b"<").replace(b"</" + self._prefix, b"</")
        cut = block.rfind(b"<c ")
        if cut < 0 or len(block) - cut > LARGEST_CELL:
            cut = max(0, len(block) - LONGEST_TAG)
        self._tail = block[cut:]
        self._look(block[:cut])

    def close(self) -> None:
        """Scan what was kept."""
        self._look(self._tail)
        self._tail = b""

    def _look(self, block: bytes) -> None:
        placed = block.count(b'<c r="')
        if block.count(b"<c ") + block.count(b"<c>") != placed:
            self.bounds.certain = False
        for letters in set(WIDE.findall(block)):
            self.bounds.columns = max(self.bounds.columns, column(letters))
        for number in set(DEEP.findall(block)):
            self.bounds.rows = max(self.bounds.rows, int(number))
        if b't="e"' in block or b"t='e'" in block:
            self._find_errors(block)

    def _find_errors(self, block: bytes) -> None:
        for found in ERROR.finditer(block):
            start, end = block.rfind(b"<c", 0, found.start()), block.find(b"</c>", found.end())
            cell = block[start:end] if end >= 0 else block[start:]
            place, value = PLACE.search(cell), VALUE.search(cell)
            if place and value and b">" not in block[start : found.start()]:
                at = int(place[2]) - 1, column(place[1]) - 1
                self._scan.failed[at] = html.unescape(value[1].decode("utf-8", "replace"))


def column(letters: bytes) -> int:
    """Return 28 for AB."""
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def exact_bounds(pieces: Iterable[bytes]) -> SheetScan:
    """Walk every cell with content and return how far they reach; some files leave places out."""
    scan, row, at = SheetScan(), 0, 0
    for token in _tokens(pieces):
        attributes = token[2] or b""
        if token[1] == b"row":
            said = ROW_PLACE.search(attributes)
            row, at = int(said[1]) if said else row + 1, 0
            continue
        place = PLACE.search(b" " + attributes)
        at = column(place[1]) if place else at + 1
        if not token[3] and not token[4]:
            scan.reach(int(place[2]) if place else row, at)
    return scan


def _tokens(pieces: Iterable[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield rows and cells; a tag cut in two by the end of a piece is put together again."""
    tail, prefix = b"", None
    for piece in chain(pieces, [b"<c "]):
        block = tail + piece
        if prefix is None and (found := PREFIXED.search(block)):
            prefix = found[1] + b":"
        if prefix:
            block = block.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
        cut = max(block.rfind(b"<row"), block.rfind(b"<c"), 0)
        tail = block[cut:][-LARGEST_CELL:]
        yield from TOKEN.finditer(block[:cut])

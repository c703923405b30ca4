"""The compound file (MS-CFB) in which .xls files and locked .xlsx files are packed."""

import struct

FREE = 0xFFFFFFFA  # this and above are marks, not sectors
HEADER, ENTRY, STREAM, ROOT = 512, 128, 2, 5
TABLE_IN_HEADER = 109
COUNTS = (40, 44, 64, 72)  # sectors of the directory, the table, the small and the outer table


class Damaged(ValueError):
    """A chain leads out of the file or round in a circle."""


class Compound:
    """Streams by name. Sector numbers as in the specification: sector 0 follows the header."""

    def __init__(self, data: bytes) -> None:
        """Read the tables.

        Raises: Damaged, struct.error.
        """
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._small = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
        self._cutoff = struct.unpack_from("<I", data, 56)[0]
        self._check_counts(*(struct.unpack_from("<I", data, at)[0] for at in COUNTS))
        self._next = self._table()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = self._directory(directory)
        self._next_small = self._numbers(self._chain(struct.unpack_from("<I", data, 60)[0]))

    def has(self, name: str) -> bool:
        """Tell whether there is a stream of that name."""
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """Return a stream, b'' where there is none."""
        if name not in self._entries:
            return b""
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        return self._small_chain(start)[:size]

    def _check_counts(self, *counts: int) -> None:
        """The reader of the cells sets memory aside for as many sectors as the header claims."""
        if any(count > len(self._data) // self._size + 1 for count in counts):
            raise Damaged

    def _sector(self, number: int) -> bytes:
        at = max(HEADER, self._size) + number * self._size
        return self._data[at : at + self._size]

    def _numbers(self, raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _table(self) -> tuple[int, ...]:
        """Return for each sector the one after it."""
        sectors = list(struct.unpack_from(f"<{TABLE_IN_HEADER}I", self._data, 76))
        more = struct.unpack_from("<I", self._data, 68)[0]
        most = len(self._data) // self._size + 1
        while more < FREE and len(sectors) <= most:
            block = self._numbers(self._sector(more))
            if not block:
                raise Damaged
            sectors.extend(block[:-1])
            more = block[-1]
        used = [number for number in sectors if number < FREE][:most]
        return self._numbers(b"".join(self._sector(number) for number in used))

    def _chain(self, number: int) -> bytes:
        return b"".join(self._sector(at) for at in self._follow(number, self._next))

    def _small_chain(self, number: int) -> bytes:
        start, size = self._entries.get("Root Entry", (FREE, 0))
        pool = self._chain(start)[:size]
        numbers = self._follow(number, self._next_small)
        return b"".join(pool[n * self._small : (n + 1) * self._small] for n in numbers)

    def _follow(self, number: int, table: tuple[int, ...]) -> list[int]:
        found: list[int] = []
        while number < FREE:
            if number >= len(table) or len(found) > len(table):
                raise Damaged
            found.append(number)
            number = table[number]
        return found

    def _directory(self, raw: bytes) -> dict[str, tuple[int, int]]:
        """Return start and size of each stream by name."""
        entries = {}
        for at in range(0, len(raw) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            if kind in {STREAM, ROOT}:
                name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries[name] = struct.unpack_from("<II", raw, at + 116)
                if entries[name][1] > len(self._data):
                    raise Damaged
        return entries

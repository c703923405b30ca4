"""Whether any ciphertext stands on the board twice, without holding them in memory.

Each ciphertext leaves 16 bytes of its hash in one of 256 files; each file is then sorted by itself.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

MARK = 16  # bytes
FILES = 256
PIECE = 1 << 15  # of a file's memory


def mark(ciphertext: bytes) -> bytes:
    """Return what stands for a ciphertext A‖B."""
    return hashlib.blake2b(ciphertext, digest_size=MARK).digest()


def sorted_out(marks: Iterable[bytes]) -> list[bytes]:
    """Return marks by their first byte: one piece for each file."""
    pieces: list[list[bytes]] = [[] for _ in range(FILES)]
    for one in marks:
        pieces[one[0]].append(one)
    return [b"".join(piece) for piece in pieces]


class Twins:
    """Collects marks in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder / f"{n:02x}" for n in range(FILES)]
        self._waiting = [bytearray() for _ in range(FILES)]

    def take(self, pieces: Sequence[bytes]) -> None:
        """Take what `sorted_out` returned; a file is opened only while it is written."""
        for n, piece in enumerate(pieces):
            waiting = self._waiting[n]
            waiting += piece
            if len(waiting) >= PIECE:
                self._put_down(n)

    def _put_down(self, n: int) -> None:
        with self._paths[n].open("ab") as file:
            file.write(self._waiting[n])
        self._waiting[n].clear()

    def found(self) -> Iterator[bytes]:
        """Yield every mark that came more than once."""
        for n, path in enumerate(self._paths):
            self._put_down(n)
            raw = path.read_bytes()
            marks = sorted(raw[at : at + MARK] for at in range(0, len(raw), MARK))
            yield from {one for one, other in pairwise(marks) if one == other}

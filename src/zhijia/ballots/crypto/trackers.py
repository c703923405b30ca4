"""How a tracker is written. docs/ballot-protocol.md 5.9."""

from .credentials import ALPHABET
from .group import Refused

TRACKER = 10  # bytes
LETTERS = 16
GROUP = 4


def shown(tracker: bytes) -> str:
    """Write 10 bytes as 16 letters of Crockford's base32 in four groups."""
    number = int.from_bytes(tracker, "big")
    letters = [ALPHABET[number >> 5 * n & 31] for n in reversed(range(LETTERS))]
    return grouped("".join(letters))


def grouped(letters: str) -> str:
    """Write letters in groups of four."""
    return "-".join(letters[n : n + GROUP] for n in range(0, len(letters), GROUP))


def read(text: str) -> bytes:
    """Read a tracker as `shown` writes it. Raises Refused."""
    letters = text.replace("-", "")
    if len(letters) != LETTERS or set(letters) - set(ALPHABET):
        raise Refused("追踪号应当是 16 位")
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    tracker = number.to_bytes(TRACKER, "big")
    if shown(tracker) != text:
        raise Refused("追踪号应当写成四组")
    return tracker

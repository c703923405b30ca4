"""The Merkle root of a sorted list. docs/ballot-protocol.md 7.3."""

from collections.abc import Iterable

from .hashes import h32


def root(items: Iterable[bytes]) -> bytes:
    """Return the root (32 bytes) over the items, sorted here; b"" of an empty list."""
    level = [h32("leaf", item) for item in sorted(items)]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [*(h32("node", left, right) for left, right in pairs), *odd]
    return level[0] if level else b""

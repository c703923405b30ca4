"""The keys and what they do to a text. No Django, no file.

A sealed text is `v1.<key>.<base64url of nonce, cipher text and tag>`: AES-256-GCM with a nonce of
96 random bits (NIST SP 800-38D, 8.2.2: up to 2^32 texts a key). What it belongs to is its
associated data, so it opens nowhere else.
"""

import hmac
import secrets
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = "v1"
KEY, NONCE = 32, 12  # bytes
MARK = 32  # hex digits: 128 bits of the HMAC
ROOT = "mark"


class Unopened(Exception):
    """A sealed value does not open; the text says why in Chinese and names no data."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of an instance: `root` makes marks, the last of `keys` seals, all of them open."""

    root: bytes = field(repr=False)
    keys: dict[str, bytes] = field(repr=False)

    @property
    def newest(self) -> str:
        """Return the name of the key that seals."""
        return next(reversed(self.keys))

    def seal(self, text: str, belongs: str) -> str:
        """Return a text sealed for what it belongs to."""
        nonce = secrets.token_bytes(NONCE)
        body = AESGCM(self.keys[self.newest]).encrypt(nonce, text.encode(), belongs.encode())
        return f"{VERSION}.{self.newest}.{urlsafe_b64encode(nonce + body).decode()}"

    def open(self, sealed: str, belongs: str) -> str:
        """Return what was sealed; `Unopened` without its key, or where it was not sealed for."""
        version, _, rest = sealed.partition(".")
        name, _, body = rest.partition(".")
        if version != VERSION or not body:
            raise Unopened("加密内容的格式不对，可能已损坏")
        if name not in self.keys:
            raise Unopened(f"解不开：缺少密钥 {name}，请把当时的密钥文件放回原处")
        try:
            raw = b64decode(body, b"-_", validate=True)
            return (
                AESGCM(self.keys[name]).decrypt(raw[:NONCE], raw[NONCE:], belongs.encode()).decode()
            )
        except (InvalidTag, NotBase64, ValueError) as error:
            raise Unopened("解不开：加密内容已损坏，或者不是这一行的") from error

    def mark(self, kind: str, value: str) -> str:
        """Return the keyed hash by which equal values of a kind find each other; "" for ""."""
        if not value:
            return ""
        return hmac.new(_derived(self.root, kind), value.encode(), sha256).hexdigest()[:MARK]


@cache
def _derived(root: bytes, kind: str) -> bytes:
    """Return the key for marks of one kind: a phone never has the mark of a card."""
    return HKDF(SHA256(), KEY, salt=None, info=f"zhijia.mark.{kind}".encode()).derive(root)


def _line(name: str) -> str:
    """Return a line of the key file with a new key."""
    return f"{name} {urlsafe_b64encode(secrets.token_bytes(KEY)).decode()}\n"


def fresh() -> str:
    """Return the content of a new key file: one line a key, its name before it."""
    return _line(ROOT) + added()


def added() -> str:
    """Return one more line; its key is newer than those above it."""
    return _line(secrets.token_hex(4))


def read(lines: Iterable[str]) -> Ring:
    """Read a key file; `Unopened` where it is none."""
    try:
        found = {name: urlsafe_b64decode(key) for name, key in (line.split() for line in lines)}
        ring = Ring(found.pop(ROOT), found)
    except (KeyError, ValueError) as error:
        raise Unopened("密钥文件读不懂，请从备份中恢复") from error
    if not found or {len(key) for key in (ring.root, *found.values())} != {KEY}:
        raise Unopened("密钥文件不完整，请从备份中恢复")
    return ring

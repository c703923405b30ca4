"""Codes on a card and the keys that come from them. docs/ballot-protocol.md 7.1, 7.2, 7.4."""

import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .group import Refused
from .hashes import PROTOCOL, SEED, key_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
LETTERS = 26  # × 5 bits = 130 bits
GROUPS = (5, 5, 5, 5, 6)  # as printed
KINDS = ("credential", "scrutineer", "desk")
MISREAD = str.maketrans("ILO", "110", " -－—\u3000\u00a0")


def new_code() -> str:
    """Return a fresh code of 26 letters, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def shown(code: str) -> str:
    """Return a code as it is printed: five groups with hyphens."""
    at, groups = 0, []
    for size in GROUPS:
        groups.append(code[at : at + size])
        at += size
    return "-".join(groups)


def read_code(typed: str) -> str:
    """Take a code as somebody typed it: any case, any separators, I and L for 1, O for 0.

    Full-width letters count as letters. Raises Refused.
    """
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    code = narrow.upper().translate(MISREAD)
    if len(code) != LETTERS:
        raise Refused(f"投票码应当是 {LETTERS} 位，现在是 {len(code)} 位")
    if wrong := sorted(set(code) - set(ALPHABET)):
        raise Refused(f"投票码里没有“{'、'.join(wrong)}”")
    return code


def seed_of(code: str, kind: str, manifest_id: str) -> bytes:
    """Return the Ed25519 seed (32 bytes) of a code. `kind` is credential, scrutineer or desk."""
    if kind not in KINDS:
        raise ValueError(kind)
    info = f"{kind}/{manifest_id}".encode()
    return HKDF(SHA256(), SEED, PROTOCOL.encode(), info).derive(code.encode("ascii"))


def key_of_code(code: str, kind: str, manifest_id: str) -> bytes:
    """Return the public key (32 bytes) of a code."""
    return key_of(seed_of(code, kind, manifest_id))

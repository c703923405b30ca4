"""验证码: six digits, new every 30 seconds, as phones' apps make them (RFC 6238). Pure."""

import base64
import hmac
import unicodedata
from datetime import datetime
from urllib.parse import quote

PERIOD, DIGITS = 30, 6


def plain(typed: str) -> str:
    """Return what was typed without gaps and hyphens, full-width digits made narrow."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).lower() if c.isalnum())


def code(secret: bytes, step: int) -> str:
    """Return the six digits of one period, counted from 1970 (RFC 4226, 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: bytes, typed: str, *, now: datetime, after: int) -> int | None:
    """Return the period whose code was typed: this one or a neighbour, for clocks that differ.

    A period up to `after` has been used already: a code opens once (RFC 6238, 5.2).
    """
    this, said = int(now.timestamp()) // PERIOD, plain(typed).encode()
    near = [step for step in (this - 1, this, this + 1) if step > after]
    return next((s for s in near if hmac.compare_digest(code(secret, s).encode(), said)), None)


def shown(secret: bytes) -> str:
    """Return the secret as people type it into an app: groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def address(secret: bytes, account: str) -> str:
    """Return what the square code on the screen holds."""
    label, key = quote(f"职家:{account}"), base64.b32encode(secret).decode()
    return f"otpauth://totp/{label}?secret={key}&issuer={quote('职家')}"

"""Making an instance ready: its secrets on disk, its address, its set-up code and demo password."""

import os
import secrets
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings

# No letter or digit that could be taken for another one.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
SETUP_CODE = "setup-code"
DEMO_PASSWORD = "demo-password"
PRIVATE = ("secret-key", SETUP_CODE, DEMO_PASSWORD)


def speakable() -> str:
    """Return a new secret of three groups of four letters, easy to read out and to type."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def place_of(name: str) -> Path:
    """Return where a secret of this instance lies."""
    return Path(settings.HOME) / name


def kept(name: str, make: Callable[[], str] = speakable) -> str:
    """Return the secret in this file; make it, readable by its owner only, once."""
    place = place_of(name)
    if not place.exists():
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(make())
    return place.read_text()


def is_setup_code(typed: str) -> bool:
    """Compare what somebody typed with the code in the terminal, in constant time."""
    place = place_of(SETUP_CODE)
    if not place.exists():
        return False
    plain = typed.strip().lower().encode()
    return secrets.compare_digest(plain, place.read_text().encode())


def forget_setup_code() -> None:
    """Throw the code away once it has been used."""
    place_of(SETUP_CODE).unlink(missing_ok=True)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server that listens at `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address(host: str, port: str) -> str:
    """Return the address to open in a browser."""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{port}/"

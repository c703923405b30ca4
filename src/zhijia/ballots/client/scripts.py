"""The scripts of each page in the order they are loaded, with their hashes.

Classic scripts: a browser then holds each against the hash that the page and its policy name, which
it does not do for what a module imports.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
# Where static files of these names lie; both are collected under the same names.
PLACES = (HERE.parent / "static", HERE.parents[1] / "platform/ui/static")

SODIUM, NOBLE, UQR = (f"vendor/{name}/{name}.min.js" for name in ("sodium", "noble", "uqr"))


def ours(*names: str) -> tuple[str, ...]:
    """Return the places of scripts of this room: `ours("protocol/bytes")`."""
    return tuple(f"ballots/{name}.js" for name in names)


# What everybody needs who makes or opens a ballot, in the order of the protocol.
PROTOCOL = ours(
    *(
        f"protocol/{name}"
        for name in (
            *("bytes", "canonical", "group_sodium", "group_noble", "suite", "merkle", "layout"),
            *("equations", "ranges", "slots", "ballots", "credentials", "words", "partials"),
        )
    )
)
VOTER = (SODIUM, NOBLE, UQR, *PROTOCOL, *ours("parts", "choosing", "proven", "vote"))
CHECKER = (SODIUM, NOBLE, *PROTOCOL, *ours("parts", "choosing", "proven", "check"))
SIGNER = (SODIUM, NOBLE, *PROTOCOL, *ours("parts", "sign"))


class Script(NamedTuple):
    """A script: its name among static files and what its bytes hash to."""

    name: str
    integrity: str


def text(name: str) -> bytes:
    """Return the bytes of a static file of ours. Raises FileNotFoundError."""
    for place in PLACES:
        if (place / name).is_file():
            return (place / name).read_bytes()
    raise FileNotFoundError(name)


@cache
def script(name: str) -> Script:
    """Return a script with its hash, as `integrity` and a policy write it."""
    digest = hashlib.sha256(text(name)).digest()
    return Script(name, f"sha256-{base64.b64encode(digest).decode()}")


def scripts(names: Iterable[str]) -> list[Script]:
    """Return the scripts of a page."""
    return [script(name) for name in names]


def csp_hashes(names: Iterable[str]) -> list[str]:
    """Return what a policy must allow, and no more, for these scripts to run."""
    return [f"'{one.integrity}'" for one in scripts(names)]


def client_hashes() -> dict[str, str]:
    """Return {file: SHA-256 in hex} of the voter's page, for the manifest (3.1)."""
    return {name: hashlib.sha256(text(name)).hexdigest() for name in VOTER}

"""Keys of an anonymous round. They are made before the round is opened: each takes a while."""

import json
import secrets

from cryptography.hazmat.primitives.asymmetric import rsa

from ..models import Group
from ..rules.blind import BITS, E, SecretKey


def make_keys(count: int) -> list[SecretKey]:
    """Return so many new keys."""
    return [_made() for _ in range(count)]


def _made() -> SecretKey:
    private = rsa.generate_private_key(public_exponent=E, key_size=BITS).private_numbers()
    return SecretKey(private.public_numbers.n, private.d, private.p, private.q)


def written(key: SecretKey) -> str:
    """Return a key as it is sealed."""
    return json.dumps([f"{part:x}" for part in (key.n, key.d, key.p, key.q)])


def read(group: Group) -> SecretKey:
    """Open a group's key."""
    return SecretKey(*(int(part, 16) for part in json.loads(group.secret)))


def mask(n: int) -> int:
    """Return a number by chance that hides how long a signature takes."""
    return secrets.randbelow(n - 2) + 2

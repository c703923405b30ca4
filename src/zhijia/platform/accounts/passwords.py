"""First passwords, easy to read aloud and to type, and how long chosen ones must be."""

import re
import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.contrib.auth.password_validation import MinimumLengthValidator

# Without the letters and digits that people take for one another: 0 o, 1 l i.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
MADE_BY_US = re.compile(f"[{SIGNS}]{{4}}(-[{SIGNS}]{{4}}){{2}}")
FEW_ROUNDS = 10_000


def first_password() -> str:
    """Return three groups of four signs joined by hyphens: 59 bits of chance."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))


def hashed_first(password: str) -> str:
    """Return how a one-time password is kept: in few rounds where chance made it.

    With 59 bits of chance and a week to live it needs no slow hash, and a whole roster gets
    its passwords in a breath. At the first sign-in Django writes the usual, slow hash.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher) and MADE_BY_US.fullmatch(password):
        return hasher.encode(password, hasher.salt(), iterations=FEW_ROUNDS)
    return make_password(password)


class LongEnough(MinimumLengthValidator):
    """Django's rule of length; its Chinese translation still lacks this sentence."""

    def get_error_message(self) -> str:
        """Say how long a password must be."""
        return f"密码太短，至少 {self.min_length} 位。"

    def get_help_text(self) -> str:
        """Say the same before anything is typed."""
        return f"至少 {self.min_length} 位。"

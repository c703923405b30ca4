"""First passwords, easy to read aloud and to type, and how long chosen ones must be."""

import secrets

from django.contrib.auth.password_validation import MinimumLengthValidator

# Without the letters and digits that people take for one another: 0 o, 1 l i.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Return three groups of four signs joined by hyphens: 59 bits of chance."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))


class LongEnough(MinimumLengthValidator):
    """Django's rule of length; its Chinese translation still lacks this sentence."""

    def get_error_message(self) -> str:
        """Say how long a password must be."""
        return f"密码太短，至少 {self.min_length} 位。"

    def get_help_text(self) -> str:
        """Say the same before anything is typed."""
        return f"至少 {self.min_length} 位。"

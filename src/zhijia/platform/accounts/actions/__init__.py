"""All writes about accounts: opening and closing them, and the tries of signing in."""

from .accounts import change_password, close_account, open_account, reset_password
from .tries import Tried, forgive, lock_out, take_try, unlock

__all__ = [
    "Tried",
    "change_password",
    "close_account",
    "forgive",
    "lock_out",
    "open_account",
    "reset_password",
    "take_try",
    "unlock",
]

"""All writes about accounts: opening and closing them, tries, visits."""

from .accounts import change_password, close_account, open_account, reset_password
from .second import renew_codes, turn_off, turn_on, use_code, use_recovery_code
from .tries import Tried, forgive, lock_out, take_try, unlock
from .visits import begin_visit, end_others, end_visit, leave, move_visit, see_visit

__all__ = [
    "Tried",
    "begin_visit",
    "change_password",
    "close_account",
    "end_others",
    "end_visit",
    "forgive",
    "leave",
    "lock_out",
    "move_visit",
    "open_account",
    "renew_codes",
    "reset_password",
    "see_visit",
    "take_try",
    "turn_off",
    "turn_on",
    "unlock",
    "use_code",
    "use_recovery_code",
]

"""All writes about accounts: opening and closing them, tries, visits."""

from .accounts import (
    change_password,
    close_account,
    open_account,
    renumber_account,
    reopen_account,
    reset_password,
)
from .bindings import bind, unbind
from .forgetting import forget_order
from .mailboxes import confirm_mailbox, draw_confirmation, drop_mailbox, want_mailbox
from .passkeys import (
    add_passkey,
    rely_on_passkeys,
    remove_passkey,
    rename_passkey,
    suspect_passkey,
    use_passkey,
)
from .resets import ask_reset, draw_reset, reset_by_mail
from .second import lift, renew_codes, turn_off, turn_on, use_code, use_recovery_code
from .tries import Tried, forgive, lock_out, take_try, unlock
from .visits import (
    begin_quietly,
    begin_visit,
    by_day,
    end_others,
    end_visit,
    leave,
    move_visit,
    see_visit,
)

__all__ = [
    "Tried",
    "add_passkey",
    "ask_reset",
    "begin_quietly",
    "begin_visit",
    "bind",
    "by_day",
    "change_password",
    "close_account",
    "confirm_mailbox",
    "draw_confirmation",
    "draw_reset",
    "drop_mailbox",
    "end_others",
    "end_visit",
    "forget_order",
    "forgive",
    "leave",
    "lift",
    "lock_out",
    "move_visit",
    "open_account",
    "rely_on_passkeys",
    "remove_passkey",
    "rename_passkey",
    "renew_codes",
    "renumber_account",
    "reopen_account",
    "reset_by_mail",
    "reset_password",
    "see_visit",
    "suspect_passkey",
    "take_try",
    "turn_off",
    "turn_on",
    "unbind",
    "unlock",
    "use_code",
    "use_passkey",
    "use_recovery_code",
    "want_mailbox",
]

"""All writes of this room, one story a file."""

from .consenting import give_consent, withdraw_consent
from .duties import end_duty, lay_down_duty
from .objecting import deposit, remind_showings, settle_objection
from .regulations import (
    About,
    Account,
    Text,
    correct_step,
    edit_regulation,
    enter_regulation,
    issue_wording,
    note_check,
    note_step,
    remind_reviews,
    repeal,
    review,
)
from .showing import (
    Subject,
    Words,
    add_photo,
    change_handler,
    close_showing,
    end_showings,
    look_at_showing,
    prolong_showing,
    show,
    withdraw_showing,
)
from .signings import ask_signing, key_signings, remind_signings, sign_signing

__all__ = [
    "About",
    "Account",
    "Subject",
    "Text",
    "Words",
    "add_photo",
    "ask_signing",
    "change_handler",
    "close_showing",
    "correct_step",
    "deposit",
    "edit_regulation",
    "end_duty",
    "end_showings",
    "enter_regulation",
    "give_consent",
    "issue_wording",
    "key_signings",
    "lay_down_duty",
    "look_at_showing",
    "note_check",
    "note_step",
    "prolong_showing",
    "remind_reviews",
    "remind_showings",
    "remind_signings",
    "repeal",
    "review",
    "settle_objection",
    "show",
    "sign_signing",
    "withdraw_consent",
    "withdraw_showing",
]

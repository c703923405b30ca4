"""All writes of this room, one story a file."""

from .consenting import give_consent, withdraw_consent
from .objecting import deposit, remind_showings, settle_objection
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

__all__ = [
    "Subject",
    "Words",
    "add_photo",
    "change_handler",
    "close_showing",
    "deposit",
    "end_showings",
    "give_consent",
    "look_at_showing",
    "prolong_showing",
    "remind_showings",
    "settle_objection",
    "show",
    "withdraw_consent",
    "withdraw_showing",
]

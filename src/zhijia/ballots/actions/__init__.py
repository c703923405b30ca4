"""All writes of this room."""

from .boxes import drop_box, put_box
from .choices import add_choices, drop_choice, put_choices
from .drafting import add_contest, draft, drop_ballot, drop_contest, edit_ballot, edit_contest
from .filing import drop_rule, file_rule
from .following import follow, leave_open
from .piles import hand_in, recount, settle
from .results import count_ballot, seal_ballot, tell_result, void_ballot
from .rolls import drop_voter, fill_roll, paste_roll, put_voter, set_roll, take_back_voters
from .running import close_ballot, open_ballot, set_ballot, sign_in, undo_sign_in, unset_ballot
from .watching import add_watcher, drop_watcher

__all__ = [
    "add_choices",
    "add_contest",
    "add_watcher",
    "close_ballot",
    "count_ballot",
    "draft",
    "drop_ballot",
    "drop_box",
    "drop_choice",
    "drop_contest",
    "drop_rule",
    "drop_voter",
    "drop_watcher",
    "edit_ballot",
    "edit_contest",
    "file_rule",
    "fill_roll",
    "follow",
    "hand_in",
    "leave_open",
    "open_ballot",
    "paste_roll",
    "put_box",
    "put_choices",
    "put_voter",
    "recount",
    "seal_ballot",
    "set_ballot",
    "set_roll",
    "settle",
    "sign_in",
    "take_back_voters",
    "tell_result",
    "undo_sign_in",
    "unset_ballot",
    "void_ballot",
]

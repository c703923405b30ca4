"""All writes of this room."""

from .boxes import drop_box, put_box
from .casting import NotListed, Receipt, Unkept, cast, spoil
from .ceremony import open_board, restart_ceremony, take_message
from .choices import add_choices, drop_choice, put_choices
from .drafting import add_contest, draft, drop_ballot, drop_contest, edit_ballot, edit_contest
from .filing import drop_rule, file_rule
from .following import follow, leave_open, vote_again
from .keys import begin_keys, freeze_manifest, keep_holder_keys, keep_key_lists
from .piles import hand_in, recount, settle
from .results import count_ballot, seal_ballot, tell_result, void_ballot
from .rolls import drop_voter, fill_roll, paste_roll, put_voter, set_roll, take_back_voters
from .running import (
    check_in,
    close_ballot,
    move_to_paper,
    open_ballot,
    set_ballot,
    sign_in,
    undo_sign_in,
    unset_ballot,
)
from .statements import (
    propose_paper,
    propose_revocation,
    propose_seal,
    sign_statement,
    stop_casting,
    withdraw_statement,
)
from .tallying import bring, hand_over, take_mixed, take_partial, turn_down
from .watching import add_watcher, drop_watcher

__all__ = [
    "NotListed",
    "Receipt",
    "Unkept",
    "add_choices",
    "add_contest",
    "add_watcher",
    "begin_keys",
    "bring",
    "cast",
    "check_in",
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
    "freeze_manifest",
    "hand_in",
    "hand_over",
    "keep_holder_keys",
    "keep_key_lists",
    "leave_open",
    "move_to_paper",
    "open_ballot",
    "open_board",
    "paste_roll",
    "propose_paper",
    "propose_revocation",
    "propose_seal",
    "put_box",
    "put_choices",
    "put_voter",
    "recount",
    "restart_ceremony",
    "seal_ballot",
    "set_ballot",
    "set_roll",
    "settle",
    "sign_in",
    "sign_statement",
    "spoil",
    "stop_casting",
    "take_back_voters",
    "take_message",
    "take_mixed",
    "take_partial",
    "tell_result",
    "turn_down",
    "undo_sign_in",
    "unset_ballot",
    "void_ballot",
    "vote_again",
    "withdraw_statement",
]

"""All writes of this room.

Two of them are no actions on purpose: `deposit` and `release`. What they write must stand beside
nothing that tells who was here, or when: no entry on record, no other row of the same transaction.
"""

from .answering import Refusals, answer_signed, cast, deposit_outside
from .depositing import deposit
from .drawing import draw, give_back
from .keys import make_keys
from .outcomes import drop_outcome, open_matter, publish_outcomes, settle_outcome
from .papers import hand_out, key_in
from .questions import drop_question, move_question, put_question
from .releasing import release
from .rounds import close_round, open_round, prolong_round, publish_round, remind_round, tell_asked
from .sheets import copy_sheet, draft_sheet, drop_sheet, edit_sheet, revise_sheet

__all__ = [
    "Refusals",
    "answer_signed",
    "cast",
    "close_round",
    "copy_sheet",
    "deposit",
    "deposit_outside",
    "draft_sheet",
    "draw",
    "drop_outcome",
    "drop_question",
    "drop_sheet",
    "edit_sheet",
    "give_back",
    "hand_out",
    "key_in",
    "make_keys",
    "move_question",
    "open_matter",
    "open_round",
    "prolong_round",
    "publish_outcomes",
    "publish_round",
    "put_question",
    "release",
    "remind_round",
    "revise_sheet",
    "settle_outcome",
    "tell_asked",
]

"""All writes of this room: taking speeches apart, keeping tasks, following assignments."""

from .approving import approve, approve_all, file_task, recall, send_back_draft, submit, submit_all
from .assignments import (
    accept,
    ask_extension,
    decide_extension,
    finish,
    hand_down,
    reassign,
    report,
    send_back,
    sign,
    withdraw,
)
from .assisting import add_assisting, answer_for, ask_again, excuse, settle_help
from .bulletins import (
    approve_bulletin,
    draw,
    drop_bulletin,
    issue_bulletin,
    recall_bulletin,
    submit_bulletin,
    word_bulletin,
)
from .closing import archive
from .declining import decline, insist
from .filing import Basis, Terms, draft_task, set_terms
from .holes import explain_hole, fold_task, look_for_holes
from .instructions import ease, instruct, instruct_task
from .lights import choose_scheme
from .opinions import answer_opinion, ask_opinions, settle_opinion, stop_asking
from .pieces import demote, edit_piece, merge, promote, split
from .projects import (
    add_stage,
    edit_stage,
    keep_template,
    open_project,
    remove_template,
    shift_later,
)
from .reminding import remind, urge, urge_late
from .reporting import ask_for_reports
from .scores import comment, judge_oneself
from .speeches import Intake, Known, add_task, confirm, describe_speech, take_in
from .stages import (
    begin_stage,
    confirm_check,
    hand_in,
    pass_gate,
    reopen_stage,
    send_back_stage,
    submit_stage,
    unconfirm_check,
)
from .succeeding import inherit
from .tasks import assign, drop_task, edit_task

__all__ = [
    "Basis",
    "Intake",
    "Known",
    "Terms",
    "accept",
    "add_assisting",
    "add_stage",
    "add_task",
    "answer_for",
    "answer_opinion",
    "approve",
    "approve_all",
    "approve_bulletin",
    "archive",
    "ask_again",
    "ask_extension",
    "ask_for_reports",
    "ask_opinions",
    "assign",
    "begin_stage",
    "choose_scheme",
    "comment",
    "confirm",
    "confirm_check",
    "decide_extension",
    "decline",
    "demote",
    "describe_speech",
    "draft_task",
    "draw",
    "drop_bulletin",
    "drop_task",
    "ease",
    "edit_piece",
    "edit_stage",
    "edit_task",
    "excuse",
    "explain_hole",
    "file_task",
    "finish",
    "fold_task",
    "hand_down",
    "hand_in",
    "inherit",
    "insist",
    "instruct",
    "instruct_task",
    "issue_bulletin",
    "judge_oneself",
    "keep_template",
    "look_for_holes",
    "merge",
    "open_project",
    "pass_gate",
    "promote",
    "reassign",
    "recall",
    "recall_bulletin",
    "remind",
    "remove_template",
    "reopen_stage",
    "report",
    "send_back",
    "send_back_draft",
    "send_back_stage",
    "set_terms",
    "settle_help",
    "settle_opinion",
    "shift_later",
    "sign",
    "split",
    "stop_asking",
    "submit",
    "submit_all",
    "submit_bulletin",
    "submit_stage",
    "take_in",
    "unconfirm_check",
    "urge",
    "urge_late",
    "withdraw",
    "word_bulletin",
]

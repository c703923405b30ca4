"""The pages of this room."""

from .outlines import outline_edit, outlines
from .passages import (
    passage,
    passage_add,
    passage_drop,
    passage_edit,
    passage_first,
    passage_move,
    passage_settle,
)
from .reports import (
    report,
    report_file,
    report_new,
    report_number,
    report_title,
    reports,
)
from .signing import (
    change_undo,
    report_ask,
    report_drop,
    report_hand_back,
    report_history,
    report_recall,
    report_redraw,
    report_seen,
    report_sign,
)

__all__ = [
    "change_undo",
    "outline_edit",
    "outlines",
    "passage",
    "passage_add",
    "passage_drop",
    "passage_edit",
    "passage_first",
    "passage_move",
    "passage_settle",
    "report",
    "report_ask",
    "report_drop",
    "report_file",
    "report_hand_back",
    "report_history",
    "report_new",
    "report_number",
    "report_recall",
    "report_redraw",
    "report_seen",
    "report_sign",
    "report_title",
    "reports",
]

"""All pages of this room."""

from .accounts import member_account, member_second_step, member_unlock, members_accounts
from .joining import (
    application,
    application_refuse,
    applications,
    join,
    join_links,
    join_poster,
    join_receipt,
    join_revoke,
)
from .law import unit_law, unit_law_choose
from .members import member, member_edit, member_enrol, member_import, members
from .merging import unit_absorb, unit_dissolve
from .moving import unit_move
from .posts import bar_lift, member_bar, post_edit, post_relieve, unit_appoint, unit_cadres
from .privacy import correction, corrections, me, me_correct, member_look, member_looks
from .states import (
    member_expel,
    member_keep,
    member_lapse,
    member_leave,
    member_letter,
    member_rejoin,
    member_resume,
    member_state,
)
from .terms import shortfalls, term_handle, unit_term
from .transfers import (
    member_transfer,
    transfer,
    transfer_decline,
    transfer_request,
    transfer_withdraw,
    transfers,
)
from .units import unit, unit_below, unit_edit, unit_found, unit_rename, units

__all__ = [
    "application",
    "application_refuse",
    "applications",
    "bar_lift",
    "correction",
    "corrections",
    "join",
    "join_links",
    "join_poster",
    "join_receipt",
    "join_revoke",
    "me",
    "me_correct",
    "member",
    "member_account",
    "member_bar",
    "member_edit",
    "member_enrol",
    "member_expel",
    "member_import",
    "member_keep",
    "member_lapse",
    "member_leave",
    "member_letter",
    "member_look",
    "member_looks",
    "member_rejoin",
    "member_resume",
    "member_second_step",
    "member_state",
    "member_transfer",
    "member_unlock",
    "members",
    "members_accounts",
    "post_edit",
    "post_relieve",
    "shortfalls",
    "term_handle",
    "transfer",
    "transfer_decline",
    "transfer_request",
    "transfer_withdraw",
    "transfers",
    "unit",
    "unit_absorb",
    "unit_appoint",
    "unit_below",
    "unit_cadres",
    "unit_dissolve",
    "unit_edit",
    "unit_found",
    "unit_law",
    "unit_law_choose",
    "unit_move",
    "unit_rename",
    "unit_term",
    "units",
]

"""Which paper of which kind is made by what, and who may have it."""

from collections.abc import Callable, Sequence

from ..models import Matter
from . import aid, contact, disputes, hazards, proposing, suggesting
from .pages import Page

# (kind, form) → the Word file of a matter. Every declared form stands here; a test asks for it.
PAPERS: dict[tuple[str, str], Callable[[Matter], bytes]] = {
    ("hazard", "order"): hazards.order_file,
    ("hazard", "recheck"): hazards.recheck_file,
    ("suggestion", "form"): suggesting.form_file,
    **{("mediation", form): make for form, make in disputes.MEDIATION_PAPERS.items()},
    **{("supervision", form): make for form, make in disputes.SUPERVISION_PAPERS.items()},
    **{("legal_aid", form): make for form, make in aid.AID_PAPERS.items()},
    ("contact", "card"): contact.card_file,
    ("proposal", "form"): proposing.form_file,
    ("proposal", "letter"): proposing.letter_file,
}
# (kind, form) → one Word file of several matters.
BATCHES: dict[tuple[str, str], Callable[[Sequence[Matter]], bytes]] = {
    ("contact", "card"): contact.cards_file,
    ("proposal", "form"): proposing.forms_file,
}


def may_print(matter: Matter, page: Page) -> bool:
    """Say whether somebody may have a matter's papers: who handles it, and who filed it."""
    return page.is_inside or "filer" in page.held

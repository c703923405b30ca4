"""A publication as its papers tell it."""

from datetime import date

from zhijia.platform.actor import Actor

from ..models import Publication
from ..paper.publications import Posted, Record, Sheet, to_record, to_sheet
from ..rules.publications import POSTED_FOR
from .publications import told
from .questions import under


def sheet_of(publication: Publication) -> bytes | None:
    """Return the sheet for the board; None where nothing is out."""
    text = publication.editions.filter(state="issued").prefetch_related("files").first()
    if text is None or not publication.is_out:
        return None
    return to_sheet(
        Sheet(
            unit=publication.unit.name,
            title=text.title,
            item=publication.item.name if publication.item else "",
            text=text.text,
            files=[str(file) for file in text.files.all()],
            on=text.issued_on or date.max,
            for_=POSTED_FOR,
        )
    )


def record_of(actor: Actor, publication: Publication, today: date) -> bytes | None:
    """Return what is kept of a publication; None where nothing is out."""
    found, item = told(actor, publication), publication.item
    if found.now is None or publication.issued_on is None or not publication.is_out:
        return None
    now, due = found.now, next(iter(found.dues), None)
    answered = under(actor, publication).filter(state="answered")
    record = Record(
        unit=publication.unit.name,
        title=now.title,
        group=item.get_group_display() if item else "",
        item=item.name if item else "",
        label=due.label if due else "",
        due_on=due.due_on if due else None,
        issued_on=publication.issued_on,
        forms=publication.forms_said,
        scope=publication.get_scope_display(),
        prepared=str(now.prepared_by or "—"),
        reviewed=str(now.reviewed_by or "—"),
        owner=item.owner_said if item else "工会",
        readers=found.readers,
        text=now.text,
        postings=[
            Posted(one.posted_on, one.place, str(one.photo or ""), one.feedback)
            for one in found.postings
        ],
        questions=[(one.text, one.answer) for one in answered],
    )
    return to_record(record, day=today)

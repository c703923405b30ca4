"""Reading the record: does the chain still hold?"""

from django.db.models import Model, QuerySet

from .models import AuditEntry, AuditHead


def entries_of(row: Model) -> QuerySet[AuditEntry]:
    """Return the entries of the actions whose result was this row, the newest first.

    The row's unit comes first, because it has an index and the subject's text has none.
    """
    own = AuditEntry.objects.filter(unit_path=getattr(row, "unit_path", ""))
    return own.filter(subject__startswith=f"{row._meta.label}#{row.pk} ").order_by("-pk")


def first_break() -> AuditEntry | None:
    """Return the first entry whose seal does not fit, or None when the whole chain holds.

    Reads every entry once, in order. Raises `LookupError` when entries were cut off at the end.
    """
    previous = ""
    for entry in AuditEntry.objects.order_by("pk").iterator():
        if entry.hash != entry.seal(previous):
            return entry
        previous = entry.hash
    head = AuditHead.objects.filter(pk=1).first()
    if (head.hash if head else "") != previous:
        raise LookupError("留痕末尾有缺失")
    return None

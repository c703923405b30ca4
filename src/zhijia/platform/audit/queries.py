"""Reading the record: does the chain still hold?"""

from .models import AuditEntry, AuditHead


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

"""All reads of imports and exports."""

from base64 import b64decode
from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from zhijia.platform.actor import Actor
from zhijia.platform.jobs.models import Job

from .lines import ADD, CHANGE, Judged
from .models import Export, Import, ImportQuerySet, Parcel, Part
from .packing import unpack
from .register import SHEETS, Sheet

MOST = 20


def imports(actor: Actor) -> ImportQuerySet:
    """Return the imports this actor brought, or that came into the units they keep."""
    desks = import_string(settings.DESKS)
    found = Import.objects.select_related("upload", "returned")
    return found.seen_by(actor.user_id, actor.stands(desks))


def exports(actor: Actor) -> QuerySet[Export]:
    """Return what this actor took out; nobody else opens it."""
    if actor.user_id is None:
        return Export.objects.none()
    return Export.objects.filter(asked_by=actor.user_id).select_related("parcel")


def sheets_for(actor: Actor) -> list[Sheet]:
    """Return the sheets this actor may take out or bring in."""
    return [one for one in SHEETS.values() if one.may(actor) or brings_somewhere(one, actor)]


def brings_somewhere(sheet: Sheet, actor: Actor) -> bool:
    """Say whether there is a unit into which this actor may bring this sheet; one query."""
    return bool(sheet.brings and sheet.brings.places(actor).exists())


def content(parcel: Parcel) -> bytes:
    """Return what a parcel holds; b"" once it was erased."""
    return b"".join(b64decode(piece.body) for piece in parcel.pieces.order_by("number"))


def page(brought: Import, kind: str, number: int) -> list[Judged]:
    """Return one page of judged rows, counted from 1; one query."""
    part = Part.objects.filter(brought=brought, kind=kind, number=number).first()
    return unpack(part.body) if part else []


def to_write(brought: Import) -> Iterator[Part]:
    """Yield the parts that an import writes, in the file's order of each kind."""
    yield from brought.parts.filter(kind__in=(ADD, CHANGE)).order_by("kind", "number").iterator(20)


def written(brought: Import) -> Iterator[Part]:
    """Yield the same parts, the last one first: what came later stands on what came before."""
    yield from (
        brought.parts.filter(kind__in=(ADD, CHANGE)).order_by("-kind", "-number").iterator(20)
    )


def all_rows(brought: Import) -> Iterator[Judged]:
    """Yield every judged row of a file."""
    for part in brought.parts.exclude(kind="flagged").order_by("kind", "number").iterator(20):
        yield from unpack(part.body)


def is_busy(brought: Import) -> bool:
    """Say whether a job works on this import, or is about to."""
    job = job_of(brought.job_id)
    return job is not None and job.is_open


def job_of(job_id: int | None) -> Job | None:
    """Return the job that works on something, if any."""
    return Job.objects.filter(pk=job_id).first() if job_id else None

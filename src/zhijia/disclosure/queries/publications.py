"""Reading what is public, and what is on its way there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhijia.law import Verdict
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.files.models import StoredFile
from zhijia.platform.vault import mark

from ..models import (
    Catalogue,
    Due,
    Edition,
    Item,
    Posting,
    Publication,
    PublicationQuerySet,
    Reading,
)
from ..policies import publications as policies
from ..rules.publications import TWO_PEOPLE, Piece, changes
from .seeing import for_reps, led, of_desks, owned, seen


def publications(actor: Actor) -> PublicationQuerySet:
    """Return what an actor may read: what is out for them, and the drafts they work on or judge."""
    out = Q(issued_on__isnull=False)
    wide = out & ~Q(scope="reps") & seen("unit_path", actor)
    narrow = out & Q(scope="reps") & for_reps("unit_path", actor)
    drafts = working(actor) & Q(dropped_on=None)
    return Publication.objects.filter(wide | narrow | drafts).select_related("unit", "item")


def working(actor: Actor, via: str = "") -> Q:
    """Select the publications, or the rows that point to them `via`, which the actor prepares or
    may let out.
    """
    where, owner = f"{via}unit_path", f"{via}item__owner"
    leads = Q(**{f"{where}__in": actor.stands(("leader",))})
    return of_desks(where, actor) | owned(where, owner, actor) | led(where, actor) | leads


def listed(actor: Actor, *, group: str = "", words: str = "") -> PublicationQuerySet:
    """Return what is or was out, the newest first; one query a page."""
    found = publications(actor).filter(issued_on__isnull=False)
    found = found.filter(item__group=group) if group else found
    found = found.filter(title__contains=words) if words else found
    readers = Reading.objects.filter(publication=OuterRef("pk")).order_by().values("publication")
    counted = Subquery(readers.annotate(n=Count("pk")).values("n"))
    return found.annotate(read_by=Coalesce(counted, 0)).order_by("-issued_on", "-pk")


def under_way(actor: Actor) -> QuerySet[Edition]:
    """Return the drafts that an actor works on or judges, those that wait for review first."""
    mine = working(actor, "publication__")
    found = Edition.objects.filter(mine, state__in=["draft", "waiting"])
    return found.select_related("publication__unit", "prepared_by").order_by("-state", "-pk")


def asks_two(unit_id: int) -> bool:
    """Say whether a unit keeps writing and reviewing apart; two queries at most.

    What was set while one person led it holds only as long as one does.
    """
    found = Catalogue.objects.filter(unit=unit_id).values_list("two_people", flat=True).first()
    return TWO_PEOPLE if found is None else found or heads_at(unit_id) > 1


def heads_at(unit_id: int) -> int:
    """Return how many people lead a unit now; one query."""
    held = Post.objects.open().filter(unit=unit_id, kind__in=HEADS, member__left_on=None)
    return held.order_by().values("member").distinct().count()


def user_of(member_id: int | None) -> int | None:
    """Return the account of a member; one query."""
    if member_id is None:
        return None
    return Member.objects.filter(pk=member_id).values_list("user_id", flat=True).first()


def reader_mark(actor: Actor, publication: Publication) -> str:
    """Return the mark of a reader, another one for each publication."""
    return mark("reader", f"{publication.pk}:{actor.member_id}")


def has_read(actor: Actor, publication: Publication) -> bool:
    """Say whether this member has opened it before; one query."""
    return publication.readings.filter(reader=reader_mark(actor, publication)).exists()


class Change(NamedTuple):
    """A text that took another one's place, and what changed."""

    text: Edition
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Told:
    """A publication with its texts: the newest that is out, the one under way, those before."""

    now: Edition | None
    draft: Edition | None
    before: list[Edition]
    readers: int
    postings: list[Posting]
    dues: list[Due]

    @property
    def signed(self) -> str:
        """Say who wrote and who reviewed what is out."""
        if self.now is None:
            return "—"
        return f"{self.now.prepared_by or '—'} 拟稿，{self.now.reviewed_by or '—'} 审核"

    @property
    def compared(self) -> list[Change]:
        """Return what each correction changed, the newest first."""
        texts = [*([self.now] if self.now else []), *self.before]
        return [Change(new, changes(old.text, new.text)) for new, old in pairwise(texts)]


def told(actor: Actor, publication: Publication) -> Told:
    """Return what the page of a publication tells an actor; six queries."""
    texts = publication.editions.exclude(state="dropped").select_related(
        "prepared_by", "reviewed_by"
    )
    rows = list(texts.prefetch_related("files"))
    out = [one for one in rows if one.state == "issued"]
    works = Publication.objects.filter(working(actor), pk=publication.pk).exists()
    drafts = [one for one in rows if one.state in {"draft", "waiting"}] if works else []
    return Told(
        now=out[0] if out else None,
        draft=drafts[0] if drafts else None,
        before=out[1:],
        readers=publication.readings.count(),
        postings=list(publication.postings.select_related("photo", "by")),
        dues=list(publication.dues.select_related("item")),
    )


def compared(now: Edition, before: Edition) -> list[Piece]:
    """Return what changed from one text to the next."""
    return changes(before.text, now.text)


def editions(actor: Actor) -> QuerySet[Edition]:
    """Return the texts of what an actor may read; drafts, and what was taken down, only for who
    works on them.
    """
    mine = Edition.objects.filter(working(actor, "publication__")).exclude(state="dropped")
    out = Edition.objects.filter(publication__in=publications(actor), state="issued")
    return out.filter(publication__withdrawn_on=None) | mine


def file_of(actor: Actor, edition_id: int, file_id: int) -> StoredFile | None:
    """Return a file beside a text that an actor may read; None where there is none."""
    edition = editions(actor).filter(pk=edition_id).distinct().first()
    return edition.files.filter(pk=file_id).first() if edition else None


def photo_of(actor: Actor, posting_id: int) -> StoredFile | None:
    """Return the photo of a posting of something that an actor may read."""
    out = Posting.objects.filter(publication__in=publications(actor))
    found = out.filter(publication__withdrawn_on=None)
    found |= Posting.objects.filter(working(actor, "publication__"))
    one = found.select_related("photo").distinct().filter(pk=posting_id).first()
    return one.photo if one else None


def own_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units in whose name this actor may prepare something."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def items_of(unit_ids: Iterable[int]) -> QuerySet[Item]:
    """Return what stands in the catalogues of these units; one query."""
    found = Item.objects.listed().filter(catalogue__unit__in=list(unit_ids))
    return found.select_related("catalogue__unit").order_by("catalogue__unit__path", "rank")


def may_prepare(actor: Actor, due: Due) -> Verdict:
    """Judge whether this actor may prepare what is due."""
    return policies.may_prepare(actor, Publication(unit_path=due.unit_path, item=due.item))


# What strangers may read.
def open_unit(code: str) -> Unit | None:
    """Return a standing unit by its code; one query."""
    return Unit.objects.standing().filter(code=code).first()


def open_publications(unit: Unit) -> PublicationQuerySet:
    """Return what a unit shows to strangers, by heading, the newest first; without the texts."""
    found = Publication.objects.out().filter(unit=unit, scope="public")
    return found.select_related("item").order_by("item__group", "-issued_on", "-pk")


def open_publication(token: str) -> Publication | None:
    """Return something that strangers may read, by its token; two queries."""
    texts = Edition.objects.filter(state="issued").prefetch_related("files")
    found = Publication.objects.out().filter(token=token, scope="public")
    with_texts = found.prefetch_related(Prefetch("editions", queryset=texts, to_attr="out"))
    return with_texts.select_related("unit", "item").first()


def is_indexed(unit_id: int) -> bool:
    """Say whether a unit lets search engines in; one query."""
    found = Catalogue.objects.filter(unit=unit_id).values_list("is_indexed", flat=True).first()
    return bool(found)


def open_file(publication: Publication, file_id: int) -> StoredFile | None:
    """Return a file beside the newest text that strangers may read."""
    texts: Sequence[Edition] = publication.out  # type: ignore[attr-defined]  # prefetched above
    files = {file.pk: file for file in texts[0].files.all()} if texts else {}
    return files.get(file_id)


def _texts() -> "Prefetch[str, QuerySet[Edition], str]":
    """Return how the texts that are out are read along, the newest first."""
    return Prefetch("editions", queryset=Edition.objects.filter(state="issued"), to_attr="out")


def findable() -> QuerySet[Publication]:
    """Return what is or was out, with the texts: drafts are in no index."""
    return Publication.objects.filter(issued_on__isnull=False).prefetch_related(_texts())


def with_text(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return these publications with the texts that are out."""
    return rows.prefetch_related(_texts())

"""Opening what is public: only how many people have is kept, and nobody can tell who."""

from zhijia.platform.actor import Actor

from ..models import Publication, Reading
from ..queries.publications import has_read, reader_mark


def mark_read(actor: Actor, publication: Publication) -> None:
    """Count a member who opens a publication for the first time; it stands on no record."""
    if actor.member_id is None or not publication.is_out or has_read(actor, publication):
        return
    one = Reading(publication=publication, reader=reader_mark(actor, publication))
    Reading.objects.bulk_create([one], ignore_conflicts=True)

"""Reading speeches: the list, one speech with its pieces, and what a unit has already."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, StrIndex, Substr

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, reached

from ..models import Piece, Speech
from ..speech import Kind


def _seen(actor: Actor) -> QuerySet[Speech]:
    """Return the speeches of the units where this actor's office reaches, and confirmed ones.

    Whoever is a member and no more reads what their unit and those above it have confirmed.
    """
    office = replace(actor, posts=frozenset(post for post in actor.posts if post[0] != "member"))
    above = Q(unit_path__in=prefixes(actor.unit_path), confirmed_on__isnull=False)
    return Speech.objects.filter(reached("unit_path", office) | above)


def speeches(actor: Actor) -> QuerySet[Speech]:
    """Return the speeches this actor may read, the newest first, those of one file in its order.

    Each has `n_tasks`, the pieces taken for tasks, counted only for the rows that are fetched.
    """
    taken = Piece.objects.filter(speech=OuterRef("pk"), kind=Kind.TASK.value).order_by()
    count = taken.values("speech").annotate(n=Count("pk")).values("n")
    shown = _seen(actor).annotate(n_tasks=Coalesce(Subquery(count), 0))
    return shown.select_related("unit").order_by("-taken_on", "-source_id", "number")


def pieces(actor: Actor) -> QuerySet[Piece]:
    """Return the pieces of the speeches this actor may read."""
    return Piece.objects.filter(speech__in=_seen(actor)).select_related("speech__unit", "point")


def desk_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose desk this actor is, the highest first."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def desk_unit(actor: Actor) -> Unit | None:
    """Return a unit where the actor takes speeches in, or else the actor's own."""
    return desk_units(actor).first() or Unit.objects.filter(path=actor.unit_path).first()


def known_digests(unit: Unit, digests: Iterable[str]) -> set[str]:
    """Return those of the digests that the unit has a speech of."""
    found = Speech.objects.filter(unit=unit, digest__in=list(digests))
    return set(found.values_list("digest", flat=True))


def same_speech(unit: Unit, digests: Iterable[str]) -> Speech | None:
    """Return a speech the unit has already under one of these digests."""
    return Speech.objects.filter(unit=unit, digest__in=list(digests)).first()


def words_of(piece: Piece) -> str:
    """Return the original words of a piece."""
    return piece.speech.source.text[piece.start : piece.end]


def pieces_of(speech: Speech) -> QuerySet[Piece]:
    """Return all pieces of a speech in their order.

    Each knows this very `speech`, so that its text is read once, not once a piece.
    """
    return speech.pieces.select_related("point")


def task_pieces(speech: Speech) -> QuerySet[Piece]:
    """Return the pieces taken for tasks."""
    return pieces_of(speech).filter(kind=Kind.TASK.value)


def piece_after(piece: Piece) -> Piece | None:
    """Return the piece that follows in the speech."""
    return piece.speech.pieces.filter(start__gt=piece.start).first()


def has_task(piece: Piece) -> bool:
    """Say whether a task was put on file from this piece."""
    return hasattr(piece, "task")


PASSAGE = 120  # characters around a word that was looked for
BEFORE = 30


def with_passage(rows: QuerySet[Speech], words: Sequence[str]) -> Iterator[tuple[Speech, str]]:
    """Yield speeches with what stands around the first of these words; no text is read whole."""
    said = Substr("source__text", F("start") + 1, F("end") - F("start"))
    at = StrIndex(said, Value(words[0] if words else ""))
    passage = Substr(said, Greatest(at - BEFORE, 1), PASSAGE)
    for speech in rows.annotate(passage_=passage):
        yield speech, speech.passage_

"""Reading speeches, and the text of their pieces in the order of the original."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, reached

from ..models import Piece, Point, Speech
from ..speech import Kind


def speeches(actor: Actor) -> QuerySet[Speech]:
    """Return the speeches of the units this actor reaches, and confirmed ones from above.

    Each has `n_tasks`, the pieces taken for tasks.
    """
    above = Q(unit_path__in=prefixes(actor.unit_path), confirmed_on__isnull=False)
    seen = Speech.objects.filter(reached("unit_path", actor) | above)
    n_tasks = Count("pieces", filter=Q(pieces__kind=Kind.TASK.value))
    return seen.select_related("unit").annotate(n_tasks=n_tasks)


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


def task_pieces(speech: Speech) -> QuerySet[Piece]:
    """Return the pieces taken for tasks, with what is needed to put them on file."""
    pieces = speech.pieces.filter(kind=Kind.TASK.value)
    return pieces.select_related("point", "speech__source", "speech__unit")


def pieces_of(speech: Speech) -> QuerySet[Piece]:
    """Return all pieces of a speech in their order."""
    return speech.pieces.select_related("point")


def piece_after(piece: Piece) -> Piece | None:
    """Return the piece that follows in the speech."""
    return piece.speech.pieces.filter(start__gt=piece.start).first()


def has_task(piece: Piece) -> bool:
    """Say whether a task was put on file from this piece."""
    return hasattr(piece, "task")


@dataclass(frozen=True, slots=True)
class Row:
    """A piece as its page shows it: the plain text before it, its own words, its point's end."""

    piece: Piece
    before: str
    words: str
    is_task: bool
    opens_line: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One heading with the pieces beneath it; the first lines of a speech have no heading."""

    point: Point | None
    rows: tuple[Row, ...]


def page_of(speech: Speech) -> list[Line]:
    """Return the speech as its page shows it: every piece in order, under its heading.

    Reads the source and the pieces once each.
    """
    text, breaks = speech.source.text, set(speech.source.breaks)
    lines: list[tuple[Point | None, list[Row]]] = []
    at = speech.start
    for piece in pieces_of(speech):
        if not lines or lines[-1][0] != piece.point:
            lines.append((piece.point, []))
        gap, words = text[at : piece.start], text[piece.start : piece.end]
        opens = any(place in breaks for place in range(at, piece.start + 1))
        lines[-1][1].append(Row(piece, gap, words, piece.kind == Kind.TASK.value, opens))
        at = piece.end
    return [Line(point, tuple(rows)) for point, rows in lines]

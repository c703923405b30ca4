"""A task as JSON has it."""

import re

from .nouns import Piece, Source, Speech

COMMA = re.compile("[,，]")
LONG_POINT = 20


def fields(source: Source, speech: Speech, piece: Piece, name: int | str) -> dict[str, str | int]:
    """Return a task's fields by their names; `name` is the number or the file of its speech."""
    return {
        "text": source.text[piece.start : piece.end],
        "start": piece.start,
        "end": piece.end,
        "speech": name,
        "point": head_of(speech, piece),
        "area": piece.area,
        "responsible": piece.responsible,
        "deadline": piece.deadline,
        "figures": ";".join(piece.figures),
    }


def head_of(speech: Speech, piece: Piece) -> str:
    """Return the number and words of the point above, without the tail of a long one."""
    if piece.point is None:
        return ""
    point = speech.points[piece.point]
    text = point.text
    if len(text) > LONG_POINT:
        text = COMMA.split(text)[0]
    return point.number + text

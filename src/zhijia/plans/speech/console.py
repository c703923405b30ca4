"""`zhijia speech tasks FILE`: the tasks of a file, one JSON object a line. Needs no database."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from .apart import take_apart
from .nouns import Kind, Piece, Source, Speech, Unreadable
from .reading import LARGEST_FILE, read

COMMA = re.compile("[,，]")
LONG_POINT = 20


def tasks(path: str, out: TextIO) -> int:
    """Print the tasks of the file at `path`; return 0, or 2 after saying why not on stderr."""
    try:
        with Path(path).open("rb") as file:
            source = read(file.read(LARGEST_FILE + 1), Path(path).name)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"打不开文件「{path}」：{error.strerror}", file=sys.stderr)
        return 2
    found = take_apart(source)
    for speech in found:
        name = speech.number if len(found) > 1 else Path(path).name
        for line in _lines(source, speech, name):
            print(json.dumps(line, ensure_ascii=False), file=out)
    return 0


def _lines(source: Source, speech: Speech, name: int | str) -> Iterator[dict[str, str | int]]:
    for piece in speech.pieces:
        if piece.kind is Kind.TASK:
            yield {
                "text": source.text[piece.start : piece.end],
                "start": piece.start,
                "end": piece.end,
                "speech": name,
                "point": _point(speech, piece),
                "area": piece.area,
                "responsible": piece.responsible,
                "deadline": piece.deadline,
                "figures": ";".join(piece.figures),
            }


def _point(speech: Speech, piece: Piece) -> str:
    """Return the number and words of the point above, without the tail of a long one."""
    if piece.point is None:
        return ""
    point = speech.points[piece.point]
    text = point.text
    if len(text) > LONG_POINT:
        text = COMMA.split(text)[0]
    return point.number + text

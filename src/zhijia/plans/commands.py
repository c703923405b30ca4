"""`zhijia speech tasks FILE`: a speech as JSON lines, as Excel, as Word. Needs no database."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from .paper import OPEN_END, Line, to_paper, to_sheet
from .speech import AREAS, Kind, Piece, Source, Speech, Unreadable, due_date, read, take_apart
from .speech.reading import LARGEST_FILE
from .speech.written import fields, head_of

TITLE = "任务分解表"
STANDS = "待交办"


def tasks(argv: Sequence[str], out: TextIO) -> int:
    """Print the tasks of a file, and write the tables asked for; 2 after saying why not."""
    asked = _parser().parse_args(argv)
    try:
        with asked.file.open("rb") as file:
            source = read(file.read(LARGEST_FILE + 1), asked.file.name)
        found = take_apart(source)
        _write(asked, source, found)
    except Unreadable as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"打不开或写不了文件「{error.filename}」：{error.strerror}")
    for speech in found:
        name = speech.number if len(found) > 1 else asked.file.name
        for piece in _tasks_of(speech):
            print(json.dumps(fields(source, speech, piece, name), ensure_ascii=False), file=out)
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("zhijia speech")
    commands = parser.add_subparsers(required=True, metavar="tasks")
    command = commands.add_parser("tasks", help="拆分讲话，每行输出一条任务（JSON）")
    command.add_argument("file", type=Path, metavar="文件")
    command.add_argument("--xlsx", type=Path, metavar="OUT.xlsx", help="另写出 Excel 任务分解表")
    command.add_argument("--docx", type=Path, metavar="OUT.docx", help="另写出 Word 任务分解表")
    return parser


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _tasks_of(speech: Speech) -> list[Piece]:
    return [piece for piece in speech.pieces if piece.kind is Kind.TASK]


def _write(asked: Namespace, source: Source, found: Sequence[Speech]) -> None:
    """Write the tables asked for: whose they are nobody has said here."""
    lines, today = list(_lines(source, found, asked.file.stem)), date.today()
    if asked.xlsx:
        asked.xlsx.write_bytes(to_sheet(TITLE, lines, unit=OPEN_END, day=today))
    if asked.docx:
        asked.docx.write_bytes(to_paper(TITLE, lines, unit=asked.file.stem, day=today))


def _lines(source: Source, found: Sequence[Speech], name: str) -> Iterator[Line]:
    """Yield the tasks as lines of the table, numbered through."""
    number = 0
    for speech in found:
        for piece in _tasks_of(speech):
            number += 1
            words, given = source.text[piece.start : piece.end], speech.given_on
            yield Line(
                number=str(number),
                area=AREAS[piece.area],
                source=f"{speech.title or name}\n{head_of(speech, piece)}".strip(),
                original=words,
                wording=words,
                figures=";".join(piece.figures),
                responsible=piece.responsible,
                deadline=piece.deadline,
                due_on=due_date(piece.deadline, given) if given else None,
                stands=STANDS,
                dropped_for="",
                shares=(),
            )

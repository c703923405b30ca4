"""`zhijia people import FILE --unit CODE`: a roster brought into the register from a terminal.

Who has a terminal on this machine has the database, so it is asked for no password; the record says
that it was the command line. What it brought in can be looked up and taken back on the pages.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TextIO

from django.utils.timezone import localdate, now

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.sheets import actions as sheets
from zhijia.platform.sheets import queries as kept
from zhijia.platform.sheets import running
from zhijia.platform.sheets.acts import FLAGGED
from zhijia.platform.sheets.lines import ADD, CHANGE, REFUSED, WORDS
from zhijia.platform.sheets.models import Import
from zhijia.platform.sheets.register import SHEETS

from .models import Unit
from .roster import console

SHEET = "org.members"
MOST_LISTED = 50


def people(asked: Namespace, data: bytes, out: TextIO) -> int:
    """Run the import that was asked for; return 0, 1 where it was refused, 2 for a wrong file."""
    try:
        brought = _brought(asked, data)
    except Refused as no:
        return console.refuse(f"{no}。")
    if brought.state == "unread":
        status = console.refuse(brought.words)
    else:
        for line in _summary(brought):
            print(line, file=out)
        status = 0 if asked.dry_run else _confirmed(asked, brought, out)
        _report(asked, brought)
    if brought.state in {"ready", "unread"}:
        actor = actor_of(Unit.objects.get(pk=brought.place_id))
        sheets.call_off(actor=actor, brought=brought, at=now())
    if asked.dry_run:
        print("只是预览，没有改动任何数据。", file=out)
    return status


def _report(asked: Namespace, brought: Import) -> None:
    """Write the workbook with the column 导入结果 where it is wanted."""
    if asked.report:
        running.give_back(brought, localdate())
        assert brought.returned
        asked.report.write_bytes(kept.content(brought.returned))


def actor_of(unit: Unit) -> Actor:
    """Return the desk that the command line stands for."""
    return Actor(name="命令行", posts=frozenset({("desk", unit.path, True)}), unit_path=unit.path)


def _brought(asked: Namespace, data: bytes) -> Import:
    """Read the file and hold it against the register."""
    unit = Unit.objects.standing().filter(code=asked.unit).first()
    if unit is None:
        raise Refused(refused(f"没有代码为“{asked.unit}”的单位，或者已经撤销"))
    actor = actor_of(unit)
    chosen = {"places": asked.places, "numbers": asked.numbers}
    brought = sheets.bring(
        actor=actor,
        sheet=SHEETS[SHEET],
        place=unit,
        data=data,
        name=asked.file.name,
        chosen=chosen,
        in_background=False,
    )
    teller = _Teller(sys.stderr)
    brought = running.read_in(actor, brought, localdate(), teller.told)
    teller.end()
    return brought


def _confirmed(asked: Namespace, brought: Import, out: TextIO) -> int:
    """Confirm and write; return 1 where that is refused, and nothing is written then."""
    actor, counts = actor_of(Unit.objects.get(pk=brought.place_id)), brought.counts
    if not (counts.get(ADD) or counts.get(CHANGE) or counts.get(REFUSED)):
        print("没有要新增或者变更的人。", file=out)
        return 0
    try:
        sheets.confirm(
            actor=actor, brought=brought, is_whole=not asked.skip_bad, in_background=False
        )
        running.write_in(actor, brought, localdate(), now())
    except Refused as no:
        console.refuse(f"没有导入任何人：{no}。")
        return 1
    finally:
        brought.refresh_from_db()
    print(f"已导入，编号 {brought.pk}；七天内可以在“导入导出”页整批撤销。", file=out)
    return 0


def _summary(brought: Import) -> Iterator[str]:
    """Say what would become of the rows; numbers and row numbers, nobody's data."""
    counts = {kind: brought.counts.get(kind, 0) for kind in WORDS}
    yield "，".join(f"{WORDS[kind]} {n} 人" for kind, n in counts.items()) + "。"
    for note in brought.facts["notes"]:
        yield f"  {note}"
    for title, kind in (("不能导入", REFUSED), ("请核对", FLAGGED)):
        rows = kept.page(brought, kind, 1)[:MOST_LISTED]
        if rows:
            yield f"{title}（{brought.counts[kind]} 行）："
        for row in rows:
            sheet = f"“{row.sheet}”" if row.sheet else ""
            yield f"  {sheet}第 {row.row} 行：{''.join(row.messages)}"
        if brought.counts.get(kind, 0) > MOST_LISTED:
            yield f"  ……其余 {brought.counts[kind] - MOST_LISTED} 行见 --report 写出的表。"


class _Teller:
    """Tells a person at a terminal how far it has come; a file or pipe hears nothing."""

    def __init__(self, err: TextIO) -> None:
        self._err, self._has_told = err, False

    def told(self, done: int, total: int, words: str) -> None:
        if self._err.isatty():
            print(f"\r{words} {done}/{total}", end="", file=self._err, flush=True)
            self._has_told = True

    def end(self) -> None:
        if self._has_told:
            print(file=self._err)

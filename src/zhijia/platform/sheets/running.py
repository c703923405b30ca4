"""An import on its way: read and judged, written, taken back, its workbook returned.

The same for the page's jobs and for the command line.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

from . import actions, acts, policies, queries
from .models import Import
from .names import file_name
from .opening import Unreadable
from .register import Importer

Tell = Callable[[int, int, str], None]
TOLD = 1_000  # rows between two words of progress


def read_in(actor: Actor, brought: Import, today: date, tell: Tell) -> Import:
    """Read a file and put aside what would become of each row. What was put aside before goes."""
    brings = _importer(brought)
    place = brings.places(actor).filter(pk=brought.place_id).first()
    if place is None or not policies.may_bring(actor, brought.sheet, place):
        raise Refused(refused("这个单位已经不在您的职务范围内，或者已经撤销"))
    staging = acts.begin(brought)
    try:
        reading = brings.read(queries.content(brought.upload), brought.upload.name, today)
    except Unreadable as error:
        acts.set_state(brought, state="unread", words=str(error)[:300], facts={})
        return brought
    total = len(reading.lines)
    judged = brings.judge(place, brought.chosen, reading.lines, actor, today)
    for done, row in enumerate(judged, 1):
        staging.take(row)
        if done % TOLD == 0:
            tell(min(done, total), total, "正在核对")
    staging.end()
    facts = {"counts": staging.counts, "lines": total, "skipped": reading.skipped[:50]}
    facts["doubts"] = reading.doubts[:50]
    facts["notes"] = list(brings.summary(place, brought.chosen, reading.lines))
    acts.set_state(brought, state="ready", words="", facts=facts)
    return brought


def _importer(brought: Import) -> Importer:
    brings = brought.sheet.brings
    assert brings is not None, "only sheets that may be imported have imports"
    return brings


@contextmanager
def back_to(brought: Import, state: str) -> Iterator[None]:
    """Leave an import as it stood, with the reason, where it cannot go on."""
    try:
        yield
    except Refused as no:
        acts.set_state(brought, state=state, words=str(no)[:300])
        raise


def write_in(actor: Actor, brought: Import, today: date, at: datetime) -> Import:
    """Write a confirmed import; where that is refused, nothing is written and it waits again."""
    with back_to(brought, "ready"):
        return actions.write_in(actor=actor, brought=brought, today=today, at=at)


def take_back(actor: Actor, brought: Import, at: datetime) -> Import:
    """Take an import back as a whole, or leave all of it."""
    with back_to(brought, "done"):
        return actions.take_back(actor=actor, brought=brought, at=at)


def give_back(brought: Import, today: date) -> Import:
    """Make the workbook with the column 导入结果."""
    said: dict[str | None, dict[int, str]] = {}
    done = brought.state == "done"
    for row in queries.all_rows(brought):
        if row.row:
            said.setdefault(row.sheet, {})[row.row] = row.done if done else row.said
    for sheet, number, words in brought.facts.get("doubts", ()):
        said.setdefault(sheet, {})[number] = words
    upload = brought.upload
    data = _importer(brought).write_back(queries.content(upload), upload.name, said)
    stem = upload.name.rsplit(".", 1)[0]
    acts.return_file(brought, data, file_name(f"{stem}_导入结果", "", today, "xlsx"))
    return brought

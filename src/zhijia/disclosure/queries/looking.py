"""Looking a publication and its files through for personal data, before strangers may read them."""

from collections.abc import Collection
from typing import Any

from zhijia.org.models import Member
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import under

from ..models import Edition
from ..rules import attachments, persons, tables
from ..rules.persons import Trace

A_TIME = 500
MOST_KEPT = 40
TEXT = "text"  # under which an edition keeps what stands in its own words; files by their keys


def members_called(names: Collection[str], path: str) -> set[str]:
    """Return which of these are names of members at or below a unit, those who left too."""
    found: set[str] = set()
    wanted = sorted(names)
    for at in range(0, len(wanted), A_TIME):
        called = Member.objects.filter(name__in=wanted[at : at + A_TIME])
        found.update(called.filter(under("unit_path", path)).values_list("name", flat=True))
    return found


def _traces(text: str, path: str) -> list[Trace]:
    return persons.traces(text, members_called(persons.likely_names(text), path))


def _kept(found: list[Trace], unread: str = "") -> dict[str, Any]:
    """Return what an edition keeps of having been looked through: no word of what stands there."""
    return {"traces": [[one.what, one.hint] for one in found[:MOST_KEPT]], "unread": unread}


def _file(file: StoredFile, path: str) -> dict[str, Any]:
    """Look through a file that is kept; one that is gone from the disk is not read."""
    if not file.place.exists():
        return _kept([], attachments.DAMAGED)
    found = attachments.content(file.place.read_bytes(), file.kind)
    lines = [found.text, *(tables.as_text(table) for table in found.tables)]
    told = [one for table in found.tables for one in tables.in_table(table)]
    return _kept(told + _traces("\n".join(lines), path), found.unread)


def looked(edition: Edition, path: str) -> dict[str, Any]:
    """Look an edition through: its words, and the files that nobody has looked at yet."""
    now = {TEXT: _kept(_traces(f"{edition.title}\n{edition.text}", path))}
    for file in edition.files.all():
        key = str(file.pk)
        now[key] = edition.looked[key] if key in edition.looked else _file(file, path)
    return now


def personal(edition: Edition | None) -> list[Trace]:
    """Return what tells of persons in what strangers are to read, as it was last looked through."""
    if edition is None or edition.for_whom != "public":
        return []
    told = [Trace(*one) for one in edition.looked.get(TEXT, {}).get("traces", ())]
    for file in edition.files.all():
        kept = edition.looked.get(str(file.pk), {})
        told += [Trace(*one).at(str(file)) for one in kept.get("traces", ())]
    return told


def unread(edition: Edition | None) -> list[str]:
    """Return the files for strangers that the system could not read, each with why."""
    if edition is None or edition.for_whom != "public":
        return []
    found = []
    for file in edition.files.all():
        why = edition.looked.get(str(file.pk), {}).get("unread", "还没有检查")
        if why:
            found.append(f"“{file}”（{why}）")
    return found

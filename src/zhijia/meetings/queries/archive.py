"""The archive of a meeting: what goes into it, and the zip it is taken away as."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import Q, QuerySet

from zhijia.ballots import queries as ballots
from zhijia.ballots.models import Ballot
from zhijia.platform.files.models import StoredFile
from zhijia.platform.sheets.names import plain

from .. import paper
from ..models import Election, Filed, Meeting
from ..rules.words import HELD

MOMENT = (1980, 1, 1, 0, 0, 0)  # no file in a zip has a time: the same archive is the same bytes


def ballots_of(meeting: Meeting) -> list[Ballot]:
    """Return the votes tied to items and elections of the meeting, and those that follow them."""
    items = meeting.items.exclude(ballot=None).values("ballot_id")
    elections = Election.objects.filter(item__meeting=meeting).exclude(ballot=None)
    tied = Q(pk__in=items) | Q(pk__in=elections.values("ballot_id"))
    return with_following(Ballot.objects.filter(tied))


def on_void_ballots(meeting: Meeting) -> list[str]:
    """Return the items whose result rests on a vote that was declared void since.

    What was decided by hand rests on no ballot. What was reported upward or
    written into the organisation is mended there.
    """
    rows = meeting.items.filter(ballot__state="void", way="paper").exclude(result="")
    gone_on = Q(election__report__isnull=False) | Q(election__written_on__isnull=False)
    return list(rows.exclude(gone_on).values_list("title", flat=True))


def with_following(ballots: QuerySet[Ballot]) -> list[Ballot]:
    """Return votes, each once, and those that settle their ties and open seats."""
    found = list(ballots.select_related("unit").order_by("pk"))
    seen = {one.pk for one in found}
    while more := list(
        Ballot.objects.filter(follows__in=seen).exclude(pk__in=seen).select_related("unit")
    ):
        found += more
        seen |= {one.pk for one in more}
    return found


def drawn(meeting: Meeting) -> list[paper.Template]:
    """Return the papers that can be drawn of a meeting as it stands, in the library's order."""
    elects = meeting.items.filter(competence="elect").exclude(state="dropped").exists()
    was_opened = meeting.state in {"open", *HELD}
    return [
        one
        for one in paper.LIBRARY.values()
        if (elects or not one.elects)
        and (was_opened or not one.is_after)
        and not (one.is_before and meeting.state in HELD)
    ]


def reports_of(ballot: Ballot) -> Iterator[tuple[str, bytes]]:
    """Yield the counted ballot's own reports, as its room draws them."""
    if ballot.state == "void" or not any(one.outcome for one in ballot.contests.all()):
        return
    name = plain(ballot.title)
    if any(one.kind != "evaluation" for one in ballot.contests.all()):
        yield f"{name} 计票结果报告单.docx", ballots.result_file(ballot)
    for contest in ballot.contests.all():
        if contest.kind == "evaluation" and contest.outcome:
            yield f"{plain(contest.title)} 测评结果.docx", ballots.evaluation_file(contest)


def uploads(meeting: Meeting) -> Iterator[tuple[str, str, StoredFile]]:
    """Yield what people put on file with the meeting: folder, name, file."""
    for step in meeting.preparations.exclude(file=None).select_related("file"):
        yield _kept(0, step.file)
    for asked in meeting.petitions.exclude(file=None).select_related("file"):
        yield _kept(0, asked.file)
    for one in meeting.documents.select_related("file").order_by("title", "number"):
        yield _kept(2, one.file, f"{plain(one.title)} 第{one.number}稿 ")
    for said in meeting.overrides.exclude(file=None).select_related("file"):
        yield _kept(4, said.file)


def _kept(folder: int, file: StoredFile | None, before: str = "") -> tuple[str, str, StoredFile]:
    assert file is not None, "rows without a file were left out"
    return paper.FOLDERS[folder], f"{before}{file.name}", file


def tell_apart(rows: Iterable[Filed]) -> None:
    """Give files of one name in one folder a number, so that none hides another."""
    seen: set[tuple[str, str]] = set()
    for one in rows:
        stem, dot, suffix = one.name.rpartition(".")
        times = 2
        while (one.folder, one.name) in seen:
            one.name = f"{stem}（{times}）{dot}{suffix}"
            times += 1
        seen.add((one.folder, one.name))


def line_of(one: Filed) -> paper.Filed:
    """Return a file as the index names it."""
    return paper.Filed(one.folder, one.name, one.file.size, one.file.digest)


def filed(meeting: Meeting) -> list[Filed]:
    """Return the files of the archive in order; one question."""
    return list(meeting.filed.select_related("file").order_by("number"))


def zipped(meeting: Meeting) -> bytes:
    """Return the archive as a zip, with the hashes in the form that `sha256sum -c` reads."""
    rows = filed(meeting)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as whole:
        for one in rows:
            _put(whole, f"{one.folder}/{one.name}", one.file.place.read_bytes())
        _put(whole, paper.HASHES, paper.hashes([line_of(one) for one in rows]).encode())
    return out.getvalue()


def _put(whole: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, MOMENT)
    info.compress_type = ZIP_DEFLATED
    whole.writestr(info, data)

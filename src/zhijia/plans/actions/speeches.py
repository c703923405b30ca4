"""From the text that came in to the tasks a person confirmed."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import Verdict, refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
    touch,
)
from zhijia.platform.files.acts import keep

from .. import policies, queries, rules, speech
from ..models import Piece, Point, Source, Speech, Task
from ..speech import Kind
from .natures import natured
from .pieces import area_in, open_speech


class Known(Refused):
    """The unit has every speech of a text already. Carries one of them to the page that asked."""

    def __init__(self, verdict: Verdict, known: Speech | None) -> None:
        super().__init__(verdict)
        self.speech = known


class Intake(NamedTuple):
    """What came of one upload: the speeches entered, and how many were known already."""

    speeches: list[Speech]
    known: int


def _digest(text: str) -> str:
    """Return the hash of a speech's characters, blanks aside: a second copy has other blanks."""
    return sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


@action("登记讲话")
def take_in(
    *,
    actor: Actor,
    unit: Unit,
    source: speech.Source,
    name: str,
    today: date,
    upload: "UploadedFile[bytes] | None" = None,
    apart: Sequence[speech.Speech] | None = None,
) -> Intake:
    """Enter the speeches of one text in a unit, and keep the file that it came in.

    `apart` are its speeches, taken apart before any row is locked: a long text takes seconds.
    Those the unit has already are left out and counted; `Known` when that is all of them.
    """
    unit = lock(unit)
    require(policies.may_take_in(actor, unit))
    cut = speech.take_apart(source) if apart is None else apart
    found = {_digest(source.text[s.start : s.end]): s for s in cut}
    known = queries.known_digests(unit, found)
    _require_new(unit, found, known)
    file = keep(actor=actor, upload=upload) if upload else None
    paper = Source(unit=unit, unit_path=unit.path, name=name[:150], file=file, taken_on=today)
    paper.text, paper.breaks = source.text, list(source.breaks)
    paper.save()
    about(paper)
    new = [_enter(paper, s, digest) for digest, s in found.items() if digest not in known]
    touch(*new)
    record({}, {"source": paper.pk, "speeches": [s.pk for s in new]})
    return Intake(new, len(known))


def _require_new(unit: Unit, found: Mapping[str, speech.Speech], known: set[str]) -> None:
    """Go on only if the text holds a speech that the unit has not."""
    verdict = rules.may_take_in(found=len(found), known=len(known))
    if known and not verdict:
        raise Known(verdict, queries.same_speech(unit, known))
    require(verdict)


def _enter(paper: Source, found: speech.Speech, digest: str) -> Speech:
    """Write one speech with its points and pieces."""
    entered = Speech.objects.create(
        source=paper,
        unit=paper.unit,
        unit_path=paper.unit_path,
        number=found.number,
        title=(found.title or paper.name)[:200],
        speaker=found.speaker[:50],
        spoken_on=found.given_on,
        start=found.start,
        end=found.end,
        digest=digest,
        taken_on=paper.taken_on,
    )
    points = Point.objects.bulk_create(_point(entered, point) for point in found.points)
    Piece.objects.bulk_create(
        _piece(entered, paper.text, piece, points[piece.point] if piece.point is not None else None)
        for piece in found.pieces
    )
    return entered


def _point(entered: Speech, point: speech.Point) -> Point:
    """Return a heading to be written."""
    return Point(
        speech=entered,
        number=point.number[:20],
        text=point.text[:300],
        level=point.level,
        start=point.start,
        end=point.end,
    )


def _piece(entered: Speech, text: str, piece: speech.Piece, point: Point | None) -> Piece:
    """Return a piece to be written; a task's wording begins as the original words."""
    is_task, words = piece.kind is Kind.TASK, text[piece.start : piece.end]
    return Piece(
        speech=entered,
        point=point,
        start=piece.start,
        end=piece.end,
        kind=piece.kind.value,
        cue=piece.cue[:100],
        wording=words if is_task else "",
        area=piece.area,
        responsible=piece.responsible[:200],
        deadline=piece.deadline[:200],
        due_on=_due_on(piece.deadline, entered.spoken_on),
        figures=";".join(piece.figures)[:300],
        **(natured(words) if is_task else {}),
    )


@action("填写讲话信息")
def describe_speech(
    *,
    actor: Actor,
    speech: Speech,
    title: str,
    speaker: str,
    spoken_on: date | None,
    version: int | None = None,
) -> Speech:
    """Say who spoke, when and under what title; deadlines are reckoned from the day."""
    speech = open_speech(actor, speech)
    require_unchanged(speech, version, title=title, speaker=speaker, spoken_on=spoken_on)
    if spoken_on != speech.spoken_on:
        record({}, {"deadlines reckoned": _reckon(speech, spoken_on)})
    return change(speech, title=title, speaker=speaker, spoken_on=spoken_on)


def _reckon(entered: Speech, spoken_on: date | None) -> int:
    """Reckon the deadlines anew that no person has set; return how many changed."""
    moved = []
    for piece in queries.pieces_of(entered).exclude(deadline=""):
        was, now = (_due_on(piece.deadline, day) for day in (entered.spoken_on, spoken_on))
        if piece.due_on == was != now:
            piece.due_on, piece.version = now, piece.version + 1
            moved.append(piece)
    Piece.objects.bulk_update(moved, ["due_on", "version"])
    return len(moved)


def _due_on(deadline: str, spoken_on: date | None) -> date | None:
    """Return the day that the words of a deadline mean, where they leave no choice."""
    return speech.due_date(deadline, spoken_on) if deadline and spoken_on else None


@action("确认分解")
def confirm(*, actor: Actor, speech: Speech, today: date) -> Speech:
    """Put every piece taken for a task on file as a task of the unit."""
    speech = lock(speech)
    require(policies.may_edit_speech(actor, speech))
    pieces = list(queries.task_pieces(speech))
    confirmed = bool(speech.confirmed_on)
    require(rules.may_confirm(is_confirmed=confirmed, tasks=len(pieces)))
    lock(speech.unit)  # the unit's row guards the year's numbers
    first = queries.next_serial(speech.unit, today.year)
    filed_on = None if queries.needs_approval(speech.unit, "speech", today) else today
    tasks = [_task(piece, today, first + n, filed_on) for n, piece in enumerate(pieces)]
    touch(*Task.objects.bulk_create(tasks))
    record({}, {"tasks": len(tasks)})
    return change(speech, confirmed_on=today)


@action("补立任务")
def add_task(*, actor: Actor, piece: Piece, today: date) -> Task:
    """Put one more piece of a confirmed speech on file."""
    speech_ = lock(piece.speech)  # before the piece, as every step on a piece does
    piece = lock(piece)
    require(policies.may_edit_speech(actor, speech_))
    if not speech_.confirmed_on or queries.has_task(piece):
        raise Refused(refused("讲话确认以后，才能把尚未立项的语段补立为任务"))
    lock(speech_.unit)
    words = queries.words_of(piece)
    wording, area = piece.wording or words, piece.area or area_in(piece, words)
    found = {"wording": wording, "area": area, **natured(words)}
    change(piece, kind=Kind.TASK.value, cue="确认后补立", **found)
    filed_on = None if queries.needs_approval(speech_.unit, "speech", today) else today
    task = _task(piece, today, queries.next_serial(speech_.unit, today.year), filed_on)
    task.save()
    return task


def _task(piece: Piece, today: date, serial: int, filed_on: date | None) -> Task:
    """Return the task that a piece asks for, to be written; a draft where `filed_on` is None."""
    entered = piece.speech
    return Task(
        unit=entered.unit,
        unit_path=entered.unit_path,
        filed_path=entered.unit_path,
        speech=entered,
        piece=piece,
        point=piece.point,
        year=today.year,
        serial=serial,
        original=queries.words_of(piece),
        wording=rules.tidied(piece.wording),
        area=piece.area or "other",
        responsible=piece.responsible,
        deadline=piece.deadline,
        due_on=piece.due_on,
        figures=piece.figures,
        nature=piece.nature,
        every=piece.every,
        filed_on=filed_on,
    )

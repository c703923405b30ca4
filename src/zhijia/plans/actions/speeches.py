"""From the text that came in to the tasks a person confirmed."""

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)
from zhijia.platform.files.models import StoredFile

from .. import policies, queries, rules, speech
from ..models import Piece, Point, Source, Speech, Task
from ..speech import Kind
from ..speech.areas import area_of


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
    file: StoredFile | None = None,
    today: date,
) -> Intake:
    """Enter the speeches of one text in a unit; those it already has are left out and counted."""
    unit = lock(unit)
    require(policies.may_take_in(actor, unit))
    found = {_digest(source.text[s.start : s.end]): s for s in speech.take_apart(source)}
    known = queries.known_digests(unit, found)
    require(rules.may_take_in(found=len(found), known=len(known)))
    paper = Source(unit=unit, unit_path=unit.path, name=name[:150], file=file, taken_on=today)
    paper.text, paper.breaks = source.text, list(source.breaks)
    paper.save()
    new = [_enter(paper, s, digest) for digest, s in found.items() if digest not in known]
    record({}, {"source": paper.pk, "speeches": [s.pk for s in new]})
    return Intake(new, len(known))


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
    points = Point.objects.bulk_create(
        Point(
            speech=entered,
            number=p.number[:20],
            text=p.text[:300],
            level=p.level,
            start=p.start,
            end=p.end,
        )
        for p in found.points
    )
    Piece.objects.bulk_create(
        _piece(entered, paper.text, piece, points[piece.point] if piece.point is not None else None)
        for piece in found.pieces
    )
    return entered


def _piece(entered: Speech, text: str, piece: speech.Piece, point: Point | None) -> Piece:
    """Return a piece to be written; a task's wording begins as the original words."""
    is_task = piece.kind is Kind.TASK
    given_on = entered.spoken_on
    due_on = speech.due_date(piece.deadline, given_on) if piece.deadline and given_on else None
    return Piece(
        speech=entered,
        point=point,
        start=piece.start,
        end=piece.end,
        kind=piece.kind.value,
        cue=piece.cue[:100],
        wording=text[piece.start : piece.end] if is_task else "",
        area=piece.area,
        responsible=piece.responsible[:200],
        deadline=piece.deadline[:200],
        due_on=due_on,
        figures=";".join(piece.figures)[:300],
    )


def _open_speech(actor: Actor, entered: Speech) -> Speech:
    """Return the speech locked, if this actor may still work on it."""
    entered = lock(entered)
    require(policies.may_edit_speech(actor, entered))
    require(rules.may_edit_speech(is_confirmed=bool(entered.confirmed_on)))
    return entered


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
    """Say who spoke, when and under what title."""
    speech = _open_speech(actor, speech)
    require_unchanged(speech, version, title=title, speaker=speaker, spoken_on=spoken_on)
    return change(speech, title=title, speaker=speaker, spoken_on=spoken_on)


def _area(piece: Piece, words: str) -> str:
    """Return the area that a piece's words, or its heading, speak of."""
    return area_of(words, words, piece.point.text if piece.point else "")


@action("标为任务")
def promote(*, actor: Actor, piece: Piece) -> Piece:
    """Take a piece for a task after all; its words become the task's wording."""
    _open_speech(actor, piece.speech)
    piece = lock(piece)
    words = queries.words_of(piece)
    wording, area = piece.wording or words, piece.area or _area(piece, words)
    return change(piece, kind=Kind.TASK.value, cue="人工标为任务", wording=wording, area=area)


@action("取消任务")
def demote(*, actor: Actor, piece: Piece) -> Piece:
    """Take a piece for a task no more; what was filled in stays in case it is promoted again."""
    _open_speech(actor, piece.speech)
    return change(lock(piece), kind=Kind.OTHER.value, cue="人工取消任务")


@action("修改任务建议")
def edit_piece(
    *,
    actor: Actor,
    piece: Piece,
    wording: str,
    area: str,
    responsible: str,
    deadline: str,
    due_on: date | None,
    figures: str,
    today: date,
    version: int | None = None,
) -> Piece:
    """Change what a proposed task says; the original words stay as they are."""
    _open_speech(actor, piece.speech)
    piece = lock(piece)
    require_unchanged(piece, version, wording=wording, area=area, due_on=due_on)
    if due_on and due_on != piece.due_on:
        require(rules.due_ahead(due_on, today))
    return change(
        piece,
        wording=wording,
        area=area,
        responsible=responsible,
        deadline=deadline,
        due_on=due_on,
        figures=figures,
    )


@action("拆分语段")
def split(*, actor: Actor, piece: Piece, at: int) -> Piece:
    """Cut a piece in two after its first `at` characters; return the second."""
    _open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.may_split(length=piece.end - piece.start, at=at))
    words, is_task = queries.words_of(piece), piece.kind == Kind.TASK.value
    second = Piece.objects.create(
        speech=piece.speech,
        point=piece.point,
        start=piece.start + at,
        end=piece.end,
        kind=piece.kind,
        cue="人工拆分",
        wording=words[at:] if is_task else "",
        area=piece.area,
        responsible=piece.responsible,
    )
    change(piece, end=piece.start + at, wording=words[:at] if is_task else "", cue="人工拆分")
    return second


@action("合并语段")
def merge(*, actor: Actor, piece: Piece) -> Piece:
    """Join a piece with the one after it; the later one's words and requirements are kept."""
    _open_speech(actor, piece.speech)
    following = queries.piece_after(piece)
    if following is None:
        raise Refused(refused("后面没有可以合并的语段"))
    piece, gone = lock(piece, following)
    record({"merged": queries.words_of(gone)}, {})
    end, joined = gone.end, {name: _joined(piece, gone, name) for name in JOINED}
    gone.delete()
    is_task = Kind.TASK.value in (piece.kind, gone.kind)
    wording = piece.speech.source.text[piece.start : end] if is_task else ""
    kind = Kind.TASK.value if is_task else piece.kind
    return change(piece, end=end, kind=kind, cue="人工合并", wording=wording, **joined)


JOINED = {"area": 20, "responsible": 200, "deadline": 200, "due_on": 0, "figures": 300}


def _joined(first: Piece, second: Piece, name: str) -> object:
    """Return the field of two merged pieces: the first's, or else the second's; figures of both."""
    if name == "figures" and first.figures and second.figures:
        return f"{first.figures};{second.figures}"[: JOINED[name]]
    return getattr(first, name) or getattr(second, name)


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
    tasks = [_task(piece, today, first + n) for n, piece in enumerate(pieces)]
    Task.objects.bulk_create(tasks)
    record({}, {"tasks": len(tasks)})
    return change(speech, confirmed_on=today)


@action("补立任务")
def add_task(*, actor: Actor, piece: Piece, today: date) -> Task:
    """Put one more piece of a confirmed speech on file."""
    speech_, piece = lock(piece.speech, piece)
    require(policies.may_edit_speech(actor, speech_))
    if not speech_.confirmed_on or queries.has_task(piece):
        raise Refused(refused("讲话确认以后，才能把尚未立项的语段补立为任务"))
    lock(speech_.unit)
    words = queries.words_of(piece)
    piece.wording, piece.area = piece.wording or words, piece.area or _area(piece, words)
    task = _task(piece, today, queries.next_serial(speech_.unit, today.year))
    task.save()
    return task


def _task(piece: Piece, today: date, serial: int) -> Task:
    """Return the task that a piece asks for, to be written."""
    entered = piece.speech
    return Task(
        unit=entered.unit,
        unit_path=entered.unit_path,
        speech=entered,
        piece=piece,
        point=piece.point,
        year=today.year,
        serial=serial,
        original=queries.words_of(piece),
        wording=piece.wording,
        area=piece.area or "other",
        responsible=piece.responsible,
        deadline=piece.deadline,
        due_on=piece.due_on,
        figures=piece.figures,
        filed_on=today,
    )

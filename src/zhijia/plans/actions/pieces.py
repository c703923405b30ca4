"""Working on the pieces of a speech until a person is content with its tasks."""

from datetime import date
from typing import Any

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require, require_unchanged

from .. import policies, queries, rules
from ..models import Piece, Speech
from ..queries.measures import kind_of, may_be_aim
from ..speech import Kind
from ..speech.areas import area_of
from .natures import natured, set_nature


def open_speech(actor: Actor, entered: Speech) -> Speech:
    """Return the speech locked, if this actor may still work on it."""
    entered = lock(entered)
    require(policies.may_edit_speech(actor, entered))
    require(rules.may_edit_speech(is_confirmed=bool(entered.confirmed_on)))
    return entered


def _is_task(piece: Piece) -> bool:
    """Say whether the piece is taken for a task."""
    return piece.kind == Kind.TASK.value


def area_in(piece: Piece, words: str) -> str:
    """Return the area that a piece's words, or its heading, speak of."""
    heading = piece.point.text if piece.point else ""
    return area_of("", words, heading, fronted=False)


@action("标为任务")
def promote(*, actor: Actor, piece: Piece) -> Piece:
    """Take a piece for a task after all; its words become the task's wording."""
    open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.may_promote(is_task=_is_task(piece)))
    words = queries.words_of(piece)
    wording, area = piece.wording or words, piece.area or area_in(piece, words)
    found = {"wording": wording, "area": area, **natured(words)}
    return change(piece, kind=Kind.TASK.value, cue="人工标为任务", **found)


@action("取消任务")
def demote(*, actor: Actor, piece: Piece) -> Piece:
    """Take a piece for a task no more; what was filled in stays in case it is promoted again."""
    open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.is_proposed(is_task=_is_task(piece)))
    return change(piece, kind=Kind.OTHER.value, cue="人工取消任务")


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
    open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.is_proposed(is_task=_is_task(piece)))
    asked = {"responsible": responsible, "deadline": deadline, "figures": figures}
    new = {"wording": wording, "area": area, "due_on": due_on, **asked}
    require_unchanged(piece, version, **new)
    if due_on and due_on != piece.due_on:
        require(rules.due_ahead(due_on, today))
    return change(piece, **new)


@action("修改任务建议的性质")
def set_piece_nature(*, actor: Actor, piece: Piece, nature: str, every: str) -> Piece:
    """Say how often the demand of a proposed task is to be met."""
    open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.is_proposed(is_task=_is_task(piece)))
    return set_nature(piece, nature, every)


@action("采用建议的数据")
def take_figure(*, actor: Actor, piece: Piece, figure: str) -> Piece:
    """Let a figure measure the proposed task once it is put on file; "" takes that back."""
    open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.is_proposed(is_task=_is_task(piece)))
    if figure:
        require(may_be_aim(kind_of(figure)))
    return change(piece, figure=figure)


@action("拆分语段")
def split(*, actor: Actor, piece: Piece, at: int) -> Piece:
    """Cut a piece in two after its first `at` characters; return the second.

    Deadlines and figures go with the half that holds their words.
    """
    open_speech(actor, piece.speech)
    piece = lock(piece)
    require(rules.may_split(length=piece.end - piece.start, at=at))
    first, later = _halves(piece, at)
    second = Piece(speech=piece.speech, point=piece.point, start=piece.start + at, end=piece.end)
    second.kind, second.area, second.responsible = piece.kind, piece.area, piece.responsible
    second.cue = "人工拆分"
    for name, value in later.items():
        setattr(second, name, value)
    second.save()
    change(piece, end=piece.start + at, cue="人工拆分", **first)
    return second


def _halves(piece: Piece, at: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the two halves of a piece say, and which of its requirements each keeps."""
    words = queries.words_of(piece)
    head, tail = words[:at], words[at:]
    moves = bool(piece.deadline) and piece.deadline in tail and piece.deadline not in head
    due = {"deadline": piece.deadline, "due_on": piece.due_on}
    none = {"deadline": "", "due_on": None}
    figures = [figure for figure in piece.figures.split(";") if figure]
    late = [figure for figure in figures if figure in tail and figure not in head]
    early = [figure for figure in figures if figure not in late]
    first, later = (none, due) if moves else (due, none)
    return (
        {**first, "figures": ";".join(early), "wording": _wording(piece, head), **natured(head)},
        {**later, "figures": ";".join(late), "wording": _wording(piece, tail), **natured(tail)},
    )


def _wording(piece: Piece, words: str) -> str:
    """Return what a half of the piece says as a task, without the marks at its ends."""
    return rules.trimmed(words) if _is_task(piece) else ""


@action("合并语段")
def merge(*, actor: Actor, piece: Piece) -> Piece:
    """Join a piece with the one after it; the later one's words and requirements are kept."""
    open_speech(actor, piece.speech)
    following = queries.piece_after(piece)
    if following is None:
        raise Refused(refused("后面没有可以合并的语段"))
    piece, gone = lock(piece, following)
    is_heading = Kind.HEADING.value in {piece.kind, gone.kind}
    require(rules.may_merge(is_heading=is_heading))
    record({"merged": queries.words_of(gone)}, {})
    joined = _joined(piece, gone)
    end = gone.end
    gone.delete()
    return change(piece, end=end, cue="人工合并", **joined)


def _joined(first: Piece, second: Piece) -> dict[str, Any]:
    """Return what two merged pieces say: the first's requirements, or else the second's."""
    due = first if first.deadline or first.due_on else second
    figures = ";".join(piece.figures for piece in (first, second) if piece.figures)
    return {
        "kind": Kind.TASK.value if _is_task(second) else first.kind,
        "wording": _joined_wording(first, second),
        "area": first.area or second.area,
        "responsible": first.responsible or second.responsible,
        "deadline": due.deadline,
        "due_on": due.due_on,
        "figures": figures[:300],
        **_joined_nature(first, second),
    }


def _joined_nature(first: Piece, second: Piece) -> dict[str, Any]:
    """Return how often two merged pieces say that their task is done."""
    told = first if first.nature != "once" or not _is_task(second) else second
    return {name: getattr(told, name) for name in ("nature", "every", "nature_cue")}


def _joined_wording(first: Piece, second: Piece) -> str:
    """Return the original words of both, unless a person has worded one of them anew."""
    both = (first, second)
    if any(_is_task(piece) and _is_reworded(piece) for piece in both):
        return "，".join(p.wording if _is_task(p) else queries.words_of(p) for p in both)
    whole = first.speech.source.text[first.start : second.end]
    return rules.trimmed(whole) if any(map(_is_task, both)) else ""


def _is_reworded(piece: Piece) -> bool:
    """Say whether a person has worded the task otherwise than the speech does."""
    return rules.trimmed(piece.wording) != rules.trimmed(queries.words_of(piece))

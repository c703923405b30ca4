"""Taking a source apart: from a file to its speeches, each with its points and pieces."""

from collections.abc import Iterator
from dataclasses import replace

from . import fields, speeches
from .areas import area_of
from .clauses import Span
from .joining import Draft
from .nouns import Kind, Piece, Point, Source, Speech
from .outline import Block, blocks
from .plain import Plain, plain
from .walk import Walk

CLOSE_BY = 3


def take_apart(source: Source) -> tuple[Speech, ...]:
    """Cut a source into speeches, points and pieces. Never fails on any text."""
    page = plain(source)
    spans = speeches.cut(page)
    starts = [0, *(page.origin[start] for start, _ in spans[1:])]
    ends = [*starts[1:], len(source.text)]
    found = zip(spans, starts, ends, strict=True)
    return tuple(_speech(source, page, n, span, a, b) for n, (span, a, b) in enumerate(found, 1))


def _speech(source: Source, page: Plain, number: int, span: Span, start: int, end: int) -> Speech:
    front = speeches.front(page, *span)
    walk = Walk(page)
    walk.drafts = [Draft(*line, Kind.HEADING, "题名、讲话人或日期") for line in front.lines]
    for block in blocks(page, front.body, span[1]):
        walk.through(block)
    points = tuple(_point(source, page, block) for block in walk.points)
    return Speech(
        number=number,
        title=_words(source, page, front.title),
        speaker=_words(source, page, front.speaker),
        given_on=front.given_on,
        start=start,
        end=end,
        points=points,
        pieces=tuple(_pieces(source, page, walk.drafts, points)),
    )


def _words(source: Source, page: Plain, span: Span | None) -> str:
    """Return the words of the source, with its blanks, at a place in the plain text."""
    if span is None or span[0] >= span[1]:
        return ""
    return source.text[slice(*page.source_span(*span))]


def _point(source: Source, page: Plain, block: Block) -> Point:
    start, end = page.source_span(block.start, block.title)
    return Point(
        number=_words(source, page, (block.start, block.body)),
        text=_words(source, page, (block.body, block.title)),
        start=start,
        end=end,
        level=block.depth,
    )


def _pieces(
    source: Source, page: Plain, drafts: list[Draft], points: tuple[Point, ...]
) -> Iterator[Piece]:
    """Yield the pieces; a task whose words tell no area takes that of the one right before."""
    before: Piece | None = None
    for draft in drafts:
        piece = _piece(source, page, draft, points)
        if piece.kind is Kind.TASK:
            if piece.area == "other" and before is not None and _follows(piece, before):
                piece = replace(piece, area=before.area)
            before = piece
        yield piece


def _follows(piece: Piece, before: Piece) -> bool:
    """Say whether no more than a mark or two stand between two tasks of one item."""
    return before.point == piece.point and piece.start - before.end <= CLOSE_BY


def _piece(source: Source, page: Plain, draft: Draft, points: tuple[Point, ...]) -> Piece:
    start, end = page.source_span(draft.start, draft.end)
    if not draft.tasked:
        return Piece(start, end, draft.kind, draft.cue, draft.point)
    heading = "" if draft.point is None else points[draft.point].text
    before, action = page.text[draft.start : draft.act], page.text[draft.act : draft.end]
    amounts = fields.figures_in(page.text, draft.start, draft.end)
    return Piece(
        start,
        end,
        draft.kind,
        draft.cue,
        draft.point,
        area=area_of(before, action, heading, fronted=draft.fronted),
        responsible=_words(source, page, draft.responsible),
        deadline=_words(source, page, draft.deadline),
        figures=tuple(_words(source, page, amount) for amount in amounts),
    )

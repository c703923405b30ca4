"""Taking a source apart: from a file to its speeches, each with its points and pieces."""

from collections.abc import Iterator
from dataclasses import replace

from . import fields, speeches
from .areas import Words, own_area, weighed_area
from .around import Told, surroundings
from .clauses import Span
from .joining import Draft
from .nouns import Kind, Piece, Point, Source, Speech
from .outline import Block, blocks
from .plain import Plain, plain
from .walk import Walk
from .weighing import is_concrete

LONGEST_LEAD, LONGEST_OPENING = 60, 30


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
    walk = Walk(page, is_concrete(page.text[slice(*span)]))
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
        pieces=tuple(_pieces(source, walk, points)),
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


def _pieces(source: Source, walk: Walk, points: tuple[Point, ...]) -> Iterator[Piece]:
    """Yield the pieces; the area of a task is weighed with those of the tasks around it."""
    page = walk.page
    tasks = [draft for draft in walk.drafts if draft.tasked]
    words = [_words_of(page, draft, points) for draft in tasks]
    leads, openings = _leads(walk)
    told = [
        Told(
            own_area(said.before, said.action, fronted=draft.fronted),
            draft.block,
            draft.sentence,
            draft.point,
            leads[id(draft)],
            openings.get(draft.block, ""),
        )
        for draft, said in zip(tasks, words, strict=True)
    ]
    around = surroundings(told, concrete=walk.concrete)
    areas = {
        id(draft): weighed_area(of, fronted=draft.fronted, around=beside)
        for draft, of, beside in zip(tasks, words, around, strict=True)
    }
    for draft in walk.drafts:
        piece = _piece(source, page, draft)
        yield replace(piece, area=areas[id(draft)]) if draft.tasked else piece


def _leads(walk: Walk) -> tuple[dict[int, str], dict[int, str]]:
    """Return by task what was said in its paragraph since the task before it, and by paragraph
    the words that open it where no task does."""
    leads: dict[int, str] = {}
    openings: dict[int, str] = {}
    said, block = "", -1
    for draft in walk.drafts:
        if draft.block != block:
            said, block = "", draft.block
        words = walk.page.text[draft.start : draft.end]
        if draft.tasked:
            leads[id(draft)], said = said, ""
        else:
            openings.setdefault(block, words[:LONGEST_OPENING])
            said = (said + "," + words)[-LONGEST_LEAD:]
    return leads, openings


def _words_of(page: Plain, draft: Draft, points: tuple[Point, ...]) -> Words:
    """Return the words of a task before its verb, without its doer, from the verb on, those of its
    heading and of its doer."""
    heading = "" if draft.point is None else points[draft.point].text
    before, doer = page.text[draft.start : draft.act], ""
    if draft.responsible:
        start, end = draft.responsible
        doer = page.text[start:end]
        if draft.start <= start and end <= draft.act:
            before = page.text[draft.start : start] + page.text[end : draft.act]
    return Words(before, page.text[draft.act : draft.end], heading, doer)


def _piece(source: Source, page: Plain, draft: Draft) -> Piece:
    start, end = page.source_span(draft.start, draft.end)
    if not draft.tasked:
        return Piece(start, end, draft.kind, draft.cue, draft.point)
    amounts = fields.figures_in(page.text, draft.start, draft.end)
    return Piece(
        start,
        end,
        draft.kind,
        draft.cue,
        draft.point,
        responsible=_words(source, page, draft.responsible),
        deadline=_words(source, page, draft.deadline),
        figures=tuple(_words(source, page, amount) for amount in amounts),
    )

"""Taking a source apart: the walk through a speech that gathers its points and pieces."""

from dataclasses import dataclass, field, replace

from . import fields, speeches
from .areas import area_of
from .chaining import chain
from .clauses import Span, sentences
from .grammar import FRAME
from .joining import Draft, drafts
from .judging import Judged, judge
from .nouns import Kind, Piece, Point, Source, Speech
from .outline import CLOSE, PAST_SECTION, VIEW_SECTION, Block, blocks
from .plain import Plain, plain


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the points above, the mood of the section, who was last named."""

    page: Plain
    points: list[Point] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    above: list[tuple[int, int]] = field(default_factory=list)
    section: Kind | None = None
    mood: Kind | None = None
    demanded: bool = False
    closing: bool = False
    doer: Span | None = None
    asked: Span | None = None
    entered: bool = False

    @property
    def point(self) -> int | None:
        return self.above[-1][1] if self.above else None


def take_apart(source: Source) -> tuple[Speech, ...]:
    """Cut a source into speeches, points and pieces. Never fails on any text."""
    page = plain(source)
    spans = speeches.cut(page)
    starts = [0, *(page.origin[start] for start, _ in spans[1:])]
    ends = [*starts[1:], len(source.text)]
    return tuple(
        _speech(source, page, number, span, edges)
        for number, (span, edges) in enumerate(
            zip(spans, zip(starts, ends, strict=True), strict=True), 1
        )
    )


def _speech(source: Source, page: Plain, number: int, span: Span, edges: Span) -> Speech:
    front = speeches.front(page, *span)
    walk = _Walk(page)
    walk.drafts = [Draft(*line, Kind.HEADING, "题名、讲话人或日期") for line in front.lines]
    for block in blocks(page, front.body, span[1]):
        _enter(walk, source, block)
        _walk_block(walk, block)
    points = tuple(walk.points)
    return Speech(
        number=number,
        title=_words(source, page, front.title),
        speaker=_words(source, page, front.speaker),
        given_on=front.given_on,
        start=edges[0],
        end=edges[1],
        points=points,
        pieces=tuple(_piece(source, page, draft, points) for draft in walk.drafts),
    )


def _words(source: Source, page: Plain, span: Span | None) -> str:
    if span is None or span[0] >= span[1]:
        return ""
    return source.text[slice(*page.source_span(*span))]


def _enter(walk: _Walk, source: Source, block: Block) -> None:
    """Step into a block: leave the points it does not stand beneath, and open its own."""
    walk.above = [(depth, index) for depth, index in walk.above if depth < block.depth]
    if block.style:
        _enter_item(walk, block)
    else:
        walk.doer = walk.asked = walk.mood = None
        walk.demanded = False
        walk.closing = walk.entered and bool(CLOSE.match(walk.page.text, block.start))
        walk.above = [] if walk.closing else walk.above
    if block.headed:
        _open_point(walk, source, block)


def _enter_item(walk: _Walk, block: Block) -> None:
    walk.entered = True
    walk.asked = (walk.doer or walk.asked) if block.inline else None
    walk.doer = None
    if not block.inline:
        walk.mood = None
    walk.closing = False
    if block.style == "chapter":
        walk.section = None


def _open_point(walk: _Walk, source: Source, block: Block) -> None:
    heading = walk.page.text[block.body : block.title]
    if not block.inline:
        walk.section = _section(heading)
    if block.style:
        point = _point(source, walk.page, block)
        walk.points.append(point)
        walk.above.append((block.depth, len(walk.points) - 1))
    walk.drafts.append(Draft(block.start, block.title, Kind.HEADING, "统领下文的标题", walk.point))


def _section(heading: str) -> Kind | None:
    if PAST_SECTION.search(heading):
        return Kind.PAST
    return Kind.BACKGROUND if VIEW_SECTION.search(heading) else None


def _point(source: Source, page: Plain, block: Block) -> Point:
    start, end = page.source_span(block.start, block.title)
    return Point(
        number=_words(source, page, (block.start, block.body)),
        text=_words(source, page, (block.body, block.title)),
        start=start,
        end=end,
        level=block.depth,
    )


def _walk_block(walk: _Walk, block: Block) -> None:
    text = walk.page.text
    label = fields.label_in(text, block.start, block.end)
    body = block.title if block.headed else block.body
    for sentence in sentences(text, body, block.end):
        in_list = bool(block.style or walk.above) and walk.section is None
        demanding = (in_list or walk.demanded) and not walk.closing
        judged = judge(text, sentence, demanding=demanding, mood=walk.mood or walk.section)
        chain(judged)
        _soften(walk, block, judged)
        found = drafts(text, judged, walk.point)
        _name_doers(walk, judged, found, label)
        walk.drafts += found
        _set_mood(walk, judged)


def _soften(walk: _Walk, block: Block, judged: list[Judged]) -> None:
    """A call that ends in a slogan, outside every item, asks for nothing in particular."""
    if block.style or judged[-1].kind is not Kind.SLOGAN:
        return
    text = walk.page.text
    if not walk.closing and "希望" not in text[judged[0].start : judged[0].end]:
        return
    for clause in judged:
        concrete = fields.due_in(text, clause.start, clause.end)
        if clause.kind is Kind.TASK and not concrete:
            clause.kind, clause.cue = Kind.SLOGAN, "开头或结尾的总体号召"


def _set_mood(walk: _Walk, judged: list[Judged]) -> None:
    kinds = {clause.kind for clause in judged}
    if Kind.TASK in kinds:
        walk.demanded, walk.mood = True, None
    elif FRAME["agenda"].search(walk.page.text, judged[0].start, judged[-1].end):
        walk.mood = Kind.BACKGROUND
    elif Kind.PAST in kinds and not any(clause.reading.asks for clause in judged):
        walk.mood = Kind.PAST


def _name_doers(walk: _Walk, judged: list[Judged], found: list[Draft], label: Span | None) -> None:
    """Give each task its doer: a label, its own subject, or who was last named."""
    text = walk.page.text
    named = {clause.start: clause for clause in judged}
    for draft in found:
        for clause in (c for at, c in named.items() if draft.start <= c.end <= draft.end):
            _remember(walk, clause)
        if draft.kind is Kind.TASK:
            led = fields.led_by(text, draft.start, draft.end)
            draft.responsible = label or led or walk.doer or walk.asked
            draft.deadline = fields.due_in(text, judged[0].start, draft.end)


def _remember(walk: _Walk, clause: Judged) -> None:
    if clause.kind is not Kind.TASK and not clause.reading.asks:
        return
    if clause.reading.who is None:
        if walk.page.text.startswith(("我们要", "我们必须", "大家要"), clause.start):
            walk.doer = walk.asked = None
        return
    start, end = (clause.start + place for place in clause.reading.who)
    if fields.is_somebody(walk.page.text[start:end]):
        walk.doer = (start, end)
    else:
        walk.doer = walk.asked = None


def _piece(source: Source, page: Plain, draft: Draft, points: tuple[Point, ...]) -> Piece:
    start, end = page.source_span(draft.start, draft.end)
    piece = Piece(start, end, draft.kind, draft.cue, draft.point)
    if draft.kind is not Kind.TASK:
        return piece
    heading = points[draft.point].text if draft.point is not None else ""
    whole = page.text[draft.start : draft.end]
    amounts = fields.figures_in(page.text, draft.start, draft.end)
    return replace(
        piece,
        area=area_of(page.text[draft.act : draft.end], whole, heading),
        responsible=_words(source, page, draft.responsible),
        deadline=_words(source, page, draft.deadline),
        figures=tuple(_words(source, page, amount) for amount in amounts),
    )

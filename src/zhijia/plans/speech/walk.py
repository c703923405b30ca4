"""The walk through a speech: where it stands, and what each block adds to points and pieces."""

from dataclasses import dataclass, field

from . import asking, fields
from .chaining import chain
from .clauses import sentences
from .grammar import FRAME
from .joining import Draft, drafts
from .judging import Judged, judge
from .nouns import Kind
from .outline import Block, is_closing, section_of
from .plain import Plain
from .weighing import Setting

# A label speaks of the pieces of its item: of this many at most, or long lists would take forever.
LONGEST_ITEM = 60


@dataclass(slots=True)
class Walk:
    """Where the walk stands.

    `points` are the blocks that are numbered headings; `above` those over this place, as depth and
    index. `section` is the kind of a section that asks for nothing, `mood` that of the sentences
    just read. `demanded`: a demand was made in this paragraph. `item`: drafts before this item.
    """

    page: Plain
    concrete: bool = True
    points: list[Block] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    above: list[tuple[int, int]] = field(default_factory=list)
    asked: asking.Asked = field(default_factory=asking.Asked)
    section: Kind | None = None
    reviewed: int = 0
    mood: Kind | None = None
    demanded: bool = False
    entered: bool = False
    closing: bool = False
    item: int = 0
    blocks: int = 0
    sentences: int = 0

    @property
    def point(self) -> int | None:
        """The index of the nearest heading above, or None."""
        return self.above[-1][1] if self.above else None

    def through(self, block: Block) -> None:
        """Read one block."""
        self.blocks += 1
        self._enter(block)
        if block.headed:
            self._open(block)
        self._read(block)
        labelled = self.drafts[max(self.item, len(self.drafts) - LONGEST_ITEM) :]
        fields.apply_labels(self.page.text, block.start, block.end, labelled)

    def _enter(self, block: Block) -> None:
        """Leave the headings that this block does not stand beneath."""
        self.above = [(depth, index) for depth, index in self.above if depth < block.depth]
        if block.style:
            self._enter_item(block)
            return
        self.asked.forget()
        self.demanded, self.mood = False, None
        self.closing = self.entered and is_closing(self.page, block)
        if self.closing:
            self.above = []

    def _enter_item(self, block: Block) -> None:
        self.asked.enter_item(inline=block.inline)
        self.entered, self.closing = True, False
        self.item = len(self.drafts)
        if not block.inline:
            self.mood = None
        if block.style == "chapter":
            self.section = None

    def _open(self, block: Block) -> None:
        """Open the heading of a block; one without a number is no point."""
        if not block.inline and (self.section is None or block.depth <= self.reviewed):
            self.section = section_of(self.page.text[block.body : block.title])
            self.reviewed = block.depth
        if block.style:
            self.above.append((block.depth, len(self.points)))
            self.points.append(block)
        cue = "统领下文的标题"
        self.drafts.append(Draft(block.start, block.title, Kind.HEADING, cue, self.point))

    def _read(self, block: Block) -> None:
        text = self.page.text
        for sentence in sentences(text, block.title if block.headed else block.body, block.end):
            listed = bool(block.style or self.above) and self.section is None
            demanding = (listed or self.demanded) and not self.closing
            mood = self.mood or self.section
            judged = judge(text, sentence, demanding=demanding, mood=mood)
            chain(judged, Setting(demanding, mood, block.style, self.concrete))
            self._soften(block, judged)
            self._set_mood(judged)
            found = drafts(text, judged, self.point)
            self.sentences += 1
            for draft in found:
                draft.block, draft.sentence = self.blocks, self.sentences
            asking.name_doers(text, judged, found, self.asked)
            self.drafts += found

    def _soften(self, block: Block, judged: list[Judged]) -> None:
        """A call that ends in a slogan, outside every item, asks for nothing in particular."""
        wished = self.closing or any("希望" in clause.part for clause in judged)
        if block.style or not wished or judged[-1].kind is not Kind.SLOGAN:
            return
        for clause in judged:
            if clause.tasked and not fields.due_in(self.page.text, clause.start, clause.end):
                clause.becomes(Kind.SLOGAN, "开头或结尾的总体号召")

    def _set_mood(self, judged: list[Judged]) -> None:
        """A demand opens a paragraph to demands; past work and agendas close it to bare verbs."""
        kinds = {clause.kind for clause in judged}
        if Kind.TASK in kinds:
            self.demanded, self.mood = True, None
        elif any(FRAME["agenda"].search(clause.part) for clause in judged):
            self.mood = Kind.BACKGROUND
        elif Kind.PAST in kinds and not any(clause.reading.asks for clause in judged):
            self.mood = Kind.PAST

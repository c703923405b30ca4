"""The outline of a speech: its enumerators, the blocks they open, and which are headings."""

import re
from dataclasses import dataclass

from .clauses import Span, sentences
from .grammar import MODAL, Reading, read_clause
from .nouns import Kind
from .plain import Plain
from .times import deadlines, figures

NUM = "[一二三四五六七八九十]"
MARK = re.compile(
    rf"(?P<chapter>{NUM}{{1,3}}、(?!{NUM}[、线]))|(?P<section>\({NUM}{{1,3}}\))"
    rf"|(?P<item>(?<![\d.年月第])\d{{1,2}}(?:、|\.(?!\d)))|(?P<note>\(\d{{1,2}}\)|(?<![\d(])\d{{1,2}}\)|[①-⑳⑴-⒇⒈-⒛㈠-㈩])"
    rf"|(?P<nth>第{NUM}{{1,2}}(?:点|条|件事?|项|步|个方面|句话|个问题|个)?(?:,|、|:|是(?=要))|其[一二三四五六](?:,|:|是)|(?:首先|其次|再次|再者|还有|最后)[,:])|(?P<isit>(?<![统之唯第万其周期单同五]){NUM}是(?!否))"
    rf"|(?P<must>(?<![统第十])[一二三四五六七八九](?=要(?![求素点务])))"
)
LONE, NUMERALS = re.compile(f"(?P<chapter>{NUM})"), "一二三四五六七八九十"
BOUNDARY = "。;!?:…"
SOFT = ",”)"
ANNOUNCED = re.compile(
    r"(?:意见|要求|工作|希望|方面|任务|问题|措施|做到|建议|[几\d]点|重点|如下|强调|指出|要|关系|打算|环节|体会|想法|目标)$"
)
CLOSE = re.compile(
    r"同志们|各位|最后(?!.{0,5}(?:说|讲|强调|一|还|再|第|就|谈))|谢谢|让我们|老师们|代表们|总之"
)
PAST_SECTION = re.compile(
    r"回顾|过去|去年(?!.{0,12}今年)|上一?年度|成绩|成效显著|主要做法|取得|祝贺|感谢|简要评价|总结一年|存在的?.{0,4}问题"
)
VIEW_SECTION = re.compile(r"充分认识|深刻认识|认清|形势|重要意义|重要性|重大意义")
INLINE = ("nth", "isit", "must")
LONGEST_HEADING, LONGEST_LINE, LONGEST_ITEM, LONGEST_RUN_IN = 64, 45, 45, 40
LONGEST_SUM, MOST_CLAUSES = 16, 3
OF_ITEM = ("对", "把", "将", "凡")
SENTENCE_END = re.compile(r"[。;!?:]")


@dataclass(slots=True)
class Block:
    """A stretch opened by an enumerator or a paragraph; `title` is where its heading ends."""

    start: int
    body: int
    end: int
    style: str
    depth: int = 0
    title: int = 0

    @property
    def inline(self) -> bool:
        """Whether the enumerator is one that runs on in a paragraph."""
        return self.style in INLINE

    @property
    def headed(self) -> bool:
        return self.title > self.body


def blocks(page: Plain, start: int, end: int) -> list[Block]:
    """Cut a speech into blocks, with depths and headings."""
    found = _cut(page, start, end)
    _set_depths(found)
    for place, block in enumerate(found):
        block.title = _title(page, block, found[place + 1 : place + 2])
    return found


def _cut(page: Plain, start: int, end: int) -> list[Block]:
    marks = [m for m in MARK.finditer(page.text, start, end) if _stands(page, m)]
    marks += _lone_numerals(page, start, end)
    counts = any(m[0].startswith(("其次", "再次")) for m in marks)
    opened = {m.start(): m for m in marks if counts or not m[0].startswith(("首先", "最后"))}
    edges = sorted({start, *opened, *(p for p in page.paragraphs if start <= p < end)})
    out = []
    for at, stop in zip(edges, [*edges[1:], end], strict=True):
        mark = opened.get(at)
        body, style = (mark.end(), str(mark.lastgroup)) if mark else (at, "")
        out.append(Block(at, body, stop, style))
    return out


def _lone_numerals(page: Plain, start: int, end: int) -> list[re.Match[str]]:
    """Find 一, 二, … that open a heading with nothing but a blank behind them."""
    found: list[re.Match[str]] = []
    for place in sorted(p for p in page.gaps | page.paragraphs if start <= p < end):
        mark = LONE.match(page.text, place, end)
        if mark and mark.end() in page.gaps and NUMERALS.find(mark[0]) == len(found):
            found.append(mark)
    return found if len(found) > 1 else []


def _stands(page: Plain, mark: re.Match[str]) -> bool:
    """Say whether an enumerator stands where one may: at an edge, or after words that announce."""
    at = mark.start()
    before = page.text[max(0, at - 4) : at]
    if not before or at in page.paragraphs or before[-1] in BOUNDARY:
        return True
    if mark.lastgroup == "isit":
        return True
    if mark.lastgroup in ("nth", "must", "note", "section") and before[-1] in SOFT:
        return True
    return at in page.gaps or bool(ANNOUNCED.search(before))


def _set_depths(found: list[Block]) -> None:
    """Nest styles in the order in which they first appear; a chapter begins anew."""
    stack: list[str] = []
    for block in found:
        if block.style == "chapter":
            stack = []
        elif block.style in stack:
            del stack[stack.index(block.style) :]
        elif not block.style:
            stack = [style for style in stack if style not in INLINE]
            block.depth = len(stack) + 1
            continue
        stack.append(block.style)
        block.depth = len(stack)


def _title(page: Plain, block: Block, after: list[Block]) -> int:
    """Return where the heading of a block ends, or its body's start when it has none."""
    end = _first_end(page, block)
    text = page.text[block.body : end]
    rest = block.end - end
    if not block.style:
        return end if _is_line_heading(page, block, text, rest, after) else block.body
    if len(text) > LONGEST_HEADING or not text or _demands(text, block):
        return _run_in(page, block)
    alone = rest <= 1
    if alone and not _holds(page, block, after):
        return _run_in(page, block)
    if block.inline and (len(text) > LONGEST_ITEM or (not alone and page.text[end] in ";,")):
        return _run_in(page, block)
    if block.style == "must" and "," in text and page.text[end : end + 1] != "。":
        return block.body
    return end


def _demands(text: str, block: Block) -> bool:
    """Say whether a would-be heading already names a doer, a last day, or in a list an amount."""
    readings = [read_clause(part) for part in text.split(",")]
    if any(reading.who and reading.asks for reading in readings) and MODAL.search(text):
        return True
    if len(readings) > MOST_CLAUSES or any(reading.asks for reading in readings[1:]):
        return True
    if block.style in ("chapter", "section"):
        return "," in text and any(text[a:b].endswith(("前", "内")) for a, b in deadlines(text))
    return bool(deadlines(text) or figures(text))


def _holds(page: Plain, block: Block, after: list[Block]) -> bool:
    """Say whether the next block lies beneath this one."""
    if not after:
        return False
    below = after[0]
    if below.style:
        return below.depth > block.depth
    if block.inline and (block.style != "nth" or block.end - block.body > 24):
        return False
    return not is_closing(page, below)


def _first_end(page: Plain, block: Block) -> int:
    """Return the end of the first sentence: a mark, or a blank that a heading may end at."""
    stop = SENTENCE_END.search(page.text, block.body, block.end)
    end = stop.start() if stop else block.end
    last = min(end, block.body + LONGEST_HEADING)
    gaps = [g for g in range(block.body + 4, last) if g in page.gaps and not _amid(page, g)]
    for gap in gaps:
        if _opens_sentence(page.text[gap : gap + LONGEST_HEADING]):
            return gap
    whole_line = end - block.body <= LONGEST_LINE and end + 1 >= block.end
    return end if whole_line or not gaps else gaps[0]


def _amid(page: Plain, gap: int) -> bool:
    """Say whether a blank stands where no heading can end."""
    return page.text[gap - 1] in "和与及、,的“将把在对" or page.text[gap] in "的和与及、,;:)”"


def _opens_sentence(text: str) -> bool:
    """Say whether a modal, a verb or a doer opens `text`: then a blank before it ends a heading."""
    reading = read_clause(text)
    if reading.who:
        return reading.who[0] == 0
    return bool(reading.verb) and not reading.fronted


def _run_in(page: Plain, block: Block) -> int:
    """Find a heading that runs into its demands: 做好送温暖工作,工会要…"""
    if block.style in ("note", "nth") or page.text.startswith(OF_ITEM, block.body):
        return block.body
    clauses = next(sentences(page.text, block.body, block.end), [])
    readings = [read_clause(page.text[start:end]) for start, end in clauses[:5]]
    first = next((n for n, reading in enumerate(readings) if reading.asks), 0)
    if not first and _sums_up(clauses, readings):
        first = 1
    title = clauses[first - 1][1] if first else block.body
    short = title - block.body <= LONGEST_RUN_IN and _plain_words(page, block, title)
    return title if short else block.body


def _sums_up(clauses: list[Span], readings: list[Reading]) -> bool:
    """Say whether a short first clause sums up what a second doer, or two demands, spell out."""
    if len(readings) < 2 or readings[0].who or clauses[0][1] - clauses[0][0] > LONGEST_SUM:
        return False
    if readings[1].who and readings[1].asks:
        return True
    return len([r for r in readings[1:] if r.role == "task"]) > 2


def _plain_words(page: Plain, block: Block, title: int) -> bool:
    text = page.text[block.body : title]
    return not (deadlines(text) or figures(text))


def _is_line_heading(page: Plain, block: Block, text: str, rest: int, after: list[Block]) -> bool:
    """Take a short verb phrase that opens a paragraph, or fills one, for a heading."""
    if block.start not in page.paragraphs or not 4 <= len(text) <= 20 or "," in text:
        return False
    reading = read_clause(text)
    if not reading.verb or reading.who or reading.asks or deadlines(text) or figures(text):
        return False
    if rest > 12:
        return read_clause(page.text[block.body + len(text) + 1 : block.end][:40]).asks
    return rest <= 1 and bool(after) and not after[0].style and len(text) <= 16


def is_closing(page: Plain, block: Block) -> bool:
    """Say whether a paragraph turns to the audience to close the speech."""
    return bool(CLOSE.match(page.text, block.start))


def section_of(heading: str) -> Kind | None:
    """Return the kind of a section that asks for nothing: a review or an argument."""
    if PAST_SECTION.search(heading):
        return Kind.PAST
    return Kind.BACKGROUND if VIEW_SECTION.search(heading) else None

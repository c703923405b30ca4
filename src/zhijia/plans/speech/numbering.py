"""Word's own numbers: what an automatically numbered paragraph shows before its text."""

from dataclasses import dataclass, field

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMERALS = "〇一二三四五六七八九"
CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"}
DEEPEST = 9

Level = tuple[str, str, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document: for each list and level a format, a text and a start."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def before(self, paragraph: etree._Element) -> str:
        """Return the number Word shows before a paragraph, or ''; call in document order."""
        found = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        number = None if found is None else _value(found, "numId")
        if found is None or number is None:
            return ""
        depth = _count(_value(found, "ilvl"), 0)
        if not 0 <= depth < DEEPEST or (number, depth) not in self.levels:
            return ""
        self._step(number, depth)
        return self._shown(number, depth)

    def _step(self, number: str, depth: int) -> None:
        start = self.levels[number, depth][2]
        self.counts[number, depth] = self.counts.get((number, depth), start - 1) + 1
        for below in range(depth + 1, DEEPEST):
            self.counts.pop((number, below), None)

    def _shown(self, number: str, depth: int) -> str:
        text = self.levels[number, depth][1]
        for level in range(depth + 1):
            style, _, start = self.levels.get((number, level), ("decimal", "", 1))
            count = self.counts.get((number, level), start)
            text = text.replace(f"%{level + 1}", _written(count, style))
        return text


def numbering(root: etree._Element | None) -> Numbering:
    """Read word/numbering.xml; bullets show nothing."""
    found = Numbering()
    if root is None:
        return found
    kinds = {_attribute(kind, "abstractNumId"): kind for kind in root.iter(f"{WORD}abstractNum")}
    for number in root.iter(f"{WORD}num"):
        kind = kinds.get(_value(number, "abstractNumId") or "")
        for level in [] if kind is None else kind.iter(f"{WORD}lvl"):
            depth = _count(_attribute(level, "ilvl"), 0)
            style = _value(level, "numFmt") or "decimal"
            text = "" if style in ("bullet", "none") else _value(level, "lvlText") or ""
            start = _count(_value(level, "start"), 1)
            found.levels[_attribute(number, "numId"), depth] = (style, text, start)
    return found


def _written(count: int, style: str) -> str:
    """Write a count in Chinese up to 99, else in digits."""
    if style not in CHINESE or not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = (NUMERALS[tens] if tens > 1 else "") + "十" if tens else ""
    return head + (NUMERALS[ones] if ones else "")


def _attribute(node: etree._Element, name: str) -> str:
    return str(node.get(f"{WORD}{name}", ""))


def _value(node: etree._Element, child: str) -> str | None:
    found = node.find(f"{WORD}{child}")
    return None if found is None else _attribute(found, "val")


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise

"""职工代表联系卡, with its rows in the order the paper has them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper

SMALL, LARGE = Mm(16), Mm(30)
SIGN = "\n签字（盖章）：　　　　　　年　　月　　日"
TITLE = "职工代表联系卡"


@dataclass(frozen=True, slots=True)
class Card:
    """A card; what nobody has written yet is "" and left open for a hand."""

    number: str
    unit: str
    heard_on: str
    name: str
    post: str
    workplace: str
    title: str
    category: str
    categories: Mapping[str, str]
    situation: str
    analysis: str
    measures: str
    team: str = ""
    electing: str = ""
    union: str = ""
    answer: str = ""
    leader: str = ""


def cards(found: Sequence[Card]) -> bytes:
    """Return cards as one .docx file, each on a page of its own. ValueError for none."""
    if not found:
        raise ValueError("no card to print")
    first, *others = found
    paper = Paper(TITLE, subtitle=f"（{first.unit}　{first.number}）")
    paper.form(_rows(first))
    for one in others:
        paper.begin(TITLE, subtitle=f"（{one.unit}　{one.number}）")
        paper.form(_rows(one))
    return paper.to_bytes()


def _open(label: str, text: str) -> Blank:
    """Return what was written, or room for a hand and a seal."""
    return Blank(label, text) if text else Blank(label, SIGN, SMALL)


def _rows(one: Card) -> list[list[Blank]]:
    boxes = "　".join(
        f"{'☑' if key == one.category else '□'}{words}" for key, words in one.categories.items()
    )
    return [
        [Blank("单位", one.unit), Blank("日期", one.heard_on)],
        [Blank("姓名", one.name), Blank("职务", one.post)],
        [Blank("工作单位", one.workplace)],
        [Blank("题目", one.title)],
        [Blank("类别", boxes)],
        [Blank("情况反映", one.situation, LARGE)],
        [Blank("内容分析", one.analysis, SMALL)],
        [Blank("措施建议", one.measures, SMALL)],
        [_open("班组意见", one.team)],
        [_open("选举单位工会意见", one.electing)],
        [_open("公司工会意见", one.union)],
        [_open("处理答复意见", one.answer)],
        [_open("主管领导批示", one.leader)],
    ]

"""通报 as a Word paper in the form of GB/T 9704. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhijia.platform.papers import Paper

WIDTHS = {9: (2, 6, 2.2, 2.2, 2.6, 2.2, 2.2, 2.2, 3), 5: (4, 8, 3.2, 2.2, 3.2)}


def bulletin(
    title: str,
    *,
    unit: str,
    issue: str,
    opening: str,
    sections: Sequence[dict[str, Any]],
    said: Sequence[tuple[str, str]],
    day: date,
) -> bytes:
    """Return the paper as a .docx file; `said` are headings with what people wrote under them."""
    paper = Paper(title, subtitle=f"（{issue}）" if issue else "（送审稿）")
    paper.recipient("各单位工会")
    paper.lead(opening)
    for section in sections:
        paper.heading(section["heading"])
        if table := section.get("table"):
            heads = table["heads"]
            paper.table(heads, table["rows"], widths=WIDTHS.get(len(heads)))
        for words in section["paragraphs"]:
            paper.paragraph(words)
    for heading, words in said:
        paper.heading(heading)
        paper.paragraph(words)
    paper.signature(unit, day)
    return paper.to_bytes()

"""调查报告: a round as a Word file: how it was done, what came of it, what was decided. Pure."""

from dataclasses import dataclass, field
from datetime import date

from zhijia.platform.papers import Paper


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, sentences below it, and a table where there is one."""

    heading: str
    sentences: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that the report tells, section by section."""

    title: str
    unit: str
    day: date
    lead: str
    sections: tuple[tuple[str, tuple[Part, ...]], ...] = field(default=())


def report(told: Report) -> bytes:
    """Return the report as a .docx file."""
    paper = Paper(told.title)
    paper.lead(told.lead)
    for heading, parts in told.sections:
        paper.heading(heading)
        for part in parts:
            _write(paper, part)
    paper.signature(told.unit, told.day)
    return paper.to_bytes()


def _write(paper: Paper, part: Part) -> None:
    if part.heading:
        paper.heading(part.heading, 2)
    for sentence in part.sentences:
        paper.paragraph(sentence)
    if part.heads:
        paper.table(part.heads, part.rows, widths=part.widths or None)

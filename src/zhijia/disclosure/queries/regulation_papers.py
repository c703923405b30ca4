"""What the papers of the register tell."""

from collections.abc import Iterable

from ..models import Signing, Wording
from ..paper.regulations import Entry, Reader
from ..rules.regulations import STEPS
from .regulations import Line, is_vital
from .signings import signings


def entries(lines: Iterable[Line]) -> list[Entry]:
    """Return the register's lines for the paper."""
    return [_entry(line) for line in lines]


def _entry(line: Line) -> Entry:
    one, text = line.regulation, line.wording
    taken = {step.step for step in text.steps.all()} if text else set()
    steps = "、".join(step.label for code, step in STEPS.items() if code in taken)
    return Entry(
        title=one.title,
        number=one.number,
        subject=one.get_subject_display(),
        department=one.department,
        from_on=text.from_on if text else None,
        competence=line.competence,
        steps=(steps or "无记录") if is_vital(one) else "不涉及",
        review_on=one.review_on,
    )


def readers(wording: Wording, *, has_read: bool) -> list[Reader]:
    """Return who has read, or who has not; one query."""
    return [_reader(one) for one in signings(wording, has_read=has_read)]


def _reader(one: Signing) -> Reader:
    who = one.member
    return Reader(str(who.unit), who.name, who.staff_no, one.read_on, one.get_how_display())

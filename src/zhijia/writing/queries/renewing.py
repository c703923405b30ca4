"""What a draft would be if it were drawn again now: its numbers, its sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.platform.offers import Answer
from zhijia.platform.snapshot import snapshot

from .. import rules
from ..models import Citation, Passage, Report
from ..rules import Drawn, Merge, Present, Slot, Token
from .drawing import Composed, composed
from .numbers import Line, answers, citations_of, known

DATED = "opening"  # the passage that says up to which day the numbers go


@dataclass(frozen=True, slots=True)
class Redrawing:
    """A report beside itself drawn now, of one moment; `version` is that moment's."""

    report: Report
    version: int
    citations: list[Citation]
    now: dict[int, Answer]
    composed: Composed

    @property
    def lines(self) -> list[Line]:
        """Return the numbers that are others now, or are no longer to be had."""
        found = [Line(one, self.now.get(one.place)) for one in self.citations]
        return [line for line in found if line.moved or (line.is_lost and not _known_lost(line))]


def _known_lost(line: Line) -> bool:
    return line.citation.is_gone


@dataclass(frozen=True, slots=True)
class Preview:
    """What redrawing would do, for a person to choose."""

    lines: list[Line]
    merge: Merge
    passages: dict[int, Passage]
    names: dict[int, Token]

    def __bool__(self) -> bool:
        """Say whether anything would change."""
        return bool(self.lines or self.merge)

    def _read(self, drawn: Iterable[Drawn]) -> list[str]:
        return [rules.plain(one.runs, self.names) for one in drawn]

    @property
    def renewed(self) -> list[str]:
        """Return the new words of passages that nobody touched."""
        return self._read(self.merge.renewed.values())

    @property
    def offered(self) -> list[str]:
        """Return the new words of passages that somebody changed."""
        return self._read(self.merge.offered.values())

    @property
    def added(self) -> list[str]:
        """Return the words of what would be new."""
        return self._read(one for _, one in self.merge.added)

    @property
    def gone(self) -> list[str]:
        """Return the words of what would not be drawn any more."""
        return [rules.plain(self.passages[pk].runs, self.names) for pk in self.merge.gone]


def redrawing(report: Report, today: date) -> Redrawing:
    """Compose a report again and read its numbers, all of one moment; some twenty queries."""
    with snapshot():
        fresh = Report.objects.select_related("unit").get(pk=report.pk)
        citations = citations_of(fresh)
        slots = [Slot(**slot) for slot in fresh.slots]
        drawn = composed(fresh.unit, fresh.form, fresh.period, slots, today)
        now = answers(fresh, citations, today) if citations else {}
    return Redrawing(fresh, fresh.version, citations, now, drawn)


def present(passages: Sequence[Passage]) -> list[Present]:
    """Return passages as merging judges them."""
    return [
        Present(one.pk, one.key, one.runs, one.drawn, one.is_dropped, one.is_gone, one.offered)
        for one in passages
    ]


def wanted(
    passages: Sequence[Passage], drawn: Sequence[Drawn], *, words: bool
) -> tuple[list[Present], list[Drawn]]:
    """Return the passages to hold against each other: all, or the one that names the day.

    A report drafted before passages knew where they came from has none to hold.
    """
    ours = present(passages)
    if not any(one.drawn is not None for one in ours):
        return [], []
    if words:
        return ours, list(drawn)
    return [one for one in ours if one.key == DATED], [one for one in drawn if one.key == DATED]


def preview(report: Report, today: date) -> Preview:
    """Return what redrawing a report would change."""
    found = redrawing(report, today)
    passages = list(report.passages.all())
    places, names = _provisional(found)
    drawn = [_placed(one, places) for one in found.composed.drawn]
    merge = rules.merged(*wanted(passages, drawn, words=True))
    return Preview(found.lines, merge, {one.pk: one for one in passages}, names)


def _provisional(found: Redrawing) -> tuple[dict[int, int], dict[int, Token]]:
    """Give the composed numbers their places in the report; new ones stand behind the known."""
    own = {(one.figure, one.group): one.place for one in found.citations if one.is_own}
    names = known(found.citations)
    following = max(names, default=-1) + 1
    places: dict[int, int] = {}
    for number in rules.numbers_in(one.runs for one in found.composed.drawn):
        line = found.composed.annex.lines[number]
        place = own.get((line.figure, line.group))
        if place is None:
            place, following = following, following + 1
            value = f"{rules.shown(line.value)}{line.unit}"
            names[place] = Token(place, line.label, value)
        places[number] = place
    return places, names


def _placed(one: Drawn, places: dict[int, int]) -> Drawn:
    return Drawn(one.key, one.kind, rules.replaced(one.runs, places))

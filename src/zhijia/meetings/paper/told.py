"""One meeting as its papers tell it: prepared, held, decided. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from zhijia.platform.papers import chinese
from zhijia.platform.wording import written

from ..rules.facts import COMPETENCES, MeetingKind
from ..rules.words import RESULTS

BLANK = "＿＿＿＿"  # what nobody entered yet, to be written in by hand


@dataclass(frozen=True, slots=True)
class Agendum:
    """One item; `steps` are the words of its result as they were read out."""

    title: str
    business: str = ""
    competence: str = ""
    speaker: str = ""
    minutes: int | None = None
    state: str = "waiting"
    way: str = ""
    present: int | None = None
    votes: tuple[int, int, int] | None = None
    result: str = ""
    steps: Sequence[str] = ()
    resolution: str = ""

    @property
    def named(self) -> str:
        """Return it as an agenda names it: 审议通过《…》 reads as 审议通过：…."""
        verb = COMPETENCES_BY_ID.get(self.competence, "")
        return self.title if not verb or self.title.startswith(verb) else f"{verb}{self.title}"

    @property
    def outcome(self) -> str:
        """Return what became of it, in a word; "" before anything did."""
        return RESULTS.get(self.result, "")


UNION_BASIS = ("中华人民共和国工会法", "中国工会章程")
OURS = "职家"
COMPETENCES_BY_ID: dict[str, str] = {str(code): words for code, words in COMPETENCES.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """A delegation: its name, how many are due, how many are there."""

    name: str
    due: int
    there: int


@dataclass(frozen=True, slots=True)
class Election:
    """One election: what for, how many seats, who stands, and once counted who was elected.

    `elected` are names with the votes they got, None where nobody counted them.
    """

    title: str
    seats: int
    candidates: Sequence[str] = ()
    elected: Sequence[tuple[str, int | None]] = ()
    figures: Sequence[tuple[str, int]] = ()
    is_secret: bool = True

    @property
    def what(self) -> str:
        """Return what is elected, as it follows the verb."""
        return self.title.removeprefix("选举")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roll, by the words of the list."""

    name: str
    seat: str
    group: str
    signed: str = ""
    leave: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a delegation said of something, and the answer."""

    group: str
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of the archive: folder, name, number of bytes and the SHA-256 of its content."""

    folder: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Convening:
    """A meeting with all that its papers tell. `drawn_on` is the day of the paper.

    `checks` are the findings on the delegates (their make-up), each a sentence; `lacking` what the
    preparation still lacks; `prepared` what was done, with its day. `later` is what those elected
    here elected in their own meetings.
    """

    unit: str
    title: str
    kind: MeetingKind
    meets_on: date
    drawn_on: date
    term: int = 0
    session: int = 0
    begins: time | None = None
    place: str = ""
    due: int = 0
    came: int = 0
    others: int = 0
    groups: Sequence[Group] = ()
    items: Sequence[Agendum] = ()
    elections: Sequence[Election] = ()
    later: Sequence[Election] = ()
    people: Sequence[Person] = ()
    said: Sequence[Said] = ()
    checks: Sequence[str] = ()
    prepared: Sequence[str] = ()
    papers: Sequence[str] = ()
    filed: Sequence[Filed] = ()
    called_on: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    upper: str = ""
    minutes: str = ""
    is_roll_fixed: bool = False

    @property
    def name(self) -> str:
        """Return unit and title, the unit said once."""
        return self.title if self._names_unit else f"{self.unit}{self.title}"

    @property
    def _names_unit(self) -> bool:
        """Say whether the title names the unit itself, with 工会 or without."""
        return self.unit in self.title or self.title.startswith(self.unit.removesuffix("工会"))

    @property
    def heading(self) -> str:
        """Return unit and title for a paper's head, a line each: it breaks where it means to."""
        return self.title if self._names_unit else f"{self.unit}\n{self.title}"

    @property
    def sequence(self) -> str:
        """Return 第三届第一次 where the kind counts so; "" otherwise."""
        if not self.session:
            return ""
        return f"第{chinese(self.term)}届第{chinese(self.session)}次"

    @property
    def adopted_at(self) -> str:
        """Return the line under a title that says which meeting adopted it, on which day."""
        return f"（{written(self.opened_on or self.meets_on)}{self.title}通过）"

    @property
    def people_word(self) -> str:
        """Return the word for who sits in it: 会员代表, 职工代表, 委员 …."""
        return self.kind.people

    @property
    def when(self) -> str:
        """Return day and hour in words."""
        hour = f"{self.begins:%H:%M}" if self.begins else ""
        return f"{written(self.meets_on)}{hour}"

    @property
    def where(self) -> str:
        """Return the place, or room for it."""
        return self.place or BLANK

    @property
    def basis(self) -> str:
        """Return the names of what such a meeting rests on, as a paper cites them."""
        known = UNION_BASIS if self.kind.side in {"union", "organ"} else ()
        clauses = [self.kind.quorum, self.kind.notice and self.kind.notice.clause]
        own = [one.source for one in clauses if one and not one.source.startswith(OURS)]
        return "".join(f"《{name}》" for name in dict.fromkeys((*known, *own)))

    @property
    def voted(self) -> list[Agendum]:
        """Return the items that have a result."""
        return [one for one in self.items if one.result]

    @property
    def dealt_with(self) -> list[Agendum]:
        """Return the items that were not left out."""
        return [one for one in self.items if one.state != "dropped"]


def hours(told: Convening) -> list[tuple[str, Agendum]]:
    """Return when each item begins, by the hour of the meeting and the minutes planned.

    The hour is "" from the first item on whose minutes nobody planned, and without an hour to
    begin at.
    """
    at = told.begins
    found: list[tuple[str, Agendum]] = []
    passed: int | None = 0
    for one in told.dealt_with:
        hour = ""
        if at is not None and passed is not None:
            begin = timedelta(hours=at.hour, minutes=at.minute + passed)
            minutes = int(begin.total_seconds()) // 60
            hour = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        found.append((hour, one))
        passed = None if passed is None or one.minutes is None else passed + one.minutes
    return found

"""What holds here and now where the law leaves room: national default ← local pack ← unit's choice.

Numbers that nobody may change stand as constants beside their clause. What may differ reaches a
rule as one frozen `LawInForce`, and every value in it knows where it comes from. Pure.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from .clause import HOUSE, LAW, Clause, clause_of

PACK = "pack:"
ON = "on"


class Band(NamedTuple):
    """Up to `upto` people need `base`, and `more` for each full `step` past `begins`."""

    upto: int | None = None
    base: int = 0
    begins: int = 0
    step: int = 1
    more: int = 0

    def least(self, people: int) -> int:
        """Return the fewest that so many people need."""
        return self.base + max(0, people - self.begins) // self.step * self.more


Ladder = tuple[Band, ...]
# 企业民主管理规定 §8: a twentieth of the staff, at least thirty, and a hundred are enough.
NATIONAL_REPS: Ladder = (
    Band(upto=600, base=30),
    Band(upto=2000, base=30, begins=581, step=20, more=1),
    Band(base=100),
)


def _entry(id_: str) -> Clause:
    """Return a clause of the law or one of our own choices."""
    return LAW[id_] if id_ in LAW else HOUSE[id_]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen, and what it says."""

    value: int | str
    label: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A question the sources answer differently: its default, why, and what else may be chosen."""

    key: str
    conflict: str
    title: str
    clauses: tuple[str, ...]
    default: int | str
    reason: str
    by: str
    tightens: bool
    choices: tuple[Choice, ...]

    @property
    def cited(self) -> str:
        """Return the articles it is about, in words."""
        return "、".join(str(_entry(id_)) for id_ in self.clauses)

    def read(self, text: str) -> int | str:
        """Return the choice that is kept as `text`; ValueError where there is none."""
        for choice in self.choices:
            if str(choice.value) == text:
                return choice.value
        raise ValueError(f"{self.key} is never {text}")

    def says(self, value: object) -> str:
        """Return a value in the words of the page."""
        return next((one.label for one in self.choices if one.value == value), str(value))

    def is_milder(self, value: object, than: object) -> bool:
        """Say whether a value asks less than another: the choices run from strict to mild."""
        order = [one.value for one in self.choices]
        return order.index(value) > order.index(than)  # type: ignore[arg-type]  # both are choices


@dataclass(frozen=True, slots=True)
class LocalSource:
    """A local text of a pack: who issued it, under what number, from when until when."""

    title: str
    issuer: str
    number: str
    since: date
    until: date | None
    note: str
    clauses: tuple[Clause, ...]
    sets: Mapping[str, tuple[Any, Clause]]

    def holds(self, on: date) -> bool:
        """Say whether the text is in force on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Pack:
    """地方规定: the local texts of one region, switched on as a whole."""

    key: str
    title: str
    region: str
    note: str
    sources: tuple[LocalSource, ...]


class Chosen(NamedTuple):
    """What a unit chose: a setting's key and value, or `pack:<key>` and "on"; who, when, why."""

    key: str
    value: str
    unit: str
    by: str
    since: date
    reason: str


class Origin(NamedTuple):
    """Where a value comes from: the clause, the pack it was brought by, the unit that chose it."""

    clause: Clause
    pack: Pack | None = None
    source: LocalSource | None = None
    chosen: Chosen | None = None


@dataclass(frozen=True, slots=True)
class LawInForce:
    """The values that hold in one unit on one day; `origins` tells of each where it comes from."""

    assembly_upto: int
    odd_seats: str
    full_time_chair: str
    women_committee_from: int
    chair_bars: str
    vacancy_remind_months: int
    vacancy_limit_months: int
    audit_scope: str
    expiry_notice_months: int
    task_approval: str
    staff_reps: Ladder
    staff_managers: str
    staff_terms: tuple[int, ...]
    staff_delay_months: int | None
    origins: Mapping[str, Origin]

    def clause(self, key: str) -> Clause:
        """Return the clause that a value rests on."""
        return self.origins[key].clause


def _toml(*path: str) -> Any:
    return tomllib.loads(files(__package__).joinpath(*path).read_text("utf-8"))


def _settings() -> Iterator[Setting]:
    for key, entry in _toml("settings.toml").items():
        clauses = tuple(entry.pop("clauses"))
        choices = tuple(Choice(**one) for one in entry.pop("choices"))
        yield Setting(key, clauses=clauses, choices=choices, **entry)


def _source(data: dict[str, Any]) -> LocalSource:
    """Read one local text; its days are ISO dates, the last may be empty."""
    sets: dict[str, tuple[Any, Clause]] = {}
    clauses = []
    for id_, entry in data.pop("clauses").items():
        brings = entry.pop("sets", {})
        clauses.append(clause_of(id_, data["title"], entry))
        for key, value in brings.items():
            sets[key] = (_value(value), clauses[-1])
    since, until = date.fromisoformat(data.pop("since")), data.pop("until")
    ends = date.fromisoformat(until) if until else None
    return LocalSource(since=since, until=ends, clauses=tuple(clauses), sets=sets, **data)


def _value(said: Any) -> Any:
    """Read a value of a pack: a ladder of bands, a list of numbers, a number or a word."""
    if not isinstance(said, list):
        return said
    return tuple(Band(**one) if isinstance(one, dict) else one for one in said)


def _packs() -> Iterator[Pack]:
    for file in sorted(files(__package__).joinpath("packs").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            data = _toml("packs", file.name)
            sources = tuple(_source(one) for one in data.pop("sources"))
            yield Pack(file.name.removesuffix(".toml"), sources=sources, **data)


SETTINGS = MappingProxyType({one.key: one for one in _settings()})
PACKS = MappingProxyType({one.key: one for one in _packs()})
# Answers that only a local text gives otherwise: nobody chooses them on a page.
# 「一般不超过」 of managers among 职工代表 is usual, a local 「不超过」 a must. How long a
# renewal is put off the congress decides by itself, but for a local text.
USUAL, MUST = "usual", "must"
LOCAL: Mapping[str, tuple[Any, str]] = MappingProxyType(
    {
        "staff_reps": (NATIONAL_REPS, "ZD-01"),
        "staff_managers": (USUAL, "ZD-02"),
        "staff_terms": ((3, 4, 5), "ZD-03"),
        "staff_delay_months": (None, "ZD-03"),
    }
)


def _national() -> dict[str, tuple[Any, Origin]]:
    values = {s.key: (s.default, Origin(_entry(s.clauses[-1]))) for s in SETTINGS.values()}
    return {**values, **{key: (v, Origin(LAW[id_])) for key, (v, id_) in LOCAL.items()}}


def in_force(chosen: Iterable[Chosen], on: date) -> LawInForce:
    """Return what holds on a day, from what units chose, the top unit's first.

    Packs come before settings, the nearest unit last. Of a setting that may only be tightened the
    strictest holds, also where a unit above became stricter later. What an older release offered
    and this one does not know is left out.
    """
    rows, values = list(chosen), _national()
    for one in rows:
        pack = PACKS.get(one.key.removeprefix(PACK)) if one.key.startswith(PACK) else None
        if pack and one.value == ON:
            values |= _brought(pack, one, on)
    for one in rows:
        setting = SETTINGS.get(one.key)
        if setting and one.value in {str(choice.value) for choice in setting.choices}:
            value, (now, origin) = setting.read(one.value), values[one.key]
            if not (setting.tightens and setting.is_milder(value, now) and origin.chosen):
                values[one.key] = (value, origin._replace(chosen=one))
    own = {key: value for key, (value, _) in values.items()}
    return LawInForce(**own, origins=MappingProxyType({k: o for k, (_, o) in values.items()}))


def _brought(pack: Pack, one: Chosen, on: date) -> dict[str, tuple[Any, Origin]]:
    """Return what a pack lays down on a day."""
    texts = (source for source in pack.sources if source.holds(on))
    return {
        key: (value, Origin(clause, pack, source, one))
        for source in texts
        for key, (value, clause) in source.sets.items()
    }


NATIONAL = in_force((), date.min)
KEYS = tuple(field.name for field in fields(LawInForce) if field.name != "origins")

"""What is asked: the contests of a manifest. docs/ballot-protocol.md 3.3."""

from dataclasses import dataclass
from typing import Any

from .fields import Fields
from .group import Refused

KINDS = ("marks", "votes", "resolution", "grades")
ELECTIONS = ("marks", "votes")
ID = range(1, 65)  # characters
SEATS = range(1, 256)


@dataclass(frozen=True)
class Choice:
    id: str
    name: str


@dataclass(frozen=True)
class Contest:
    """One question; `seats` and `slots` are of elections, `grades` of evaluations."""

    id: str
    title: str
    kind: str
    choices: tuple[Choice, ...]
    seats: int = 0
    slots: int = 0
    grades: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Refused(f"项目种类“{self.kind}”不在协议之内")
        _judge_ids([self.id], "项目")
        _judge_ids([choice.id for choice in self.choices], f"项目“{self.title}”的选项")
        if not self.choices:
            raise Refused(f"项目“{self.title}”没有选项")
        if self.kind in ELECTIONS:
            if self.seats not in SEATS or not 0 <= self.slots <= self.seats:
                raise Refused(f"项目“{self.title}”的应选人数或者另选人栏数不对")
        elif self.seats or self.slots:
            raise Refused(f"项目“{self.title}”不是选举，没有应选人数和另选人栏")
        if (self.kind == "grades") != bool(self.grades):
            raise Refused(f"项目“{self.title}”的等次不对")
        if len(set(self.grades)) != len(self.grades):
            raise Refused(f"项目“{self.title}”的等次有重复")

    def value(self) -> dict[str, Any]:
        """Return it as canonical JSON has it: no key that its kind does not use."""
        more: dict[str, Any] = {}
        if self.kind in ELECTIONS:
            more = {"seats": self.seats, "slots": self.slots}
        elif self.kind == "grades":
            more = {"grades": list(self.grades)}
        choices = [{"id": choice.id, "name": choice.name} for choice in self.choices]
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "choices": choices,
            **more,
        }

    @classmethod
    def read(cls, fields: Fields) -> "Contest":
        """Read one from the fields of its object. Raises Refused."""
        kind = fields.text("kind")
        is_election = kind in ELECTIONS
        found = cls(
            id=fields.text("id"),
            title=fields.text("title"),
            kind=kind,
            choices=tuple(_choice(one) for one in fields.rows("choices", "个选项")),
            seats=fields.number("seats") if is_election else 0,
            slots=fields.number("slots") if is_election else 0,
            grades=tuple(_grades(fields)) if kind == "grades" else (),
        )
        fields.end()
        return found


def judge_contests(contests: tuple[Contest, ...]) -> None:
    """Refuse a list of contests that is empty or has two of one id."""
    if not contests:
        raise Refused("选举清单没有表决项目")
    _judge_ids([contest.id for contest in contests], "项目")


def _judge_ids(ids: list[str], what: str) -> None:
    if len(set(ids)) != len(ids):
        raise Refused(f"{what}编号有重复")
    if any(len(one) not in ID for one in ids):
        raise Refused(f"{what}编号应当是 1 到 64 个字符")


def _choice(fields: Fields) -> Choice:
    found = Choice(fields.text("id"), fields.text("name"))
    fields.end()
    return found


def _grades(fields: Fields) -> list[str]:
    names = fields.items("grades")
    if not all(isinstance(name, str) and name for name in names):
        raise fields.wrong("grades", "等次名称的列表")
    return names

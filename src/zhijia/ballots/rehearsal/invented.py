"""The invented people of a rehearsal, their codes and keys, and what is asked of them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from ..crypto import credentials, merkle
from ..crypto.canonical import dump
from ..crypto.contests import Choice, Contest
from ..crypto.group import Refused
from ..crypto.hashes import SEED, key_of
from ..crypto.holders import Holder
from ..crypto.manifest import FEWEST, Manifest, Scrutineer
from ..verify.archive import roster_row

HOLDERS, THRESHOLD, SCRUTINEERS = 3, 2, 2
REST_OF_ROSTER = 10  # people who may be written in and stand for nothing
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ("建国", "秀英", "志强", "桂兰", "海燕", "文斌", "晓东", "玉珍", "立新", "春梅")


@dataclass(frozen=True)
class Asked:
    """How large a rehearsal is. Raises Refused where it makes no election."""

    voters: int
    candidates: int
    seats: int
    write_ins: int = 0
    paper: int = 0
    kind: str = "votes"
    is_in_hall: bool = False  # everybody votes once

    def __post_init__(self) -> None:
        if self.voters < FEWEST:
            raise Refused(f"选举人至少 {FEWEST} 人")
        if not 1 <= self.seats <= self.candidates:
            raise Refused("应选人数应当在 1 人以上，不超过候选人数")
        if not 0 <= self.write_ins <= self.seats:
            raise Refused("另选人栏数不超过应选人数")
        if not 0 <= self.paper <= self.voters:
            raise Refused("领取纸质票的人数不超过选举人数")


@dataclass(frozen=True)
class Invented:
    """Everybody's secrets of a rehearsal, on one machine: in earnest nobody has them together."""

    manifest: Manifest
    holders: list[Holder]
    voters: list[bytes]  # Ed25519 seeds
    scrutineers: list[bytes]
    desk: list[bytes]
    roster: list[tuple[str, str]]


def invent(asked: Asked) -> Invented:
    """Make people, codes and keys, as registrar, scrutineers and holders make theirs."""
    found = str(uuid4())
    voters, scrutineers, desk = (
        [credentials.seed_of(credentials.new_code(), kind, found) for _ in range(count)]
        for kind, count in (
            ("credential", asked.voters),
            ("scrutineer", SCRUTINEERS),
            ("desk", asked.paper),
        )
    )
    holders = [Holder.new() for _ in range(HOLDERS)]
    names = people(asked.candidates + REST_OF_ROSTER)
    roster = [(f"m{n:04}", name) for n, name in enumerate(names, 1)] if asked.write_ins else []
    manifest = Manifest(
        id=found,
        title="工会委员会委员选举",
        unit="演练工会",
        rehearsal=True,
        way="hall" if asked.is_in_hall else "remote",
        revote=not asked.is_in_hall,
        m=FEWEST,
        threshold=THRESHOLD,
        holders=tuple(one.public(f"保管人{n}") for n, one in enumerate(holders, 1)),
        server=key_of(secrets.token_bytes(SEED)),
        due=asked.voters,
        keys=_root(voters),
        scrutineers=tuple(
            Scrutineer(f"监票人{n}", key_of(one)) for n, one in enumerate(scrutineers, 1)
        ),
        contests=(_contest(asked, names),),
        desk=asked.paper,
        desk_keys=_root(desk),
        roster=merkle.root(dump(dict(roster_row(*row))) for row in roster),
        roster_size=len(roster),
    )
    return Invented(manifest, holders, voters, scrutineers, desk, roster)


def people(count: int) -> list[str]:
    """Return so many names of nobody, each once."""
    pairs = [family + given for given in GIVEN for family in FAMILY]
    return [pairs[n % len(pairs)] + str(n // len(pairs) or "") for n in range(count)]


def _root(seeds: Sequence[bytes]) -> bytes:
    return merkle.root(key_of(seed) for seed in seeds)


def _contest(asked: Asked, names: Sequence[str]) -> Contest:
    standing = names[: asked.candidates]
    choices = tuple(Choice(f"c{n:04}", name) for n, name in enumerate(standing, 1))
    title = "委员会委员"
    return Contest("committee", title, asked.kind, choices, asked.seats, asked.write_ins)

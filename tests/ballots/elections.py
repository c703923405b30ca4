"""An election made of fixed seeds, for tests and for the vectors that the browser checks too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from zhijia.ballots.crypto import credentials
from zhijia.ballots.crypto.ballots import Election, make
from zhijia.ballots.crypto.canonical import dump
from zhijia.ballots.crypto.ceremony import Ceremony
from zhijia.ballots.crypto.contests import Choice, Contest
from zhijia.ballots.crypto.hashes import H, h32, key_of, u32
from zhijia.ballots.crypto.holders import Holder
from zhijia.ballots.crypto.manifest import Manifest, Scrutineer
from zhijia.ballots.crypto.merkle import root

ID = "6b1c7c9e-30c4-4c0a-9d6d-0f5a3b0e7a11"
VOTERS = 7
ROSTER = [{"id": f"m{n}", "name": f"名册{n}"} for n in range(1, 6)]


def seed(*names: str) -> bytes:
    """Return 32 bytes that follow from names."""
    return h32("test-seed", *(name.encode() for name in names))


def draws(name: str) -> Callable[[], int]:
    """Return nonces that follow from a name: H("test-nonce", name, u32(n)), n from 0."""
    n = -1

    def draw() -> int:
        nonlocal n
        n += 1
        return H("test-nonce", name.encode(), u32(n))

    return draw


def code(name: str) -> str:
    """Return a code of 26 letters that follows from a name."""
    number = int.from_bytes(seed("code", name), "big")
    return "".join(credentials.ALPHABET[number >> 5 * n & 31] for n in range(26))


def voter(n: int) -> bytes:
    """Return the credential seed of voter n."""
    return credentials.seed_of(code(f"voter {n}"), "credential", ID)


def choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{n}", name) for n, name in enumerate(names, 1))


CONTESTS = (
    Contest("marks", "女职工委员会委员", "marks", choices("甲", "乙", "丙"), seats=2, slots=1),
    Contest("votes", "工会委员会委员", "votes", choices("丁", "戊", "己"), seats=2, slots=2),
    Contest("items", "决议", "resolution", choices("财务报告", "提案")),
    Contest("grades", "民主评议", "grades", choices("庚"), grades=("优秀", "称职", "不称职")),
)
# Cells by name: marks 0–2, flag 3; votes yes/no 4–9, flags 10, 11; items 12–15; grades 16–18.
NOBODY = ("", "", "")


def votes(*on: int) -> tuple[int, ...]:
    """Return the cells of which those named are 1."""
    return tuple(int(n in on) for n in range(19))


def holders() -> list[Holder]:
    return [Holder(seed("sign", str(n)), seed("box", str(n))) for n in (1, 2, 3)]


@cache
def manifest() -> Manifest:
    """Return a manifest of four contests, seven voters, three holders of whom two open."""
    return Manifest(
        id=ID,
        title="第三届委员会选举",
        unit="示例工会",
        rehearsal=False,
        way="hall",
        revote=False,
        m=5,
        threshold=2,
        holders=tuple(one.public(f"保管人{n}") for n, one in enumerate(holders(), 1)),
        server=key_of(seed("server")),
        due=VOTERS,
        keys=root(key_of(voter(n)) for n in range(VOTERS)),
        scrutineers=tuple(
            Scrutineer(f"监票人{n}", credentials.key_of_code(code(f"s{n}"), "scrutineer", ID))
            for n in (1, 2)
        ),
        contests=CONTESTS,
        roster=root(dump(one) for one in ROSTER),
        roster_size=len(ROSTER),
        client=(("ballot.html", seed("client").hex()),),
    )


@dataclass(frozen=True)
class Held:
    """A ceremony that was held, with what its holders keep."""

    ceremony: Ceremony
    holders: list[Holder]

    @property
    def election(self) -> Election:
        return Election(self.manifest.eid, self.ceremony.h, self.manifest.layout)

    @property
    def manifest(self) -> Manifest:
        return self.ceremony.manifest


def held(found: Manifest | None = None) -> Held:
    """Hold the ceremony with nonces that follow from the holders' numbers."""
    keepers = holders()
    ceremony = Ceremony(found or manifest())
    for n, one in enumerate(keepers):
        ceremony.take(one.commit(ceremony.manifest, draws(f"dkg {n + 1}")))
    for raw in [one.reveal(ceremony, draws(f"pop {n}")) for n, one in enumerate(keepers, 1)]:
        ceremony.take(raw)
    for step in (Holder.share, Holder.confirm):
        for raw in [step(one, ceremony) for one in keepers]:
            ceremony.take(raw)
    ceremony.finish()
    return Held(ceremony, keepers)


@cache
def election() -> Election:
    return held().election


def ballot(
    n: int, cells: Sequence[int], writes: Sequence[str] = NOBODY, of: Election | None = None
) -> bytes:
    """Return the ballot of voter n, made with fixed seeds."""
    return make(of or election(), voter(n), cells, writes, seed("ballot", str(n)), draws(f"b{n}"))


def only(*contests: Contest, **more: object) -> Election:
    """Return an election of other contests under the same key."""
    has_slots = any(contest.slots for contest in contests)
    roster = {} if has_slots else {"roster": b"", "roster_size": 0}
    found = replace(manifest(), contests=contests, **{**roster, **more})
    return Election(found.eid, election().h, found.layout)


def resolved(voters: int) -> Manifest:
    """Return a manifest that asks one resolution of so many voters."""
    keys = root(key_of(voter(n)) for n in range(voters))
    nobody = {"roster": b"", "roster_size": 0}
    return replace(manifest(), contests=CONTESTS[2:3], due=voters, keys=keys, **nobody)

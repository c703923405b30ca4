"""The manifest: everything that is decided before the vote. docs/ballot-protocol.md 3."""

import re
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from .canonical import dump, load
from .contests import Contest, judge_contests
from .fields import Fields
from .group import Refused
from .hashes import KEY, PROTOCOL, h32
from .layout import Layout, lay_out

WAYS = ("hall", "remote")
FEWEST = 5  # ballots that may be counted, unless it is a rehearsal
HOLDERS = range(3, 256)
SIGNING = 2  # scrutineers who sign the closing
FILE_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Keyholder:
    """A key holder (密钥保管人): Ed25519 and X25519 public keys, 32 bytes each."""

    name: str
    sign: bytes
    box: bytes


@dataclass(frozen=True)
class Scrutineer:
    """A scrutineer (监票人), whose key (Ed25519) signs the closing."""

    name: str
    key: bytes


@dataclass(frozen=True)
class Manifest:
    """What is asked, of how many, under whose keys. Roots are 32 bytes, or empty of an empty list.

    Making one raises Refused where it is wrong, so that every Manifest is a right one.
    """

    id: str
    title: str
    unit: str
    rehearsal: bool
    way: str
    revote: bool
    m: int
    threshold: int
    holders: tuple[Keyholder, ...]
    server: bytes
    due: int
    keys: bytes
    scrutineers: tuple[Scrutineer, ...]
    contests: tuple[Contest, ...]
    desk: int = 0
    desk_keys: bytes = b""
    roster: bytes = b""
    roster_size: int = 0
    client: tuple[tuple[str, str], ...] = ()  # file and its SHA-256, sorted by file

    def __post_init__(self) -> None:
        _judge_mode(self)
        _judge_people(self)
        _judge_lists(self)
        judge_contests(self.contests)
        _ = self.layout  # raises Refused where it is too large

    @cached_property
    def raw(self) -> bytes:
        """The canonical bytes."""
        holders = [
            {"name": one.name, "sign": one.sign.hex(), "box": one.box.hex()} for one in self.holders
        ]
        return dump(
            {
                "protocol": PROTOCOL,
                "id": self.id,
                "title": self.title,
                "unit": self.unit,
                "rehearsal": self.rehearsal,
                "way": self.way,
                "revote": self.revote,
                "m": self.m,
                "threshold": self.threshold,
                "holders": holders,
                "server": self.server.hex(),
                "due": self.due,
                "keys": self.keys.hex(),
                "desk": self.desk,
                "desk_keys": self.desk_keys.hex(),
                "scrutineers": [
                    {"name": one.name, "key": one.key.hex()} for one in self.scrutineers
                ],
                "roster": self.roster.hex(),
                "roster_size": self.roster_size,
                "contests": [contest.value() for contest in self.contests],
                "client": dict(self.client),
            }
        )

    @cached_property
    def eid(self) -> bytes:
        """The hash that everything else is bound to: 32 bytes. docs/ballot-protocol.md 3.2."""
        return h32("manifest", self.raw)

    @cached_property
    def layout(self) -> Layout:
        """The cells, sums and slots of a ballot."""
        return lay_out(self.contests)

    @cached_property
    def scrutineer_keys(self) -> frozenset[bytes]:
        return frozenset(one.key for one in self.scrutineers)

    @classmethod
    def read(cls, raw: bytes) -> "Manifest":
        """Read it from its exact bytes. Raises Refused with what is wrong in which field."""
        fields = Fields(load(raw), "选举清单")
        if fields.text("protocol") != PROTOCOL:
            raise Refused(f"选举清单不是 {PROTOCOL} 的")
        found = cls(
            id=fields.text("id"),
            title=fields.text("title"),
            unit=fields.text("unit"),
            rehearsal=fields.truth("rehearsal"),
            way=fields.text("way"),
            revote=fields.truth("revote"),
            m=fields.number("m"),
            threshold=fields.number("threshold"),
            holders=tuple(_holder(one) for one in fields.rows("holders", "位保管人")),
            server=fields.raw("server", KEY),
            due=fields.number("due"),
            keys=fields.root("keys"),
            scrutineers=tuple(_scrutineer(one) for one in fields.rows("scrutineers", "位监票人")),
            contests=tuple(Contest.read(one) for one in fields.rows("contests", "个项目")),
            desk=fields.number("desk"),
            desk_keys=fields.root("desk_keys"),
            roster=fields.root("roster"),
            roster_size=fields.number("roster_size"),
            client=tuple(sorted(fields.mapping("client").items())),
        )
        fields.end()
        return found


def _holder(fields: Fields) -> Keyholder:
    found = Keyholder(fields.text("name"), fields.raw("sign", KEY), fields.raw("box", KEY))
    fields.end()
    return found


def _scrutineer(fields: Fields) -> Scrutineer:
    found = Scrutineer(fields.text("name"), fields.raw("key", KEY))
    fields.end()
    return found


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _judge_mode(manifest: Manifest) -> None:
    if not _is_uuid(manifest.id):
        raise Refused("选举清单的 id 应当是 UUID")
    if manifest.way not in WAYS:
        raise Refused("选举清单的 way 应当是 hall 或者 remote")
    if manifest.revote and manifest.way != "remote":
        raise Refused("只有远程投票可以重投")
    if manifest.m < (1 if manifest.rehearsal else FEWEST):
        raise Refused(f"最少计票数 m 应当在 {FEWEST} 以上")


def _judge_people(manifest: Manifest) -> None:
    holders = len(manifest.holders)
    if holders not in HOLDERS:
        raise Refused("密钥保管人应当是 3 至 255 人")
    if not 2 <= manifest.threshold <= holders:
        raise Refused(f"解密人数应当是 2 至 {holders} 人")
    keys = [key for one in manifest.holders for key in (one.sign, one.box)]
    if len(set(keys)) != len(keys):
        raise Refused("密钥保管人的公钥有重复")
    if len(manifest.scrutineers) < SIGNING:
        raise Refused("监票人应当在 2 人以上")
    if len(manifest.scrutineer_keys) != len(manifest.scrutineers):
        raise Refused("监票人的公钥有重复")


def _judge_lists(manifest: Manifest) -> None:
    if not manifest.due or not manifest.keys:
        raise Refused("选举清单没有选举人")
    if bool(manifest.desk) != bool(manifest.desk_keys):
        raise Refused("代录票凭证的数目和公钥不一致")
    if bool(manifest.roster_size) != bool(manifest.roster):
        raise Refused("可以另选的名册的人数和根不一致")
    if any(contest.slots for contest in manifest.contests) and not manifest.roster:
        raise Refused("有另选人栏，却没有可以另选的名册")
    if list(manifest.client) != sorted(dict(manifest.client).items()) or not all(
        isinstance(value, str) and FILE_HASH.fullmatch(value) for _, value in manifest.client
    ):
        raise Refused("投票页文件的散列不对")

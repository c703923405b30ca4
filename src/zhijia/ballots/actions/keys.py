"""Before the vote: public keys are collected, the manifest frozen. docs/ballot-protocol.md 3."""

import json
import uuid
from secrets import token_bytes
from typing import Any

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require

from .. import policies, queries
from ..client import client_hashes
from ..crypto.canonical import dump, load
from ..crypto.contests import Choice, Contest
from ..crypto.fields import Fields
from ..crypto.group import Refused as Wrong
from ..crypto.hashes import KEY, SEED, key_of
from ..crypto.manifest import Keyholder, Manifest, Scrutineer
from ..crypto.merkle import root
from ..models import Ballot, Board, Credential, Watcher
from ..models import Contest as Asked
from ..rules import electronic as rules
from ..rules.counts import line_keys, line_words
from .appending import held, wrong_is_refused

LOT = 500


@action("开始准备电子投票")
def begin_keys(*, actor: Actor, ballot: Ballot) -> Board:
    """Give the vote its id, which codes are bound to, and the key that signs receipts."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    if Board.objects.filter(ballot=ballot).exists():
        raise Refused(refused("已经开始准备"))
    holders = len(queries.holders_of(ballot))
    require(rules.may_begin(ballot.state, is_electronic=ballot.is_electronic, holders=holders))
    seed = token_bytes(SEED)
    board = Board(ballot=ballot, uuid=uuid.uuid4(), server_key=key_of(seed).hex())
    board.server_seed = seed.hex()
    board.save()
    return board


@action("登记密钥保管人公钥")
def keep_holder_keys(*, actor: Actor, watcher: Watcher, text: str) -> Ballot:
    """Keep the public keys of a holder's device: {"box", "sign"} as the tool gives them out."""
    board = _before_freezing(actor, watcher.ballot, watcher)
    watcher = lock(watcher)
    with wrong_is_refused():
        fields = Fields(load(text.strip().encode()), "公钥文件")
        sign, box = fields.raw("sign", KEY), fields.raw("box", KEY)
        fields.end()
    watcher.keys = dump({"sign": sign.hex(), "box": box.hex()}).decode()
    others = board.ballot.watchers.filter(role="holder").exclude(pk=watcher.pk)
    if others.filter(keys__contains=sign.hex()).exists():
        raise Refused(refused("这把公钥已经是另一位保管人的，每人要用自己的设备"))
    watcher.save(update_fields=["keys"])
    return board.ballot


def _before_freezing(actor: Actor, ballot: Ballot, watcher: Watcher | None = None) -> Board:
    """Lock the board of a vote whose manifest is open, for who may bring keys."""
    ballot = lock(ballot)
    require(policies.may_bring_keys(actor, ballot, queries.roles_of(actor, ballot)))
    if watcher is not None and watcher.role != "holder":
        raise Refused(refused("只有密钥保管人有解密公钥"))
    board = held(ballot)
    if ballot.eid:
        raise Refused(refused("选举清单已经冻结，公钥不能再改"))
    return board


@action("登记公钥清单")
def keep_key_lists(*, actor: Actor, ballot: Ballot, text: str) -> Board:
    """Keep what the qualification group hands over; a new list replaces the old one.

    JSON {id, keys, desk_keys, scrutineers: [{name, key}]}. docs/ballot-protocol.md 7.5.
    """
    board = _before_freezing(actor, ballot)
    with wrong_is_refused():
        fields = Fields(_json(text), "公钥清单")
        if fields.text("id") != str(board.uuid):
            raise Refused(refused("这份公钥清单是另一次表决的"))
        voters, desk = fields.raws("keys", KEY), fields.raws("desk_keys", KEY)
        rows = fields.rows("scrutineers", "位监票人")
        people = [{"name": one.text("name"), "key": one.raw("key", KEY).hex()} for one in rows]
        fields.end()
    _judge_lists(board.ballot, voters, desk, people)
    Credential.objects.filter(ballot=ballot).delete()
    listed = [("voter", key) for key in sorted(voters)] + [("desk", key) for key in sorted(desk)]
    Credential.objects.bulk_create(
        (Credential(ballot=board.ballot, kind=kind, key=key.hex()) for kind, key in listed),
        batch_size=LOT,
    )
    board.scrutineers = people
    board.save(update_fields=["scrutineers"])
    return board


def _json(text: str) -> object:
    """Read JSON that nobody hashes. Raises the protocol's Refused."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Wrong("公钥清单不是 JSON") from None


def _judge_lists(
    ballot: Ballot,
    keys: tuple[bytes, ...],
    desk: tuple[bytes, ...],
    scrutineers: list[dict[str, str]],
) -> None:
    if len(keys) != ballot.due:
        raise Refused(refused(f"名册上应到 {ballot.due} 人，清单里有 {len(keys)} 个投票码"))
    every = [*keys, *desk, *(bytes.fromhex(one["key"]) for one in scrutineers)]
    if len(set(every)) != len(every):
        raise Refused(refused("公钥清单里有重复的公钥"))
    names = sorted(one["name"] for one in scrutineers)
    listed = ballot.watchers.filter(role__in=policies.SCRUTINEERS).order_by()
    if names != sorted(listed.values_list("name", flat=True)):
        raise Refused(refused("清单里的监票人和本次表决的监票人不一致"))
    if desk and ballot.way != "mixed":
        raise Refused(refused("不发纸质选票的表决，没有代录票的凭证"))


@action("冻结选举清单")
def freeze_manifest(*, actor: Actor, ballot: Ballot) -> Ballot:
    """Write everything that is decided before the vote into the manifest; its hash is the eid."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    board = held(ballot)
    require(rules.is_next(queries.standing_of(ballot), "freeze"))
    with wrong_is_refused():
        found = _manifest(ballot, board)
    text, eid = found.raw.decode(), found.eid.hex()
    return change(ballot, manifest=text, eid=eid, threshold=found.threshold)


def _manifest(ballot: Ballot, board: Board) -> Manifest:
    holders = [_keyholder(one) for one in queries.holders_of(ballot)]
    keys, desk = (queries.keys_of(ballot, kind) for kind in ("voter", "desk"))
    roster = queries.roster_of(ballot)
    contests = ballot.contests.prefetch_related("choices")
    return Manifest(
        id=str(board.uuid),
        title=ballot.title,
        unit=str(ballot.unit),
        rehearsal=ballot.is_rehearsal,
        way="remote" if ballot.way == "remote" else "hall",
        revote=ballot.revote and ballot.way == "remote",
        m=ballot.m,
        threshold=ballot.threshold or rules.threshold_for(len(holders)),
        holders=tuple(holders),
        server=bytes.fromhex(board.server_key),
        due=ballot.due,
        keys=root(map(bytes.fromhex, keys)),
        scrutineers=tuple(
            Scrutineer(one["name"], bytes.fromhex(one["key"])) for one in board.scrutineers
        ),
        contests=tuple(contest_of(one) for one in contests),
        desk=len(desk),
        desk_keys=root(map(bytes.fromhex, desk)),
        roster=root(map(dump, roster)),
        roster_size=len(roster),
        client=tuple(sorted(client_hashes().items())),
    )


def _keyholder(one: Watcher) -> Keyholder:
    keys: dict[str, Any] = json.loads(one.keys)
    return Keyholder(one.name, bytes.fromhex(keys["sign"]), bytes.fromhex(keys["box"]))


def contest_of(asked: Asked) -> Contest:
    """Return a contest as the manifest has it. Raises the protocol's Refused."""
    choices = tuple(
        Choice(key, name)
        for one in asked.choices.all()
        for key, name in zip(
            line_keys(one.key, asked.lines), line_words(one.name, asked.lines), strict=True
        )
    )
    kind = {
        "resolution": "resolution",
        "evaluation": "grades",
        "election": "marks" if asked.by_marks else "votes",
    }[asked.kind]
    is_election = asked.kind == "election"
    return Contest(
        id=str(asked.pk),
        title=asked.title,
        kind=kind,
        choices=choices,
        seats=asked.seats if is_election else 0,
        slots=asked.slots if is_election else 0,
        grades=tuple(asked.grades) if kind == "grades" else (),
    )

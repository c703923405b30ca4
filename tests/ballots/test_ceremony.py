"""The key ceremony, partial decryption, manifest and credentials."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from tests.ballots.elections import (
    CONTESTS,
    NOBODY,
    Held,
    ballot,
    code,
    draws,
    held,
    holders,
    manifest,
    seed,
    votes,
)
from zhijia.ballots.crypto import credentials, sodium, trackers
from zhijia.ballots.crypto.ballots import Ballot
from zhijia.ballots.crypto.canonical import dump, load
from zhijia.ballots.crypto.ceremony import Ceremony, commitment, polynomial, signed
from zhijia.ballots.crypto.contests import Choice, Contest
from zhijia.ballots.crypto.elgamal import Ciphertext, encrypt, member_point, sum_of
from zhijia.ballots.crypto.group import IDENTITY, L, Refused, base, random_scalar, scalar_bytes
from zhijia.ballots.crypto.hashes import key_of, sign
from zhijia.ballots.crypto.holders import Holder, hold
from zhijia.ballots.crypto.manifest import Manifest
from zhijia.ballots.crypto.merkle import root
from zhijia.ballots.crypto.partials import (
    Logarithms,
    Place,
    Work,
    check,
    combine,
    lagrange,
    payload,
    prove,
    read,
)

# 密钥仪式


def upto(round_: int) -> tuple[Ceremony, list[Holder]]:
    """Return a ceremony in which the rounds before this one are complete."""
    keepers = holders()
    ceremony = Ceremony(manifest())
    steps: list[Callable[[Holder], bytes]] = [
        lambda one: one.commit(manifest()),
        lambda one: one.reveal(ceremony),
        lambda one: one.share(ceremony),
        lambda one: one.confirm(ceremony),
    ]
    for step in steps[: round_ - 1]:
        for raw in [step(one) for one in keepers]:
            ceremony.take(raw)
    return ceremony, keepers


def refused(ceremony: Ceremony, raw: bytes, why: str) -> None:
    """Make sure that a message is refused and leaves nothing behind."""
    before = ceremony.raws
    with pytest.raises(Refused, match=why):
        ceremony.take(raw)
    assert ceremony.raws == before


def test_every_holder_hears_the_same_words_and_has_a_share_of_the_key() -> None:
    found = held()
    words = {one.words(found.ceremony) for one in found.holders}
    assert len(words) == 1
    assert len(words.pop().split()) == 8
    shares = found.ceremony.public_shares
    assert {i: base(one.x) for i, one in enumerate(found.holders, 1)} == shares
    for two in combinations(range(1, 4), 2):
        factors = lagrange(two)
        secret = sum(factors[i] * found.holders[i - 1].x for i in two)
        assert base(secret) == found.ceremony.h
    assert found.ceremony.round == 5


def test_no_holder_sees_a_reveal_before_everybody_is_committed() -> None:
    ceremony, keepers = upto(1)
    ceremony.take(keepers[0].commit(manifest()))
    ceremony.take(keepers[1].commit(manifest()))
    keepers[2].commit(manifest())
    with pytest.raises(Refused, match="承诺一轮还缺少：第 3 位保管人保管人3"):
        keepers[0].reveal(ceremony)


def test_a_rushing_last_mover_is_held_to_the_commitment() -> None:
    """Who reveals last could choose F_0 = target − Σ others, and own the key alone."""
    ceremony, keepers = upto(2)
    for one in keepers[:2]:
        ceremony.take(one.reveal(ceremony))
    chosen = [random_scalar(), random_scalar()]
    late = Holder(keepers[2].sign_seed, keepers[2].box_seed, manifest().eid, 3, chosen)
    late.sent = keepers[2].sent
    refused(ceremony, late.reveal(ceremony), "第 3 位保管人保管人3的公开消息和承诺不一致")
    ceremony.take(keepers[2].reveal(ceremony))


def message(round_: int, holder: int = 1, by: int | None = None, **more: Any) -> bytes:
    return signed(seed("sign", str(by or holder)), manifest().eid, holder, round_, **more)


def test_a_key_that_nobody_knows_is_refused() -> None:
    """A point without its logarithm: committed to, revealed, but not proved."""
    ceremony, keepers = upto(1)
    F = [base(5), base(7)]
    eid = manifest().eid
    ceremony.take(message(1, commit=commitment(eid, 1, F).hex()))
    for one in keepers[1:]:
        ceremony.take(one.commit(manifest()))
    zero = scalar_bytes(1).hex()
    raw = message(2, F=[point.hex() for point in F], c=zero, z=zero)
    refused(ceremony, raw, "没有证明知道自己的密钥")


def test_a_proof_of_somebody_else_is_refused() -> None:
    ceremony, keepers = upto(2)
    theirs = load(keepers[0].reveal(ceremony))
    assert isinstance(theirs, dict)
    more = {name: theirs[name] for name in ("F", "c", "z")}
    refused(ceremony, message(2, 2, **more), "和承诺不一致")


@pytest.mark.parametrize(
    ("bend", "why"),
    [
        (lambda body: body | {"eid": "00" * 32}, "另一次选举"),
        (lambda body: body | {"holder": 2}, "第 2 位保管人保管人2的承诺消息签名不对"),
        (lambda body: body | {"holder": 4}, "1 到 3"),
        (lambda body: body | {"holder": True}, "1 到 3"),
        (lambda body: body | {"round": 2}, "签名不对"),
        (lambda body: body | {"round": 5}, "1 到 4"),
        (lambda body: body | {"more": 1}, "签名不对"),
        (lambda body: body | {"commit": "ab"}, "签名不对"),
        (lambda body: {name: body[name] for name in body if name != "sig"}, "缺少 sig"),
        (lambda body: [body], "不是对象"),
    ],
)
def test_a_bent_message_is_refused(bend: Callable[[Any], Any], why: str) -> None:
    ceremony, keepers = upto(1)
    body = load(keepers[0].commit(manifest()))
    refused(ceremony, dump(bend(body)), why)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (message(1, commit="ab"), "64 字节"),
        (message(1), "缺少 commit"),
        (message(1, commit="00" * 64, more=1), "多出 more"),
        (message(2, F=[], c="00" * 32, z="00" * 32), "承诺一轮还缺少"),
        (message(4, transcript="00" * 32), "承诺一轮还缺少"),
    ],
)
def test_a_message_that_says_something_else_is_refused(raw: bytes, why: str) -> None:
    refused(Ceremony(manifest()), raw, why)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"F": [base(1).hex()], "c": "00" * 32, "z": "00" * 32}, "点数不对"),
        ({"F": [base(1).hex()] * 3, "c": "00" * 32, "z": "00" * 32}, "点数不对"),
        ({"F": ["00" * 32] * 2, "c": "00" * 32, "z": "00" * 32}, "不是规范的点"),
        ({"F": [base(1).hex()] * 2, "c": "ff" * 32, "z": "00" * 32}, "不是规范的标量"),
    ],
)
def test_a_reveal_of_another_shape_is_refused(more: dict[str, Any], why: str) -> None:
    refused(upto(2)[0], message(2, **more), why)


def test_who_sends_two_different_messages_is_refused_and_the_same_twice_is_one() -> None:
    ceremony, keepers = upto(1)
    raw = keepers[0].commit(manifest())
    assert ceremony.take(raw) == ceremony.take(raw)
    refused(ceremony, keepers[0].commit(manifest()), "已经收到过另一份")


@pytest.mark.parametrize("is_sealed", [True, False])
def test_who_sends_a_bad_share_is_named(is_sealed: bool) -> None:
    ceremony, keepers = upto(3)
    for one in keepers[:2]:
        ceremony.take(one.share(ceremony))
    shares = [
        sodium.box_seal(scalar_bytes(polynomial(keepers[2].f, j)), one.box)
        for j, one in enumerate(manifest().holders, 1)
    ]
    box = manifest().holders[0].box
    shares[0] = sodium.box_seal(scalar_bytes(1), box) if is_sealed else bytes(80)
    raw = message(3, 3, shares=[one.hex() for one in shares])
    keepers[2].sent[3] = raw
    ceremony.take(raw)
    with pytest.raises(Refused, match="第 3 位保管人保管人3发来的份额不对，仪式须重新开始"):
        keepers[0].confirm(ceremony)
    assert keepers[0].x == 0
    ceremony.take(keepers[1].confirm(ceremony))  # theirs was right: only the first can tell


def test_a_holder_stops_where_their_own_message_was_replaced() -> None:
    """The server signs nothing, but it could keep an older message of a broken ceremony."""
    old, _ = upto(2)
    _, keepers = upto(2)
    with pytest.raises(Refused, match="不是本设备发出的"):
        keepers[0].reveal(old)


def test_who_heard_another_ceremony_does_not_confirm_this_one() -> None:
    ceremony, _ = upto(4)
    other, keepers = upto(4)
    refused(ceremony, keepers[0].confirm(other), "确认的记录和收到的不一致")


def test_a_ceremony_that_is_not_whole_is_no_ceremony() -> None:
    ceremony, keepers = upto(4)
    ceremony.take(keepers[0].confirm(ceremony))
    with pytest.raises(Refused, match="确认一轮还缺少：第 2 位保管人保管人2、第 3 位"):
        ceremony.finish()
    assert ceremony.round == 4


def test_a_stranger_cannot_take_part() -> None:
    with pytest.raises(Refused, match="没有这位保管人的公钥"):
        Holder.new().commit(manifest())
    half = Holder(holders()[0].sign_seed, seed("other"))
    with pytest.raises(Refused, match="加密公钥不对"):
        half.commit(manifest())


def test_a_whole_ceremony_is_read_back_from_its_messages() -> None:
    found = held().ceremony
    again = Ceremony(manifest(), found.raws)
    again.finish()
    assert (again.h, again.transcript) == (found.h, found.transcript)
    with pytest.raises(Refused):
        Ceremony(manifest(), reversed(found.raws))


def test_a_holder_keeps_their_state_under_a_passphrase() -> None:
    found = held()
    raw = found.holders[0].sealed("十二个字的口令一定要记牢")
    assert Holder.opened(raw, "十二个字的口令一定要记牢") == found.holders[0]
    for secret in (found.holders[0].sign_seed.hex(), scalar_bytes(found.holders[0].x).hex()):
        assert secret not in raw.decode()
    with pytest.raises(Refused, match="口令不对"):
        Holder.opened(raw, "十二个字的口令一定要记错")
    bent = raw[:-3] + (b'0"}' if raw[-3:] != b'0"}' else b'1"}')
    with pytest.raises(Refused, match="口令不对，或者密钥文件已损坏"):
        Holder.opened(bent, "十二个字的口令一定要记牢")
    with pytest.raises(Refused, match="至少 12"):
        found.holders[0].sealed("短口令")


def test_a_rehearsal_holds_it_on_one_machine() -> None:
    keepers = [Holder.new() for _ in range(5)]
    people = tuple(one.public(f"保管人{n}") for n, one in enumerate(keepers))
    ceremony = hold(replace(manifest(), holders=people, threshold=3), keepers)
    assert {base(one.x) for one in keepers} == set(ceremony.public_shares.values())


# 解密


def opened(found: Held, cts: list[Ciphertext], by: tuple[int, ...]) -> list[bytes]:
    eid, ceremony = found.manifest.eid, found.ceremony
    points = []
    for n, ct in enumerate(cts):
        place = Place("sum", n)
        parts = {
            i: check(
                eid,
                i,
                ceremony.public_share(i),
                place,
                ct[0],
                prove(eid, i, found.holders[i - 1].x, place, ct[0]),
            )
            for i in by
        }
        points.append(combine(ct, parts))
    return points


def test_any_two_of_three_open_the_sums_and_one_alone_does_not() -> None:
    found = held()
    choice = [votes(0, 4), votes(0, 5), votes(0, 1), votes(), votes(1, 4)]
    ballots = [Ballot.read(found.election, ballot(n, v)) for n, v in enumerate(choice)]
    sums = [sum_of(one.cells[n] for one in ballots) for n in range(19)]
    expected = [sum(column) for column in zip(*choice, strict=True)]
    logs = Logarithms(5)
    for by in ((1, 2), (1, 3), (2, 3), (1, 2, 3)):
        assert [logs.find(point) for point in opened(found, sums, by)] == expected
    with pytest.raises(Refused, match="不在票数以内"):
        logs.find(opened(found, sums[:1], (1,))[0])


def test_a_write_in_opens_to_the_point_of_who_was_named() -> None:
    found = held()
    raw = ballot(0, votes(3), ("m4", "", ""))
    slots = list(Ballot.read(found.election, raw).slots)
    names = opened(found, slots, (1, 2))
    assert names == [member_point(found.manifest.eid, "m4"), IDENTITY, IDENTITY]


@pytest.mark.parametrize("most", [0, 1, 2, 5, 100, 1000])
def test_a_number_is_found_within_its_bound_and_nowhere_else(most: int) -> None:
    logs = Logarithms(most)
    for v in {0, most // 2, most}:
        assert logs.find(base(v)) == v
    for v in (most + 1, -1, most + logs.step):
        with pytest.raises(Refused):
            logs.find(base(v))


def work(found: Held) -> Work:
    one = Ballot.read(found.election, ballot(0, votes(0, 3), ("m1", "", "")))
    return Work(one.cells, {"marks": one.slots[:1], "votes": one.slots[1:]})


def entry(found: Held, holder: int, x: int | None = None, by: int | None = None) -> bytes:
    """Return the partial entry of a holder; with another share or signed by another where said."""
    keeper = found.holders[holder - 1]
    key = found.holders[(by or holder) - 1].sign_seed
    x = keeper.x if x is None else x
    return payload(found.manifest.eid, holder, x, key, work(found))


def taken(found: Held, raw: bytes) -> int:
    keys = [one.sign for one in found.manifest.holders]
    shares = found.ceremony.public_shares
    return read(raw, found.manifest.eid, keys, shares, work(found)).holder


def test_a_partial_entry_is_taken_and_a_bad_one_names_who_sent_it() -> None:
    found = held()
    assert taken(found, entry(found, 2)) == 2
    for raw, why in (
        (entry(found, 2, x=found.holders[0].x), "第 2 位保管人的解密份额不对（sum 0）"),
        (entry(found, 2, x=5), "第 2 位保管人的解密份额不对（sum 0）"),
        (entry(found, 2, by=1), "第 2 位保管人的解密份额签名不对"),
    ):
        with pytest.raises(Refused, match=why):
            taken(found, raw)


def bent(found: Held, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return a partial entry that was changed and signed anew by its own holder."""
    body = load(entry(found, 2))
    assert isinstance(body, dict)
    change(body)
    body.pop("sig")
    sig = sign(found.holders[1].sign_seed, "partial", found.manifest.eid, dump(body))
    return dump({**body, "sig": sig.hex()})


def test_a_partial_of_another_shape_or_place_is_refused() -> None:
    found = held()

    def swap(body: dict[str, Any]) -> None:
        body["sums"][0], body["sums"][1] = body["sums"][1], body["sums"][0]

    def move(body: dict[str, Any]) -> None:
        body["slots"]["votes"][0] = body["slots"]["marks"][0]

    def none(body: dict[str, Any]) -> None:
        body["sums"][3] = "00" * 96

    for change, why in (
        (lambda body: body["sums"].pop(), "份数不对"),
        (lambda body: body["slots"].pop("votes"), "份数不对"),
        (lambda body: body["slots"].update(more=[]), "份数不对"),
        (lambda body: body.update(more=1), "多出 more"),
        (swap, "sum 0"),
        (move, "slot/votes 0"),
        (none, "sum 3"),
    ):
        with pytest.raises(Refused, match=why):
            taken(found, bent(found, change))


def test_where_the_first_half_is_the_identity_so_is_the_share() -> None:
    found = held()
    x, X, eid = found.holders[0].x, found.ceremony.public_share(1), found.manifest.eid
    place = Place("sum", 0)
    raw = prove(eid, 1, x, place, IDENTITY)
    assert check(eid, 1, X, place, IDENTITY, raw) == IDENTITY
    a, _ = encrypt(found.ceremony.h, 1, 5)
    with pytest.raises(Refused):
        check(eid, 1, X, place, a, IDENTITY + prove(eid, 1, x, place, a)[32:])


# 清单


def test_a_manifest_is_read_back_byte_for_byte() -> None:
    found = Manifest.read(manifest().raw)
    assert found == manifest()
    assert (found.raw, found.eid) == (manifest().raw, manifest().eid)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"m": 4}, "5 以上"),
        ({"way": "paper"}, "hall 或者 remote"),
        ({"revote": True}, "只有远程投票可以重投"),
        ({"threshold": 1}, "2 至 3"),
        ({"threshold": 4}, "2 至 3"),
        ({"holders": manifest().holders[:2]}, "3 至 255"),
        ({"holders": manifest().holders[:1] * 3}, "公钥有重复"),
        ({"scrutineers": manifest().scrutineers[:1]}, "监票人应当在 2 人以上"),
        ({"scrutineers": manifest().scrutineers[:1] * 2}, "监票人的公钥有重复"),
        ({"due": 0}, "没有选举人"),
        ({"keys": b""}, "没有选举人"),
        ({"desk": 3}, "代录票凭证"),
        ({"roster": b""}, "名册"),
        ({"roster": b"", "roster_size": 0}, "没有可以另选的名册"),
        ({"contests": ()}, "没有表决项目"),
        ({"contests": CONTESTS[:1] * 2}, "编号有重复"),
        ({"client": (("a", "xy"),)}, "散列"),
        ({"id": "1"}, "UUID"),
    ],
)
def test_a_manifest_that_is_wrong_says_what_is(change: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        replace(manifest(), **change)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("m", "5", "选举清单的 m 应当是"),
        ("m", True, "选举清单的 m 应当是"),
        ("title", 5, "选举清单的 title 应当是文字"),
        ("title", "a\u0000", "title 应当是文字"),
        ("keys", "AB" * 32, "keys 应当是 32 字节"),
        ("server", "ab", "server 应当是 32 字节"),
        ("protocol", "zhijia-ballot/2", "zhijia-ballot/1"),
        ("contests", [{}], "第 1 个项目缺少 kind"),
        ("contests", [5], "第 1 个项目不是对象"),
        ("holders", {}, "holders 应当是列表"),
        ("rehearsal", 0, "true 或者 false"),
        ("more", 1, "多出 more"),
    ],
)
def test_a_manifest_from_outside_names_the_field(name: str, value: object, why: str) -> None:
    body = load(manifest().raw)
    assert isinstance(body, dict)
    with pytest.raises(Refused, match=why):
        Manifest.read(dump({**body, name: value}))


def test_a_manifest_lacks_nothing() -> None:
    body = load(manifest().raw)
    assert isinstance(body, dict)
    for name in body:
        with pytest.raises(Refused, match=f"缺少 {name}"):
            Manifest.read(dump({key: body[key] for key in body if key != name}))
    with pytest.raises(Refused, match="JSON"):
        Manifest.read(manifest().raw + b" ")


def test_fewer_than_five_are_counted_in_a_rehearsal_only() -> None:
    assert replace(manifest(), rehearsal=True, m=1).m == 1


TWO = (Choice("a", "甲"), Choice("b", "乙"))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "ranked"}, "种类"),
        ({"choices": ()}, "没有选项"),
        ({"choices": TWO[:1] * 2}, "编号有重复"),
        ({"seats": 0}, "应选人数"),
        ({"seats": 256}, "应选人数"),
        ({"slots": 2}, "另选人栏数"),
        ({"slots": -1}, "另选人栏数"),
        ({"kind": "resolution"}, "不是选举"),
        ({"kind": "grades", "seats": 0}, "等次"),
        ({"kind": "grades", "seats": 0, "grades": ("好", "好")}, "等次有重复"),
        ({"grades": ("好",)}, "等次"),
        ({"id": ""}, "1 到 64"),
        ({"id": "x" * 65}, "1 到 64"),
    ],
)
def test_a_contest_that_cannot_be_voted_on_is_refused(more: dict[str, Any], why: str) -> None:
    plain: dict[str, Any] = {
        "id": "x",
        "title": "选举",
        "kind": "marks",
        "choices": TWO,
        "seats": 1,
    }
    with pytest.raises(Refused, match=why):
        Contest(**plain | more)


# 投票码


def test_a_code_is_read_however_it_was_typed() -> None:
    new = credentials.new_code()
    assert len(new) == 26
    assert new != credentials.new_code()
    assert credentials.read_code(credentials.shown(new).lower()) == new
    assert credentials.read_code(" ".join(new)) == new
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in new)
    assert credentials.read_code(wide) == new
    assert credentials.read_code("o" * 13 + "iL" * 6 + "-1") == "0" * 13 + "1" * 13


@pytest.mark.parametrize(
    ("typed", "why"), [("ABC", "现在是 3 位"), ("", "现在是 0 位"), ("U" * 26, "没有“U”")]
)
def test_a_code_that_is_none_says_why(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        credentials.read_code(typed)


def test_a_code_is_of_one_election_and_one_use() -> None:
    one = code("x")
    seeds = {
        credentials.seed_of(one, "credential", manifest().id),
        credentials.seed_of(one, "scrutineer", manifest().id),
        credentials.seed_of(one, "desk", manifest().id),
        credentials.seed_of(one, "credential", "other"),
    }
    assert len(seeds) == 4
    assert credentials.key_of_code(one, "desk", "x") == key_of(
        credentials.seed_of(one, "desk", "x")
    )
    with pytest.raises(ValueError, match="else"):
        credentials.seed_of(one, "else", "x")


def test_the_root_is_of_a_set_whatever_its_order() -> None:
    items = [seed(str(n)) for n in range(7)]
    assert root(items) == root(reversed(items))
    assert root([]) == b""
    roots = {root(items[:n]) for n in range(8)}
    assert len(roots) == 8
    # A node is no leaf: nobody makes a shorter list of the same root.
    assert root(items[:2]) != root([b"".join(sorted(items[:2]))])


def test_a_tracker_is_read_back_and_has_one_way_to_be_written() -> None:
    for raw in (bytes(10), b"\xff" * 10, seed("t")[:10]):
        assert trackers.read(trackers.shown(raw)) == raw
    assert trackers.shown(bytes(10)) == "0000-0000-0000-0000"
    for text in ("0000000000000000", "0000-0000-0000-000", "0000-0000-0000-000U", ""):
        with pytest.raises(Refused):
            trackers.read(text)


def test_nonces_of_tests_differ() -> None:
    draw = draws("x")
    assert draw() != draw()
    assert draws("x")() == draws("x")() < L
    assert NOBODY == ("", "", "")

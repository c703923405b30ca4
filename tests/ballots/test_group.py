"""The group, hashing, canonical JSON and the words; the vectors of RFC 9496."""

import ctypes.util
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ballots import rfc9496
from zhijia.ballots.crypto import canonical, hashes, sodium, words
from zhijia.ballots.crypto.group import (
    GENERATOR,
    IDENTITY,
    L,
    Refused,
    add,
    base,
    derive,
    mul,
    point,
    random_scalar,
    scalar,
    scalar_bytes,
    sub,
    total,
)

# RFC 9496 A.1: nG for n = 0 … 15.
MULTIPLES = """
0000000000000000000000000000000000000000000000000000000000000000
e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76
6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919
94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259
da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57
e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e
f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403
44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d
903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c
02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031
20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f
bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42
e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460
aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f
46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e
e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e
""".split()

# RFC 9496 A.2: strings that are no points.
NO_POINTS = """
00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
0100000000000000000000000000000000000000000000000000000000000000
01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20
c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562
c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78
47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24
f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72
87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309
26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371
4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f
de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b
bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042
2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08
f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22
8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731
2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b
3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e
a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220
d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e
8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32
32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b
227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165
5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e
445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b
ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
""".split()

# RFC 9496 A.3: points from 64 bytes.
DERIVED = [
    (
        "5d1be09e3d0c82fc538112490e35701979d99e06ca3e2b5b54bffe8b4dc772c1"
        "4d98b696a1bbfb5ca32c436cc61c16563790306c79eaca7705668b47dffe5bb6",
        "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46",
    ),
    (
        "f116b34b8f17ceb56e8732a60d913dd10cce47a6d53bee9204be8b44f6678b27"
        "0102a56902e2488c46120e9276cfe54638286b9e4b3cdb470b542d46c2068d38",
        "f26e5b6f7d362d2d2a94c5d0e7602cb4773c95a2e5c31a64f133189fa76ed61b",
    ),
    (
        "8422e1bbdaab52938b81fd602effb6f89110e1e57208ad12d9ad767e2e25510c"
        "27140775f9337088b982d83d7fcf0b2fa1edffe51952cbe7365e95c86eaf325c",
        "006ccd2a9e6867e6a2c5cea83d3302cc9de128dd2a9a57dd8ee7b9d7ffe02826",
    ),
    (
        "ac22415129b61427bf464e17baee8db65940c233b98afce8d17c57beeb7876c2"
        "150d15af1cb1fb824bbd14955f2b57d08d388aab431a391cfc33d5bafb5dbbaf",
        "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a",
    ),
]


def takes(raw: bytes) -> bool:
    try:
        return point(raw) == raw
    except Refused:
        return False


# 群


def test_multiples_of_the_generator_are_those_of_the_standard() -> None:
    assert [base(n).hex() for n in range(16)] == MULTIPLES
    assert [mul(n, GENERATOR).hex() for n in range(16)] == MULTIPLES


def test_points_from_hashes_are_those_of_the_standard() -> None:
    assert [(raw, derive(bytes.fromhex(raw)).hex()) for raw, _ in DERIVED] == DERIVED


@pytest.mark.parametrize("raw", NO_POINTS)
def test_what_the_standard_calls_no_point_is_refused(raw: str) -> None:
    with pytest.raises(Refused, match="不是规范的点"):
        point(bytes.fromhex(raw))


@pytest.mark.parametrize("raw", [IDENTITY, bytes(31) + b"\x80", b"", GENERATOR[:31], GENERATOR * 2])
def test_neither_identity_nor_another_length_passes_the_gate(raw: bytes) -> None:
    assert not takes(raw)


def test_the_second_encoding_that_the_library_takes_is_refused_by_the_gate() -> None:
    twin = GENERATOR[:31] + bytes([GENERATOR[31] | 0x80])
    assert not takes(twin)
    if sodium.is_valid_point(twin):  # libsodium before 1.0.19: the reason for the gate
        assert add(twin, IDENTITY) == GENERATOR


def strings(r: random.Random) -> list[bytes]:
    """Return strings at the edges of what is a point, and in the middle of nowhere."""
    found = [k.to_bytes(32, "little") for k in range(40)]
    p = rfc9496.p
    found += [k.to_bytes(32, "little") for k in (p - 1, p, p + 1, p + 2, 2**255 - 1, 2**255)]
    for _ in range(150):
        found += [r.randbytes(32), bytes([r.randrange(128) * 2]) + r.randbytes(30) + b"\x10"]
        good = base(r.randrange(1, L))
        bent = bytearray(good)
        bent[r.randrange(32)] ^= 1 << r.randrange(8)
        e = int.from_bytes(good, "little")
        found += [good, bytes(bent), (p - e).to_bytes(32, "little")]
        found += [(e + 2**255).to_bytes(32, "little"), (e + p).to_bytes(32, "little")]
    return found


def test_the_gate_takes_what_a_second_decoder_takes_and_nothing_else() -> None:
    seen = strings(random.Random(os.urandom(8)))
    taken = [raw for raw in seen if takes(raw)]
    assert taken == [raw for raw in seen if rfc9496.is_point(raw) and raw != IDENTITY]
    assert 150 <= len(taken) < len(seen)


@pytest.mark.skipif(not ctypes.util.find_library("decaf"), reason="libdecaf is not installed")
def test_the_gate_takes_what_libdecaf_takes_and_nothing_else() -> None:
    decaf = ctypes.CDLL(ctypes.util.find_library("decaf"))
    room = ctypes.create_string_buffer(1024)
    seen = strings(random.Random(os.urandom(8)))
    # decaf_255_point_decode(point, bytes, allow_identity): DECAF_SUCCESS is all ones
    theirs = [raw for raw in seen if decaf.decaf_255_point_decode(room, raw, 0) == -1]
    assert [raw for raw in seen if takes(raw)] == theirs


def test_a_scalar_has_one_encoding() -> None:
    assert scalar(scalar_bytes(L - 1)) == L - 1
    assert scalar_bytes(-1) == scalar_bytes(L - 1)
    for raw in (L.to_bytes(32, "little"), b"\xff" * 32, bytes(31), bytes(33)):
        with pytest.raises(Refused, match="标量"):
            scalar(raw)


def test_the_group_keeps_its_laws_where_the_library_would_refuse() -> None:
    a, b = random_scalar(), random_scalar()
    assert add(base(a), base(b)) == base(a + b)
    assert sub(base(a), base(a)) == IDENTITY == mul(0, GENERATOR) == base(L) == mul(3, IDENTITY)
    assert add(base(a), base(-a)) == IDENTITY == total([])
    assert mul(a, base(b)) == mul(b, base(a)) == base(a * b)
    assert total([base(1), base(2), base(3)]) == base(6)


# 散列与签名


def test_parts_of_a_hash_do_not_run_together() -> None:
    lists = [(b"ab",), (b"a", b"b"), (b"", b"ab"), (b"ab", b""), ()]
    assert len({hashes.digest("x", *parts) for parts in lists}) == len(lists)
    assert hashes.digest("x", b"y") != hashes.digest("y", b"x")
    assert 0 <= hashes.H("x") < L
    assert takes(hashes.P("x"))


def test_a_signature_is_of_one_key_one_label_and_one_text() -> None:
    seed = bytes(range(32))
    key, sig = hashes.key_of(seed), hashes.sign(seed, "close", b"a", b"b")
    assert hashes.is_signed(sig, key, "close", b"a", b"b")
    assert not hashes.is_signed(sig, key, "seal", b"a", b"b")
    assert not hashes.is_signed(sig, key, "close", b"ab")
    assert not hashes.is_signed(sig, hashes.key_of(bytes(32)), "close", b"a", b"b")
    assert not hashes.is_signed(sig[:63], key, "close", b"a", b"b")
    assert not hashes.is_signed(sig, bytes(32), "close", b"a", b"b")


@pytest.mark.parametrize("text", ["AB", "a", "zz", "ab ", "0xab", 7, None, ["ab"]])
def test_hex_is_lower_case_and_nothing_else(text: object) -> None:
    with pytest.raises(Refused):
        hashes.unhex(text)
    assert hashes.unhex("ab", 1) == b"\xab"
    with pytest.raises(Refused):
        hashes.unhex("ab", 2)


# 规范 JSON

VALUES = st.recursive(
    st.booleans() | st.integers(-canonical.MOST, canonical.MOST) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_what_is_written_is_read_back(value: canonical.Value) -> None:
    raw = canonical.dump(value)
    assert canonical.load(raw) == value
    assert raw == canonical.dump(canonical.load(raw))


def test_it_is_written_in_one_way() -> None:
    value = {"乙": [1, True], "a": "中文\n\u2028/", "😀": "", "\uffff": 0}
    assert canonical.dump(value).decode() == (
        '{"a":"中文\\n\u2028/","乙":[1,true],"\uffff":0,"😀":""}'  # by code point, not by UTF-16
    )


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b"null",
        b"[null]",
        b"9007199254740992",
        b'"\\u4e2d"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b'\xef\xbb\xbf"a"',
        b'"a"\n',
        b"",
        b"[" * 100_000,
        b"1" * 5000,
    ],
    ids=repr,
)
def test_every_other_way_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        canonical.load(raw)


# 口令词


def test_the_words_are_256_of_two_characters() -> None:
    assert len(words.WORDS) == len(set(words.WORDS)) == 256
    assert {len(word) for word in words.WORDS} == {2}


def test_eight_bytes_are_eight_words() -> None:
    assert words.aloud(bytes([0, 1, 2, 15, 16, 253, 254, 255, 9])) == (
        "苹果 香蕉 葡萄 菠菜 豆腐 水晶 煤炭 石油"
    )

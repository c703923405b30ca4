"""The ballot protocol in a browser: over two libraries, and as Python has it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from zhijia.ballots.client.scripts import NOBLE, PROTOCOL, SODIUM, text
from zhijia.ballots.crypto import canonical, hashes, words
from zhijia.ballots.crypto.ballots import Ballot, Election, check
from zhijia.ballots.crypto.contests import Contest
from zhijia.ballots.crypto.fields import Fields
from zhijia.ballots.crypto.group import base, scalar_bytes
from zhijia.ballots.crypto.layout import lay_out

MANIFEST = {
    "contests": [
        {
            "choices": [{"id": f"c{n}", "name": f"候选人{n}"} for n in range(3)],
            "id": "w",
            "kind": "votes",
            "seats": 2,
            "slots": 1,
            "title": "委员",
        },
        {
            "choices": [{"id": "p", "name": "某某"}],
            "grades": ["优秀", "称职", "不称职"],
            "id": "e",
            "kind": "grades",
            "title": "评议",
        },
        {
            "choices": [{"id": "m1", "name": "甲"}, {"id": "m2", "name": "乙"}],
            "id": "k",
            "kind": "marks",
            "seats": 1,
            "slots": 1,
            "title": "主席",
        },
    ],
    "id": "00000000-0000-4000-8000-000000000000",
    "protocol": "zhijia-ballot/1",
}
RAW = canonical.dump(MANIFEST)
SECRET = 123456789
CODE = "0123456789ABCDEFGHJKMNPQRS"
# 赞成 c0, 不赞成 c1 with a write-in for it, 称职, and a write-in alone for the chair.
VOTES = [1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1]
WRITES = ["m-7", "m-9"]
# An election over each library, `both.sodium` and `both.noble`, each {s, e}.
OPEN = """async ([manifest, h]) => {
  const made = { sodium: zj.suite(await zj.overSodium()), noble: zj.suite(zj.overNoble()) };
  window.both = {};
  for (const [name, s] of Object.entries(made)) {
    window.both[name] = { s, e: zj.election(s, zj.unhex(manifest), h) };
  }
  window.credSeed = zj.codeSeed(made.sodium, CODE, both.noble.e.manifest.id);
}"""
LIBRARIES = ["sodium", "noble"]


@pytest.fixture
def lab(page: Page) -> Page:
    """A blank page with the protocol over both libraries and one election open."""
    for name in (SODIUM, NOBLE, *PROTOCOL):
        page.add_script_tag(content=text(name).decode())
    page.evaluate(f"window.CODE = {json.dumps(CODE)}")
    page.evaluate(OPEN, [RAW.hex(), base(SECRET).hex()])
    return page


def made(lab: Page, library: str, votes: list[int], writes: list[str]) -> str:
    """Make a ballot; return its bytes in hex, or what was refused."""
    return lab.evaluate(
        """([library, votes, writes]) => {
          const { s, e } = both[library];
          try {
            return zj.hex(zj.makeBallot(s, e, credSeed, votes, writes).bytes);
          } catch (wrong) {
            if (!(wrong instanceof zj.Refusal)) throw wrong;
            return wrong.message;
          }
        }""",
        [library, votes, writes],
    )


def judged(lab: Page, library: str, ballot: str) -> str:
    """Check a ballot; return its tracker or what is wrong with it."""
    return lab.evaluate(
        """([library, ballot]) => {
          const { s, e } = both[library];
          try {
            return zj.checkedBallot(s, e, zj.unhex(ballot)).tracker;
          } catch (wrong) {
            if (!(wrong instanceof zj.Refusal)) throw wrong;
            return `refused: ${wrong.message}`;
          }
        }""",
        [library, ballot],
    )


@pytest.mark.parametrize(("maker", "checker"), [LIBRARIES, LIBRARIES[::-1]])
def test_a_ballot_made_over_one_library_holds_over_the_other(
    lab: Page, maker: str, checker: str
) -> None:
    ballot = made(lab, maker, VOTES, WRITES)
    assert len(judged(lab, checker, ballot)) == 19
    assert len(judged(lab, maker, made(lab, checker, [0] * 13, ["", ""]))) == 19


# Valid rows of every kind: nothing, all, write-ins used, a flag without a name, the last of each.
ROWS = [
    ([0] * 13, ["", ""]),
    (VOTES, WRITES),
    ([1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0], ["m-1", ""]),
    ([0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0], ["", ""]),
    ([1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0], ["", ""]),
]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(("votes", "writes"), ROWS)
def test_every_ballot_holds_in_python(
    lab: Page, library: str, votes: list[int], writes: list[str]
) -> None:
    contests = [Contest.read(Fields(one, "项目")) for one in MANIFEST["contests"]]
    election = Election(hashes.h32("manifest", RAW), base(SECRET), lay_out(tuple(contests)))
    check(election, Ballot.read(election, bytes.fromhex(made(lab, library, votes, writes))))


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_was_made_ready_piece_by_piece_serves_one_ballot(lab: Page, library: str) -> None:
    told = lab.evaluate(
        """([library, votes, writes]) => {
          const { s, e } = both[library];
          const ready = zj.readyBallot(s, e);
          let pieces = 1;
          while (ready.go()) pieces += 1;
          const first = zj.makeBallot(s, e, credSeed, votes, writes, ready);
          let said = "";
          try {
            zj.makeBallot(s, e, credSeed, votes, writes, ready);
          } catch (wrong) {
            said = wrong.message;
          }
          const [one, other] = [zj.readyBallot(s, e), zj.readyBallot(s, e)];
          // A ballot that is void takes nothing.
          try {
            zj.makeBallot(s, e, credSeed, [1, 1, ...votes.slice(2)], writes, one);
          } catch (wrong) {
            if (!(wrong instanceof zj.Refusal)) throw wrong;
          }
          const more = [one, other].map((it) => zj.makeBallot(s, e, credSeed, votes, writes, it));
          const at = 32 + 64 * 15; // where the first proof begins
          const nonces = [first, ...more].map(({ bytes }) => zj.hex(bytes.slice(at, at + 32)));
          const holds = zj.checkedBallot(s, e, first.bytes).tracker === first.tracker;
          return [pieces, holds, said, ready.go(), nonces];
        }""",
        [library, VOTES, WRITES],
    )
    assert told[0] > 60
    assert told[1:4] == [True, "what was made ready serves one ballot", False]
    assert len(set(told[4])) == 3


def test_a_ballot_with_any_part_touched_is_refused_over_both(lab: Page) -> None:
    ballot = bytes.fromhex(made(lab, "sodium", VOTES, WRITES))
    for at in range(5, len(ballot), 331):
        touched = bytes([*ballot[:at], ballot[at] ^ 1, *ballot[at + 1 :]])
        for library in LIBRARIES:
            assert judged(lab, library, touched.hex()).startswith("refused"), at
    assert judged(lab, "noble", ballot[:-1].hex()) == "refused: wrong length"


@pytest.mark.parametrize(
    ("cells", "writes"),
    [
        ({0: 1, 1: 1}, ["", ""]),
        ({0: 1, 2: 1, 4: 1}, ["", ""]),
        ({6: 1}, ["m-7", ""]),
        ({1: 1}, ["m-7", ""]),
        ({7: 1, 8: 1}, ["", ""]),
        ({10: 1, 12: 1}, ["", "m-7"]),
    ],
    ids=["yes and no", "three of two", "no 不赞成", "no flag", "two grades", "one too many"],
)
def test_a_void_ballot_cannot_be_made(lab: Page, cells: dict[int, int], writes: list[str]) -> None:
    votes = [cells.get(i, 0) for i in range(13)]
    for library in LIBRARIES:
        assert made(lab, library, votes, writes) == "such a ballot would be void"


def test_an_opened_ballot_comes_to_its_tracker_over_the_other_library(lab: Page) -> None:
    told: list[Any] = lab.evaluate(
        """([votes, writes]) => {
          const [one, other] = [both.sodium, both.noble];
          const ballot = zj.makeBallot(one.s, one.e, credSeed, votes, writes);
          const opened = zj.opening(ballot, votes, writes);
          const changed = { ...opened, votes: [0, ...votes.slice(1)] };
          return [opened.tracker, zj.openedTracker(other.s, other.e, opened),
            zj.openedTracker(other.s, other.e, changed)];
        }""",
        [VOTES, WRITES],
    )
    assert told[0] == told[1] != told[2]


def test_hashes_points_keys_and_signatures_are_those_of_python(lab: Page) -> None:
    for library in LIBRARIES:
        told = lab.evaluate(
            """(library) => {
              const { s, e } = both[library];
              const x = s.number(123456789n);
              return [zj.hex(s.hash("a", zj.utf8("甲"), new Uint8Array())), zj.hex(e.eid),
                zj.hex(s.bytes(s.P("member", e.eid, zj.utf8("m-7")))),
                zj.hex(s.scalarBytes(s.H("b", zj.u16(7)))), zj.hex(s.bytes(s.base(x))),
                zj.hex(s.publicOf(new Uint8Array(32))),
                zj.hex(s.sign(new Uint8Array(32), "close", zj.u64(5)))];
            }""",
            library,
        )
        eid = hashes.h32("manifest", RAW)
        assert told == [
            hashes.digest("a", "甲".encode(), b"").hex(),
            eid.hex(),
            hashes.P("member", eid, b"m-7").hex(),
            scalar_bytes(hashes.H("b", hashes.u16(7))).hex(),
            base(SECRET).hex(),
            hashes.key_of(bytes(32)).hex(),
            hashes.sign(bytes(32), "close", hashes.u64(5)).hex(),
        ]


@pytest.mark.parametrize(
    "raw",
    [
        *("{}", '{"a":1,"b":[true,"甲\\n"]}', '{"￿":1,"😀":2}', '"\\u001f"', "[]"),
        *('{"b":1,"a":1}', '{"a":1,"a":1}', "[1.0]", "[null]", "[ ]", '"\\u4e00"', "[1e3]"),
        *("[-0]", "[9007199254740993]", '"\\ud800"', "[1,]", "", "01", '{"😀":2,"￿":1}', "NaN"),
        *("﻿[]", '"\\/"', "[9007199254740991]", "-1"),
    ],
)
def test_canonical_json_is_read_as_python_reads_it(lab: Page, raw: str) -> None:
    try:
        canonical.load(raw.encode())
    except canonical.Refused:
        expected = False
    else:
        expected = True
    assert expected == lab.evaluate(
        "(raw) => { try { zj.read(zj.utf8(raw)); return true; } catch (wrong) {"
        " if (!(wrong instanceof zj.Refusal)) throw wrong; return false; } }",
        raw,
    )


def test_the_words_to_read_aloud_are_the_same(lab: Page) -> None:
    assert lab.evaluate("zj.WORDS") == list(words.WORDS)


def test_a_code_is_taken_however_it_was_typed(lab: Page) -> None:
    meant = lab.evaluate("zj.cleanCode(' oi23-4567 89ab cdef ghjk mnpq rs ')")
    assert meant == CODE
    with pytest.raises(Exception, match="not a code"):
        lab.evaluate("zj.cleanCode('0123')")


@pytest.mark.parametrize(
    "raw",
    [
        bytes(32),
        bytes(31),
        bytes([0] * 31 + [128]),
        b"\xff" * 32,
        bytes([1, *[0] * 31]),
        bytes([*base(3)[:31], base(3)[31] | 128]),
    ],
    ids=["identity", "short", "top bit", "above p", "odd", "a point with the top bit"],
)
def test_the_one_gate_refuses_what_is_no_point(lab: Page, raw: bytes) -> None:
    for library in LIBRARIES:
        refused = lab.evaluate(
            """([library, raw]) => {
              try { both[library].s.point(zj.unhex(raw)); return false; }
              catch (wrong) { return wrong instanceof zj.Refusal; }
            }""",
            [library, raw.hex()],
        )
        assert refused

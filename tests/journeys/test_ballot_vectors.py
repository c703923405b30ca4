"""The browser comes to the same bytes as Python: tests/ballots/vectors/election.json."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from zhijia.ballots.client.scripts import NOBLE, PROTOCOL, SODIUM, text
from zhijia.ballots.client.single import BOARD

FILE = Path(__file__).parents[1] / "ballots/vectors/election.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
LIBRARIES = ["sodium", "noble"]
BEGIN = """async ([given, library]) => {
  window.v = given;
  window.s = zj.suite(library === "sodium" ? await zj.overSodium() : zj.overNoble());
  window.e = zj.election(s, zj.utf8(v.manifest.raw), v.ceremony.h);
  window.tried = (act) => {
    try {
      return act();
    } catch (wrong) {
      if (!(wrong instanceof zj.Refusal)) throw wrong;
      return `refused: ${wrong.message}`;
    }
  };
}"""


@pytest.fixture(params=LIBRARIES)
def lab(page: Page, request: pytest.FixtureRequest) -> Page:
    """A blank page with the protocol over one library, and the vectors."""
    for name in (SODIUM, NOBLE, *PROTOCOL, *BOARD):
        page.add_script_tag(content=text(name).decode())
    page.evaluate(BEGIN, [VECTORS, request.param])
    return page


def test_hashes_signatures_trees_and_codes(lab: Page) -> None:
    told = lab.evaluate(
        """() => {
          const p = v.primitives, un = zj.unhex, hex = zj.hex;
          return {
            hash: p.hash.map((one) => {
              const parts = one.parts.map((x) => un(x));
              const [H, P] = [s.H(one.label, ...parts), s.P(one.label, ...parts)];
              return [hex(s.hash(one.label, ...parts)), hex(s.scalarBytes(H)), hex(s.bytes(P))];
            }),
            sig: hex(s.sign(un(p.sign.seed), p.sign.label, ...p.sign.parts.map((x) => un(x)))),
            key: hex(s.publicOf(un(p.sign.seed))),
            roots: p.merkle.map((one) => zj.root(s, one.items.map((x) => un(x)))),
            tracker: zj.trackerText(p.tracker.raw),
            seeds: ["credential", "scrutineer", "desk"].map((kind) =>
              hex(zj.codeSeed(s, p.credential.code, p.credential.id, `${kind}/`))),
            eid: hex(e.eid), size: zj.ballotSize(e.plan),
            members: Object.keys(v.manifest.members).map((id) => hex(s.bytes(zj.member(s, e, id)))),
            good: p.canonical.good.map((x) => tried(() => zj.read(zj.utf8(x)) !== undefined)),
            bad: p.canonical.bad.map((x) => tried(() => zj.read(zj.utf8(x)) !== undefined)),
          };
        }"""
    )
    p, m = VECTORS["primitives"], VECTORS["manifest"]
    assert told["hash"] == [[one["hash"], one["H"], one["P"]] for one in p["hash"]]
    assert (told["sig"], told["key"]) == (p["sign"]["sig"], p["sign"]["key"])
    assert told["roots"] == [one["root"] for one in p["merkle"]]
    assert told["tracker"] == p["tracker"]["text"]
    credential = p["credential"]
    assert told["seeds"] == [credential[kind] for kind in ("credential", "scrutineer", "desk")]
    assert (told["eid"], told["size"]) == (m["eid"], m["layout"]["size"])
    assert told["members"] == list(m["members"].values())
    assert all(one is True for one in told["good"])
    assert all(str(one).startswith("refused") for one in told["bad"])


def test_ballots_are_read_and_ciphertexts_made_to_the_byte(lab: Page) -> None:
    told = lab.evaluate(
        """() => v.ballots.map((one) => {
          const raw = zj.unhex(one.raw);
          const read = zj.checkedBallot(s, e, raw);
          const made = zj.encrypt(s, e, zj.unhex(one.seed), one.votes, one.writes);
          const own = [...made.cells, ...made.slots].flat().map((P) => zj.hex(s.bytes(P))).join("");
          return [zj.hex(read.cred), read.tracker, own === zj.hex(read.texts)];
        })"""
    )
    assert told == [[one["cred"], one["tracker"], True] for one in VECTORS["ballots"]]


def test_each_bad_ballot_is_refused(lab: Page) -> None:
    told = lab.evaluate(
        "() => v.bad.map((one) => tried(() => zj.checkedBallot(s, e, zj.unhex(one.raw)).tracker))"
    )
    assert all(str(one).startswith("refused") for one in told)


def test_the_ceremony_comes_to_the_key_and_partials_open_the_sums(lab: Page) -> None:
    told = lab.evaluate(
        """() => {
          const c = v.ceremony, all = zj.ceremony(s, e.manifest, e.eid);
          for (const raw of c.messages) all.take(zj.utf8(raw));
          all.finish();
          const point = (text, at) => s.point(zj.unhex(text.slice(64 * at, 64 * at + 64)));
          const shares = all.shares(), parts = c.partials.map((raw) => zj.read(zj.utf8(raw)));
          const lambdas = zj.lagrange(s, parts.map((one) => one.holder));
          const find = zj.logarithms(s, 5);
          const cells = c.work.sums.map((text, i) => {
            const [A, B] = [point(text, 0), point(text, 1)];
            const D = parts.map((one) => zj.checkedPartial(
              s, e, one.holder, shares[one.holder - 1], A, zj.unhex(one.sums[i], 96), "sum", i));
            return find(zj.opened(s, B, lambdas, D));
          });
          return [zj.hex(all.transcript()), all.words().join(" "), zj.hex(s.bytes(all.h())),
            shares.map((X) => zj.hex(s.bytes(X))), cells];
        }"""
    )
    c = VECTORS["ceremony"]
    assert told[:3] == [c["transcript"], c["words"], c["h"]]
    assert told[3:] == [list(c["shares"].values()), c["cells"]]

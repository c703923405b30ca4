"""Writes election.json: `python -m tests.ballots.vectors.write`. Sealed boxes are new each time."""

import json
from pathlib import Path
from typing import Any

from tests.ballots import elections as made
from zhijia.ballots.crypto import canonical, credentials, hashes, merkle, partials, trackers, words
from zhijia.ballots.crypto.ballots import BadBallot, Ballot, check, tracker_of
from zhijia.ballots.crypto.elgamal import member_point, randomness, sum_of
from zhijia.ballots.crypto.group import L, Refused, scalar_bytes

FILE = Path(__file__).with_name("election.json")

CHOICES = [
    ((0, 3, 4, 7, 10, 12, 15, 16), ("m1", "m2", "")),
    ((0, 1, 4, 6, 9, 12, 14, 17), ("", "", "")),
    ((), ("", "", "")),
    ((3, 5, 7, 10, 11, 13, 18), ("", "m3", "m5")),
    ((2, 5, 9, 13, 15, 16), ("", "", "")),
]


def ballots() -> list[bytes]:
    return [made.ballot(n, made.votes(*on), writes) for n, (on, writes) in enumerate(CHOICES)]


def primitives() -> dict[str, Any]:
    seed, code = made.seed("x"), made.code("voter 0")
    return {
        "hash": [
            {"label": label, "parts": [p.hex() for p in parts], "hash": h.hex(), "H": n, "P": p_}
            for label, parts in (("x", []), ("x", [b""]), ("y", [b"ab", b"c"]))
            for h, n, p_ in [
                (
                    hashes.digest(label, *parts),
                    scalar_bytes(hashes.H(label, *parts)).hex(),
                    hashes.P(label, *parts).hex(),
                )
            ]
        ],
        "sign": {
            "seed": seed.hex(),
            "key": hashes.key_of(seed).hex(),
            "label": "close",
            "parts": ["6162", ""],
            "sig": hashes.sign(seed, "close", b"ab", b"").hex(),
        },
        "canonical": {
            "good": [
                canonical.dump(value).decode()
                for value in ({"乙": [1, True], "a": "中\n\u2028/\u0001", "😀": "", "\uffff": 0},)
            ],
            "bad": [
                *('{"a": 1}', '{"b":1,"a":1}', '{"a":1,"a":1}', "1.0", "-0", "null"),
                *("9007199254740992", '"\\u4e2d"', '"\\/"', '"\\ud800"'),
            ],
        },
        "words": words.aloud(bytes(range(0, 256, 32))),
        "alphabet": " ".join(words.WORDS),
        "tracker": {"raw": seed[:10].hex(), "text": trackers.shown(seed[:10])},
        "credential": {
            "code": credentials.shown(code),
            "id": made.ID,
            **{kind: credentials.seed_of(code, kind, made.ID).hex() for kind in credentials.KINDS},
            "key": credentials.key_of_code(code, "credential", made.ID).hex(),
        },
        "merkle": [
            {
                "items": [f"{i:02x}" for i in range(n)],
                "root": merkle.root(bytes([i]) for i in range(n)).hex(),
            }
            for n in range(6)
        ],
    }


def election() -> dict[str, Any]:
    found, layout = made.manifest(), made.manifest().layout
    return {
        "raw": found.raw.decode(),
        "eid": found.eid.hex(),
        "roster": made.ROSTER,
        "members": {one["id"]: member_point(found.eid, one["id"]).hex() for one in made.ROSTER},
        "layout": {
            "size": layout.size,
            "cells": [cell.kind for cell in layout.cells],
            "slots": [slot.flag for slot in layout.slots],
            "sums": [
                {"plus": one.plus, "minus": one.minus, "most": one.most} for one in layout.sums
            ],
        },
    }


def cast() -> list[dict[str, Any]]:
    rows = []
    for n, (raw, (on, writes)) in enumerate(zip(ballots(), CHOICES, strict=True)):
        found = Ballot.read(made.election(), raw)
        seed = made.seed("ballot", str(n))
        rows.append(
            {
                "code": made.code(f"voter {n}"),
                "cred": found.cred.hex(),
                "votes": made.votes(*on),
                "writes": writes,
                "seed": seed.hex(),
                "nonces": f"b{n}",
                "r_0": scalar_bytes(randomness(made.election().eid, seed, 0)).hex(),
                "raw": raw.hex(),
                "tracker": trackers.shown(
                    tracker_of(made.election(), found.cred, found.ciphertexts)
                ),
            }
        )
    return rows


def bad() -> list[dict[str, Any]]:
    """Return ballots that are not taken, each with its check."""
    raw, of = ballots()[0], made.election()
    signed = lambda body: body + hashes.sign(made.voter(0), "ballot", of.eid, body)  # noqa: E731
    cells, proofs = 32, 32 + 64 * 22
    c = int.from_bytes(raw[proofs + 128 : proofs + 160], "little")
    bent = {
        "one byte short": raw[:-1],
        "one byte more": raw + b"\0",
        "top bit of a point": raw[:63] + bytes([raw[63] | 0x80]) + raw[64:],
        "identity": raw[:cells] + bytes(32) + raw[cells + 32 :],
        "signature": raw[:-1] + bytes([raw[-1] ^ 1]),
        "copied by another": hashes.key_of(made.voter(1)) + raw[32:],
        "a scalar beyond L": signed(
            raw[: proofs + 128] + (c + L).to_bytes(32, "little") + raw[proofs + 160 : -64]
        ),
        "proofs swapped": signed(
            raw[:proofs]
            + raw[proofs + 224 : proofs + 448]
            + raw[proofs : proofs + 224]
            + raw[proofs + 448 : -64]
        ),
    }
    rows = []
    for name, one in bent.items():
        try:
            check(of, Ballot.read(of, one))
        except BadBallot as error:
            rows.append({"name": name, "raw": one.hex(), "check": error.check})
        else:
            raise Refused(f"{name} is taken")
    return rows


def ceremony() -> dict[str, Any]:
    found = made.held()
    cells = [Ballot.read(found.election, raw) for raw in ballots()]
    work = partials.Work(
        [sum_of(one.cells[n] for one in cells) for n in range(19)],
        {
            contest: [one.slots[n] for one in cells for n in numbers]
            for contest, numbers in (("marks", (0,)), ("votes", (1, 2)))
        },
    )
    eid = found.manifest.eid
    return {
        "messages": [raw.decode() for raw in found.ceremony.raws],
        "transcript": found.ceremony.transcript.hex(),
        "words": found.holders[0].words(found.ceremony),
        "h": found.ceremony.h.hex(),
        "shares": {str(i): X.hex() for i, X in found.ceremony.public_shares.items()},
        "secrets": [
            {
                "sign": one.sign_seed.hex(),
                "box": one.box_seed.hex(),
                "x": scalar_bytes(one.x).hex(),
            }
            for one in found.holders
        ],
        # The slots of the ballots above, not mixed, so that the sums and points can be compared.
        "work": {
            "sums": [a.hex() + b.hex() for a, b in work.sums],
            "slots": {k: [a.hex() + b.hex() for a, b in v] for k, v in work.slots.items()},
        },
        "partials": [
            partials.payload(eid, one.index, one.x, one.sign_seed, work).decode()
            for one in found.holders[:2]
        ],
        "cells": [sum(made.votes(*on)[n] for on, _ in CHOICES) for n in range(19)],
    }


if __name__ == "__main__":
    whole = {
        "primitives": primitives(),
        "manifest": election(),
        "ceremony": ceremony(),
        "ballots": cast(),
        "bad": bad(),
    }
    FILE.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")

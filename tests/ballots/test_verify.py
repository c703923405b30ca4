"""The verifier over whole archives: what it says yes to, and how it says no."""

import itertools
import secrets
from pathlib import Path
from typing import Any

import pytest

from zhijia.ballots.crypto import ballots, board, statements
from zhijia.ballots.crypto.canonical import dump, load_object
from zhijia.ballots.crypto.hashes import key_of, sign
from zhijia.ballots.crypto.layout import CIPHERTEXT
from zhijia.ballots.crypto.merkle import root
from zhijia.ballots.rehearsal.electing import Rehearsal
from zhijia.ballots.rehearsal.invented import Asked
from zhijia.ballots.verify import archive, decaf, rolls, twins
from zhijia.ballots.verify.checks import CHECKS
from zhijia.ballots.verify.verifier import verify

from .archives import around, board_in, chained, checked, files_of, held, rehearsed, with_board

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rehearsal, Files]:
    one, folder = rehearsed(), tmp_path_factory.mktemp("small") / "archive"
    one.write(folder)
    return one, files_of(folder)


@pytest.fixture(scope="module")
def files(made: tuple[Rehearsal, Files]) -> Files:
    return made[1]


@pytest.fixture(scope="module")
def bare() -> Rehearsal:
    """Return people, keys and an election whose board is still empty."""
    return rehearsed(Asked(voters=6, candidates=2, seats=1, write_ins=1))


def cast(one: Rehearsal, voter: int, of: "ballots.Election | None" = None) -> bytes:
    fresh, (votes, writes) = secrets.token_bytes(32), one.choice()
    return ballots.make(of or one.election, one.people.voters[voter], votes, writes, fresh)


@pytest.mark.parametrize("is_fast", [False, True])
@pytest.mark.parametrize(
    "asked",
    [
        Asked(voters=9, candidates=2, seats=1, write_ins=1, paper=2),
        Asked(voters=12, candidates=3, seats=2, paper=6),
        Asked(voters=7, candidates=3, seats=2, write_ins=2, kind="marks"),
        Asked(voters=6, candidates=1, seats=1, paper=6),
        Asked(voters=5, candidates=1, seats=1),
    ],
    ids=["desk", "paper apart", "marks", "paper alone", "smallest"],
)
def test_an_honest_archive_is_verified(tmp_path: Path, asked: Asked, is_fast: bool) -> None:
    rehearsed(asked).write(tmp_path / "a")
    verdict = verify(tmp_path / "a", is_fast=is_fast)
    assert verdict.findings.reasons == {}
    assert verdict.is_verified
    assert verdict.is_opened


def test_both_ways_of_checking_find_the_same_numbers(tmp_path: Path, files: Files) -> None:
    one, other = (checked(tmp_path / "a", files, is_fast=fast) for fast in (False, True))
    assert (one.cells, one.writes, one.head) == (other.cells, other.writes, other.head)
    assert one.electronic == 7
    assert one.keyed_in == 2


def test_fewer_than_m_ballots_stay_closed_and_that_is_verified(
    tmp_path: Path, bare: Rehearsal
) -> None:
    rows = [(board.BALLOT, cast(bare, n)) for n in range(4)]
    verdict = checked(tmp_path / "a", around(bare, held(bare, rows)))
    assert verdict.is_verified
    assert not verdict.is_opened
    assert verdict.cells == []


def test_enough_ballots_must_be_opened(tmp_path: Path, bare: Rehearsal) -> None:
    rows = [(board.BALLOT, cast(bare, n)) for n in range(5)]
    verdict = checked(tmp_path / "a", around(bare, held(bare, rows)))
    assert set(verdict.findings.reasons) == {"enough"}
    assert not verdict.is_verified


def test_what_somebody_was_told_is_compared(tmp_path: Path, files: Files) -> None:
    verdict = checked(tmp_path / "a", files)
    assert verdict.manifest is not None
    right = verify(tmp_path / "a", eid=verdict.manifest.eid, head=verdict.head, is_fast=True)
    assert right.is_verified
    assert right.given == {"eid", "head"}
    assert set(verify(tmp_path / "a", eid=bytes(32)).findings.reasons) == {"manifest"}
    wrong = verify(tmp_path / "a", head=bytes(32), is_fast=True)
    assert set(wrong.findings.reasons) == {"head"}
    assert not wrong.is_verified


@pytest.mark.parametrize("name", archive.FILES)
def test_a_missing_a_shortened_and_an_added_file_are_found(
    tmp_path: Path, files: Files, name: str
) -> None:
    missing = {other: raw for other, raw in files.items() if other != name}
    assert set(checked(tmp_path / "a", missing).findings.reasons) == {"files"}
    assert set(checked(tmp_path / "a", {**files, "x": b""}).findings.reasons) == {"files"}
    for raw in (files[name][:-1], files[name] + b"\n", files[name] + b" "):
        if raw != files[name]:
            verdict = checked(tmp_path / "a", {**files, name: raw})
            assert not verdict.is_verified
            assert verdict.findings.reasons


def test_a_link_to_a_file_is_no_file(tmp_path: Path, files: Files) -> None:
    checked(tmp_path / "a", files)
    (tmp_path / "a" / archive.ROSTER).rename(tmp_path / "roster")
    (tmp_path / "a" / archive.ROSTER).symlink_to(tmp_path / "roster")
    assert set(verify(tmp_path / "a").findings.reasons) == {"files"}


def test_lines_left_out_doubled_or_exchanged_break_the_chain(tmp_path: Path, files: Files) -> None:
    lines = files[archive.BOARD].splitlines(keepends=True)
    for n in range(len(lines) - 1):
        for changed in (
            lines[:n] + lines[n + 1 :],
            [*lines[: n + 1], *lines[n:]],
            [*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]],
        ):
            verdict = checked(tmp_path / "a", {**files, archive.BOARD: b"".join(changed)})
            assert {"chain", "order", "listed"} & set(verdict.findings.reasons)
            assert not verdict.is_verified


# Not the roster: whom a rehearsal invents is the same each time.
@pytest.mark.parametrize("name", sorted({*archive.FILES} - {archive.ROSTER}))
def test_a_file_of_another_election_is_found(tmp_path: Path, files: Files, name: str) -> None:
    rehearsed().write(tmp_path / "other")
    other = (tmp_path / "other" / name).read_bytes()
    verdict = checked(tmp_path / "a", {**files, name: other})
    assert other != files[name]
    assert verdict.findings.reasons
    assert not verdict.is_verified


def test_kinds_unknown_or_out_of_order_are_named(tmp_path: Path, files: Files) -> None:
    rows = [(entry.kind, entry.payload) for entry in board_in(files)]
    eid = checked(tmp_path / "a", files).manifest
    assert eid is not None
    for changed in (
        [*rows, ("letter", b"{}")],
        [*rows, rows[-1]],
        rows[1:],
        sorted(rows, key=lambda row: row[0] != board.CLOSED),
    ):
        verdict = checked(tmp_path / "a", with_board(files, chained(eid.eid, changed)))
        assert "order" in verdict.findings.reasons


def change(files: Files, eid: bytes, kind: str, **changed: Any) -> Files:
    """Change fields of the last entry of a kind and chain anew, signing nothing."""
    rows = [(entry.kind, entry.payload) for entry in board_in(files)]
    n = max(at for at, row in enumerate(rows) if row[0] == kind)
    rows[n] = kind, dump({**load_object(rows[n][1]), **changed})
    return with_board(files, chained(eid, rows))


@pytest.mark.parametrize(
    ("kind", "changed", "check"),
    [
        ("open", {"h": "11" * 32}, "ceremony"),
        ("spoiled", {"tracker": "00" * 10}, "spoiled"),
        ("spoiled", {"votes": []}, "spoiled"),
        ("spoiled", {"votes": [True] * 5}, "spoiled"),
        ("revoked", {"reason": "别的"}, "revoked"),
        ("closed", {"seq": 1}, "closed"),
        ("paper", {"valid": 1}, "paper"),
        ("sealed", {"ballots": 8}, "sealed"),
        ("mixed", {"holder": 1}, "mixed"),
        ("partial", {"sums": []}, "partial"),
        ("result", {"ballots": 8}, "result"),
        ("result", {"cells": [9, 0, 0, 0, 0]}, "result"),
        ("result", {"cells": []}, "result"),
        ("result", {"writes": {}}, "result"),
        ("result", {"note": "x"}, "result"),
    ],
)
def test_a_changed_statement_is_named(
    tmp_path: Path, made: tuple[Rehearsal, Files], kind: str, changed: dict[str, Any], check: str
) -> None:
    one, files = made
    verdict = checked(tmp_path / "a", change(files, one.people.manifest.eid, kind, **changed))
    assert check in verdict.findings.reasons
    assert not verdict.is_verified


@pytest.mark.parametrize("kind", ["mixed", "partial", "result", "sealed", "closed", "paper"])
def test_a_statement_left_out_or_said_twice_is_missed(
    tmp_path: Path, made: tuple[Rehearsal, Files], kind: str
) -> None:
    one, files = made
    rows = [(entry.kind, entry.payload) for entry in board_in(files)]
    n = max(at for at, row in enumerate(rows) if row[0] == kind)
    for changed in (rows[:n] + rows[n + 1 :], [*rows[: n + 1], *rows[n:]]):
        board_ = chained(one.people.manifest.eid, changed)
        verdict = checked(tmp_path / "a", with_board(files, board_))
        assert verdict.findings.reasons
        assert not verdict.is_verified


@pytest.mark.parametrize("is_fast", [False, True])
def test_ballots_that_are_none_are_named(tmp_path: Path, bare: Rehearsal, is_fast: bool) -> None:
    good = [(board.BALLOT, cast(bare, n)) for n in range(4)]
    other = rehearsed(Asked(voters=6, candidates=2, seats=1, write_ins=1))
    stranger = ballots.make(bare.election, b"s" * 32, *bare.choice(), secrets.token_bytes(32))
    body = good[0][1][:-64]
    turned = bytearray(cast(bare, 4))
    turned[40 * 32] ^= 1
    copied = key_of(bare.people.voters[4]) + body[32:]
    resigned = copied + sign(bare.people.voters[4], "ballot", bare.election.eid, copied)
    for raw, checks in [
        (cast(bare, 4, other.election), {"ballots"}),
        (stranger, {"listed", "sealed"}),
        (bytes(turned), {"ballots"}),
        (resigned, {"ballots"}),
        (good[0][1][:-1], {"ballots"}),
        (good[0][1] + b"\0", {"ballots"}),
        (b"", {"lines", "ballots", "sealed"}),
    ]:
        entries = held(bare, [*good[1:], (board.BALLOT, raw)])
        verdict = checked(tmp_path / "a", around(bare, entries), is_fast=is_fast)
        assert set(verdict.findings.reasons) == checks
        if "ballots" in checks:
            assert all(why.startswith("第 4 条") for why in verdict.findings.reasons["ballots"])


def test_a_ciphertext_that_comes_twice_is_named(tmp_path: Path, bare: Rehearsal) -> None:
    """A voter who casts the same ciphertexts again under proofs made anew."""
    chosen, seed = bare.choice(), secrets.token_bytes(32)
    made = [ballots.make(bare.election, bare.people.voters[0], *chosen, seed) for _ in range(2)]
    rows = [(board.BALLOT, raw) for raw in made]
    entries = held(bare, rows, counted=lambda n: 1)
    verdict = checked(tmp_path / "a", around(bare, entries))
    assert set(verdict.findings.reasons) == {"twins"}
    assert len(verdict.findings.reasons["twins"]) == 2


def test_a_ballot_that_was_opened_is_never_cast(tmp_path: Path, bare: Rehearsal) -> None:
    (votes, writes), fresh, seed = bare.choice(), secrets.token_bytes(32), bare.people.voters[0]
    raw = ballots.make(bare.election, seed, votes, writes, fresh)
    tracker = ballots.opened(bare.election, key_of(seed), votes, writes, fresh)
    said = {"tracker": tracker.hex(), "cred": key_of(seed).hex(), "seed": fresh.hex()}
    spoiled = board.SPOILED, dump({**said, "votes": votes, "writes": writes})
    for rows in ([spoiled, (board.BALLOT, raw)], [(board.BALLOT, raw), spoiled]):
        verdict = checked(tmp_path / "a", around(bare, held(bare, rows)))
        assert set(verdict.findings.reasons) == {"spoiled"}


def test_who_took_paper_does_not_vote_afterwards(tmp_path: Path, bare: Rehearsal) -> None:
    eid, two = bare.people.manifest.eid, bare.people.scrutineers
    struck = statements.revoked(eid, [key_of(bare.people.voters[0])], "纸质票", two)
    rows = [(board.REVOKED, dump(struck)), (board.BALLOT, cast(bare, 0))]
    entries = held(bare, rows, counted=lambda n: 0)
    assert set(checked(tmp_path / "a", around(bare, entries)).findings.reasons) == {"listed"}
    entries = held(bare, rows[::-1], counted=lambda n: 0)
    assert checked(tmp_path / "a", around(bare, entries)).findings.holds


def test_the_last_ballot_of_a_credential_counts(tmp_path: Path, bare: Rehearsal) -> None:
    rows = [(board.BALLOT, cast(bare, n)) for n in (0, 1, 0, 0)]
    verdict = checked(tmp_path / "a", around(bare, held(bare, rows, counted=lambda n: 2)))
    assert verdict.is_verified
    assert verdict.electronic == 2


def test_in_the_hall_nobody_votes_twice(tmp_path: Path) -> None:
    hall = rehearsed(Asked(voters=6, candidates=2, seats=1, is_in_hall=True))
    rows = [(board.BALLOT, cast(hall, n)) for n in (0, 1, 0)]
    entries = held(hall, rows, counted=lambda n: 2)
    verdict = checked(tmp_path / "a", around(hall, entries))
    assert verdict.findings.reasons == {"listed": ["第 3 条：凭证已经投过第 1 条"]}


@pytest.mark.skipif(not decaf.AT_HAND, reason="libdecaf0 is not installed")
@pytest.mark.parametrize("kind", ["votes", "marks"])
def test_at_once_or_one_by_one_the_same_ballots_are_right(kind: str) -> None:
    """Whatever 32 bytes of a ballot are changed and signed again: both ways say no."""
    from zhijia.ballots.verify.batch import Batch

    one = rehearsed(Asked(voters=5, candidates=2, seats=1, write_ins=1, kind=kind))
    good, seed = cast(one, 0), one.people.voters[0]
    for in_c in {False, decaf.IN_C}:
        batch = Batch(one.election, 3)
        for raw in (good, cast(one, 1), cast(one, 0)):
            batch.add(raw)
        assert batch.holds(in_c=in_c)
    for at, to in itertools.product(
        range(1, len(good) // 32 - 2), (b"\7" + bytes(31), good[32:64])
    ):
        body = good[: 32 * at] + to + good[32 * at + 32 : -64]
        if body == good[:-64]:
            continue
        raw = body + sign(seed, "ballot", one.election.eid, body)
        with pytest.raises(ValueError):  # noqa: PT011 (each says its own why)
            ballots.check(one.election, ballots.Ballot.read(one.election, raw))
        batch = Batch(one.election, 2)
        batch.add(good)
        try:
            batch.add(raw)
        except ValueError:
            continue
        assert not batch.holds()


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 6, 7, 12, 31])
def test_the_root_of_a_sorted_list_is_the_root_of_the_list(n: int) -> None:
    items = sorted(secrets.token_bytes(32) for _ in range(n))
    assert rolls.root_of_sorted(items) == root(items)


def test_a_credential_is_found_where_it_stands(tmp_path: Path) -> None:
    keys = sorted(secrets.token_bytes(32) for _ in range(50))
    path = tmp_path / "keys.txt"
    path.write_bytes(b"".join(key.hex().encode() + b"\n" for key in keys))
    with rolls.Roll(path) as roll:
        assert [roll.index(key) for key in keys] == list(range(50))
        assert roll.index(secrets.token_bytes(32)) is None
        assert list(roll.keys()) == keys
    path.write_bytes(b"")
    with rolls.Roll(path) as roll:
        assert roll.index(keys[0]) is None


def test_marks_that_come_twice_are_found_among_many(tmp_path: Path) -> None:
    found = twins.Twins(tmp_path)
    marks = [twins.mark(secrets.token_bytes(CIPHERTEXT)) for _ in range(5000)]
    for part in (marks[:2500], marks[2500:], [marks[7], marks[4000]]):
        found.take(twins.sorted_out(part))
    assert set(found.found()) == {marks[7], marks[4000]}


def test_every_check_has_a_name() -> None:
    assert len(set(CHECKS.values())) == len(CHECKS)

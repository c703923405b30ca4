"""The chain of the board, and what scrutineers sign on it."""

from typing import Any

import pytest

from zhijia.ballots.crypto import statements
from zhijia.ballots.crypto.board import Chain, Entry, Order, link
from zhijia.ballots.crypto.group import Refused
from zhijia.ballots.crypto.hashes import h32, key_of

EID = h32("manifest", b"one")
SEEDS = [bytes([n]) * 32 for n in range(3)]
LISTED = [key_of(seed) for seed in SEEDS]
WHOLE = "open ballot spoiled revoked ballot closed paper ballot sealed mixed mixed partial result"


def test_a_board_is_read_as_it_was_written() -> None:
    written, read = Chain(EID), Chain(EID)
    for kind in WHOLE.split():
        read.follow(written.append(kind, kind.encode()))
    assert (read.seq, read.head) == (13, written.head)
    assert read.order.counts["desk"] == 1
    assert read.order.counts["ballot"] == 2


def test_an_entry_changed_moved_or_of_another_election_is_not_followed() -> None:
    chain = Chain(EID)
    entry = chain.append("open", b"{}")
    for other in [
        Entry(0, "open", b"{ }", entry.hash),
        Entry(1, "open", b"{}", entry.hash),
        Entry(0, "open", b"{}", bytes(32)),
        Entry(0, "open", b"{}", link(h32("manifest", b"two"), 0, bytes(32), "open", b"{}")),
    ]:
        with pytest.raises(Refused):
            Chain(EID).follow(other)


@pytest.mark.parametrize(
    "kinds",
    [
        "ballot",
        "open open",
        "open sealed",
        "open paper",
        "open closed closed",
        "open closed spoiled",
        "open closed revoked",
        "open closed paper paper",
        "open closed ballot paper",
        "open closed mixed",
        "open closed sealed ballot",
        "open closed sealed result",
        "open closed sealed partial mixed",
        "open closed sealed partial result partial",
        "open letter",
    ],
)
def test_no_entry_stands_where_it_may_not(kinds: str) -> None:
    order = Order()
    *before, last = kinds.split()
    for kind in before:
        order.take(kind)
    with pytest.raises(Refused):
        order.take(last)


def close(seeds: list[bytes], **changed: Any) -> dict[str, Any]:
    return {**statements.closed(EID, 4, bytes(32), seeds), **changed}


def test_two_scrutineers_close_the_vote() -> None:
    statements.check_closed(EID, LISTED, 4, bytes(32), close(SEEDS[:2]))
    statements.check_closed(EID, LISTED, 4, bytes(32), close(SEEDS))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (close(SEEDS[:1]), "少于 2 人"),
        (close([SEEDS[0], SEEDS[0]]), "有重复"),
        (close([SEEDS[0], b"x" * 32]), "不是这次选举的监票人"),
        (close(SEEDS[:2], seq=5), "不是前面最后一条"),
        (close(SEEDS[:2], seq=True), "整数"),
        (close(SEEDS[:2], head="00"), "十六进制"),
        (close(SEEDS[:2], note="x"), "多出 note"),
        (close(SEEDS[:2], signatures=close(SEEDS[:2])["signatures"][::-1]), "没有按公钥排列"),
        (statements.closed(bytes(32), 4, bytes(32), SEEDS[:2]), "签名不对"),
    ],
)
def test_a_closing_that_is_not_so_is_refused(said: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        statements.check_closed(EID, LISTED, 4, bytes(32), said)


def test_the_seal_fixes_how_many_ballots_count() -> None:
    said = statements.sealed(EID, 4, bytes(32), 40, SEEDS[:2])
    assert statements.check_sealed(EID, LISTED, 4, bytes(32), said) == 40
    with pytest.raises(Refused):
        statements.check_sealed(EID, LISTED, 4, bytes(32), {**said, "ballots": 41})


def test_credentials_are_struck_by_two_with_a_reason() -> None:
    said = statements.revoked(EID, [b"b" * 32, b"a" * 32], "领取了纸质票", SEEDS[:2])
    assert statements.check_revoked(EID, LISTED, said) == [b"a" * 32, b"b" * 32]
    for changed in [{"reason": "其他"}, {"keys": said["keys"][:1]}, {"keys": said["keys"][::-1]}]:
        with pytest.raises(Refused):
            statements.check_revoked(EID, LISTED, {**said, **changed})


def test_a_count_of_paper_adds_up_and_is_signed() -> None:
    counted = {"issued": 20, "returned": 19, "valid": 18, "void": 1, "cells": [3], "writes": {}}
    said = statements.paper(EID, counted, SEEDS[:2])
    statements.check_paper(EID, LISTED, said)
    for changed in [{"valid": 17}, {"returned": 21, "valid": 20}, {"issued": 18}]:
        with pytest.raises(Refused, match="签名不对"):
            statements.check_paper(EID, LISTED, {**said, **changed})
        with pytest.raises(Refused, match="对不上"):
            statements.check_paper(
                EID, LISTED, statements.paper(EID, {**counted, **changed}, SEEDS)
            )


def test_a_holder_signs_what_they_put_on_the_board() -> None:
    said = statements.signed(EID, "mixed", SEEDS[0], {"holder": 1, "contests": {}})
    assert statements.by_holder(EID, "mixed", LISTED, said) == 1
    for keys, kind, changed in [
        (LISTED[1:], "mixed", said),
        (LISTED, "partial", said),
        (LISTED, "mixed", {**said, "holder": 2}),
        (LISTED, "mixed", {**said, "holder": 9}),
    ]:
        with pytest.raises(Refused):
            statements.by_holder(EID, kind, keys, changed)

"""An electronic vote on the server: keys, board, casting, signing, opening; what is refused."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.utils.timezone import now

from tests.ballots.conftest import EVALUATION, Election, hand_in, person
from tests.ballots.halls import TINY, WATCH, Hall, Make
from tests.ballots.halls import hall as hall
from tests.ballots.halls import small as small
from zhijia.ballots import actions, queries
from zhijia.ballots.crypto import trackers
from zhijia.ballots.crypto.ballots import Ballot as Cast_
from zhijia.ballots.crypto.ballots import tracker_of
from zhijia.ballots.crypto.canonical import dump, load_object
from zhijia.ballots.crypto.hashes import is_signed, key_of, sign, u64
from zhijia.ballots.crypto.holders import Holder
from zhijia.ballots.models import Ballot, Board, Cipher, Credential, Entry, Voter
from zhijia.ballots.verify import console
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry


def board_rows(ballot: Ballot) -> tuple[int, int, str, int]:
    """Return all that casting may change, to see that a refusal changed nothing."""
    board = Board.objects.get(ballot=ballot)
    used = Credential.objects.filter(ballot=ballot).exclude(last=None).count()
    return Entry.objects.count(), Cipher.objects.count(), board.head, used


def refused(found: Hall, raw: bytes, why: str) -> None:
    """Make sure that bytes are refused and leave nothing behind."""
    before = board_rows(found.ballot)
    with pytest.raises(Refused, match=why):
        found.cast(raw)
    assert board_rows(found.ballot) == before


# 从头到尾


def test_a_whole_election_with_write_ins(hall: Make) -> None:
    found = hall().open()
    named = queries.roster_of(found.ballot)[0]["id"]
    flag = len(found.key.layout.cells) - 2
    for n in range(4):
        found.cast(found.fill(n, 0))
    found.cast(found.fill(4, 1, flag, writes=[named]))
    found.cast(found.fill(5, flag))
    found.close()
    found.seal()
    found.mix(0)
    found.mix(2)
    found.decrypt(1)
    found.decrypt(2)
    result = queries.last_said(found.ballot, "result")
    assert result is not None
    assert (result["ballots"], result["cells"][:3]) == (6, [4, 1, 0])
    contest = found.ballot.contests.get()
    assert result["writes"][str(contest.pk)] == {"": 11, named: 1}
    kinds = [row.kind for row in queries.entries_of(found.ballot)]
    assert kinds == [
        *("open", *["ballot"] * 6, "closed", "sealed"),
        *("mixed", "mixed", "partial", "partial", "result"),
    ]
    counts = queries.counts_of(found.ballot)
    assert counts.verdict
    assert counts.counted[contest.pk].valid == 6
    assert counts.counted[contest.pk].others == {named: 1}


def test_an_evaluation_counts_the_last_ballot_of_each_credential(hall: Make) -> None:
    later = now() + timedelta(hours=1)
    found = hall(EVALUATION, way="remote", revote=True, closes_at=later, choices=("1001",)).open()
    for n in range(5):
        found.cast(found.fill(n, 0))
    first = found.fill(5, 0)
    receipt = found.cast(first)
    found.cast(found.fill(5, 2))
    assert found.cast(first) == receipt  # sent again late: the last one still counts
    with pytest.raises(Refused, match="截止时间还没有到"):
        actions.stop_casting(actor=found.desk, ballot=found.ballot, now=now())
    Ballot.objects.update(closes_at=now())
    refused(found, found.fill(6, 0), "截止时间已过")
    found.close()
    found.seal()
    found.decrypt(0)
    found.decrypt(1)
    result = queries.last_said(found.ballot, "result")
    assert result == {"ballots": 6, "cells": [5, 0, 1], "writes": {}}


# 准备


def test_nothing_is_prepared_twice_or_out_of_turn(hall: Make, cast: Cast) -> None:
    found = hall(TINY)
    with pytest.raises(Refused, match="没有电子投票"):
        actions.freeze_manifest(actor=found.desk, ballot=found.ballot)
    with pytest.raises(Refused, match="由本单位"):
        actions.begin_keys(actor=person(cast, "2001"), ballot=found.ballot)
    assert not Board.objects.exists()
    found.begin()
    with pytest.raises(Refused, match="已经开始准备"):
        found.begin()
    with pytest.raises(Refused, match="现在的步骤是“密钥保管人登记公钥”"):
        actions.freeze_manifest(actor=found.desk, ballot=found.ballot)
    found.bring_holders()
    with pytest.raises(Refused, match="现在的步骤是“资格审查组交来公钥清单”"):
        actions.freeze_manifest(actor=found.desk, ballot=found.ballot)
    with pytest.raises(Refused, match="现在不是密钥仪式的时候"):
        found.send(b"{}")


def test_fewer_than_three_holders_hold_no_key(draft: Election, desk: Actor, today: date) -> None:
    ballot = draft(TINY, choices=("方案",), watch=WATCH, is_rehearsal=True)
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    with pytest.raises(Refused, match="只用纸质选票"):
        actions.begin_keys(actor=desk, ballot=ballot)
    Ballot.objects.update(way="hall")
    ballot.refresh_from_db()
    with pytest.raises(Refused, match="至少 3 人"):
        actions.begin_keys(actor=desk, ballot=ballot)


def test_two_holders_with_one_device_are_one(hall: Make) -> None:
    found = hall(TINY)
    found.begin()
    one, other = queries.holders_of(found.ballot)[:2]
    keys = Holder.new().public("")
    text = dump({"sign": keys.sign.hex(), "box": keys.box.hex()}).decode()
    actions.keep_holder_keys(actor=found.desk, watcher=one, text=text + "\n")
    with pytest.raises(Refused, match="另一位保管人的"):
        actions.keep_holder_keys(actor=found.desk, watcher=other, text=text)
    with pytest.raises(Refused, match="不是规范 JSON"):
        actions.keep_holder_keys(actor=found.desk, watcher=other, text=text.replace(":", ": "))
    other.refresh_from_db()
    assert other.keys == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda said: said | {"id": "00000000-0000-4000-8000-000000000000"}, "另一次表决的"),
        (lambda said: said | {"keys": said["keys"][1:]}, "应到"),
        (lambda said: said | {"keys": said["keys"][1:] + said["keys"][1:2]}, "重复"),
        (lambda said: said | {"keys": ["ab"]}, "32 字节"),
        (lambda said: said | {"desk_keys": [key_of(bytes(32)).hex()]}, "没有代录票"),
        (lambda said: said | {"scrutineers": said["scrutineers"][:1]}, "监票人"),
        (lambda said: said | {"more": 1}, "多出 more"),
        (lambda said: [said], "不是对象"),
    ],
)
def test_a_list_of_other_keys_is_refused(
    hall: Make, change: Callable[[dict[str, Any]], object], why: str
) -> None:
    found = hall(TINY)
    found.begin()
    text = json.dumps(change(json.loads(found.lists())))
    with pytest.raises(Refused, match=why):
        actions.keep_key_lists(actor=found.desk, ballot=found.ballot, text=text)
    with pytest.raises(Refused, match="不是 JSON"):
        actions.keep_key_lists(actor=found.desk, ballot=found.ballot, text=text[1:])
    assert not Credential.objects.exists()


def test_what_is_frozen_stays(hall: Make) -> None:
    found = hall(TINY)
    found.freeze()
    manifest = queries.manifest_of(found.ballot)
    assert (manifest.eid.hex(), manifest.threshold) == (found.ballot.eid, 2)
    assert [one.name for one in manifest.holders] == ["保管人甲", "保管人乙", "保管人丙"]
    with pytest.raises(Refused, match="已经冻结"):
        actions.keep_key_lists(actor=found.desk, ballot=found.ballot, text="{}")
    with pytest.raises(Refused, match="不能撤回定稿"):
        actions.unset_ballot(actor=found.desk, ballot=found.ballot)
    with pytest.raises(Refused, match="现在的步骤是"):
        actions.open_board(actor=found.desk, ballot=found.ballot)
    with pytest.raises(Refused, match="不能开始投票"):
        actions.open_ballot(actor=found.desk, ballot=found.ballot, today=found.today)


def test_a_ceremony_that_went_wrong_begins_anew(hall: Make) -> None:
    found = hall(TINY)
    found.freeze()
    raw = found.holders[0].commit(queries.manifest_of(found.ballot))
    found.send(raw)
    found.send(raw)
    assert found.ballot.messages.count() == 1
    with pytest.raises(Refused, match="第 1 位保管人保管人甲的承诺消息已经收到过另一份"):
        found.send(found.holders[0].commit(queries.manifest_of(found.ballot)))
    with pytest.raises(Refused, match="请写明"):
        actions.restart_ceremony(actor=found.desk, ballot=found.ballot, reason=" ")
    assert found.ballot.messages.count() == 1
    actions.restart_ceremony(actor=found.desk, ballot=found.ballot, reason="口令词不一致")
    assert not found.ballot.messages.exists()
    found.hold_ceremony()
    actions.open_board(actor=found.desk, ballot=found.ballot)
    with pytest.raises(Refused, match="不能重来"):
        actions.restart_ceremony(actor=found.desk, ballot=found.ballot, reason="再来")


# 收票


def test_the_receipt_is_signed_and_names_the_entry(small: Hall) -> None:
    raw = small.fill(0, 0)
    receipt = small.cast(raw)
    row = Entry.objects.get(ballot=small.ballot, kind="ballot")
    assert (bytes(row.payload), row.hash, row.seq) == (raw, receipt.head, receipt.seq)
    eid, server = small.key.eid, queries.manifest_of(small.ballot).server
    tracker, head = bytes.fromhex(receipt.tracker), bytes.fromhex(receipt.head)
    signature = bytes.fromhex(receipt.sig)
    assert is_signed(signature, server, "receipt", eid, u64(receipt.seq), tracker, head)
    assert small.cast(raw) == receipt
    assert Entry.objects.filter(kind="ballot").count() == 1


def test_one_credential_votes_once_in_the_hall(small: Hall) -> None:
    small.cast(small.fill(0, 0))
    refused(small, small.fill(0, 1), "已经投过票")


def test_a_stranger_and_a_revoked_credential_put_nothing_on_the_board(small: Hall) -> None:
    strange = Hall(small.ballot, small.desk, small.today, codes=[bytes(32)])
    refused(small, strange.fill(0, 0), "不是本次表决的投票码")
    actions.propose_revocation(
        actor=small.desk, ballot=small.ballot, keys=[key_of(small.codes[1]).hex()], reason="改纸质"
    )
    small.sign(0)
    small.cast(small.fill(1, 0))  # one scrutineer is not enough
    small.sign(1)
    small.cast(small.fill(3, 0))  # voting goes on
    refused(small, small.fill(1, 1), "已经作废")
    assert queries.count_of(small.ballot) == 1


def test_a_ciphertext_comes_once(small: Hall) -> None:
    """Two credentials in one hand: the proofs are right, the randomness is the same."""
    later = small
    seed = bytes(range(32))
    small.cast(small.fill(0, 0, seed=seed))
    refused(later, later.fill(1, 0, seed=seed), "已有的密文")


def test_what_does_not_prove_or_is_of_another_length_is_refused(small: Hall) -> None:
    raw = small.fill(0, 0)
    refused(small, raw[:-1], "字节")
    refused(small, raw[:-1] + bytes([raw[-1] ^ 1]), "签名")
    refused(small, raw[:100] + raw[101:] + b"0", "不是规范的点|签名")


def test_nothing_comes_before_the_vote_or_after_its_end(hall: Make) -> None:
    found = hall(TINY)
    found.freeze()
    found.hold_ceremony()
    with pytest.raises(Refused, match="还没有开始"):
        found.cast(b"")
    actions.open_board(actor=found.desk, ballot=found.ballot)
    refused(found, found.fill(0, 0), "还没有开始")
    found.ballot = actions.open_ballot(actor=found.desk, ballot=found.ballot, today=found.today)
    kept = found.fill(0, 0)
    receipt = found.cast(kept)
    actions.stop_casting(actor=found.desk, ballot=found.ballot, now=now())
    refused(found, found.fill(1, 0), "已经结束")
    found.both_sign()
    refused(found, found.fill(1, 0), "已经结束")
    assert found.cast(kept) == receipt  # the receipt is still to be had


def test_an_opened_ballot_is_on_the_board_and_is_never_cast(small: Hall) -> None:
    seed = bytes(range(32))
    raw = small.fill(0, 0, seed=seed)
    cast_ = Cast_.read(small.key, raw)
    tracker = trackers.shown(tracker_of(small.key, cast_.cred, cast_.ciphertexts))
    said = {
        "tracker": tracker,
        "cred": cast_.cred.hex(),
        "seed": seed.hex(),
        "votes": small.votes(0),
        "writes": [],
    }
    wrong = dump(said | {"votes": small.votes(1)})
    before = board_rows(small.ballot)
    for bad in (wrong, b"{}", b"no", dump(said | {"votes": ["0", 1]}), dump(said | {"seed": "ab"})):
        with pytest.raises(Refused):
            actions.spoil(ballot=small.ballot, raw=bad, now=now())
    assert board_rows(small.ballot) == before
    row = actions.spoil(ballot=small.ballot, raw=dump(said), now=now())
    assert (row.kind, row.tracker) == ("spoiled", tracker.replace("-", ""))
    assert load_object(bytes(row.payload))["tracker"] == trackers.read(tracker).hex()
    assert actions.spoil(ballot=small.ballot, raw=dump(said), now=now()) == row
    refused(small, raw, "已经公开核验过")
    small.cast(small.fill(0, 0))
    assert Credential.objects.get(key=cast_.cred.hex()).opened == 1


def test_a_ballot_that_was_cast_cannot_be_opened(small: Hall) -> None:
    seed = bytes(range(32))
    raw = small.fill(0, 0, seed=seed)
    receipt = small.cast(raw)
    said = {
        "tracker": receipt.tracker,
        "cred": key_of(small.codes[0]).hex(),
        "seed": seed.hex(),
        "votes": small.votes(0),
        "writes": [],
    }
    before = board_rows(small.ballot)
    with pytest.raises(Refused, match="已经投出"):
        actions.spoil(ballot=small.ballot, raw=dump(said), now=now())
    assert board_rows(small.ballot) == before


def test_nobody_floods_the_board_with_challenges(small: Hall) -> None:
    Credential.objects.update(opened=10)
    seed = bytes(32)
    cast_ = Cast_.read(small.key, small.fill(0, 0, seed=seed))
    said = {
        "tracker": trackers.shown(tracker_of(small.key, cast_.cred, cast_.ciphertexts)),
        "cred": cast_.cred.hex(),
        "seed": seed.hex(),
        "votes": small.votes(0),
        "writes": [],
    }
    with pytest.raises(Refused, match="最多核验 10 次"):
        actions.spoil(ballot=small.ballot, raw=dump(said), now=now())
    assert not Entry.objects.filter(kind="spoiled").exists()


# 签署


def voted(found: Hall, count: int) -> Hall:
    for n in range(count):
        found.cast(found.fill(n, 0))
    return found


def test_two_different_scrutineers_end_the_vote(small: Hall) -> None:
    voted(small, 5)
    actions.stop_casting(actor=small.desk, ballot=small.ballot, now=now())
    small.sign(0)
    small.sign(0)
    assert small.board.phase == "open"
    with pytest.raises(Refused, match="须由两名监票人"):
        actions.close_ballot(actor=small.desk, ballot=small.ballot, today=small.today, now=now())
    small.sign(1)
    assert (small.board.phase, small.board.statement) == ("closed", {})


def test_a_signature_of_somebody_else_or_of_something_else_is_refused(small: Hall) -> None:
    voted(small, 5)
    actions.stop_casting(actor=small.desk, ballot=small.ballot, now=now())
    good = small.watch[0]
    eid, board = small.key.eid, small.board
    place = (eid, u64(board.seq - 1), bytes.fromhex(board.head))
    for seed, label, parts, why in (
        (bytes(32), "close", place, "不是本次表决监票人的"),
        (good, "seal", place, "签名不对"),
        (good, "close", (eid, u64(board.seq), bytes.fromhex(board.head)), "签名不对"),
        (good, "close", (bytes(32), *place[1:]), "签名不对"),
    ):
        with pytest.raises(Refused, match=why):
            actions.sign_statement(
                actor=small.desk,
                ballot=small.ballot,
                key=key_of(seed).hex(),
                sig=sign(seed, label, *parts).hex(),
            )
    assert small.board.statement["signatures"] == []


def test_a_neighbour_neither_stops_nor_signs(small: Hall, cast: Cast) -> None:
    stranger = cast.actors["hospital_desk"]
    with pytest.raises(Refused, match="由本单位"):
        actions.stop_casting(actor=stranger, ballot=small.ballot, now=now())
    with pytest.raises(Refused, match="由本单位"):
        actions.take_partial(actor=stranger, ballot=small.ballot, text="{}")
    with pytest.raises(Refused, match="由本单位"):
        actions.take_message(actor=stranger, ballot=small.ballot, text="{}")
    assert not small.board.is_stopped


def test_a_scrutineer_stops_and_ends_the_vote(small: Hall, cast: Cast) -> None:
    actions.stop_casting(actor=person(cast, "2003"), ballot=small.ballot, now=now())
    assert small.board.is_stopped
    with pytest.raises(Refused, match="没有可以撤回"):
        actions.withdraw_statement(actor=small.desk, ballot=small.ballot)
    with pytest.raises(Refused, match="只有投票中才能注销凭证"):
        actions.propose_revocation(actor=small.desk, ballot=small.ballot, keys=["ab"], reason="x")


# 计票


def counted(found: Hall, votes: int = 6) -> Hall:
    voted(found, votes)
    found.close()
    found.seal()
    return found


def test_fewer_than_m_are_not_opened(small: Hall) -> None:
    counted(small, 4)
    with pytest.raises(Refused, match="不足 5 张，不能解密"):
        small.decrypt(0)
    assert small.board.phase == "sealed"


def test_one_holder_alone_opens_nothing_and_two_give_the_result(small: Hall) -> None:
    counted(small)
    small.decrypt(2)
    assert queries.last_said(small.ballot, "result") is None
    with pytest.raises(Refused, match="第 3 位保管人的解密份额已经收到过"):
        small.decrypt(2)
    small.decrypt(0)
    assert queries.last_said(small.ballot, "result") == {
        "ballots": 6,
        "cells": [6, 0],
        "writes": {},
    }
    with pytest.raises(Refused, match="现在的步骤是“计票结果已经得出”"):
        small.decrypt(1)


def test_a_bad_partial_names_its_sender_and_stays_off_the_board(small: Hall) -> None:
    counted(small)
    small.holders[1].x += 1
    with pytest.raises(Refused, match="第 2 位保管人的解密份额不对"):
        small.decrypt(1)
    assert small.board.phase == "sealed"
    small.holders[1].x -= 1
    small.decrypt(1)
    assert small.board.phase == "partial"


def test_a_bad_mixing_names_its_sender_and_stays_off_the_board(hall: Make) -> None:
    found = hall().open()
    counted(found)
    with pytest.raises(Refused, match="现在的步骤是“混洗另选人栏”"):
        found.decrypt(0)
    said = json.loads(found.mixing(1))
    (contest,) = said["contests"]
    out = said["contests"][contest]["out"]
    swapped = json.loads(json.dumps(said))
    swapped["contests"][contest]["out"] = out[128:] + out[:128]
    with pytest.raises(Refused, match="第 2 位保管人的签名不对"):
        actions.take_mixed(actor=found.desk, ballot=found.ballot, text=dump(swapped).decode())
    bent = {"holder": 2, "contests": {contest: {**said["contests"][contest], "out": out[:-128]}}}
    one = found.holders[1]
    bent["sig"] = sign(one.sign_seed, "mixed", found.key.eid, dump(bent)).hex()
    with pytest.raises(Refused, match="第 2 位保管人的混洗结果的证明不成立"):
        actions.take_mixed(actor=found.desk, ballot=found.ballot, text=dump(bent).decode())
    assert found.board.phase == "sealed"
    found.mix(1)
    with pytest.raises(Refused, match="每位只混洗一次"):
        found.mix(1)


# 纸质和电子并用


def on_paper(found: Hall, yes: int) -> None:
    """Let so many vote on paper for the only item."""
    contest = found.ballot.contests.get()
    hand_in(contest, {contest.choices.get().name: {"yes": yes, "no": 0}}, yes)


def all_on_paper_said(found: Hall) -> None:
    actions.propose_paper(actor=found.desk, ballot=found.ballot)
    found.both_sign()


def mixed(hall: Make) -> Hall:
    return hall(TINY, way="mixed").open(desk=20)


def test_paper_and_electronic_votes_are_added_up(hall: Make) -> None:
    found = mixed(hall)
    voted(found, 6)
    found.close()
    with pytest.raises(Refused, match="现在的步骤是“纸质计票结果或者代录”"):
        found.seal()
    on_paper(found, 5)
    all_on_paper_said(found)
    said = queries.last_said(found.ballot, "paper")
    assert said is not None
    assert (said["cells"], said["valid"], said["returned"]) == ([5, 0], 5, 5)
    found.seal()
    found.decrypt(0)
    found.decrypt(1)
    contest = found.ballot.contests.get()
    counts = queries.counts_of(found.ballot)
    assert counts.counted[contest.pk].valid == 11
    assert counts.turnouts[contest.pk].returned == 11


def test_too_few_papers_are_keyed_in_and_counted_once(hall: Make) -> None:
    found = mixed(hall)
    voted(found, 6)
    refused(found, found.key_in(0, 0), "代录只在投票结束以后")
    found.close()
    on_paper(found, 2)
    all_on_paper_said(found)
    said = queries.last_said(found.ballot, "paper")
    assert said is not None
    assert (said["cells"], said["valid"]) == ([], 2)
    found.cast(found.key_in(0, 0))
    with pytest.raises(Refused, match="纸质有效票 2 张须逐张代录，现在录入 1 张"):
        found.seal()
    refused(found, found.key_in(0, 0), "已经投过票")
    found.cast(found.key_in(1, 0))
    refused(found, found.fill(7, 0), "投票已经结束")
    found.seal()
    found.decrypt(0)
    found.decrypt(1)
    contest = found.ballot.contests.get()
    counts = queries.counts_of(found.ballot)
    assert counts.counted[contest.pk].valid == 8
    assert counts.turnouts[contest.pk].returned == 8
    assert verified(found)


# 存档和留痕


def test_the_archive_is_whole_and_the_same_twice(small: Hall) -> None:
    counted(small)
    small.decrypt(0)
    small.decrypt(1)
    whole = b"".join(queries.zipped(small.ballot))
    assert whole == b"".join(queries.zipped(small.ballot))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        names = [one.filename for one in archive.infolist()]
        assert names == [
            *("manifest.json", "ceremony.json", "keys.txt", "desk_keys.txt"),
            *("roster.json", "board.jsonl"),
        ]
        lines = archive.read("board.jsonl").splitlines()
        assert len(lines) == Entry.objects.count()
        assert archive.read("manifest.json").decode() == small.ballot.manifest


def verified(found: Hall) -> bool:
    """Let the verifier judge what the server exports; it knows neither Django nor the database."""
    with TemporaryDirectory() as folder:
        whole = io.BytesIO(b"".join(queries.zipped(found.ballot)))
        zipfile.ZipFile(whole).extractall(folder)
        return console.main([folder, "--eid", found.ballot.eid]) == 0


def test_what_the_server_exports_is_verified(hall: Make) -> None:
    found = hall().open()
    seed = bytes(range(32))
    cast_ = Cast_.read(found.key, found.fill(0, 0, seed=seed))
    said = {
        "tracker": trackers.shown(tracker_of(found.key, cast_.cred, cast_.ciphertexts)),
        "cred": cast_.cred.hex(),
        "seed": seed.hex(),
        "votes": found.votes(0),
        "writes": [""] * len(found.key.layout.slots),
    }
    actions.spoil(ballot=found.ballot, raw=dump(said), now=now())
    keys = [key_of(found.codes[6]).hex()]
    actions.propose_revocation(actor=found.desk, ballot=found.ballot, keys=keys, reason="改纸质")
    found.both_sign()
    counted(found)
    for n in (0, 1):
        found.mix(n)
    for n in (0, 1):
        found.decrypt(n)
    assert verified(found)


def test_the_record_says_who_prepared_and_nothing_of_who_voted(small: Hall) -> None:
    before = AuditEntry.objects.count()
    voted(small, 3)
    assert AuditEntry.objects.count() == before
    keys = {key_of(code).hex() for code in small.codes}
    for entry in AuditEntry.objects.all():
        told = f"{entry.subject} {entry.before} {entry.after}"
        assert not any(key in told for key in keys)


def test_no_table_joins_a_voter_and_a_ballot(small: Hall) -> None:
    """Columns of what casting writes: none leads to a person, an account or an instant."""
    voted(small, 2)
    assert not Voter.objects.exclude(way="").exists()
    for model in (Entry, Credential, Cipher, Board):
        for field in model._meta.get_fields():
            target = field.related_model
            assert target in {None, Ballot}, field
            assert field.get_internal_type() not in {"DateField", "DateTimeField"}, field

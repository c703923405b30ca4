"""Many voters at once, one voter many times, a process that is killed: on both databases."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.instances import ZHIJIA, Instance

WORKER = (sys.executable, "-m", "tests.ballots.casting_process")
VOTERS = 200
ROOT = Path(__file__).parents[2]


class Vote:
    """An instance with an open vote and a folder of filled ballots."""

    def __init__(self, instance: Instance, folder: Path) -> None:
        self.instance, self.folder = instance, folder
        instance.env["PYTHONPATH"] = f"{ROOT}:{ROOT / 'src'}"
        folder.mkdir()

    def run(self, verb: str, *words: object) -> subprocess.CompletedProcess[str]:
        return self.instance.run(*WORKER, verb, self.folder, *words)

    def cast(self, *names: str) -> dict[str, list[Any]]:
        """Cast at once; return what each name was told, as often as it was cast."""
        done = self.run("cast", *names)
        assert done.returncode == 0, done.stderr
        told: dict[str, list[Any]] = {}
        for line in done.stdout.splitlines():
            name, said = json.loads(line)
            told.setdefault(name, []).append(said)
        return told

    def board(self) -> list[tuple[str, int, str]]:
        done = self.run("board")
        assert done.returncode == 0, done.stderr
        return [tuple(row) for row in json.loads(done.stdout)]


@pytest.fixture(params=["sqlite", "postgresql"])
def vote(request: pytest.FixtureRequest, tmp_path: Path) -> Vote:
    db = ""
    if request.param == "postgresql":
        fresh: Callable[[str], str] = request.getfixturevalue("postgres")
        db = fresh(f"casting{abs(hash(tmp_path)) % 10**8}")
    instance = Instance(tmp_path / "home", db)
    instance.run(ZHIJIA, "migrate", "--verbosity=0")
    found = Vote(instance, tmp_path / "filled")
    made = found.run("prepare", VOTERS)
    assert made.returncode == 0, made.stderr
    return found


def test_nobody_is_lost_and_nobody_counts_twice(vote: Vote) -> None:
    # One voter twenty times at once, with two different ballots.
    told = vote.cast(*["0"] * 10, *["0again"] * 10)
    receipts = [one for said in told.values() for one in said if isinstance(one, dict)]
    refusals = [one for said in told.values() for one in said if not isinstance(one, dict)]
    assert len(receipts) == len(refusals) == 10
    assert len({one["head"] for one in receipts}) == 1
    assert all("已经投过票" in one for one in refusals)
    first = vote.board()
    assert len(first) == 1

    # Killed after the commit, before the receipt: sent again, it is there, once.
    killed = vote.run("die", "1")
    assert killed.returncode == -9
    (after,) = vote.board()[1:]
    (receipt,) = vote.cast("1")["1"]
    assert (receipt["seq"], receipt["head"]) == after[1:]
    assert len(vote.board()) == 2

    # Two hundred at once, some of them killed in the middle: every receipt is on the board.
    names = [str(n) for n in range(2, VOTERS)]
    command = [*WORKER, "cast", str(vote.folder), *names]
    env = vote.instance.env
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        early = [json.loads(process.stdout.readline()) for _ in range(50)]
        process.kill()
        rest = process.stdout.read().splitlines()
    early += [json.loads(line) for line in rest if line.endswith("]")]
    there = {name: (seq, head) for name, seq, head in vote.board()}
    assert len(early) >= 50
    for name, said in early:
        assert there[name] == (said["seq"], said["head"])
    told = vote.cast(*names)
    assert {name for name, (said,) in told.items() if isinstance(said, dict)} == set(names)
    for name, said in early:
        assert told[name] == [said]
    rows = vote.board()
    assert len(rows) == len({name for name, _, _ in rows}) == VOTERS

"""Measure the speed we promise, on instances of its own: one line a bar.

Exits 1 where a bar is missed. Run it on a quiet machine: these are seconds, not processor time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable

from . import plain, postgres
from .measuring import Line

PEOPLE, ROSTER, WORK, MATTERS = 1_000_000, 100_000, 100_000, 200_000
ANSWERS, CAST, CASTING, UNITS, SEATS = 10_000, 20_000, 1_000, 5_000, 1_000
COUNTED = {
    "casting": "ballots",
    "boards": "pieces of work",
    "matters": "matters",
    "meetings": "delegates",
    "surveys": "answers",
    "voice": "units",
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--scale", action="store_true", help="build a large instance and use it")
    parser.add_argument("--people", type=int, default=PEOPLE, help="members of the large instance")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="only on this database")
    parser.add_argument("--keep", metavar="FOLDER", help="build there, or use what was built there")
    parser.add_argument("--imports", action="store_true", help="only bring a roster in")
    parser.add_argument("--boards", action="store_true", help="only open the boards of tasks")
    parser.add_argument("--matters", action="store_true", help="only open the lists of matters")
    parser.add_argument("--number", type=int, default=MATTERS, help="matters of the lists")
    parser.add_argument("--work", type=int, default=WORK, help="pieces of work in hand")
    parser.add_argument("--voice", action="store_true", help="only open what is public and checked")
    parser.add_argument("--surveys", action="store_true", help="only answer an anonymous survey")
    parser.add_argument(
        "--ballots", type=int, nargs="?", const=CAST, metavar="N", help="only verify ballots"
    )
    parser.add_argument("--casting", action="store_true", help="only cast ballots over HTTP")
    parser.add_argument("--meetings", action="store_true", help="only sign delegates in over HTTP")
    inside = ["scale", "imports", "boards", "matters", "surveys", "voice", "casting", "meetings"]
    parser.add_argument("--inside", choices=inside, help=argparse.SUPPRESS)
    return parser.parse_args()


def tell(lines: Iterable[Line]) -> bool:
    """Print each line as it is measured; return whether all hold."""
    fine = True
    for line in lines:
        print(line, flush=True)
        fine &= line.holds
    return fine


def on_each(asked: argparse.Namespace, what: str, size: int, keep: str = "") -> bool:
    """Measure on each database, in a process of its own for its settings and its memory."""
    fine, counted = True, COUNTED.get(what, "members")
    for database in [asked.on] if asked.on else ["sqlite", "postgresql"]:
        print(f"── {what}: {size:,} {counted} on {database}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            home = f"{keep or folder}/{database}"
            with postgres.address(database, home) as db:
                env = {**os.environ, "ZHIJIA_HOME": home, "ZHIJIA_DB": db}
                words = ["--inside", what, "--people", str(size)]
                command = [sys.executable, "-m", "tools.bench", *words]
                fine &= subprocess.run(command, env=env, check=False).returncode == 0
    return fine


def main() -> int:
    """Measure what was asked for; return 1 where a bar is missed."""
    asked = arguments()
    if asked.inside:
        from . import boards, casting, imports, matters, meetings, scale, surveys, voice

        inside = {
            "scale": scale.measures,
            "imports": imports.measures,
            "boards": boards.measures,
            "surveys": surveys.measures,
            "voice": voice.measures,
            "matters": matters.measures,
            "casting": casting.measures,
            "meetings": meetings.measures,
        }
        return int(not tell(inside[asked.inside](asked.people)))
    roster = min(asked.people, ROSTER)
    if asked.imports:
        return int(not on_each(asked, "imports", roster))
    if asked.ballots:
        from . import ballots

        return int(not tell(ballots.measures(asked.ballots, asked.keep or "")))
    if asked.casting:
        return int(not on_each(asked, "casting", min(asked.people, CASTING)))
    if asked.meetings:
        return int(not on_each(asked, "meetings", min(asked.people, SEATS)))
    if asked.surveys:
        return int(not on_each(asked, "surveys", min(asked.people, ANSWERS)))
    if asked.voice:
        return int(not on_each(asked, "voice", UNITS, asked.keep or ""))
    if asked.boards:
        return int(not on_each(asked, "boards", asked.work, asked.keep or ""))
    if asked.matters:
        return int(not on_each(asked, "matters", asked.number, asked.keep or ""))
    if asked.scale:
        fine = on_each(asked, "scale", asked.people, asked.keep or "")
        fine &= on_each(asked, "boards", asked.work)
        fine &= on_each(asked, "matters", asked.number)
        return int(not (on_each(asked, "imports", roster) and fine))
    with tempfile.TemporaryDirectory() as home:
        os.environ["ZHIJIA_HOME"] = home
        return int(not tell(plain.measures()))


if __name__ == "__main__":
    sys.exit(main())

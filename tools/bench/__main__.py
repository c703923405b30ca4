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

PEOPLE = 1_000_000


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--scale", action="store_true", help="build a large instance and use it")
    parser.add_argument("--people", type=int, default=PEOPLE, help="members of the large instance")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="only on this database")
    parser.add_argument("--keep", metavar="FOLDER", help="build there, or use what was built there")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def tell(lines: Iterable[Line]) -> bool:
    """Print each line as it is measured; return whether all hold."""
    fine = True
    for line in lines:
        print(line, flush=True)
        fine &= line.holds
    return fine


def at_scale(asked: argparse.Namespace) -> bool:
    """Measure a large instance on each database, in a process of its own for its settings."""
    fine = True
    for database in [asked.on] if asked.on else ["sqlite", "postgresql"]:
        print(f"── {asked.people:,} members on {database}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            home = f"{asked.keep or folder}/{database}"
            with postgres.address(database, home) as db:
                env = {**os.environ, "ZHIJIA_HOME": home, "ZHIJIA_DB": db}
                words = ["--inside", "--people", str(asked.people)]
                command = [sys.executable, "-m", "tools.bench", *words]
                fine &= subprocess.run(command, env=env, check=False).returncode == 0
    return fine


def main() -> int:
    """Measure what was asked for; return 1 where a bar is missed."""
    asked = arguments()
    if asked.inside:
        from . import scale

        return int(not tell(scale.measures(asked.people)))
    if asked.scale:
        return int(not at_scale(asked))
    with tempfile.TemporaryDirectory() as home:
        os.environ["ZHIJIA_HOME"] = home
        return int(not tell(plain.measures()))


if __name__ == "__main__":
    sys.exit(main())

"""Whole instances in processes of their own, on SQLite or on a PostgreSQL of the tests' own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ZHIJIA = Path(sys.executable).parent / "zhijia"
POSTGRES = Path("/usr/lib/postgresql/15/bin")


class Instance:
    """A home and a database; commands run in it as they would in a terminal."""

    def __init__(self, home: Path, db: str = "") -> None:
        self.home = home
        self.env = {**os.environ, "ZHIJIA_HOME": str(home), "ZHIJIA_DB": db}
        self.env["DJANGO_SETTINGS_MODULE"] = "zhijia.site.settings"

    def run(self, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
        command = [str(word) for word in words]
        env = {**self.env, **more}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def zhijia(self, *words: object) -> str:
        done = self.run(ZHIJIA, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def backup(self, name: str) -> Path:
        """Back this instance up beside its home."""
        place = self.home.with_name(name)
        self.zhijia("backup", place)
        return place


def _server(folder: Path, *words: object) -> None:
    """Run a command of PostgreSQL, which refuses to be root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    quiet = subprocess.DEVNULL
    subprocess.run([*user, *map(str, words)], cwd=folder, check=True, stdout=quiet)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """Return what makes an empty PostgreSQL database and gives its address."""
    if not POSTGRES.exists():
        pytest.skip("postgresql-15 is not installed")
    # A short path: the name of a socket has at most 107 characters.
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    flags = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    _server(folder, POSTGRES / "initdb", "-D", folder / "data", *flags)
    listen = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    control = [POSTGRES / "pg_ctl", "-w", "-D", folder / "data", "-l", folder / "log"]
    _server(folder, *control, "-o", listen, "start")

    def fresh(name: str) -> str:
        _server(folder, POSTGRES / "createdb", "-h", folder, "-U", "postgres", name)
        return f"postgresql:///{name}?host={folder}&user=postgres"

    yield fresh
    _server(folder, *control, "-m", "immediate", "stop")
    shutil.rmtree(folder)

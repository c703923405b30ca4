"""A PostgreSQL of the measurement's own, where Debian's is installed; gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def _run(folder: Path, *words: object) -> None:
    """Run a command of PostgreSQL, which refuses to be root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, *map(str, words)], cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def address(database: str, home: str) -> Iterator[str]:
    """Have the database run and give its address, "" for SQLite; its data stay beside `home`."""
    if database == "sqlite":
        yield ""
        return
    data = Path(f"{home}-data")
    if os.geteuid() == 0:
        data.parent.mkdir(parents=True, exist_ok=True)
        data.parent.chmod(0o755)
        data.mkdir(exist_ok=True)
        shutil.chown(data, "postgres")
    # A short path: the name of a socket has at most 107 characters.
    socket = Path(tempfile.mkdtemp(prefix="pg"))
    socket.chmod(0o777)
    is_new = not (data / "PG_VERSION").exists()
    if is_new:
        flags = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        _run(socket, PROGRAMS / "initdb", "-D", data, *flags)
    # As a server of its own would be set up: a quarter of a small machine's memory.
    listen = f"-c listen_addresses= -c unix_socket_directories={socket} -c shared_buffers=512MB"
    control = [PROGRAMS / "pg_ctl", "-w", "-D", data, "-l", socket / "log"]
    _run(socket, *control, "-o", listen, "start")
    try:
        if is_new:
            _run(socket, PROGRAMS / "createdb", "-h", socket, "-U", "postgres", "zhijia")
        yield f"postgresql:///zhijia?host={socket}&user=postgres"
    finally:
        _run(socket, *control, "-m", "fast", "stop")
        shutil.rmtree(socket)

"""What every measurement needs: a line with its bar, a stopwatch, commands and a server of ours."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Line:
    """One measured thing: at most `bar`, or at least `least`; without either it is only told."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        high = self.bar is not None and self.value > self.bar
        low = self.least is not None and self.value < self.least
        return not (high or low)

    def __str__(self) -> str:
        digits = ",.0f" if self.value >= 100 else ".3g"
        told = f"{self.name}: {self.value:{digits}} {self.unit}".rstrip()
        if self.bar is None and self.least is None:
            return told
        bar = f"≥ {self.least:,g}" if self.bar is None else f"≤ {self.bar:,g}"
        return f"{told} ({bar}) {'ok' if self.holds else 'FALLS SHORT'}"


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def best(work: Callable[[], object], times: int = 20) -> float:
    """Return the shortest of many calls, in milliseconds, after one that fills the caches."""
    work()
    return 1000 * min(seconds(work) for _ in range(times))


def beside(work: Callable[[], object], bare: Callable[[], object], times: int = 20) -> float:
    """Return how many times the bare work's time the work takes, each at its quickest.

    They take turns, so that whatever else the machine does meanwhile disturbs both alike.
    """
    work()
    bare()
    turns = [(seconds(work), seconds(bare)) for _ in range(times)]
    return min(one for one, _ in turns) / min(other for _, other in turns)


def zhijia(*words: str) -> None:
    """Run a command of ours; its failure ends the measuring."""
    subprocess.run([BIN / "zhijia", *words], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Have the web server run, as script/server starts it."""
    words = "--interface wsgi --workers 2 --blocking-threads 4 --workers-kill-timeout 5"
    address = ["--port", str(port), "--log-level", "error", "zhijia.site.wsgi:application"]
    server = subprocess.Popen([BIN / "granian", *words.split(), *address])
    try:
        yield server
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(address: str, patience: float = 30) -> None:
    """Ask until the page comes; raise TimeoutError after `patience` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=5):
                return
        except TimeoutError:
            continue  # a busy machine: it listens, and answers later
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.01)
    raise TimeoutError(address)

"""Measure the speed we promise, on a fresh instance of its own: one line a bar.

Exits 1 where a bar is missed. Run it on a quiet machine: these are seconds, not processor time.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.error import URLError
from urllib.request import urlopen

BIN = Path(sys.executable).parent
CHARACTERS = 1_000_000
SENTENCE = (
    "一要加强基层组织建设，各分会要在6月底前完成换届选举，由组织部牵头，覆盖率达到95%以上；"
    "过去一年，我们走访慰问困难职工320人次，成绩来之不易。"
)


@dataclass(frozen=True)
class Line:
    """One measured thing; without a bar it is only told."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def holds(self) -> bool:
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        digits = ",.0f" if self.value >= 100 else ".3g"
        told = f"{self.name}: {self.value:{digits}} {self.unit}".rstrip()
        if self.bar is None:
            return told
        return f"{told} (≤ {self.bar:,g}) {'ok' if self.holds else 'FALLS SHORT'}"


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def best(work: Callable[[], object], times: int = 20) -> float:
    """Return the shortest of many calls, in milliseconds, after one that fills the caches."""
    work()
    return 1000 * min(seconds(work) for _ in range(times))


def zhijia(*words: str) -> None:
    """Run a command of ours; its failure ends the measuring."""
    subprocess.run([BIN / "zhijia", *words], check=True, stdout=subprocess.DEVNULL)


def speech() -> Iterator[Line]:
    """Take a long speech apart, beside one bare regular expression over the same text."""
    from zhijia.plans.speech import read_text, take_apart

    text = f"{SENTENCE}\n" * (CHARACTERS // len(SENTENCE) + 1)
    source = read_text(text[:CHARACTERS])
    bare = seconds(lambda: re.split(r"[。！？；]", source.text))
    full = seconds(lambda: take_apart(source))
    yield Line("1,000,000 characters taken apart", full, "s", 10)
    yield Line("characters a second", len(source.text) / full, "")
    yield Line("the same against one bare split", full / bare, "times")


def migrations() -> Iterator[Line]:
    """Make the tables of an empty SQLite."""
    yield Line("migrations from empty", seconds(lambda: zhijia("migrate", "-v", "0")), "s", 10)


@contextmanager
def serving(port: int) -> Iterator[None]:
    """Have the web server run, as script/server starts it."""
    words = "--interface wsgi --workers 2 --blocking-threads 4 --workers-kill-timeout 5"
    address = ["--port", str(port), "--log-level", "error", "zhijia.site.wsgi:application"]
    server = subprocess.Popen([BIN / "granian", *words.split(), *address])
    try:
        yield
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
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.01)
    raise TimeoutError(address)


def first_page() -> Iterator[Line]:
    """Start the server of an instance that is set up, until it gives the sign-in page."""
    zhijia("collectstatic", "--noinput", "-v", "0")
    zhijia("prepare", "--host", "127.0.0.1", "--port", "8000")
    port = free_port()
    began = time.perf_counter()
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
        yield Line("start to first page", time.perf_counter() - began, "s", 2)


def bare_urls() -> ModuleType:
    """Return a URL configuration with a view that only says hello, and what the doors look up."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import include, path

    def hello(request: HttpRequest) -> HttpResponse:
        return HttpResponse("hello")

    urls = ModuleType("bare_urls")
    doors = path("accounts/", include("zhijia.platform.accounts.urls"))
    vars(urls)["urlpatterns"] = [path("", hello), doors]
    return urls


def front_page() -> Iterator[Line]:
    """Ask for the front page as someone of the demo, beside a bare view behind the same doors."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.filter(is_active=True).earliest("pk"))

    def front() -> None:
        answer = client.get("/")
        if answer.status_code != 200:
            raise RuntimeError(f"the front page answers {answer.status_code}")

    with CaptureQueriesContext(connection) as queries:
        front()
    asked = len(queries)  # counted now: the next request clears Django's log
    page = best(front)
    with override_settings(ROOT_URLCONF=bare_urls()):
        bare = best(front)
    yield Line("queries of the front page", asked, "", 12)
    yield Line("front page", page, "ms")
    yield Line("the same against a bare view", page / bare, "times")


def main() -> int:
    """Measure all; return 1 where a bar is missed."""
    short = False
    with tempfile.TemporaryDirectory() as home:
        os.environ["ZHIJIA_HOME"] = home
        for measure in (speech, migrations, first_page, front_page):
            for line in measure():
                print(line, flush=True)
                short |= not line.holds
    return int(short)


if __name__ == "__main__":
    sys.exit(main())

"""A fresh instance with its demo: one long speech, the tables, the start, the front page."""

import os
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType

from django.http import HttpRequest, HttpResponse
from django.urls import path

from .measuring import Line, best, free_port, seconds, serving, wait_for, zhijia

CHARACTERS = 1_000_000
SENTENCE = (
    "一要加强基层组织建设，各分会要在6月底前完成换届选举，由组织部牵头，覆盖率达到95%以上；"
    "过去一年，我们走访慰问困难职工320人次，成绩来之不易。"
)


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


def first_page() -> Iterator[Line]:
    """Start the server of an instance that is set up, until it gives the sign-in page."""
    zhijia("collectstatic", "--noinput", "-v", "0")
    zhijia("prepare", "--host", "127.0.0.1", "--port", "8000")
    port = free_port()
    began = time.perf_counter()
    with serving(port):
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
        yield Line("start to first page", time.perf_counter() - began, "s", 2)


def bare_urls(view: Callable[[HttpRequest], HttpResponse]) -> ModuleType:
    """Return our URL configuration with one bare view more, at /bare/, behind the same doors."""
    urls = ModuleType("bare_urls")
    from zhijia.site import urls as ours

    vars(urls)["urlpatterns"] = [path("bare/", view), *ours.urlpatterns]
    return urls


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello")


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

    def front(address: str = "/") -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")

    with CaptureQueriesContext(connection) as queries:
        front()
    asked = len(queries)  # counted now: the next request clears Django's log
    page = best(front)
    with override_settings(ROOT_URLCONF=bare_urls(hello)):
        bare = best(lambda: front("/bare/"))
    yield Line("queries of the front page", asked, "", 15)
    yield Line("front page", page, "ms")
    yield Line("the same against a bare view", page / bare, "times")


def measures() -> Iterator[Line]:
    """Measure one thing after the other, each on what the one before left."""
    for measure in (speech, migrations, first_page, front_page):
        yield from measure()

"""What the pages of a large instance cost, beside the bare equivalent in the same run."""

import os
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import django

from . import plain
from .measuring import Line, beside, best, free_port, seconds, serving, wait_for, zhijia

USERS = 8
SECONDS = 10
FULL, PARTS = "王晓明", ("晓明", "明", "王")
BARE_PAGE = """{% extends "page.html" %}{% block main %}<table>
<tr><th>姓名<th>工号<th>单位<th>性别<th>账号</tr>{% for row in rows %}<tr>
<td><a href="/org/members/{{ row.0 }}/">{{ row.1 }}</a><td>{{ row.2 }}<td>{{ row.3 }}<td>{{ row.4 }}
<td>{% if row.5 %}已开通{% else %}未开通{% endif %}</tr>{% endfor %}
</table><p>{{ count }}</p>{% endblock %}"""
ROWS = (
    "SELECT m.id, m.name, m.staff_no, u.name, m.gender, a.is_active FROM org_member m"
    " JOIN org_unit u ON u.id = m.unit_id LEFT JOIN accounts_user a ON a.id = m.user_id WHERE {}"
)
COUNT = "SELECT count(*) FROM (SELECT 1 FROM org_member m WHERE {} LIMIT 10001) AS found"
HERE = "m.left_on IS NULL"


@dataclass(frozen=True)
class Question:
    """A question to the list, and the same in SQL by hand."""

    words: str
    address: str
    where: str = HERE
    order: str = "m.unit_path, m.stroke_key"
    start: int = 0


def measures(people: int) -> Iterator[Line]:
    """Build where nothing is built yet, then measure one thing after the other."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    yield from built(people)
    yield from lists()
    yield from searches()
    yield from counts()
    yield from served()


def built(people: int) -> Iterator[Line]:
    """Make the tables, the people, the index of the search and four desks."""
    from zhijia.org.queries import is_empty
    from zhijia.platform.search.acts import rebuild

    from . import building

    took = seconds(building.migrate)
    if is_empty():
        yield Line("migrations of an empty database", took, "s", 10)
        yield Line("building", seconds(lambda: building.build(people)), "s", 300)
        yield Line("search index from nothing", seconds(rebuild), "s")
    building.seat_desks()


def browser(path: str) -> Any:
    """Return the browser of the desk at a unit."""
    from django.test import Client

    from zhijia.org.models import Post

    post = Post.objects.filter(kind="desk", unit__path=path).select_related("member__user").get()
    client = Client(SERVER_NAME="127.0.0.1")
    assert post.member.user
    client.force_login(post.member.user)
    return client


def shown(client: Any, address: str) -> Callable[[], None]:
    """Return what opens a page and takes care that it comes."""

    def show() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")

    return show


def by_hand(question: Question) -> ModuleType:
    """Return a URL configuration with the bare page: the doors and the frame are the same."""
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.template import engines

    template = engines["django"].from_string(BARE_PAGE)
    page = f" ORDER BY {question.order} LIMIT 50 OFFSET {question.start}"

    def table(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(question.where))
            count = cursor.fetchone()[0]
            cursor.execute(ROWS.format(question.where) + page)
            rows = cursor.fetchall()
        return HttpResponse(template.render({"rows": rows, "count": count}, request))

    return plain.bare_urls(table)


def against_hand(client: Any, question: Question) -> tuple[float, float]:
    """Return what a page takes, and how many times what it takes by hand."""
    from django.test import override_settings

    page = shown(client, question.address)
    with override_settings(ROOT_URLCONF=by_hand(question)):
        return best(page), beside(page, shown(client, "/bare/"))


def questions(path: str) -> Iterator[Question]:
    """Yield what a desk asks of the list of members."""
    from zhijia.platform.scope import STEP, after

    below = f" AND m.unit_path >= '{path}' AND m.unit_path < '{after(path)}'"
    branch = "" if len(path) == STEP else below
    yield Question("first page", "/org/members/", HERE + branch)
    yield Question("page 150", "/org/members/?page=150", HERE + branch, start=149 * 50)
    by_name = "m.stroke_key, m.unit_path, m.id"
    yield Question("by strokes", "/org/members/?sort=name", HERE + branch, by_name)
    by_number = "m.staff_no, m.unit_path, m.id"
    yield Question("by number", "/org/members/?sort=number", HERE + branch, by_number)
    gone = "m.left_on IS NOT NULL" + branch
    yield Question("who left", "/org/members/?state=left", gone)


def lists() -> Iterator[Line]:
    """Open the list of members as four desks, in every way they may ask."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from . import building

    for level, path in building.desks().items():
        client, most = browser(path), 0
        for question in questions(path):
            show = shown(client, question.address)
            show()
            with CaptureQueriesContext(connection) as queries:
                show()
            most = max(most, len(queries))
            page, times = against_hand(client, question)
            yield Line(f"list, {level}, {question.words}", page, "ms")
            yield Line("  against SQL and a table by hand", times, "times", 2)
        yield Line(f"queries of the list, {level}", most, "", 10)


def searches() -> Iterator[Line]:
    """Look for parts of names, beside the page of one whole name found by its own index."""
    from zhijia.org.models import Post
    from zhijia.org.queries import actor_for
    from zhijia.platform.search.queries import find

    from . import building

    for level, path in building.desks().items():
        client = browser(path)
        whole = shown(client, f"/org/members/?who={quote(FULL)}")
        yield Line(f"page of a whole name, {level}", best(whole), "ms")
        actor = actor_for(Post.objects.get(kind="desk", unit__path=path).member)
        for part in PARTS:
            page = shown(client, f"/org/members/?who={quote(part)}")
            yield Line(f"  a name with {part}, first 50 rows", best(page), "ms")
            yield Line("    against that page", beside(page, whole), "times", 3)
            asked = partial(find, actor, "org.members", part)
            count, hits = best(asked), len(asked())
            yield Line(f"    of these all {hits:,} found and counted, 10,001 at most", count, "ms")
        everything = best(shown(client, f"/search/?q={quote(PARTS[0])}"))
        yield Line(f"  everything with {PARTS[0]}", everything, "ms")


def counts() -> Iterator[Line]:
    """Count the members of each unit in a branch by one grouped query."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from zhijia.org.models import Unit
    from zhijia.org.queries import heads

    from . import building

    for level, path in building.desks().items():
        with CaptureQueriesContext(connection) as queries:
            heads([path])
        asked = len(queries)
        yield Line(f"members of every unit counted, {level}", best(partial(heads, [path])), "ms")
        yield Line("  queries", asked, "", 1)
        page = best(shown(browser(path), Unit.objects.get(path=path).get_absolute_url()))
        yield Line(f"page of the unit, {level}", page, "ms")


def served() -> Iterator[Line]:
    """Start the server and let eight people at once leaf through the list."""
    from . import building

    yield from plain.first_page()
    port = free_port()
    cookies = [browser(path).cookies["sessionid"].value for path in building.desks().values()]
    with serving(port) as server:
        wait_for(f"http://127.0.0.1:{port}/accounts/sign-in/")
        before = processor(server.pid)
        pages = 0
        for line in crowded(port, cookies):
            pages = pages or round(line.value * SECONDS)
            yield line
        yield Line("  processor time a page", (processor(server.pid) - before) / pages * 1000, "ms")
        yield Line("memory of a worker", memory(server.pid), "MiB", 150)
        yield Line("first view, compressed", first_view(port, cookies[0]), "kB", 300)


def crowded(port: int, cookies: list[str]) -> Iterator[Line]:
    """Let eight people open pages of the list for a while; none of them waits between two."""
    addresses = ["/org/members/", "/org/members/?page=7", "/org/members/?sort=name"]
    took: list[float] = []
    end = time.monotonic() + SECONDS

    def leaf(number: int) -> None:
        door = HTTPConnection("127.0.0.1", port, timeout=60)
        cookie = {"Cookie": f"sessionid={cookies[number % len(cookies)]}", "Host": "127.0.0.1"}
        turn = number
        while time.monotonic() < end:
            began = time.perf_counter()
            door.request("GET", addresses[turn % len(addresses)], headers=cookie)
            answer = door.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the list answers {answer.status}")
            took.append(time.perf_counter() - began)
            turn += 1

    people = [threading.Thread(target=leaf, args=(number,)) for number in range(USERS)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    yield Line(f"list for {USERS} at once", len(took) / SECONDS, "pages/s", least=30)
    yield Line("  half of them within", 1000 * statistics.median(took), "ms")
    yield Line("  19 of 20 within", 1000 * statistics.quantiles(took, n=20)[-1], "ms")


def workers(server: int) -> list[str]:
    """Return the numbers of the server's processes."""
    return Path(f"/proc/{server}/task/{server}/children").read_text().split()


def processor(server: int) -> float:
    """Return the seconds of processor time that the workers have taken."""
    ticks = 0
    for child in workers(server):
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(server: int) -> float:
    """Return what the largest worker holds, shared pages counted once, in MiB."""
    sizes = [
        int(found[1])
        for child in workers(server)
        if (found := re.search(r"^Pss:\s+(\d+) kB", rollup(child), re.MULTILINE))
    ]
    return max(sizes) / 1024


def rollup(process: str) -> str:
    return Path(f"/proc/{process}/smaps_rollup").read_text()


def first_view(port: int, cookie: str) -> float:
    """Return what a browser that knows nothing yet loads for the front page, in kB on the wire."""
    door = HTTPConnection("127.0.0.1", port, timeout=60)

    def load(address: str) -> bytes:
        headers = {"Cookie": f"sessionid={cookie}", "Host": "127.0.0.1", "Accept-Encoding": "gzip"}
        door.request("GET", address, headers=headers)
        return door.getresponse().read()

    from gzip import decompress

    page = load("/")
    text = decompress(page).decode()
    needed = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
    return (len(page) + sum(len(load(address)) for address in needed)) / 1000

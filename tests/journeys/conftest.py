"""Stories told in Debian's browser, on a database in a file, with no request to any other host."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from zhijia.org.demo import Cast, cast
from zhijia.site import demo

from . import hands

HERE = Path(__file__).parent
BROWSER = "/usr/bin/chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=zh-CN",
]
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 780}, "is_mobile": True, "has_touch": True}
# The browser calls every 422 an error; here it is a refusal, and the page says it in words.
REFUSED = "the server responded with a status of 422"
# Only what is wrong is described in full, and the style sheets are not fetched a second time.
LOOK = "axe.run({resultTypes: ['violations'], preload: false})"

Window = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Call every test of this folder a journey."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session", autouse=True)
def queries_beside_the_browser() -> Iterator[None]:
    """Let a story look into the database: Playwright's event loop makes Django refuse it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Wait longer than any machine needs: a story is not a timed test."""
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite in a file: in memory the server's threads would share one connection."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "journeys.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return live_server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": BROWSER, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Sit in China, and move nothing on the screen: pictures taken mid-scroll are blank."""
    place = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
    return {**browser_context_args, **place}


def watch(context: BrowserContext, home: str, faults: list[str]) -> None:
    """Write down each console error, each exception and each request that leaves `home`."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and REFUSED not in message.text:
            faults.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            faults.append(f"request to another host: {request.url}")

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("weberror", lambda error: faults.append(f"exception: {error.error}"))


@pytest.fixture
def window(new_context: Callable[..., BrowserContext], base_url: str) -> Iterator[Window]:
    """Open a browser window of one's own, `window(**DESKTOP)`; its faults fail the story."""
    faults: list[str] = []

    def open_window(**options: Any) -> Page:
        context = new_context(**options)
        context.set_default_timeout(30_000)
        watch(context, base_url, faults)
        return context.new_page()

    yield open_window
    assert not faults, "\n".join(faults)


@pytest.fixture
def desktop(window: Window) -> Page:
    return window(**DESKTOP)


@pytest.fixture
def phone(window: Window) -> Page:
    return window(**PHONE)


@pytest.fixture
def organisation(live_server: LiveServer, today: date) -> Cast:
    """The group with all its units and people, before anything has happened."""
    return cast(today=today, password=hands.PASSWORD)


@pytest.fixture
def story_told(live_server: LiveServer, today: date) -> None:
    """Half a year of the group's work, as a visitor finds it."""
    demo.fill(today=today, password=hands.PASSWORD)


@pytest.fixture
def enter(window: Window) -> Callable[..., Page]:
    """Open a window and sign in, `enter("1002", **PHONE)`."""

    def as_whom(staff_no: str, **options: Any) -> Page:
        page = window(**options)
        hands.sign_in(page, staff_no)
        return page

    return as_whom


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture that somebody took of the work."""
    file = tmp_path / "现场照片.png"
    Image.new("RGB", (640, 480), "#b8232a").save(file)
    return file


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Check a page with axe-core, and name what it finds serious or critical."""
    script = (HERE / "axe" / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        found = page.evaluate(LOOK)["violations"]
        grave = [fault for fault in found if fault["impact"] in {"serious", "critical"}]
        assert not grave, "\n".join(map(describe, grave))

    return check


def describe(fault: dict[str, Any]) -> str:
    """Say what is wrong and where, for at most three places."""
    places = [" ".join(node["target"]) for node in fault["nodes"][:3]]
    return f"{fault['impact']}: {fault['help']} ({fault['id']}) at {'; '.join(places)}"

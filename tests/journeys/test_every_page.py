"""Every page that a link leads to: it stands, at both widths, for three kinds of people."""

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from django.urls import resolve
from playwright.sync_api import Page, Response

from .conftest import DESKTOP, Window

FILES = {
    "audit-sheet",
    "figure-excel",
    "ballots:announcement",
    "ballots:archive",
    "ballots:ceremony-json",
    "ballots:clearing-report",
    "ballots:consent-file",
    "ballots:counting-sheet",
    "ballots:evaluation-report",
    "ballots:issue-sheet",
    "ballots:manifest",
    "ballots:method-file",
    "ballots:result-report",
    "ballots:roll-json",
    "ballots:tool",
    "ballots:written-rule-file",
    "checks:inspection-word",
    "checks:objection-file",
    "checks:proof-file",
    "checks:round-word",
    "disclosure:consent-paper",
    "disclosure:edition-file",
    "disclosure:open-file",
    "disclosure:posting-photo",
    "disclosure:publication-record",
    "disclosure:publication-sheet",
    "disclosure:regulations-word",
    "disclosure:showing-paper",
    "disclosure:showing-picture",
    "disclosure:showing-record",
    "disclosure:signings-word",
    "disclosure:step-file",
    "disclosure:wording-file",
    "matters:call-report",
    "matters:enclosure",
    "matters:hazards-excel",
    "matters:paper",
    "matters:papers",
    "matters:suggestions-excel",
    "meetings:document-file",
    "meetings:filed-file",
    "meetings:meeting-archive-zip",
    "meetings:meeting-paper",
    "org:member-letter",
    "org:unit-cadres",
    "plans:assessment-excel",
    "plans:assignment-order",
    "plans:board-word",
    "plans:bulletin-file",
    "plans:bulletin-word",
    "plans:holes-excel",
    "plans:project-word",
    "plans:reminder-word",
    "plans:scores-excel",
    "plans:speech-original",
    "plans:stage-file",
    "plans:step-file",
    "plans:task-dossier",
    "plans:task-file",
    "plans:task-opinions-word",
    "plans:task-order",
    "plans:task-source",
    "plans:tasks-excel",
    "plans:tasks-word",
    "sheets:export-file",
    "sheets:returned-file",
    "sheets:template-file",
    "surveys:report",
    "surveys:results-excel",
    "surveys:sample-excel",
    "writing:report-file",
}
# A page is laid out anew only with the frame after its window has changed.
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIZES = [(1440, 900), (360, 780)]
FIRST_VIEW = 300_000  # bytes on the wire
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


def links(page: Page) -> list[str]:
    """Return where the links of this page lead inside the house."""
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    here = urlsplit(page.url).path
    return [found for found in (urljoin(here, href) for href in hrefs) if found.startswith("/")]


def faults_of(page: Page, axe: Axe, looked_at: set[int]) -> list[str]:
    """Hold the page at both widths against its edge, and at those `looked_at` against axe."""
    faults = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(TWO_FRAMES)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{page.url} at {width}: wider than the screen")
        try:
            if width in looked_at:
                axe(page)
        except AssertionError as fault:
            faults.append(f"{page.url} at {width}: {fault}")
    return faults


def visit(page: Page, url: str, axe: Axe, looked_at: set[int]) -> list[str]:
    """Open one page, or fetch one file, and return what is wrong with it."""
    if resolve(urlsplit(url).path).view_name in FILES:
        answer = page.request.get(urljoin(page.url, url))
        return [] if answer.ok else [f"{url}: {answer.status}"]
    response = page.goto(url)
    if response is None or response.status != 200:
        return [f"{url}: {response and response.status}"]
    return faults_of(page, axe, looked_at)


def walk(page: Page, axe: Axe, looked_at: set[int]) -> tuple[set[str], list[str]]:
    """Follow all links, one page a URL pattern; return the patterns seen and the faults."""
    seen: set[str] = set()
    faults: list[str] = []
    waiting = ["/"]
    while waiting:
        url = waiting.pop(0)
        name = resolve(urlsplit(url).path).view_name
        if name not in seen:
            seen.add(name)
            faults += visit(page, url, axe, looked_at)
            waiting += links(page)
    return seen, faults


@pytest.mark.parametrize(
    ("staff_no", "looked_at", "at_least"),
    [("1002", {1440, 360}, 30), ("2001", {360}, 25), ("5002", {360}, 15)],
    ids=["group's desk", "hospital's desk", "safety officer"],
)
def test_every_page_stands_wide_and_narrow_and_shuts_nobody_out(
    staff_no: str, looked_at: set[int], at_least: int, story_told: None, enter: Enter, axe: Axe
) -> None:
    seen, faults = walk(enter(staff_no, **DESKTOP), axe, looked_at)

    assert not faults, "\n".join(faults)
    assert len(seen) >= at_least, sorted(seen)


def weight(response: Response) -> int:
    """Return the bytes sent: pages as they came, static files as WhiteNoise keeps them."""
    if urlsplit(response.url).path.startswith("/static/"):
        return len(brotli.compress(response.body()))
    return response.request.sizes()["responseBodySize"]


@pytest.mark.parametrize(("home", "draws"), [("办公", False), ("个人", False), ("领导", True)])
def test_the_first_view_of_each_home_is_light(
    home: str, draws: bool, story_told: None, enter: Enter, window: Window
) -> None:
    signed_in = enter("1001", **DESKTOP)
    signed_in.get_by_role("button", name=home).click()
    signed_in.wait_for_load_state("networkidle")
    page = window(**DESKTOP, storage_state=signed_in.context.storage_state())
    came: list[Response] = []
    page.on("response", lambda one: came.append(one))
    page.goto("/", wait_until="networkidle")
    sizes = {one.url: weight(one) for one in came if one.url.startswith("http")}

    assert any("echarts" in url for url in sizes) is draws, "a chart is fetched where one is drawn"
    assert sum(sizes.values()) <= FIRST_VIEW, sizes

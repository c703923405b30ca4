"""The pages of meetings in every state: each stands at both widths, for the desk and a delegate."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from playwright.sync_api import Page

from tests.meetings.states import build
from zhijia.org import actions as org
from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP
from .test_every_page import faults_of

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
# What a delegate sees too; the rest is the desk's.
SHARED = (
    "open-meeting",
    "open-documents",
    "open-opinions",
    "election-put",
    "election-taken",
    "evaluation-untold",
    "evaluation-told",
    "recall-agreed",
    "delegate",
    "congresses",
)


# Laid out as another page that is looked at.
ALIKE = {
    *(f"planned-{page}" for page in ("desk", "desk-list", "screen", "watches")),
    *(f"empty-{page}" for page in ("presidium", "opinions", "watches", "documents")),
    *(f"election-{step}" for step in ("planned", "listed", "draft", "set")),
    "guesting-2",
    "inspection-question",
    "joint-panel",
}


def seen(page: Page, urls: list[str], axe: Axe) -> list[str]:
    """Open each page, wide and narrow, and return what is wrong; axe looks at the narrow one."""
    faults: list[str] = []
    for url in urls:
        response = page.goto(url)
        if response is None or response.status != 200:
            faults.append(f"{url}: {response and response.status}")
        else:
            faults += faults_of(page, axe, {360})
    return faults


def test_every_page_of_a_meeting_stands_in_every_state(
    organisation: Cast, today: date, enter: Enter, axe: Axe
) -> None:
    desk = organisation.actors["hospital_desk"]
    pages = build(desk, organisation.units["hospital"], today)
    urls = [url for name, url in pages.urls.items() if name not in ALIKE]
    faults = seen(enter("2001", **DESKTOP), urls, axe)
    delegate = pages.people[0]
    org.give_account(
        actor=organisation.actors["hospital_desk"],
        member=delegate,
        password=hands.PASSWORD,
        is_demo=True,
    )
    window = enter(delegate.staff_no, **DESKTOP)
    mine = [
        reverse("meetings:self-sign", args=[pages.open.token]),
        reverse("meetings:meeting-receive", args=[pages.open.pk]),
    ]
    faults += seen(window, [*mine, *(pages.urls[name] for name in SHARED)], axe)
    assert not faults, "\n\n".join(faults)

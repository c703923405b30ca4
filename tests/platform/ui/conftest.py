"""A way to write a scrap of template and see what comes of it, and where the templates are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

import zhijia

ROOT = Path(zhijia.__file__).parent
NASTY = "<b onclick=\"alert('1')\">&</b>"

Draw = Callable[..., str]


@pytest.fixture
def request_to(rf: RequestFactory) -> Callable[[str], HttpRequest]:
    """Ask for an address as somebody who has not signed in."""
    return lambda address: rf.get(address)


@pytest.fixture
def draw(request_to: Callable[[str], HttpRequest]) -> Draw:
    """Render `source` with what it speaks of, as the page at `address` would."""

    def render(source: str, address: str = "/tasks/?year=2026", **context: object) -> str:
        template = engines["django"].from_string(source)
        return str(template.render(context, request_to(address)))

    return render


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """Every template of the product, by its path."""
    found = sorted(ROOT.rglob("templates/**/*.html"))
    return {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in found}


@pytest.fixture
def nasty() -> str:
    """What a page must show as it is and never run."""
    return NASTY

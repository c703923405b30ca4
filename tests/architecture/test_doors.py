"""Every address is named after its view, and only a few of them open to a stranger."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    "box",
    "check_ballot",
    "outside",
    "thanks",
    "join",
    "join_receipt",
    "open_file",
    "open_publication",
    "open_unit",
    "sign_in",
    "second_step",
    "sign_out",
    "set_up",
    "passkey_ask",
    "passkey_enter",
    "passkey_second",
    "through_house",
    "through_back",
    "forgotten",
    "reset_code",
    "reset_password",
    "door",
    "write",
    "photo",
    "receipt",
    "receipt_photo",
    "promised",
}


def doors(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the product with its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from doors(entry, space + inner)
        else:
            yield f"{space}{entry.name}", entry


DOORS = list(doors())
CLOSED = [(name, door) for name, door in DOORS if not getattr(door.callback, "public", False)]


def stand_in(door: URLPattern) -> dict[str, Any]:
    """Return something for every part of the address that varies."""
    converters = door.pattern.converters
    return {
        name: 1 if type(c).__name__ == "IntConverter" else "x" for name, c in converters.items()
    }


@pytest.mark.parametrize(("name", "door"), DOORS, ids=[name for name, _ in DOORS])
def test_an_address_is_called_what_its_view_is_called(name: str, door: URLPattern) -> None:
    assert door.name == door.callback.__name__.replace("_", "-")


def test_exactly_these_pages_are_open_to_strangers() -> None:
    opened = {d.callback.__name__ for _, d in DOORS if getattr(d.callback, "public", False)}
    assert opened == PUBLIC


@pytest.mark.parametrize(("name", "door"), CLOSED, ids=[name for name, _ in CLOSED])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.django_db
def test_a_stranger_is_led_to_the_sign_in_page(name: str, door: URLPattern, method: str) -> None:
    address = reverse(name, kwargs=stand_in(door))
    answer = getattr(Client(), method)(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:sign-in"))

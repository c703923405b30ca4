"""Pages that compute in the browser, under a policy of their own (docs/decisions/0057).

Nothing but the listed scripts runs on them, each held against its hash; WebAssembly may be
compiled, which no other page of the product allows.
"""

from collections.abc import Sequence
from typing import Any

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..client import csp_hashes, scripts

WASM = "'wasm-unsafe-eval'"
POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


def client_page(
    request: HttpRequest, template: str, names: Sequence[str], data: dict[str, Any]
) -> HttpResponse:
    """Render a page that runs just these scripts over this data."""
    page = render(request, template, {"scripts": scripts(names), "data": data})
    policy = {**POLICY, "script-src": [*csp_hashes(names), WASM]}
    page._csp_config = policy  # type: ignore[attr-defined]  # as csp.decorators.csp writes it
    page["Cache-Control"] = "no-store"
    return page

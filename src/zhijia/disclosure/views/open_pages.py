"""Pages for everybody, without an account: what a unit shows to strangers. Nothing is written."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from zhijia.platform.files.web import send
from zhijia.platform.web import keep_for_all, public

from ..models import Publication
from ..queries import publications as queries

A_PAGE = 100
FRESH = 300  # seconds that a page may be kept without asking again
HIDDEN = "noindex, nofollow, noarchive"


def _tag(rows: Sequence[Publication], *said: object) -> str:
    """Return the mark of what a page shows now."""
    parts = [f"{row.pk}.{row.version}" for row in rows]
    return f'W/"{sha256("|".join([*parts, *map(str, said)]).encode()).hexdigest()[:32]}"'


def _kept(
    request: HttpRequest, tag: str, page: Callable[[], HttpResponse], *, is_indexed: bool
) -> HttpResponse:
    """Answer that nothing changed, or the page; either may be kept for some minutes."""
    response = get_conditional_response(request, etag=tag) or page()
    response["ETag"] = tag
    keep_for_all(response, FRESH)
    if not is_indexed:
        response["X-Robots-Tag"] = HIDDEN
    return response


@public
@require_safe
def open_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a unit makes public to everybody."""
    unit = queries.open_unit(code)
    if unit is None:
        raise Http404
    page_ = Paginator(queries.open_publications(unit), A_PAGE).get_page(request.GET.get("page"))
    rows = list(page_.object_list)
    if not rows:
        raise Http404
    indexed = queries.is_indexed(unit.pk)
    context = {"unit": unit, "rows": rows, "page": page_, "is_indexed": indexed}
    tag = _tag(rows, unit.version, indexed, page_.number, page_.paginator.count)

    def page() -> HttpResponse:
        return render(request, "disclosure/open_unit.html", context)

    return _kept(request, tag, page, is_indexed=indexed)


def _one(token: str) -> Publication:
    found = queries.open_publication(token)
    if found is None:
        raise Http404
    return found


@public
@require_safe
def open_publication(request: HttpRequest, token: str) -> HttpResponse:
    """Show one thing that a unit makes public to everybody, with when and why it was corrected.

    Texts before it stay inside: they may have been for fewer readers.
    """
    one = _one(token)
    indexed = queries.is_indexed(one.unit_id)
    texts = one.out  # type: ignore[attr-defined]  # prefetched by the query
    context = {"one": one, "text": texts[0], "before": texts[1:], "is_indexed": indexed}
    tag = _tag([one], one.unit.version, indexed)

    def page() -> HttpResponse:
        return render(request, "disclosure/open_publication.html", context)

    return _kept(request, tag, page, is_indexed=indexed)


@public
@require_safe
def open_file(request: HttpRequest, token: str, file: int) -> FileResponse:
    """Hand out a file beside something that everybody may read."""
    found = queries.open_file(_one(token), file)
    if found is None:
        raise Http404
    response = send(found)
    keep_for_all(response, FRESH)
    response["X-Robots-Tag"] = HIDDEN
    return response

"""The homes, and what stands beside them: 办事, 我的, the month."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org.queries import own_posts
from zhijia.plans.queries.goals import lines as goal_lines
from zhijia.platform.offers import works_of
from zhijia.platform.web import Request

from .. import queries
from ..faces import DESK, FACES, LEADER, choose_face, face_of, faces_of
from ..place import place_at
from . import desk, leader, own
from . import month as months

TODOS, UNITS = 8, 100


def home(request: Request) -> HttpResponse:
    """Show the home that this person chose, or that their posts give them."""
    if not request.actor.posts:
        return render(request, "site/nobody.html")
    shown = {DESK: _desk, LEADER: _leader}.get(face_of(request), _own)
    return shown(request)


def _around(request: Request) -> dict[str, Any]:
    """Return what every home shows: the day, the choice of homes, how many todos."""
    return {
        "today": localdate(),
        "face": face_of(request),
        "faces": [(face, FACES[face]) for face in faces_of(request.actor)],
        "most": None if "all" in request.GET else TODOS,
    }


def _own(request: Request) -> HttpResponse:
    """Show a member what waits, what their union did this month, and what comes."""
    actor, place, today = request.actor, request.place, localdate()
    context = {
        **_around(request),
        "told": own.told_of_month(place, today),
        "events": own.coming(actor, place, today),
        "year": today.year,
    }
    return render(request, "site/home_own.html", context)


def _desk(request: Request) -> HttpResponse:
    """Show a desk its lists, its numbers, the next two weeks and the month."""
    actor, place, today = request.actor, request.place, localdate()
    name = request.GET.get("list", "")
    works = works_of(actor, today)
    month, soon = desk.calendar(actor, place, today)
    name = name if name in desk.LISTS else desk.TODO
    context = {
        **_around(request),
        **{one: one == name for one in desk.LISTS},
        "counts": desk.counts(works),
        "heap": None if name == desk.TODO else desk.heap(works, name),
        "cards": queries.cards(place, queries.span(today.year, today)),
        "shortcuts": queries.shortcuts(actor),
        "month": month,
        "soon": soon,
    }
    return render(request, "site/home_desk.html", context)


def _leader(request: Request) -> HttpResponse:
    """Show a leader the totals, the units below, what is late; `?unit=` goes down the tree."""
    asked, today = request.GET.get("unit", ""), localdate()
    place = place_at(request, asked) if asked else request.place
    if place is None:
        raise Http404("没有这个单位，或者不在您的职务范围内。")
    shown = leader.board(place, today)
    lines = leader.arranged(shown.lines, request.GET.get("sort", ""))
    context = {
        **_around(request),
        "at": place,
        "asked": f"?unit={place.unit_id}",
        "board": shown,
        "page": Paginator(lines, UNITS).get_page(request.GET.get("page")),
        "goals": goal_lines(place, today.year, today),
        "trail": leader.trail(request.actor, place) if asked else [],
    }
    return render(request, "site/home_leader.html", context)


@require_POST
def face(request: Request) -> HttpResponse:
    """Change to another home; one that no post opens stays shut."""
    asked = request.POST.get("face", "")
    if asked in faces_of(request.actor):
        choose_face(request, asked)
    return redirect("home")


def services(request: Request) -> HttpResponse:
    """Show everything this person may do or look at."""
    return render(request, "site/services.html", {"areas": own.tiles(request.actor)})


def me(request: Request) -> HttpResponse:
    """Show a person their record, posts and account."""
    actor = request.actor
    context = {"posts": own_posts(actor), "faces": [FACES[one] for one in faces_of(actor)]}
    return render(request, "site/me.html", context)


def month(request: Request) -> HttpResponse:
    """Show a month with all that happens in it, `?m=2026-11`; it prints on one sheet."""
    today = localdate()
    first = months.asked_month(request.GET.get("m", ""), today)
    shown = months.month(request.actor, request.place, first, today)
    return render(request, "site/month.html", {"month": shown, "today": today})

"""The wall: a screen of a meeting room that reads itself anew."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime

from zhijia.platform.web import Request, is_htmx

from ..queries import boards
from ..rules import boards as rules
from .boards import nowhere

LOOKS = {"dark": "深色", "light": "浅色"}


def _number(words: str) -> int:
    """Return the number of a reel as an address names it; 0 where that makes no sense."""
    return int(words) if words.isdecimal() and len(words) < 5 else 0


def board_wall(request: Request) -> HttpResponse:
    """Show panes in turn, `?reel=` the next few; or one and the same, `?pane=`."""
    said = request.GET.dict()
    place = boards.place_asked(request.actor, said, request.place) or nowhere()
    shown = boards.wall(request.actor, boards.asked_of(said, place), localdate())
    held = next((pane for pane in shown.panes if str(pane.number) == said.get("pane")), None)
    turn = boards.reel(shown.panes, _number(said.get("reel", "")))
    context = {
        "place_": place,
        "wall": shown,
        "panes": [held] if held else turn.panes,
        "held": held,
        "after": turn.after,
        "seconds": rules.WALL_SECONDS,
        "now": localtime(),
        "look": "light" if said.get("look") == "light" else "dark",
        "looks": LOOKS,
    }
    part = "#reel" if is_htmx(request) else ""
    return render(request, f"plans/boards/board-wall.html{part}", context)

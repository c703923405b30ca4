"""What stands around every page: the menu, the phone's tabs, who is signed in, what waits."""

from functools import cache
from typing import Any, NamedTuple, cast

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.actor import Actor
from zhijia.platform.notices.queries import unread_count
from zhijia.platform.offers import Todo, waiting_for
from zhijia.platform.refs.policies import keeps_the_whole
from zhijia.platform.room import Link, Room
from zhijia.platform.web import Request

from .place import shown
from .policies import READERS

HOME = Link("工作台", "home", "home", tab=True)
LAW = Link("法规", "law", "scale")
FIGURES = Link("数据", "figures", "chart-bar", tab=True)
AUDIT = Link("留痕", "audit", "history")
PERMISSIONS = Link("权限一览", "permissions", "key", keeper=True)
LAST = (FIGURES, LAW, AUDIT, PERMISSIONS)


class Shown(NamedTuple):
    """A link of the menu as the page draws it."""

    label: str
    url: str
    icon: str
    active: bool


@cache
def links() -> list[tuple[Link, str]]:
    """Return every link of the menu with its address: ours around those of the rooms."""
    rooms = [app.menu for app in apps.get_app_configs() if isinstance(app, Room)]
    between = [link for menu in rooms for link in menu]
    return [(link, reverse(link.url_name)) for link in [HOME, *between, *LAST]]


def links_for(actor: Actor) -> list[tuple[Link, str]]:
    """Return the links that this actor's menu has."""
    return [(link, url) for link, url in links() if _is_for(link, actor)]


def _is_for(link: Link, actor: Actor) -> bool:
    """Say whether the menu of this actor has this link."""
    if link is AUDIT:
        return bool(actor.stands(READERS))
    return not link.keeper or bool(keeps_the_whole(actor))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `page.html`; a stranger's has no menu."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        nothing: dict[str, Any] = {"menu": [], "tabs": [], "who": None, "place": None}
        return {**nothing, "waiting": 0, "todos": [], "unread": 0}
    here = request.path

    @cache
    def todos() -> list[Todo]:
        """Ask the rooms only when a page shows the list or its length: a fragment does not."""
        return waiting_for(actor, localdate())

    @cache
    def unread() -> int:
        """Count what the bell shows, once a page."""
        return unread_count(actor)

    seen = links_for(actor)
    best = max((url for _, url in seen if here.startswith(url)), key=len, default="")
    drawn = [(link, Shown(link.label, url, link.icon, url == best)) for link, url in seen]
    return {
        "menu": [s for _, s in drawn],
        "tabs": [s for link, s in drawn if link.tab][:4],
        "who": {"name": actor.name, "title": actor.title, "unit": actor.unit_name},
        "place": lambda: shown(cast(Request, request)),
        "waiting": lambda: len(todos()),
        "todos": todos,
        "unread": unread,
    }

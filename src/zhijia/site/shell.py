"""What stands around every page: the menu, the phone's tabs, who is signed in, what waits."""

from functools import cache
from typing import Any, NamedTuple, cast

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.notices.acts import mark_seen
from zhijia.platform.notices.queries import unread_count
from zhijia.platform.offers import Todo, waiting_for
from zhijia.platform.refs.policies import keeps_the_whole
from zhijia.platform.room import Link, Room
from zhijia.platform.web import Request

from .faces import OWN, faces_of
from .place import shown
from .policies import READERS

HOME = Link("首页", "home", "home")
LAW = Link("法规", "law", "scale")
FIGURES = Link("数据", "figures", "chart-bar")
AUDIT = Link("留痕", "audit", "history")
MONTH = Link("日历", "month", "calendar")
YEAR = Link("年历", "year", "calendar-plus")
PERMISSIONS = Link("权限一览", "permissions", "key", keeper=True)
SYSTEM = "系统"
LAST = (
    ("日程", MONTH),
    ("日程", YEAR),
    ("数据", FIGURES),
    ("法规", LAW),
    (SYSTEM, AUDIT),
    (SYSTEM, PERMISSIONS),
)
# The bar at the foot of a phone, the same for everybody.
TABS = (
    HOME,
    Link("办事", "services", "checklist"),
    Link("消息", "notices:inbox", "bell"),
    Link("我的", "me", "user"),
)


class Shown(NamedTuple):
    """A link of the menu as the page draws it."""

    label: str
    url: str
    icon: str
    active: bool


class Group(NamedTuple):
    """Links of one area; an area with one link needs no heading."""

    label: str
    links: list[Shown]


@cache
def links() -> list[tuple[str, Link, str]]:
    """Return every link of the menu with its area and address: ours around those of the rooms."""
    rooms = [app for app in apps.get_app_configs() if isinstance(app, Room)]
    between = [(area_of(room), link) for room in rooms for link in room.menu]
    every = [("", HOME), *between, *LAST]
    return [(area, link, reverse(link.url_name)) for area, link in every]


def area_of(room: Room) -> str:
    """Return the heading of the menu that a room's links stand under."""
    return room.area or str(room.verbose_name)


def links_for(actor: Actor) -> list[tuple[str, Link, str]]:
    """Return the links that this actor's menu has, each with its area and address."""
    return [(area, link, url) for area, link, url in links() if _is_for(link, actor)]


def _groups(seen: list[tuple[str, Link, str]], best: str) -> list[Group]:
    """Return the links as the menu draws them, areas in the order in which they first come."""
    groups: dict[str, list[Shown]] = {}
    for area, link, url in seen:
        groups.setdefault(area, []).append(Shown(link.label, url, link.icon, url == best))
    last = groups.pop(SYSTEM, [])  # rooms come before and after it
    found = [Group(area, links) for area, links in groups.items()]
    return [*found, Group(SYSTEM, last)] if last else found


def _tabs(best: str) -> list[Shown]:
    """Return the tabs of a phone; a page that is no tab's own belongs to none."""
    found = [(link, reverse(link.url_name)) for link in TABS]
    return [Shown(link.label, url, link.icon, url == best) for link, url in found]


def _is_for(link: Link, actor: Actor) -> bool:
    """Say whether the menu of this actor has this link."""
    if link is AUDIT:
        return bool(actor.stands(READERS))
    if link.desk:
        return bool(actor.stands(DESKS))
    return not link.keeper or bool(keeps_the_whole(actor))


def _leads_to(here: str, url: str) -> bool:
    """Say whether a page stands under an address; the front page has nothing under it."""
    return here == url if url == "/" else here.startswith(url)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `page.html`; a stranger's has no menu."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        nothing: dict[str, Any] = {
            "menu": [],
            "tabs": [],
            "more": False,
            "who": None,
            "place": None,
        }
        return {**nothing, "place": None, "waiting": 0, "todos": [], "unread": 0}
    here = request.path

    @cache
    def todos() -> list[Todo]:
        """Ask the rooms only when a page shows the list or its length: a fragment does not."""
        return waiting_for(actor, localdate())

    @cache
    def unread() -> int:
        """Count what the bell shows, once a page; what leads to this very page is read by now."""
        count = unread_count(actor)
        return count - mark_seen(actor, here) if count and request.method == "GET" else count

    seen = links_for(actor)
    urls = {url for _, _, url in seen} | {reverse(link.url_name) for link in TABS}
    best = max((url for url in urls if _leads_to(here, url)), key=len, default="")
    return {
        "menu": _groups(seen, best),
        "tabs": _tabs(best),
        "more": faces_of(actor) != [OWN],
        "who": {
            "key": actor.user_id,
            "name": actor.name,
            "title": actor.title,
            "unit": actor.unit_name,
        },
        "place": lambda: shown(cast(Request, request)),
        "waiting": lambda: len(todos()),
        "todos": todos,
        "unread": unread,
    }

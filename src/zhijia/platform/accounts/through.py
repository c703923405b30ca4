"""Signing in through another house: away with a state that comes back once, and to whom it leads.

No account is opened here. A person of the house is somebody of ours because the account's owner
bound them, or because the file says which claim equals an account's number.
"""

import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from secrets import compare_digest
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, require

from . import actions, entry, queries, rules
from .houses import config
from .houses.house import House, Person, Unhoused
from .models import User

T = TypeVar("T")
AWAY, MAY_BIND = "through", "may-bind"


def houses() -> dict[str, House]:
    """Return the houses by which people sign in; none while the file cannot be used."""
    try:
        return dict(config.read(Path(settings.SIGN_IN_FILE)))
    except config.Misconfigured:
        return {}  # `zhijia doctor` says why


def house(key: str) -> House:
    """Return one house; Http404 where there is none of this name."""
    found = houses().get(key)
    if found is None:
        raise Http404(key)
    return found


def _back(request: HttpRequest, key: str) -> str:
    """Return our whole address that the house leads back to."""
    scheme = "https" if settings.HTTPS or request.is_secure() else "http"
    return f"{scheme}://{request.get_host()}{reverse('accounts:through-back', args=[key])}"


def allow_binding(request: HttpRequest, user: User, key: str) -> None:
    """Note that the owner of the account gave their password to bind it to this house."""
    request.session[MAY_BIND] = {"key": key, "pk": user.pk, "at": time.time()}


def _may_bind(request: HttpRequest, key: str) -> int | None:
    """Return whose account is to be bound to this house, as was just allowed; it holds once."""
    allowed = request.session.pop(MAY_BIND, None)
    if allowed is None or allowed["key"] != key:
        return None
    require(rules.may_come_back(waited=timedelta(seconds=time.time() - allowed["at"])))
    return int(allowed["pk"])


def leave(request: HttpRequest, key: str, then: str) -> str:
    """Return where to lead the browser, to sign in or, if just allowed, to bind; or refuse."""
    there, state, back = house(key), secrets.token_urlsafe(24), _back(request, key)
    binds = _may_bind(request, key)
    agent = request.headers.get("User-Agent", "")
    trip = _asked(lambda: there.begin(back=back, state=state, agent=agent))
    request.session[AWAY] = {
        "key": key,
        "state": state,
        "at": time.time(),
        "then": then,
        "binds": binds,
        "kept": trip.kept,
        "back": back,
    }
    return trip.url


def _asked(ask: Callable[[], T]) -> T:
    """Ask a house; that nobody comes from there is a refusal."""
    try:
        return ask()
    except Unhoused as error:
        raise Refused(refused(str(error))) from error


class Arrived(NamedTuple):
    """Who came back from which house, to be bound to whose account, and where they wanted to go."""

    house: House
    person: Person
    binds: int | None
    then: str


def arrive(request: HttpRequest, key: str) -> Arrived:
    """Return who came back, or refuse: a state opens once, where it left, for minutes."""
    there, trip = house(key), request.session.pop(AWAY, None)
    asked = {name: str(value) for name, value in request.GET.items()}
    if (
        trip is None
        or trip["key"] != key
        or not compare_digest(trip["state"].encode(), asked.get("state", "").encode())
    ):
        raise Refused(refused("这次登录已经用过、中断或者不是从本页开始的，请重新登录"))
    require(rules.may_come_back(waited=timedelta(seconds=time.time() - trip["at"])))
    person = _asked(lambda: there.finish(asked, trip["kept"], back=trip["back"]))
    return Arrived(there, person, trip["binds"], trip["then"])


def account_of(arrived: Arrived) -> User:
    """Return the account of who came back, or refuse."""
    there, person = arrived.house, arrived.person
    user = queries.bound(there.key, person.subject)
    if user is None and there.match:
        user = queries.matching(there.match, person.claims.get(there.claim))
        if user and queries.binding_at(user, there.key):
            user = None  # its owner bound it to somebody else of that house
    if user is None:
        words = f"您的{there.label}账号还没有绑定。请先用工号和密码登录，再到“账号安全”里绑定"
        raise Refused(refused(words))
    if user.is_demo:
        raise Refused(refused("演示账号不能这样登录"))
    return user


def enter(request: HttpRequest, arrived: Arrived) -> str:
    """Sign in who came back, or lead them to the second step; return where to go."""
    there, user = arrived.house, account_of(arrived)
    if user.has_second_step and not there.second_step:
        entry.half_way(request, user, arrived.then, there.label)
        return reverse("accounts:second-step")
    entry.begin(request, user, there.label, is_strong=there.second_step)
    return arrived.then


def bind(request: HttpRequest, arrived: Arrived, user: User) -> None:
    """Bind who came back to the account of who sits here, if it is the one that left."""
    if arrived.binds != user.pk:
        raise Refused(refused("绑定没有完成，请重新操作"))
    there = arrived.house
    actions.bind(
        actor=Actor(user_id=user.pk),
        user=user,
        house=there.key,
        label=there.label,
        subject=arrived.person.subject,
    )

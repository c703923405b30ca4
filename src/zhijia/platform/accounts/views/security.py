from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request

from .. import actions, queries
from ..models import Binding, User
from ..passkeys import NOT_HERE, home_of
from ..through import houses


def user_of(request: Request) -> User:
    """Return the account of who is signed in."""
    user = request.user
    assert isinstance(user, User), "the door lets nobody else through"
    return user


class OwnHouse(NamedTuple):
    """A house by which one can sign in, and since when one's account is bound to it."""

    key: str
    label: str
    binding: Binding | None
    is_open: bool


def _houses(user: User) -> list[OwnHouse]:
    """Return the houses that there are, and those that one is bound to still."""
    there, bound = houses(), queries.bindings(user)
    ours = [OwnHouse(key, one.label, bound.pop(key, None), True) for key, one in there.items()]
    return ours + [OwnHouse(key, key, binding, False) for key, binding in bound.items()]


def security(request: Request) -> HttpResponse:
    """Show how one's account is kept safe, and where it is signed in."""
    user = user_of(request)
    context = {
        "visits": queries.visits(user, now()),
        "here": request.session.session_key,
        "codes_left": queries.codes_left(user),
        "has_app": queries.has_app(user),
        "houses": _houses(user),
        "mailbox": queries.mailbox_of(user),
        "can_send": settings.EMAIL_HOST != "",
        "passkeys": queries.passkeys(user),
        "home": home_of(request),
        "not_here": NOT_HERE,
    }
    return render(request, "accounts/security.html", context)


@require_POST
def end_visit(request: Request, pk: int) -> HttpResponse:
    """Sign out one other device."""
    visit = get_object_or_404(queries.visits(user_of(request), now()), pk=pk)
    actions.end_visit(actor=request.actor, visit=visit)
    messages.success(request, f"“{visit.device}”上的登录已退出。")
    return redirect("accounts:security")


@require_POST
def end_others(request: Request) -> HttpResponse:
    """Sign out every device but this one."""
    key = request.session.session_key or ""
    actions.end_others(actor=request.actor, user=user_of(request), key=key)
    messages.success(request, "其他设备上的登录都已退出。")
    return redirect("accounts:security")

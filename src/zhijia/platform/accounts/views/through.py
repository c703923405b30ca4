"""Signing in through another house, and binding it to one's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.acts import Refused, refusals_on
from zhijia.platform.web import Request, public

from .. import actions, entry, forms, through
from ..models import User
from .door import next_page
from .security import user_of


def _home_again(request: Request, no: Refused) -> HttpResponse:
    """Say what went wrong on the page that the trip began from."""
    messages.error(request, f"{no}。")
    inside = request.user.is_authenticated
    return redirect("accounts:security" if inside else "accounts:sign-in")


@public
@require_GET
def through_house(request: Request, key: str) -> HttpResponse:
    """Lead the browser to the other house."""
    try:
        return redirect(through.leave(request, key, next_page(request)))
    except Refused as no:
        return _home_again(request, no)


@public
@require_GET
def through_back(request: Request, key: str) -> HttpResponse:
    """Take back who comes from the other house: to sign in, or to be bound."""
    try:
        with entry.tried_from(request):
            arrived = through.arrive(request, key)
            if arrived.binds is None:
                return redirect(through.enter(request, arrived))
            if not isinstance(request.user, User):
                return redirect("accounts:sign-in")
            through.bind(request, arrived, user_of(request))
    except Refused as no:
        return _home_again(request, no)
    messages.success(request, f"已绑定{arrived.house.label}，下次可以用它登录。")
    return redirect("accounts:security")


def bind_house(request: Request, key: str) -> HttpResponse:
    """Ask for the password before an account is bound; then a link leads to the other house.

    A link and no redirect: our pages forbid their forms to lead to another host.
    """
    there, form = through.house(key), forms.Confirm(request.POST or None)
    context = {"house": there, "form": form, "may": False}
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user_of(request), form.cleaned_data["password"])
            through.allow_binding(request, user_of(request), key)
            context["may"] = True
    status = 422 if form.is_bound and not context["may"] else 200
    return render(request, "accounts/bind_house.html", context, status=status)


@require_POST
def unbind_house(request: Request, pk: int) -> HttpResponse:
    """Let nobody of that house sign in as this account any longer."""
    binding = get_object_or_404(user_of(request).bindings, pk=pk)
    actions.unbind(actor=request.actor, binding=binding)
    messages.success(request, "绑定已解除。")
    return redirect("accounts:security")

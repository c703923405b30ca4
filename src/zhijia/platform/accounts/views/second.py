"""The second step: taken at the door, set up and taken off on one's own page."""

import secrets

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request, public

from .. import actions, entry, forms, queries, rules, totp
from ..models import User, secret_of
from ..passkeys import home_of
from ..passwords import first_password
from .security import user_of


def new_codes() -> list[str]:
    """Make a set of recovery codes."""
    return [first_password() for _ in range(rules.RECOVERY_CODES)]


@public
def second_step(request: Request) -> HttpResponse:
    """Let in who has given the password already and now gives the code."""
    half = entry.who_is_half_way(request)
    if half is None:
        messages.info(request, "请重新登录。")
        return redirect("accounts:sign-in")
    form = forms.SecondStep(request.POST or None, has_app=queries.has_app(half.user))
    if form.is_valid():
        with refusals_on(form):
            entry.take_second_step(half.user, form.cleaned_data["code"])
            entry.begin(request, half.user, f"{half.how}＋验证码", is_strong=True)
            return redirect(half.then)
    return second_step_page(request, half.user, form)


def second_step_page(
    request: Request, user: User, form: forms.SecondStep, status: int = 200
) -> HttpResponse:
    """Ask for what this account has: its app's code, one of its passkeys, a recovery code."""
    home = home_of(request)
    here = [key for key in queries.passkeys(user) if key.home == home]
    context = {"form": form, "has_passkey": bool(here)}
    status = 422 if form.is_bound else status
    return render(request, "accounts/second_step.html", context, status=status)


def turn_on(request: Request) -> HttpResponse:
    """Set an app up: its secret stays in the session until the app has made a right code."""
    user = user_of(request)
    if queries.has_app(user):
        return redirect("accounts:security")
    salt = request.session.setdefault("totp", secrets.token_hex(16))
    form = forms.TurnOn(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            codes = _turn_on(request, salt, **form.cleaned_data)
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "new": True})
    context = {"form": form, "secret": totp.shown(secret_of(salt)), "square": _square(user, salt)}
    context["owes"] = entry.owes_second_step(request)
    context["passkeys"] = queries.passkeys(user)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/turn_on.html", context, status=status)


def _square(user: User, salt: str) -> str:
    """Draw what the phone's camera reads."""
    return segno.make(totp.address(secret_of(salt), user.username)).svg_data_uri(scale=5)


def _turn_on(request: Request, salt: str, *, code: str, password: str) -> list[str]:
    """Turn the second step on, stay signed in here only, and return the recovery codes."""
    user, codes = user_of(request), new_codes()
    entry.confirm(user, password)
    user = actions.turn_on(
        actor=request.actor, user=user, salt=salt, typed=code, codes=codes, now=now()
    )
    entry.go_on(request, user)
    request.session.pop("totp", None)
    return codes


def rely_on_passkeys(request: Request) -> HttpResponse:
    """Make the passkeys that there are the second step."""
    user, codes = user_of(request), new_codes()
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user, form.cleaned_data["password"])
            actions.rely_on_passkeys(actor=request.actor, user=user, codes=codes)
            entry.go_on(request, user)
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "new": True})
    status = 422 if form.is_bound else 200
    return render(request, "accounts/rely_on_passkeys.html", {"form": form}, status=status)


def turn_off(request: Request) -> HttpResponse:
    """Take the second step off, for a new phone."""
    user = user_of(request)
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user, form.cleaned_data["password"])
            actions.turn_off(actor=request.actor, user=user)
            messages.success(request, "两步验证已关闭。")
            return redirect("accounts:security")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/turn_off.html", {"form": form}, status=status)


def renew_codes(request: Request) -> HttpResponse:
    """Make new recovery codes and show them once."""
    user, codes = user_of(request), new_codes()
    if not user.has_second_step:
        return redirect("accounts:security")
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user, form.cleaned_data["password"])
            actions.renew_codes(actor=request.actor, user=user, codes=codes)
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    status = 422 if form.is_bound else 200
    return render(request, "accounts/renew_codes.html", {"form": form}, status=status)

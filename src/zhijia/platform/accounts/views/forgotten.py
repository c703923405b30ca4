"""A forgotten password, by mail: ask for a code, type it, choose a password.

Every name gets the same answer, so that nobody learns who has an account or an address.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from zhijia.platform.actor import Actor
from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request, public

from .. import actions, entry, forms, queries, rules
from ..models import Reset, User

ASKED = "如果这个账号存在，并且本人确认过邮箱，找回码已经发到那个邮箱。"


@public
def forgotten(request: Request) -> HttpResponse:
    """Ask whose password was forgotten."""
    form = forms.Forgotten(request.POST or None)
    if settings.EMAIL_HOST and form.is_valid():
        with refusals_on(form):
            name = form.cleaned_data["name"]
            entry.ask_for_mail(request, "reset", queries.plain_name(name).lower())
            user = queries.by_name_or_address(name)
            actions.ask_reset(actor=Actor(), user=user, now=now())
            messages.info(request, ASKED)
            return redirect("accounts:reset-code")
    context = {"form": form, "can_send": settings.EMAIL_HOST != ""}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/forgotten.html", context, status=status)


@public
def reset_code(request: Request) -> HttpResponse:
    """Take the code from the mail; it is spent when the password is chosen."""
    form = forms.MailedCode(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            reset = entry.reset_for(request, form.cleaned_data["code"])
            request.session.cycle_key()
            request.session["reset"] = reset.pk
            return redirect("accounts:reset-password")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/reset_code.html", {"form": form}, status=status)


def _reset_of(request: Request) -> tuple[Reset, User] | None:
    """Return the reset whose code was typed here, and its account, while it runs."""
    asked = request.session.get("reset")
    reset = queries.reset(asked) if asked else None
    if reset is None or not rules.mail_code_runs(until=reset.until, now=now()):
        return None
    return (reset, reset.user) if reset.user else None


def _reset(request: Request, reset: Reset, user: User, *, new: str, code: str = "") -> None:
    """Take the second step where there is one, then the new password."""
    if user.has_second_step:
        entry.take_second_step(user, code)
    who = Actor(user_id=user.pk)
    actions.reset_by_mail(actor=who, reset=reset, password=new, now=now())
    request.session.flush()


@public
def reset_password(request: Request) -> HttpResponse:
    """Let who typed the code choose a password, after the second step where there is one."""
    found = _reset_of(request)
    if found is None:
        messages.info(request, "代码已经用过或者过期，请重新申请。")
        return redirect("accounts:forgotten")
    form = forms.ResetPassword(found[1], request.POST or None, has_app=queries.has_app(found[1]))
    if form.is_valid():
        with refusals_on(form):
            said = form.cleaned_data
            _reset(request, *found, new=said["new"], code=said.get("code", ""))
            messages.success(request, "密码已重设，其他登录已退出，请用新密码登录。")
            return redirect("accounts:sign-in")
    status = 422 if form.is_bound else 200
    context = {"form": form, "account": found[1].username}
    return render(request, "accounts/reset_password.html", context, status=status)

"""One's own mailbox: set with the password, confirmed by a code, dropped."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request

from .. import actions, entry, forms, queries
from .security import user_of


def mailbox_set(request: Request) -> HttpResponse:
    """Ask for an address and send it a code."""
    user = user_of(request)
    if not settings.EMAIL_HOST:
        return redirect("accounts:security")
    form = forms.WantMailbox(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            said = form.cleaned_data
            entry.confirm(user, said["password"])
            entry.ask_for_mail(request, "own", user.pk)
            entry.ask_for_mail(request, "confirm", said["address"])
            actions.want_mailbox(actor=request.actor, user=user, address=said["address"])
            messages.info(request, "确认码已经发往这个邮箱，请查收。")
            return redirect("accounts:mailbox-confirm")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/mailbox_set.html", {"form": form}, status=status)


def mailbox_confirm(request: Request) -> HttpResponse:
    """Take the code that came to the address."""
    user = user_of(request)
    mailbox = queries.mailbox_of(user)
    if mailbox is None or not mailbox.wanted:
        return redirect("accounts:security")
    form = forms.MailedCode(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm_mailbox(user, mailbox, form.cleaned_data["code"])
            messages.success(request, "邮箱已确认，忘记密码时可以用它找回。")
            return redirect("accounts:security")
    status = 422 if form.is_bound else 200
    context = {"form": form, "mailbox": mailbox}
    return render(request, "accounts/mailbox_confirm.html", context, status=status)


def mailbox_drop(request: Request) -> HttpResponse:
    """Forget the address."""
    user = user_of(request)
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user, form.cleaned_data["password"])
            actions.drop_mailbox(actor=request.actor, user=user)
            messages.success(request, "邮箱已删除。")
            return redirect("accounts:security")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/mailbox_drop.html", {"form": form}, status=status)

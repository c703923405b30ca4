"""Passkeys: signing in with one, and keeping them on one's own page.

A browser asks twice: first for the question, by script, then with the answer, as a form.
"""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zhijia.platform.acts import Refused, refusals_on
from zhijia.platform.web import Request, public

from .. import actions, entry, forms, queries
from .. import passkeys as flow
from ..devices import device
from ..models import Passkey
from .door import next_page, sign_in_page
from .second import new_codes, second_step_page
from .security import user_of


def _no(words: str) -> JsonResponse:
    """Tell the script why there is no question."""
    return JsonResponse({"error": words}, status=422)


@public
@require_POST
def passkey_ask(request: Request) -> HttpResponse:
    """Ask a stranger's browser for any passkey, or one of the account that is half-way in."""
    half = entry.who_is_half_way(request) if "second" in request.POST else None
    try:
        if half:
            return JsonResponse(flow.ask_for_second(request, half.user))
        return JsonResponse(flow.ask_to_enter(request))
    except Refused as no:
        return _no(str(no))


@public
@require_POST
def passkey_enter(request: Request) -> HttpResponse:
    """Sign in with a passkey alone: its device has made sure of its owner."""
    try:
        with entry.tried_from(request):
            user = flow.enter(request, request.POST.get("answer", ""))
    except Refused as no:
        messages.error(request, str(no))
        return sign_in_page(request, forms.SignIn(), status=422)
    entry.begin(request, user, "通行密钥", is_strong=True)
    return redirect(next_page(request))


@public
@require_POST
def passkey_second(request: Request) -> HttpResponse:
    """Take the second step with a passkey."""
    half = entry.who_is_half_way(request)
    if half is None:
        messages.info(request, "请重新登录。")
        return redirect("accounts:sign-in")
    try:
        with entry.tried_from(request):
            flow.take_second(request, half.user, request.POST.get("answer", ""))
    except Refused as no:
        messages.error(request, str(no))
        form = forms.SecondStep(has_app=queries.has_app(half.user))
        return second_step_page(request, half.user, form, status=422)
    entry.begin(request, half.user, f"{half.how}＋通行密钥", is_strong=True)
    return redirect(half.then)


def _add_page(request: Request, status: int = 200) -> HttpResponse:
    """Show what a new passkey needs; it is called after this device until its owner says better."""
    here = device(request.headers.get("User-Agent", ""))
    context = {
        "form": forms.NewPasskey(initial={"name": here}),
        "home": flow.home_of(request),
        "not_here": flow.NOT_HERE,
        "owes": entry.owes_second_step(request),
    }
    return render(request, "accounts/passkey_add.html", context, status=status)


@require_POST
def passkey_add_ask(request: Request) -> HttpResponse:
    """Ask the browser of who gives their password for a new passkey."""
    user = user_of(request)
    form = forms.NewPasskey(request.POST)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user, form.cleaned_data["password"])
            return JsonResponse(flow.ask_for_new(request, user, form.cleaned_data["name"]))
    return _no("；".join(str(error) for errors in form.errors.values() for error in errors))


def passkey_add(request: Request) -> HttpResponse:
    """Keep the passkey that the browser made; where a second step is owed, it becomes that."""
    if request.method != "POST":
        return _add_page(request)
    user = user_of(request)
    codes = new_codes() if entry.owes_second_step(request) else []
    try:
        made = flow.take_new(request, user, request.POST.get("answer", ""))
        actions.add_passkey(actor=request.actor, user=user, codes=codes, **made)
    except Refused as no:
        messages.error(request, str(no))
        return _add_page(request, status=422)
    return _added(request, codes)


def _added(request: Request, codes: list[str]) -> HttpResponse:
    """Show the recovery codes that came with the passkey, or where it is listed."""
    if codes:
        entry.go_on(request, user_of(request))
        context = {"codes": codes, "new": True}
        return render(request, "accounts/recovery_codes.html", context)
    messages.success(request, "通行密钥已添加，下次可以用它登录。")
    return redirect("accounts:security")


def _own(request: Request, pk: int) -> Passkey:
    return get_object_or_404(user_of(request).passkeys, pk=pk)


def passkey_rename(request: Request, pk: int) -> HttpResponse:
    """Call a passkey otherwise."""
    passkey = _own(request, pk)
    form = forms.PasskeyName(request.POST or None, initial={"name": passkey.name})
    if form.is_valid():
        with refusals_on(form):
            name = form.cleaned_data["name"]
            actions.rename_passkey(actor=request.actor, passkey=passkey, name=name)
            messages.success(request, "名称已修改。")
            return redirect("accounts:security")
    context = {"form": form, "passkey": passkey}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/passkey_rename.html", context, status=status)


def passkey_remove(request: Request, pk: int) -> HttpResponse:
    """Forget a passkey."""
    passkey = _own(request, pk)
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry.confirm(user_of(request), form.cleaned_data["password"])
            actions.remove_passkey(actor=request.actor, passkey=passkey)
            messages.success(
                request, "通行密钥已移除。设备里留下的那一半，请在设备的密码管理里删除。"
            )
            return redirect("accounts:security")
    context = {"form": form, "passkey": passkey}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/passkey_remove.html", context, status=status)

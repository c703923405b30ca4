from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request, public

from .. import actions, entry, forms, queries
from ..passkeys import home_of
from ..through import houses
from .security import user_of


def next_page(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours else "/"


@public
def sign_in(request: Request) -> HttpResponse:
    """Let a person in, or lead the first one to the set-up page."""
    if queries.nobody_yet():
        return redirect("set-up")
    form = forms.SignIn(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            user = entry.admit(request, **form.cleaned_data)
            if user.has_second_step:
                entry.half_way(request, user, next_page(request), entry.PASSWORD)
                return redirect("accounts:second-step")
            entry.begin(request, user, entry.PASSWORD)
            return redirect(next_page(request))
    return sign_in_page(request, form)


def sign_in_page(request: HttpRequest, form: forms.SignIn, status: int = 200) -> HttpResponse:
    """Show every way in."""
    context = {"form": form, "next": next_page(request), "home": home_of(request)}
    context["houses"] = houses().values()
    status = 422 if form.is_bound else status
    return render(request, "accounts/sign_in.html", context, status=status)


@public
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End the session."""
    actions.leave(key=request.session.session_key or "")
    logout(request)
    messages.success(request, "您已退出。")
    return redirect("accounts:sign-in")


def change_password(request: Request) -> HttpResponse:
    """Let a person choose a new password and stay signed in."""
    user = user_of(request)
    has_old = not entry.needs_no_old_password(request, user)
    form = (forms.ChangePassword if has_old else forms.NewPassword)(user, request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            if has_old:
                entry.confirm(user, form.cleaned_data["old"])
            new = form.cleaned_data["new"]
            user = actions.change_password(actor=request.actor, user=user, password=new)
            entry.go_on(request, user)
            messages.success(request, "密码已修改，其他设备上的登录已退出。")
            return redirect(reverse("home"))
    status = 422 if form.is_bound else 200
    return render(request, "accounts/change_password.html", {"form": form}, status=status)

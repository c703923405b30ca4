"""Pages of members' accounts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from zhijia.platform.accounts.passwords import first_password
from zhijia.platform.acts import refusals_on
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request

from .. import actions, policies
from .fill_in import fill_in, member_of, sent


@never_cache
def member_account(request: Request, pk: int) -> HttpResponse:
    """Open a member's account, or give its owner a first password again; it is shown once."""
    who, actor = member_of(request, pk), request.actor
    form = ActorForm(actor, sent(request))
    password = ""
    if form.is_valid():
        with refusals_on(form):
            made = first_password()
            who = actions.give_account(actor=actor, member=who, password=made)
            password = made
    context = {"member": who, "form": form, "password": password}
    context["may"] = policies.may_manage(actor, who)
    status = 422 if form.is_bound and not password else 200
    return render(request, "org/member_account.html", context, status=status)


def member_unlock(request: Request, pk: int) -> HttpResponse:
    """Let a member who mistyped too often sign in at once."""
    who, actor = member_of(request, pk), request.actor
    return fill_in(
        request,
        ActorForm(actor, sent(request)),
        lambda: actions.unlock_account(actor=actor, member=who),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done=f"{who}可以重新登录了。",
        about=who,
        title="解除登录锁定",
        button="解除锁定",
    )


def member_second_step(request: Request, pk: int) -> HttpResponse:
    """Take off the second step of a member who lost their phone."""
    who, actor = member_of(request, pk), request.actor
    return fill_in(
        request,
        ActorForm(actor, sent(request)),
        lambda: actions.lift_second_step(actor=actor, member=who),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done=f"{who}的两步验证已解除。",
        about=who,
        title="解除两步验证",
        button="确认解除",
        tone="danger",
        warning="请先当面核实是本人。验证器、恢复码、通行密钥和其他平台的绑定一并移除，登录只凭密码，本人应当尽快重新开启。",
    )

"""Pages of members' accounts."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.views.decorators.cache import never_cache

from zhijia.platform.accounts.passwords import first_password
from zhijia.platform.acts import refusals_on
from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from .. import actions, forms, paper, policies, queries, rules
from ..models import Member, Unit
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


@never_cache
def members_accounts(request: Request) -> HttpResponse | FileResponse:
    """Say for how many members accounts would be opened; sent, open them and hand out slips."""
    asked = sent(request)
    form = forms.OpenAccounts(request.actor, asked or request.GET or None)
    unit = form.place()
    found = queries.to_open(request.actor, unit, form.cleaned_data["who"]) if unit else None
    if asked and unit and found is not None:
        with refusals_on(form):
            return _slips(request, unit, list(found[: rules.MOST_AT_ONCE]))
    context = {
        "form": form,
        "unit": unit,
        "number": found.count() if found is not None else 0,
        "most": rules.MOST_AT_ONCE,
        "may": policies.may_enrol(request.actor),
    }
    return render(request, "org/members_accounts.html", context, status=422 if asked else 200)


def _slips(request: Request, unit: Unit, chosen: list[Member]) -> FileResponse:
    """Open the accounts and return their passwords on paper; they are kept nowhere."""
    made = {member: first_password() for member in chosen}
    opened = actions.give_accounts(actor=request.actor, passwords=made)
    lines = [
        paper.Slip(str(who.unit), who.name, who.staff_no, made[who], localtime(who.user.code_until))
        for who in opened
        if who.user and who.user.code_until
    ]
    today = localdate()
    data = paper.slips(lines, unit=str(unit), address=request.build_absolute_uri("/"), day=today)
    name = file_name("账号密码条", str(unit), today, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


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

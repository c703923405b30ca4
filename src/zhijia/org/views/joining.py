"""Pages about joining: what strangers see, and what the desk does."""

import secrets
from functools import partial

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.entry import address_of
from zhijia.platform.accounts.models import Tries
from zhijia.platform.acts import refusals_on, require
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer, public

from .. import actions, forms, policies, queries, rules
from ..models import Application, JoinLink
from .fill_in import fill_in, sent

ROWS = 50
MINE = "join-receipt"  # where a stranger's session keeps the code they were just told


def _count_try(request: Request, kind: str, most: int) -> None:
    """Count one try of this address; refused after too many."""
    key = Tries.key_of(kind, address_of(request))
    require(accounts.take_try(key=key, most=most, now=now()).may)


def _code() -> str:
    """Return a receipt code nobody guesses."""
    return "".join(secrets.choice(rules.RECEIPT_SIGNS) for _ in range(rules.RECEIPT_LONG))


@public
def join(request: Request, token: str) -> HttpResponse:
    """Let anybody with the link ask to join; they are told a receipt code and nothing else."""
    link = queries.join_link(token)
    if link is None:
        raise Http404
    form = forms.Apply(sent(request))
    runs = queries.link_runs(link, localdate())
    context = {"link": link, "form": form, "runs": runs, "purposes": queries.purposes()}
    page = partial(render, request, "org/join.html", context)
    if request.method != "POST":
        return page()
    return answer(
        request,
        form,
        lambda: _apply(request, link, form),
        page=page,
        done="申请已提交，请记下回执号。",
        then=reverse("org:join-receipt"),
    )


def _apply(request: Request, link: JoinLink, form: forms.Apply) -> Application:
    """Count the try, take the application in, and keep the code for the next page."""
    code = _code()
    _count_try(request, "join", rules.APPLY_TRIES)
    made = actions.apply(
        actor=request.actor, link=link, receipt=code, today=localdate(), **form.told()
    )
    request.session[MINE] = code
    return made


@public
def join_receipt(request: Request) -> HttpResponse:
    """Tell how an application stands, to who has its receipt code; they may take it back."""
    mine = request.session.get(MINE, "")
    form = forms.Receipt(sent(request) or ({"code": mine} if mine else None))
    found = None
    if form.is_valid():
        with refusals_on(form):
            found = _look_up(request, form.cleaned_data["code"], mine)
            if found is None:
                form.add_error("code", "没有找到这份申请，请核对回执号。")
    context = {"form": form, "found": found, "is_new": bool(mine) and found is not None}
    return render(request, "org/join_receipt.html", context, status=422 if form.errors else 200)


def _look_up(request: Request, code: str, mine: str) -> Application | None:
    """Return the application of a code, and take it back where its owner says so."""
    if code != mine:
        _count_try(request, "receipt", rules.RECEIPT_TRIES)
    if request.POST.get("withdraw"):
        return actions.withdraw_application(actor=request.actor, receipt=code, today=localdate())
    return queries.application_of(code)


def join_links(request: Request) -> HttpResponse:
    """List the links of the units this desk keeps, and make a new one."""
    actor = request.actor
    form = forms.MakeLink(actor, sent(request))
    page = Paginator(queries.join_links(actor), ROWS).get_page(request.GET.get("page"))
    return fill_in(
        request,
        form,
        lambda: actions.make_link(actor=actor, today=localdate(), **form.cleaned_data),
        may=policies.may_enrol(actor),
        back=reverse("org:applications"),
        done="入会二维码已生成，打印张贴或者转发即可。",
        then=lambda made: made.get_absolute_url(),
        template="org/join_links.html",
        page=page,
        today=localdate(),
    )


def join_poster(request: Request, pk: int) -> HttpResponse:
    """Show a link as a page to print and put on a wall."""
    link = get_object_or_404(queries.join_links(request.actor), pk=pk)
    path = reverse("org:join", args=[link.token])
    url = f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    context = {
        "link": link,
        "url": url,
        "code": segno.make(url, error="m").svg_data_uri(scale=8),
        "runs": queries.link_runs(link, localdate()),
        "may": policies.may_edit(request.actor, link.unit),
    }
    return render(request, "org/join_poster.html", context)


def join_revoke(request: Request, pk: int) -> HttpResponse:
    """Let a link take no more applications."""
    actor = request.actor
    link = get_object_or_404(queries.join_links(actor), pk=pk)
    return fill_in(
        request,
        ActorForm(actor, sent(request)),
        lambda: actions.revoke_link(actor=actor, link=link, today=localdate()),
        may=policies.may_edit(actor, link.unit),
        back=link.get_absolute_url(),
        done="入会二维码已停用。",
        then=reverse("org:join-links"),
        about=link.unit,
        title="停用入会二维码",
        button="确认停用",
        tone="danger",
        warning="停用以后不能再用它申请；已经收到的申请照常办理。",
    )


def applications(request: Request) -> HttpResponse:
    """List the applications to the units this desk keeps."""
    form = forms.FindApplication(request.GET)
    everything = form.is_valid() and form.cleaned_data["state"] == "all"
    rows = queries.applications(request.actor)
    page = Paginator(rows if everything else rows.waiting(), ROWS)
    context = {"form": form, "page": page.get_page(request.GET.get("page"))}
    return render(request, "org/applications.html", context)


def application(request: Request, pk: int) -> HttpResponse:
    """Show an application, and approve it."""
    actor = request.actor
    asked = get_object_or_404(queries.applications(actor), pk=pk)
    before = queries.former_member(asked)
    form = forms.Approve(actor, sent(request), initial={"staff_no": before and before.staff_no})
    return fill_in(
        request,
        form,
        lambda: actions.approve(
            actor=actor, application=asked, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_decide(actor, asked),
        back=reverse("org:applications"),
        done="已批准入会。",
        then=lambda done: done.get_absolute_url(),
        template="org/application.html",
        **_shown(request, asked),
    )


def _shown(request: Request, asked: Application) -> dict[str, object]:
    """Return what the page of an application tells."""
    return {
        "asked": asked,
        "masked": queries.masked_application(asked),
        "namesakes": queries.namesakes(request.actor, asked),
        "approval": rules.approval(),
    }


def application_refuse(request: Request, pk: int) -> HttpResponse:
    """Do not take an applicant in."""
    actor = request.actor
    asked = get_object_or_404(queries.applications(actor), pk=pk)
    form = forms.RefuseApplication(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.refuse_application(
            actor=actor, application=asked, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_decide(actor, asked),
        back=asked.get_absolute_url(),
        then=reverse("org:applications"),
        done="已答复，申请人凭回执号可以查到。",
        about=asked.unit,
        title="不予批准",
        button="确认不予批准",
        tone="danger",
    )

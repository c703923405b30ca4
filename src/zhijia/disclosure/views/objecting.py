"""Pages of objections: leaving one, hearing it, seeing what became of it; and of consents."""

import secrets
from functools import partial

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.acts import refusals_on
from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from ..actions import consenting, objecting
from ..forms import showing as forms
from ..models import Consent, Objection, Showing
from ..policies import showing as policies
from ..queries import consents as agreed
from ..queries import showing as queries
from ..rules.showing import RECEIPT_LONG, RECEIPT_SIGNS, RUNNING
from .filling import fill, sent

ROWS = 50


def fresh_receipt() -> str:
    """Return a receipt code nobody guesses."""
    return "".join(secrets.choice(RECEIPT_SIGNS) for _ in range(RECEIPT_LONG))


@never_cache
def showing_object(request: Request, pk: int) -> HttpResponse:
    """Leave an objection, with a name or without; the answer is a receipt code, told once."""
    rows = queries.hanging(request.actor, localdate())
    one = get_object_or_404(rows.select_related("handler"), pk=pk)
    form = forms.Object(request.actor, sent(request), initial={"receipt": fresh_receipt()})
    done = form.is_valid() and _deposited(request, one, form)
    context = {
        "showing": one,
        "form": form,
        "may": policies.may_object(request.actor, one),
        "code": form.cleaned_data["receipt"] if done else "",
        "is_named": bool(done) and form.cleaned_data["named"] == "yes",
    }
    status = 422 if form.is_bound and not done else 200
    return render(request, "disclosure/showing_object.html", context, status=status)


def _deposited(request: Request, one: Showing, form: forms.Object) -> bool:
    """Take the objection in; a refusal stands on the form."""
    said = form.cleaned_data
    with refusals_on(form):
        objecting.deposit(
            actor=request.actor,
            showing=one,
            words=said["words"],
            is_named=said["named"] == "yes",
            receipt=said["receipt"],
            today=localdate(),
        )
        return True
    return False


def _heard(request: Request, pk: int) -> Objection:
    return get_object_or_404(queries.objections(request.actor), pk=pk)


@never_cache
def objection(request: Request, pk: int) -> HttpResponse:
    """Show an objection to who hears it, and take what became of it."""
    one, actor = _heard(request, pk), request.actor
    form = forms.Settle(actor, sent(request), initial={"version": one.version})
    context = {"objection": one, "form": form, "who": queries.objector(one)}
    page = partial(render, request, "disclosure/objection.html", context)
    if request.method != "POST":
        return page()
    return answer(
        request,
        form,
        lambda: objecting.settle_objection(
            actor=actor, objection=one, today=localdate(), **form.said()
        ),
        page=page,
        done="处理结果已保存。",
        then=one.showing.get_absolute_url()
        if one.showing.state in RUNNING
        else reverse("disclosure:showings"),
    )


@never_cache
def own_objections(request: Request) -> HttpResponse:
    """Show a member what became of their objections: the named, and one by its receipt code."""
    form = forms.Receipt(request.actor, sent(request))
    found = None
    if form.is_valid():
        found = queries.objection_by(form.cleaned_data["code"])
        if found is None:
            form.add_error("code", "没有这个回执号，请核对。")
    rows = queries.own_objections(request.actor)[:ROWS]
    context = {"form": form, "found": found, "rows": rows}
    status = 422 if form.is_bound and found is None else 200
    return render(request, "disclosure/own_objections.html", context, status=status)


@never_cache
def consents(request: Request) -> HttpResponse:
    """List the consents a desk keeps, and one's own."""
    rows = agreed.consents(request.actor)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    is_desk = queries.showing_units(request.actor).exists()
    context = {"page": page, "is_desk": is_desk, "me": request.actor.member_id}
    return render(request, "disclosure/consents.html", context)


def consent_new(request: Request) -> HttpResponse:
    """Put a consent on file."""
    actor = request.actor
    files = request.FILES if request.method == "POST" else None
    form = forms.GiveConsent(actor, sent(request), files)
    return fill(
        request,
        form,
        lambda: consenting.give_consent(actor=actor, today=localdate(), **form.cleaned_data),
        back=reverse("disclosure:consents"),
        done="同意公示已登记。",
        about="同意公示",
        title="登记同意公示",
        warning="公开个人信息须本人单独同意，写明同意公布哪些内容；本人可以随时撤回。",
        button="登记",
    )


@require_GET
@never_cache
def consent_paper(request: Request, pk: int) -> FileResponse:
    """Hand out the paper somebody signed, to them and to the desk that keeps it."""
    one = get_object_or_404(agreed.consents(request.actor), pk=pk)
    if one.paper is None:
        raise Http404("没有上传同意书")
    return send(one.paper)


@require_POST
def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a consent; what hangs by it comes down at once."""
    one: Consent = get_object_or_404(agreed.consents(request.actor), pk=pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: consenting.withdraw_consent(actor=request.actor, consent=one, today=localdate()),
        page=lambda: consents(request),
        done="同意已撤回，凭此公示的内容已经撤下。",
        then=reverse("disclosure:consents"),
    )

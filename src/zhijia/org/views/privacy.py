"""Pages about what is sensitive: looking at it, who looked, what members want corrected."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..queries import Shown
from .fill_in import fill_in, member_of, sent

ROWS = 50


@never_cache
def member_look(request: Request, pk: int) -> HttpResponse:
    """Show sealed particulars in clear, once, to who says what for."""
    who, actor = member_of(request, pk), request.actor
    form = forms.LookAt(actor, sent(request))
    if policies.is_self(actor, who):
        form.for_oneself()
    shown: list[Shown] = []
    if form.is_valid():
        with refusals_on(form):
            columns = tuple(form.cleaned_data["columns"])
            shown = actions.look_at(actor=actor, member=who, columns=columns, reason=form.why())
    context = {"member": who, "form": form, "shown": shown}
    context |= {"may": policies.may_see_sensitive(actor, who), "masked": queries.masked(who)}
    status = 422 if form.is_bound and not shown else 200
    return render(request, "org/member_look.html", context, status=status)


def member_looks(request: Request, pk: int) -> HttpResponse:
    """Show who looked at this member's sealed particulars."""
    who = member_of(request, pk)
    may = policies.may_read_looks(request.actor, who)
    rows = queries.looks(who) if may else queries.looks(who).none()
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "org/member_looks.html", {"member": who, "may": may, "page": page})


def me(request: Request) -> HttpResponse:
    """Show a member what is kept about them, and who looked at it."""
    who = get_object_or_404(queries.members(request.actor), pk=request.actor.member_id)
    context = {
        "member": who,
        "particulars": queries.particulars_shown(who),
        "masked": queries.masked(who),
        "stays": queries.stays(who),
        "posts": queries.posts_of(who),
        "looks": queries.looks(who)[:5],
        "corrections": queries.corrections_of(who)[:10],
        "purposes": queries.purposes(),
    }
    return render(request, "org/me.html", context)


def me_correct(request: Request) -> HttpResponse:
    """Ask for something about oneself to be corrected."""
    actor = request.actor
    who = get_object_or_404(queries.members(actor), pk=actor.member_id)
    form = forms.AskCorrection(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.ask_correction(
            actor=actor, member=who, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_ask(actor, who),
        back=reverse("org:me"),
        done="更正申请已提交，办理结果会通知您。",
        about="我的信息",
        title="申请更正",
        button="提交申请",
    )


def corrections(request: Request) -> HttpResponse:
    """List what members want corrected."""
    form = forms.FindCorrection(request.GET)
    everything = form.is_valid() and form.cleaned_data["state"] == "all"
    rows = queries.corrections(request.actor)
    page = Paginator(rows if everything else rows.waiting(), ROWS)
    context = {"form": form, "page": page.get_page(request.GET.get("page"))}
    return render(request, "org/corrections.html", context)


@never_cache
def correction(request: Request, pk: int) -> HttpResponse:
    """Show one request; the desk that keeps the record answers it here."""
    actor = request.actor
    asked = get_object_or_404(queries.corrections(actor), pk=pk)
    is_clear = bool(policies.may_see_sensitive(actor, asked.member))
    form = forms.AnswerCorrection(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.answer_correction(
            actor=actor, correction=asked, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_answer(actor, asked),
        back=reverse("org:corrections"),
        done="更正申请已办理，结果已通知本人。",
        template="org/correction.html",
        asked=asked,
        contrast=queries.contrast(asked, is_clear=is_clear),
    )

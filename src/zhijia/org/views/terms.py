"""Pages of terms and of what a union lacks."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..rules import Handled
from .fill_in import fill_in, sent, unit_of

ROWS = 50


def unit_term(request: Request, pk: int) -> HttpResponse:
    """Enter a term of the unit's committee."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.OpenTerm(actor, one, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.open_term(actor=actor, unit=one, today=localdate(), **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done=lambda term: f"{term}已登记。",
        about=one,
        title="登记届次",
        button="登记",
    )


def term_handle(request: Request, pk: int) -> HttpResponse:
    """Enter what became of a term after its election."""
    term, actor = get_object_or_404(queries.terms(request.actor), pk=pk), request.actor
    facts = {name: getattr(term, name) for name in (*Handled._fields, "version")}
    form = forms.HandleTerm(actor, sent(request), initial=facts)
    return fill_in(
        request,
        form,
        lambda: actions.handle_term(actor=actor, term=term, **form.said()),
        may=policies.may_edit(actor, term.unit),
        back=term.unit.get_absolute_url(),
        done="届次办理情况已保存。",
        about=term,
        title="补记届次办理情况",
        button="保存",
    )


def shortfalls(request: Request) -> HttpResponse:
    """List what the unions one reaches lack: terms over, posts vacant, training undone."""
    form = forms.FindShortfall(request.actor, request.GET)
    rows = form.found(localdate())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    today = localdate()
    context = {"form": form, "page": page, "today": today}
    return render(request, "org/shortfalls.html", context)

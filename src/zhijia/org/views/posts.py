"""Pages of posts and terms."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from .fill_in import fill_in, sent, unit_of


def unit_appoint(request: Request, pk: int) -> HttpResponse:
    """Give somebody a post in this unit."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.Appoint(actor, sent(request), initial={"member": request.GET.get("who", "")})
    return fill_in(
        request,
        form,
        lambda: actions.appoint(actor=actor, unit=one, **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done=lambda post: f"{post}已任职。",
        about=one,
        title="任职",
        button="任职",
    )


def unit_term(request: Request, pk: int) -> HttpResponse:
    """Enter a term of the unit's committee."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.OpenTerm(actor, sent(request))
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


def post_relieve(request: Request, pk: int) -> HttpResponse:
    """End a post."""
    post, actor = get_object_or_404(queries.posts(request.actor), pk=pk), request.actor
    form = forms.Relieve(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.relieve(actor=actor, post=post, **form.cleaned_data),
        may=policies.may_edit(actor, post.unit),
        back=post.unit.get_absolute_url(),
        done=f"{post}已免职。",
        about=post,
        title="免职",
        button="确认免职",
        tone="danger",
    )

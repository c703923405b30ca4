"""Pages of this room: lists, a ballot as office, watcher or voter sees it, and its draft."""

from collections.abc import Callable
from typing import TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_POST

from zhijia.law import ALLOWED, Verdict
from zhijia.platform.blanks import ActorForm, Blank
from zhijia.platform.files import web as files
from zhijia.platform.files.models import StoredFile
from zhijia.platform.web import Request, answer, traceless

from .. import actions, forms, policies, queries
from ..models import Ballot

T = TypeVar("T")
ROWS = 50
PLAIN: dict[str, object] = {"tone": "primary", "warning": "", "about": "", "may": ALLOWED}


def sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def fill_in(
    request: Request,
    form: Blank,
    do: Callable[[], T],
    *,
    may: Verdict,
    back: str,
    done: str | Callable[[T], str],
    then: str | Callable[[T], str] = "",
    **words: object,
) -> HttpResponse:
    """Show a form and, when it comes back, do its one action; `words` is what the page says."""

    def page() -> HttpResponse:
        context = {**PLAIN, "form": form, "may": may, "back": back, **words}
        return render(request, "ballots/fill_in.html", context)

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then or back)


def ballot_of(request: Request, pk: int) -> Ballot:
    """Return a ballot that this person may open at all: by office, as a voter or a watcher."""
    return get_object_or_404(queries.ballots_seen(request.actor), pk=pk)


def worked(request: Request, pk: int) -> Ballot:
    """Return a ballot that an office of this person reaches or that they watch over."""
    found = ballot_of(request, pk)
    if policies.may_see(request.actor, found) or queries.roles_of(request.actor, found):
        return found
    raise Http404


@traceless
def mine(request: Request) -> HttpResponse:
    """List what this person votes on and watches over."""
    actor = request.actor
    page = Paginator(queries.my_ballots(actor), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "watched": queries.watched_by(actor)}
    return render(request, "ballots/mine.html", context)


def ballots(request: Request) -> HttpResponse:
    """List the ballots that this person's offices reach, by state."""
    form = forms.FindBallots(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    rows = queries.ballots(request.actor).filter(request.place.narrows("unit_path"))
    rows = rows.filter(state=state) if state else rows
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "state": state}
    return render(request, "ballots/ballots.html", context)


def ballot_new(request: Request) -> HttpResponse:
    """Begin a ballot."""
    actor = request.actor
    form = forms.NewBallot(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.draft(actor=actor, today=localdate(), **form.cleaned_data),
        may=policies.may_draft_any(actor),
        back=reverse("ballots:ballots"),
        then=lambda made: made.get_absolute_url(),
        done="已建立，接着写明表决内容、名册和监票人员。",
        title="筹备表决",
        button="建立",
    )


def show(request: Request, pk: int, form: ActorForm | None = None) -> HttpResponse:
    """Show a ballot as far as this person takes part; `form` came back with a refusal."""
    found, actor = ballot_of(request, pk), request.actor
    roles = queries.roles_of(actor, found)
    is_inside = bool(policies.may_see(actor, found) or roles)
    context: dict[str, object] = {
        "ballot": found,
        "look": form,
        "roles": roles,
        "voter": queries.voter_of(actor, found),
        "may_vote": queries.may_vote(actor, found, now()) if found.eid else None,
        "contests": queries.told_contests(found, is_whole=is_inside),
        "watchers": queries.watchers_of(found),
    }
    if not is_inside:
        return render(request, "ballots/own.html", context)
    context |= queries.desk_view(actor, found, roles, localdate())
    return render(request, "ballots/ballot.html", context)


@traceless
def ballot(request: Request, pk: int) -> HttpResponse:
    """Show a ballot."""
    return show(request, pk)


def ballot_edit(request: Request, pk: int) -> HttpResponse:
    """Say anew what a draft is called, by which way it votes, what is on file for it."""
    actor, found = request.actor, worked(request, pk)
    names = "title meeting held_on way revote method consent version".split()
    shown: dict[str, object] = {name: getattr(found, name) for name in names}
    shown["closes_at"] = localtime(found.closes_at) if found.closes_at else None
    form = forms.EditBallot(actor, sent(request), request.FILES or None, initial=shown)
    return fill_in(
        request,
        form,
        lambda: actions.edit_ballot(actor=actor, ballot=found, **form.cleaned_data),
        may=policies.may_run(actor, found),
        back=found.get_absolute_url(),
        done="已保存。",
        about=found,
        title="名称、方式和依据",
        button="保存",
        ways=queries.ways_of(found, localdate()),
    )


def act_on(
    request: Request, pk: int, do: Callable[[Ballot], object], done: str, then: str = ""
) -> HttpResponse:
    """Do one thing with a ballot that a button asks for, and show it again."""
    found = worked(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: do(found),
        page=lambda: show(request, pk, form),
        done=done,
        then=then or found.get_absolute_url(),
    )


@require_POST
def ballot_drop(request: Request, pk: int) -> HttpResponse:
    """Take a draft away."""
    return act_on(
        request,
        pk,
        lambda found: actions.drop_ballot(actor=request.actor, ballot=found),
        "草稿已删除。",
        reverse("ballots:ballots"),
    )


def _file(file: StoredFile | None) -> HttpResponseBase:
    if file is None:
        raise Http404
    return files.send(file)


def method_file(request: Request, pk: int) -> HttpResponseBase:
    """Hand out the adopted method: every voter may read it."""
    return _file(ballot_of(request, pk).method_file)


def consent_file(request: Request, pk: int) -> HttpResponseBase:
    """Hand out the consent of the union above."""
    return _file(worked(request, pk).consent_file)

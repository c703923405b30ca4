"""资格审查: what the check finds before a meeting; and the card of one delegate."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import delegates as blanks
from ..models import Meeting
from ..queries import delegates as asked
from ..rules import mandates
from .filling import sent
from .meetings import kept


def credentials(request: Request, pk: int) -> HttpResponse:
    """Show what the check finds, and pass it: then the roll stands still."""
    one, actor = kept(request, pk), request.actor
    form = blanks.Check(actor, sent(request))
    if request.method != "POST":
        return _credentials(request, one, form)
    return answer(
        request,
        form,
        lambda: actions.check_credentials(
            actor=actor, meeting=one, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _credentials(request, one, form),
        done=lambda made: f"资格审查已通过，应到 {made.total} 人，名单已固定。",
        then=one.get_absolute_url(),
    )


def _credentials(request: Request, one: Meeting, form: blanks.Check) -> HttpResponse:
    term = asked.congress_of(one)
    findings = asked.credentials_of(term, localdate()) if term else []
    passes = mandates.passes(findings)
    if passes:
        del form.fields["despite"]
    context = {
        "meeting": one,
        "congress": term,
        "done": asked.check_of(one),
        "findings": sorted(findings, key=lambda found: found.weight),
        "passes": passes,
        "form": form,
    }
    return render(request, "meetings/credentials.html", context)


def delegate(request: Request, pk: int) -> HttpResponse:
    """Show one delegate: to who may see the roll, and to the delegate."""
    one = get_object_or_404(asked.delegates_seen(request.actor), pk=pk)
    context = {
        "one": one,
        "election": mandates.election_of(one.congress.whose, asked.mandate_facts(one)),
        "keeps": policies.may_keep_delegates(request.actor, one.congress),
        "sees": policies.may_see_delegates(request.actor, one.congress),
        "filled": asked.delegates_seen(request.actor).filter(fills=one).first(),
        "seats": one.seats.select_related("meeting").order_by("-meeting__meets_on"),
    }
    return render(request, "meetings/delegate.html", context)

"""Setting, opening and closing a ballot; the sign-in desk."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Voter
from . import act_on, worked


@require_POST
def ballot_set(request: Request, pk: int) -> HttpResponse:
    """Freeze a draft, as its reader saw it."""
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else None
    return act_on(
        request,
        pk,
        lambda found: actions.set_ballot(
            actor=request.actor, ballot=found, today=localdate(), version=seen
        ),
        "已定稿，名册固定。",
    )


@require_POST
def ballot_unset(request: Request, pk: int) -> HttpResponse:
    """Make a set ballot a draft again."""
    return act_on(
        request,
        pk,
        lambda found: actions.unset_ballot(actor=request.actor, ballot=found),
        "已撤回，可以修改。",
    )


@require_POST
def ballot_open(request: Request, pk: int) -> HttpResponse:
    """Begin the vote."""
    return act_on(
        request,
        pk,
        lambda found: actions.open_ballot(actor=request.actor, ballot=found, today=localdate()),
        "投票开始。",
    )


@require_POST
def ballot_close(request: Request, pk: int) -> HttpResponse:
    """End the vote."""
    return act_on(
        request,
        pk,
        lambda found: actions.close_ballot(
            actor=request.actor, ballot=found, today=localdate(), now=now()
        ),
        "投票结束，可以计票。",
    )


def _desk(request: Request, pk: int, form: ActorForm | None = None) -> HttpResponse:
    """Show the sign-in desk; `form` came back with a refusal."""
    found = worked(request, pk)
    ask = forms.FindVoters(request.GET or request.POST)
    words = ask.cleaned_data["q"].strip() if ask.is_valid() else ""
    roles = queries.roles_of(request.actor, found)
    context = {
        "ballot": found,
        "form": ask,
        "q": words,
        "rows": queries.found_at_desk(found, words),
        "quorum": queries.quorum_of(found),
        "groups": [] if words else queries.voters_by_group(found),
        "may": policies.may_sign_in(request.actor, found, roles),
        "moving": queries.moving_of(found) if found.way == "mixed" else None,
        "look": form,
    }
    return render(request, "ballots/desk.html", context)


def sign_desk(request: Request, pk: int) -> HttpResponse:
    """Find people by name, number or group and check them in."""
    return _desk(request, pk)


def quorum(request: Request, pk: int) -> HttpResponse:
    """Show how many came, for the wall of the hall; it renews itself."""
    found = worked(request, pk)
    context = {"ballot": found, "quorum": queries.quorum_of(found)}
    return render(request, "ballots/quorum.html", context)


def _voter(request: Request, pk: int) -> Voter:
    found = get_object_or_404(Voter.objects.select_related("ballot__unit"), pk=pk)
    worked(request, found.ballot_id)
    return found


def _back(request: Request, found: Voter) -> str:
    """Return the desk, ready for the next person: the group stays, a name does not."""
    words = request.POST.get("q", "")
    path = reverse("ballots:sign-desk", args=[found.ballot_id])
    return f"{path}?{urlencode({'q': words})}" if words and words == found.group else path


@require_POST
def voter_sign(request: Request, pk: int) -> HttpResponse:
    """Check somebody in."""
    found = _voter(request, pk)
    form = ActorForm(request.actor, request.POST)
    way = request.POST.get("way", "")
    return answer(
        request,
        form,
        lambda: actions.sign_in(actor=request.actor, voter=found, way=way, today=localdate()),
        page=lambda: _desk(request, found.ballot_id, form),
        done=f"{found} 已签到。",
        then=_back(request, found),
    )


@require_POST
def voter_unsign(request: Request, pk: int) -> HttpResponse:
    """Take a sign-in back."""
    found = _voter(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.undo_sign_in(actor=request.actor, voter=found),
        page=lambda: _desk(request, found.ballot_id, form),
        done=f"{found} 的签到已撤销。",
        then=_back(request, found),
    )


@require_POST
def voter_move(request: Request, pk: int) -> HttpResponse:
    """Give paper to somebody whose code was struck."""
    found = _voter(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.move_to_paper(actor=request.actor, voter=found),
        page=lambda: _desk(request, found.ballot_id, form),
        done=f"{found} 改领纸质选票，请发给一张。",
        then=_back(request, found),
    )

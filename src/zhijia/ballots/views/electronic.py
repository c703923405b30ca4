"""The page of an electronic vote: each step, whose it is, and what devices bring and take."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..client import TOOLS, single
from ..models import Ballot, Handed, Watcher
from . import ballot_of, worked

Do = Callable[[Ballot], object]
ASKED = "已提请，等监票人签署。"


def _shown(request: Request, ballot: Ballot, form: ActorForm | None = None) -> HttpResponse:
    """Show the page; `form` came back with what was wrong in it."""
    actor = request.actor
    blanks = {
        "brought": forms.BroughtForm(actor),
        "reason": forms.ReasonForm(actor),
        "revocation": forms.RevocationForm(actor),
        "signature": forms.SignatureForm(actor),
    }
    roles = queries.roles_of(actor, ballot)
    context = queries.electronic_view(actor, ballot, roles)
    # Every row has a form of its own: labels find their fields by ids that come once on a page.
    dues = [
        (one, forms.BroughtForm(actor, auto_id=f"holder-{one.holder.pk}-%s"))
        for one in queries.dues_of(ballot, str(context["step"]))
    ]
    context |= blanks | {"ballot": ballot, "roles": roles, "look": form, "dues": dues}
    return render(request, "ballots/electronic.html", context)


def electronic(request: Request, pk: int) -> HttpResponse:
    """Show how far an electronic vote is."""
    ballot = worked(request, pk)
    if not ballot.is_electronic:
        raise Http404
    return _shown(request, ballot)


def _answer(
    request: Request, pk: int, form: ActorForm, do: Do, done: str | Callable[[object], str]
) -> HttpResponse:
    """Do one thing that the page asks, and show it again."""
    ballot = worked(request, pk)
    return answer(
        request,
        form,
        lambda: do(ballot),
        page=lambda: _shown(request, ballot, form),
        done=done,
        then=reverse("ballots:electronic", args=[pk]),
    )


def _stopped(actor: Actor, ballot: Ballot) -> object:
    return actions.stop_casting(actor=actor, ballot=ballot, now=now())


def _press(name: str, do: Callable[..., object], done: str) -> Callable[..., HttpResponse]:
    """Return the view of this name, that does one thing by one press."""

    def press(request: Request, pk: int) -> HttpResponse:
        form = ActorForm(request.actor, request.POST)
        return _answer(request, pk, form, lambda found: do(actor=request.actor, ballot=found), done)

    press.__name__ = name
    return require_POST(press)


keys_begin = _press("keys_begin", actions.begin_keys, "已开始准备。")
manifest_freeze = _press("manifest_freeze", actions.freeze_manifest, "选举清单已冻结。")
board_open = _press("board_open", actions.open_board, "公告板已建立。")
casting_stop = _press("casting_stop", _stopped, "已停止收票，请监票人签署。")
paper_propose = _press("paper_propose", actions.propose_paper, ASKED)
seal_propose = _press("seal_propose", actions.propose_seal, ASKED)
statement_withdraw = _press("statement_withdraw", actions.withdraw_statement, "已撤回。")


def _brought(request: Request, pk: int, do: Callable[[Ballot, str], object]) -> HttpResponse:
    """Do something with what a device gave out."""
    form = forms.BroughtForm(request.actor, request.POST, request.FILES)
    return _answer(request, pk, form, lambda found: do(found, form.cleaned_data["text"]), _said)


def _said(made: object) -> str:
    if isinstance(made, Handed):
        return "已收到，正在后台核对，进度见本页。"
    return "已收下，核对无误。"


@require_POST
def holder_keys(request: Request, pk: int) -> HttpResponse:
    """Keep a holder's public keys."""
    watcher = get_object_or_404(Watcher, pk=pk, role="holder")
    return _brought(
        request,
        watcher.ballot_id,
        lambda _, text: actions.keep_holder_keys(actor=request.actor, watcher=watcher, text=text),
    )


@require_POST
def key_lists(request: Request, pk: int) -> HttpResponse:
    """Keep the lists of the qualification group."""
    return _brought(
        request,
        pk,
        lambda found, text: actions.keep_key_lists(actor=request.actor, ballot=found, text=text),
    )


@require_POST
def ceremony_message(request: Request, pk: int) -> HttpResponse:
    """Keep a message of the ceremony."""
    return _brought(
        request,
        pk,
        lambda found, text: actions.take_message(actor=request.actor, ballot=found, text=text),
    )


@require_POST
def ceremony_restart(request: Request, pk: int) -> HttpResponse:
    """Begin the ceremony anew."""
    form = forms.ReasonForm(request.actor, request.POST)
    return _answer(
        request,
        pk,
        form,
        lambda found: actions.restart_ceremony(
            actor=request.actor, ballot=found, reason=form.cleaned_data["reason"]
        ),
        "密钥仪式重新开始。",
    )


@require_POST
def credentials_revoke(request: Request, pk: int) -> HttpResponse:
    """Propose to strike credentials."""
    form = forms.RevocationForm(request.actor, request.POST)
    return _answer(
        request,
        pk,
        form,
        lambda found: actions.propose_revocation(
            actor=request.actor,
            ballot=found,
            keys=form.cleaned_data["keys"].split(),
            reason=form.cleaned_data["reason"],
        ),
        ASKED,
    )


@require_POST
def statement_sign(request: Request, pk: int) -> HttpResponse:
    """Add a scrutineer's signature."""
    form = forms.SignatureForm(request.actor, request.POST)
    return _answer(
        request,
        pk,
        form,
        lambda found: actions.sign_statement(
            actor=request.actor, ballot=found, **form.cleaned_data
        ),
        "签名已收下。",
    )


@require_POST
def mixing(request: Request, pk: int) -> HttpResponse:
    """Take a holder's mixing."""
    return _brought(
        request,
        pk,
        lambda found, text: actions.bring(actor=request.actor, ballot=found, step="mix", text=text),
    )


@require_POST
def opening(request: Request, pk: int) -> HttpResponse:
    """Take a holder's partial decryption."""
    return _brought(
        request,
        pk,
        lambda found, text: actions.bring(
            actor=request.actor, ballot=found, step="open", text=text
        ),
    )


def _file(name: str, kind: str, raw: bytes) -> HttpResponse:
    response = HttpResponse(raw, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def manifest(request: Request, pk: int) -> HttpResponse:
    """Hand out the manifest's exact bytes."""
    ballot = ballot_of(request, pk)
    if not ballot.eid:
        raise Http404
    return _file("manifest.json", "application/json", ballot.manifest.encode())


def roll_json(request: Request, pk: int) -> HttpResponse:
    """Hand out what the qualification group's tool begins from: to them and the desk alone."""
    ballot, actor = worked(request, pk), request.actor
    is_theirs = policies.may_run(actor, ballot) or "registrar" in queries.roles_of(actor, ballot)
    board = queries.board_of(ballot)
    if board is None or not is_theirs:
        raise Http404
    address = request.build_absolute_uri(reverse("ballots:vote", args=[pk]))
    return _file("roll.json", "application/json", queries.roll_file(ballot, board, address))


def tool(request: Request, name: str) -> HttpResponse:
    """Hand out a single file that runs from disk."""
    if name not in TOOLS:
        raise Http404
    return _file(f"{name}.html", "text/html; charset=utf-8", single(name))


def ceremony_json(request: Request, pk: int) -> HttpResponse:
    """Hand out the ceremony's messages so far."""
    ballot = worked(request, pk)
    if not ballot.eid:
        raise Http404
    return _file("ceremony.json", "application/json", queries.messages_file(ballot))


def archive(request: Request, pk: int) -> HttpResponseBase:
    """Hand out the archive as far as the board goes; sealed, to those in office alone."""
    ballot = ballot_of(request, pk)
    is_inside = policies.may_see(request.actor, ballot)
    if not ballot.eid or (ballot.state == "sealed" and not is_inside):
        raise Http404
    response = StreamingHttpResponse(queries.zipped(ballot), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="archive-{ballot.eid[:12]}.zip"'
    return response

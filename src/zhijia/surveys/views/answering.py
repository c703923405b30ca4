"""Answering: one's own page, the two steps of an anonymous answer, and the link from outside.

`box` and `outside` are open to strangers: they read neither session nor account, so that no answer
comes with either.
"""

import json
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zhijia.law import Verdict
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.entry import address_of
from zhijia.platform.accounts.models import Tries
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, refusals_on, require
from zhijia.platform.web import Request, answer, public

from .. import actions, forms, queries, rules
from ..forms.answers import Questions
from ..models import Asked, Group, Round
from . import sent
from .sheets import questions

LARGEST = 256 * 1024  # bytes of an answer with all that pads it


def _asked(request: Request, pk: int) -> Asked:
    """Return this person's line in a round; who is not asked finds nothing here."""
    return get_object_or_404(queries.my_rounds(request.actor), round__pk=pk)


def _runs(round: Round, today: date) -> Verdict:
    return rules.runs(
        from_on=round.from_on, until_on=round.until_on, closed_on=round.closed_on, today=today
    )


def answer_sheet(request: Request, pk: int) -> HttpResponse:
    """Show the questionnaire to somebody who is asked, and take their answer."""
    asked, today = _asked(request, pk), localdate()
    form = forms.AnswerForm(asked.round, request.actor, sent(request), request.FILES or None)
    page = partial(_page, request, asked, form, today)
    if request.method != "POST":
        return page()
    return answer(
        request,
        form,
        lambda: _take(request, asked.round, form, today),
        page=page,
        done="答卷已收到，谢谢您。",
        then=reverse("surveys:mine"),
    )


def _page(request: Request, asked: Asked, form: forms.AnswerForm, today: date) -> HttpResponse:
    round = asked.round
    context = {
        "round": round,
        "group": asked.group,
        "form": form,
        "may": _runs(round, today) and rules.has_not_answered(asked.state),
        **questions(form, round.edition.items),
    }
    return render(request, "surveys/answer.html", context)


def _take(request: Request, round: Round, form: forms.AnswerForm, today: date) -> None:
    """Do what kind of a round it is asks for."""
    given = form.answers()
    if round.is_anonymous:
        actions.cast(round=round, member_id=request.actor.member_id, content=given, today=today)
    else:
        actions.answer_signed(
            actor=request.actor, round=round, content=given, uploads=form.uploads(), today=today
        )


@require_POST
def draw(request: Request, pk: int) -> HttpResponse:
    """Sign the blinded token of somebody who is asked; the answer is not sent here."""
    round = _asked(request, pk).round
    if not round.is_anonymous:
        raise Http404
    try:
        blinded = int(request.POST.get("blinded", "")[:2000], 16)
        signed = actions.draw(
            actor=Actor(),
            round=round,
            member_id=request.actor.member_id,
            blinded=blinded,
            today=localdate(),
        )
    except ValueError:
        return JsonResponse({"words": "凭证不完整，请刷新页面重试"}, status=422)
    except Refused as no:
        return JsonResponse({"words": no.verdict.reason}, status=422)
    return JsonResponse({"signed": f"{signed:x}"})


@csrf_exempt
@require_POST
@public
def box(request: Request, pk: int) -> HttpResponse:
    """Take an anonymous answer with its token, or without one say what is wrong with it.

    Nobody is signed in here: what a browser may send along of a session is not looked at.
    """
    known = Group.objects.select_related("round__edition__sheet").exclude(modulus="")
    group = get_object_or_404(known, pk=pk)
    try:
        faults = _put(group, request.body)
    except Refused as no:
        return JsonResponse({"words": no.verdict.reason}, status=422)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"words": "答卷不完整，请刷新页面重试"}, status=422)
    told = {"faults": faults} if faults else {"done": True}
    return JsonResponse(told, status=422 if faults else 200)


def _put(group: Group, body: bytes) -> dict[str, str]:
    """Put what came into the box if it has a token; return what is wrong with the answer."""
    said = _read(body)
    form = Questions(group.round.edition.items, "", _filled(said["content"]))
    if not form.is_valid():
        return {name: str(words[0]) for name, words in form.errors.items()}
    if said.get("token"):
        actions.deposit(
            group=group,
            token=bytes.fromhex(str(said["token"])[:200]),
            signature=int(str(said["signature"])[:2000], 16),
            content=form.answers(),
            today=localdate(),
        )
    return {}


def _read(body: bytes) -> dict[str, Any]:
    """Return what the browser sent; ValueError where it is not what ours sends."""
    if len(body) > LARGEST:
        raise ValueError("too large")
    found = json.loads(body)
    if not isinstance(found, dict) or not isinstance(found.get("content"), dict):
        raise ValueError("not an answer")
    return found


def _filled(content: dict[str, list[str]]) -> QueryDict:
    """Return the fields of an answer as a form would have sent them."""
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(str(name), [str(value) for value in values])
    return data


@public
def outside(request: Request, token: str) -> HttpResponse:
    """Let anybody with the link answer, as often as the address is not locked."""
    round = queries.public_round(token)
    if round is None:
        raise Http404
    today = localdate()
    form = forms.OutsideForm(round, sent(request))
    context = {
        "round": round,
        "form": form,
        "runs": _runs(round, today),
        **questions(form, round.edition.items),
    }
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _take_outside(request, round, form, today)
            return redirect("surveys:thanks")
    status = 422 if form.errors else 200
    return render(request, "surveys/outside.html", context, status=status)


def _take_outside(request: Request, round: Round, form: forms.OutsideForm, today: date) -> None:
    """Count the try and take the answer."""
    key = Tries.key_of("survey", f"{round.pk}:{address_of(request)}")
    require(accounts.take_try(key=key, most=rules.OUTSIDE_TRIES, now=now()).may)
    who = form.cleaned_data.get("who", "")
    actions.deposit_outside(round=round, content=form.answers(), who=who, today=today)


@public
def thanks(request: Request) -> HttpResponse:
    """Say that an answer has come in; which one is not known here."""
    return render(request, "surveys/thanks.html")

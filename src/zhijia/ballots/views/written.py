"""Local written rules on file."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files import web as files
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import WrittenRule
from . import fill_in, sent


def _rule(request: Request, pk: int) -> WrittenRule:
    return get_object_or_404(queries.written_rules(request.actor), pk=pk)


def _page(request: Request, form: ActorForm | None = None) -> HttpResponse:
    actor = request.actor
    rows = [(row, policies.may_drop_rule(actor, row)) for row in queries.written_rules(actor)]
    context = {"rows": rows, "today": localdate(), "look": form}
    return render(request, "ballots/rules.html", context)


def written_rules(request: Request) -> HttpResponse:
    """List the rules on file that bind this person's unit or one they reach."""
    return _page(request)


def written_rule_new(request: Request) -> HttpResponse:
    """Put a rule on file."""
    actor = request.actor
    form = forms.NewRule(actor, sent(request), request.FILES or None)
    return fill_in(
        request,
        form,
        lambda: actions.file_rule(actor=actor, **form.cleaned_data),
        may=policies.may_draft_any(actor),
        back=reverse("ballots:written-rules"),
        done="已登记。",
        title="登记书面规定",
        button="登记",
        warning="只登记看得到正式文本的规定。工会选举用远程投票，须有省级以上的书面规定。",
    )


@require_POST
def written_rule_drop(request: Request, pk: int) -> HttpResponse:
    """Let a rule on file end today."""
    found = _rule(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_rule(actor=request.actor, rule=found, today=localdate()),
        page=lambda: _page(request, form),
        done="已停用。",
        then=reverse("ballots:written-rules"),
    )


def written_rule_file(request: Request, pk: int) -> HttpResponseBase:
    """Hand out the text of a rule."""
    found = _rule(request, pk)
    if found.file is None:
        raise Http404
    return files.send(found.file)

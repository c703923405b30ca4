"""Rounds: opened, watched, prolonged, closed; how a sample was drawn."""

from io import BytesIO

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, policies, queries, rules
from ..models import Round
from ..queries import rolls
from . import ROWS, fill_in, sent


def round_of(request: Request, pk: int) -> Round:
    """Return a round that an office of this person reaches."""
    return get_object_or_404(queries.rounds(request.actor), pk=pk)


def rounds(request: Request) -> HttpResponse:
    """List the rounds that this person's offices reach."""
    form = forms.FindRounds(request.GET)
    rows = queries.rounds(request.actor).filter(request.place.narrows("unit_path"))
    state = form.cleaned_data["state"] if form.is_valid() else ""
    if state:
        rows = rows.running() if state == "running" else rows.exclude(closed_on=None)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "today": localdate()}
    return render(request, "surveys/rounds.html", context)


def round_new(request: Request, pk: int) -> HttpResponse:
    """Open a round of a questionnaire."""
    actor, today = request.actor, localdate()
    sheet = get_object_or_404(queries.sheets(actor).standing(), pk=pk)
    edition = queries.edition_of(sheet)
    form = forms.OpenRound(actor, edition, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.publish_round(actor=actor, edition=edition, spec=form.told(), today=today),
        may=policies.may_open(actor, sheet),
        back=sheet.get_absolute_url(),
        then=lambda made: made.get_absolute_url(),
        done=lambda made: f"已发布，应答 {made.asked_count} 人。",
        about=sheet,
        title="发布调查",
        button="发布",
        warning="发布以后题目固定，范围和方式不能再改，截止日期可以延长。",
    )


def _page(request: Request, pk: int, form: ActorForm | None = None) -> HttpResponse:
    """Show a round; `form` came back with a refusal."""
    found, today = round_of(request, pk), localdate()
    groups = queries.answered_by_group(found)
    size, answered = sum(one.size for one in groups), sum(one.answered for one in groups)
    context = {
        "round": found,
        "groups": groups,
        "size": size,
        "answered": answered,
        "out": sum(one.out for one in groups),
        "percent": 100 * answered // size if size else 0,
        "runs": rules.runs(
            from_on=found.from_on, until_on=found.until_on, closed_on=found.closed_on, today=today
        ),
        "may": policies.may_run(request.actor, found),
        "no_account": queries.without_account(found),
        "look": form,
    }
    return render(request, "surveys/round.html", context)


def round(request: Request, pk: int) -> HttpResponse:
    """Show how far a round has come, by group and without names."""
    return _page(request, pk)


def round_prolong(request: Request, pk: int) -> HttpResponse:
    """Let a round run longer."""
    actor, found = request.actor, round_of(request, pk)
    form = forms.Prolong(actor, sent(request), initial={"until_on": found.until_on})
    return fill_in(
        request,
        form,
        lambda: actions.prolong_round(
            actor=actor, round=found, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_run(actor, found),
        back=found.get_absolute_url(),
        done="截止日期已延长。",
        about=found,
        title="延长调查",
        button="延长",
    )


@require_POST
def round_remind(request: Request, pk: int) -> HttpResponse:
    """Let the system remind those who have not answered."""
    actor, found = request.actor, round_of(request, pk)
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.remind_round(actor=actor, round=found, today=localdate()),
        page=lambda: _page(request, pk, form),
        done="系统已提醒还没有作答的人；提醒了谁不显示，一天最多一次。",
        then=found.get_absolute_url(),
    )


@require_POST
def round_close(request: Request, pk: int) -> HttpResponse:
    """Close a round whose last day has passed."""
    actor, found = request.actor, round_of(request, pk)
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.close_round(actor=actor, round=found, today=localdate()),
        page=lambda: _page(request, pk, form),
        done="调查已结束，结果已经全部汇总。",
        then=found.get_absolute_url(),
    )


def _sampled(request: Request, pk: int) -> Round:
    found = round_of(request, pk)
    if found.way == "all":
        raise Http404
    return found


def round_sample(request: Request, pk: int) -> HttpResponse:
    """Show how a sample was drawn, and draw it again."""
    found = _sampled(request, pk)
    context = {
        "round": found,
        "lines": rolls.kept_quotas(found),
        "heads": len(found.frame),
        "is_same": rolls.drawn_again(found),
        "may_take": policies.may_take_sample(request.actor, found),
    }
    return render(request, "surveys/sample.html", context)


def sample_excel(request: Request, pk: int) -> FileResponse:
    """Hand out the roll with everybody's lot, so that the sample can be drawn again elsewhere."""
    found = _sampled(request, pk)
    if not policies.may_take_sample(request.actor, found):
        raise Http404
    rows = rolls.lots(found)
    data = paper.sample_sheet(f"{found}抽样名册", rows, unit=str(found.unit), day=found.opened_on)
    return excel(data, f"{found}抽样名册", str(found.unit))


def excel(data: bytes, title: str, unit: str) -> FileResponse:
    """Send an Excel file."""
    name = file_name(title, unit, localdate(), "xlsx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )


def round_poster(request: Request, pk: int) -> HttpResponse:
    """Show the link from outside as a page to print and put on a wall."""
    found = round_of(request, pk)
    if not found.is_outside:
        raise Http404
    path = reverse("surveys:outside", args=[found.token])
    url = f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    code = segno.make(url, error="m").svg_data_uri(scale=8)
    context = {"round": found, "url": url, "code": code}
    return render(request, "surveys/poster.html", context)

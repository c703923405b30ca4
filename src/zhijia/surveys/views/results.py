"""Results: counts, cross tables, words, named answers; Excel and Word; what was decided."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, policies, queries, rules
from ..models import Outcome, Round
from ..queries import reporting
from ..queries import results as reading
from . import ROWS, fill_in, sent
from .rounds import excel, round_of


def results(request: Request, pk: int) -> HttpResponse:
    """Show the counts of a round, live."""
    found = round_of(request, pk)
    now = reading.results(found)
    context = {
        "round": found,
        "results": now,
        "standing": queries.answered_by_group(found),
        "axes": reading.axes(found),
        "texts": reading.text_items(found),
        "compared": reading.compared(found, now),
        "may_read": policies.may_read_words(request.actor, found),
        "may_signed": policies.may_read_signed(request.actor, found),
        "may_settle": policies.may_settle(request.actor, found),
    }
    return render(request, "surveys/results.html", context)


def cross(request: Request, pk: int) -> HttpResponse:
    """Show two questions against each other, or one against the units."""
    found = round_of(request, pk)
    axes = reading.axes(found)
    known = dict(axes)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    made = None
    if row in known and column in known and row != column and column != reading.BY_UNIT:
        made = reading.crossed(found, row, column)
    context = {
        "round": found,
        "axes": axes,
        "row": row,
        "column": column,
        "row_words": known.get(row),
        "column_words": known.get(column),
        "table": made,
    }
    return render(request, "surveys/cross.html", context)


def words(request: Request, pk: int, code: str) -> HttpResponse:
    """Show what people wrote in their own words."""
    found = round_of(request, pk)
    asked = [(number, item) for number, item in reading.text_items(found) if item.code == code]
    if not asked:
        raise Http404
    number, item = asked[0]
    word, may = request.GET.get("word", "")[:20], policies.may_read_words(request.actor, found)
    said = reading.texts(found, item, word) if may else None
    page = Paginator(said.texts if said else [], ROWS).get_page(request.GET.get("page"))
    context = {"round": found, "item": item, "number": number, "said": said, "word": word}
    return render(request, "surveys/words.html", {**context, "page": page, "may": may})


def signed(request: Request, pk: int) -> HttpResponse:
    """Show who said what in a named round, to the unit's desk."""
    found = round_of(request, pk)
    may = rules.has_names(found.is_anonymous) and policies.may_read_signed(request.actor, found)
    rows = reading.signed_rows(found) if may else []
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    items = found.edition.items
    told = [
        (one, [(item, reading.worded(item, one.answer.content)) for item in items]) for one in page
    ]
    return render(
        request, "surveys/signed.html", {"round": found, "may": may, "page": page, "told": told}
    )


def results_excel(request: Request, pk: int) -> FileResponse:
    """Hand out the counts as an Excel file."""
    found = round_of(request, pk)
    rows = reporting.lines(found, reading.results(found))
    data = paper.results_sheet(f"{found}结果", rows, unit=str(found.unit), day=localdate())
    return excel(data, f"{found}结果", str(found.unit))


def report(request: Request, pk: int) -> FileResponse:
    """Hand out the report as a Word file."""
    found = round_of(request, pk)
    data = paper.report(reporting.told(found, localdate()))
    name = file_name(f"{found}报告", str(found.unit), localdate(), "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


def _outcomes(
    request: Request, found: Round, form: forms.SettleOutcome, look: ActorForm | None = None
) -> HttpResponse:
    """Show what was heard; `look` is a button that came back with a refusal."""
    context = {
        "look": look,
        "round": found,
        "outcomes": reading.outcomes(found),
        "form": form,
        "may": policies.may_settle(request.actor, found),
    }
    return render(request, "surveys/outcomes.html", context)


def outcomes(request: Request, pk: int) -> HttpResponse:
    """Show what was heard, and write what is answered to it."""
    actor, found = request.actor, round_of(request, pk)
    form = forms.SettleOutcome(actor, sent(request))
    if request.method != "POST":
        return _outcomes(request, found, form)
    return answer(
        request,
        form,
        lambda: actions.settle_outcome(
            actor=actor, round=found, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _outcomes(request, found, form),
        done="已记下，公布以后被调查的人都能看到。",
        then=reverse("surveys:outcomes", args=[found.pk]),
    )


def _outcome(request: Request, pk: int) -> Outcome:
    return get_object_or_404(reading.outcomes_seen(request.actor), pk=pk)


def outcome_edit(request: Request, pk: int) -> HttpResponse:
    """Word a finding and its answer anew."""
    actor, found = request.actor, _outcome(request, pk)
    names = ("finding", "weight", "adoption", "answer", "version")
    initial = {name: getattr(found, name) for name in names}
    form = forms.SettleOutcome(actor, sent(request), initial=initial)
    return fill_in(
        request,
        form,
        lambda: actions.settle_outcome(
            actor=actor, round=found.round, outcome=found, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_settle(actor, found.round),
        back=reverse("surveys:outcomes", args=[found.round_id]),
        done="已保存。",
        about=found.round,
        title="修改意见和答复",
        button="保存",
    )


def outcome_matter(request: Request, pk: int) -> HttpResponse:
    """Let a finding go through the steps of an opinion."""
    actor, found = request.actor, _outcome(request, pk)
    form = forms.OpenMatter(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.open_matter(
            actor=actor, outcome=found, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_settle(actor, found.round),
        back=reverse("surveys:outcomes", args=[found.round_id]),
        then=lambda made: made.get_absolute_url(),
        done="已转为意见建议办理，按听取、研究、决定、反馈的步骤走。",
        about=found.round,
        title="转为意见建议办理",
        button="转办",
        warning=found.finding,
    )


@require_POST
def outcome_drop(request: Request, pk: int) -> HttpResponse:
    """Take a finding back before it was told."""
    actor, found = request.actor, _outcome(request, pk)
    form = forms.SettleOutcome(actor)
    blank = ActorForm(actor, request.POST)
    return answer(
        request,
        blank,
        lambda: actions.drop_outcome(actor=actor, outcome=found),
        page=lambda: _outcomes(request, found.round, form, blank),
        done="已删除。",
        then=reverse("surveys:outcomes", args=[found.round_id]),
    )


@require_POST
def outcomes_publish(request: Request, pk: int) -> HttpResponse:
    """Show results and answers to all who were asked."""
    actor, found = request.actor, round_of(request, pk)
    blank = ActorForm(actor, request.POST)
    return answer(
        request,
        blank,
        lambda: actions.publish_outcomes(actor=actor, round=found, today=localdate()),
        page=lambda: _outcomes(request, found, forms.SettleOutcome(actor), blank),
        done="已公布，并通知了所有被调查的人。",
        then=reverse("surveys:outcomes", args=[found.pk]),
    )


def lead(request: Request, pk: int) -> HttpResponse:
    """Lead whoever knows of a round to what of it is for them."""
    found = get_object_or_404(queries.rounds_known(request.actor), pk=pk)
    return redirect(queries.way_into(request.actor, found, localdate()))


def told(request: Request, pk: int) -> HttpResponse:
    """Show what came of a round, and what was decided, to all who were asked."""
    found = get_object_or_404(queries.rounds_seen(request.actor), pk=pk)
    if found.told_on is None:
        raise Http404
    context = {
        "round": found,
        "results": reading.results(found),
        "outcomes": reading.outcomes(found),
    }
    return render(request, "surveys/told.html", context)

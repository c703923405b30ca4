from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from zhijia.org.models import Unit
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Outline
from ..rules import FORMS


@require_GET
def outlines(request: Request) -> HttpResponse:
    """List the outlines of the actor's own units, one a form."""
    context = {
        "rows": queries.outlines_kept(request.actor),
        "may": queries.may_draft_any(request.actor),
    }
    return render(request, "writing/outlines.html", context)


def outline_edit(request: Request, unit_id: int, form: str) -> HttpResponse:
    """Change the sections and standing sentences of one form."""
    if form not in FORMS:
        raise Http404("没有这种文体。")
    unit = get_object_or_404(queries.own_units(request.actor), pk=unit_id)
    kept = queries.outline(unit, form)
    sheet = _sheet(request, form, kept)

    def page() -> HttpResponse:
        may = policies.may_draft(request.actor, unit)
        context = {"unit": unit, "label": FORMS[form].label, "form": sheet, "kept": kept}
        return render(request, "writing/outline_edit.html", {**context, "code": form, "may": may})

    if request.method != "POST":
        return page()
    done = "模板已保存，以后起草就照它来；已经起草的报告不变。"
    then = reverse("writing:outlines")
    return answer(
        request, sheet, lambda: _keep(request, unit, sheet), page=page, done=done, then=then
    )


def _sheet(request: Request, form: str, kept: Outline | None) -> forms.EditOutline:
    """Return the form of an outline, the unit's own or the product's."""
    slots = kept.sections() if kept else FORMS[form].slots
    posted = request.POST if request.method == "POST" else None
    version = {"version": kept.number if kept else 0}
    return forms.EditOutline(request.actor, form, slots, posted, initial=version)


def _keep(request: Request, unit: Unit, sheet: forms.EditOutline) -> Outline:
    """Keep what the form says."""
    return actions.keep_outline(
        actor=request.actor,
        unit=unit,
        form=sheet.form,
        slots=sheet.asked(),
        today=localdate(),
        version=sheet.cleaned_data["version"],
    )

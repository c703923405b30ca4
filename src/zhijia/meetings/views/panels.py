"""Pages of a meeting's presidium and of the special committees of a term."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import mandating as blanks
from ..models import Congress, Meeting, Panel, PanelSeat, Presider
from ..queries import delegates as asked
from ..queries import panels as found
from .delegates import kept as congress_kept
from .delegates import seen
from .filling import fill, sent
from .meetings import kept


def presidium(request: Request, pk: int) -> HttpResponse:
    """Show who presides over this session, judged by the text of its congress."""
    return _presidium(request, kept(request, pk))


def _presidium(request: Request, one: Meeting, form: ActorForm | None = None) -> HttpResponse:
    rows = found.presidium_of(one)
    context = {
        "meeting": one,
        "rows": rows,
        "judged": found.presidium_judged(one, rows),
        "runs": policies.may_run(request.actor, one),
        "add": form or blanks.Preside(request.actor, one),
    }
    return render(request, "meetings/presidium.html", context)


@require_POST
def presider_new(request: Request, pk: int) -> HttpResponse:
    """Put a delegate into the presidium."""
    one, actor = kept(request, pk), request.actor
    form = blanks.Preside(actor, one, request.POST)
    return answer(
        request,
        form,
        lambda: actions.preside(
            actor=actor,
            meeting=one,
            seats=[form.cleaned_data["seat"]],
            is_executive=form.cleaned_data["is_executive"],
        ),
        page=lambda: _presidium(request, one, form),
        done="已列入主席团。",
        then=reverse("meetings:presidium", args=[one.pk]),
    )


@require_POST
def presider_drop(request: Request, pk: int) -> HttpResponse:
    """Take somebody out of the presidium."""
    rows = Presider.objects.select_related("seat", "meeting")
    row = get_object_or_404(rows, pk=pk)
    one, form = kept(request, row.meeting_id), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.stop_presiding(actor=request.actor, presider=row),
        page=lambda: _presidium(request, one),
        done=f"{row}已移出主席团。",
        then=reverse("meetings:presidium", args=[one.pk]),
    )


def panels(request: Request, pk: int) -> HttpResponse:
    """Show the special committees of a term, who sits on them and who adopted them."""
    return _panels(request, seen(request, pk))


def _panels(request: Request, one: Congress, refused: ActorForm | None = None) -> HttpResponse:
    context = {
        "congress": one,
        "panels": found.panels_of(one),
        "keeps": policies.may_keep_delegates(request.actor, one),
        "refused": refused,
    }
    return render(request, "meetings/panels.html", context)


def panel_new(request: Request, pk: int) -> HttpResponse:
    """Set up a special committee."""
    one, actor = congress_kept(request, pk), request.actor
    form = blanks.PutPanel(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.put_panel(actor=actor, congress=one, **form.cleaned_data),
        may=policies.may_keep_delegates(actor, one),
        title="设立专门委员会（小组）",
        button="设立",
        about=str(one),
        back=reverse("meetings:panels", args=[one.pk]),
        done="已设立，请登记成员。",
    )


def _panel(request: Request, pk: int) -> Panel:
    rows = Panel.objects.filter(congress__in=asked.congresses_kept(request.actor))
    return get_object_or_404(rows.select_related("congress__unit", "adopted_at"), pk=pk)


def panel_edit(request: Request, pk: int) -> HttpResponse:
    """Say anew what a special committee does and where it was adopted."""
    row, actor = _panel(request, pk), request.actor
    initial = {"name": row.name, "duty": row.duty, "adopted_at": row.adopted_at}
    form = blanks.PutPanel(actor, row.congress, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.put_panel(
            actor=actor, congress=row.congress, panel=row, **form.cleaned_data
        ),
        may=policies.may_keep_delegates(actor, row.congress),
        title=f"修改{row}",
        button="保存",
        about=str(row.congress),
        back=reverse("meetings:panels", args=[row.congress_id]),
        done="已保存。",
    )


def panel_seat_new(request: Request, pk: int) -> HttpResponse:
    """Put somebody on a special committee."""
    row, actor = _panel(request, pk), request.actor
    form = blanks.SeatOnPanel(actor, row.congress, sent(request), initial={"from_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.seat_on_panel(actor=actor, panel=row, **form.cleaned_data),
        may=policies.may_keep_delegates(actor, row.congress),
        title=f"登记成员：{row}",
        button="登记",
        about=str(row.congress),
        back=reverse("meetings:panels", args=[row.congress_id]),
        done="成员已登记。",
    )


@require_POST
def panel_seat_end(request: Request, pk: int) -> HttpResponse:
    """End somebody's time on a special committee."""
    rows = PanelSeat.objects.filter(panel__congress__in=asked.congresses_kept(request.actor))
    row = get_object_or_404(rows.select_related("panel__congress__unit"), pk=pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.leave_panel(actor=request.actor, seat=row, on=localdate()),
        page=lambda: _panels(request, row.panel.congress, form),
        done=f"{row}已离任。",
        then=reverse("meetings:panels", args=[row.panel.congress_id]),
    )

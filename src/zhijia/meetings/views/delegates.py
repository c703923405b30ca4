"""Pages of delegates: their terms, electoral units and seats, who they are, the check on them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org.models import Unit
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..forms import delegates as blanks
from ..models import Congress, Delegate, Precinct, Target
from ..queries import delegates as asked
from .filling import fill, sent

ROWS = 50


def seen(request: Request, pk: int) -> Congress:
    """Return a term of delegates that this person may see; 404 otherwise."""
    return get_object_or_404(asked.congresses(request.actor), pk=pk)


def kept(request: Request, pk: int) -> Congress:
    """Return a term of delegates that this person's desk keeps; 404 otherwise."""
    return get_object_or_404(asked.congresses_kept(request.actor), pk=pk)


def congresses(request: Request) -> HttpResponse:
    """List the terms of delegates, and the mandates one holds oneself."""
    actor = request.actor
    rows = asked.congresses(actor).filter(request.place.narrows("unit_path"))
    context = {
        "page": Paginator(asked.with_numbers(rows), ROWS).get_page(request.GET.get("page")),
        "mine": asked.mandates_of(actor),
        "may": policies.may_plan_any(actor),
    }
    return render(request, "meetings/congresses.html", context)


def congress_new(request: Request) -> HttpResponse:
    """Choose the unit, then say which congress, which term, how many delegates."""
    actor = request.actor
    choose = forms.Choose(actor, request.GET or None)
    if choose.is_valid():
        return _new(request, choose.cleaned_data["unit"])
    if not request.GET and len(units := list(queries.units_of(actor)[:2])) == 1:
        return _new(request, units[0])
    context = {
        "form": choose,
        "may": policies.may_plan_any(actor),
        "title": "登记一届代表",
        "above": "代表",
        "back": "meetings:congresses",
        "to": "meetings:congress-new",
    }
    return render(request, "meetings/choose.html", context)


def _new(request: Request, unit: Unit) -> HttpResponse:
    actor = request.actor
    form = blanks.EnterCongress(actor, unit, sent(request), initial=blanks.fresh(unit))
    return fill(
        request,
        form,
        lambda: actions.enter_congress(actor=actor, unit=unit, **form.said()),
        may=policies.may_plan(actor, unit),
        title=f"登记一届代表 · {unit}",
        about="代表",
        button="登记",
        icon="plus",
        back=reverse("meetings:congresses"),
        then=lambda made: made.get_absolute_url(),
        done="本届代表已登记。请划分选举单位、分配名额，再登记选出的代表。",
    )


def congress(request: Request, pk: int) -> HttpResponse:
    """Show a term of delegates: electoral units and seats, who they are, what is asked of them."""
    return _congress(request, seen(request, pk))


def _congress(request: Request, one: Congress, form: ActorForm | None = None) -> HttpResponse:
    today = localdate()
    context = {
        "congress": one,
        "keeps": policies.may_keep_delegates(request.actor, one),
        "rows": asked.precincts_of(one),
        "counts": asked.shares_of(one),
        "findings": asked.make_up_of(one, today),
        "targets": one.targets.all(),
        "form": form,
    }
    return render(request, "meetings/congress.html", context)


def congress_edit(request: Request, pk: int) -> HttpResponse:
    """Change how long it is, how many delegates, how many people elect them."""
    one, actor = kept(request, pk), request.actor
    names = ("years", "begins_on", "seats", "people", "women", "version")
    initial = {name: getattr(one, name) for name in names}
    form = blanks.EditCongress(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.edit_congress(actor=actor, congress=one, **form.cleaned_data),
        may=policies.may_keep_delegates(actor, one),
        title="修改本届代表",
        button="保存",
        about=str(one),
        back=one.get_absolute_url(),
        done="已保存。",
    )


@require_POST
def precincts_draw(request: Request, pk: int) -> HttpResponse:
    """Make electoral units of the units below."""
    one, form = kept(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.draw_precincts(actor=request.actor, congress=one),
        page=lambda: _congress(request, one, form),
        done="选举单位已按组织划分，请核对人数。",
        then=one.get_absolute_url(),
    )


@require_POST
def precincts_allot(request: Request, pk: int) -> HttpResponse:
    """Deal the seats out by people."""
    one, form = kept(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.allot_seats(actor=request.actor, congress=one),
        page=lambda: _congress(request, one, form),
        done=f"{one.seats} 个名额已按人数分配到各选举单位。",
        then=one.get_absolute_url(),
    )


def precinct_new(request: Request, pk: int) -> HttpResponse:
    """Enter an electoral unit."""
    one, actor = kept(request, pk), request.actor
    form = blanks.PutPrecinct(actor, sent(request), initial={"seats": 0})

    def put() -> Precinct:
        said = {name: form.cleaned_data[name] for name in ("name", "people", "seats")}
        return actions.put_precinct(actor=actor, congress=one, **said)

    return fill(
        request,
        form,
        put,
        may=policies.may_keep_delegates(actor, one),
        title="登记选举单位",
        button="登记",
        about=str(one),
        back=one.get_absolute_url(),
        done="选举单位已登记。",
    )


def _precinct(request: Request, pk: int) -> Precinct:
    rows = Precinct.objects.filter(congress__in=asked.congresses_kept(request.actor))
    return get_object_or_404(rows.select_related("congress__unit"), pk=pk)


def precinct_edit(request: Request, pk: int) -> HttpResponse:
    """Change what an electoral unit is called, its people and its seats."""
    row, actor = _precinct(request, pk), request.actor
    initial = {name: getattr(row, name) for name in ("name", "people", "seats", "version")}
    form = blanks.PutPrecinct(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.put_precinct(
            actor=actor, congress=row.congress, precinct=row, **form.cleaned_data
        ),
        may=policies.may_keep_delegates(actor, row.congress),
        title=f"修改选举单位：{row}",
        button="保存",
        about=str(row.congress),
        back=row.congress.get_absolute_url(),
        done="已保存。",
    )


@require_POST
def precinct_drop(request: Request, pk: int) -> HttpResponse:
    """Take an electoral unit out."""
    row, form = _precinct(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_precinct(actor=request.actor, precinct=row),
        page=lambda: _congress(request, row.congress, form),
        done=f"选举单位“{row}”已删去。",
        then=row.congress.get_absolute_url(),
    )


def target_new(request: Request, pk: int) -> HttpResponse:
    """Ask a share of the delegates."""
    one, actor = kept(request, pk), request.actor
    form = blanks.SetTarget(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.set_target(actor=actor, congress=one, **form.cleaned_data),
        may=policies.may_keep_delegates(actor, one),
        title="登记代表结构要求",
        button="登记",
        about=str(one),
        back=one.get_absolute_url(),
        done="要求已登记。",
    )


@require_POST
def target_drop(request: Request, pk: int) -> HttpResponse:
    """Ask a share no longer."""
    actor, kept_ = request.actor, asked.congresses_kept(request.actor)
    row = get_object_or_404(Target.objects.filter(congress__in=kept_), pk=pk)
    one, form = kept(request, row.congress_id), ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_target(actor=actor, target=row),
        page=lambda: _congress(request, one, form),
        done="要求已删去。",
        then=one.get_absolute_url(),
    )


def delegates(request: Request, pk: int) -> HttpResponse:
    """List the delegates of a term, found by name, number or electoral unit."""
    one, words = seen(request, pk), request.GET.get("q", "").strip()
    rows = asked.delegates_called(one, words, is_past=request.GET.get("list") == "past")
    context = {
        "congress": one,
        "words": words,
        "is_past": request.GET.get("list") == "past",
        "keeps": policies.may_keep_delegates(request.actor, one),
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "meetings/delegates.html", context)


def delegate_new(request: Request, pk: int) -> HttpResponse:
    """Enter somebody who was elected."""
    one, actor = kept(request, pk), request.actor
    form = blanks.EnterDelegate(actor, one, sent(request), initial={"elected_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.enter_delegates(
            actor=actor, congress=one, people=[form.said()], today=localdate()
        ),
        may=policies.may_keep_delegates(actor, one),
        title="登记代表",
        button="登记",
        about=str(one),
        back=reverse("meetings:delegates", args=[one.pk]),
        done="代表已登记。",
    )


def delegate_of(request: Request, pk: int) -> Delegate:
    """Return a delegate whom this person's desk keeps; 404 otherwise."""
    rows = Delegate.objects.filter(congress__in=asked.congresses_kept(request.actor))
    return get_object_or_404(rows.select_related("congress__unit", "precinct", "polling"), pk=pk)


def delegate_edit(request: Request, pk: int) -> HttpResponse:
    """Correct what kind of delegate somebody is."""
    row, actor = delegate_of(request, pk), request.actor
    names = (*blanks.Kindful.base_fields,)
    form = blanks.Kindful(
        actor, sent(request), initial={name: getattr(row, name) for name in names}
    )
    return fill(
        request,
        form,
        lambda: actions.edit_delegate(actor=actor, delegate=row, **form.cleaned_data),
        may=policies.may_keep_delegates(actor, row.congress),
        title=f"修改代表：{row}",
        button="保存",
        about=str(row.congress),
        back=reverse("meetings:delegates", args=[row.congress_id]),
        done="已保存。",
    )


@require_POST
def delegate_drop(request: Request, pk: int) -> HttpResponse:
    """Take out somebody who was entered by mistake."""
    row, form = delegate_of(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_delegate(actor=request.actor, delegate=row),
        page=lambda: delegates(request, row.congress_id),
        done=f"{row}已删去。",
        then=reverse("meetings:delegates", args=[row.congress_id]),
    )

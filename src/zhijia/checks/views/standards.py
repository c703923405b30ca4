"""Pages of standards: the list, taking one over, its versions, their items, what changed."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org.rules import DESKS
from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Edition, Item, Standard
from ..rules.standards import Shipped
from ..standards import all_shipped, by_id


def standards(request: Request) -> HttpResponse:
    """List the standards this person sees, and those that may be taken over."""
    return _standards(request)


def _standards(request: Request, **came_back: Form) -> HttpResponse:
    actor = request.actor
    may = bool(actor.stands(DESKS))
    blanks: dict[str, Any] = {}
    if may:
        blanks = {"adopt": forms.Adopt(actor), "blank": forms.NewStandard(actor)}
    found = queries.list_page(actor, queries.standards(actor).kept())
    context = {"found": found, "may": may, "shipped": all_shipped(), **blanks, **came_back}
    return render(request, "checks/standards.html", context)


@require_POST
def standard_adopt(request: Request) -> HttpResponse:
    """Take a shipped standard over."""
    form = forms.Adopt(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.adopt_standard(actor=request.actor, today=localdate(), **form.cleaned_data),
        page=lambda: _standards(request, adopt=form),
        done="标准已采用，可以按本单位的情况修改。",
        then=lambda made: made.get_absolute_url(),
    )


@require_POST
def standard_new(request: Request) -> HttpResponse:
    """Begin a standard of one's own."""
    form = forms.NewStandard(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.new_standard(actor=request.actor, today=localdate(), **form.cleaned_data),
        page=lambda: _standards(request, blank=form),
        done="标准已建立，请逐条填写，或者从表格导入。",
        then=lambda made: made.editions.get().get_absolute_url(),
    )


def shipped(request: Request, name: str) -> HttpResponse:
    """Show a standard that comes with the product."""
    found = _shipped(name)
    sections: dict[str, list[Any]] = {}
    for line in found.lines:
        sections.setdefault(line.section, []).append(line)
    told = [(key, sum(one.full for one in rows), rows) for key, rows in sections.items()]
    return render(request, "checks/shipped.html", {"shipped": found, "sections": told})


def _shipped(name: str) -> Shipped:
    """Return the shipped standard of this id, or answer that there is none."""
    found = by_id(name)
    if found is None:
        raise Http404("没有这个标准。")
    return found


def _standard(request: Request, pk: int) -> Standard:
    found: Standard = get_object_or_404(queries.standards(request.actor), pk=pk)
    return found


def standard(request: Request, pk: int) -> HttpResponse:
    """Show a standard with its versions."""
    found = _standard(request, pk)
    return render(request, "checks/standard.html", queries.standard_page(request.actor, found))


@require_POST
def standard_remove(request: Request, pk: int) -> HttpResponse:
    """Take a standard away."""
    found = _standard(request, pk)
    return answer(
        request,
        Form(request.POST),
        lambda: actions.remove_standard(actor=request.actor, standard=found, today=localdate()),
        page=lambda: standard(request, pk),
        done="标准已停用，用过它的检查不受影响。",
        then=reverse("checks:standards"),
    )


def _edition(request: Request, pk: int) -> Edition:
    found: Edition = get_object_or_404(queries.editions(request.actor), pk=pk)
    return found


def edition(request: Request, pk: int) -> HttpResponse:
    """Show one version: its items by section, and the ways to change it."""
    return _edition_page(request, pk)


def _edition_page(request: Request, pk: int, **came_back: Form) -> HttpResponse:
    found, actor = _edition(request, pk), request.actor
    page = queries.edition_page(actor, found)
    blanks = {"add": forms.EditItem(actor), "start": forms.StartEdition(actor)}
    if page["others"]:
        blanks["compare"] = forms.Compare(actor, found)
    return render(request, "checks/edition.html", {**page, **blanks, **came_back})


@require_POST
def edition_start(request: Request, pk: int) -> HttpResponse:
    """Begin the next version."""
    found = _edition(request, pk)
    form = forms.StartEdition(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.start_edition(
            actor=request.actor, edition=found, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _edition_page(request, pk, start=form),
        done="新版已建立，原来的一版不变。",
        then=lambda made: made.get_absolute_url(),
    )


@require_POST
def item_add(request: Request, pk: int) -> HttpResponse:
    """Add an item; where its code is taken, show what stands there before it is said anew."""
    found = _edition(request, pk)
    form = forms.EditItem(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.save_item(
            actor=request.actor,
            edition=found,
            line=form.line(),
            version=form.cleaned_data["version"] or 0,
        ),
        page=lambda: _edition_page(request, pk, add=form),
        done="条目已保存。",
        then=found.get_absolute_url(),
    )


def _item(request: Request, pk: int) -> Item:
    seen = queries.editions(request.actor).values("pk")
    found: Item = get_object_or_404(
        Item.objects.filter(edition__in=seen).select_related("edition__standard__unit"), pk=pk
    )
    return found


def item(request: Request, pk: int) -> HttpResponse:
    """Show one item to be changed."""
    found = _item(request, pk)
    return _item_page(request, found, forms.EditItem.of(request.actor, found))


def _item_page(request: Request, found: Item, form: forms.EditItem) -> HttpResponse:
    page = queries.edition_page(request.actor, found.edition)
    context = {"item": found, "form": form, "may": page["may_edit"], "edition": found.edition}
    return render(request, "checks/item.html", context)


@require_POST
def item_edit(request: Request, pk: int) -> HttpResponse:
    """Say an item anew."""
    found = _item(request, pk)
    form = forms.EditItem(request.actor, {**request.POST.dict(), "code": found.code})
    return answer(
        request,
        form,
        lambda: actions.save_item(
            actor=request.actor,
            edition=found.edition,
            line=form.line(),
            version=form.cleaned_data["version"],
        ),
        page=lambda: _item_page(request, found, form),
        done="条目已保存。",
        then=found.edition.get_absolute_url(),
    )


@require_POST
def item_drop(request: Request, pk: int) -> HttpResponse:
    """Take an item out."""
    found = _item(request, pk)
    return answer(
        request,
        Form(request.POST),
        lambda: actions.drop_item(actor=request.actor, item=found),
        page=lambda: _edition_page(request, found.edition_id),
        done="条目已删去。",
        then=found.edition.get_absolute_url(),
    )


def edition_compare(request: Request, pk: int) -> HttpResponse:
    """Show what differs between two versions, `?to=`."""
    found = _edition(request, pk)
    form = forms.Compare(request.actor, found, request.GET)
    context: dict[str, Any] = {"edition": found, "standard": found.standard, "form": form}
    if form.is_valid():
        other = get_object_or_404(found.standard.editions, pk=form.cleaned_data["to"])
        old, new = sorted((found, other), key=lambda one: one.number)
        context |= {"old": old, "new": new, "rows": queries.compared(old, new)}
    return render(request, "checks/compare.html", context)

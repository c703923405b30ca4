"""The list of matters, a new one, one matter."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from zhijia.org.models import Unit
from zhijia.platform.files.rules import TYPES
from zhijia.platform.files.web import send
from zhijia.platform.scope import prefixes
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..kinds import KINDS
from ..kinds.declaring import Kind
from ..models import Call, Matter
from ..queries.disputes import with_committee
from ..queries.looks import may_watch

Beside = Callable[[Request, Matter, bool], dict[str, Any]]
# What the page of a kind shows besides: its template, and what that needs.
BESIDE: dict[str, tuple[str, Beside]] = {}
A_PAGE = 50
PAGE = "matters/matter.html"


def beside(kind: str, template: str) -> Callable[[Beside], Beside]:
    """Enter what the page of a kind shows beside what every matter shows."""

    def enter(what: Beside) -> Beside:
        BESIDE[kind] = (template, what)
        return what

    return enter


def matters(request: Request) -> HttpResponse:
    """Show one list of matters of all kinds, or of one."""
    today = localdate()
    asked = queries.asked_of(request.GET, place=request.place.narrows("unit_path"))
    counts = queries.counts(request.actor, asked, today)
    context = {
        "asked": asked,
        "kind": KINDS.get(asked.kind),
        "kinds": KINDS.values(),
        "lists": [(k, label, counts[k], k == asked.name) for k, label in queries.LISTS.items()],
        "page": _leaf(request, asked, counts),
        "today": today,
        "files": fileable(request),
        "watches": may_watch(request.actor),
    }
    return render(request, "matters/matters.html", context)


def _leaf(request: Request, asked: queries.Asked, counts: dict[str, int]) -> Page[Any]:
    """Return the page of a list that the address names."""
    leaves = Paginator(queries.keys(request.actor, asked, localdate()), A_PAGE)
    if asked.name in counts:
        leaves.count = counts[asked.name]  # counted already, with the others
    page: Page[Any] = leaves.get_page(request.GET.get("page"))
    page.object_list = queries.fetched(page.object_list)
    return page


def fileable(request: Request) -> list[tuple[Kind, Unit]]:
    """Return what this person may file, each with the unit it goes to."""
    here = Unit.objects.filter(path__in=prefixes(request.actor.unit_path)).order_by("-path")
    units, held = list(here), queries.held_near(request.actor.unit_path)
    found = ((kind, _unit_for(request, kind, units, held)) for kind in KINDS.values())
    return [(kind, unit) for kind, unit in found if unit]


def _unit_for(request: Request, kind: Kind, units: list[Unit], held: queries.Held) -> Unit | None:
    """Return the nearest unit with which this person may file a matter of a kind."""
    near = {"own": units[:1], "above": units, "upper": units[1:]}[kind.at]
    if "mediator" in kind.readers:
        near = with_committee(near)
    if kind.watched and kind.at != "own":
        near = queries.with_readers(near, kind, held)
    return next((u for u in near if policies.may_file(request.actor, u, kind)), None)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def matter_new(request: Request, kind: str) -> HttpResponse:
    """Ask what a kind asks, and keep it as a draft or hand it in."""
    return _write(request, _kind(kind), None)


def matter_edit(request: Request, pk: int) -> HttpResponse:
    """Go on with a draft, or with what was sent back."""
    found = found_of(request, pk)
    if found.filer_id != request.actor.member_id:
        raise Http404
    return _write(request, found.declared, found)


def _told(request: Request, kind: Kind) -> dict[str, str]:
    """Return the short answers that the address brings along, as a QR code at a place does."""
    told = {one.id for one in kind.fields if one.type == "text" and not one.sealed}
    return {key: str(words)[:200] for key, words in request.GET.items() if key in told}


def _write(request: Request, kind: Kind, matter: Matter | None) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.MatterForm(request.actor, kind, *sent, matter=matter, initial=_told(request, kind))
    call = _call_of(request, kind, matter)
    if request.method != "POST":
        return _blank(request, kind, form, matter, call)
    return answer(
        request,
        form,
        lambda: _keep(request, kind, form, matter, call),
        page=lambda: _blank(request, kind, form, matter, call),
        done="草稿已保存。" if form.is_draft else "已提交。",
        then=Matter.get_absolute_url,
    )


def _call_of(request: Request, kind: Kind, matter: Matter | None) -> Call | None:
    """Return the call that is answered: what the address names, else the first one open to this
    person; of a draft the one of its unit.
    """
    if not kind.called or (matter and not matter.is_draft):
        return matter.call if matter else None
    if matter:
        return queries.call_for(matter.unit, kind.id, localdate(), matter.call)
    calls = _calls(request, kind)
    named = (one for one in calls if str(one.pk) == request.GET.get("call"))
    return next(named, calls[0] if calls else None)


def _calls(request: Request, kind: Kind) -> list[Call]:
    """Return the open calls that this person may answer; all, where they may answer none."""
    found = list(queries.open_calls(request.actor, localdate()).filter(kind=kind.id))
    return [one for one in found if policies.may_file(request.actor, one.unit, kind)] or found


def _place_of(request: Request, kind: Kind, matter: Matter | None, call: Call | None) -> Unit:
    if matter:
        return matter.unit
    if call:
        return call.unit
    found = next((unit for one, unit in fileable(request) if one is kind), None)
    if found is None:
        raise Http404
    return found


def _keep(
    request: Request, kind: Kind, form: forms.MatterForm, matter: Matter | None, call: Call | None
) -> Matter:
    said = form.cleaned_data
    how: dict[str, Any] = {
        "kind": kind.id,
        "unit": _place_of(request, kind, matter, call),
        "title": said["title"],
        "values": form.values,
        "today": localdate(),
        "draft": matter,
        "version": said["version"],
        "uploads": said.get("uploads") or (),
    }
    if matter and not matter.is_draft:
        return actions.revise(actor=request.actor, **how)
    act = actions.keep_draft if form.is_draft else actions.file_matter
    return act(actor=request.actor, call=call, **how)


def _blank(
    request: Request, kind: Kind, form: BaseForm, matter: Matter | None, call: Call | None
) -> HttpResponse:
    nameless = None if matter else queries.nameless_way(kind, request.actor.unit_path)
    to, others = request.path, list[Call]()
    if call and not matter:
        to = f"{to}?call={call.pk}"
        others = [one for one in _calls(request, kind) if one != call]
    context = {"kind": kind, "form": form, "matter": matter, "call": call, "nameless": nameless}
    context |= {"to": to, "others": others}
    return render(request, "matters/matter_new.html", context)


def found_of(request: Request, pk: int) -> Matter:
    """Return a matter that this person may see; 404, and a look on record, where they may not."""
    seen = (
        queries.matters(request.actor)
        .filter(pk=pk)
        .select_related("unit__parent", "filer__unit", "call", "overseer")
    )
    found = seen.first()
    if found is None:
        if watched := queries.watched(pk):
            actions.note_refused_look(actor=request.actor, matter=watched, today=localdate())
        raise Http404
    return found


def matter(request: Request, pk: int) -> HttpResponse:
    """Show one matter: what it says, how far it is, what may be done now."""
    return show(request, pk)


def show(request: Request, pk: int, **asked: BaseForm) -> HttpResponse:
    """Show the page of a matter with forms that came back with errors."""
    found, actor = found_of(request, pk), request.actor
    page = queries.matter_page(actor, found, localdate())
    template, more = _beside(request, found, page)
    context = {
        "page": page,
        "matter": found,
        "steps": [
            (step, asked.get(step.id) or forms.StepForm(actor, found, step)) for step in page.steps
        ],
        "forms": {**forms.beside(actor, found, page), **more.pop("forms", {}), **asked},
        "beside": template,
        "may_print": queries.may_print(found, page),
        "likes": queries.likes_of(actor, page),
        "strays": _strays(page, asked),
        "onward": queries.onward(found),
        **more,
    }
    return render(request, PAGE, context)


def _strays(page: queries.Page, asked: dict[str, BaseForm]) -> list[BaseForm]:
    """Return what came back although its step is no longer open: somebody else was quicker."""
    names = {step.id for step in page.kind.steps} - {step.id for step in page.steps}
    return [form for name, form in asked.items() if name in names]


def _beside(request: Request, matter: Matter, page: queries.Page) -> tuple[str, dict[str, Any]]:
    """Return what the kind shows besides: a template and its context; "" for most."""
    template, what = BESIDE.get(matter.kind, ("", None))
    return template, what(request, matter, page.is_inside) if what else {}


def paper(request: Request, pk: int, form: str) -> FileResponse:
    """Hand out one of the kind's papers as a Word file."""
    found = found_of(request, pk)
    page = queries.matter_page(request.actor, found, localdate())
    asked = next((one for one in page.papers if one.id == form), None)
    if asked is None or not queries.may_print(found, page):
        raise Http404
    data = queries.PAPERS[(found.kind, form)](found)
    name = file_name(f"{asked.name}（{found.title}）", found.unit.name, localdate(), "docx")
    kind = TYPES["docx"]
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=kind)


def enclosure(request: Request, pk: int) -> FileResponse:
    """Hand out a file to those who may see its matter."""
    found = get_object_or_404(queries.enclosures(request.actor), pk=pk)
    page = queries.matter_page(request.actor, found.matter, localdate())
    if not queries.may_have(found.matter, found, page.held):
        raise Http404
    return send(found.file)

"""Pages under /sheets/: templates, imports, exports."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from . import actions, acts, forms, policies, queries, rules
from .lines import ADD, CHANGE, MISSING, REFUSED, SAME, WORDS
from .models import Export, Import, Parcel
from .names import file_name
from .packing import PAGE
from .register import SHEETS, Asked, Sheet
from .template import template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = {kind: WORDS[kind] for kind in (ADD, CHANGE, SAME, REFUSED)}
TABS |= {acts.FLAGGED: "请核对", MISSING: WORDS[MISSING]}
OURS = {"csrfmiddlewaretoken", "once", "columns", "paper", "reason"}


def _sheet(name: str) -> Sheet:
    if name not in SHEETS:
        raise Http404("没有这张表")
    return SHEETS[name]


def _import(request: Request, pk: int) -> Import:
    return get_object_or_404(queries.imports(request.actor), pk=pk)


def _export(request: Request, pk: int) -> Export:
    return get_object_or_404(queries.exports(request.actor), pk=pk)


def _download(data: bytes, name: str) -> HttpResponse:
    """Hand a workbook out under its name, never to be run by the browser."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _parcel(parcel: Parcel | None) -> HttpResponse:
    """Hand out a kept file; one that was thrown away is gone."""
    if parcel is None or parcel.erased_at:
        raise Http404("文件已删除")
    return _download(queries.content(parcel), parcel.name)


def sheets(request: Request) -> HttpResponse:
    """List what may be brought in and taken out, and what this person did lately."""
    actor = request.actor
    found = [
        (one, one.may(actor), queries.brings_somewhere(one, actor))
        for one in queries.sheets_for(actor)
    ]
    context = {
        "sheets": found,
        "imports": queries.imports(actor)[: queries.MOST],
        "exports": queries.exports(actor)[: queries.MOST],
        "days": rules.KEPT.days,
    }
    return render(request, "sheets/sheets.html", context)


def template_file(request: Request, name: str) -> HttpResponse:
    """Hand out the empty table of a sheet that may be imported."""
    sheet = _sheet(name)
    if not queries.brings_somewhere(sheet, request.actor):
        raise Http404("没有可以导入的单位")
    data = template(sheet.title, sheet.asked_columns, sheet.notes)
    return _download(data, file_name(f"{sheet.title}导入模板", "", localdate(), "xlsx"))


def bring(request: Request, name: str) -> HttpResponse:
    """Take a file that is to be brought in."""
    sheet, actor = _sheet(name), request.actor
    if not queries.brings_somewhere(sheet, actor):
        raise Http404("没有可以导入的单位")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.Bring(
        actor, sheet, *sent, initial={"place": request.GET.get("place") or request.place.code}
    )

    def page() -> HttpResponse:
        return render(request, "sheets/bring.html", {"sheet": sheet, "form": form})

    if request.method != "POST":
        return page()
    done = "文件已上传，正在读取。"
    return answer(request, form, form.brought, page=page, done=done, then=Import.get_absolute_url)


def _page_of(request: Request, brought: Import, form: BaseForm | None = None) -> HttpResponse:
    """Show an import as it stands: on its way, to be looked through, done."""
    actor = request.actor
    context = {
        "brought": brought,
        "sheet": brought.sheet,
        "job": queries.job_of(brought.job_id),
        "is_busy": queries.is_busy(brought),
        "ways": forms.Ways(actor, brought.sheet, initial=brought.chosen),
        "form": form or forms.Confirm(actor, initial={"version": brought.version}),
        "may": policies.may_keep(actor, brought),
        "days": rules.KEPT.days,
    }
    return render(request, "sheets/import.html", context | _rows_of(request, brought))


def _rows_of(request: Request, brought: Import) -> dict[str, Any]:
    """Return the judged rows of the kind and page asked for, and how many there are of each."""
    counts = {kind: brought.counts.get(kind, 0) for kind in TABS}
    kinds = [kind for kind, n in counts.items() if n]
    asked = request.GET.get("tab", "")
    kind = asked if asked in kinds else next(iter(kinds), "")
    leaf = Paginator(range(counts.get(kind, 0)), PAGE).get_page(request.GET.get("page"))
    return {
        "counts": counts,
        "found": [(TABS[one], one, counts[one], one == kind) for one in kinds],
        "kind": kind,
        "rows": queries.page(brought, kind, leaf.number),
        "leaf": leaf,
    }


def import_page(request: Request, pk: int) -> HttpResponse:
    """Show an import."""
    return _page_of(request, _import(request, pk))


def _step(
    request: Request,
    brought: Import,
    form: BaseForm,
    do: Callable[[], Import],
    done: str,
) -> HttpResponse:
    """Do one step of an import and lead back to its page."""

    def page() -> HttpResponse:
        return _page_of(request, _import(request, brought.pk), form)

    return answer(request, form, do, page=page, done=done, then=brought.get_absolute_url())


def import_anew(request: Request, pk: int) -> HttpResponse:
    """Read the file anew, the way that was chosen."""
    brought, actor = _import(request, pk), request.actor
    form = forms.Ways(actor, brought.sheet, request.POST)
    return _step(
        request,
        brought,
        form,
        lambda: actions.read_anew(actor=actor, brought=brought, chosen=form.cleaned_data),
        "正在重新核对。",
    )


def import_confirm(request: Request, pk: int) -> HttpResponse:
    """Let an import be written."""
    brought, actor = _import(request, pk), request.actor
    form = forms.Confirm(actor, request.POST)
    return _step(
        request,
        brought,
        form,
        lambda: actions.confirm(
            actor=actor,
            brought=brought,
            is_whole=form.cleaned_data["how"] == "whole",
            version=form.cleaned_data["version"],
        ),
        "已确认，正在导入。",
    )


def import_cancel(request: Request, pk: int) -> HttpResponse:
    """Give an import up."""
    brought, actor = _import(request, pk), request.actor
    form = ActorForm(actor, request.POST)
    return _step(
        request,
        brought,
        form,
        lambda: actions.call_off(actor=actor, brought=brought, at=now()),
        "已取消，上传的文件已删除。",
    )


def import_undo(request: Request, pk: int) -> HttpResponse:
    """Have an import taken back."""
    brought, actor = _import(request, pk), request.actor
    form = ActorForm(actor, request.POST)
    return _step(
        request,
        brought,
        form,
        lambda: actions.ask_to_undo(actor=actor, brought=brought),
        "正在撤销。",
    )


def returned_file(request: Request, pk: int) -> HttpResponse:
    """Hand out the workbook with the column 导入结果, to who may keep the import."""
    brought = _import(request, pk)
    return _parcel(brought.returned)


def _asked(data: QueryDict) -> Asked:
    """Return the question of the list that an export belongs to."""
    return {key: value for key, value in data.items() if key not in OURS and isinstance(value, str)}


def _looked_at(request: Request) -> Asked:
    """Return the place chosen in the top bar, to which the list keeps where it names no unit."""
    place = request.place
    if not place.is_chosen or request.GET.get("unit"):
        return {}
    return {"at": place.code, "below": "1" if place.below else ""}


def take(request: Request, name: str) -> HttpResponse:
    """Choose columns and take a sheet out; the question stays in the address."""
    sheet, asked = _sheet(name), {**_asked(request.GET), **_looked_at(request)}
    sent = request.POST if request.method == "POST" else None
    form = forms.Take(request.actor, sheet, asked, sent)

    def page() -> HttpResponse:
        return _take_page(request, sheet, asked, form)

    if request.method != "POST":
        return page()
    done = "导出已办理。"
    return answer(request, form, form.taken, page=page, done=done, then=Export.get_absolute_url)


def _take_page(request: Request, sheet: Sheet, asked: Asked, form: BaseForm) -> HttpResponse:
    """Show what may be taken out of a sheet."""
    asking = _asked(request.GET)
    question = f"?{urlencode(asking)}" if asking else ""
    context = {
        "sheet": sheet,
        "form": form,
        "here": f"{request.path}{question}",
        "back": f"{reverse(sheet.back)}{question}" if sheet.back else "",
        "may": sheet.may(request.actor),
        "unit": sheet.unit(request.actor, asked),
    }
    return render(request, "sheets/take.html", context)


def export_page(request: Request, pk: int) -> HttpResponse:
    """Show an export: on its way, or ready to be fetched."""
    export = _export(request, pk)
    context = {
        "export": export,
        "job": queries.job_of(export.job_id),
        "heads": [c.head for c in export.sheet.told_columns if c.key in export.columns],
        "days": rules.KEPT.days,
    }
    return render(request, "sheets/export.html", context)


def export_file(request: Request, pk: int) -> HttpResponse:
    """Hand out an export to who asked for it and may still have it."""
    export = _export(request, pk)
    if not policies.may_open(request.actor, export):
        raise Http404("这个文件不在您现在的职务范围内")
    return _parcel(export.parcel)

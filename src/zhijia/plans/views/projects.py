"""The pages of projects: the list, making a task one, its stages, its book in Word, templates."""

from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import Blank
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from ..models import Project, StageTemplate, Task

A_PAGE = 20
LISTS = {"open": "在办", "closed": "已结束", "mine": "等我办理"}


def projects(request: Request) -> HttpResponse:
    """List the projects of this place, or the stages that wait for this person, `?list=`."""
    asked, today = request.GET.get("list", ""), localdate()
    name = asked if asked in LISTS else "open"
    context: dict[str, Any] = {"name": name, "lists": LISTS.items(), "today": today}
    if name == "mine":
        waiting = Paginator(queries.my_stages(request.actor, today), A_PAGE)
        context["page"] = waiting.get_page(request.GET.get("page"))
        return render(request, "plans/stages_mine.html", context)
    found = queries.projects(request.actor).filter(request.place.narrows("unit_path"))
    found = found.open() if name == "open" else found.over()
    page = Paginator(queries.with_stages(found), A_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": queries.project_rows(page, today)}
    return render(request, "plans/projects.html", context)


def project_new(request: Request, pk: int) -> HttpResponse:
    """Choose a template, `?template=`, and then its lines for this task."""
    task: Task = get_object_or_404(queries.tasks(request.actor), pk=pk)
    chosen = forms.ChooseTemplate(request.actor, task, request.GET or None)
    form = None
    if chosen.is_bound and chosen.is_valid():
        form = forms.OpenProject(request.actor, task, initial=chosen.cleaned_data)
    return _new(request, task, chosen, form)


def _new(
    request: Request, task: Task, chosen: Form, form: "forms.OpenProject | None"
) -> HttpResponse:
    context = {"task": task, "chosen": chosen, "form": form}
    return render(request, "plans/project_new.html", context)


@require_POST
def project_open(request: Request, pk: int) -> HttpResponse:
    """Make the task a project."""
    task: Task = get_object_or_404(queries.tasks(request.actor), pk=pk)
    form, today = forms.OpenProject(request.actor, task, request.POST), localdate()
    return answer(
        request,
        form,
        lambda: actions.open_project(actor=request.actor, task=task, today=today, **form.said()),
        page=lambda: _new(request, task, forms.ChooseTemplate(request.actor, task), form),
        done="已分环节，请为每个环节定下责任岗位。",
        then=Project.get_absolute_url,
    )


def _project(request: Request, pk: int) -> Project:
    found = queries.with_stages(queries.projects(request.actor))
    return get_object_or_404(found, pk=pk)


def _page(request: Request, pk: int, **asked: Form) -> HttpResponse:
    """Show one project; `asked` is a form that came back with errors."""
    project = _project(request, pk)
    context = {
        **queries.project_page(request.actor, project, localdate()),
        "add": forms.AddStage(request.actor, project),
        **asked,
    }
    return render(request, "plans/project.html", context)


def project(request: Request, pk: int) -> HttpResponse:
    """Show one project: its stages in their order, their lights and gates."""
    return _page(request, pk)


@require_POST
def project_add_stage(request: Request, pk: int) -> HttpResponse:
    """Put one more stage at the end."""
    found = _project(request, pk)
    form = forms.AddStage(request.actor, found, request.POST)

    def do() -> object:
        said = form.cleaned_data
        facts: dict[str, Any] = {"plan": said["line"], "from_on": said["from_on"]}
        return actions.add_stage(actor=request.actor, project=found, today=localdate(), **facts)

    return answer(
        request,
        form,
        do,
        page=lambda: _page(request, pk, add=form),
        done="环节已增加。",
        then=found.get_absolute_url(),
    )


def project_word(request: Request, pk: int) -> FileResponse:
    """Hand out the book of the project as a Word file."""
    found, today = _project(request, pk), localdate()
    data = paper.project_book(queries.project_lines(found, today), day=today)
    name = file_name("项目台账", found.unit.name, today, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


def stage_templates(request: Request) -> HttpResponse:
    """List the templates that this person may use, and those of the product."""
    context = {
        "kept": queries.stage_templates(request.actor),
        "product": queries.product_templates(),
        "is_desk": queries.desk_units(request.actor).exists(),
    }
    return render(request, "plans/stage_templates.html", context)


def _template(request: Request, pk: int) -> StageTemplate | None:
    return get_object_or_404(queries.stage_templates(request.actor), pk=pk) if pk else None


def stage_template(request: Request, pk: int) -> HttpResponse:
    """Write a template, a new one where `pk` is 0; `?from=` takes the lines of another."""
    template, actor = _template(request, pk), request.actor
    units = {unit.pk: unit for unit in queries.desk_units(actor)}
    initial = queries.template_like(actor, request.GET.get("from", ""))
    if request.method != "POST":
        form = forms.TemplateForm(actor, template, units, initial=initial)
        return render(request, "plans/stage_template.html", {"form": form, "template": template})
    form = forms.TemplateForm(actor, template, units, request.POST)
    return answer(
        request,
        form,
        lambda: actions.keep_template(actor=actor, today=localdate(), **form.said()),
        page=lambda: render(
            request, "plans/stage_template.html", {"form": form, "template": template}
        ),
        done="模板已保存，以后新分环节的项目按它编排。",
        then=reverse("plans:stage-templates"),
    )


@require_POST
def stage_template_remove(request: Request, pk: int) -> HttpResponse:
    """Offer a template no longer."""
    template = get_object_or_404(queries.stage_templates(request.actor), pk=pk)
    form = Blank(request.POST)
    return answer(
        request,
        form,
        lambda: actions.remove_template(actor=request.actor, template=template, today=localdate()),
        page=lambda: stage_templates(request),
        done="模板已停用，已经分好环节的项目不受影响。",
        then=reverse("plans:stage-templates"),
    )

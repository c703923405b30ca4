"""Pages of the register: the list, a regulation, its texts side by side, how it was adopted."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from zhijia.org.queries import units_kept
from zhijia.platform.files.web import send
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from ..actions import regulations as actions
from ..forms import regulations as forms
from ..models import Regulation, StepTaken, Wording
from ..paper.regulations import register_paper
from ..policies import regulations as policies
from ..queries import regulation_papers as papers
from ..queries import regulations as queries
from ..queries import signings
from ..rules.comparing import compared
from ..rules.regulations import STEPS, review_due
from .filling import fill, sent, word

ROWS = 50
MOST = 2000


def regulations(request: Request) -> HttpResponse:
    """List the regulations, what each lacks and what is due."""
    actor, today = request.actor, localdate()
    form = forms.FindRegulation(actor, request.GET)
    rows = queries.listed(actor, request.place.narrows("unit_path"), **form.asked())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [queries.line_of(one, today) for one in page],
        "to_read": list(signings.to_read(actor)[:ROWS]),
        "is_desk": units_kept(actor).exists(),
        "asked": request.GET.urlencode(),
    }
    return render(request, "disclosure/regulations.html", context)


@require_GET
def regulations_word(request: Request) -> FileResponse:
    """Hand out the register as a Word file."""
    actor, today = request.actor, localdate()
    asked = forms.FindRegulation(actor, request.GET).asked()
    rows = queries.listed(actor, request.place.narrows("unit_path"), **asked)[:MOST]
    lines = [queries.line_of(one, today) for one in rows]
    unit = request.place.name or actor.unit_name
    data = register_paper(papers.entries(lines), unit=unit, day=today)
    return word(data, file_name("规章制度目录", unit, today, "docx"))


def found_regulation(request: Request, pk: int) -> Regulation:
    """Return a regulation this person reads; 404 otherwise."""
    one = queries.found(request.actor, pk)
    if one is None:
        raise Http404("没有这项制度")
    return one


def found_wording(request: Request, pk: int) -> Wording:
    """Return a text this person reads; 404 otherwise."""
    return get_object_or_404(queries.wordings(request.actor), pk=pk)


def regulation(request: Request, pk: int) -> HttpResponse:
    """Show a regulation: the text that holds, how it was adopted, who has read it."""
    one, actor, today = found_regulation(request, pk), request.actor, localdate()
    line = queries.line_of(one, today)
    text = get_object_or_404(queries.wordings(actor), pk=line.wording.pk if line.wording else 0)
    context = {
        **queries.regulation_page(actor, one, line, text),
        "tally": signings.tally(text),
        "mine": signings.own_signing(actor, text),
    }
    return render(request, "disclosure/regulation.html", context)


def wording(request: Request, pk: int) -> HttpResponse:
    """Show a text, also one that holds no longer."""
    one = found_wording(request, pk)
    context = {"text": one, "one": one.regulation, "steps": queries.steps_of(one)}
    return render(request, "disclosure/wording.html", context)


def wording_compare(request: Request, pk: int) -> HttpResponse:
    """Set a text beside the one before it, or beside another that is asked for."""
    new = found_wording(request, pk)
    others = queries.wordings(request.actor).filter(regulation=new.regulation_id)
    asked = request.GET.get("with", "")
    rows = others.filter(pk=int(asked)) if asked.isdecimal() and len(asked) < 15 else others
    old = rows.filter(nth__lt=new.nth).order_by("-nth").first()
    context = {
        "one": new.regulation,
        "new": new,
        "old": old,
        "rows": compared(old.text, new.text) if old else [],
        "others": others.filter(nth__lt=new.nth).defer("text"),
    }
    return render(request, "disclosure/wording_compare.html", context)


@require_GET
def wording_file(request: Request, pk: int) -> FileResponse:
    """Hand out the file of a text."""
    file = found_wording(request, pk).file
    if file is None:
        raise Http404("这个文本没有文件")
    return send(file)


@require_GET
def step_file(request: Request, pk: int) -> FileResponse:
    """Hand out the proof of a step."""
    rows = StepTaken.objects.filter(wording__in=queries.wordings(request.actor).values("pk"))
    file = get_object_or_404(rows.select_related("paper"), pk=pk).paper
    if file is None:
        raise Http404("这一步没有证据文件")
    return send(file)


def regulation_new(request: Request) -> HttpResponse:
    """Enter a regulation."""
    actor = request.actor
    form = forms.Enter(actor, *_filled(request))
    return fill(
        request,
        form,
        lambda: actions.enter_regulation(actor=actor, today=localdate(), **form.entered()),
        may=policies.may_keep_any(actor),
        back=reverse("disclosure:regulations"),
        then=lambda made: made.get_absolute_url(),
        done="规章制度已登记。下一步：登记民主程序的证据。",
        about="规章制度",
        title="登记规章制度",
        button="登记",
    )


def regulation_edit(request: Request, pk: int) -> HttpResponse:
    """Put right what a regulation is called and about."""
    one, actor = found_regulation(request, pk), request.actor
    names = ("title", "subject", "number", "department", "version")
    form = forms.Named(actor, sent(request), initial={name: getattr(one, name) for name in names})
    return fill(
        request,
        form,
        lambda: actions.edit_regulation(
            actor=actor, regulation=one, what=form.what(), version=form.cleaned_data["version"]
        ),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done="已保存。",
        about=str(one),
        title="修改登记",
        button="保存",
    )


def wording_new(request: Request, pk: int) -> HttpResponse:
    """Enter a new text."""
    one, actor = found_regulation(request, pk), request.actor
    start = {"text": queries.newest(one).text}
    form = forms.NewText(actor, *_filled(request), initial=start)
    return fill(
        request,
        form,
        lambda: actions.issue_wording(
            actor=actor, regulation=one, text=form.said(), today=localdate()
        ),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done="新文本已登记，请登记它的民主程序。",
        about=str(one),
        title="登记新文本",
        button="登记",
        warning="新文本施行之日，现行文本停止施行；原文保留，可以逐条对照。",
    )


def step_note(request: Request, pk: int, step: str) -> HttpResponse:
    """Put down a step of adoption, or put its account right."""
    text, actor = found_wording(request, pk), request.actor
    if step not in STEPS:
        raise Http404("没有这一步")
    taken = text.steps.filter(step=step).first()
    form = forms.StepForm(actor, text, step, *_filled(request), initial=forms.as_written(taken))
    return fill(
        request,
        form,
        lambda: _note(request, text, taken, form),
        may=policies.may_edit(actor, text.regulation),
        back=text.regulation.get_absolute_url(),
        done="已登记。",
        about=str(text.regulation),
        title=STEPS[step].label,
        button="保存",
        warning=f"{STEPS[step].duty}。",
    )


def _filled(request: Request) -> tuple[QueryDict | None, MultiValueDict[str, Any] | None]:
    """Return what a form with files brought."""
    data = sent(request)
    return data, request.FILES if data else None


def _note(
    request: Request, text: Wording, taken: StepTaken | None, form: forms.StepForm
) -> StepTaken:
    """Write a step, new or put right."""
    actor, account, today = request.actor, form.account(), localdate()
    if taken is None:
        return actions.note_step(
            actor=actor, wording=text, step=form.step, account=account, today=today
        )
    version = form.cleaned_data["version"]
    return actions.correct_step(
        actor=actor, taken=taken, account=account, today=today, version=version
    )


def regulation_repeal(request: Request, pk: int) -> HttpResponse:
    """Let a regulation hold no longer."""
    one, actor = found_regulation(request, pk), request.actor
    form = forms.Repeal(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.repeal(actor=actor, regulation=one, **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done="已登记废止，文本仍然保留。",
        about=str(one),
        title="废止",
        button="废止",
        tone="danger",
    )


def regulation_review(request: Request, pk: int) -> HttpResponse:
    """Say that a regulation was looked at again."""
    one, actor, today = found_regulation(request, pk), request.actor, localdate()
    form = forms.ReviewForm(actor, sent(request), initial={"due_on": review_due(today)})
    return fill(
        request,
        form,
        lambda: actions.review(actor=actor, regulation=one, today=today, **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done="复审已登记。",
        about=str(one),
        title="复审",
        button="登记",
        warning=f"这次复审的期限是 {one.review_on:%Y-%m-%d}。",
    )

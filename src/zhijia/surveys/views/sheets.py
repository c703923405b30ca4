"""The designer: questionnaires and their questions, each on a page that needs no script."""

from functools import partial
from typing import NamedTuple

from django.core.paginator import Paginator
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.law import ALLOWED, refused
from zhijia.platform.blanks import ActorForm, VersionedForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries, rules
from ..forms.answers import Questions
from ..models import Edition, Sheet
from ..rules import Item
from ..rules.branches import condition_words, way_words
from . import ROWS, fill_in, sent


def _sheet(request: Request, pk: int) -> Sheet:
    return get_object_or_404(queries.sheets(request.actor), pk=pk)


def _question(edition: Edition, code: str) -> Item:
    for item in edition.items:
        if item.code == code:
            return item
    raise Http404


def sheets(request: Request) -> HttpResponse:
    """List the questionnaires of the units this person draws up for."""
    rows = queries.sheets(request.actor).standing()
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "may": ALLOWED if request.actor.stands(policies.DESIGNERS) else NOBODYS,
    }
    return render(request, "surveys/sheets.html", context)


NOBODYS = refused("由工会主席、副主席、干事或者民主管理委员、宣传委员起草")


def sheet_new(request: Request) -> HttpResponse:
    """Begin a questionnaire."""
    actor = request.actor
    form = forms.NewSheet(actor, sent(request), initial={"template": request.GET.get("template")})
    return fill_in(
        request,
        form,
        lambda: actions.draft_sheet(actor=actor, today=localdate(), **form.told()),
        may=ALLOWED if actor.stands(policies.DESIGNERS) else NOBODYS,
        back=reverse("surveys:sheets"),
        then=lambda made: made.get_absolute_url(),
        done="问卷已建立，可以编辑题目。",
        title="起草问卷",
        button="建立",
    )


def _designer(request: Request, pk: int, form: ActorForm | None = None) -> HttpResponse:
    """Show a questionnaire with its questions; `form` came back with a refusal."""
    sheet = _sheet(request, pk)
    edition = queries.edition_of(sheet)
    items = edition.items
    lines = [(item, condition_words(item, items), way_words(item, items)) for item in items]
    context = {
        "sheet": sheet,
        "edition": edition,
        "lines": lines,
        "last": len(lines),
        "sound": rules.sound(items),
        "may_edit": policies.may_edit(request.actor, sheet),
        "may_open": policies.may_open(request.actor, sheet),
        "earlier": queries.rounds_of(sheet),
        "look": form,
    }
    return render(request, "surveys/sheet.html", context)


def sheet(request: Request, pk: int) -> HttpResponse:
    """Show a questionnaire, its questions and the rounds that asked it."""
    return _designer(request, pk)


def sheet_edit(request: Request, pk: int) -> HttpResponse:
    """Change what a questionnaire is called and says first."""
    actor, found = request.actor, _sheet(request, pk)
    shown = {name: getattr(found, name) for name in ("title", "topic", "words", "version")}
    form = forms.SheetForm(actor, sent(request), initial=shown)
    return fill_in(
        request,
        form,
        lambda: actions.edit_sheet(actor=actor, sheet=found, **form.cleaned_data),
        may=policies.may_edit(actor, found),
        back=found.get_absolute_url(),
        done="已保存。",
        about=found,
        title="修改问卷说明",
        button="保存",
    )


def sheet_copy(request: Request, pk: int) -> HttpResponse:
    """Begin another questionnaire with the same questions."""
    actor, found = request.actor, _sheet(request, pk)
    form = forms.CopySheet(actor, sent(request), initial={"unit": found.unit_id})
    return fill_in(
        request,
        form,
        lambda: actions.copy_sheet(
            actor=actor, sheet=found, today=localdate(), **form.cleaned_data
        ),
        may=ALLOWED,
        back=found.get_absolute_url(),
        then=lambda made: made.get_absolute_url(),
        done="已复制，可以修改题目。",
        about=found,
        title="复制问卷",
        button="复制",
    )


@require_POST
def sheet_revise(request: Request, pk: int) -> HttpResponse:
    """Begin the next edition."""
    found, form = _sheet(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.revise_sheet(actor=request.actor, sheet=found),
        page=lambda: _designer(request, pk, form),
        done="已生成新的一版，可以修改题目；用过的版本保持不变。",
        then=found.get_absolute_url(),
    )


@require_POST
def sheet_drop(request: Request, pk: int) -> HttpResponse:
    """Put a questionnaire away."""
    found, form = _sheet(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_sheet(actor=request.actor, sheet=found, today=localdate()),
        page=lambda: _designer(request, pk, form),
        done="问卷已停用，以前的调查和结果都还在。",
        then=reverse("surveys:sheets"),
    )


def sheet_preview(request: Request, pk: int) -> HttpResponse:
    """Show a questionnaire as it will be asked; what is filled in is judged and kept nowhere."""
    found = _sheet(request, pk)
    items = queries.edition_of(found).items
    form = Questions(items, "preview", sent(request), request.FILES or None)
    is_right = request.method == "POST" and form.is_valid()
    context = {"sheet": found, "form": form, "is_right": is_right, **questions(form, items)}
    return render(request, "surveys/preview.html", context, status=422 if form.errors else 200)


class Asked(NamedTuple):
    """A question on the page: its number, its fields, when it is asked and where answers lead."""

    number: int
    item: Item
    fields: list[BoundField]
    condition: str
    ways: str


def questions(form: Questions, items: tuple[Item, ...]) -> dict[str, object]:
    """Return what the part of a page with the questions needs."""
    number = rules.numbers(items)
    conditions = {item.code: condition_words(item, items) for item in items}
    ways = {item.code: way_words(item, items) for item in items}
    leaves = [
        [
            Asked(number[item.code], item, fields, conditions[item.code], ways[item.code])
            for item, fields in page
        ]
        for page in form.pages()
    ]
    return {"leaves": leaves, "plan": {"items": rules.plain(items)}}


def _edit(request: Request, pk: int, code: str) -> HttpResponse:
    actor, found = request.actor, _sheet(request, pk)
    edition = queries.edition_of(found)
    item = _question(edition, code) if code else None
    form = forms.QuestionForm(actor, edition, item, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.put_question(
            actor=actor, edition=edition, item=form.told(), version=form.cleaned_data["version"]
        ),
        may=policies.may_edit(actor, found) and rules.may_change(edition.frozen_on),
        back=found.get_absolute_url(),
        done="题目已保存。",
        about=found,
        title="修改题目" if item else "添加题目",
        button="保存",
        template="surveys/question.html",
        items=edition.items,
    )


def question_new(request: Request, pk: int) -> HttpResponse:
    """Add a question at the end."""
    return _edit(request, pk, "")


def question_edit(request: Request, pk: int, code: str) -> HttpResponse:
    """Change a question."""
    return _edit(request, pk, code)


def _change(request: Request, pk: int, code: str, done: str, *, by: int = 0) -> HttpResponse:
    """Move a question by so many places, or drop it."""
    actor, found = request.actor, _sheet(request, pk)
    edition = queries.edition_of(found)
    _question(edition, code)
    form = VersionedForm(actor, request.POST)
    do = partial(actions.move_question, by=by) if by else actions.drop_question
    return answer(
        request,
        form,
        lambda: do(actor=actor, edition=edition, code=code, version=form.cleaned_data["version"]),
        page=lambda: _designer(request, pk, form),
        done=done,
        then=f"{found.get_absolute_url()}#{code}",
    )


@require_POST
def question_move(request: Request, pk: int, code: str) -> HttpResponse:
    """Move a question up or down by one."""
    return _change(request, pk, code, "已移动。", by=1 if request.POST.get("by") == "1" else -1)


@require_POST
def question_drop(request: Request, pk: int, code: str) -> HttpResponse:
    """Take a question out."""
    return _change(request, pk, code, "题目已删除。")

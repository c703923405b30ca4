"""Pages of publications: what is public, one with its questions, and the way there."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.files.web import send
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from ..actions import publications as actions
from ..actions.reading import mark_read
from ..forms import publications as forms
from ..models import Edition, Publication
from ..policies import publications as policies
from ..queries import dues as due_queries
from ..queries import pages, papers, questions
from ..queries import publications as queries
from .blanks import fill_in, sent

A_PAGE = 30


def publications(request: Request) -> HttpResponse:
    """List what is public for this person, the newest first, and what they work on."""
    form = forms.Find(request.actor, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.listed(request.actor, **asked).filter(request.place.narrows("unit_path"))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "drafts": list(queries.under_way(request.actor)[:20]),
        "may": pages.may_begin(request.actor),
    }
    return render(request, "disclosure/publications.html", context)


def publication_new(request: Request) -> HttpResponse:
    """Begin a publication beside what is due."""
    actor = request.actor
    form = forms.Begin(actor, sent(request), request.FILES or None)
    return fill_in(
        request,
        form,
        lambda: actions.begin(actor=actor, today=localdate(), **form.chosen()),
        may=pages.may_begin(actor),
        back=reverse("disclosure:publications"),
        then=Publication.get_absolute_url,
        done="已存为草稿，核对后提交审核。",
        title="拟稿公开",
        button="存为草稿",
    )


def due_begin(request: Request, pk: int) -> HttpResponse:
    """Begin the publication of something due."""
    actor = request.actor
    due = get_object_or_404(due_queries.dues(actor), pk=pk)
    form = forms.for_due(actor, due, sent(request), request.FILES or None)
    return fill_in(
        request,
        form,
        lambda: actions.begin(
            actor=actor, unit=due.unit, due=due, today=localdate(), **form.told()
        ),
        may=queries.may_prepare(actor, due),
        back=due.get_absolute_url(),
        then=Publication.get_absolute_url,
        done="已存为草稿，核对后提交审核。",
        title="拟稿公开",
        about=due,
        button="存为草稿",
        intro=f"公开内容：{due.item.content}。",
    )


def _publication(request: Request, pk: int) -> Publication:
    return get_object_or_404(queries.publications(request.actor), pk=pk)


def publication(request: Request, pk: int) -> HttpResponse:
    """Show what is public, its record and its questions; who opens it is counted, not named."""
    one = _publication(request, pk)
    mark_read(request.actor, one)
    return show(request, one)


def show(request: Request, one: Publication, **asked: Any) -> HttpResponse:
    """Show a publication, with a form that came back in place of its blank one."""
    actor = request.actor
    told = queries.told(actor, one)
    context = {
        "publication": one,
        "told": told,
        "now": pages.what_now(actor, one, told),
        "questions": questions.under(actor, one),
        "may_ask": policies.may_ask(actor, one),
        "ask": forms.Ask(actor),
        "submit": forms.Submit(actor),
        "approve": forms.Approve(actor),
        "post": forms.PostSheet(actor, initial={"posted_on": localdate()}),
        "revise": forms.Why(actor, prefix="revise"),
        "withdraw": forms.Why(actor, prefix="withdraw"),
        "step": ActorForm(actor),
        **asked,
    }
    return render(request, "disclosure/publication.html", context)


def step(
    request: Request, one: Publication, name: str, form: ActorForm, do: Callable[[], Any], done: str
) -> HttpResponse:
    """Take one step with a publication and come back to its page."""
    return answer(
        request,
        form,
        do,
        page=lambda: show(request, _publication(request, one.pk), **{name: form}),
        done=done,
        then=one.get_absolute_url(),
    )


def _edition(request: Request, pk: int) -> Edition:
    found = queries.editions(request.actor).select_related("publication__item")
    return get_object_or_404(found.distinct(), pk=pk)


def edition_edit(request: Request, pk: int) -> HttpResponse:
    """Write on a draft."""
    actor, one = request.actor, _edition(request, pk)
    form = forms.EditText(actor, one, sent(request), request.FILES or None)
    return fill_in(
        request,
        form,
        lambda: actions.write(actor=actor, edition=one, **form.kept()),
        may=policies.may_prepare(actor, one.publication),
        back=one.publication.get_absolute_url(),
        done="草稿已保存。",
        title="修改公开稿",
        about=one.publication,
    )


@require_POST
def edition_submit(request: Request, pk: int) -> HttpResponse:
    """Hand a draft in for review."""
    one, actor = _edition(request, pk), request.actor
    form = forms.Submit(actor, request.POST)

    def do() -> Publication:
        return actions.submit(actor=actor, edition=one, today=localdate(), **form.cleaned_data)

    return step(request, one.publication, "submit", form, do, "已提交审核，并已通知审核人。")


@require_POST
def edition_approve(request: Request, pk: int) -> HttpResponse:
    """Let a text go out, or give it back."""
    one, actor = _edition(request, pk), request.actor
    form = forms.Approve(actor, request.POST)

    def do() -> Publication:
        passed, reply = form.cleaned_data["is_approved"], form.cleaned_data["reply"]
        act = actions.approve if passed else actions.send_back
        return act(actor=actor, edition=one, reply=reply, today=localdate())

    return step(request, one.publication, "approve", form, do, "审核意见已保存，并已通知拟稿人。")


@require_POST
def edition_drop(request: Request, pk: int) -> HttpResponse:
    """Give a draft up."""
    one, actor = _edition(request, pk), request.actor
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop(actor=actor, edition=one, today=localdate()),
        page=lambda: show(request, one.publication, step=form),
        done="已放弃这一稿。",
        then=reverse("disclosure:publications"),
    )


@require_POST
def publication_revise(request: Request, pk: int) -> HttpResponse:
    """Begin a new text of what is out."""
    one, actor = _publication(request, pk), request.actor
    form = forms.Why(actor, request.POST, prefix="revise")

    def do() -> Publication:
        return actions.revise(actor=actor, publication=one, today=localdate(), **form.cleaned_data)

    return step(
        request, one, "revise", form, do, "更正稿已建立，修改后提交审核；审核前原文照常公开。"
    )


@require_POST
def publication_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take something down."""
    one, actor = _publication(request, pk), request.actor
    form = forms.Why(actor, request.POST, prefix="withdraw")

    def do() -> Publication:
        return actions.withdraw(
            actor=actor, publication=one, today=localdate(), **form.cleaned_data
        )

    return step(request, one, "withdraw", form, do, "已撤下，列表上保留一行。")


@require_POST
def publication_post(request: Request, pk: int) -> HttpResponse:
    """Put on record that it hung on the board."""
    one, actor = _publication(request, pk), request.actor
    form = forms.PostSheet(actor, request.POST, request.FILES)

    def do() -> object:
        return actions.post(actor=actor, publication=one, today=localdate(), **form.cleaned_data)

    return step(request, one, "post", form, do, "张贴记录已登记。")


def edition_file(request: Request, pk: int, file: int) -> FileResponse:
    """Hand out a file beside a text."""
    found = queries.file_of(request.actor, pk, file)
    if found is None:
        raise Http404
    return send(found)


def posting_photo(request: Request, pk: int) -> FileResponse:
    """Hand out the photo of a board."""
    found = queries.photo_of(request.actor, pk)
    if found is None:
        raise Http404
    return send(found)


def publication_sheet(request: Request, pk: int) -> FileResponse:
    """Hand out the sheet for the board."""
    one = _publication(request, pk)
    data = papers.sheet_of(one)
    if data is None:
        raise Http404
    return _word(data, "公开栏张贴稿", one)


def publication_record(request: Request, pk: int) -> FileResponse:
    """Hand out what is kept of a publication."""
    one = _publication(request, pk)
    data = papers.record_of(request.actor, one, localdate())
    if data is None:
        raise Http404
    return _word(data, "公开记录表", one)


def _word(data: bytes, what: str, one: Publication) -> FileResponse:
    name = file_name(what, f"{one.unit}{one.title[:30]}", localdate(), "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )

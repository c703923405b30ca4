"""Pages of 公示: what hangs, hanging it up, what its desk does about it, the archive."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zhijia.org.models import Unit
from zhijia.platform.acts import refusals_on
from zhijia.platform.files.web import send
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from ..actions import showing as actions
from ..forms import showing as forms
from ..models import BoardPhoto, Showing, ShowingLook
from ..paper.showing import posting_paper, record_paper
from ..policies import showing as policies
from ..queries import showing as queries
from ..queries import showing_page as pages
from ..queries import showing_papers as papers
from ..rules.showing_kinds import SHOWING_KINDS
from .filling import fill, sent, word

ROWS = 50
SEALED = "公示已期满封存，只能由本单位工会写明事由查阅。"


@never_cache
def showings(request: Request) -> HttpResponse:
    """List what hangs for everybody here; for the desk also what it keeps."""
    actor, today = request.actor, localdate()
    asked = request.GET.get("list", "")
    kept = queries.kept(actor).filter(request.place.narrows("unit_path"))
    name = asked if asked in {"kept", "heard"} else "hanging"
    rows = {"hanging": queries.hanging(actor, today), "kept": kept, "heard": queries.heard(actor)}
    context = {
        "name": name,
        "page": Paginator(rows[name], ROWS).get_page(request.GET.get("page")),
        "today": today,
        "is_desk": queries.showing_units(actor).exists(),
        "hears": queries.heard(actor).exists(),
    }
    return render(request, "disclosure/showings.html", context)


def showing_new(request: Request) -> HttpResponse:
    """Choose unit and kind, then say what is shown."""
    choose = forms.ChooseShowing(request.actor, request.GET or None)
    if choose.is_valid():
        return _new(request, **choose.cleaned_data)
    context = {"form": choose, "units": queries.showing_units(request.actor).exists()}
    return render(request, "disclosure/showing_choose.html", context)


def _new(request: Request, unit: Unit, kind: str) -> HttpResponse:
    """Show a kind of showing of a unit."""
    actor = request.actor
    again = queries.to_show_again(actor, unit, kind, request.GET.get("again", ""))
    form = forms.Show(actor, unit, kind, sent(request), again=again)
    return fill(
        request,
        form,
        lambda: actions.show(actor=actor, today=localdate(), **form.said()),
        may=policies.may_show(actor, unit),
        back=reverse("disclosure:showings"),
        then=lambda made: made.get_absolute_url(),
        done="公示已张出。期满由系统撤下封存。",
        about="公示",
        title=f"{SHOWING_KINDS[kind].label}公示 · {unit}",
        warning=f"再次公示，前次是{again}；公示期重新计算。" if again else "",
        button="张出公示",
        icon="speakerphone",
    )


def found_showing(request: Request, pk: int) -> Showing:
    """Return a showing of which this person may know; 404 otherwise."""
    return get_object_or_404(queries.known(request.actor, localdate()), pk=pk)


def kept_showing(request: Request, pk: int) -> Showing:
    """Return a showing that this person's desk keeps; 404 otherwise."""
    return get_object_or_404(queries.kept(request.actor), pk=pk)


@never_cache
def showing(request: Request, pk: int) -> HttpResponse:
    """Show what hangs; of what is over only that it was, and what is to be done."""
    return _show(request, found_showing(request, pk))


def _show(request: Request, one: Showing, **asked: object) -> HttpResponse:
    """Show a showing; `asked` are the forms that came back with errors."""
    actor = request.actor
    context = {
        **pages.showing_page(actor, one, localdate()),
        "photo": forms.Photo(actor, initial={"place": one.place}),
        "close": forms.Close(actor),
        **asked,
    }
    return render(request, "disclosure/showing.html", context)


def showing_prolong(request: Request, pk: int) -> HttpResponse:
    """Let a showing hang longer."""
    one, actor = kept_showing(request, pk), request.actor
    form = forms.Prolong(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.prolong_showing(
            actor=actor, showing=one, today=localdate(), **form.cleaned_data
        ),
        back=one.get_absolute_url(),
        done="公示已延长。",
        about=str(one),
        title="延长公示",
        warning=f"现在公示到 {one.until_on:%Y-%m-%d}，只能延长，不得缩短。",
        button="延长",
    )


def showing_handler(request: Request, pk: int) -> HttpResponse:
    """Let somebody else hear the objections."""
    one, actor = kept_showing(request, pk), request.actor
    form = forms.ChangeHandler(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.change_handler(
            actor=actor, showing=one, today=localdate(), **form.cleaned_data
        ),
        back=one.get_absolute_url(),
        done="异议处理人已更换，已通知接手的人和实名提出异议的人。",
        about=str(one),
        title="更换异议处理人",
        warning=f"现由{one.handler}处理。已经收到的异议转给接手的人，公示页和异议处理结果页写明换了谁、为什么。",
        button="更换",
    )


def showing_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a showing down."""
    one, actor = kept_showing(request, pk), request.actor
    form = forms.Withdraw(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.withdraw_showing(
            actor=actor, showing=one, today=localdate(), **form.cleaned_data
        ),
        back=one.get_absolute_url(),
        done="公示已撤下。",
        about=str(one),
        title="撤下公示",
        warning="撤下的公示不算公示过：改正以后重新公示，期间重新计算。",
        button="撤下",
        tone="danger",
    )


@require_POST
def showing_photo(request: Request, pk: int) -> HttpResponse:
    """Keep a photograph of the board."""
    one, actor = kept_showing(request, pk), request.actor
    form = forms.Photo(actor, request.POST, request.FILES)
    return answer(
        request,
        form,
        lambda: actions.add_photo(actor=actor, showing=one, **form.cleaned_data),
        page=lambda: _show(request, one, photo=form),
        done="张贴照片已登记。",
        then=one.get_absolute_url(),
    )


@require_POST
def showing_close(request: Request, pk: int) -> HttpResponse:
    """Close a showing whose time is over."""
    one, actor = kept_showing(request, pk), request.actor
    form = forms.Close(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.close_showing(
            actor=actor, showing=one, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _show(request, one, close=form),
        done="公示已办结。",
        then=one.get_absolute_url(),
    )


@never_cache
def showing_look(request: Request, pk: int) -> HttpResponse:
    """Open the archive for a few minutes to who says what for."""
    one, actor = kept_showing(request, pk), request.actor
    form = forms.Look(actor, sent(request))
    look = _look(request, one, form) if form.is_valid() else None
    context = {"showing": one, "form": form, "may": policies.may_look(actor, one)}
    context |= pages.opened(one, look) if look else {}
    status = 422 if form.is_bound and not look else 200
    return render(request, "disclosure/showing_look.html", context, status=status)


def _look(request: Request, one: Showing, form: forms.Look) -> ShowingLook | None:
    """Keep who looks and what for; a refusal stands on the form."""
    who, today = request.actor, localdate()
    with refusals_on(form):
        return actions.look_at_showing(actor=who, showing=one, reason=form.why(), today=today)
    return None


def _opened(request: Request, one: Showing) -> bool:
    """Say whether this person sees all of a showing: it hangs, or they have just opened it."""
    if queries.sight(request.actor, one, localdate()).is_whole:
        return True
    return queries.look_by(request.actor, one, request.GET.get("look", "")) is not None


@require_GET
@never_cache
def showing_picture(request: Request, pk: int) -> FileResponse:
    """Hand out a photograph of the board."""
    photo = get_object_or_404(BoardPhoto.objects.select_related("file"), pk=pk)
    one = found_showing(request, photo.showing_id)
    if not _opened(request, one):
        raise Http404(SEALED)
    return send(photo.file)


@require_GET
@never_cache
def showing_paper(request: Request, pk: int) -> FileResponse:
    """Hand out the sheet for the board."""
    one = kept_showing(request, pk)
    if not _opened(request, one):
        raise Http404(SEALED)
    name = file_name("公示", f"{one.unit}{one.year}-{one.serial}", localdate(), "docx")
    return word(posting_paper(papers.posting(one)), name)


@require_GET
@never_cache
def showing_record(request: Request, pk: int) -> FileResponse:
    """Hand out the record of a showing."""
    one = kept_showing(request, pk)
    if not _opened(request, one):
        raise Http404(SEALED)
    name = file_name("公示情况记录", f"{one.unit}{one.year}-{one.serial}", localdate(), "docx")
    return word(record_paper(papers.record(one)), name)

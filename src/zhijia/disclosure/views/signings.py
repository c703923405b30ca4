"""Pages of signing and signing, and of duties by post."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from zhijia.org.queries import units_kept
from zhijia.platform.blanks import ActorForm
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from ..actions import duties as duty_actions
from ..actions import signings as actions
from ..forms import regulations as forms
from ..models import Duty, Wording
from ..paper.regulations import readers_paper
from ..policies import regulations as policies
from ..queries import duties as owing
from ..queries import regulation_papers as papers
from ..queries import signings as queries
from .filling import fill, sent, word
from .regulations import found_regulation, found_wording, regulation

ROWS = 50


def signing_ask(request: Request, pk: int) -> HttpResponse:
    """Ask the members to read a text."""
    text, actor = found_wording(request, pk), request.actor
    form = forms.AskReading(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.ask_signing(
            actor=actor, wording=text, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_edit(actor, text.regulation),
        back=text.regulation.get_absolute_url(),
        done="已要求签阅，并通知了会员。",
        about=str(text.regulation),
        title="要求签阅",
        button="发出",
        icon="send",
        warning="会员在手机上读完以后点“我已阅读”；没有手机的可以打印签字表，签完补登。",
    )


@require_POST
def signing_sign(request: Request, pk: int) -> HttpResponse:
    """Sign that one has read a text."""
    text, actor = found_wording(request, pk), request.actor
    return answer(
        request,
        ActorForm(actor, request.POST),
        lambda: actions.sign_signing(actor=actor, wording=text, today=localdate()),
        page=lambda: regulation(request, text.regulation_id),
        done="已签阅。",
        then=text.regulation.get_absolute_url(),
    )


def _kept(request: Request, pk: int) -> Wording:
    """Return a text whose readers this desk may see; 404 otherwise."""
    text = found_wording(request, pk)
    found = found_regulation(request, text.regulation_id)
    rows = Wording.objects.filter(pk=pk) if policies.may_edit(request.actor, found) else None
    kept: Wording = get_object_or_404(
        (rows or Wording.objects.none()).select_related("regulation__unit")
    )
    return kept


def signings(request: Request, pk: int) -> HttpResponse:
    """List who has not read a text, or who has."""
    text = _kept(request, pk)
    has_read = request.GET.get("list") == "read"
    rows = queries.signings(text, has_read=has_read)
    context = {
        "text": text,
        "one": text.regulation,
        "tally": queries.tally(text),
        "has_read": has_read,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "disclosure/signings.html", context)


def signing_key(request: Request, pk: int) -> HttpResponse:
    """Put down who signed on paper."""
    text, actor = _kept(request, pk), request.actor
    form = forms.KeyReadings(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.key_signings(
            actor=actor, wording=text, today=localdate(), **form.cleaned_data
        ),
        back=reverse("disclosure:signings", args=[pk]),
        done=lambda number: f"补登 {number} 人。",
        about="签阅情况",
        title="补登纸面签阅",
        button="补登",
    )


@require_GET
def signings_word(request: Request, pk: int) -> FileResponse:
    """Hand out who has signed and a list to sign as a Word file."""
    text, today = _kept(request, pk), localdate()
    unit = str(text.regulation.unit)
    have, have_not = (papers.readers(text, has_read=read) for read in (True, False))
    data = readers_paper(str(text), have, have_not, unit=unit, day=today)
    return word(data, file_name("规章制度签阅情况", unit, today, "docx"))


def duties(request: Request) -> HttpResponse:
    """List what posts owe, who holds them and how much work they have."""
    rows = owing.duties(request.actor).open().filter(request.place.narrows("unit_path"))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": owing.owed(list(page)),
        "is_desk": units_kept(request.actor).exists(),
    }
    return render(request, "disclosure/duties.html", context)


def duty_new(request: Request) -> HttpResponse:
    """Lay down a duty."""
    actor = request.actor
    form = forms.LayDown(actor, sent(request))
    return fill(
        request,
        form,
        lambda: duty_actions.lay_down_duty(actor=actor, **form.cleaned_data),
        may=policies.may_keep_any(actor),
        back=reverse("disclosure:duties"),
        done="岗位职责已登记。",
        about="岗位责任",
        title="登记岗位职责",
        button="登记",
    )


def duty_end(request: Request, pk: int) -> HttpResponse:
    """Let a duty hold no longer."""
    actor = request.actor
    one: Duty = get_object_or_404(owing.duties(actor), pk=pk)
    form = forms.EndDuty(actor, sent(request))
    return fill(
        request,
        form,
        lambda: duty_actions.end_duty(actor=actor, duty=one, on=form.day()),
        may=policies.may_keep(actor, one.unit),
        back=reverse("disclosure:duties"),
        done="这条职责已终止，文字仍然保留。",
        about="岗位责任",
        title="终止岗位职责",
        button="终止",
        warning=f"{one.who}：{one.words}",
    )

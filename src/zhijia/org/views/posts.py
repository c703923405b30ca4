"""Pages of posts."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..paper import TITLE, cadres
from .fill_in import fill_in, member_of, sent, unit_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def unit_appoint(request: Request, pk: int) -> HttpResponse:
    """Give somebody a post in this unit."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.Appoint(actor, sent(request), initial={"member": request.GET.get("who", "")})
    return fill_in(
        request,
        form,
        lambda: actions.appoint(actor=actor, unit=one, **form.said()),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done=lambda post: f"{post}已任职。",
        about=one,
        title="任职",
        button="任职",
    )


def post_relieve(request: Request, pk: int) -> HttpResponse:
    """End a post."""
    post, actor = get_object_or_404(queries.posts(request.actor), pk=pk), request.actor
    form = forms.Relieve(actor, post, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.relieve(
            actor=actor, post=post, until_on=form.cleaned_data["until_on"], ending=form.ending()
        ),
        may=policies.may_edit(actor, post.unit),
        back=post.unit.get_absolute_url(),
        done=f"{post}已免职。",
        about=post,
        title="免职",
        button="确认免职",
        tone="danger",
    )


def post_edit(request: Request, pk: int) -> HttpResponse:
    """Correct what may change while a post is held."""
    post, actor = get_object_or_404(queries.posts(request.actor), pk=pk), request.actor
    names = ("title", "is_full_time", "trained_on", "version")
    form = forms.EditPost(actor, sent(request), initial={n: getattr(post, n) for n in names})
    return fill_in(
        request,
        form,
        lambda: actions.edit_post(actor=actor, post=post, **form.cleaned_data),
        may=policies.may_edit(actor, post.unit),
        back=post.unit.get_absolute_url(),
        done="任职信息已保存。",
        about=post,
        title="修改任职信息",
        button="保存",
    )


def member_bar(request: Request, pk: int) -> HttpResponse:
    """Note a fact that bars a member from a post."""
    who, actor = member_of(request, pk), request.actor
    form = forms.NoteBar(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.note_bar(actor=actor, member=who, **form.cleaned_data),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done=lambda bar: f"已登记“{bar}”。",
        about=who,
        title="登记任职限制情形",
        button="登记",
        warning="只登记与任职资格有关的事实，并写明依据。已经担任的职务不会自动终止。",
    )


def bar_lift(request: Request, pk: int) -> HttpResponse:
    """Say that a fact holds no longer."""
    bar, actor = get_object_or_404(queries.bars(request.actor), pk=pk), request.actor
    form = forms.LiftBar(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.lift_bar(actor=actor, bar=bar, **form.cleaned_data),
        may=policies.may_manage(actor, bar.member),
        back=bar.member.get_absolute_url(),
        done=f"“{bar}”已终止。",
        about=bar.member,
        title=f"终止“{bar}”",
        button="确认终止",
    )


def unit_cadres(request: Request, pk: int) -> FileResponse:
    """Hand out the roster of union officers of a unit and those below it, as Excel."""
    one, today = unit_of(request, pk), localdate()
    book = cadres(queries.officers(request.actor, one), unit=one.name, day=today)
    name = file_name(TITLE, one.name, today, "xlsx")
    return FileResponse(BytesIO(book), as_attachment=True, filename=name, content_type=EXCEL)

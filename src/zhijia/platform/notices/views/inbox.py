from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request, answer

from .. import actions, acts, forms, mailing, queries

A_PAGE = 30


def inbox(request: Request) -> HttpResponse:
    """Show the actor's messages, `?list=unread` for those not opened, the newest first."""
    asked = request.GET.get("list", "")
    name = asked if asked in queries.LISTS else "all"
    page = Paginator(queries.inbox(request.actor, name), A_PAGE).get_page(request.GET.get("page"))
    unread = queries.unread_count(request.actor)  # the bell's number too, so it is asked once
    counts = {"unread": unread}
    lists = [(key, label, counts.get(key), key == name) for key, label in queries.LISTS.items()]
    context = {"name": name, "lists": lists, "page": page, "unread": unread}
    context["keeps_robots"] = queries.keeps_robots(request.actor)
    return render(request, "notices/inbox.html", context)


@require_POST
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Mark one of the actor's messages as read and go where it leads."""
    notice = get_object_or_404(queries.inbox(request.actor), pk=pk)
    acts.mark_read(notice)
    return redirect(notice.url)


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark every message as read."""
    count = acts.mark_all_read(request.actor)
    messages.success(request, f"{count} 条消息已标为已读。" if count else "没有未读的消息。")
    return redirect("notices:inbox")


def _settings(request: Request, form: forms.Settings) -> HttpResponse:
    """Show which kinds the actor wants where, and whether letters can reach them at all."""
    context = {
        "form": form,
        "address": queries.address_of(request.actor),
        "can_mail": mailing.is_set_up(),
        "fault": queries.last_fault(request.actor),
    }
    return render(request, "notices/settings.html", context)


def settings_page(request: Request) -> HttpResponse:
    """Let the actor choose, kind by kind."""
    can_mail = mailing.is_set_up()
    if request.method != "POST":
        return _settings(request, forms.Settings(request.actor, can_mail=can_mail))
    form = forms.Settings(request.actor, request.POST, can_mail=can_mail)
    return answer(
        request,
        form,
        lambda: actions.choose(actor=request.actor, wanted=form.wanted()),
        page=lambda: _settings(request, form),
        done="消息设置已保存。",
        then=reverse("notices:settings-page"),
    )

"""What desks do about the doors of their units."""

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries, register, rules
from ..models import Door


def _kept(request: Request, pk: int) -> Door:
    return get_object_or_404(queries.doors(request.actor), pk=pk)


def doors(request: Request) -> HttpResponse:
    """List the doors of the units this desk acts for, and make a new one."""
    actor = request.actor
    form = forms.MakeDoor(actor, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _doors(request, form)
    return answer(
        request,
        form,
        lambda: actions.open_door(actor=actor, today=localdate(), **form.cleaned_data),
        page=lambda: _doors(request, form),
        done="来信二维码已生成，打印张贴即可。",
        then=lambda made: made.get_absolute_url(),
    )


def _doors(request: Request, form: forms.MakeDoor) -> HttpResponse:
    rows = list(queries.doors(request.actor))
    names = queries.unit_names({one.unit_path for one in rows})
    shown = [(one, names.get(one.unit_path, "")) for one in rows]
    context = {"form": form, "rows": shown, "is_desk": bool(queries.desk_paths(request.actor))}
    return render(request, "doorway/doors.html", context)


def poster(request: Request, pk: int) -> HttpResponse:
    """Show a door as a page to print and put on a wall, and how it stands."""
    return _poster(request, _kept(request, pk), None)


def _poster(request: Request, found: Door, form: ActorForm | None) -> HttpResponse:
    path = reverse("doorway:door", args=[found.token])
    url = f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    context = {
        "door": found,
        "unit": queries.unit_name(found),
        "url": url,
        "code": segno.make(url, error="m").svg_data_uri(scale=8),
        "open": rules.stands_open(closed_on=found.closed_on, shut_on=found.shut_on),
        "entrances": register.entrances(),
        "most": rules.MOST_WAITING,
        "is_crowded": found in queries.crowded(request.actor, localdate()).alone(),
        "guard": form or forms.Guard(request.actor, initial={"is_strict": found.is_strict}),
        "may": policies.may_keep(request.actor, found),
    }
    return render(request, "doorway/poster.html", context)


def guard(request: Request, pk: int) -> HttpResponse:
    """Say what a door takes."""
    found, actor = _kept(request, pk), request.actor
    form = forms.Guard(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.guard_door(actor=actor, door=found, **form.cleaned_data),
        page=lambda: _poster(request, found, form),
        done="收件条件已保存。",
        then=found.get_absolute_url(),
    )


def shut(request: Request, pk: int) -> HttpResponse:
    """Take nothing in for a while, or take it in again."""
    found, actor = _kept(request, pk), request.actor
    form, is_shut = ActorForm(actor, request.POST), request.POST.get("shut") == "1"
    return answer(
        request,
        form,
        lambda: actions.shut_door(actor=actor, door=found, is_shut=is_shut, today=localdate()),
        page=lambda: _poster(request, found, None),
        done="来信箱已暂停收件。" if is_shut else "来信箱已恢复收件。",
        then=found.get_absolute_url(),
    )


def close(request: Request, pk: int) -> HttpResponse:
    """Let nobody write to this address any more."""
    found, actor = _kept(request, pk), request.actor
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.close_door(actor=actor, door=found, today=localdate()),
        page=lambda: _poster(request, found, None),
        done="来信二维码已停用；已经交来的照常办理，来件人凭回执码照常查询。",
        then=reverse("doorway:doors"),
    )

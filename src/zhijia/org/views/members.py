"""Pages of members."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..models import Member
from .fill_in import fill_in, member_of, sent

MEMBERS = 50


def members(request: Request) -> HttpResponse:
    """List members, present ones unless those who left are asked for."""
    form = forms.FindMember(request.actor, request.GET)
    wanted = form.wanted(request.GET.get("sort", ""), request.place)
    found: Sequence[Member] = queries.member_list(request.actor, wanted) if wanted else ()
    place = form.place()
    context = {
        "form": form,
        "page": Paginator(found, MEMBERS).get_page(request.GET.get("page")),
        "enrol": reverse("org:member-enrol")
        + (f"?{urlencode({'unit': place.code})}" if place else ""),
        "may": policies.may_enrol(request.actor),
    }
    return render(request, "org/members.html", context)


def member_import(request: Request) -> HttpResponse:
    """Lead to the page where a roster is brought in."""
    return redirect("sheets:bring", "org.members")


def member_enrol(request: Request) -> HttpResponse:
    """Enter a new member."""
    actor = request.actor
    form = forms.Enrol(actor, sent(request), initial={"unit": request.GET.get("unit")})
    return fill_in(
        request,
        form,
        lambda: actions.enrol(actor=actor, **form.told()),
        may=policies.may_enrol(actor),
        template="org/member_form.html",
        back=reverse("org:members"),
        done=lambda made: f"{made}已登记为会员。",
        then=lambda made: made.get_absolute_url(),
        about="会员",
        title="登记会员",
        button="登记",
    )


def member(request: Request, pk: int) -> HttpResponse:
    """Show a member: their stays, posts and account; who has left stays readable."""
    who = member_of(request, pk)
    reads = policies.may_read_particulars(request.actor, who)
    context = {
        "member": who,
        "reads": reads,
        "may_letter": reads and who.state == "moved",
        "particulars": queries.particulars_shown(who) if reads else [],
        "unfilled": queries.unfilled(who) if reads else "",
        "masked": queries.masked(who) if reads else [],
        "clash": queries.contradiction(who) if reads else None,
        "stays": queries.stays(who),
        "posts": queries.posts_of(who),
    }
    return render(request, "org/member.html", context)


def member_edit(request: Request, pk: int) -> HttpResponse:
    """Correct what is written about a member."""
    who, actor = member_of(request, pk), request.actor
    form = forms.EditMember(actor, sent(request), initial=forms.as_written(who))
    return fill_in(
        request,
        form,
        lambda: actions.edit_member(actor=actor, member=who, **form.told(who)),
        may=policies.may_manage(actor, who),
        template="org/member_form.html",
        back=who.get_absolute_url(),
        done="会员信息已保存。",
        about=who,
        title="修改会员",
        button="保存",
    )

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from zhijia.law import Verdict
from zhijia.platform.accounts.passwords import first_password
from zhijia.platform.acts import refusals_on
from zhijia.platform.blanks import ActorForm
from zhijia.platform.scope import STEP
from zhijia.platform.web import Request, answer

from . import actions, forms, policies, queries
from .models import Member, Unit

T = TypeVar("T")
UNITS, MEMBERS = 100, 50
PLAIN = {"tone": "primary", "notes": (), "warning": ""}
MOST = 10_000  # more than anybody leafs through: counting them all would slow every page


def _sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _unit(request: Request, pk: int) -> Unit:
    return get_object_or_404(queries.units(request.actor), pk=pk)


def _member(request: Request, pk: int) -> Member:
    return get_object_or_404(queries.members(request.actor), pk=pk)


def _fill_in(
    request: Request,
    form: ActorForm,
    do: Callable[[], T],
    *,
    may: Verdict,
    back: str,
    done: str | Callable[[T], str],
    then: str | Callable[[T], str] = "",
    **words: object,
) -> HttpResponse:
    """Show a form and, when it comes back, do its one action; `words` is what the page says."""

    def page() -> HttpResponse:
        context = {"form": form, "may": may, "back": back, **PLAIN}
        return render(request, "org/fill_in.html", {**context, **words})

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then or back)


def _trail(request: Request, unit: Unit) -> list[tuple[str, str]]:
    """Return the way from the list of units down to this one, as far as this person reaches."""
    above = [one for one in queries.lineage(unit) if request.actor.reaches(one.path)]
    return [("组织", reverse("org:units")), *((str(u), u.get_absolute_url()) for u in above)]


def units(request: Request) -> HttpResponse:
    """Show the tree of units, each with its members."""
    form = forms.FindUnit(request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    page = Paginator(queries.tree(request.actor, name=name), UNITS)
    shown = page.get_page(request.GET.get("page"))
    heads = queries.heads(path for _, path, _ in request.actor.posts)
    top = min((len(path) for _, path, _ in request.actor.posts), default=0)
    rows = [(one, heads.get(one.path, queries.NOBODY), one.depth - top // STEP) for one in shown]
    context = {"form": form, "name": name, "page": shown, "rows": rows}
    return render(request, "org/units.html", context)


def unit(request: Request, pk: int) -> HttpResponse:
    """Show one unit: where it stands, what the law says about it, who holds its posts."""
    one, reaches = _unit(request, pk), request.actor.reaches
    heads = queries.heads([one.path])
    own = heads.get(one.path, queries.NOBODY)
    terms, posts = list(one.terms.all()), queries.posts_in(one)
    found = queries.findings(one, members=own.total, terms=terms, posts=posts, today=localdate())
    context = {
        "unit": one,
        "heads": own,
        "trail": _trail(request, one),
        "findings": found,
        "posts": [(post, reaches(post.member.unit_path)) for post in posts],
        "terms": terms,
        "children": [
            (child, heads.get(child.path, queries.NOBODY), reaches(child.path))
            for child in queries.children(one)
        ],
    }
    return render(request, "org/unit.html", context)


def unit_edit(request: Request, pk: int) -> HttpResponse:
    """Correct what is written about a unit."""
    one, actor = _unit(request, pk), request.actor
    facts = {name: getattr(one, name) for name in ("name", "kind", "staff_count", "version")}
    form = forms.EditUnit(actor, _sent(request), initial=facts)
    return _fill_in(
        request,
        form,
        lambda: actions.edit_unit(actor=actor, unit=one, **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done="单位信息已保存。",
        about=one,
        title="修改单位",
        button="保存",
    )


def unit_found(request: Request, pk: int) -> HttpResponse:
    """Found a unit below this one."""
    parent, actor = _unit(request, pk), request.actor
    form = forms.FoundUnit(actor, _sent(request))
    return _fill_in(
        request,
        form,
        lambda: actions.found_unit(actor=actor, parent=parent, **form.cleaned_data),
        may=policies.may_edit(actor, parent),
        back=parent.get_absolute_url(),
        done=lambda made: f"{made}已建立。",
        then=lambda made: made.get_absolute_url(),
        about=parent,
        title="新建下级单位",
        button="建立",
    )


def unit_dissolve(request: Request, pk: int) -> HttpResponse:
    """Dissolve an empty unit, once it is sure."""
    one, actor = _unit(request, pk), request.actor
    empty = queries.may_dissolve(one)
    return _fill_in(
        request,
        ActorForm(actor, _sent(request)),
        lambda: actions.dissolve_unit(actor=actor, unit=one, today=localdate()),
        may=policies.may_dissolve(actor, one) and empty,
        back=one.get_absolute_url(),
        done=f"{one}已撤销。",
        about=one,
        title="撤销单位",
        button="确认撤销",
        tone="danger",
        notes=[empty],
    )


def unit_appoint(request: Request, pk: int) -> HttpResponse:
    """Give somebody a post in this unit."""
    one, actor = _unit(request, pk), request.actor
    form = forms.Appoint(actor, _sent(request), initial={"member": request.GET.get("who", "")})
    return _fill_in(
        request,
        form,
        lambda: actions.appoint(actor=actor, unit=one, **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done=lambda post: f"{post}已任职。",
        about=one,
        title="任职",
        button="任职",
    )


def unit_term(request: Request, pk: int) -> HttpResponse:
    """Enter a term of the unit's committee."""
    one, actor = _unit(request, pk), request.actor
    form = forms.OpenTerm(actor, _sent(request))
    return _fill_in(
        request,
        form,
        lambda: actions.open_term(actor=actor, unit=one, today=localdate(), **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done=lambda term: f"{term}已登记。",
        about=one,
        title="登记届次",
        button="登记",
    )


def post_relieve(request: Request, pk: int) -> HttpResponse:
    """End a post."""
    post, actor = get_object_or_404(queries.posts(request.actor), pk=pk), request.actor
    form = forms.Relieve(actor, _sent(request))
    return _fill_in(
        request,
        form,
        lambda: actions.relieve(actor=actor, post=post, **form.cleaned_data),
        may=policies.may_edit(actor, post.unit),
        back=post.unit.get_absolute_url(),
        done=f"{post}已免职。",
        about=post,
        title="免职",
        button="确认免职",
        tone="danger",
    )


def members(request: Request) -> HttpResponse:
    """List members, present ones unless those who left are asked for."""
    form = forms.FindMember(request.actor, request.GET)
    page = Paginator(form.found()[:MOST], MEMBERS)
    place = form.place()
    context = {
        "form": form,
        "page": page.get_page(request.GET.get("page")),
        "enrol": reverse("org:member-enrol")
        + (f"?{urlencode({'unit': place.code})}" if place else ""),
        "may": policies.may_enrol(request.actor),
        "capped": page.count == MOST,
        "most": MOST,
    }
    return render(request, "org/members.html", context)


def member_enrol(request: Request) -> HttpResponse:
    """Enter a new member."""
    actor = request.actor
    form = forms.Enrol(actor, _sent(request), initial={"unit": request.GET.get("unit")})
    return _fill_in(
        request,
        form,
        lambda: actions.enrol(actor=actor, **form.cleaned_data),
        may=policies.may_enrol(actor),
        back=reverse("org:members"),
        done=lambda made: f"{made}已登记为会员。",
        then=lambda made: made.get_absolute_url(),
        about="会员",
        title="登记会员",
        button="登记",
    )


def member(request: Request, pk: int) -> HttpResponse:
    """Show a member: their stays, posts and account; who has left stays readable."""
    who = _member(request, pk)
    context = {
        "member": who,
        "stays": who.memberships.select_related("unit").order_by("-from_on", "-pk"),
        "posts": who.posts.select_related("unit").order_by("-from_on", "-pk"),
    }
    return render(request, "org/member.html", context)


def member_edit(request: Request, pk: int) -> HttpResponse:
    """Correct what is written about a member."""
    who, actor = _member(request, pk), request.actor
    facts = {name: getattr(who, name) for name in ("name", "gender", "version")}
    form = forms.EditMember(actor, _sent(request), initial=facts)
    return _fill_in(
        request,
        form,
        lambda: actions.edit_member(actor=actor, member=who, **form.cleaned_data),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done="会员信息已保存。",
        about=who,
        title="修改会员",
        button="保存",
    )


def member_leave(request: Request, pk: int) -> HttpResponse:
    """End a member's stay, with their posts and account."""
    who, actor = _member(request, pk), request.actor
    form = forms.Leave(actor, _sent(request))
    return _fill_in(
        request,
        form,
        lambda: actions.leave(actor=actor, member=who, **form.cleaned_data),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done=f"{who}已办理离会。",
        about=who,
        title="办理离会",
        button="确认离会",
        tone="danger",
        warning="离会以后，所任职务同时免去，账号停用；记录仍然保留。",
    )


@never_cache
def member_account(request: Request, pk: int) -> HttpResponse:
    """Open a member's account, or give its owner a first password again; it is shown once."""
    who, actor = _member(request, pk), request.actor
    form = ActorForm(actor, _sent(request))
    password = ""
    if form.is_valid():
        with refusals_on(form):
            made = first_password()
            who = actions.give_account(actor=actor, member=who, password=made)
            password = made
    context = {"member": who, "form": form, "password": password}
    context["may"] = policies.may_manage(actor, who)
    status = 422 if form.is_bound and not password else 200
    return render(request, "org/member_account.html", context, status=status)


def member_unlock(request: Request, pk: int) -> HttpResponse:
    """Let a member who mistyped too often sign in at once."""
    who, actor = _member(request, pk), request.actor
    return _fill_in(
        request,
        ActorForm(actor, _sent(request)),
        lambda: actions.unlock_account(actor=actor, member=who),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done=f"{who}可以重新登录了。",
        about=who,
        title="解除登录锁定",
        button="解除锁定",
    )


def member_second_step(request: Request, pk: int) -> HttpResponse:
    """Take off the second step of a member who lost their phone."""
    who, actor = _member(request, pk), request.actor
    return _fill_in(
        request,
        ActorForm(actor, _sent(request)),
        lambda: actions.lift_second_step(actor=actor, member=who),
        may=policies.may_manage(actor, who),
        back=who.get_absolute_url(),
        done=f"{who}的两步验证已解除。",
        about=who,
        title="解除两步验证",
        button="确认解除",
        tone="danger",
        warning="请先当面核实是本人。解除以后登录只凭密码，本人应当尽快重新开启。",
    )

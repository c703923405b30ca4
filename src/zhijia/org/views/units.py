"""Pages of units."""

import re

from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.web import Request, is_htmx

from .. import actions, forms, policies, queries, rules
from ..models import Unit
from .fill_in import fill_in, sent, trail, unit_of

UNITS = 50
NUMBER = re.compile(r"[0-9]{1,9}")


def _number(request: Request, name: str) -> int:
    """Return a number that the address asks with; 0 for none or for nonsense."""
    said = request.GET.get(name, "")
    return int(said) if NUMBER.fullmatch(said) else 0


def units(request: Request) -> HttpResponse:
    """Show the tree of units, opened where it is asked; or the units that are called so."""
    form = forms.FindUnit(request.GET)
    if name := form.cleaned_data["name"] if form.is_valid() else "":
        return _found(request, form, name)
    actor, place = request.actor, request.place
    top = queries.units(actor).filter(pk=place.unit_id).first() if place.is_chosen else None
    asked = _number(request, "open")
    open_ = queries.units(actor).standing().filter(pk=asked).first() if asked else None
    roots = queries.roots(actor, top)
    nodes = queries.grown(actor, roots, open_, _number(request, "page") or 1)
    context = {"form": form, "nodes": nodes, "name": "", "may": policies.may_enrol(actor)}
    return render(request, "org/units.html", context)


def _found(request: Request, form: forms.FindUnit, name: str) -> HttpResponse:
    """List the units whose name, now or once, holds `name`, or whose code it is."""
    found = queries.tree(request.actor, name=name).filter(request.place.narrows("path"))
    page = Paginator(found, UNITS).get_page(request.GET.get("page"))
    heads = queries.heads([one.path for one in page])
    rows = [(one, heads.get(one.path, queries.NOBODY)) for one in page]
    context = {"form": form, "name": name, "page": page, "rows": rows}
    return render(request, "org/units_found.html", context)


def unit_below(request: Request, pk: int) -> HttpResponse:
    """Show a leaf of the units just below one: htmx hangs it into the tree."""
    above = unit_of(request, pk)
    if not is_htmx(request):
        return redirect(f"{reverse('org:units')}?open={pk}")
    leaf = queries.leaf(request.actor, above, _number(request, "page") or 1)
    return render(request, "org/leaf.html", {"leaf": leaf})


def _just_below(
    request: Request, above: Unit, heads: dict[str, queries.Heads]
) -> dict[str, object]:
    """Return a page of the units just below one, each with its members and whether it opens."""
    page = Paginator(queries.children(above), UNITS).get_page(request.GET.get("page"))
    nobody, reaches = queries.NOBODY, request.actor.reaches
    rows = [(child, heads.get(child.path, nobody), reaches(child.path)) for child in page]
    return {"page": page, "children": rows}


def unit(request: Request, pk: int) -> HttpResponse:
    """Show one unit: where it stands, what the law says about it, who holds its posts."""
    one, reaches = unit_of(request, pk), request.actor.reaches
    heads = queries.heads([one.path])
    own = heads.get(one.path, queries.NOBODY)
    terms, posts = list(one.terms.all()), queries.posts_in(one)
    keeps = bool(policies.may_edit(request.actor, one))
    found = queries.findings(one, own.total, terms, posts, localdate(), with_bars=keeps)
    context = {
        "unit": one,
        "heads": own,
        "trail": trail(request, one),
        "findings": found,
        "posts": [(post, reaches(post.member.unit_path)) for post in posts],
        "terms": terms,
        "changes": queries.changes(one),
        "rule_set": rules.rule_set(one.kind, one.registration),
        **_just_below(request, one, heads),
    }
    return render(request, "org/unit.html", context)


def unit_edit(request: Request, pk: int) -> HttpResponse:
    """Correct what is written about a unit."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.EditUnit(actor, sent(request), initial=model_to_dict(one))
    return fill_in(
        request,
        form,
        lambda: actions.edit_unit(actor=actor, unit=one, **form.told()),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done="单位信息已保存。",
        about=one,
        groups=form.grouped(),
        title="修改单位",
        button="保存",
    )


def unit_rename(request: Request, pk: int) -> HttpResponse:
    """Give a unit a new name and keep the one it had."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.Rename(actor, sent(request), initial={"version": one.version})
    return fill_in(
        request,
        form,
        lambda: actions.rename_unit(actor=actor, unit=one, today=localdate(), **form.cleaned_data),
        may=policies.may_edit(actor, one),
        back=one.get_absolute_url(),
        done=lambda made: f"已更名为{made}。",
        about=one,
        title="更名",
        button="更名",
        warning=f"现名称：{one}。更名以后，按原名称仍能找到。",
    )


def unit_found(request: Request, pk: int) -> HttpResponse:
    """Found a unit below this one."""
    parent, actor = unit_of(request, pk), request.actor
    form = forms.FoundUnit(actor, sent(request))
    return fill_in(
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

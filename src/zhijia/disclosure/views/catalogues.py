"""Pages of catalogues: which there are, one with its items and its history, an item."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.web import Request

from ..actions import catalogues as actions
from ..actions import dues as due_actions
from ..forms import catalogues as forms
from ..models import Catalogue, Due, Item
from ..policies import publications as policies
from ..queries import catalogues as queries
from .blanks import fill_in, sent

A_PAGE = 50


def catalogues(request: Request) -> HttpResponse:
    """List the catalogues somebody sees; a single one opens by itself."""
    found = queries.counted(request.actor, localdate()).filter(request.place.narrows("unit__path"))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lacking = queries.without_catalogue(request.actor).first()
    if page.paginator.count == 1 and lacking is None:
        return redirect(page[0])
    return render(request, "disclosure/catalogues.html", {"page": page, "lacking": lacking})


def catalogue_adopt(request: Request) -> HttpResponse:
    """Take a sample over."""
    actor = request.actor
    form = forms.Adopt(actor, sent(request))
    lacking = queries.without_catalogue(actor).first()
    return fill_in(
        request,
        form,
        lambda: actions.adopt(actor=actor, today=localdate(), **form.cleaned_data),
        may=queries.may_adopt(lacking),
        back=reverse("disclosure:catalogues"),
        then=Catalogue.get_absolute_url,
        done="目录已采用，公开期限已经生成，请逐项核对修改。",
        title="采用公开目录",
        button="采用",
        intro="系统按单位类型备有目录样本，采用以后就是本单位自己的目录，可以增减修改，每次修改都留痕。",
    )


def _catalogue(request: Request, unit: int) -> Catalogue:
    return get_object_or_404(queries.catalogues(request.actor), unit__pk=unit)


def catalogue(request: Request, pk: int) -> HttpResponse:
    """Show a unit's catalogue with its items under their headings, and how it came about."""
    one = _catalogue(request, pk)
    context = {
        "catalogue": one,
        "groups": queries.grouped(queries.listed(one)),
        "is_open": queries.shows_strangers(one),
        "revisions": queries.revisions(one)[:50],
        "may": policies.may_keep_catalogue(request.actor, one.unit),
    }
    return render(request, "disclosure/catalogue.html", context)


def catalogue_set_up(request: Request, pk: int) -> HttpResponse:
    """Choose how a unit goes about it."""
    actor, one = request.actor, _catalogue(request, pk)
    posted = sent(request)
    form = forms.SetUp(actor, posted) if posted else forms.SetUp.of(actor, one)
    return fill_in(
        request,
        form,
        lambda: actions.set_up(actor=actor, catalogue=one, today=localdate(), **form.cleaned_data),
        may=policies.may_keep_catalogue(actor, one.unit),
        back=one.get_absolute_url(),
        done="设置已保存。",
        title="公开办法",
        about=one.unit,
    )


def item_new(request: Request, pk: int) -> HttpResponse:
    """List one more item."""
    actor, one = request.actor, _catalogue(request, pk)
    initial = {"forms": ["board"], "rhythm": "quarter", "within": 10, "counted": "workdays"}
    form = forms.EditItem(actor, sent(request), initial=initial)
    return fill_in(
        request,
        form,
        lambda: actions.add_item(actor=actor, catalogue=one, today=localdate(), **form.told()),
        may=policies.may_keep_catalogue(actor, one.unit),
        back=one.get_absolute_url(),
        done="公开事项已列入目录。",
        title="新增公开事项",
        about=one.unit,
    )


def _item(request: Request, pk: int) -> Item:
    return get_object_or_404(queries.items(request.actor), pk=pk)


def item(request: Request, pk: int) -> HttpResponse:
    """Show an item: what it asks, what was due for it and what made it public."""
    one, actor, today = _item(request, pk), request.actor, localdate()
    rows = [(due, due.stand(today)) for due in queries.dues_of(one)[:60]]
    context = {
        "item": one,
        "source": queries.source_of(one),
        "rows": rows,
        "may": policies.may_keep_catalogue(actor, one.catalogue.unit),
        "may_register": policies.may_settle(actor, Due(item=one, unit_path=one.unit_path)),
    }
    return render(request, "disclosure/item.html", context)


def item_edit(request: Request, pk: int) -> HttpResponse:
    """Change an item."""
    actor, one = request.actor, _item(request, pk)
    posted = sent(request)
    form = forms.EditItem(actor, posted) if posted else forms.EditItem.of(actor, one)
    return fill_in(
        request,
        form,
        lambda: actions.edit_item(actor=actor, item=one, today=localdate(), **form.changed()),
        may=policies.may_keep_catalogue(actor, one.catalogue.unit),
        back=one.get_absolute_url(),
        done="公开事项已修改，未到期的期限随之调整。",
        title="修改公开事项",
        about=one.catalogue.unit,
    )


def item_drop(request: Request, pk: int) -> HttpResponse:
    """List an item no more."""
    actor, one = request.actor, _item(request, pk)
    form = forms.DropItem(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.drop_item(actor=actor, item=one, today=localdate(), **form.cleaned_data),
        may=policies.may_keep_catalogue(actor, one.catalogue.unit),
        back=one.get_absolute_url(),
        then=one.catalogue.get_absolute_url(),
        done="公开事项已停用。",
        title=f"停用“{one}”",
        about=one.catalogue.unit,
        button="停用",
        tone="danger",
        intro="停用以后不再生成期限；已经逾期的仍要公开，公开过的照常可以查看。",
    )


def item_register(request: Request, pk: int) -> HttpResponse:
    """Say that something happened that must be made public at once."""
    actor, one = request.actor, _item(request, pk)
    form = forms.Register(actor, sent(request), initial={"event_on": localdate()})
    return fill_in(
        request,
        form,
        lambda: due_actions.register_event(
            actor=actor, item=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_settle(actor, Due(item=one, unit_path=one.unit_path)),
        back=one.get_absolute_url(),
        then=Due.get_absolute_url,
        done="已登记，请按期公开。",
        title=f"登记“{one}”",
        about=one.catalogue.unit,
        button="登记",
        intro=f"自发生之日起 {one.limit}内公开。",
    )

from io import BytesIO
from typing import Any, NamedTuple

from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.law import HOUSE, LAW, PACKS, SETTINGS, Clause
from zhijia.org import actions as org
from zhijia.org.actions import Founder
from zhijia.org.models import Unit
from zhijia.org.queries import is_empty
from zhijia.platform.accounts.entry import begin
from zhijia.platform.refs import actions as refs
from zhijia.platform.refs.models import ClauseCheck
from zhijia.platform.refs.policies import may_check
from zhijia.platform.refs.queries import checks_of
from zhijia.platform.refs.rules import awaits_check
from zhijia.platform.search.table import MOST
from zhijia.platform.search.words import LONGEST
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer, beside, public

from . import finding, forms, queries, record, setting_up
from . import permissions as permits
from .policies import READERS

NEXT = "下一步：在“组织”里建立或者导入下级单位，再到“会员”里导入花名册。"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Sight(NamedTuple):
    """What somebody looks at: a unit, a year, and the form that chooses them."""

    at: queries.At
    when: queries.Span
    form: forms.Lens
    near: list[Unit]


def sight_of(request: Request) -> Sight:
    """Read unit and year from the address; a unit out of reach is not found."""
    asked = (request.GET.get(name, "") for name in ("unit", "scope"))
    at = queries.at(request.actor, request.place, *asked)
    if at is None:
        raise Http404("没有这个单位，或者不在您的职务范围内。")
    today = localdate()
    near, years = queries.around(request.actor, at.unit), queries.years(today)
    form = forms.Lens(at.unit, request.GET, units=near, years=years)
    when, days = queries.span(form.chosen_year(), today), form.chosen_days()
    if days:
        when = queries.Span(days[1].year, *days, is_year=False)
    return Sight(at, when, form, near)


def figures(request: Request) -> HttpResponse:
    """List every number there is, for one unit and year."""
    if not request.actor.posts:
        return render(request, "site/nobody.html")
    sight = sight_of(request)
    numbers = queries.all_figures(sight.at, sight.when)
    context = {
        "figures": numbers,
        "ratios": queries.all_ratios(numbers),
        **sight._asdict(),
    }
    return render(request, "site/figures.html", context)


def audit(request: Request) -> HttpResponse:
    """Search the record of what was done, as far as this person's posts reach."""
    form = _record_search(request)
    asked = form.asked()
    leaf = record.leaf(record.find(request.actor, asked)) if asked else record.Leaf([], None)
    broken = sum(not line.fits for line in leaf.lines)
    context = {"form": form, "leaf": leaf, "broken": broken, "most": record.MOST_ROWS}
    return render(request, "site/audit.html", context)


def audit_sheet(request: Request) -> HttpResponseBase:
    """Hand out the entries that answer what the address asks as an Excel file."""
    asked = _record_search(request).asked()
    if asked is None:
        return audit(request)
    today, unit = localdate(), request.actor.unit_name
    data = record.sheet(record.find(request.actor, asked), unit=unit, today=today)
    name = file_name("留痕", unit, today, "xlsx")
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=EXCEL)


def _record_search(request: Request) -> forms.RecordSearch:
    """Read what is looked for; who may read no unit's record finds no such page."""
    if not request.actor.stands(READERS):
        raise Http404("留痕由工会主席、副主席、干事和经费审查委员查看。")
    return forms.RecordSearch(request.GET)


def search(request: Request) -> HttpResponse:
    """Find people, units, papers and articles by a word; `kind` leafs through one kind of them."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    context: dict[str, object] = {"words": words, "kind": kind, "most": MOST}
    if kind:
        leaf = finding.leaf(request.actor, kind, words, request.GET.get("page", ""))
        if leaf is None:
            raise Http404("没有这一类内容。")
        context["leaf"] = leaf
    else:
        context["groups"] = finding.groups(request.actor, words) if words else []
    return render(request, "site/search.html", context)


def permissions(request: Request) -> HttpResponse:
    """List who may do what; `q` keeps what speaks of a word."""
    word = request.GET.get("q", "").strip()[:50]
    context = {"word": word, "permissions": permits.speaking_of(word)}
    return render(request, "site/permissions.html", context)


def law(request: Request) -> HttpResponse:
    """List every clause the product enforces and who enforces it; `q` keeps those with a word."""
    word = request.GET.get("q", "").strip()[:50]
    context = {
        "word": word,
        "sources": queries.law(word),
        "clauses": len(LAW) + len(HOUSE),
        "settings": SETTINGS,
        "packs": list(PACKS.values()),
        "may": may_check(request.actor, ClauseCheck()),
    }
    return render(request, "site/law.html", context)


def law_settings(request: Request) -> HttpResponse:
    """Lead to the law in force in the unit where this person looks."""
    if not request.place:
        raise Http404("您还不属于任何单位。")
    return redirect("org:unit-law", request.place.unit_id)


def _unchecked(clause: str) -> Clause:
    """Return an article that people check; all others stand on the list of the law only."""
    if not awaits_check(clause):
        raise Http404("没有这一条，或者它不需要核对。")
    return LAW[clause]


def _law_page(
    request: Request, clause: Clause, form: BaseForm, check: ClauseCheck | None = None
) -> HttpResponse:
    """Show an article, its checks, and where one may the form: to take `check` back, if given."""
    address = ("withdraw-check", [clause.id, check.pk]) if check else ("law-clause", [clause.id])
    history = checks_of(clause)
    context = {
        "clause": clause,
        "form": form,
        "address": reverse(address[0], args=address[1]),
        "withdraws": check is not None,
        "history": history,
        "standing": next((one for one in history if not one.withdrawn_on), None),
        "may": may_check(request.actor, ClauseCheck(clause=clause.id)),
    }
    return render(request, "site/law_clause.html", context)


def law_clause(request: Request, clause: str) -> HttpResponse:
    """Show an article nobody has checked yet; take in who held it against which copy."""
    found, actor = _unchecked(clause), request.actor
    check = checks_of(found).standing().first()
    if request.method != "POST":
        blank = forms.WithdrawCheck(actor) if check else forms.ClearCheck(actor)
        return _law_page(request, found, blank, check)
    form = forms.ClearCheck(actor, request.POST)

    def do() -> ClauseCheck:
        note = form.cleaned_data["note"]
        return refs.clear_check(actor=actor, clause=clause, note=note, today=localdate())

    def page() -> HttpResponse:
        return _law_page(request, found, form)

    done, then = "已登记核对，各处不再显示“待核对”。", reverse("law-clause", args=[clause])
    return answer(request, form, do, page=page, done=done, then=then)


def withdraw_check(request: Request, clause: str, pk: int) -> HttpResponse:
    """Take a check back."""
    found, actor = _unchecked(clause), request.actor
    check = get_object_or_404(checks_of(found), pk=pk)
    form = forms.WithdrawCheck(actor, request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        return _law_page(request, found, form, check)

    def do() -> ClauseCheck:
        reason = form.cleaned_data["reason"]
        return refs.withdraw_check(actor=actor, check=check, reason=reason, today=localdate())

    if request.method != "POST":
        return page()
    then = reverse("law-clause", args=[clause])
    return answer(request, form, do, page=page, done="已撤回，这一条重新待核对。", then=then)


@public
def set_up(request: Request) -> HttpResponse:
    """Found the first unit with its first person; afterwards there is no such page."""
    if not is_empty():
        raise Http404("本系统已经完成初始设置。")
    form = forms.SetUp(request.POST or None)
    if not form.is_bound:
        return render(request, "site/set_up.html", {"form": form})
    return answer(
        request,
        form,
        lambda: _found(request, form.cleaned_data),
        page=lambda: render(request, "site/set_up.html", {"form": form}),
        done=lambda unit: f"{unit}已建好。{NEXT}",
        then=lambda unit: reverse("home"),
    )


def _found(request: Request, said: dict[str, Any]) -> Unit:
    """Found the unit as the form says and sign its first person in."""
    founder = Founder(said["person"], said["staff_no"], said["password"])
    unit = org.set_up(
        actor=request.actor,
        name=said["name"],
        code=said["code"],
        kind=said["kind"],
        founder=founder,
        today=localdate(),
    )
    setting_up.forget_setup_code()
    begin(request, queries.founder_of(unit), "初始设置")
    return unit


@beside
def waiting(request: Request) -> HttpResponse:
    """Return how many things wait: every page asks for it after it has been shown."""
    return render(request, "ui/waiting.html")

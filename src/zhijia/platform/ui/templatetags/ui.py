"""The kit of parts. A part is a typed function here and a template in ui/; /styleguide/ shows all.

Parts that hold other things are blocks: `{% card "我的待办" %}…{% endcard %}`. Links are given as
to `redirect`: the name of a URL and its arguments, or an address that starts with a slash.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.template import Context, Library, defaultfilters
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhijia.law import LAW, Clause, Verdict
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.once import fresh
from zhijia.platform.refs.queries import checks

from .. import charts
from ..icons import drawn

register = Library()
DAY = "Y-m-d"
Parts = dict[str, Any]

TONES = {
    "grey": "bg-secondary-lt",
    "red": "bg-red-lt",
    "orange": "bg-orange-lt",
    "gold": "bg-gold-lt",
    "green": "bg-green-lt",
    "blue": "bg-blue-lt",
}
LIGHTS = {
    "green": ("绿灯", "正常"),
    "unlit": ("不亮灯", "正常"),
    "blue": ("蓝灯", "临近期限"),
    "yellow": ("黄灯", "预警"),
    "red": ("红灯", "已逾期"),
    "grey": ("灰灯", "未开始"),
}


VERDICTS = {
    "yes": ("circle-check", "符合"),
    "no": ("alert-triangle", "不符合"),
    "hint": ("info-circle", "提示"),
    "warn": ("alert-triangle", "注意"),
    "breach": ("alert-triangle", "不符合"),
}


class Head(NamedTuple):
    """A column's head; `to` is the order its link asks for, `order` the one it now stands in."""

    label: str
    to: str = ""
    order: str = ""


def draw(part: str, **context: object) -> SafeString:
    """Render a part from nothing but what it was given."""
    return render_to_string(f"ui/{part}.html", context)


@register.simple_tag(takes_context=True)
def can(context: Context, capability: str, subject: object) -> Verdict:
    """Ask whether this person may: `{% can "plans.sign" task as may %}`."""
    return CAPABILITIES[capability](context["request"].actor, subject)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; give a label only where no text beside it says the same.

    No template of its own: a page has forty of them.
    """
    if label:
        named = '<svg class="icon" role="img" aria-label="{}"><use href="#i-{}"/></svg>'
        return format_html(named, label, drawn(name))
    silent = '<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>'
    return format_html(silent, drawn(name))


@register.simple_tag
def badge(text: object, tone: str = "grey") -> SafeString:
    """Set a short word in a coloured box: grey, red, orange, gold, green or blue.

    No template of its own: a list has two of them a row.
    """
    return format_html('<span class="badge {}">{}</span>', TONES[tone], text)


@register.filter("date", expects_localtime=True, is_safe=False)
def dated(value: Any, form: str | None = None) -> Any:
    """Django's own filter, which takes the form apart for every cell: lists say `Y-m-d`."""
    if form == DAY and isinstance(value, date):
        return value.isoformat()[: len("2026-11-27")]
    return defaultfilters.date(value, form)


@register.inclusion_tag("ui/light.html")
def light(colour: str, words: str = "") -> Parts:
    """Show a green, blue, yellow, red or grey light or none lit, and say in words what it means."""
    name, meaning = LIGHTS[colour]
    return {"colour": colour, "name": name, "words": words or meaning}


@register.inclusion_tag("ui/stat.html")
def stat(
    label: str, value: object, icon: str = "", url: str = "", note: str = "", tone: str = ""
) -> Parts:
    """Show one number large; whole numbers get their thousands marked. Tone colours the note."""
    shown = f"{value:,}" if isinstance(value, int) else value
    return {"label": label, "value": shown, "icon": icon, "url": url, "note": note, "tone": tone}


@register.simple_block_tag
def card(
    content: str, title: str = "", url: str = "", link: str = "查看全部", flush: bool = False
) -> SafeString:
    """Frame some content under a heading. `flush` leaves no margin, for tables and lists."""
    return draw("card", content=content, title=title, url=url, link=link, flush=flush)


def _heads(heads: str, asked: QueryDict) -> list[Head]:
    """Read `事项|到期日@due_on|`: an `@` names the order the column's link asks the server for."""
    now = asked.get("sort", "")
    found = []
    for label, _, key in (head.partition("@") for head in heads.split("|")):
        order = {key: "ascending", f"-{key}": "descending"}.get(now, "") if key else ""
        found.append(Head(label, f"-{key}" if order == "ascending" else key, order))
    return found


@register.simple_block_tag(takes_context=True)
def table(
    context: Context, content: str, caption: str, heads: str, empty: str = "暂无记录"
) -> SafeString:
    """Set rows under heads, `姓名|单位|到期日@due_on|`; on a phone each row becomes a card.

    The rows are the content: `<td data-label="单位">` for a cell that a phone labels,
    `<td class="do">` for the one with buttons. Without rows it says what `empty` says.
    """
    asked = context["request"].GET
    rows = content if content.strip() else ""
    columns = _heads(heads, asked)
    return draw("table", rows=rows, caption=caption, heads=columns, empty_text=empty, asked=asked)


def _look(bound: BoundField) -> str:
    """Return the classes that a widget of this kind wears; a group of choices wears none."""
    widget, wrong = bound.field.widget, " is-invalid" if bound.errors else ""
    own: str = widget.attrs.get("class", "")
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return own
    kinds = {forms.CheckboxInput: "form-check-input", forms.Select: "form-select"}
    look = next((look for kind, look in kinds.items() if isinstance(widget, kind)), "form-control")
    return f"{look}{wrong} {own}".strip()


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> Parts:
    """Show a field with its label, help and errors, tied together for those who listen."""
    look = _look(bound)
    return {
        "field": bound,
        "widget": bound.as_widget(attrs={"class": look} if look else {}),
        "many": bound.use_fieldset,
        "check": isinstance(bound.field.widget, forms.CheckboxInput),
    }


def _posting(context: Context, url: str, args: Sequence[object]) -> Parts:
    """Return what every form that posts needs: where to, the guard and the once-token."""
    return {
        "url": resolve_url(url, *args),
        "once": fresh(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag(takes_context=True)
def form(
    context: Context,
    content: str,
    label: str,
    url: str,
    *args: object,
    of: BaseForm | None = None,
    icon: str = "",
    tone: str = "primary",
    cancel: str = "",
    confirm: str = "",
    target: str = "",
) -> SafeString:
    """A form that posts: `{% form "上报" "plans:report" task.pk of=form %}{% endform %}`.

    Without content it shows every field of `of`; with content, that. Either way it shows the
    errors of the whole form and carries its hidden fields. Tone: primary, danger or plain;
    `cancel` is an address, `confirm` a question, `target` what htmx swaps.
    """
    look = {"icon": icon, "tone": tone, "cancel": cancel, "confirm": confirm, "target": target}
    rows = content if content.strip() else ""
    return draw("form", content=rows, label=label, form=of, **look, **_posting(context, url, args))


@register.simple_block_tag(takes_context=True)
def act(
    context: Context,
    content: str,
    label: str,
    url: str,
    *args: object,
    may: Verdict | None = None,
    icon: str = "",
    tone: str = "plain",
    confirm: str = "",
    target: str = "",
) -> SafeString:
    """A button that does one thing, or says why not: `{% act "签收" … may=may %}{% endact %}`.

    Its content is the fields it needs, if any; the rest as for `form`.
    """
    look = {"icon": icon, "tone": tone, "confirm": confirm, "target": target}
    # In words, because a refused verdict is false and `if` would take it for none at all.
    reason = "" if may is None or may else str(may)
    return draw(
        "act", content=content, label=label, refused=reason, **look, **_posting(context, url, args)
    )


@register.inclusion_tag("ui/verdict.html", takes_context=True)
def verdict(context: Context, answer: Verdict, yes: str = "符合规定", tone: str = "no") -> Parts:
    """Tell a verdict: its reason or `yes`, and the clause it rests on; how heavy a no weighs.

    Tone: no, hint, warn or breach. A yes is green whatever the tone.
    """
    icon, label = VERDICTS["yes" if answer else tone]
    look = {"look": "yes" if answer else tone, "icon_name": icon, "label": label}
    said = {"words": answer.reason or yes, "source": answer.clause}
    return {**look, **said, "request": context.get("request")}


@register.inclusion_tag("ui/clause.html", takes_context=True)
def clause(context: Context, source: Clause) -> Parts:
    """Name a clause and unfold its text; 「待核对」 while nobody has checked the wording."""
    return {"source": source, "checked": source.checked or _is_cleared(context, source)}


def _is_cleared(context: Context, source: Clause) -> bool:
    """Say whether somebody checked this clause; one query a request, however many clauses."""
    if LAW.get(source.id) != source:
        return False
    request = context.get("request")
    if request is None:
        return source.id in checks()
    if not hasattr(request, "cleared_clauses"):
        request.cleared_clauses = set(checks())
    return source.id in request.cleared_clauses


@register.inclusion_tag("ui/empty.html")
def empty(text: str, hint: str = "", url: str = "", link: str = "") -> Parts:
    """Say that there is nothing here, and what to do about it."""
    return {"text": text, "hint": hint, "url": url, "link": link}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> Parts:
    """Leaf through a list; every other question in the address stays as it is."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "asked": context["request"].GET}


@register.inclusion_tag("ui/progress.html")
def progress(percent: int, label: str = "进度", tone: str = "") -> Parts:
    """Show how far something has come, 0 to 100, as a bar and in figures."""
    return {"percent": min(100, max(0, percent)), "label": label, "tone": tone}


@register.simple_block_tag
def timeline(content: str, label: str = "经过") -> SafeString:
    """A row of moments, in the order given."""
    return draw("timeline", content=content, label=label)


@register.simple_block_tag
def moment(
    content: str, who: str, when: date | datetime, what: str, icon: str = "", tone: str = ""
) -> SafeString:
    """One moment of a timeline: who did what when; its content is what they said."""
    return draw(
        "moment",
        content=content if content.strip() else "",
        who=who,
        when=when,
        clock=isinstance(when, datetime),
        what=what,
        icon=icon,
        tone=tone,
    )


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """A row of tabs: `{% tabs "任务" %}{% tab "待办" url count=3 active=True %}{% endtabs %}`."""
    return draw("tabs", content=content, label=label)


@register.inclusion_tag("ui/tab.html")
def tab(label: str, url: str, count: int | None = None, active: bool = False) -> Parts:
    """One tab: a link, how many wait behind it, and whether it is the one shown."""
    return {"label": label, "url": url, "count": count, "active": active}


@register.inclusion_tag("ui/steps.html")
def steps(names: str, now: str) -> Parts:
    """Show where a thing stands on its way: `{% steps "拟稿|下达|签收|办结" now="签收" %}`."""
    way = names.split("|")
    return {"way": [(name, i <= way.index(now)) for i, name in enumerate(way)], "now": now}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(trail: Sequence[tuple[str, str]]) -> Parts:
    """Show the way here: pairs of name and address; the last one is this page."""
    return {"trail": trail[:-1], "here": trail[-1][0]}


@register.inclusion_tag("ui/chart.html")
def chart(key: str, label: str, data: charts.Chart) -> Parts:
    """Draw numbers, and keep the same numbers in a table beneath."""
    rows, heads = charts.rows(data), charts.heads(data)
    return {"key": key, "label": label, "data": data, "rows": rows, "heads": heads}


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of facts: `{% facts %}{% fact "责任单位" task.unit %}{% endfacts %}`."""
    return draw("facts", content=content)


@register.inclusion_tag("ui/fact.html")
def fact(label: str, value: object = "", url: str = "") -> Parts:
    """One fact: its name, its value, and where the value leads."""
    return {"label": label, "value": value, "url": url}


@register.simple_block_tag
def filters(content: str, label: str = "筛选") -> SafeString:
    """A form that asks: its fields go into the address, and a choice is sent as soon as made."""
    return draw("filters", content=content, label=label)

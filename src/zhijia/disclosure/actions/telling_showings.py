"""Whom a 公示 tells: those shown, who hears objections, who objected. No title, no name."""

from collections.abc import Iterable, Sequence
from datetime import date
from secrets import token_hex

from django.urls import reverse

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from ..models import Consent, Objection, Showing


def _about(showing: Showing) -> str:
    return f"disclosure.Showing#{showing.pk}"


def _days(showing: Showing) -> str:
    return f"{showing.from_on:%Y-%m-%d} 至 {showing.until_on:%Y-%m-%d}"


def tell_shown(actor: Actor, showing: Showing, members: Iterable[int | None], today: date) -> None:
    """Tell those who are shown that they are, and how to withdraw a consent."""
    keys = [key for key in members if key]
    users = Member.objects.filter(pk__in=keys).values_list("user_id", flat=True)
    notices.send(
        actor=actor,
        kind="disclosure.shown",
        title=f"您列入了{showing.get_kind_display()}公示（{_days(showing)}）",
        text="公示只在本单位内部，期满撤下封存。凭本人同意公示的，可以随时撤回同意，撤回后立即撤下。",
        url=showing.get_absolute_url(),
        about=_about(showing),
        to=tuple(users),
        today=today,
    )


def tell_handler(actor: Actor, showing: Showing, today: date) -> None:
    """Tell somebody that they hear the objections of a showing."""
    notices.send(
        actor=actor,
        kind="disclosure.hears",
        title=f"请您担任公示异议处理人：{showing.unit}公示{showing.number}",
        text=f"公示期 {_days(showing)}。异议只有您能看到，请逐件写明处理结果，不得透露异议人。",
        url=showing.get_absolute_url(),
        about=_about(showing),
        event=f"handler:{showing.handler_id}",
        to=(showing.handler.user_id,),
        today=today,
    )


def tell_handlers(actor: Actor, found: Sequence[tuple[Showing, int]], today: date) -> int:
    """Tell handlers how many objections are new; where none is named, that the last day has come,
    and the desk too.
    """
    messages = []
    for showing, new in found:
        what = f"有 {new} 件新的异议待处理" if new else "今天是公示最后一天"
        messages.append(
            Message(
                title=f"公示{showing.number}{what}",
                url=showing.get_absolute_url(),
                about=_about(showing),
                event=f"new:{token_hex(4)}" if new else f"last:{showing.until_on}",
                to=(showing.handler.user_id,),
                desks="" if new else showing.unit_path,
            )
        )
    return notices.send_all(
        actor=actor, kind="disclosure.showing_due", messages=messages, today=today
    )


def tell_objector(actor: Actor, objection: Objection, today: date) -> None:
    """Tell who gave their name that there is a result; it stands on their own page only."""
    if not objection.who:
        return
    member = Member.objects.filter(pk=int(objection.who)).first()
    notices.send(
        actor=actor,
        kind="disclosure.objection_settled",
        title="您提出的公示异议有了处理结果",
        url=reverse("disclosure:own-objections"),
        about=f"disclosure.Objection#{objection.pk}",
        to=(member.user_id if member else None,),
        today=today,
    )


def tell_objectors(actor: Actor, showing: Showing, today: date) -> None:
    """Tell those who gave their name that somebody else hears what they said; once each.

    Who gave none finds it beside their receipt code.
    """
    named = [int(one.who) for one in showing.objections.all() if one.is_named]
    users = Member.objects.filter(pk__in=named).values_list("user_id", flat=True)
    notices.send(
        actor=Actor(),
        kind="disclosure.handed_over",
        title=f"您提出异议的公示{showing.number}换了异议处理人",
        text="原来的处理人已经离会，您提出的异议转给接手的人。是谁接手、为什么，请看异议处理结果页。",
        url=reverse("disclosure:own-objections"),
        about=_about(showing),
        event=f"handler:{showing.handler_id}",
        to=tuple(users),
        today=today,
    )


def tell_taken_down(actor: Actor, showing: Showing, today: date) -> None:
    """Tell those who gave their name and wait still that it came down, and that they are heard."""
    waiting = [int(one.who) for one in showing.objections.waiting() if one.is_named]
    users = Member.objects.filter(pk__in=waiting).values_list("user_id", flat=True)
    notices.send(
        actor=Actor(),
        kind="disclosure.showing_down",
        title=f"您提出异议的公示{showing.number}已提前撤下",
        text="撤下的不算公示过。您提出的异议仍由异议处理人核实，处理结果另行告知。",
        url=reverse("disclosure:own-objections"),
        about=_about(showing),
        event="down",
        to=tuple(users),
        today=today,
    )


def tell_without_handler(actor: Actor, found: Iterable[Showing], today: date) -> int:
    """Tell the desk that who heard the objections has left; not how many there are."""
    messages = [
        Message(
            title=f"公示{showing.number}的异议处理人已离会，请更换",
            url=reverse("disclosure:showing-handler", args=[showing.pk]),
            about=_about(showing),
            event=f"left:{showing.handler_id}",
            desks=showing.unit_path,
        )
        for showing in found
    ]
    return notices.send_all(
        actor=actor, kind="disclosure.showing_due", messages=messages, today=today
    )


def tell_withdrawn(
    actor: Actor, consent: Consent, showings: Iterable[Showing], today: date
) -> None:
    """Tell the desk that a consent was withdrawn and that its line came down at once."""
    messages = [
        Message(
            title=f"公示{showing.number}有一行因撤回同意已撤下",
            url=showing.get_absolute_url(),
            about=_about(showing),
            event=f"consent:{consent.pk}",
            desks=showing.unit_path,
        )
        for showing in showings
    ]
    notices.send_all(actor=actor, kind="disclosure.line_down", messages=messages, today=today)

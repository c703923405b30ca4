"""Reading consents to be shown: who agreed to what, what hangs by it, whose desk keeps it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.models import Member, MemberQuerySet
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from ..models import Consent, Showing, Shown
from ..rules import showing as rules
from ..rules.showing_kinds import SHOWING_KINDS
from .showing import lines_of, near


def consents_for(members: Iterable[int], kind: str, until_on: date) -> dict[int, Consent]:
    """Hold the consents that run, and return them by member: of several the newest; one query.

    Inside an action: nobody withdraws what is held.
    """
    rows = Consent.objects.running().filter(member__in=list(members), kind=kind)
    found: dict[int, Consent] = {}
    for row in rows.select_for_update(no_key=True).order_by("pk"):
        found[row.member_id] = row
    return found


def hold_consents(showing: Showing) -> None:
    """Hold what the lines of a showing rest on, or may rest on; two queries."""
    if SHOWING_KINDS[showing.kind].consent:
        shown = [line.member_id for line in lines_of(showing) if line.member_id]
        consents_for(shown, showing.kind, showing.until_on)


def may_show_line(line: rules.Line, consent: Consent | None, until_on: date) -> Verdict:
    """Judge one person's consent."""
    if consent is None:
        return rules.consented(line.name, (), covers=None, until_on=None)
    told = [key for key, value in line.told.items() if value.strip()]
    early = consent.until_on if consent.until_on and consent.until_on < until_on else None
    return rules.consented(line.name, told, covers=consent.covers, until_on=early)


def consents(actor: Actor) -> QuerySet[Consent]:
    """Return the consents that this actor's desk keeps, and their own, the newest first."""
    mine = Q(member=actor.member_id or 0)
    rows = Consent.objects.filter(mine | near(actor, "member__unit_path", "member__unit"))
    return rows.select_related("member", "member__unit", "paper")


def hold_earlier(consent: Consent) -> list[Consent]:
    """Hold a consent and those before it, and return what its member agreed to earlier; one query.

    In the order of `consents_for`, so that neither waits for the other for ever.
    """
    rows = Consent.objects.running().filter(member=consent.member_id, kind=consent.kind)
    held = list(rows.filter(pk__lte=consent.pk).select_for_update(no_key=True).order_by("pk"))
    return [one for one in held if one.pk != consent.pk]


def lines_by(consents: Iterable[Consent]) -> QuerySet[Shown]:
    """Return the lines that hang by these consents now."""
    rows = Shown.objects.filter(consent__in=list(consents), taken_down_on=None)
    return rows.filter(showing__state__in=rules.RUNNING).select_related("showing__unit")


def consenting(actor: Actor, words: str) -> MemberQuerySet:
    """Return the present members of the units this desk keeps, or oneself, called just so."""
    mine = Q(pk=actor.member_id or 0)
    rows = Member.objects.present().filter(mine | near(actor, "unit_path", "unit"))
    return rows.filter(Q(name=words) | Q(staff_no=words)).select_related("unit")


def only_oneself(actor: Actor) -> Member | None:
    """Return the member that somebody is who keeps no desk; one query."""
    if actor.stands(DESKS):
        return None
    return Member.objects.filter(pk=actor.member_id or 0).first()

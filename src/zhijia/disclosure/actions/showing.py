"""公示: hanging it up, letting it hang longer, taking it down, closing it, opening the archive."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile

from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require, require_unchanged
from zhijia.platform.files.acts import keep

from ..models import BoardPhoto, Consent, Handover, Prolonging, Showing, ShowingLook, Shown
from ..policies import showing as policies
from ..queries import consents as agreed
from ..queries import showing as queries
from ..rules import showing as rules
from ..rules.showing_kinds import SHOWING_KINDS
from .telling_showings import tell_handler, tell_objectors, tell_shown, tell_taken_down


class Subject(NamedTuple):
    """What a showing is about in the room that asked for it: label, kind, key and title."""

    room: str = ""
    kind: str = ""
    key: int | None = None
    title: str = ""


class Words(NamedTuple):
    """What a showing says beside its lines, and where the paper hangs."""

    title: str
    text: str
    basis: str
    place: str = ""
    contact: str = ""


NO_SUBJECT = Subject()


@action("张出公示")
def show(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    words: Words,
    lines: Sequence[rules.Line],
    handler: Member,
    today: date,
    from_on: date | None = None,
    until_on: date | None = None,
    reported_on: date | None = None,
    about: Subject = NO_SUBJECT,
    again_of: Showing | None = None,
) -> Showing:
    """Show lines about persons to the members of a unit, for no less time than its kind asks.

    Without `until_on` it hangs for the least time there is. Names are masked where the kind says
    so, and what is masked is all that is kept of them beside the member's key.
    """
    unit = lock(unit)  # its row guards the year's numbers
    require(policies.may_show(actor, unit))
    begun = from_on or today
    last = until_on or queries.least_until(unit, kind, begun)
    require(rules.begins(begun, today))
    require(rules.shows(kind, lines=lines, **_said(words)))
    require(rules.reported(kind, reported_on, today))
    require(queries.may_last(unit, kind, begun, last))
    others = queries.others_at(unit.pk, lines)
    require(rules.is_not_about_oneself(queries.is_among(actor, lines), others=others))
    require(rules.may_hear(handler.pk, handler.name, lines))
    if again_of:
        require(rules.may_show_again(again_of.state))
    consents = _consents(kind, lines, last)
    row = Showing(unit=unit, unit_path=unit.path, kind=kind, year=begun.year, **words._asdict())
    row.serial = queries.next_serial(unit, begun.year)
    row.from_on, row.until_on, row.reported_on = begun, last, reported_on
    row.handler, row.shown_by_id, row.again_of = handler, actor.member_id, again_of
    row.about_room, row.about_kind, row.about_key, row.about_title = about
    row.save()
    Shown.objects.bulk_create(
        _line(row, place, line, consents) for place, line in enumerate(lines, 1)
    )
    if begun <= today:
        tell_shown(actor, row, [line.member for line in lines], today)
    tell_handler(actor, row, today)
    return row


def _said(words: Words) -> dict[str, Any]:
    beside = (words.place, words.contact)
    return {"title": words.title, "text": words.text, "basis": words.basis, "beside": beside}


def _consents(kind: str, lines: Sequence[rules.Line], until_on: date) -> dict[int, Consent]:
    """Hold the consents that the lines rest on, so that none is withdrawn meanwhile.

    Refused where one is missing or too narrow.
    """
    if not SHOWING_KINDS[kind].consent:
        return {}
    found = agreed.consents_for([line.member for line in lines if line.member], kind, until_on)
    for line in lines:
        require(agreed.may_show_line(line, found.get(line.member or 0), until_on))
    return found


def _line(showing: Showing, place: int, line: rules.Line, consents: dict[int, Consent]) -> Shown:
    """Return a line, not written yet, with the name as it is shown."""
    told = {key: value.strip() for key, value in line.told.items() if value.strip()}
    name = rules.shown_name(showing.kind, line.name)
    consent = consents.get(line.member or 0)
    said = {"name": name, "told": told, "member_id": line.member, "consent": consent}
    return Shown(showing=showing, place=place, **said)


@action("延长公示")
def prolong_showing(
    *,
    actor: Actor,
    showing: Showing,
    until_on: date,
    reason: str,
    today: date,
    version: int | None = None,
) -> Showing:
    """Let a showing hang longer; every consent must last as long, and each line rests on it now."""
    require(policies.may_keep(actor, showing))
    agreed.hold_consents(showing)  # before the showing, as who withdraws one holds them
    showing = lock(showing)
    require(policies.may_keep(actor, showing))
    require_unchanged(showing, version, until_on=until_on)
    now = showing.until_on
    require(
        rules.may_prolong(showing.state, now=now, until_on=until_on, reason=reason, today=today)
    )
    require(queries.may_say(showing, reason))
    rows = queries.lines_of(showing)
    consents = _consents(showing.kind, queries.as_lines(rows), until_on)
    for row in rows:
        row.consent = consents.get(row.member_id or 0)
    Shown.objects.bulk_update(rows, ["consent"], batch_size=500)
    Prolonging.objects.create(
        showing=showing,
        before_on=now,
        until_on=until_on,
        reason=reason,
        done_on=today,
        done_by_id=actor.member_id,
    )
    return change(showing, until_on=until_on)


@action("登记张贴照片")
def add_photo(
    *,
    actor: Actor,
    showing: Showing,
    upload: "UploadedFile[bytes]",
    place: str,
    taken_on: date,
) -> Showing:
    """Keep a photograph of the paper on the board."""
    showing = lock(showing)
    require(policies.may_keep(actor, showing))
    require(rules.may_have_photo(showing.state, from_on=showing.from_on, taken_on=taken_on))
    require(queries.may_say(showing, place))
    file = keep(actor=actor, upload=upload)
    require(rules.is_photo(file.kind))
    BoardPhoto.objects.create(showing=showing, file=file, place=place, taken_on=taken_on)
    record({}, {"photo": f"{taken_on:%Y-%m-%d}"})
    return showing


@action("更换异议处理人")
def change_handler(
    *, actor: Actor, showing: Showing, handler: Member, reason: str, today: date
) -> Showing:
    """Let somebody else hear the objections, who is not shown nor put it up; not by who is shown.

    It stands on the page from then on, and those who gave their name are told.
    """
    showing = lock(showing)
    require(policies.may_keep(actor, showing))
    require(rules.is_not_about_oneself(queries.is_shown(actor, showing)))
    lines = list(showing.lines.all())
    require(rules.may_hear(handler.pk, handler.name, queries.as_lines(lines)))
    now = showing.handler_id
    require(rules.may_succeed(handler.pk, now=now, shown_by=showing.shown_by_id))
    there, is_here = queries.counted(showing), showing.handler.left_on is None
    require(
        rules.may_change_handler(
            showing.state, reason, objections=there.n, is_here=is_here, waiting=there.waiting
        )
    )
    require(queries.may_say(showing, reason))
    Handover.objects.create(
        showing=showing,
        before_id=now,
        after=handler,
        reason=reason.strip(),
        done_on=today,
        done_by_id=actor.member_id,
    )
    change(showing, handler=handler)
    tell_handler(actor, showing, today)
    tell_objectors(actor, showing, today)
    return showing


@action("撤下公示")
def withdraw_showing(*, actor: Actor, showing: Showing, reason: str, today: date) -> Showing:
    """Take a showing down before its end; then it does not count, and not by who is shown.

    Objections that wait are handled all the same, and who gave a name is told.
    """
    showing = lock(showing)
    require(policies.may_keep(actor, showing))
    require(rules.is_not_about_oneself(queries.is_shown(actor, showing)))
    require(rules.may_withdraw(showing.state, reason))
    require(queries.may_say(showing, reason))
    return _take_down(actor, showing, f"提前撤下：{reason.strip()}", today)


def _take_down(actor: Actor, showing: Showing, result: str, today: date) -> Showing:
    """Take a locked showing down, and tell who objected by name."""
    tell_taken_down(actor, showing, today)
    return _end(showing, "withdrawn", result, today)


def _end(showing: Showing, state: str, result: str, today: date) -> Showing:
    counted = queries.counted(showing)
    return change(
        showing,
        state=state,
        closed_on=today,
        result=result[:300],
        n_objections=counted.n,
        n_upheld=counted.upheld,
    )


def end_without_lines(actor: Actor, showing: Showing, today: date) -> None:
    """Take a locked showing down where nobody is left on it; inside another action."""
    if showing.state in rules.RUNNING and not queries.lines_of(showing):
        _take_down(actor, showing, "本人撤回同意，已撤下。", today)


@action("公示期满撤下")
def end_showings(*, actor: Actor, today: date) -> int:
    """Take down and seal what has hung for its time; the clock asks for it."""
    rows = list(queries.to_end(today).select_for_update(no_key=True).order_by("pk"))
    Showing.objects.filter(pk__in=[row.pk for row in rows]).update(state="ended")
    record({}, {"ended": len(rows)})
    return len(rows)


@action("办结公示")
def close_showing(*, actor: Actor, showing: Showing, words: str, today: date) -> Showing:
    """Close a showing whose time is over and whose objections are all handled."""
    showing = lock(showing)
    require(policies.may_keep(actor, showing))
    counted = queries.counted(showing)
    require(
        rules.may_close(
            showing.state, until_on=showing.until_on, today=today, waiting=counted.waiting
        )
    )
    require(queries.may_say(showing, words))
    result = rules.found_result(counted.n, counted.upheld) + words.strip()
    return _end(showing, rules.ends_as(counted.upheld), result, today)


@action("查阅封存的公示")
def look_at_showing(*, actor: Actor, showing: Showing, reason: str, today: date) -> ShowingLook:
    """Open a sealed showing for a few minutes; who looked and what for is kept."""
    require(policies.may_look(actor, showing))
    is_on = showing.state == "open" and today <= showing.until_on
    require(rules.may_look("open" if is_on else "ended", reason))
    assert actor.member_id, "who may look is a member"
    return ShowingLook.objects.create(
        showing=showing,
        unit_path=showing.unit_path,
        by_id=actor.member_id,
        reason=reason.strip()[:100],
    )

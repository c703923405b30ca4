"""隐患: what follows on its steps: danger is told at once, the ordered day is its deadline."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import change, require

from ..models import Matter, Move
from ..rules import hazards as rules
from .steps import Given, after
from .telling import tell_parties

ALARM = "matters.danger"


def _sound(actor: Actor, matter: Matter, made: Move, today: date) -> None:
    """Tell whoever can stop the work, and ask them to."""
    where = str(matter.values.get("place", ""))
    text = f"{where}：{matter.title}。{rules.ADVICE}{rules.RIGHTS}"
    title, event = "隐患危及人身安全，请立即处理", f"danger:{made.pk}"
    to = (*rules.ALARMED, "handler")
    tell_parties(actor, matter, to, title, text, event, today, kind=ALARM)


def _mark(matter: Matter, is_life: bool) -> None:
    change(matter, values={**matter.values, "is_life": is_life}, is_urgent=is_life)


@after("hazard", "submit")
def on_submit(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Danger is told in the minute it is said, before anybody has looked."""
    if matter.values.get("is_life"):
        _mark(matter, True)
        _sound(actor, matter, made, today)


@after("hazard", "alarm")
def on_alarm(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Danger that is seen later is told like one seen at first."""
    _mark(matter, True)
    _sound(actor, matter, made, today)


@after("hazard", "calm")
def on_calm(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """What was looked at and is no danger is none."""
    _mark(matter, False)


# What was ordered, planned and reported the last time; none of it stands for this one.
OF_THE_LAST = (
    *("grade", "must_stop", "is_beyond", "due_on", "late_reason", "measures"),
    *rules.PLAN,
    *("authority_on", "congress_on"),
)


@after("hazard", "again")
def on_again(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """What comes back is looked at anew; where it can hurt somebody all hear of it at once."""
    is_life = bool(matter.values.get("is_life"))
    kept = {key: value for key, value in matter.values.items() if key not in OF_THE_LAST}
    change(matter, values=kept, is_urgent=is_life)
    if is_life:
        _sound(actor, matter, made, today)


@after("hazard", "order")
def on_order(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """The ordered day is the deadline."""
    change(matter, due_on=date.fromisoformat(str(matter.values["due_on"])))


@after("hazard", "fail")
def on_fail(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """What failed has a new day."""
    on_pass(actor, matter, made, given, today)
    on_order(actor, matter, made, given, today)


@after("hazard", "pass")
def on_pass(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Who mended does not look again, by whichever post they come."""
    mended = matter.moves.filter(step="mend").order_by("pk").values_list("by_id", flat=True)
    require(rules.may_recheck(checker=actor.member_id, menders={*mended}))

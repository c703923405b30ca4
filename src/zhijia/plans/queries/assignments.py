"""Reading assignments: whom they concern, their life, and which step is open to whom."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.models import Post, Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import reached, under

from .. import policies, rules
from ..models import Assignment, Extension, Progress, Task
from ..rules import OPEN
from ..rules.natures import first_due, worse
from .closing import ending_of, may_judge, sent_back_for
from .declining import Declining, declining
from .measures import measured, share_rows
from .natures import turns_of
from .reporting import next_report_on


def visible(actor: Actor) -> Q:
    """Select assignments at units this actor reaches, given by them, or held by the actor.

    What a post still owes is for who holds it now; what was done at it, for who did it as well.
    """
    mine = Q(pk__in=[])
    if actor.member_id:
        mine = Q(post__member=actor.member_id) & (Q(post__until_on=None) | ~Q(state__in=OPEN))
    return reached("unit_path", actor) | reached("issuer_path", actor) | mine


def assignments(actor: Actor) -> QuerySet[Assignment]:
    """Return the assignments this actor may see, with what their pages name.

    Who leads a task sees what those who assist have of it.
    """
    led = Assignment.objects.leads().filter(unit_path__in=_desks(actor)).order_by()
    helps = Q(role="assist", task__in=led.values("task"))
    seen = Assignment.objects.filter(visible(actor) | helps)
    whole = seen.select_related("task__speech", "task__unit", "unit", "issuer")
    whole = whole.select_related("task__leader_post__member")
    return whole.select_related("post__member", "post__unit", "parent", "measure")


def _desks(actor: Actor) -> set[str]:
    """Return the paths of the actor's desks, and one that no unit has.

    From an empty list Django concludes that a whole aggregate is empty, its other counts too.
    """
    return {"", *actor.stands(DESKS)}


def hands(actor: Actor) -> Q:
    """Select what this actor does: whole assignments of their desks, parts of their posts."""
    desk = Q(post=None, unit_path__in=_desks(actor))
    mine = Q(post__member=actor.member_id, post__until_on=None)
    return desk | mine if actor.member_id else desk


def gives(actor: Actor) -> Q:
    """Select what this actor's desks gave to others."""
    return Q(issuer_path__in=_desks(actor))


def asking() -> Exists:
    """Say of each assignment whether an extension of it waits for an answer."""
    return Exists(Extension.objects.filter(assignment=OuterRef("pk"), is_granted=None))


def colour_of(assignment: Assignment, today: date) -> str:
    """Return the colour of an assignment's light: of the whole or of its period, the worse."""
    whole = rules.light(
        due_on=assignment.due_on,
        since=assignment.measured_from_on or assignment.assigned_on,
        percent=assignment.percent,
        is_open=assignment.is_open,
        today=today,
        scheme=assignment.scheme,
        is_sent_back=assignment.is_sent_back,
    )
    return worse(whole, assignment.turn_due_on, today, scheme=assignment.scheme)


TONES = {
    "issued": "orange",
    "declined": "red",
    "underway": "blue",
    "reported": "gold",
    "accepted": "green",
    "withdrawn": "grey",
    "answered": "green",
    "excused": "grey",
}


@dataclass(frozen=True, slots=True)
class Lit:
    """An assignment with its light, what the light says, and the colour of its state's word."""

    assignment: Assignment
    colour: str
    words: str
    tone: str


def lit(assignment: Assignment, today: date) -> Lit:
    """Return an assignment with its light."""
    colour = colour_of(assignment, today)
    return Lit(
        assignment, colour, words_of_light(assignment, colour, today), TONES[assignment.state]
    )


def words_of_light(assignment: Assignment, colour: str, today: date) -> str:
    """Return what an assignment's light says."""
    is_sent_back = assignment.is_sent_back
    due_on = first_due(assignment.due_on, assignment.turn_due_on)
    scheme = assignment.scheme
    return rules.light_words(colour, due_on, today, scheme=scheme, is_sent_back=is_sent_back)


def given_of(actor: Actor, task: Task) -> QuerySet[Assignment]:
    """Return the units' assignments of a task that this actor may see."""
    return assignments(actor).filter(task=task, parent=None).order_by("unit_path", "pk")


def shares_shown(actor: Actor, task: Task, may: Verdict) -> QuerySet[Assignment]:
    """Return the units whose shares this actor is shown: all to who shares out, else as far as
    their assignments are shown on the page of the task.
    """
    rows = share_rows(task)
    return rows if may else rows.filter(visible(actor))


def parts_of(assignment: Assignment) -> QuerySet[Assignment]:
    """Return the parts that a unit handed down to posts."""
    return assignment.parts.select_related("post__member", "unit")


def waiting_extension(assignment: Assignment) -> Extension | None:
    """Return the extension of this assignment that waits for an answer."""
    return assignment.extensions.filter(is_granted=None).select_related("asked_by").first()


def extensions(actor: Actor) -> QuerySet[Extension]:
    """Return the extensions of the assignments this actor may see."""
    seen = assignments(actor).values("pk")
    return Extension.objects.filter(assignment__in=seen).select_related("assignment")


def life_of(assignment: Assignment) -> QuerySet[Progress]:
    """Return the steps of an assignment, the newest first."""
    return assignment.steps.select_related("by", "file", "review").order_by("-pk")


def steps_with_file(actor: Actor) -> QuerySet[Progress]:
    """Return the steps with a file whose assignment this actor may see."""
    seen = assignments(actor).values("pk")
    return Progress.objects.filter(assignment__in=seen, file__isnull=False).select_related("file")


def branch_posts(unit: Unit) -> QuerySet[Post]:
    """Return the posts in the unit's own branch that a part may be handed to."""
    posts = Post.objects.open().filter(under("unit_path", unit.path), member__left_on=None)
    return posts.select_related("member", "unit").order_by("unit_path", "pk")


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps of an assignment are open to an actor now, each as a verdict."""

    do: Verdict
    give: Verdict
    sign: Verdict
    report: Verdict
    extend: Verdict
    hand_down: Verdict
    finish: Verdict
    judge: Verdict
    decide: Verdict
    withdraw: Verdict
    reassign: Verdict
    decline: Verdict
    insist: Verdict


def steps_of(
    actor: Actor,
    assignment: Assignment,
    *,
    open_parts: int,
    is_waiting: bool,
    waited_for: int,
    today: date,
    returning: Declining,
) -> Steps:
    """Judge every step as its action will: who may, and whether the work stands there."""
    state = assignment.state
    do, give = policies.may_do(actor, assignment), policies.may_give(actor, assignment)
    extend = rules.may_ask_extension(
        state=state,
        due_on=assignment.due_on,
        to_on=assignment.due_on + timedelta(days=1),
        today=today,
        is_waiting=is_waiting,
    )
    underway, still = rules.in_state(state, "underway"), rules.in_state(state, *OPEN)
    return Steps(
        do=do,
        give=give,
        sign=do and rules.in_state(state, "issued"),
        report=do and underway,
        extend=do and extend,
        hand_down=policies.may_hand_down(actor, assignment) and underway,
        finish=do
        and rules.is_lead(is_assisting=assignment.is_assisting)
        and rules.may_finish(state=state, open_parts=open_parts)
        and rules.nobody_waited_for(waiting=waited_for),
        judge=give and rules.in_state(state, "reported"),
        decide=give and rules.may_decide(state=state, is_decided=not is_waiting),
        withdraw=give and still,
        reassign=give and still and rules.is_whole(is_part=assignment.parent_id is not None),
        decline=returning.decline,
        insist=returning.insist,
    )


def assignment_page(
    actor: Actor, assignment: Assignment, today: date, *, waited_for: int = 0
) -> dict[str, Any]:
    """Return what the page of an assignment tells of the work, its forms aside.

    Four queries, and those of `measured` where a figure tells the progress; two more of accepted
    work. `waited_for` counts the units that assist and have not answered.
    """
    parts = [lit(part, today) for part in parts_of(assignment)]
    life, extension = list(life_of(assignment)), waiting_extension(assignment)
    turns, returning = turns_of(assignment, today), declining(actor, assignment, life, today)
    next_report = next_report_on(assignment, life)
    steps = steps_of(
        actor,
        assignment,
        open_parts=sum(part.assignment.is_open for part in parts),
        is_waiting=extension is not None,
        waited_for=waited_for,
        today=today,
        returning=returning,
    )
    return {
        "assignment": assignment,
        "task": assignment.task,
        "row": lit(assignment, today),
        "parts": parts,
        "extension": extension,
        "life": life,
        "opening": life[-1],
        "returning": returning,
        "next_report": next_report,
        "is_report_late": next_report is not None and next_report < today,
        "may": replace(
            steps,
            finish=steps.finish and turns.may_end,
            judge=steps.judge and may_judge(actor, assignment, life),
        ),
        "turns": turns,
        "measured": measured(actor, assignment, today),
        "ending": ending_of(actor, assignment),
        "sent_back": sent_back_for(assignment, life),
    }

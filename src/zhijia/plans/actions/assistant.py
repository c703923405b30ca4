"""Asking the assistant about a speech, keeping what it says, and deciding on each suggestion."""

from collections.abc import Sequence

from django.utils.timezone import now

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require
from zhijia.platform.jobs import actions as jobs

from .. import policies
from ..models.speeches import Asking, Piece, Speech, Suggestion
from ..queries import assistant as queries
from ..rules import assistant as rules
from ..speech import Kind
from ..speech.outside import Answer
from .pieces import merge, open_speech, promote, split

CUE = "助手建议，人工采纳"


@action("请助手看讲话")
def ask_assistant(*, actor: Actor, speech: Speech, host: str) -> Asking:
    """Have a speech sent to the assistant at `host`, which the sender was shown; on record.

    The sending itself is a job's: it begins when this is committed.
    """
    speech = lock(speech)
    require(policies.may_ask_assistant(actor, speech))
    assistant = queries.configured_assistant()
    characters = speech.end - speech.start
    judged = rules.may_ask_assistant(
        is_configured=assistant is not None,
        is_confirmed=bool(speech.confirmed_on),
        characters=characters,
        is_waiting=queries.is_waiting(speech),
    )
    require(judged)
    assert assistant is not None  # the rule above refused otherwise
    require(rules.may_send(host=assistant.host, shown=host))
    asking = Asking(speech=speech, host=assistant.host[:200], model=assistant.model[:200])
    asking.characters = characters
    asking.save()
    jobs.start(actor=actor, name="plans.ask_assistant", args=(asking.pk,))
    return asking


@action("发送讲话给助手")
def send_part(*, actor: Actor, asking: Asking, part: int) -> Asking:
    """Write down that a part of a speech is about to leave, judged anew for who asked.

    What was begun may have left: it is not begun again, however its job ended.
    """
    speech, asking = lock(asking.speech, asking)
    require(policies.may_ask_assistant(actor, speech))
    is_confirmed, is_begun = bool(speech.confirmed_on), asking.begun > part
    require(rules.may_send_part(is_confirmed=is_confirmed, is_begun=is_begun))
    return change(asking, begun=part + 1)


@action("收下助手答复")
def take_answer(*, actor: Actor, asking: Asking, part: int, of: int, answer: Answer) -> Asking:
    """Keep what the assistant said about one part `of` so many; a second time it does nothing.

    What was marked meanwhile is left out like what was marked before. The next part is another
    job's, so that whatever else waits has its turn between two of them.
    """
    speech = open_speech(actor, asking.speech)
    asking = lock(asking)
    if asking.answered_at or asking.kept > part:
        return asking
    taken = queries.taken_stretches(speech)
    fresh = [
        proposal
        for proposal in answer.proposals
        if not any(a < proposal.end and proposal.start < b for a, b in taken)
    ]
    Suggestion.objects.bulk_create(
        Suggestion(
            asking=asking,
            start=proposal.start,
            end=proposal.end,
            area=proposal.area,
            responsible=proposal.responsible[:200],
            deadline=proposal.deadline[:200],
        )
        for proposal in fresh
    )
    record({}, {"suggestions": len(fresh)})
    kept, is_last = part + 1, part + 1 >= of
    if not is_last:
        jobs.start(actor=actor, name="plans.ask_assistant", args=(asking.pk, kept))
    return change(
        asking,
        answered_at=now() if is_last else None,
        kept=kept,
        inexact=asking.inexact + answer.inexact,
        known=asking.known + answer.known + len(answer.proposals) - len(fresh),
    )


@action("助手没有答复")
def give_up(*, actor: Actor, asking: Asking, fault: str) -> Asking:
    """Keep why the assistant gave no answer."""
    require(policies.may_ask_assistant(actor, asking.speech))
    asking = lock(asking)
    return asking if asking.answered_at else change(asking, answered_at=now(), fault=fault[:200])


@action("采纳助手建议")
def take_suggestion(*, actor: Actor, suggestion: Suggestion) -> Piece:
    """Make a task of the very words that a suggestion names, cut out of the pieces around them."""
    open_speech(actor, suggestion.asking.speech)
    suggestion = lock(suggestion)
    require(rules.may_settle_suggestion(settled=suggestion.settled))
    beneath = queries.pieces_beneath(suggestion)
    kinds = {piece.kind for piece in beneath}
    is_marked, is_heading = Kind.TASK.value in kinds, Kind.HEADING.value in kinds or not beneath
    require(rules.may_take_over(is_marked=is_marked, is_heading=is_heading))
    piece = promote(actor=actor, piece=_cut_out(actor, suggestion, beneath))
    change(suggestion, settled="taken")
    said = {name: getattr(suggestion, name) for name in ("area", "responsible", "deadline")}
    return change(piece, cue=CUE, **said)


def _cut_out(actor: Actor, suggestion: Suggestion, beneath: Sequence[Piece]) -> Piece:
    """Return one piece that holds the words of a suggestion and, but for marks, no others."""
    piece = beneath[0]
    if suggestion.start > piece.start:
        piece = split(actor=actor, piece=piece, at=suggestion.start - piece.start)
    for _ in beneath[1:]:
        piece = merge(actor=actor, piece=piece)
    if piece.end > suggestion.end:
        split(actor=actor, piece=piece, at=suggestion.end - piece.start)
        piece.refresh_from_db()
    return piece


@action("不采纳助手建议")
def leave_suggestion(*, actor: Actor, suggestion: Suggestion) -> Suggestion:
    """Put a suggestion aside."""
    open_speech(actor, suggestion.asking.speech)
    suggestion = lock(suggestion)
    require(rules.may_settle_suggestion(settled=suggestion.settled))
    return change(suggestion, settled="left")

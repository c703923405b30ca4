"""Reading what the assistant was asked and what it said, less what is marked by now."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.assistant import Assistant, Misconfigured, configured
from zhijia.platform.jobs.models import Job, State

from .. import policies
from ..models.speeches import Asking, Piece, Speech, Suggestion
from ..rules.assistant import may_ask_assistant
from ..rules.speeches import may_edit_speech
from ..speech import Kind
from .speeches import speeches

MARKED = (Kind.TASK.value, Kind.HEADING.value)


def configured_assistant() -> Assistant | None:
    """Return the assistant this instance may ask; a faulty file is as good as none."""
    try:
        return configured(Path(settings.ASSISTANT_FILE))
    except Misconfigured:
        return None


def suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """Return the suggestions about the speeches this actor may read."""
    found = Suggestion.objects.filter(asking__speech__in=speeches(actor))
    return found.select_related("asking__speech__unit")


def open_suggestions(speech: Speech) -> QuerySet[Suggestion]:
    """Return the suggestions nobody has decided on, as far as nothing marked stands there now."""
    theirs = Q(kind__in=MARKED, start__lt=OuterRef("end"), end__gt=OuterRef("start"))
    met = Piece.objects.filter(theirs, speech=speech)
    found = Suggestion.objects.filter(asking__speech=speech, settled="")
    return found.filter(~Exists(met)).order_by("start", "pk")


def last_asking(speech: Speech) -> Asking | None:
    """Return what was asked last about a speech."""
    return Asking.objects.filter(speech=speech).first()


def is_waiting(speech: Speech) -> bool:
    """Say whether an answer about a speech may still come."""
    return _is_waited_for(last_asking(speech))


def _is_waited_for(asking: Asking | None) -> bool:
    """Say whether a job still sees to it: one more query while there is no answer."""
    if asking is None or asking.answered_at:
        return False
    jobs = Job.objects.filter(name="plans.ask_assistant", args__0=asking.pk)
    return jobs.filter(state__in=(State.WAITING, State.RUNNING)).exists()


def taken_stretches(speech: Speech) -> list[tuple[int, int]]:
    """Return where tasks and headings stand, and what a person has decided on already."""
    marked = speech.pieces.filter(kind__in=MARKED).values_list("start", "end")
    decided = Suggestion.objects.filter(asking__speech=speech).values_list("start", "end")
    return [*marked, *decided]


def pieces_beneath(suggestion: Suggestion) -> list[Piece]:
    """Return the pieces that a suggestion touches, in order."""
    touched = Q(start__lt=suggestion.end, end__gt=suggestion.start)
    return list(suggestion.asking.speech.pieces.filter(touched).select_related("point"))


def assistant_page(actor: Actor, speech: Speech) -> dict[str, Any]:
    """Return what the page of the assistant for one speech is drawn from; three queries."""
    assistant, asking = configured_assistant(), last_asking(speech)
    is_confirmed, characters = bool(speech.confirmed_on), speech.end - speech.start
    waiting = _is_waited_for(asking)
    judged = may_ask_assistant(
        is_configured=assistant is not None,
        is_confirmed=is_confirmed,
        characters=characters,
        is_waiting=waiting,
    )
    may_take = policies.may_edit_speech(actor, speech)
    return {
        "speech": speech,
        "assistant": assistant,
        "host": assistant.host if assistant else "",
        "asking": asking,
        "waiting": waiting,
        "characters": characters,
        "found": open_suggestions(speech),
        "may": policies.may_ask_assistant(actor, speech) and judged,
        "may_take": may_take and may_edit_speech(is_confirmed=is_confirmed),
    }


def assistant_line(speech: Speech) -> dict[str, object]:
    """Return what the workbench says of the assistant, nothing where there is none; one query."""
    if configured_assistant() is None:
        return {}
    return {"helper": True, "suggestions": open_suggestions(speech).count()}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with its words, and what leads up to them and follows them."""

    suggestion: Suggestion
    before: str
    words: str
    after: str


AROUND = 40


def suggested(speech: Speech, found: list[Suggestion]) -> list[Suggested]:
    """Show suggestions amid the words around them."""
    text = speech.source.text
    return [
        Suggested(
            one,
            text[max(speech.start, one.start - AROUND) : one.start],
            text[one.start : one.end],
            text[one.end : min(speech.end, one.end + AROUND)],
        )
        for one in found
    ]

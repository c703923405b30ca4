"""The questions that a person keeps for their boards."""

from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet

from zhijia.platform.actor import Actor

from ...models.boards import SavedView
from .asking import Said

# What a question to a board may hold; the page of a list and the like are no question.
KEPT = (
    "q",
    "year",
    "area",
    "speech",
    "leader",
    "state",
    "light",
    "since",
    "until",
    "unit",
    "scope",
    "sort",
)


def saved_views(actor: Actor) -> QuerySet[SavedView]:
    """Return what this person keeps, and nothing of anybody else's."""
    if actor.user_id is None:
        return SavedView.objects.none()
    return SavedView.objects.filter(user=actor.user_id)


def question(said: Said) -> str:
    """Return the question of an address as it is kept, always in the same order."""
    return urlencode([(name, said[name]) for name in KEPT if said.get(name)])


def cleaned(text: str) -> str:
    """Return a question that came as text as it is kept: empty where it asks nothing."""
    return question(dict(parse_qsl(text)))

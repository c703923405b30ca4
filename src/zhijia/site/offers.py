from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from zhijia.law import HOUSE, LAW, Clause
from zhijia.platform.actor import Actor
from zhijia.platform.offers import Event, Hit, answered, event, notice
from zhijia.platform.place import Place
from zhijia.platform.search.words import plain
from zhijia.platform.together import Reading

from .homes.year import planned


def _page(clause: Clause) -> str:
    return f"{reverse('law')}?{urlencode({'q': clause.id})}#{clause.id}"


@answered("law", "法规条文", icon="scale")
def clauses(actor: Actor, words: Sequence[str]) -> list[Hit]:
    """Find the articles that hold all of these words, in their own words or in ours."""
    found = []
    for clause in [*LAW.values(), *HOUSE.values()]:
        said = plain(" ".join((clause.id, clause.source, clause.article, clause.text, clause.note)))
        if all(word in said for word in words):
            title = f"{clause.source}{clause.article}"
            found.append(Hit(title, clause.id, _page(clause), text=clause.text))
    return found


notice("accounts.changed", "账号安全变动", must="关系到账号安全")


@event("site")
def year(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name what the union of this place, and those above it, planned."""
    return planned(place, first, last)

"""What others said already: matters like the words that somebody is writing."""

from collections import Counter

from django.db.models import Q

from zhijia.platform.actor import Actor
from zhijia.platform.search.queries import find
from zhijia.platform.search.words import asked

from ..kinds import KINDS
from ..models import Matter
from .pages import Page
from .seeing import matters

MOST_WORDS = 8
SHOWN = 5
SHORTEST = 2
# Words that stand in nearly every title and tell nothing.
EMPTY = frozenset(
    {"关于", "提案", "建议", "问题", "进一步", "加强", "改善", "增加", "解决", "希望"}
)


def like(actor: Actor, kind: str, words: str, *, but: int | None = None) -> list[Matter]:
    """Return the matters most like these words that the actor may see, the likest first.

    Each word counts the more the fewer matters have it. One query of the index a word, and one
    for the rows.
    """
    if kind not in KINDS or not KINDS[kind].likeness:
        return []
    pieces = [one for one in asked(words, is_text=True) if one not in EMPTY]
    pieces = [one for one in pieces if len(one) >= SHORTEST][:MOST_WORDS]
    marks: Counter[int] = Counter()
    for piece in pieces:
        keys = find(actor, "matters.matters", piece, marks=[[kind]], newest=True)
        weight = 1000 // (9 + len(keys))
        for key in keys:
            marks[key] += weight
    best = [key for key, _ in marks.most_common(SHOWN * 4) if key != but]
    seen = matters(actor).filter(Q(pk__in=best)).in_bulk()
    return [seen[key] for key in best if key in seen][:SHOWN]


def likes_of(actor: Actor, page: Page) -> list[Matter]:
    """Return what is like a matter: to its filer while it is a draft, to who may merge it."""
    matter, kind = page.matter, page.kind
    asks = matter.is_draft or (page.may["merge"] and matter.state in kind.mergeable)
    return like(actor, kind.id, matter.title, but=matter.pk) if asks else []

"""检索: what one question finds among everything that rooms offer, as far as the asker may see.

What people type is kept nowhere: not on record, not in a log.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhijia.platform.actor import Actor
from zhijia.platform.offers import ANSWERED, FINDS, Answered, Find, Hit
from zhijia.platform.search.queries import Found, find, find_each
from zhijia.platform.search.table import MOST
from zhijia.platform.search.words import asked, plain
from zhijia.platform.together import read

FEW = 5
LEAF = 50
AROUND = 40
LONG = 100


class Shown(NamedTuple):
    """A hit as the page draws it, with the words that were asked for marked."""

    title: SafeString
    detail: SafeString
    text: SafeString
    url: str
    badge: str


class Group(NamedTuple):
    """What was found of one kind: the first of it, and how much there is."""

    name: str
    label: str
    icon: str
    hits: list[Shown]
    number: int
    is_more: bool

    @property
    def told(self) -> str:
        """Return how many there are, in words."""
        return f"{MOST}+" if self.is_more else str(self.number)


def groups(actor: Actor, words: str) -> list[Group]:
    """Return the kinds of which something was found, each with its first few.

    The index is asked once for all kinds, and then the tables once for what is shown.
    """
    in_order = sorted(FINDS.values(), key=lambda kind: kind.number)
    every = find_each(actor, [kind.name for kind in in_order], words)
    found = [(kind, keys) for kind, keys in zip(in_order, every, strict=True) if keys]
    rows = read([_rows(actor, kind, keys[:FEW]) for kind, keys in found])
    tables = [_group(*one, few, words) for one, few in zip(found, rows, strict=True)]
    small = (_answers(actor, kind, words) for kind in ANSWERED.values())
    return [group for group in (*tables, *small) if group.number]


def _found(actor: Actor, kind: Find, words: str) -> Found:
    return find(actor, kind.name, words, newest=True)


def _rows(actor: Actor, kind: Find, keys: Sequence[int]) -> QuerySet[Any]:
    """Return these rows of a kind that an actor may see, in this order."""
    return kind.seen(actor).filter(pk__in=keys).order_by("-pk")


def _group(kind: Find, found: Found, few: QuerySet[Any], words: str) -> Group:
    hits = _told(kind, few, words)
    # An entry whose row is gone or out of sight meanwhile is not counted where it would show.
    number = len(found) if len(found) > FEW else len(hits)
    return Group(kind.name, kind.label, kind.icon, hits, number, found.is_more)


def _hits(actor: Actor, kind: Find, keys: Sequence[int], words: str) -> list[Shown]:
    """Return these rows of a kind as a page shows them, in this order; one query."""
    return _told(kind, _rows(actor, kind, keys), words) if keys else []


def _told(kind: Find, rows: QuerySet[Any], words: str) -> list[Shown]:
    pieces = asked(words, is_text=kind.is_text)
    return [_shown(hit, pieces) for hit in kind.show(rows, pieces)]


def _answers(actor: Actor, kind: Answered, words: str) -> Group:
    pieces = asked(words, is_text=True)
    hits = kind.answer(actor, pieces) if pieces else []
    shown = [_shown(hit, pieces) for hit in hits[:FEW]]
    return Group(kind.name, kind.label, kind.icon, shown, len(hits), False)


class Leaf(NamedTuple):
    """One kind's hits, leafed through."""

    label: str
    hits: list[Shown]
    page: Page[Any]
    is_more: bool


def leaf(actor: Actor, name: str, words: str, number: str) -> Leaf | None:
    """Return a page of one kind's hits; None where there is no such kind. Two queries."""
    if name in FINDS:
        kind = FINDS[name]
        found = _found(actor, kind, words)
        keys = Paginator(found, LEAF).get_page(number)
        return Leaf(kind.label, _hits(actor, kind, list(keys), words), keys, found.is_more)
    if name in ANSWERED:
        pieces = asked(words, is_text=True)
        hits = ANSWERED[name].answer(actor, pieces) if pieces else []
        page = Paginator(hits, LEAF).get_page(number)
        return Leaf(ANSWERED[name].label, [_shown(hit, pieces) for hit in page], page, False)
    return None


def _shown(hit: Hit, pieces: Sequence[str]) -> Shown:
    """Mark the words in a hit; of a long text, only what stands around the first of them."""
    title = hit.title if len(hit.title) <= LONG else _around(hit.title, pieces)
    text = _around(hit.text, pieces) if hit.text else ""
    title, detail, text = (marked(words, pieces) for words in (title, hit.detail, text))
    return Shown(title, detail, text, hit.url, hit.badge)


def _around(text: str, pieces: Iterable[str]) -> str:
    """Return the part of a text where the first of these pieces stands."""
    flat = " ".join(text.split())
    at = min((start for start, _ in _places(flat, pieces)), default=0)
    start, end = max(0, at - AROUND), at + 2 * AROUND
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _places(text: str, pieces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where the pieces stand, as the index reads: small letters and half width."""
    folded = [plain(char) for char in text]
    starts = [n for n, char in enumerate(folded) for _ in char]
    whole = "".join(folded)
    for piece in pieces:
        at = whole.find(piece)
        while at >= 0:
            yield starts[at], starts[at + len(piece) - 1] + 1
            at = whole.find(piece, at + len(piece))


def marked(text: str, pieces: Iterable[str]) -> SafeString:
    """Return a text as HTML with these pieces marked."""
    marks = sorted(_places(text, pieces))
    parts, end = list[SafeString](), 0
    for start, stop in marks:
        if start >= end:
            parts.append(format_html("{}<mark>{}</mark>", text[end:start], text[start:stop]))
            end = stop
    return format_html_join("", "{}", [*((part,) for part in parts), (text[end:],)])

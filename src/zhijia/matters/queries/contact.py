"""Reading cards of delegates for printing."""

from collections.abc import Sequence
from datetime import date

from zhijia.platform.wording import written

from ..models import Matter, Move
from ..paper.contact import Card, cards


def card_file(matter: Matter) -> bytes:
    """Return one card; two queries."""
    return cards_file([matter])


def cards_file(matters: Sequence[Matter]) -> bytes:
    """Return cards in one file; two queries each."""
    return cards([_card(one) for one in matters])


def _signed(move: Move | None, words: str = "") -> str:
    """Return what somebody wrote in a step, with name and day; "" where nobody took it."""
    if move is None:
        return ""
    who = str(move.by) if move.by else move.party
    return f"{words or move.words}\n{who}　{move.done_on:%Y-%m-%d}"


def _card(matter: Matter) -> Card:
    last = {move.step: move for move in matter.moves.select_related("by")}
    said, filer = matter.values, matter.filer
    heard = said.get("heard_on")
    return Card(
        number=matter.number,
        unit=matter.unit.name,
        heard_on=written(date.fromisoformat(str(heard))) if heard else "",
        name=filer.name if filer else "",
        post=said.get("post") or "职工代表",
        workplace=filer.unit.name if filer else "",
        title=matter.title,
        category=matter.category,
        categories=matter.declared.field("category").choices,
        situation=said.get("situation", ""),
        analysis=said.get("analysis", ""),
        measures=said.get("measures", ""),
        team=said.get("team", ""),
        electing=_signed(last.get("endorse")),
        union=_signed(last.get("take"), said.get("opinion", "")),
        answer=_signed(last.get("answer"), said.get("answer", "")),
        leader=_signed(last.get("instruct")),
    )

"""Which figure of the register could measure a proposed task: suggested, never set."""

from zhijia.platform.offers import FIGURES, RATIOS

from ..models import Piece
from ..speech.measuring import Offer, Suggestion, amount_of, suggest
from .measures import kind_of


def offers() -> list[Offer]:
    """Return what the rooms offer to measure work by; what should be less is no target."""
    figures = [
        Offer(one.name, one.label, one.unit, one.cues) for one in FIGURES.values() if one.cues
    ]
    rates = [Offer(one.name, one.label, "%", one.cues) for one in RATIOS.values() if one.cues]
    return [*figures, *rates]


def _amounts(piece: Piece) -> list[str]:
    return [figure for figure in piece.figures.split(";") if figure]


def suggested(piece: Piece, words: str) -> Suggestion | None:
    """Return the figure that could measure a piece, told by its own words; no query."""
    return suggest(words, _amounts(piece), offers())


def accepted(piece: Piece) -> str:
    """Return what the figure that somebody accepted for a piece is called; "" without one."""
    kind = kind_of(piece.figure) if piece.figure else None
    return kind.label if kind else ""


def aim_of(piece: Piece | None) -> dict[str, object]:
    """Return what a form that binds begins with: the accepted figure, and the amount if certain."""
    kind = kind_of(piece.figure) if piece and piece.figure else None
    if piece is None or kind is None:
        return {}
    target = amount_of(_amounts(piece), kind.unit)
    return {"figure": kind.name, **({"target": target} if target else {})}

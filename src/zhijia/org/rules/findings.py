"""裁定: what the law says about a unit, and how heavy a no weighs. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from zhijia.law import Verdict


class Tone(StrEnum):
    """How heavy a no weighs: something to know, to heed, or against a rule."""

    HINT = "hint"
    WARN = "warn"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the law says about a unit. `tone` speaks only where the verdict is a no."""

    topic: str
    verdict: Verdict
    tone: Tone = Tone.BREACH
    due_on: date | None = None

    @property
    def weight(self) -> int:
        """Return where it stands on a page: what breaks a rule first, what is in order last."""
        return len(Tone) if self.verdict else list(Tone)[::-1].index(self.tone)

    def about(self, name: str) -> "Finding":
        """Return the same finding with the name of whom it is about before its reason."""
        told = replace(self.verdict, reason=f"{name}：{self.verdict.reason}")
        return replace(self, verdict=told)

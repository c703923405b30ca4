"""The one answer every rule and every policy gives: yes or no, why, and by which clause."""

from dataclasses import dataclass

from .clause import Clause


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when the answer is yes. A no always has a reason; a yes may have one."""

    ok: bool
    reason: str = ""
    clause: Clause | None = None

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        return f"{self.reason}（{self.clause}）" if self.clause else self.reason


ALLOWED = Verdict(True)


def granted(reason: str, clause: Clause | None = None) -> Verdict:
    """Return a yes that tells what was found."""
    return Verdict(True, reason, clause)


def refused(reason: str, clause: Clause | None = None) -> Verdict:
    """Return a no with its reason in Chinese."""
    return Verdict(False, reason, clause)

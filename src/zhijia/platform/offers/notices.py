"""The register of messages: which kinds there are, and what a receiver may switch off.

A room declares each kind once, in its `offers.py`; its actions send by the name.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of message.

    `must` says why nobody may switch it off in the inbox, and is empty where they may; `mail`
    says whether it also goes by e-mail until the receiver chooses otherwise; `desk` that it is
    for those who act for a unit, so that the unit's group chat may get it too. `is_open` says
    that its titles name no person and tell nothing private: only then do they leave the house,
    of other kinds a letter tells the label alone. `is_quiet` says that when it was read is not
    kept: it leads to a secret vote, and time would tell who voted when.
    """

    name: str
    label: str
    must: str
    mail: bool
    desk: bool
    is_open: bool
    is_quiet: bool

    @property
    def room(self) -> str:
        """Return the label of the room that sends it."""
        return self.name.partition(".")[0]


NOTICES: dict[str, NoticeKind] = {}


def notice(
    name: str,
    label: str,
    *,
    must: str = "",
    mail: bool = True,
    desk: bool = False,
    is_open: bool = False,
    is_quiet: bool = False,
) -> NoticeKind:
    """Declare a kind of message: `notice("plans.given", "任务交办", desk=True, is_open=True)`."""
    NOTICES[name] = kind = NoticeKind(name, label, must, mail, desk, is_open, is_quiet)
    return kind


def known_notice(name: str) -> NoticeKind:
    """Return the kind of this name; LookupError when no room declared it."""
    if name not in NOTICES:
        raise LookupError(f"no kind of message {name!r}: is it in the room's offers.py?")
    return NOTICES[name]

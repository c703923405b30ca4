"""权限一览: who may do what, found by asking every policy about every post."""

from functools import cache
from typing import NamedTuple

from django.apps import apps

from zhijia.platform.acts import CAPABILITIES, CAPABILITY_LABELS

from .reference import ABOVE, HERE, granted


class Permission(NamedTuple):
    """What may be done, its room, and the posts that may: in the unit itself, and from above."""

    room: str
    label: str
    here: str
    above: str


@cache
def every() -> tuple[Permission, ...]:
    """Return every capability in the order of their names."""
    return tuple(
        Permission(
            _room(name), CAPABILITY_LABELS[name], granted(policy, HERE), granted(policy, ABOVE)
        )
        for name, policy in sorted(CAPABILITIES.items())
    )


def _room(name: str) -> str:
    """Return the name over the door of a capability's room."""
    return str(apps.get_app_config(name.partition(".")[0]).verbose_name)


def speaking_of(word: str) -> list[Permission]:
    """Return the capabilities whose room, label or posts hold `word`."""
    return [one for one in every() if any(word in part for part in one)]

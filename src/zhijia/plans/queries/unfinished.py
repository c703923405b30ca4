"""What a unit has under way, for whoever is about to move, merge or dissolve it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from zhijia.platform.offers import Business
from zhijia.platform.scope import under
from zhijia.platform.together import Reading

from ..models import Assignment, Task

Rows = Iterable[tuple[Any, ...]]


def _at(where: str, path: str, *, below: bool) -> Q:
    """Select what lies at a path, or below it too."""
    return under(where, path) if below else Q(**{where: path})


def _listed(code: str, **asked: str) -> str:
    """Return the page that lists a unit's tasks."""
    return f"{reverse('plans:tasks')}?{urlencode({'unit': code, **asked})}"


def unfinished(path: str, *, below: bool) -> Reading[list[Business]]:
    """Return the work units were given and by whom, and what they put on file."""
    given = Assignment.objects.open().filter(_at("unit_path", path, below=below), parent=None)
    work = given.order_by().values_list("issuer__name", "unit__name", "unit__code")
    filed = Task.objects.open().filter(_at("unit_path", path, below=below)).order_by()
    own = filed.values_list("unit__name", "unit__code").annotate(n=Count("pk"))
    by_whom = work.annotate(n=Count("pk")).order_by("issuer__path", "unit__path")
    return Reading((by_whom, own.order_by("unit__path")), _told)


def _told(given: Rows, own: Rows) -> list[Business]:
    return [
        *(
            Business("在办任务", f"{issuer}交办{unit}", n, _listed(code, state="open"))
            for issuer, unit, code, n in given
        ),
        *(
            Business("立项未结的任务", f"{unit}立项", n, reverse("plans:tasks"))
            for unit, code, n in own
        ),
    ]

"""Reading what law is in force in a unit: national default, local packs, choices; one query."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zhijia.law import PACKS, SETTINGS, LawInForce, Verdict, granted
from zhijia.law.in_force import ON, PACK, Chosen, Pack, Setting, in_force
from zhijia.platform.scope import prefixes
from zhijia.platform.together import Reading

from ..models import LawChoice, Unit


class Asked(NamedTuple):
    """A setting as it stands in a unit: what holds, and the unit's own choice, if it made one."""

    setting: Setting
    says: str
    origin: str
    own: LawChoice | None


class Offered(NamedTuple):
    """A local pack: whether it holds here, and the choice that switched it on, if any."""

    pack: Pack
    key: str
    by: LawChoice | None
    own: LawChoice | None


def _holding(paths: Iterable[str], on: date) -> QuerySet[LawChoice]:
    """Return the choices that hold on a day at these paths and above; one query."""
    ended = Q(until_on=None) | Q(until_on__gt=on)
    return LawChoice.objects.handed_to(*paths).filter(ended, from_on__lte=on)


def _chosen(row: LawChoice) -> Chosen:
    by = row.chosen_by.name
    return Chosen(row.key, row.value, row.unit.name, by, row.from_on, row.reason)


def law_in_force(unit: Unit, on: date) -> LawInForce:
    """Return the law that holds in a unit on a day; one query."""
    return law_reading(unit, on).alone()


def law_reading(unit: Unit, on: date) -> Reading[LawInForce]:
    """Return the law that holds in a unit on a day, to be read with what else a page asks."""

    def tell(rows: Iterable[LawChoice]) -> LawInForce:
        return in_force(map(_chosen, rows), on)

    return Reading((_holding([unit.path], on),), tell)


def laws_in_force(units: Iterable[Unit], on: date) -> dict[str, LawInForce]:
    """Return the law that holds in each of these units on a day, by their paths; one query."""
    paths = [unit.path for unit in units]
    rows = list(_holding(paths, on))
    found = {}
    for path in paths:
        above = set(prefixes(path))
        found[path] = in_force((_chosen(row) for row in rows if row.unit.path in above), on)
    return found


def law_handed_to(unit: Unit, on: date) -> LawInForce:
    """Return the law that would hold in a unit if it had chosen nothing itself; one query."""
    rows = _holding([unit.path], on)
    return in_force((_chosen(row) for row in rows if row.unit_id != unit.pk), on)


def law_choices(unit: Unit, on: date) -> tuple[list[Asked], list[Offered]]:
    """Return every setting and every pack as they stand in a unit on a day; one query."""
    rows = list(_holding([unit.path], on))
    law = in_force(map(_chosen, rows), on)
    own = {row.key: row for row in rows if row.unit_id == unit.pk}
    asked = [
        Asked(one, one.says(getattr(law, key)), _origin(law, key), own.get(key))
        for key, one in SETTINGS.items()
    ]
    offered = []
    for pack in PACKS.values():
        key = PACK + pack.key
        on_by = [row for row in rows if row.key == key and row.value == ON]
        offered.append(Offered(pack, key, on_by[-1] if on_by else None, own.get(key)))
    return asked, offered


def _origin(law: LawInForce, key: str) -> str:
    """Say in words where a value comes from."""
    origin = law.origins[key]
    if origin.chosen is None:
        return f"默认口径，见{SETTINGS[key].cited}"
    one = origin.chosen
    return f"{one.unit} {one.by}于 {one.since:%Y-%m-%d} 选择，理由：{one.reason}"


def law_note(key: str) -> Verdict:
    """Return why the default is what it is, for the page where another is chosen."""
    setting = SETTINGS.get(key)
    return granted(setting.reason if setting else PACKS[key.removeprefix(PACK)].note)


def law_history(unit: Unit) -> list[tuple[LawChoice, str, str]]:
    """Return every choice the unit ever made, the newest first, in words; one query."""
    rows = LawChoice.objects.filter(unit=unit).select_related("chosen_by").order_by("-pk")
    return [(row, *law_words(row.key, row.value)) for row in rows]


def law_words(key: str, value: str) -> tuple[str, str]:
    """Return a choice in words: what was asked, and what was answered.

    An older release may have asked what this one does not: then the record's own words stand.
    """
    pack = PACKS.get(key.removeprefix(PACK))
    if key.startswith(PACK) and pack:
        return pack.title, "启用" if value == ON else "停用"
    setting = SETTINGS.get(key)
    if setting is None:
        return key, value
    return setting.title, next((c.label for c in setting.choices if str(c.value) == value), value)


def own_choice(unit: Unit, key: str) -> LawChoice | None:
    """Return what the unit itself chose under this key and still holds to."""
    return LawChoice.objects.standing().filter(unit=unit, key=key).first()

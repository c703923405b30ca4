"""Whom the lines of a roster may be: members by identity mark and by unit and staff number."""

from collections.abc import Iterable, Iterator

from django.db.models import OuterRef, QuerySet, Subquery

from zhijia.platform.scope import under

from ..models import Member, Membership, Unit

COLUMNS = (
    "name",
    "gender",
    "birth_on",
    "ethnicity",
    "education",
    "political_status",
    "department",
    "position",
    "worked_since",
    "employment",
    "remarks",
)
SEALED = ("id_number", "phone")


def joined_on() -> Subquery:
    """Return the day the present stay of a member began."""
    stays = Membership.objects.filter(member=OuterRef("pk"), until_on=None)
    return Subquery(stays.values("from_on")[:1])


def _known(rows: QuerySet[Member]) -> QuerySet[Member]:
    """Return what a roster is held against; sealed columns open when somebody looks."""
    return (
        rows.select_related("unit")
        .annotate(joined_on=joined_on())
        .only(
            *COLUMNS,
            *SEALED,
            "seal",
            "id_mark",
            "phone_mark",
            "staff_no",
            "state",
            "left_on",
            "version",
            "unit__name",
            "unit_path",
        )
    )


def by_marks(marks: Iterable[str]) -> dict[str, Member]:
    """Return members by identity mark, wherever they are; a present one before one who left.

    Each has `joined_on`. One query.
    """
    found: dict[str, Member] = {}
    rows = Member.objects.filter(id_mark__in=[mark for mark in marks if mark])
    for member in _known(rows):
        other = found.get(member.id_mark)
        if other is None or other.left_on is not None:
            found[member.id_mark] = member
    return found


def by_numbers(units: Iterable[int], numbers: Iterable[str]) -> dict[tuple[int, str], Member]:
    """Return members by unit and staff number, those who left too; one query."""
    rows = Member.objects.filter(unit_id__in=list(units), staff_no__in=list(numbers))
    return {(member.unit_id, member.staff_no): member for member in _known(rows)}


def numbers_like(unit: Unit, start: str) -> list[str]:
    """Return the staff numbers of a unit that begin so; one query."""
    rows = Member.objects.filter(unit=unit, staff_no__startswith=start)
    return list(rows.values_list("staff_no", flat=True))


def others_of(unit: Unit, seen: set[int], *, below: bool) -> Iterator[tuple[str, str, str]]:
    """Yield name, unit and staff number of the present members who are not among `seen`."""
    rows = Member.objects.present()
    rows = rows.filter(under("unit_path", unit.path)) if below else rows.filter(unit=unit)
    told = rows.order_by("unit_path", "stroke_key", "pk")
    for key, name, where, number in told.values_list(
        "pk", "name", "unit__name", "staff_no"
    ).iterator(2000):
        if key not in seen:
            yield name, where, number

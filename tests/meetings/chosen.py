"""Delegates for the tests: whom an electoral unit chose, by how many."""

from datetime import date

from zhijia.meetings.rules.mandates import NewDelegate
from zhijia.org.models import Member, Unit

VOTERS = 30


def enrol(unit: Unit, number: int, letter: str = "S", start: int = 1) -> list[Member]:
    """Enrol so many people in a unit, called 代表S001 and so on."""
    return Member.objects.bulk_create(
        Member(
            unit=unit,
            unit_path=unit.path,
            name=f"代表{letter}{n:03d}",
            staff_no=f"{letter}{n:03d}",
        )
        for n in range(start, start + number)
    )


def chosen(member: Member, precinct: str, on: date, **more: object) -> NewDelegate:
    """Return a member as elected in an electoral unit of thirty, 25 of whom came and 20 agreed."""
    said: dict[str, object] = {
        "number": member.staff_no,
        "member_id": member.pk,
        "elected_on": on,
        "everybody": VOTERS,
        "came": 25,
        "candidates": 40,
        "yes": 20,
    }
    return NewDelegate(member.name, precinct, **{**said, **more})  # type: ignore[arg-type]  # facts by name

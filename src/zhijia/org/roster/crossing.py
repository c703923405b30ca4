"""What only shows when rows are held against each other: duplicates and conflicts."""

from collections import defaultdict
from collections.abc import Iterable

from .persons import Draft


def cross(drafts: list[Draft]) -> None:
    """Note duplicates, conflicts and shared phones on drafts that stand in the file's order."""
    _identities(drafts)
    _staff_numbers(drafts)
    _phones(drafts)


def _identities(drafts: Iterable[Draft]) -> None:
    """The same person twice: the first stays. One ID with two names: nobody stays."""
    for number, same in _groups(drafts, "id_number").items():
        named = [draft for draft in same if draft.values["name"]]
        conflict = len({draft.values["name"] for draft in named}) > 1
        for draft in named if conflict else named[1:]:
            kind = "id_conflict" if conflict else "id_duplicate"
            draft.refuse(kind, "id_number", number)


def _staff_numbers(drafts: Iterable[Draft]) -> None:
    """On one sheet a staff number is one person's; branches number their own people."""
    by_sheet: dict[str | None, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_sheet[draft.sheet].append(draft)
    for ours in by_sheet.values():
        for number, same in _groups(ours, "staff_no").items():
            if len(same) > 1 and _are_different(same):
                for draft in same:
                    draft.refuse("staff_no_conflict", "staff_no", number)


def _are_different(drafts: list[Draft]) -> bool:
    """Tell by the IDs where they are valid, else by the names."""
    numbers = {draft.values["id_number"] for draft in drafts}
    names = {draft.values["name"] for draft in drafts} - {""}
    return len(numbers - {""}) > 1 or (len(names) > 1 and (len(numbers) > 1 or "" in numbers))


def _phones(drafts: Iterable[Draft]) -> None:
    for number, same in _groups(drafts, "phone").items():
        for draft in same[1:]:
            draft.flag("phone_shared", "phone", number)


def _groups(drafts: Iterable[Draft], field: str) -> dict[str, list[Draft]]:
    """Group the drafts that have something in a field by it."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if value := draft.values.get(field):
            groups[value].append(draft)
    return groups

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import VersionedForm

from ..rules import FORMS, OWN_SECTION, SECTIONS, Slot

BLANKS = 3
PARTS = ("place", "title", "words")


class Row(NamedTuple):
    """The fields of one section, and what the section is."""

    label: str
    fields: list[BoundField]


class EditOutline(VersionedForm):
    """The sections of a form, in order: place, heading, standing sentences; three blank ones.

    A section whose place is left empty is left out.
    """

    def __init__(
        self, actor: Actor, form: str, slots: Sequence[Slot], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(actor, *args, **kwargs)
        self.form = form
        shown = {slot.section for slot in slots}
        left_out = [slot for slot in FORMS[form].slots if slot.section not in shown]
        blanks = [Slot(OWN_SECTION) for _ in range(BLANKS)]
        self.slots = [*slots, *left_out, *blanks]
        self.titled = {slot.section for slot in FORMS[form].slots if slot.title} | {OWN_SECTION}
        for number, slot in enumerate(self.slots):
            self._ask(number, slot, is_shown=number < len(slots))

    def _ask(self, number: int, slot: Slot, *, is_shown: bool) -> None:
        """Ask for one section."""
        place = number + 1 if is_shown else None
        self.fields[f"place{number}"] = forms.IntegerField(
            label="顺序", required=False, min_value=1, max_value=99, initial=place
        )
        self.fields[f"title{number}"] = forms.CharField(
            label="标题", required=False, max_length=100, initial=slot.title
        )
        self.fields[f"words{number}"] = forms.CharField(
            label="固定语句",
            required=False,
            max_length=2000,
            initial=slot.words,
            widget=forms.Textarea({"rows": 2}),
        )

    def rows(self) -> list[Row]:
        """Return the fields section by section."""
        return [
            Row(SECTIONS[slot.section].label, [self[f"{part}{number}"] for part in PARTS])
            for number, slot in enumerate(self.slots)
        ]

    def asked(self) -> list[Slot]:
        """Return the sections in the order that was asked for."""
        said = self.cleaned_data
        found = [
            (place, number, Slot(slot.section, said[f"title{number}"], said[f"words{number}"]))
            for number, slot in enumerate(self.slots)
            if (place := said[f"place{number}"])
        ]
        return [slot for *_, slot in sorted(found, key=lambda one: one[:2])]

"""诉求 that goes on elsewhere: what is passed on to the union above goes on there."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import change, require

from ..models import Enclosure, Matter, Move, Tie
from ..rules import appeals
from .filing import open_from
from .steps import Given, after

UPPER = "upper"


@after("appeal", "pass_on")
@after("urgent", "pass_on")
@after("harassment", "pass_on")
@after("grievance", "pass_on")
def pass_up(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Open the same appeal with the union above; who filed it, or its receipt, follows along."""
    if made.values.get("passed_to") != UPPER:
        return
    require(appeals.has_upper(is_top=matter.unit.parent is None))
    assert matter.unit.parent is not None
    fields = {field.id for field in matter.declared.fields}
    said = {k: v for k, v in {**matter.values, **matter.kept_apart}.items() if k in fields}
    new = open_from(
        actor=actor,
        kind=matter.kind,
        unit=matter.unit.parent,
        title=matter.title,
        values=said,
        today=today,
        source=("matters.Matter", matter.pk),
        source_title=f"{matter.unit}转来",
        filer=matter.filer,
    )
    files = matter.enclosures.filter(move=None)
    Enclosure.objects.bulk_create([Enclosure(matter=new, file=one.file) for one in files])
    Tie.objects.create(one=matter, other=new, how="follows", made_on=today)
    change(matter, due_on=None)

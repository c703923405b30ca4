"""Drawing questionnaires up: begun anew, from a template or as a copy; edited; put away."""

from collections.abc import Sequence
from datetime import date

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require, require_unchanged

from .. import policies, queries, rules
from ..models import Edition, Sheet
from ..rules import Item


@action("起草问卷")
def draft_sheet(
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    topic: str,
    words: str,
    today: date,
    items: Sequence[Item] = (),
) -> Sheet:
    """Begin a questionnaire, empty or with the questions of a template."""
    unit = lock(unit)
    require(policies.may_design(actor, unit))
    sheet = Sheet(unit=unit, unit_path=unit.path, title=title, topic=topic, words=words)
    sheet.made_on = today
    sheet.save()
    edition = Edition(sheet=sheet, number=1, questions=rules.plain(items), used_codes=len(items))
    edition.save()
    return sheet


@action("修改问卷说明")
def edit_sheet(
    *,
    actor: Actor,
    sheet: Sheet,
    title: str,
    topic: str,
    words: str,
    version: int | None = None,
) -> Sheet:
    """Change what a questionnaire is called and what it says first."""
    sheet = lock(sheet)
    require(policies.may_edit(actor, sheet))
    require_unchanged(sheet, version, title=title, topic=topic, words=words)
    return change(sheet, title=title, topic=topic, words=words)


@action("复制问卷")
def copy_sheet(*, actor: Actor, sheet: Sheet, unit: Unit, today: date) -> Sheet:
    """Begin a questionnaire with the questions of another that this person may see."""
    edition = queries.edition_of(sheet)
    title = f"{sheet.title}（副本）"[:60]
    return draft_sheet(
        actor=actor,
        unit=unit,
        title=title,
        topic=sheet.topic,
        words=sheet.words,
        items=edition.items,
        today=today,
    )


@action("修订问卷")
def revise_sheet(*, actor: Actor, sheet: Sheet) -> Edition:
    """Begin the next edition with the questions of the last, which stays as it was asked."""
    sheet = lock(sheet)
    require(policies.may_edit(actor, sheet))
    last = queries.edition_of(sheet)
    if last.frozen_on is None:
        return last
    number, used = last.number + 1, last.used_codes
    made = Edition(sheet=sheet, number=number, questions=last.questions, used_codes=used)
    made.save()
    return made


@action("停用问卷")
def drop_sheet(*, actor: Actor, sheet: Sheet, today: date) -> Sheet:
    """Put a questionnaire away; rounds that asked it and their results stay."""
    sheet = lock(sheet)
    require(policies.may_edit(actor, sheet))
    return change(sheet, dropped_on=today)

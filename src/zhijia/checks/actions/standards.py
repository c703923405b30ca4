"""Keeping standards: taking one over, its versions, their items."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require, touch
from zhijia.platform.acts import require_unchanged as unchanged

from .. import policies, queries, standards
from ..models import Edition, Item, Standard
from ..rules import standards as rules
from ..rules.standards import Line


def _made(unit: Unit, name: str, about: str, shipped: str, today: date) -> Standard:
    if queries.named(name, unit):
        raise Refused(refused(f"本单位已有“{name}”，请换一个名称"))
    return Standard.objects.create(
        unit=unit, unit_path=unit.path, name=name, about=about, shipped=shipped, made_on=today
    )


def _started(standard: Standard, number: int, words: str, today: date) -> Edition:
    return Edition.objects.create(
        standard=standard,
        number=number,
        code=f"B{standard.pk}-{number}",
        words=words,
        started_on=today,
    )


def _fill(edition: Edition, lines: Iterable[Line]) -> None:
    """Write items in the order of their codes."""
    ordered = sorted(lines, key=lambda line: rules.order(line.code))
    Item.objects.bulk_create(
        Item(edition=edition, rank=rank, **_fields(line)) for rank, line in enumerate(ordered, 1)
    )


def _fields(line: Line) -> dict[str, object]:
    return {"code": line.code, **{name: getattr(line, name) for name in rules.FIELDS}}


@action("采用检查标准")
def adopt_standard(*, actor: Actor, unit: Unit, shipped: str, name: str, today: date) -> Standard:
    """Take a shipped standard over as the unit's own, to be edited."""
    unit = lock(unit)
    require(policies.may_keep_standards(actor, unit))
    found = standards.by_id(shipped)
    if found is None:
        raise Refused(refused("没有这个标准"))
    require(
        rules.may_use(kinds=(), kind=unit.kind, registration=unit.registration, shipped_id=found.id)
    )
    standard = _made(unit, name or found.title, found.about, found.id, today)
    standard.kinds = list(found.kinds)
    standard.save(update_fields=["kinds"])
    _fill(_started(standard, 1, "采用随系统的标准", today), found.lines)
    return standard


@action("自建检查标准")
def new_standard(*, actor: Actor, unit: Unit, name: str, words: str, today: date) -> Standard:
    """Begin a standard without items."""
    unit = lock(unit)
    require(policies.may_keep_standards(actor, unit))
    standard = _made(unit, name, words, "", today)
    _started(standard, 1, "自建", today)
    return standard


@action("另起标准新版")
def start_edition(*, actor: Actor, edition: Edition, words: str, today: date) -> Edition:
    """Begin the next version of a standard with the items of this one."""
    standard = lock(edition.standard)
    require(policies.may_edit_standard(actor, standard))
    require(
        rules.may_start_edition(
            has_draft=queries.draft(standard) is not None, is_kept=standard.removed_on is None
        )
    )
    newest = standard.editions.order_by("-number").values_list("number", flat=True)[0]
    made = _started(standard, newest + 1, words, today)
    _fill(made, queries.lines(edition))
    touch(standard)
    return made


def held_draft(actor: Actor, edition: Edition) -> Edition:
    """Lock a version that this actor may change."""
    standard, edition = lock(edition.standard, edition)
    edition.standard = standard
    require(policies.may_edit_standard(actor, standard))
    require(
        rules.may_edit(is_fixed=edition.fixed_on is not None, is_kept=standard.removed_on is None)
    )
    return edition


@action("保存标准条目")
def save_item(*, actor: Actor, edition: Edition, line: Line, version: int | None = None) -> Edition:
    """Add an item to a version, or say anew the one with this code."""
    edition = held_draft(actor, edition)
    require(rules.line_stands(line))
    _put(edition, line, version)
    return change(edition, words=edition.words)


def _put(edition: Edition, line: Line, version: int | None = None) -> None:
    """Write one item where its code stands."""
    found = edition.items.filter(code=line.code).first()
    fields = _fields(line)
    if found is not None:
        unchanged(found, version, **fields)
        change(found, **fields)
        return
    if edition.items.count() >= rules.MOST_ITEMS:
        raise Refused(refused(f"一个标准最多 {rules.MOST_ITEMS} 条"))
    record({}, {f"第{line.code}条": line.asks[:60]})
    Item.objects.create(edition=edition, rank=0, **fields)
    _renumber(edition)


def _renumber(edition: Edition) -> None:
    items = sorted(edition.items.all(), key=lambda item: rules.order(item.code))
    for rank, item in enumerate(items, 1):
        item.rank = rank
    Item.objects.bulk_update(items, ["rank"])


@action("删去标准条目")
def drop_item(*, actor: Actor, item: Item) -> Edition:
    """Take an item out of a version in the making."""
    edition = held_draft(actor, item.edition)
    item = lock(item)
    record({f"第{item.code}条": item.asks}, {})
    item.delete()
    return change(edition, words=edition.words)


@action("从表格导入标准条目")
def bring_lines(*, actor: Actor, edition: Edition, lines: Iterable[Line]) -> Edition:
    """Write the items that a table says: by their codes new ones are added, others said anew."""
    edition = held_draft(actor, edition)
    for line in lines:
        require(rules.line_stands(line))
        _put(edition, line)
    return change(edition, words=edition.words)


@action("撤回导入的标准条目")
def put_back_lines(
    *, actor: Actor, edition: Edition, added: Iterable[str], before: Iterable[Line]
) -> Edition:
    """Take back what a table brought: items it added go, those it changed are as they were."""
    edition = held_draft(actor, edition)
    edition.items.filter(code__in=list(added)).delete()
    for line in before:
        _put(edition, line)
    return change(edition, words=edition.words)


@action("停用检查标准")
def remove_standard(*, actor: Actor, standard: Standard, today: date) -> Standard:
    """Take a standard away; rounds that used it keep their version."""
    standard = lock(standard)
    require(policies.may_edit_standard(actor, standard))
    require(rules.may_edit(is_fixed=False, is_kept=standard.removed_on is None))
    return change(standard, removed_on=today)


def fix(edition: Edition, today: date) -> Edition:
    """Let a version be as it is from now on; inside the action that uses it."""
    if edition.fixed_on is None:
        change(edition, fixed_on=today)
    return edition

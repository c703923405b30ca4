"""Keeping a catalogue: taking a sample over, and changing it edition by edition."""

from datetime import date
from typing import Any

from django.db.models import Max

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
    touch,
)

from ..models import Catalogue, Item, Revision
from ..policies import publications as policies
from ..queries import catalogues as queries
from ..queries.publications import heads_at
from ..rules import catalogue as rules
from ..rules import dues as limits
from ..rules import publications as publishing
from ..rules import questions
from . import laying


@action("采用公开目录")
def adopt(*, actor: Actor, unit: Unit, kind: str, basis: str, today: date) -> Catalogue:
    """Take a sample over as the unit's own catalogue; what it asks for is due from today."""
    unit = lock(unit)
    require(policies.may_keep_catalogue(actor, unit))
    require(rules.may_adopt(has_one=Catalogue.objects.filter(unit=unit).exists()))
    if kind not in rules.SAMPLES:
        raise Refused(refused("请选择目录样本"))
    made = Catalogue.objects.create(unit=unit, kind=kind, adopted_on=today, basis=basis)
    rows = [
        Item(
            catalogue=made,
            rank=rank,
            group=one.group,
            name=one.name,
            content=one.content,
            forms=list(one.forms),
            scope=one.scope,
            rhythm=one.rhythm,
            within=one.within.number,
            counted=one.within.counted,
            department=one.department,
            owner=one.post,
            source=one.source.id,
            listed_on=today,
        )
        for rank, one in enumerate(queries.sample_items(kind), 1)
    ]
    Item.objects.bulk_create(rows)
    _revised(made, "adopted", actor, today, after={"样本": rules.SAMPLES[kind], "事项": len(rows)})
    laying.lay_now(list(queries.listed(made)), today)
    return made


def _revised(catalogue: Catalogue, kind: str, actor: Actor, today: date, **how: Any) -> Revision:
    """Write down one change of a catalogue, under the edition it makes."""
    return Revision.objects.create(
        catalogue=catalogue,
        edition=catalogue.edition,
        kind=kind,
        made_on=today,
        by_id=actor.member_id,
        **how,
    )


def _next_edition(actor: Actor, catalogue: Catalogue, today: date) -> Catalogue:
    """Hold a catalogue and count its edition on; what one person changes on a day is one."""
    catalogue = lock(catalogue)
    require(policies.may_keep_catalogue(actor, catalogue.unit))
    last = catalogue.revisions.exclude(kind="set").first()
    mine = last and last.made_on == today and last.by_id == actor.member_id
    if last and mine and last.kind != "adopted":
        return catalogue
    return change(catalogue, edition=catalogue.edition + 1)


@action("设置公开办法")
def set_up(
    *,
    actor: Actor,
    catalogue: Catalogue,
    two_people: bool,
    answer_days: int,
    is_indexed: bool,
    basis: str,
    today: date,
    version: int | None = None,
) -> Catalogue:
    """Choose how a unit goes about it; whether one person may do both is for who leads it."""
    catalogue = lock(catalogue)
    require(policies.may_keep_catalogue(actor, catalogue.unit))
    if two_people != catalogue.two_people:
        require(policies.may_set_review(actor, catalogue.unit))
        if not two_people:
            require(publishing.may_be_alone(heads=heads_at(catalogue.unit_id)))
    require(questions.may_set_days(answer_days))
    new = {
        "two_people": two_people,
        "answer_days": answer_days,
        "is_indexed": is_indexed,
        "basis": basis,
    }
    require_unchanged(catalogue, version, **new)
    before = {
        name: getattr(catalogue, name) for name in new if getattr(catalogue, name) != new[name]
    }
    catalogue = change(catalogue, **new)
    if before:
        told = [_setting(values, before) for values in (before, new)]
        _revised(catalogue, "set", actor, today, before=told[0], after=told[1])
    return catalogue


def _setting(values: dict[str, Any], names: dict[str, Any]) -> dict[str, str]:
    """Return settings in words."""
    yes = {True: "是", False: "否"}
    field = Catalogue._meta.get_field
    return {
        str(getattr(field(name), "verbose_name", name)): yes.get(values[name], str(values[name]))
        if isinstance(values[name], bool)
        else str(values[name])
        for name in names
    }


def _judge(catalogue: Catalogue, new: dict[str, Any], but: int | None = None) -> None:
    """Go on only if an item may stand so in this catalogue."""
    require(rules.may_list(new["name"]))
    require(rules.has_form(new["forms"]))
    require(limits.may_take(limits.Within(new["within"], new["counted"])))
    standing = queries.listed(catalogue).exclude(pk=but or 0)
    is_there = standing.filter(name=new["name"]).exists()
    require(rules.may_add(count=standing.count(), is_there=is_there))


@action("新增公开事项")
def add_item(*, actor: Actor, catalogue: Catalogue, today: date, **new: Any) -> Item:
    """List one more item; `new` are the fields of `queries.catalogues.FIELDS`."""
    catalogue = _next_edition(actor, catalogue, today)
    _judge(catalogue, new)
    last = catalogue.items.aggregate(last=Max("rank"))["last"] or 0
    item = Item.objects.create(catalogue=catalogue, rank=last + 1, listed_on=today, **new)
    _revised(catalogue, "added", actor, today, item=item, name=item.name, after=queries.worded(new))
    laying.lay_now([item], today)
    return item


@action("修改公开事项")
def edit_item(
    *, actor: Actor, item: Item, today: date, version: int | None = None, **new: Any
) -> Item:
    """Change an item; what is due and not late yet follows its new time limit."""
    catalogue = _next_edition(actor, item.catalogue, today)
    item = lock(item)
    _require_listed(item)
    require_unchanged(item, version, **new)
    _judge(catalogue, {**_fields(item), **new}, but=item.pk)
    old = {name: getattr(item, name) for name in new if getattr(item, name) != new[name]}
    if not old:
        return item
    before, after = _fields(item), {**_fields(item), **new}
    item = change(item, **new)
    told = queries.worded(before), queries.worded(after)
    labels = [label for label in told[1] if told[0][label] != told[1][label]]
    _revised(
        catalogue,
        "changed",
        actor,
        today,
        item=item,
        name=item.name,
        before={label: told[0][label] for label in labels},
        after={label: told[1][label] for label in labels},
    )
    if {"rhythm", "within", "counted"} & old.keys():
        laying.lay_anew(item, today)
    return item


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in queries.FIELDS}


def _require_listed(item: Item) -> None:
    if item.dropped_on:
        raise Refused(refused("这一项已经停用"))


@action("停用公开事项")
def drop_item(*, actor: Actor, item: Item, why: str, today: date) -> Item:
    """List an item no longer; what is late already stays owed."""
    catalogue = _next_edition(actor, item.catalogue, today)
    item = lock(item)
    _require_listed(item)
    if not why.strip():
        raise Refused(refused("请写明停用的原因"))
    item = change(item, dropped_on=today)
    _revised(catalogue, "dropped", actor, today, item=item, name=item.name, after={"原因": why})
    laying.drop_coming(item, today)
    touch(item)
    return item


@action("撤销导入的公开事项")
def unlist(*, actor: Actor, item: Item, version: int) -> None:
    """Take back an item that an import brought, while nobody has touched it or used it."""
    catalogue = lock(item.catalogue)
    require(policies.may_keep_catalogue(actor, catalogue.unit))
    item = lock(item)
    used = item.dues.exclude(publication=None, closed_on=None).exists()
    if item.version != version or used or item.publications.exists():
        raise Refused(refused(f"“{item}”导入以后有人改动过或者已经办理，不能撤销"))
    about(item)
    record({"公开事项": item.name}, {})
    item.dues.all().delete()
    catalogue.revisions.filter(item=item).delete()
    item.delete()

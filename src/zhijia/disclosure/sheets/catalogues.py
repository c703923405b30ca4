"""公开目录 as a table: brought in from what a unit has in Excel, and taken out for print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.rules import POST_KINDS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.sheets import Column, reading
from zhijia.platform.sheets.lines import ADD, CHANGE, REFUSED, SAME, Change, Judged, Line, Reading
from zhijia.platform.sheets.register import Asked, Said, sheet

from ..actions import catalogues as actions
from ..models import Catalogue, Item
from ..policies import publications as policies
from ..queries import catalogues as queries
from ..rules import catalogue as rules
from ..rules import dues as limits

TITLE = "公开目录"
NOTES = (
    "公开类别写：重大决策、生产经营和业务管理、涉及职工切身利益、领导班子建设和党风廉政。",
    "公开形式可以写几种，用顿号隔开：职代会、公开栏、内网、微信、文件、会议。",
    "公开频次写：长期、每月、每季度、每半年、每年、即时；公开时限写多少日或者多少个工作日。",
    "公开事项与目录里同名的，按表里的修改；目录里有、表里没有的，不动。",
)


COLUMNS = (
    Column("公开类别", 16, key="group", of=lambda row: row.get_group_display(), is_asked=True,
           is_required=True, choices=tuple(rules.GROUPS.values()), example="涉及职工切身利益"),
    Column("公开事项", 24, key="name", of=lambda row: row.name, is_asked=True, is_required=True,
           other_heads=("事项", "公开项目"), example="工资分配和奖金", longest=rules.NAME),
    Column("公开内容", 40, key="content", of=lambda row: row.content, is_asked=True,
           is_required=True, other_heads=("内容",), example="工资总额、奖金分配办法和结果",
           longest=rules.WORDS),
    Column("公开形式", 16, key="forms", of=lambda row: row.forms_said, is_asked=True,
           is_required=True, other_heads=("形式",), example="公开栏、会议"),
    Column("公开范围", 12, "choice", key="scope", of=lambda row: row.get_scope_display(),
           is_asked=True, choices=tuple(rules.SCOPES.values()), other_heads=("范围",),
           example="本单位职工", help="不填的为本单位职工"),
    Column("公开频次", 10, "choice", key="rhythm", of=lambda row: row.get_rhythm_display(),
           is_asked=True, is_required=True, choices=tuple(rules.RHYTHMS.values()),
           other_heads=("频次", "公开时间"), example="每季度"),
    Column("公开时限", 12, key="within", of=lambda row: str(row.limit), is_asked=True,
           is_required=True, other_heads=("时限",), example="10个工作日"),
    Column("责任部门", 16, key="department", of=lambda row: row.department, is_asked=True,
           other_heads=("责任单位", "部门"), example="人力资源部", longest=60),
    Column("责任岗位", 14, key="owner",
           of=lambda row: row.get_owner_display() if row.owner else "", is_asked=True,
           example="劳动保护委员", help="工会职务的名称，可以不填"),
    Column("责任人", 10, key="person", of=lambda row: row.person, is_asked=True, longest=50),
    Column("备注", 20, key="remark", of=lambda row: row.remark, is_asked=True, longest=100),
)  # fmt: skip
ASKED = tuple(column for column in COLUMNS if column.is_asked)
LABELS = {column.key: column.head for column in COLUMNS}
CODES: dict[str, Mapping[str, str]] = {
    "group": {label: code for code, label in rules.GROUPS.items()},
    "scope": {label: code for code, label in rules.SCOPES.items()},
    "rhythm": {label: code for code, label in rules.RHYTHMS.items()},
    "owner": {kind.label: code for code, kind in POST_KINDS.items()},
}
FORMS = {label: code for code, label in rules.FORMS.items()}


def read_values(values: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return an item's fields as a row of a table says them, and what is wrong with it."""
    fields: dict[str, Any] = {"scope": "members", "owner": "", "person": "", "department": ""}
    wrong: list[str] = []
    for key in ("name", "content", "department", "person", "remark"):
        fields[key] = values.get(key, "").strip()
    for key, codes in CODES.items():
        said = values.get(key, "").strip()
        if said and said not in codes:
            wrong.append(f"{LABELS[key]}“{said[:20]}”认不出来。")
        elif said:
            fields[key] = codes[said]
    named = [one.strip() for one in values.get("forms", "").replace("，", "、").split("、")]
    unknown = [one for one in named if one and one not in FORMS]
    if unknown:
        wrong.append(f"公开形式“{unknown[0][:20]}”认不出来。")
    fields["forms"] = [code for label, code in FORMS.items() if label in named]
    limit = limits.said(values.get("within", ""))
    if limit is None or not limits.may_take(limit):
        wrong.append("公开时限请写成“10个工作日”或者“30日”。")
    else:
        fields["within"], fields["counted"] = limit
    return fields, wrong


class BringItems:
    """Lists the items of a table in a unit's catalogue, and corrects those of the same name."""

    options = ()

    def places(self, actor: Actor) -> Any:
        return queries.units_with_catalogue(actor)

    def may(self, actor: Actor, place: Any) -> Verdict:
        return policies.may_keep_catalogue(actor, place)

    def read(self, data: bytes, name: str, today: date) -> Reading:
        return reading.read(data, ASKED, today)

    def summary(self, place: Any, chosen: Asked, lines: Sequence[Line]) -> Iterable[str]:
        return ()

    def judge(
        self, place: Any, chosen: Asked, lines: Sequence[Line], actor: Actor, today: date
    ) -> Iterator[Judged]:
        standing = {one.name: one for one in queries.listed(place.catalogue)}
        seen: set[str] = set()
        for line in lines:
            yield _judged(line, standing, seen)

    def write(
        self, *, actor: Actor, place: Any, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        for row in rows:
            yield _written(actor, Catalogue.objects.get(unit=place), row, today)

    def undo(self, *, actor: Actor, place: Any, rows: Iterable[Judged]) -> None:
        for row in rows:
            item = _still(row)
            if row.kind == ADD:
                actions.unlist(actor=actor, item=item, version=row.version)
            else:
                today = date.fromisoformat(row.before["on"])
                old = row.before["fields"]
                actions.edit_item(actor=actor, item=item, today=today, version=row.version, **old)

    def write_back(self, data: bytes, name: str, said: Said) -> bytes:
        return reading.returned(data, name, TITLE, ASKED, said)


def _judged(line: Line, standing: Mapping[str, Item], seen: set[str]) -> Judged:
    """Say what becomes of a line."""
    name = line.values.get("name", "").strip()
    row = Judged(SAME, name, line.values.get("group", ""), line.row, line.sheet, line.flagged)
    fields, wrong = read_values(line.values)
    if name in seen:
        wrong.append("公开事项与前面的行相同，只取前面一行。")
    if line.refused or wrong:
        return replace(row, kind=REFUSED, messages=(*line.refused, *wrong))
    seen.add(name)
    item = standing.get(name)
    values = {key: str(value) for key, value in line.values.items()}
    if item is None:
        return replace(row, kind=ADD, values=values)
    before = {key: getattr(item, key) for key in fields}
    was, now = queries.worded(before), queries.worded(fields)
    changes = tuple(Change(k, was[k], now[k]) for k in now if was[k] != now[k])
    kind = CHANGE if changes else SAME
    return replace(
        row, kind=kind, target=item.pk, version=item.version, values=values, changes=changes
    )


def _still(row: Judged) -> Item:
    """Return the item a row is about; `Refused` where somebody changed it since."""
    item = Item.objects.filter(pk=row.target or 0).first()
    if item is None or item.version != row.version:
        raise Refused(refused(f"“{row.title}”这期间有人改动过，请重新核对"))
    return item


def _written(actor: Actor, catalogue: Catalogue, row: Judged, today: date) -> Judged:
    """List or correct one item."""
    fields, _ = read_values(row.values)
    if row.kind == ADD:
        made = actions.add_item(actor=actor, catalogue=catalogue, today=today, **fields)
        return replace(row, target=made.pk, version=made.version)
    item = _still(row)
    old = {key: getattr(item, key) for key in fields}
    changed = actions.edit_item(actor=actor, item=item, today=today, version=row.version, **fields)
    before = {"fields": old, "on": today.isoformat()}
    return replace(row, version=changed.version, before=before)


def _may_take(actor: Actor) -> Verdict:
    """Everybody takes out the catalogues that they see."""
    return ALLOWED if actor.posts else refused("没有可以查看的公开目录")


def _catalogue(actor: Actor, asked: Asked) -> Catalogue | None:
    """Return the catalogue of the unit that was asked for, or else one's own."""
    found = queries.catalogues(actor)
    code = asked.get("unit", "")
    if code:
        return found.filter(unit__code=code).first()
    return found.filter(unit__path=actor.unit_path).first()


def _unit(actor: Actor, asked: Asked) -> str:
    found = _catalogue(actor, asked)
    return found.unit.name if found else actor.unit_name


@sheet(
    "disclosure.catalogue",
    TITLE,
    columns=COLUMNS,
    unit=_unit,
    may=_may_take,
    back="disclosure:catalogues",
    brings=BringItems(),
    notes=NOTES,
)
def catalogue(actor: Actor, asked: Asked) -> list[Item]:
    """Return what stands in a catalogue, in its order; two queries."""
    found = _catalogue(actor, asked)
    return list(queries.listed(found)) if found else []

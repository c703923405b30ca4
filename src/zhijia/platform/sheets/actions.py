"""What people do with sheets: bring in, confirm, take back, take out."""

from datetime import date, datetime
from itertools import islice

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require
from zhijia.platform.jobs import actions as jobs

from . import acts, policies, queries, rules
from .lines import ADD, CHANGE
from .models import Export, Import
from .packing import in_lots, unpack
from .register import SHEETS, Asked, Place, Sheet
from .taking import made

READ, WRITE, UNDO, TAKE = "sheets.read", "sheets.write", "sheets.undo", "sheets.take"


@action("上传表格")
def bring(
    *,
    actor: Actor,
    sheet: Sheet,
    place: Place,
    data: bytes,
    name: str,
    chosen: Asked,
    in_background: bool = True,
) -> Import:
    """Keep a file that is to be brought into a unit, and have it read."""
    require(policies.may_bring(actor, sheet, place))
    require(rules.fits(len(data)))
    brought = Import(
        sheet_name=sheet.name, unit_path=place.unit_path, place_id=place.pk, place=str(place)
    )
    brought.upload = acts.keep(data, name)
    brought.chosen, brought.asked_by = dict(chosen), actor.user_id
    brought.save()
    record({}, {"表": sheet.title, "SHA-256": brought.upload.digest, "字节数": len(data)})
    if in_background:
        _start(actor, READ, brought)
    return brought


def _start(actor: Actor, name: str, row: Import | Export) -> None:
    """Have a job work on this row."""
    acts.link_job(row, jobs.start(actor=actor, name=name, args=(row.pk,)).pk)


@action("重新核对导入")
def read_anew(*, actor: Actor, brought: Import, chosen: Asked) -> Import:
    """Have a file read anew, perhaps with another way of bringing it in."""
    brought = lock(brought)
    require(policies.may_keep(actor, brought))
    require(rules.may_begin_anew(state=brought.state, is_busy=queries.is_busy(brought)))
    acts.set_state(brought, state="reading", words="", chosen=dict(chosen))
    record({}, {"导入办法": dict(chosen)})
    _start(actor, READ, brought)
    return brought


@action("确认导入")
def confirm(
    *,
    actor: Actor,
    brought: Import,
    is_whole: bool,
    version: int | None = None,
    in_background: bool = True,
) -> Import:
    """Let an import that was looked through be written: all of it, or what can be."""
    brought = lock(brought)
    require(policies.may_keep(actor, brought))
    if version not in {None, brought.version}:
        raise Refused(refused("核对以后内容有了变化，请看过新的结果再确认"))
    require(rules.may_confirm(state=brought.state, counts=brought.counts, is_whole=is_whole))
    acts.set_state(brought, state="writing", words="")
    record({}, {"跳过不能导入的行": not is_whole, **brought.counts})
    if in_background:
        _start(actor, WRITE, brought)
    return brought


@action("取消导入")
def call_off(*, actor: Actor, brought: Import, at: datetime) -> Import:
    """Give an import up and throw its file away at once."""
    brought = lock(brought)
    require(policies.may_keep(actor, brought))
    require(rules.may_begin_anew(state=brought.state, is_busy=queries.is_busy(brought)))
    acts.set_state(brought, state="cancelled", words="已按要求取消")
    acts.erase_import(brought, at)
    record({}, {"状态": "已取消"})
    return brought


@action("要求撤销导入")
def ask_to_undo(*, actor: Actor, brought: Import, in_background: bool = True) -> Import:
    """Have everything that an import wrote taken back."""
    brought = lock(brought)
    require(policies.may_keep(actor, brought))
    is_busy = queries.is_busy(brought)
    require(rules.may_undo(state=brought.state, is_busy=is_busy, erased_at=brought.erased_at))
    acts.set_state(brought, state="undoing", words="")
    record({}, {"状态": "正在撤销"})
    if in_background:
        _start(actor, UNDO, brought)
    return brought


@action("导入表格")
def write_in(*, actor: Actor, brought: Import, today: date, at: datetime) -> Import:
    """Write the rows of a confirmed import, all or nothing; done before, it is not done again."""
    brought = lock(brought)
    if brought.state != "writing":
        return brought
    sheet, place = brought.sheet, _place(actor, brought)
    assert sheet.brings is not None
    for lot in in_lots(queries.to_write(brought), acts.AT_ONCE):
        rows = [row for part in lot for row in unpack(part.body)]
        done = sheet.brings.write(
            actor=actor, place=place, chosen=brought.chosen, rows=rows, today=today
        )
        acts.rewrite([(part, list(islice(done, part.rows))) for part in lot])
    acts.set_state(brought, state="done", words="", done_at=at)
    # No account stands behind the command line; its name says so on the record.
    by = {"办理": actor.name} if actor.user_id is None else {}
    record({}, {"表": sheet.title, "SHA-256": brought.upload.digest, **_done(brought), **by})
    return brought


def _done(brought: Import) -> dict[str, int]:
    return {"新增": brought.counts.get(ADD, 0), "变更": brought.counts.get(CHANGE, 0)}


def _place(actor: Actor, brought: Import) -> Place:
    """Return the unit an import goes to, held, for who may still bring rows there."""
    brings = brought.sheet.brings
    assert brings is not None
    place = brings.places(actor).filter(pk=brought.place_id).first()
    if place is None:
        raise Refused(refused("这个单位已经不在您的职务范围内，或者已经撤销"))
    place = lock(place)
    require(policies.may_bring(actor, brought.sheet, place))
    found: Place = place
    return found


@action("撤销导入")
def take_back(*, actor: Actor, brought: Import, at: datetime) -> Import:
    """Take back all that an import wrote, or nothing where somebody worked on it since."""
    brought = lock(brought)
    if brought.state != "undoing":
        return brought
    sheet, place = brought.sheet, _place(actor, brought)
    assert sheet.brings is not None
    for lot in in_lots(queries.written(brought), acts.AT_ONCE):
        rows = [row for part in lot for row in reversed(unpack(part.body))]
        sheet.brings.undo(actor=actor, place=place, rows=rows)
    acts.set_state(brought, state="undone", words="", undone_at=at)
    record({}, {"表": sheet.title, **_done(brought)})
    return brought


@action("导出表格")
def take(
    *,
    actor: Actor,
    sheet: Sheet,
    columns: list[str],
    asked: Asked,
    is_landscape: bool,
    at: datetime,
    reason: str = "",
) -> Export:
    """Take a sheet out as a file: a short one at once, a long one in the background."""
    chosen = [column for column in sheet.told_columns if column.key in columns]
    if not chosen:
        raise Refused(refused("请至少选择一列"))
    has_sensitive = any(column.is_sensitive for column in chosen)
    require(policies.may_take(actor, sheet, sensitive=has_sensitive))
    require(rules.purpose(has_sensitive=has_sensitive, reason=reason))
    export = Export.objects.create(
        sheet_name=sheet.name,
        unit=sheet.unit(actor, asked)[:100],
        columns=[column.key for column in chosen],
        asked=dict(asked),
        is_landscape=is_landscape,
        has_sensitive=has_sensitive,
        reason=reason.strip() if has_sensitive else "",
        asked_by=actor.user_id,
    )
    about(export)
    heads = "、".join(column.head for column in chosen)
    told = {"表": sheet.title, "单位": export.unit, "列": heads}
    record({}, told | {"含敏感信息": has_sensitive, "用途": export.reason})
    if sheet.is_short(actor, asked, rules.MADE_AT_ONCE):
        _make(actor, export, at)
    else:
        _start(actor, TAKE, export)
    return export


def _make(actor: Actor, export: Export, at: datetime) -> None:
    """Make an export's file."""
    sheet = SHEETS[export.sheet_name]
    require(policies.may_take(actor, sheet, sensitive=export.has_sensitive))
    file = made(actor, sheet, export, at)
    export.parcel, export.rows = acts.keep(file.data, file.name), file.rows
    export.save(update_fields=["parcel", "rows"])
    record({}, {"行数": file.rows})
    if sheet.looked and file.seen:
        sensitive = [c for c in sheet.told_columns if c.is_sensitive and c.key in export.columns]
        heads = "、".join(column.head for column in sensitive)
        sheet.looked(actor, file.seen, heads, f"导出：{export.reason}")


@action("生成导出文件")
def make(*, actor: Actor, export: Export, at: datetime) -> Export:
    """Make the file of a long export; done before, it is not done again."""
    export = lock(export)
    if export.parcel is None:
        about(export)
        _make(actor, export, at)
    return export

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor

from .models import Export, Import
from .register import Sheet


def may_take(actor: Actor, sheet: Sheet, *, sensitive: bool) -> Verdict:
    """A sheet is taken out by whom its room lets; its sensitive columns by fewer."""
    may = sheet.may(actor)
    if not may or not sensitive:
        return may
    return sheet.may_see(actor) if sheet.may_see else refused("这些列不能导出")


def may_bring(actor: Actor, sheet: Sheet, place: Any) -> Verdict:
    """Rows are brought into a unit by whoever its room lets."""
    if sheet.brings is None:
        return refused("这张表不能导入")
    return sheet.brings.may(actor, place)


def may_keep(actor: Actor, brought: Import) -> Verdict:
    """An import is kept by who brought it and by the desk of its unit."""
    desks = import_string(settings.DESKS)
    if actor.user_id is not None and actor.user_id == brought.asked_by:
        return ALLOWED
    if actor.serves(desks, brought.unit_path):
        return ALLOWED
    return refused("由上传的人或者该单位的工会主席、副主席、干事办理")


def may_open(actor: Actor, export: Export) -> Verdict:
    """An export is opened by who asked for it, as long as they might still take it out."""
    if actor.user_id is not None and actor.user_id == export.asked_by:
        return may_take(actor, export.sheet, sensitive=export.has_sensitive)
    return refused("只能打开自己导出的文件")

"""Questions of an edition that no round has asked yet."""

from zhijia.law import ALLOWED, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, lock, record, require

from .. import policies, rules
from ..models import Edition
from ..rules import Item


def _open(actor: Actor, edition: Edition, version: int | None) -> Edition:
    """Lock an edition that may still be changed; what another person did first is seen first."""
    edition = lock(edition)
    require(policies.may_edit(actor, edition.sheet))
    require(rules.may_change(edition.frozen_on))
    moved = version not in {None, edition.version}
    require(refused("他人刚修改过题目，请核对后再保存") if moved else ALLOWED)
    return edition


def _save(edition: Edition, items: tuple[Item, ...], before: str, after: str) -> Edition:
    """Save the questions, and put the one that changed on record."""
    edition.__dict__.pop("items", None)
    edition.questions = rules.plain(items)
    edition.version += 1
    edition.save()
    about(edition)
    record({"题目": before} if before else {}, {"题目": after} if after else {})
    return edition


@action("编辑题目")
def put_question(
    *, actor: Actor, edition: Edition, item: Item, version: int | None = None
) -> Edition:
    """Put a question in: a new one without a code goes last, one with a code replaces its like."""
    edition = _open(actor, edition, version)
    items = edition.items
    before = next((one.text for one in items if one.code == item.code), "")
    if not item.code:
        item = rules.coded(item, rules.fresh_code(items, edition.used_codes))
        edition.used_codes = int(item.code[1:])
    placed = rules.placed(items, item)
    require(rules.item_stands(item))
    for place in range(len(placed)):
        require(rules.branches_stand(placed, place))
    return _save(edition, placed, before, item.text)


@action("移动题目")
def move_question(
    *, actor: Actor, edition: Edition, code: str, by: int, version: int | None = None
) -> Edition:
    """Move a question up or down, unless a condition would point backwards then."""
    edition = _open(actor, edition, version)
    moved = rules.moved(edition.items, code, by)
    number = rules.numbers(moved)
    for place, one in enumerate(moved):
        verdict = rules.branches_stand(moved, place)
        words = f"移动以后，“{one.text[:20]}”的跳题或者显示条件不成立，请先修改"
        require(verdict if verdict else refused(words, verdict.clause))
    text = next(one.text for one in moved if one.code == code)
    return _save(edition, moved, "", f"{text}：移到第 {number[code]} 题")


@action("删除题目")
def drop_question(
    *, actor: Actor, edition: Edition, code: str, version: int | None = None
) -> Edition:
    """Take a question out, unless another one hangs on it."""
    edition = _open(actor, edition, version)
    items = edition.items
    require(rules.may_drop(items, code))
    text = next(one.text for one in items if one.code == code)
    return _save(edition, tuple(one for one in items if one.code != code), text, "")

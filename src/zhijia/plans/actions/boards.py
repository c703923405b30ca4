"""What a person keeps for their boards."""

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, record, require

from ..models.boards import SavedView
from ..queries import boards as queries
from ..rules import boards as rules


@action("保存常用查询")
def save_view(
    *, actor: Actor, board: str, name: str, question: str, is_first: bool = False
) -> SavedView:
    """Keep a question to a board under a name; the same name takes the new question."""
    if actor.user_id is None:
        raise Refused(refused("请先登录"))
    mine = queries.saved_views(actor)
    known = mine.filter(board=board, name=name).exists()
    require(rules.may_keep_view(kept=mine.count(), is_known=known))
    if is_first:
        mine.filter(board=board, is_first=True).update(is_first=False)
    view, _ = SavedView.objects.update_or_create(
        user_id=actor.user_id,
        board=board,
        name=name,
        defaults={"question": question, "is_first": is_first},
    )
    record({}, {"看板": board, "名称": name, "查询条件": question, "打开时先用": is_first})
    return view


@action("删除常用查询")
def drop_view(*, actor: Actor, view: SavedView) -> None:
    """Throw away a question that this person keeps."""
    if view.user_id != actor.user_id:
        raise Refused(refused("只能删除自己的常用查询"))
    record({"看板": view.board, "名称": view.name}, {})
    view.delete()

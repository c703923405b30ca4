"""公示 of the story: one hangs, one was objected to and is sealed, one waits for its handler."""

from datetime import date, timedelta

from zhijia.org.demo import Cast
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions
from ..actions import Words
from ..models import Objection, Showing
from ..rules.showing import Line

DAY = timedelta(days=1)
HONOURED = {
    "5002": ("检修车间", "安全员", "连续三年排查隐患居车间第一，带出徒弟四名。"),
    "2005": ("职工医院", "护理部主任", "组织夜班护士轮休互助，护理差错降为零。"),
    "7002": ("合成车间", "工艺员", "改进压缩机启停操作，年节电 18 万度。"),
}
RECEIPTS = ("HKMNPQRSTUVW", "ABCDEFGHJK23")


def fill(cast: Cast, *, today: date) -> None:
    """Tell of three showings."""
    _honours(cast, today)
    _hardship(cast, today)
    _chair(cast, today)


def _consent(cast: Cast, desk: Actor, number: str, kind: str, covers: list[str], on: date) -> None:
    actions.give_consent(
        actor=desk,
        member=cast.members[number],
        kind=kind,
        covers=covers,
        note="本人签署同意书",
        today=on,
    )


def _honours(cast: Cast, today: date) -> None:
    """The group shows whom it recommends; somebody has objected, and the chair has to hear it."""
    desk, on = cast.actors["group_desk"], today - DAY
    covers = ["unit", "post", "for", "deeds"]
    for number in HONOURED:
        home = actor_for(_desk_of(cast, number))
        _consent(cast, home, number, "honour", covers, on)
    lines = [
        Line(
            cast.members[number].name,
            {"unit": unit, "post": post, "for": "集团先进生产者", "deeds": deeds},
            cast.members[number].pk,
        )
        for number, (unit, post, deeds) in HONOURED.items()
    ]
    words = Words(
        "关于推荐集团先进生产者人选的公示",
        "经各单位民主推荐、集团工会委员会审核，拟推荐下列人选为集团先进生产者，现予公示。",
        "集团工会第六届委员会第十二次会议",
        "集团办公楼一楼公告栏",
        "集团工会办公室 0571-88886666",
    )
    one = _show(cast.units["group"], desk, "honour", words, lines, cast.members["1001"], on)
    _object(cast, "6002", one, on, RECEIPTS[0], "合成车间节电数字是全车间的，不是一个人的。")


def _desk_of(cast: Cast, number: str) -> Member:
    """Return who keeps the records of this member's unit."""
    desks = {"5002": "4001", "2005": "2001", "7002": "7001"}
    return cast.members[desks[number]]


def _show(
    unit: Unit,
    desk: Actor,
    kind: str,
    words: Words,
    lines: list[Line],
    handler: Member,
    on: date,
) -> Showing:
    return actions.show(
        actor=desk, unit=unit, kind=kind, words=words, lines=lines, handler=handler, today=on
    )


def _object(cast: Cast, number: str, one: Showing, on: date, receipt: str, words: str) -> None:
    """Let somebody object without a name."""
    actions.deposit(
        actor=actor_for(cast.members[number]),
        showing=one,
        words=words,
        is_named=False,
        receipt=receipt,
        today=on,
    )


def _hardship(cast: Cast, today: date) -> None:
    """The hospital showed a hardship a month ago; an objection was answered, and it is sealed."""
    desk, on = cast.actors["hospital_desk"], today - 30 * DAY
    needy = cast.members["2007"]
    _consent(cast, desk, "2007", "hardship", ["unit", "category", "aid"], on)
    told = {"unit": "住院部", "category": "意外致困", "aid": "一次性补助"}
    words = Words(
        "关于拟帮扶困难职工的公示",
        "经本人申请、入户核实、工会委员会讨论，拟将下列职工列为帮扶对象，现予公示。",
        "医院工会委员会会议",
        "门诊楼职工通道公告栏",
    )
    lines = [Line(needy.name, told, needy.pk)]
    handler = cast.members["2003"]
    one = _show(cast.units["hospital"], desk, "hardship", words, lines, handler, on)
    _object(cast, "2005", one, on + DAY, RECEIPTS[1], "该户另有住房出租，请再核实收入。")
    after = one.until_on + DAY
    actions.end_showings(actor=Actor(), today=after)
    actions.settle_objection(
        actor=actor_for(handler),
        objection=Objection.objects.get(showing=one),
        is_upheld=False,
        answer="经入户复核，该房为父母共有并由父母居住，没有租金收入，异议不成立。",
        today=after,
    )
    actions.close_showing(actor=desk, showing=one, words="按规定上报审核。", today=after)


def _chair(cast: Cast, today: date) -> None:
    """The power company shows its candidate for chair: seven days and five working days."""
    lines = [
        Line(
            "施永红",
            {"unit": "公司工会", "post": "工会主席", "for": "工会主席"},
            _key(cast, "4002"),
        ),
        Line(
            "张伟", {"unit": "调度中心", "post": "工会委员", "for": "工会主席"}, _key(cast, "4003")
        ),
    ]
    words = Words(
        "关于工会主席候选人的公示",
        "经民主推荐、协商，拟将下列人员作为公司工会主席候选人，现予公示。",
        "公司工会第三届委员会会议，上级工会批复同意",
        "公司大门公告栏",
    )
    desk, handler = cast.actors["power_desk"], cast.members["4005"]
    _show(cast.units["power"], desk, "chair", words, lines, handler, today)


def _key(cast: Cast, number: str) -> int:
    return cast.members[number].pk

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Entry,
    Event,
    Hit,
    Sight,
    Todo,
    event,
    figure,
    found,
    notice,
    todo,
    unfinished,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading

from . import queries, rules
from .models import Member, Membership, Shortfall, StateChange, Term, Unit, UnitPath

SHOW = {"姓名": "member__name", "单位": "unit__name", "入会日期": "from_on"}


@figure(
    "org.members",
    "会员人数",
    unit="人",
    means="期末在会的会员；离会当日起不计。",
    may="org.read",
    since="from_on",
    until="until_on",
    show=SHOW,
    cues=("会员总数", "会员达到", "会员人数达到", "会员规模"),
)
def members() -> QuerySet[Membership]:
    """Count stays that have not ended."""
    return Membership.objects.all()


@figure(
    "org.joined",
    "新入会",
    unit="人",
    means="入会日期在期内的会员；单位调整隶属关系或者合并时续接的会籍不算。",
    may="org.read",
    on="from_on",
    show=SHOW,
    cues=("发展会员", "新发展会员", "吸收会员", "发展新会员", "新增会员", "会员发展", "吸收入会"),
)
def joined() -> QuerySet[Membership]:
    """Count stays by the day they began; one that only goes on elsewhere is none."""
    return Membership.objects.filter(is_carried=False)


@figure(
    "org.kept",
    "保留会籍",
    unit="人",
    means="期末保留会籍的会员，免交会费，没有选举权；恢复会籍或者离会当日起不计。",
    may="org.read",
    since="from_on",
    until="until_on",
    show={"姓名": "member__name", "单位": "unit__name", "起始日期": "from_on"},
    lessens=True,
)
def kept() -> QuerySet[StateChange]:
    """Count the times for which memberships are kept."""
    return StateChange.objects.filter(state="kept")


@figure(
    "org.units",
    "工会组织",
    unit="个",
    means="期末存续的各级工会，含本级；撤销当日起不计。",
    may="org.read",
    where="path",
    since="since",
    until="until",
    show={"单位": "unit__name", "单位代码": "unit__code", "建会日期": "unit__founded_on"},
    cues=("工会组织总数", "基层工会达到", "工会组织达到"),
)
def units() -> QuerySet[UnitPath]:
    """Count the places in the tree that a unit holds: each unit has one at a time."""
    return UnitPath.objects.all()


@figure(
    "org.terms_over",
    "届满未换届",
    unit="个",
    means="期末届满（含批准延期届满）而没有换届的工会。",
    may="org.edit",
    since="since_on",
    until="until_on",
    show={"单位": "unit__name", "届满日期": "due_on"},
    lessens=True,
)
def terms_over() -> QuerySet[Shortfall]:
    """Count units whose term is over."""
    return Shortfall.objects.filter(kind="term_over")


@figure(
    "org.no_chair",
    "主席空缺",
    unit="个",
    means="期末没有工会主席的工会，自主席离任或者选举之日起算。",
    may="org.edit",
    since="since_on",
    until="until_on",
    show={"单位": "unit__name", "空缺自": "since_on"},
    lessens=True,
)
def no_chair() -> QuerySet[Shortfall]:
    """Count units without a chair."""
    return Shortfall.objects.filter(kind="no_chair")


@figure(
    "org.seats_vacant",
    "委员缺额",
    unit="个",
    means="期末在任委员少于委员名额的工会。",
    may="org.edit",
    since="since_on",
    until="until_on",
    show={"单位": "unit__name", "缺额自": "since_on"},
    lessens=True,
)
def seats_vacant() -> QuerySet[Shortfall]:
    """Count units whose committee is not full."""
    return Shortfall.objects.filter(kind="seats")


@figure(
    "org.untrained",
    "逾期未参加岗位培训",
    unit="人",
    means="期末任职已满一年而没有岗位培训记录的主席、副主席。",
    may="org.edit",
    since="since_on",
    until="until_on",
    show={"单位": "unit__name", "姓名": "post__member__name", "应训期限": "due_on"},
    lessens=True,
)
def untrained() -> QuerySet[Shortfall]:
    """Count chairs and vice-chairs who were not trained in their first year."""
    return Shortfall.objects.filter(kind="untrained")


@todo("org")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List what members and applicants wait for, and what the desk's unions lack.

    Nothing is read without a desk.
    """
    return queries.before_desks(actor, today).then(lambda rows: _todos(rows, today))


def _todos(rows: list[queries.Waits], today: date) -> list[Todo]:
    lacks = sorted((row for row in rows if row.lack), key=lambda row: row.day or date.max)
    answers = [_answer(row) for row in rows if not row.lack]
    return [*answers, *(_todo(row, today) for row in lacks[:MOST])]


def _answer(row: queries.Waits) -> Todo:
    """Return a line for all that waits on one list, however much: it leads to the list."""
    title = f"{WAITING[row.name]}：{row.number} 份待答复"
    return Todo(title, f"最早 {row.day:%Y-%m-%d} 提出", reverse(f"org:{row.name}"))


def _todo(row: queries.Waits, today: date) -> Todo:
    """Return a line of a desk's list; it leads to the unit's page, which says what to do."""
    who = f"：{row.who}（{row.title or rules.POST_KINDS[row.post].label}）" if row.post else ""
    colour = "red" if row.day and row.day < today else "yellow"
    url = reverse("org:unit", args=[row.number])
    title = f"{rules.shortfall_words(row.lack, due_on=row.day, today=today)}{who}"
    return Todo(title, row.unit, url, row.day, colour)


def _people() -> QuerySet[Member]:
    return Member.objects.only("name", "staff_no", "unit_path", "left_on")


def _show_people(rows: QuerySet[Member], words: Sequence[str]) -> Iterator[Hit]:
    """Show people with their unit and number, which tell namesakes apart."""
    for one in rows:
        detail = f"{one.unit} · 工号 {one.staff_no}"
        yield Hit(one.name, detail, one.get_absolute_url(), badge="已离会" if one.left_on else "")


@found(
    "org.members",
    "会员",
    number=1,
    icon="user",
    rows=_people,
    seen=queries.members,
    show=_show_people,
)
def person(row: Member) -> Entry:
    """Find people by name and staff number, nothing else: no identity number, no phone."""
    mark = "left" if row.left_on else "present"
    sight = Sight(at=frozenset({row.unit_path}))
    return Entry((row.name, row.staff_no), sight, frozenset({mark}))


def _show_units(rows: QuerySet[Unit], words: Sequence[str]) -> Iterator[Hit]:
    """Show units with their code and the unit above."""
    for one in rows:
        detail = f"{one.code} · {one.parent}" if one.parent else one.code
        yield Hit(
            one.name, detail, one.get_absolute_url(), badge="已撤销" if one.dissolved_on else ""
        )


@found(
    "org.units",
    "单位",
    number=2,
    icon="sitemap",
    rows=lambda: Unit.objects.prefetch_related("changes"),
    seen=queries.units,
    show=_show_units,
)
def place(row: Unit) -> Entry:
    """Find units by name, by the names they once had, and by code."""
    once = (change.before for change in row.changes.all() if change.kind == "renamed")
    return Entry((row.name, row.short_name, row.code, *once), Sight(at=frozenset({row.path})))


@event("org")
def terms(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days on which terms end."""
    ending = queries.terms_ending(actor, place, first, last)[:MOST]
    return Reading((ending,), lambda terms: [*map(_end, terms)])


def _end(term: Term) -> Event:
    return Event(f"{term} 届满", term.until_on, "届满", "gold", term.unit.get_absolute_url())


notice("org.moved", "单位移动、合并", must="关系到管辖范围，站内必收", desk=True, is_open=True)
notice("org.applied", "入会申请", desk=True)
notice("org.transfer_asked", "转会，请答复", desk=True)
notice("org.transfer_answered", "转会办理结果", must="办理结果应当告知本人")
notice("org.lacking", "换届和缺项提醒", desk=True)
notice("org.correction_asked", "会员申请更正", desk=True)
notice("org.correction_answered", "更正申请办理结果", must="办理结果应当告知本人")

WAITING = {"applications": "入会申请", "transfers": "转会", "corrections": "更正申请"}


@unfinished("org.answers")
def answers_under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List what members and applicants still wait for."""
    return queries.waiting_at(path, below=below).then(
        lambda waiting: [
            Business(WAITING[name], "待答复", n, reverse(f"org:{name}"))
            for name, n in waiting.items()
        ]
    )

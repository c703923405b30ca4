"""Who may do what to a matter, read from the declaration of its kind.

Everything is told by parties: how somebody stands to a matter. Each step that some post may take
and each kind that some post may file has a capability of its own, made here from the register.
"""

from collections.abc import Iterable

from zhijia.law import ALLOWED, LAW, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS, HEADS, POST_KINDS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Policy, capability
from zhijia.platform.scope import prefixes

from .kinds import KINDS
from .kinds.declaring import PARTIES, Kind, Step
from .models import Backer, Call, Matter, Method, Part, Promise

Parties = frozenset[str]
HANDS = frozenset({"handler", "assistant"})


def posts_at(actor: Actor, path: str) -> set[str]:
    """Return the posts that an actor holds at the very unit at `path`, and what they amount to."""
    held = {role for role, base, _ in actor.posts if base == path}
    if held & {*DESKS}:
        held.add("desk_here")
    if held & {*HEADS}:
        held.add("head")
    return held


def _above(actor: Actor, path: str) -> bool:
    """Say whether an actor keeps the desk of a unit above `path`."""
    return bool(actor.stands(DESKS) & {*prefixes(path)[:-1]})


def _from(actor: Actor, path: str, from_path: str) -> set[str]:
    """Return how an actor stands to where a matter came from: its desk, its delegation's head."""
    found = {"own_desk"} if from_path and actor.serves(DESKS, from_path) else set()
    if actor.stands(["delegation"]) & {p for p in prefixes(from_path) if p.startswith(path)}:
        found.add("delegation")
    return found


def does(actor: Actor, part: Part) -> bool:
    """Say whether an actor does this part: by name, by the post, or at the unit's desk."""
    if not part.is_kept:
        return False
    if part.member_id:
        return part.member_id == actor.member_id
    if part.post:
        return part.post.until_on is None and part.post.member_id == actor.member_id
    return actor.serves(DESKS, part.unit_path)


def parties(
    actor: Actor, matter: Matter, parts: Iterable[Part] = (), backers: Iterable[Backer] = ()
) -> Parties:
    """Return how an actor stands to a matter whose parts and backers are these."""
    path, me = matter.unit_path, actor.member_id
    found = posts_at(actor, path) | _from(actor, path, matter.from_path)
    if actor.unit_path.startswith(path):
        found.add("branch")
    if _above(actor, path):
        found.add("upper")
    if me is None:
        return frozenset(found)
    found |= {"filer"} if matter.filer_id == me else set()
    found |= {"overseer"} if matter.overseer_id == me else set()
    roles = {"lead": "handler", "assist": "assistant"}
    found |= {roles[part.role] for part in parts if does(actor, part)}
    mine = [backer for backer in backers if backer.member_id == me]
    found |= {"backer" for one in mine if one.is_for}
    found |= {"invited" for one in mine if one.is_for is None}
    return frozenset(found)


def named(wanted: Iterable[str]) -> str:
    """Return parties in words."""
    words = (PARTIES.get(one) or POST_KINDS[one].label for one in wanted)
    return "、".join(dict.fromkeys(words))


def may_step(kind: Kind, step: Step, held: Parties) -> Verdict:
    """Say whether somebody who stands so to a matter may take this step."""
    barred = held & {*step.not_by}
    if barred:
        words = f"{named(sorted(barred))}不能办理“{step.name}”，请由其他人办理"
        return refused(words, kind.clauses[-1] if kind.clauses else None)
    if held & {*step.by}:
        return ALLOWED
    return refused(f"“{step.name}”由{named(step.by)}办理")


def may_file(actor: Actor, unit: Unit, kind: Kind) -> Verdict:
    """Say whether an actor may file a matter of a kind with a unit."""
    held = posts_at(actor, unit.path)
    if actor.unit_path.startswith(unit.path):
        held.add("branch")
    if held & {*kind.who}:
        return ALLOWED
    return refused(f"{kind.name}由{named(kind.who)}提出")


def may_read(actor: Actor, matter: Matter, held: Parties) -> Verdict:
    """Say whether somebody who stands so to a matter may open it; the same as queries.visible."""
    if held & _readers(matter):
        return ALLOWED
    return refused("只能查看与自己有关的办件")


def _readers(matter: Matter) -> set[str]:
    """Return who may open a matter in the state in which it is."""
    if matter.is_draft:
        return {"filer"}
    kind, state = matter.declared, matter.state
    found = {"filer", "overseer", "backer", "invited", *HANDS, *kind.readers}
    found |= {"upper"} if kind.sees_up else set()
    found |= {"branch"} if state in kind.published else set()
    found |= {*kind.backing.by} if kind.backing and state in kind.backing.of else set()
    moved = {party for step in kind.steps if state in step.of for party in step.by}
    return found | moved & {"own_desk", "delegation"}


def hides(matter: Matter, what: str, held: Parties) -> bool:
    """Say whether the kind keeps something of a matter from who stands so to it."""
    return any(
        secret.what == what
        and held & {*secret.of}
        and not held & {*secret.spares}
        and matter.state not in secret.until
        for secret in matter.declared.secrets
    )


def is_inside(matter: Matter, held: Parties) -> bool:
    """Say whether somebody handles a matter, so that they see what is not for outside."""
    kind = matter.declared
    return bool(held & {*HANDS, "overseer", *kind.readers, *kind.remarkers, *kind.joiners})


def told_of(kind: Kind, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom a message about the unit's work reaches: the usual ones, unless others alone may
    know that there is such a matter.
    """
    return usual if "desk_here" in kind.readers else kind.readers


@capability("matters.read", "查看办件清单")
def may_list(actor: Actor, unit: Unit) -> Verdict:
    """The rows behind a number are seen by the desk of the very unit."""
    if actor.serves(DESKS, unit.path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事查看")


@capability("matters.call", "开展征集")
def may_call(actor: Actor, unit: Unit) -> Verdict:
    """Matters are called for by the unit's own desk."""
    if actor.serves(DESKS, unit.path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


@capability("matters.keep_call", "管理征集")
def may_keep_call(actor: Actor, call: Call) -> Verdict:
    """A call is changed and closed by the desk that opened it."""
    if actor.serves(DESKS, call.unit_path):
        return ALLOWED
    return refused("由征集单位的工会主席、副主席或者干事办理")


@capability("matters.engage", "聘任、解聘调解员")
def may_engage(actor: Actor, unit: Unit) -> Verdict:
    """The mediation committee's papers are kept by the unit's own desk."""
    if actor.serves(DESKS, unit.path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理", LAW["TJ-01"])


@capability("matters.hand_over", "移交办件")
def may_hand_over(actor: Actor, matter: Matter) -> Verdict:
    """Whoever has a part is replaced by the desk of the unit that keeps the matter; of what the
    desk may not see, by who may.
    """
    kind = KINDS.get(matter.kind)
    if kind and "desk_here" not in kind.readers:
        if posts_at(actor, matter.unit_path) & {*kind.readers}:
            return ALLOWED
        return refused(f"由{named(kind.readers)}移交")
    if actor.serves(DESKS, matter.unit_path):
        return ALLOWED
    return refused("由受理单位的工会主席、副主席或者干事移交")


@capability("matters.promise", "管理服务承诺")
def may_promise(actor: Actor, promise: Promise) -> Verdict:
    """What a unit promises is said by its own desk."""
    if actor.serves(DESKS, promise.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


def _steps_of(kind: Kind, step: Step) -> Policy:
    """Return the policy of one step: asked of a matter in which nobody has a part yet."""

    def may(actor: Actor, matter: Matter) -> Verdict:
        return may_step(kind, step, parties(actor, matter))

    may.__doc__ = f"{kind.name}: {'; '.join(step.by)}."
    return may


def _filing(kind: Kind) -> Policy:
    def may(actor: Actor, unit: Unit) -> Verdict:
        return may_file(actor, unit, kind)

    may.__doc__ = f"{kind.name}: {'; '.join(kind.who)}."
    return may


OF_POSTS = frozenset({*POST_KINDS, "desk_here", "head"})
for _kind in KINDS.values():
    if OF_POSTS & {*_kind.who} or "member" in _kind.who:
        capability(f"matters.{_kind.id}.new", f"{_kind.name}：{_kind.verb}")(_filing(_kind))
    for _step in _kind.steps:
        if OF_POSTS & {*_step.by}:
            name = f"matters.{_kind.id}.{_step.id}"
            capability(name, f"{_kind.name}：{_step.name}")(_steps_of(_kind, _step))


def _own_desk(actor: Actor, path: str) -> Verdict:
    """Leave it to the desk that stands in the very unit at `path`."""
    if actor.serves(DESKS, path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


@capability("matters.scale", "采用奖励标准")
def may_adopt_scale(actor: Actor, unit: Unit) -> Verdict:
    """A unit's rewards follow the document that its own desk enters."""
    return _own_desk(actor, unit.path)


@capability("matters.limits", "设定办理时限")
def may_set_limits(actor: Actor, unit: Unit) -> Verdict:
    """How long matters may take at a unit follows the document that its own desk enters."""
    return _own_desk(actor, unit.path)


@capability("matters.name_method", "登记先进操作法")
def may_name_method(actor: Actor, unit: Unit) -> Verdict:
    """A method is written down and named by the unit's own desk."""
    return _own_desk(actor, unit.path)


@capability("matters.keep_method", "发布和修订先进操作法")
def may_keep_method(actor: Actor, method: Method) -> Verdict:
    """A method is published, revised and withdrawn by the desk of the unit that named it."""
    return _own_desk(actor, method.unit_path)


def may_name_any_method(actor: Actor) -> Verdict:
    """Whoever keeps a desk may write a method down for its unit."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("由工会主席、副主席或者干事登记")

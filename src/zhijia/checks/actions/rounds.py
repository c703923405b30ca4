"""Running rounds: opened, units and inspectors named, called off, published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.law import ALLOWED, refused
from zhijia.org.models import Member, Unit
from zhijia.plans.models import StageCheck
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import policies, queries
from ..models import Edition, Inspection, InspectionStep, Inspector, Round
from ..rules import mending, scoring
from ..rules import rounds as rules
from ..rules import standards as measure
from .mending import hold_matters, leave
from .standards import fix
from .steps import forget_agreed, step


@dataclass(frozen=True, slots=True)
class Terms:
    """What a round publishes when it opens: dates, and how it scores, ranks and hears."""

    title: str
    from_on: date
    until_on: date
    has_self: bool = True
    mode: str = "average"
    gap: int = 20
    object_days: int = 5
    mend_days: int = 30
    bands: str = rules.BANDS
    words: str = ""


@action("组织检查")
def open_round(
    *,
    actor: Actor,
    unit: Unit,
    edition: Edition,
    units: Sequence[Unit],
    terms: Terms,
    today: date,
    gate: StageCheck | None = None,
) -> Round:
    """Open a round over units at or below the own one; its version of the standard is fixed."""
    unit, edition = lock(unit, edition)
    require(policies.may_open(actor, unit))
    require(rules.days_stand(terms.from_on, terms.until_on, today=today))
    require(measure.edition_stands(queries.lines(edition)))
    if edition.unit_path != unit.path or edition.standard.removed_on:
        raise Refused(refused("请用本单位在用的标准"))
    rules.read_bands(terms.bands)
    round = Round.objects.create(
        unit=unit,
        unit_path=unit.path,
        opened_path=unit.path,
        edition=fix(edition, today),
        opened_on=today,
        gate=gate,
        **{name: getattr(terms, name) for name in terms.__slots__},
    )
    _list(actor, round, units, today)
    return round


def _list(actor: Actor, round: Round, units: Sequence[Unit], today: date) -> list[Inspection]:
    """Take units into a round: each once, each fit for its standard."""
    standard = round.edition.standard
    fits = {
        one.pk: measure.may_use(
            kinds=standard.kinds,
            kind=one.kind,
            registration=one.registration,
            shipped_id=standard.shipped,
        )
        for one in units
    }
    unfit = [one for one in units if not fits[one.pk]]
    require(
        rules.may_open(
            units=len(units),
            unfit=[one.name for one in unfit],
            reason=fits[unfit[0].pk] if unfit else ALLOWED,
        )
    )
    if outside := [one.name for one in units if not one.path.startswith(round.unit_path)]:
        raise Refused(refused(f"不在本单位之下：{'、'.join(outside[:5])}"))
    state = "self" if round.has_self else "site"
    made = Inspection.objects.bulk_create(
        Inspection(round=round, unit=one, unit_path=one.path, state=state) for one in units
    )
    InspectionStep.objects.bulk_create(
        InspectionStep(inspection=one, step="opened", done_on=today, by_id=actor.member_id)
        for one in made
    )
    record({}, {"units": [one.name for one in units[:50]], "count": len(units)})
    kind = "checks.self_asked" if round.has_self else "checks.announced"
    messages = [
        Message(
            f"{round.title}：{'请先自查' if round.has_self else '将到现场检查'}",
            one.get_absolute_url(),
            f"checks.Inspection#{one.pk}",
            f"{round.from_on:%Y-%m-%d} 至 {round.until_on:%Y-%m-%d}",
            f"opened:{one.pk}",
            (),
            one.unit_path,
        )
        for one in made
    ]
    notices.send_all(actor=actor, kind=kind, messages=messages, today=today)
    return made


def _open(round: Round) -> None:
    """Go on only while a round is not published."""
    if round.closed_on:
        raise Refused(refused("结果已经公布", rules.PUBLISHED))


@action("增加受检单位")
def add_units(*, actor: Actor, round: Round, units: Sequence[Unit], today: date) -> Round:
    """Take further units into a round under way; who is in it already stays once."""
    round = lock(round)
    require(policies.may_run(actor, round))
    _open(round)
    there = set(round.inspections.values_list("unit", flat=True))
    _list(actor, round, [one for one in units if one.pk not in there], today)
    return round


@action("指派检查员")
def name_inspectors(
    *,
    actor: Actor,
    round: Round,
    inspections: Iterable[Inspection],
    members: Sequence[Member],
    today: date,
) -> Round:
    """Send these inspectors to these units, the first as lead where none is; none to their own."""
    round = lock(round)
    require(policies.may_run(actor, round))
    chosen = list(inspections)
    if not chosen or not members:
        raise Refused(refused("请填写检查员，并选择受检单位"))
    there = queries.inspectors_at(chosen)
    homes = queries.homes_of(members)
    made: list[Inspector] = []
    for inspection in chosen:
        seated = there.get(inspection.pk, {})
        new = [one for one in members if one.pk not in seated]
        require(rules.may_seat(inspectors=len(seated) + len(new), state=inspection.state))
        for one in new:
            require(
                rules.may_inspect(name=one.name, homes=homes[one.pk], path=inspection.unit_path)
            )
        has_lead = any(seated.values())
        made += [
            Inspector(
                inspection=inspection,
                member=one,
                named_on=today,
                is_lead=not has_lead and place == 0,
            )
            for place, one in enumerate(new)
        ]
    Inspector.objects.bulk_create(made)
    forget_agreed({one.inspection for one in made})
    record({}, {"inspectors": [one.pk for one in members], "units": len(chosen)})
    _tell_inspectors(actor, round, members, len(chosen), today)
    return round


def _tell_inspectors(
    actor: Actor, round: Round, members: Sequence[Member], units: int, today: date
) -> None:
    notices.send(
        actor=actor,
        kind="checks.named",
        title=f"请您检查 {units} 个单位：{round.title}",
        url=queries.MINE,
        about=f"checks.Round#{round.pk}",
        event=f"named:{today:%Y%m%d}:{units}",
        to=[one.user_id for one in members],
        today=today,
    )


@action("撤下检查员")
def drop_inspector(*, actor: Actor, inspector: Inspector, today: date) -> Inspection:
    """Take an inspector off a unit before its scores are settled, with what they marked.

    What they reported as hazards goes on in the hands of another inspector; what was agreed on by
    their marks is open again.
    """
    inspection, inspector = lock(inspector.inspection, inspector)
    require(policies.may_run(actor, inspection.round))
    require(rules.may_seat(inspectors=0, state=inspection.state))
    reported = inspector.faults.filter(hazard__isnull=False)
    heir = inspection.inspectors.exclude(pk=inspector.pk).first()
    require(mending.may_hand_on(reported=reported.count(), has_heir=heir is not None))
    record({"inspector": inspector.member_id}, {})
    inspector.proofs.filter(fault__in=reported).update(inspector=heir)
    kept = reported.update(inspector=heir)
    gone = list(inspector.faults.values_list("words", flat=True))
    record({"faults": gone}, {})
    inspector.faults.all().delete()
    words = f"{inspector.member}，删去问题 {len(gone)} 个，移交隐患 {kept} 个"
    step(actor, inspection, "dropped", today, words)
    inspector.delete()
    forget_agreed([inspection])
    return inspection


@action("取消对单位的检查")
def call_off(*, actor: Actor, inspection: Inspection, words: str, today: date) -> Inspection:
    """Take a unit out of a round before its result, with a reason; its mending ends with it."""
    hold_matters(inspection)
    inspection = lock(inspection)
    require(policies.may_run(actor, inspection.round))
    require(rules.may_call_off(state=inspection.state, reason=words))
    if inspection.state == "told":
        leave(actor, inspection, words, today)
    step(actor, inspection, "off", today, words)
    return change(inspection, state="off")


@action("公布检查结果")
def publish(*, actor: Actor, round: Round, today: date) -> Round:
    """Rank the units by the published rule and tell them all."""
    round = lock(round)
    require(policies.may_run(actor, round))
    require(
        rules.may_publish(open_names=queries.open_names(round), is_closed=bool(round.closed_on))
    )
    done = list(round.inspections.filter(state="done").order_by("pk"))
    if not done:
        raise Refused(refused("没有出了结果的单位", rules.PUBLISHED))
    places = scoring.places(
        [
            scoring.Standing(
                one.pk, one.score or scoring.ZERO, one.is_vetoed, one.left_count, one.faults_count
            )
            for one in done
        ]
    )
    for one in done:
        one.place = places[one.pk]
    Inspection.objects.bulk_update(done, ["place"], batch_size=500)
    messages = [
        Message(
            f"{round.title}：结果已公布",
            one.get_absolute_url(),
            f"checks.Inspection#{one.pk}",
            f"得分 {one.score}，{one.grade}，第 {one.place} 名",
            f"published:{round.pk}",
            (),
            one.unit_path,
        )
        for one in done
    ]
    notices.send_all(actor=actor, kind="checks.published", messages=messages, today=today)
    return change(round, closed_on=today)


@action("提醒自查和检查到期")
def remind(*, actor: Actor, today: date) -> int:
    """Tell units and inspectors that a round ends soon or is over; the clock asks, once a day."""
    said = 0
    for kind, message in queries.to_remind(today):
        said += notices.send_all(actor=actor, kind=kind, messages=[message], today=today)
    record({}, {"told": said})
    return said

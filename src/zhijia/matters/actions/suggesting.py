"""合理化建议: who shares, what judges give, what finance confirms, what follows on steps."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from zhijia.law import refused
from zhijia.org.models import Member, Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from .. import policies
from ..models import Backer, Benefit, Mark, Matter, Move, Part, Reward, Scale, Share
from ..queries import suggesting as asked
from ..rules import rewards
from ..rules import suggestions as rules
from .steps import Given, after, before
from .telling import tell_parties

KIND = "suggestion"


def _of_kind(matter: Matter) -> Matter:
    """Hold a suggestion; anything else is refused."""
    matter = lock(matter)
    if matter.kind != KIND:
        raise Refused(refused("这不是合理化建议"))
    return matter


@action("登记建议人和份额")
def share_out(
    *,
    actor: Actor,
    matter: Matter,
    people: Sequence[tuple[Member, int]],
    today: date,
    version: int | None = None,
) -> Matter:
    """Say who proposed and how they share, in percent; before it is judged, by who filed it."""
    matter = _of_kind(matter)
    if matter.filer_id is None or matter.filer_id != actor.member_id:
        raise Refused(refused("由提出人本人登记建议人"))
    if matter.state not in asked.OPEN_TO_SHARE:
        raise Refused(refused("已经送评审，建议人和份额不再改动"))
    require_unchanged(matter, version)
    require(rules.may_share([percent for _, percent in people]))
    keys = [who.pk for who, _ in people]
    if len({*keys}) < len(keys):
        raise Refused(refused("同一个人只登记一次"))
    if matter.filer_id not in keys:
        raise Refused(refused("提出人本人应当在建议人当中"))
    matter.shares.all().delete()
    rows = [Share(matter=matter, member=m, rank=n, percent=p) for n, (m, p) in enumerate(people, 1)]
    Share.objects.bulk_create(rows)
    _join(matter, keys, today)
    return change(matter, values={**matter.values, "proposers": len(rows)})


def _join(matter: Matter, keys: Sequence[int], today: date) -> None:
    """Let those who share see the suggestion and hear of it."""
    others = {*keys} - {matter.filer_id}
    matter.backers.exclude(member__in=others).delete()
    known = {*matter.backers.values_list("member_id", flat=True)}
    rows = (
        Backer(matter=matter, member_id=key, is_for=True, answered_on=today)
        for key in sorted(others - known)
    )
    Backer.objects.bulk_create(rows)


@action("评分")
def score(
    *, actor: Actor, matter: Matter, marks: Mapping[str, int | None], words: str, today: date
) -> Mark:
    """Give one judge's marks; until the evaluation ends they may be given anew."""
    matter = _of_kind(matter)
    if matter.state != "evaluating":
        raise Refused(refused("现在不在评审环节，不能评分"))
    part = asked.judging(actor, matter)
    if part is None:
        raise Refused(refused("由评审召集人和评委评分"))
    proposers = frozenset(asked.proposers(matter))
    require(rules.may_score(marks, judge=actor.member_id, proposers=proposers))
    turn = asked.turn_of(matter)
    given = {key: marks[key] for key in (one.key for one in rules.CRITERIA)}
    row, _ = Mark.objects.update_or_create(
        matter=matter,
        judge_id=actor.member_id,
        turn=turn,
        defaults={**given, "words": words.strip(), "given_on": today},
    )
    change(part, answered_on=today, answer=asked.SCORED)
    return row


@action("确认月效益")
def confirm_benefit(
    *, actor: Actor, matter: Matter, month: int, amount: Decimal, basis: str, today: date
) -> Benefit:
    """Put finance's name under what one month of use brought."""
    matter = _of_kind(matter)
    if matter.state != "in_use":
        raise Refused(refused("建议不在采用计效益的环节"))
    part = asked.auditing(actor, matter)
    if part is None or actor.member_id is None:
        raise Refused(refused("由财务确认人确认"))
    verdict = rules.may_confirm(
        month,
        adopted_on=asked.adopted_on(matter),
        today=today,
        by=actor.member_id,
        proposers=frozenset(asked.proposers(matter)),
        is_confirmed=matter.benefits.filter(month=month).exists(),
        basis=basis,
    )
    require(verdict)
    row = Benefit.objects.create(
        matter=matter,
        month=month,
        amount=amount,
        basis=basis.strip(),
        confirmed_by_id=actor.member_id,
        confirmed_on=today,
    )
    if matter.benefits.count() == rules.MONTHS:
        change(part, answered_on=today, answer="十二个月效益已全部确认")
        title, text = "十二个月效益已确认，请评定奖励", f"{matter.number}，可以评定奖励。"
        tell_parties(actor, matter, ("desk_here",), title, text, f"year:{row.pk}", today)
    return row


@action("采用奖励标准")
def adopt_scale(
    *, actor: Actor, unit: Unit, document: str, since_on: date, bands: Sequence[Sequence[Decimal]]
) -> Scale:
    """Let a unit reward by its own document: value from, least and most, the first grade first."""
    unit = lock(unit)
    require(policies.may_adopt_scale(actor, unit))
    row = Scale(
        unit=unit,
        unit_path=unit.path,
        document=document.strip(),
        since_on=since_on,
        bands=[[str(one) for one in band] for band in bands],
        made_by_id=actor.member_id,
    )
    require(rewards.may_adopt_scale(row.as_bands(), since=since_on))
    row.save()
    return row


def _key(row: Post | Member | None) -> int | None:
    return row.pk if row else None


# --- what follows on steps -------------------------------------------------------------------


@after(KIND, "submit")
def on_submit(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Who proposes alone has it all."""
    if matter.filer_id and not matter.shares.exists():
        Share.objects.create(matter=matter, member_id=matter.filer_id, rank=1, percent=100)


@after(KIND, "pass_on")
def on_pass(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Judges are people by name, and none of those who proposed."""
    judges, proposers = asked.judges(matter), asked.proposers(matter)
    if any(key is None for key in judges):
        raise Refused(refused("评委要写明是谁，不能只写单位"))
    if {*judges} & proposers:
        raise Refused(refused("评委不评自己参与提出的建议", rules.NOT_THEIR_OWN))
    if matter.values.get("union_judge") not in judges:
        raise Refused(refused("工会方面的评委应当在评委当中（主办或者协办）", rules.UNION_JUDGES))
    require(rules.are_enough(len(judges)))


@before(KIND, "accept")
def conclude(actor: Actor, matter: Matter) -> None:
    """All who judge have scored, before anybody is named who runs the trial."""
    if matter.state != "evaluating":
        return
    scores = asked.scores(matter)
    who = {one.judge for one in scores}
    union = matter.values.get("union_judge") in who
    judges = len(who) + asked.silent(matter)
    require(rules.may_conclude(scores, judges=judges, has_union_judge=union))
    require(rules.may_accept(scores))


@after(KIND, "accept")
def on_accept(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """What was judged well enough by all goes on trial; the judges are done, but for those who
    assist in the trial too.
    """
    stay = {(one.unit.pk, _key(one.post), _key(one.member)) for one in given.assists}
    for part in matter.parts.standing().filter(role="assist", answer=asked.SCORED):
        if (part.unit_id, part.post_id, part.member_id) not in stay:
            change(part, ended_on=today, ended_for="评审结束")
    until = matter.values.get("trial_until")
    if until:
        change(matter, due_on=date.fromisoformat(str(until)))


@after(KIND, "adopt")
def on_adopt(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Finance gets its part: twelve months of figures."""
    change(matter, due_on=rules.rewarded_by(asked.adopted_on(matter) or today))
    who = Member.objects.filter(pk=matter.values.get("finance")).first()
    if matter.values.get("counted") != rules.COUNTED_IN_MONEY or who is None:
        return
    if who.pk in asked.proposers(matter):
        raise Refused(refused("财务确认人不得确认自己参与提出的建议", rules.NOT_THEIR_OWN))
    Part.objects.create(
        matter=matter,
        role="assist",
        unit=who.unit,
        unit_path=who.unit_path,
        department=asked.FINANCE,
        member=who,
        asked_on=today,
        words="按月确认效益，共十二个月",
        # Nothing waits until a month is over: the clock asks then.
        answered_on=today,
        answer="按月确认",
    )
    title, text = "请按月确认建议的效益", f"{matter.number}，自采用之日起十二个月，满月以后确认。"
    tell_parties(actor, matter, ("assistant",), title, text, f"finance:{made.pk}", today)


@after(KIND, "reward")
def on_reward(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Grade it by what was confirmed, and split the amount among who proposed."""
    counted = matter.values.get("counted") == rules.COUNTED_IN_MONEY
    figures = list(matter.benefits.all())
    require(
        rewards.may_reward(
            is_in_use=asked.adopted_on(matter) is not None,
            has_effect=bool(matter.values.get("is_good")),
            is_counted=counted,
            confirmed=len(figures),
        )
    )
    scale = asked.scale_for(matter.unit_path, today)
    borrowed = bool(given.values.get("is_borrowed"))
    yearly = sum((one.amount for one in figures), Decimal()) if counted else None
    grade = (
        rewards.grade_by_value(yearly, scale, is_borrowed=borrowed)
        if yearly is not None
        else rewards.grade_by_marks(rules.mean(asked.scores(matter)), is_borrowed=borrowed)
    )
    if grade is None:
        raise Refused(refused("没有见到效益，不能奖励", rewards.EFFECTIVE))
    amount = Decimal(str(given.values["amount"]))
    earlier = Decimal(str(given.values.get("earlier") or 0))
    require(rewards.may_pay(amount, grade=grade, scale=scale, earlier=earlier))
    shares = list(matter.shares.all())
    parts = rules.split(amount, [one.percent for one in shares])
    Reward.objects.create(
        matter=matter,
        unit_path=matter.unit_path,
        grade=grade,
        yearly=yearly,
        is_borrowed=borrowed,
        earlier=earlier,
        amount=amount,
        source=scale.source,
        parts=[
            [one.member_id, one.percent, str(money)]
            for one, money in zip(shares, parts, strict=True)
        ],
        rewarded_on=today,
        rewarded_by_id=actor.member_id,
    )
    change(matter, values={**matter.values, "files_above": rewards.is_filed_above(grade)})


@after(KIND, "decline")
def on_decline(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """From this day on another evaluation may be asked for."""
    change(matter, values={**matter.values, "declined_on": today.isoformat()})


@after(KIND, "again")
def on_again(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Another evaluation has other judges, or the same ones asked anew."""
    for part in matter.parts.standing():
        change(part, ended_on=today, ended_for="重新评审")


@after(KIND, "file_above")
def on_filed(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """The first two grades are put on file with the union above."""
    reward = lock(matter.reward)
    change(reward, filed_above_on=today)
    change(matter, values={**matter.values, "files_above": False})

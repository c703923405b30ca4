"""Rounds: opened, told of, prolonged, reminded of, closed."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from zhijia.law import ALLOWED, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, record, require
from zhijia.platform.notices import actions as notices

from .. import policies, queries, rules
from ..models import Answer, Asked, Edition, Group, Round, Spent
from ..queries import Plan, Spec
from ..rules.blind import SecretKey
from . import keys
from .papers import count_keyed_once
from .releasing import release


def publish_round(
    *, actor: Actor, edition: Edition, spec: Spec, today: date, seed: str = ""
) -> Round:
    """Work out whom a round asks, make its keys, then open it: nobody waits for either."""
    require(policies.may_open(actor, edition.sheet))
    planned = queries.plan(spec, seed or secrets.token_hex(8))
    require(planned.verdict)
    made = keys.make_keys(len(planned.groups)) if spec.is_anonymous else []
    return open_round(
        actor=actor, edition=edition, spec=spec, planned=planned, keys_made=made, today=today
    )


@action("发布调查")
def open_round(
    *,
    actor: Actor,
    edition: Edition,
    spec: Spec,
    planned: Plan,
    keys_made: Sequence[SecretKey],
    today: date,
) -> Round:
    """Fix the edition and ask these people; those who begin today are told at once."""
    sheet, edition = lock(edition.sheet, edition)
    require(policies.may_open(actor, sheet))
    inside = spec.within.path.startswith(sheet.unit_path)
    require(ALLOWED if inside else refused("只能调查本单位和下级单位的会员"))
    require(rules.sound(edition.items))
    require(
        rules.may_open(
            from_on=spec.from_on,
            until_on=spec.until_on,
            roll_on=spec.roll_on,
            today=today,
            asked=len(planned.people),
            is_anonymous=spec.is_anonymous,
            is_outside=spec.is_outside,
            items=edition.items,
        )
    )
    if spec.is_anonymous:
        require(rules.may_ask_anonymously(len(planned.people), spec.is_outside))
    if edition.frozen_on is None:
        change(edition, frozen_on=today)
    made = _round(actor, edition, spec, planned, today)
    _ask(made, planned, _groups(made, planned, keys_made))
    if spec.from_on <= today:
        tell_asked(actor=Actor(), round=made, today=today)
    return made


def _round(actor: Actor, edition: Edition, spec: Spec, planned: Plan, today: date) -> Round:
    sheet = edition.sheet
    made = Round(
        edition=edition,
        unit=sheet.unit,
        unit_path=sheet.unit_path,
        within=spec.within,
        within_path=spec.within.path,
        title=spec.title,
        is_anonymous=spec.is_anonymous,
        opened_on=today,
        from_on=spec.from_on,
        until_on=spec.until_on,
        roll_on=spec.roll_on,
        way=spec.way,
        quota_lines=[asdict(quota) for quota in planned.quotas],
        seed=planned.seed,
        frame=planned.frame,
        is_outside=spec.is_outside,
        is_keyed_twice=spec.is_keyed_twice,
        asked_count=len(planned.people),
    )
    made.save()
    return made


def _groups(made: Round, planned: Plan, keys_made: Sequence[SecretKey]) -> list[Group]:
    """Write the groups, each with the key that signs for its members."""
    found = []
    for place, group in enumerate(planned.groups):
        row = Group(round=made, place=place, name=group.name, size=group.size)
        if keys_made:
            row.modulus = f"{keys_made[place].n:x}"
            row.secret = keys.written(keys_made[place])
        row.save()
        found.append(row)
    return found


def _ask(made: Round, planned: Plan, groups: Sequence[Group]) -> None:
    """Write who is asked."""
    Asked.objects.bulk_create(
        (
            Asked(
                round=made,
                member_id=one.key,
                group=groups[planned.group_of[one.path]],
                unit_path=one.path,
            )
            for one in planned.people
        ),
        batch_size=1000,
    )


@action("通知填写问卷")
def tell_asked(*, actor: Actor, round: Round, today: date) -> int:
    """Tell all who are asked, once."""
    about(round)
    return _tell(round, queries.users_asked(round), "请填写问卷", "opened", today)


@action("提醒填写问卷")
def remind_round(*, actor: Actor, round: Round, today: date) -> int:
    """Remind those who have not answered, once a day; nobody is told who they are."""
    round = lock(round)
    if actor.user_id is not None:
        require(policies.may_run(actor, round))
    require(
        rules.runs(
            from_on=round.from_on, until_on=round.until_on, closed_on=round.closed_on, today=today
        )
    )
    about(round)
    users = queries.unanswered_users(round)
    title = f"问卷 {round.until_on:%Y-%m-%d} 截止，请尽快填写"
    return _tell(round, users, title, f"remind {today}", today)


def _tell(round: Round, users: list[int], title: str, event: str, today: date) -> int:
    """Send one message to these accounts; the record says how many, not who."""
    told = notices.send(
        actor=Actor(),
        kind="surveys.asked",
        title=f"{title}：{round.title}",
        url=f"/surveys/answer/{round.pk}/",
        about=f"surveys.Round#{round.pk}",
        event=event,
        to=users,
        today=today,
    )
    record({}, {"提醒人数": told})
    return told


@action("延长调查")
def prolong_round(*, actor: Actor, round: Round, until_on: date, today: date) -> Round:
    """Let a round run longer."""
    round = lock(round)
    require(policies.may_run(actor, round))
    require(ALLOWED if round.closed_on is None else refused("这次调查已经结束"))
    require(
        rules.may_prolong(
            until_on=round.until_on, new_on=until_on, from_on=round.from_on, today=today
        )
    )
    return change(round, until_on=until_on)


@action("结束调查")
def close_round(*, actor: Actor, round: Round, today: date) -> Round:
    """Take all answers out of the box, destroy the keys, and keep the counts.

    Sheets of paper that only one person has keyed hold a desk up; the clock, which waits a week for
    them, counts them as they are. Of an anonymous round nobody shall know who answered on paper.
    """
    round = lock(round)
    if actor.user_id is not None:
        require(policies.may_run(actor, round))
    require(rules.may_close(until_on=round.until_on, closed_on=round.closed_on, today=today))
    if actor.user_id is not None:
        require(rules.are_keyed(queries.keyed_once(round)))
    count_keyed_once(round, today)
    release(round.pk, is_last=True)
    for group in round.groups.exclude(secret=""):
        group.secret = ""
        group.save(update_fields=["secret"])
    Spent.objects.filter(round=round).delete()
    round.asked.exclude(drawn="").update(drawn="", state="drawn")
    if round.is_anonymous:
        round.asked.filter(state="paper").update(state="drawn")
    found = Answer.objects.filter(round=round)
    inside = found.exclude(group=None).count()
    outside = found.filter(group=None).count()
    return change(round, closed_on=today, answered_count=inside, outside_count=outside)

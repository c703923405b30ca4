"""签阅: asking people to read a text, signing, keying paper lists in, reminding."""

from collections.abc import Sequence
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message
from zhijia.platform.sheets.packing import in_lots

from ..models import Signing, Wording
from ..policies import regulations as policies
from ..queries import signings as queries
from ..rules import regulations as rules

LOT = 1000


@action("要求签阅")
def ask_signing(
    *, actor: Actor, wording: Wording, until_on: date, below: bool, today: date
) -> Wording:
    """Ask the members of a unit to read a text and to sign, by a day."""
    regulation, wording = lock(wording.regulation, wording)
    require(policies.may_edit(actor, regulation))
    require(rules.stands(regulation.repealed_on))
    asked = wording.read_until_on is not None
    require(rules.may_ask_reading(until_on=until_on, today=today, is_asked=asked))
    change(wording, read_until_on=until_on, reads_below=below)
    number = _ask(actor, wording, today)
    about(regulation)
    record({}, {"members": number})
    return wording


def _ask(actor: Actor, wording: Wording, today: date) -> int:
    """Ask those who were not asked yet, and tell them; return how many."""
    number = 0
    assert wording.read_until_on, "asked only where there is a day"
    began = queries.began_on(wording) or today
    until = rules.sign_by(wording.read_until_on, began_on=began, today=today)
    rows = queries.newcomers(wording).values_list("pk", "unit_path", "user_id")
    for lot in in_lots(list(rows), LOT):
        Signing.objects.bulk_create(
            [
                Signing(
                    wording=wording, member_id=key, unit_path=path, asked_on=today, until_on=until
                )
                for key, path, _ in lot
            ],
            ignore_conflicts=True,
        )
        _tell(actor, wording, [user for _, _, user in lot], until, "请签阅", "asked", today)
        number += len(lot)
    return number


def _tell(
    actor: Actor,
    wording: Wording,
    users: Sequence[int | None],
    until: date,
    words: str,
    event: str,
    today: date,
) -> int:
    """Tell these accounts to read a text."""
    message = Message(
        title=f"{words}：{wording.regulation}",
        text=f"签阅期限 {until:%Y-%m-%d}。读完以后点“我已阅读”。",
        url=wording.regulation.get_absolute_url(),
        about=f"disclosure.Wording#{wording.pk}",
        event=event,
        to=tuple(users),
    )
    return notices.send_all(actor=actor, kind="disclosure.to_read", messages=[message], today=today)


@action("签阅规章制度")
def sign_signing(*, actor: Actor, wording: Wording, today: date) -> Signing:
    """Sign that one has read a text."""
    mine = queries.own_signing(actor, wording)
    require(rules.may_sign(is_asked=mine is not None, read_on=mine.read_on if mine else None))
    assert mine
    held = lock(mine)
    require(rules.may_sign(is_asked=True, read_on=held.read_on))
    return change(held, read_on=today, how="phone")


@action("补登纸面签阅")
def key_signings(
    *, actor: Actor, wording: Wording, numbers: Sequence[str], on: date, today: date
) -> int:
    """Put down who signed on paper, by staff numbers or names; all of them or none."""
    regulation, wording = lock(wording.regulation, wording)
    require(policies.may_edit(actor, regulation))
    if on > today:
        raise Refused(refused("签阅日期不能晚于今天", rules.SIGNED))
    found = queries.asked_called(wording, numbers)
    wrong = [word for word in numbers if len(found.get(word, [])) != 1]
    if wrong:
        words = f"这些人没有要求签阅或者不止一人，请改填工号：{'、'.join(wrong[:10])}"
        raise Refused(refused(words))
    keys = {found[word][0].pk for word in numbers}
    rows = Signing.objects.filter(pk__in=keys, read_on=None)
    number = rows.update(read_on=on, how="paper", keyed_by_id=actor.member_id)
    about(regulation)
    record({}, {"members": number})
    return number


@action("提醒签阅")
def remind_signings(*, actor: Actor, today: date) -> int:
    """Ask new members, and remind those who have not signed; the clock asks for it."""
    told = sum(_ask(actor, wording, today) for wording in queries.running(today))
    for wording in queries.running(today):
        told += sum(_remind(actor, wording, nth, today) for nth in (2, 1))
    record({}, {"told": told})
    return told


def _remind(actor: Actor, wording: Wording, nth: int, today: date) -> int:
    """Remind those who have not signed for the `nth` time, each by their own last day."""
    told, words = 0, "签阅已逾期" if nth > 1 else "签阅快到期"
    for until, rows in queries.to_remind(wording, nth, today).items():
        for lot in in_lots(rows, LOT):
            users = [one.member.user_id for one in lot]
            told += _tell(actor, wording, users, until, words, f"remind:{nth}", today)
            Signing.objects.filter(pk__in=[one.pk for one in lot]).update(reminded=nth)
    return told

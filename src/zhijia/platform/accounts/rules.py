"""登录规则: how many tries there are and how long a lock lasts. Pure."""

from datetime import datetime, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

# Of one name, or of one second step: a person who mistypes needs three, a program millions.
TRIES = HOUSE["HOUSE-20"].sets(5)
# Of one address: a whole workshop may sit behind one.
ADDRESS_TRIES = HOUSE["HOUSE-20"].sets(50)
LOCK = HOUSE["HOUSE-20"].sets(timedelta(minutes=15))
# A new account's first password waits for its owner; one asked for at the desk is used at once.
FIRST_LASTS = HOUSE["HOUSE-21"].sets(timedelta(days=7))
RECOVERY_CODES = HOUSE["HOUSE-22"].sets(10)
# Between the password and the second step.
HALF_LASTS = timedelta(minutes=10)
CODE_LASTS = HOUSE["HOUSE-21"].sets(timedelta(hours=24))
# Between asking a device for its passkey and its answer.
ASKED_LASTS = HOUSE["HOUSE-23"].sets(timedelta(minutes=5))
MOST_PASSKEYS = 10
# A code sent by mail, and how often one may be asked for before there is a wait.
MAIL_LASTS = HOUSE["HOUSE-24"].sets(timedelta(minutes=30))
# The way to another house's sign-in page and back.
TRIP_LASTS = HOUSE["HOUSE-25"].sets(timedelta(minutes=10))
MAILS = HOUSE["HOUSE-24"].sets(3)


def still_counts(*, last_at: datetime, now: datetime) -> bool:
    """Say whether wrong tries up to `last_at` are still held against their maker."""
    return now < last_at + LOCK


def may_try(*, wrong: int, last_at: datetime, now: datetime, most: int) -> Verdict:
    """Judge whether another try is allowed after so many wrong ones."""
    if wrong < most or not still_counts(last_at=last_at, now=now):
        return ALLOWED
    minutes = -((now - last_at - LOCK) // timedelta(minutes=1))
    words = f"输错次数过多，已锁定，请 {minutes} 分钟后再试；急用请找本单位工会干事解锁"
    return refused(words, HOUSE["HOUSE-20"])


def code_runs(*, until: datetime | None, now: datetime) -> Verdict:
    """Judge whether a password that somebody else chose still opens the account."""
    if until is None or now < until:
        return ALLOWED
    words = "这个一次性密码已过期，请找本单位工会干事重新生成"
    return refused(words, HOUSE["HOUSE-21"])


def counts_on(*, before: int, now: int) -> Verdict:
    """Judge whether a passkey that has signed `now` times may follow one that had `before` times.

    Those that several devices share always say 0 (WebAuthn, 6.1.1).
    """
    if now > before or before == now == 0:
        return ALLOWED
    words = "这个通行密钥可能被复制过，不能用来登录，请改用别的方式登录，并把它移除"
    return refused(words, HOUSE["HOUSE-23"])


def may_answer(*, waited: timedelta) -> Verdict:
    """Judge whether a device may still answer after so long."""
    if waited <= ASKED_LASTS:
        return ALLOWED
    return refused("等待太久，请重新操作", HOUSE["HOUSE-23"])


def mail_code_runs(*, until: datetime | None, now: datetime) -> Verdict:
    """Judge whether a code that was sent by mail until `until` still opens something."""
    if until is not None and now < until:
        return ALLOWED
    return refused("代码不对、已经用过或者过期，请重新申请", HOUSE["HOUSE-24"])


def may_send(*, sent: int) -> Verdict:
    """Judge whether another mail may go out after so many within a quarter of an hour."""
    if sent < MAILS:
        return ALLOWED
    return refused("申请太频繁，请十五分钟后再试", HOUSE["HOUSE-24"])


def may_come_back(*, waited: timedelta) -> Verdict:
    """Judge whether somebody may still come back from another house after so long."""
    if waited <= TRIP_LASTS:
        return ALLOWED
    return refused("等待太久，请重新登录", HOUSE["HOUSE-25"])

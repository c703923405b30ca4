"""个人信息: who keeps what is sensitive, for what, how long, on what terms it is shown. Pure."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

from .particulars import LISTED, PARTICULARS, Particulars

# A workshop or a team employs nobody: its members' numbers are kept by the union of the employer
# as well, so many levels above.
KEPT_ABOVE = HOUSE["HOUSE-38"].sets({"workshop": 1, "branch": 1, "team": 2})
YEARS_KEPT = HOUSE["HOUSE-39"].sets(2)
SEALED = {"id_number": "身份证号", "phone": "手机号", "address": "住址", "bank_card": "银行卡号"}
PURPOSES = {
    "id_number": "核对本人、防止重复登记、办理会员证",
    "phone": "联系本人、用手机号登录",
    "address": "走访慰问",
    "bank_card": "发放慰问金、帮扶金",
}
LOOK_REASONS = ("核对登记", "办理会员证", "联系本人", "慰问帮扶", "上级报送", "本人要求")
# What goes when the time is over; name, sex, posts and stays remain as the union's history.
FORGOTTEN = (*SEALED, "birth_on", "native_place", "household", "marital", "remarks")
NOT_ASKED = frozenset({"remarks", "stroke_override", "member_no", "is_migrant"})
CORRECTABLE = ("name", *(column for column in PARTICULARS if column not in NOT_ASKED))


def levels_above(kind: str) -> int:
    """Return how many levels above a unit of this kind also keep its members' numbers."""
    return KEPT_ABOVE.get(kind, 0)


def notice_given(facts: Particulars, *, is_informed: bool) -> Verdict:
    """Ask for the notice to the person before anything sensitive is written down."""
    asked = [word for column, word in SEALED.items() if getattr(facts, column)]
    if asked and not is_informed:
        words = f"填写{'、'.join(asked)}之前，应当告知本人用途和保存期限，请告知以后勾选"
        return refused(words, LAW["PI-04"])
    return ALLOWED


def look(columns: tuple[str, ...], reason: str) -> Verdict:
    """Nobody looks at what is sensitive without saying what for."""
    if not columns:
        return refused("请选择要查看的内容")
    if not reason.strip():
        return refused("请说明查看的事由", LAW["PI-09"])
    return ALLOWED


def correction(*, now: str, wanted: str) -> Verdict:
    """A request says what ought to stand instead."""
    if not wanted:
        return refused("请填写应当改成什么", LAW["PI-12"])
    if wanted == now:
        return refused("现在登记的就是这样", LAW["PI-12"])
    return ALLOWED


def one_at_a_time(has_asked: bool) -> Verdict:
    """A second request about the same thing waits for the answer to the first."""
    return refused("这一项的更正申请还在办理，请等待答复") if has_asked else ALLOWED


def coded(column: str, wanted: str) -> str:
    """Return the code of a word that a member wrote, or the word where there is no such code."""
    choices = LISTED.get(column, {})
    words = choices if isinstance(choices, dict) else {}
    return next((code for code, word in words.items() if word == wanted), wanted)


def answer(*, is_right: bool, words: str) -> Verdict:
    """Who does not correct says why."""
    if not is_right and not words.strip():
        return refused("不予更正的，请说明理由", LAW["PI-12"])
    return ALLOWED


def forgets_on(left_on: date) -> date:
    """Return the day from which a former member's sensitive particulars are erased."""
    try:
        return left_on.replace(year=left_on.year + YEARS_KEPT)
    except ValueError:  # 29 February
        return left_on.replace(year=left_on.year + YEARS_KEPT, month=3, day=1)


def left_before(today: date) -> date:
    """Return the last day on which those left who are to be forgotten by now."""
    try:
        return today.replace(year=today.year - YEARS_KEPT)
    except ValueError:  # 29 February
        return today.replace(year=today.year - YEARS_KEPT, day=28)


def may_forget(*, left_on: date | None, today: date) -> Verdict:
    """Judge whether the time for which particulars are kept is over."""
    if left_on is None or today < forgets_on(left_on):
        return refused(f"离会未满 {YEARS_KEPT} 年", HOUSE["HOUSE-39"])
    return granted("保存期限已满", LAW["PI-05"])

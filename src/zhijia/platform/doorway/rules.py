"""匿名来件: what a door takes, what it costs to knock, what a receipt looks like. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, refused

TOLD_EVERY = HOUSE["HOUSE-110"].sets(timedelta(minutes=10))
MOST_WAITING, MOST_BY_QUESTION = HOUSE["HOUSE-111"].sets((30, 8))
PHOTOS, PHOTO_BYTES, PHOTO_SIDE = HOUSE["HOUSE-112"].sets((20, 10 * 1024 * 1024, 2048))
PHOTOS_KEPT = HOUSE["HOUSE-112"].sets(timedelta(days=2))
PHOTOS_WAITING = HOUSE["HOUSE-112"].sets(PHOTOS * MOST_WAITING)  # at one door
# What the network of a unit has to keep, whatever this system does not.
NETWORK_LOGS = LAW["PI-17"].sets(6)  # months
TICKET_RUNS = timedelta(hours=12)
EASIEST, HARDEST = 16, 21  # leading zero bits: half a second to half a minute of a slow phone
# No letter or digit that is taken for another when it is read aloud; 79 bits.
SIGNS, LONG, GROUP = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 16, 4
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Knock:
    """How somebody showed that they are no flood: by `work` of their machine, or by an answer."""

    is_worked: bool = False
    is_answered: bool = False


def receipt_of(digest: bytes) -> str:
    """Return the receipt code that a secret digest of at least 16 bytes spells."""
    number, signs = int.from_bytes(digest[:16]), []
    for _ in range(LONG):
        number, n = divmod(number, len(SIGNS))
        signs.append(SIGNS[n])
    return "".join(signs)


def plain_receipt(written: str) -> str:
    """Return a code as it is kept, "" for what is none: people type small letters and gaps."""
    found = "".join(sign for sign in written.upper() if sign in SIGNS)
    return found if len(found) == LONG else ""


def spaced(code: str) -> str:
    """Return a code in groups of four, as it is read aloud."""
    return " ".join(code[n : n + GROUP] for n in range(0, len(code), GROUP))


def bits(waiting: int, *, is_strict: bool = False) -> int:
    """Return how hard a ticket is: the fuller the door, the harder."""
    return min(HARDEST, EASIEST + waiting // 5 + (2 if is_strict else 0))


def is_work(ticket: str, work: str, hard: int) -> bool:
    """Say whether `work` was found for this ticket: the digest of both begins with zero bits."""
    if not 0 < len(work) <= 20:
        return False
    digest = sha256(f"{ticket}:{work}".encode()).digest()
    return int.from_bytes(digest) >> (256 - hard) == 0


def question(one: int, other: int) -> str:
    """Ask for the sum of two digits in words."""
    return f"{DIGITS[one]}加{DIGITS[other]}等于几？"


def is_answer(one: int, other: int, said: str) -> bool:
    """Say whether the sum of two digits was given, in whatever digits people type."""
    plain = said.strip()
    return plain.isdecimal() and len(plain) <= 3 and int(plain) == one + other


def stands_open(*, closed_on: date | None, shut_on: date | None) -> Verdict:
    """Judge whether a door takes anything."""
    if closed_on is not None:
        return refused("这个来信二维码已停用，请向本单位工会索取新的")
    if shut_on is not None:
        return refused("来信箱暂停收件，请直接联系本单位工会或者上级工会", HOUSE["HOUSE-111"])
    return ALLOWED


def may_enter(knock: Knock, *, waiting: int, by_question: int, is_strict: bool) -> Verdict:
    """Judge one letter by what it cost and by how full the door is."""
    if waiting >= MOST_WAITING:
        return is_full()
    if knock.is_worked:
        return ALLOWED
    if is_strict:
        return refused("来件过多，暂时只收算过题的来件，请打开浏览器的脚本再交", HOUSE["HOUSE-111"])
    if not knock.is_answered:
        return refused("请回答表格下方的小问题，写数字", HOUSE["HOUSE-111"])
    return is_full() if by_question >= MOST_BY_QUESTION else ALLOWED


def is_full() -> Verdict:
    """Say that too much waits; the words on the page stay."""
    minutes = TOLD_EVERY // timedelta(minutes=1)
    words = f"来件太多，信箱暂时满了。填写的内容还在，请过 {minutes} 分钟再交，或者直接联系工会"
    return refused(words, HOUSE["HOUSE-111"])


def is_photo(size: int) -> Verdict:
    """Judge a photo by its size in bytes, before it is read."""
    if size == 0:
        return refused("照片是空的，请重新选择")
    if size > PHOTO_BYTES:
        most = PHOTO_BYTES // 1024 // 1024
        return refused(f"照片超过 {most} MB，请缩小后再传", HOUSE["HOUSE-112"])
    return ALLOWED


def may_add_photo(*, kept: int, waiting: int) -> Verdict:
    """Judge one more photo by those of the same letter and those that wait at the door."""
    if kept >= PHOTOS:
        return refused(f"一件最多附 {PHOTOS} 张照片", HOUSE["HOUSE-112"])
    return is_full() if waiting >= PHOTOS_WAITING else ALLOWED


def is_crowded(waiting: int) -> bool:
    """Say whether so much waits at a door that its desk should look."""
    return 2 * waiting >= MOST_WAITING

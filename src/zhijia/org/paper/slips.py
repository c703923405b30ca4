"""账号密码条: first passwords to be cut apart and handed to their owners. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

HEADS = ("单位", "姓名", "登录工号", "初始密码", "有效期至", "登录网址")


@dataclass(frozen=True, slots=True)
class Slip:
    """What one member is handed; `until` is when the password ends unused."""

    unit: str
    name: str
    staff_no: str
    password: str
    until: datetime | None


def slips(found: Iterable[Slip], *, unit: str, address: str, day: date) -> bytes:
    """Return the slips as a .docx file; `address` is where people sign in."""
    paper = Paper("职家账号密码条", landscape=True)
    paper.paragraph(
        f"{unit}，{written(day)}。请沿线裁开，当面交给本人；首次登录须改成自己的密码。"
        "本页含有密码，发完即销毁，不拍照、不群发。"
    )
    paper.table(HEADS, [_row(slip, address) for slip in found], widths=(17, 9, 11, 18, 19, 24))
    return paper.to_bytes()


def _row(slip: Slip, address: str) -> tuple[str, ...]:
    until = f"{slip.until:%Y-%m-%d %H:%M}" if slip.until else ""
    return slip.unit, slip.name, slip.staff_no, slip.password, until, address

"""会议文书: one library of all Word papers a meeting needs, editable, by GB/T 9704. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from .asking import election_report, for_candidates, to_meet, to_put_off
from .calling import agenda, credentials, method, notice, roll, schedule
from .deciding import draft, minutes, resolutions, script
from .filing import CONTENTS, HASHES, contents, hashes
from .told import (
    Agendum,
    Convening,
    Election,
    Filed,
    Group,
    Person,
    Said,
    hours,
)

FOLDERS = ("1 筹备和请示", "2 代表和会务", "3 议程和文件", "4 选举和表决", "5 决议和纪要")
INDEX = "0 目录"


@dataclass(frozen=True, slots=True)
class Template:
    """One paper of the library: its name, which folder it is filed in, when it can be drawn.

    `is_after` papers tell what happened, so they wait until the meeting was opened; `is_before`
    ones are of no more use once it is over; `elects` ones only where something is elected.
    """

    id: str
    name: str
    about: str
    folder: str
    draw: Callable[[Convening], bytes]
    is_after: bool = False
    is_before: bool = False
    elects: bool = False


LIBRARY = {
    one.id: one
    for one in (
        Template("to-meet", "召开会议的请示", "报同级党组织和上一级工会", FOLDERS[0], to_meet),
        Template(
            "candidates",
            "候选人建议人选的请示",
            "按姓氏笔画列名，附一览表",
            FOLDERS[0],
            for_candidates,
            elects=True,
        ),
        Template(
            "put-off",
            "提前（延期）换届的请示",
            "届满不能如期换届时用",
            FOLDERS[0],
            to_put_off,
            is_before=True,
            elects=True,
        ),
        Template("notice", "会议通知", "时间、地点、议程和要求", FOLDERS[1], notice),
        Template("roll", "签到册", "断网、停电时手工签到", FOLDERS[1], roll),
        Template("credentials", "资格审查报告", "通过后应到人数固定", FOLDERS[1], credentials),
        Template("agenda", "议程", "每项写明职权", FOLDERS[2], agenda),
        Template("schedule", "日程", "按各项时长推算时间", FOLDERS[2], schedule),
        Template("script", "主持词", "带当天的到会人数和表决结果", FOLDERS[2], script),
        Template("method", "选举办法", "通过以前是草案", FOLDERS[3], method, elects=True),
        Template(
            "elected",
            "选举结果报告",
            "报上一级工会批准",
            FOLDERS[3],
            election_report,
            is_after=True,
            elects=True,
        ),
        Template("resolutions", "决议", "通过的议题各一页", FOLDERS[4], resolutions, is_after=True),
        Template("minutes", "会议纪要", "按最后一稿", FOLDERS[4], minutes, is_after=True),
    )
}

__all__ = [
    "CONTENTS",
    "FOLDERS",
    "HASHES",
    "INDEX",
    "LIBRARY",
    "Agendum",
    "Convening",
    "Election",
    "Filed",
    "Group",
    "Person",
    "Said",
    "Template",
    "contents",
    "draft",
    "hashes",
    "hours",
]

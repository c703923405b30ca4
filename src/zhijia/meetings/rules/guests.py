"""应邀: meetings of management that the union must be at (工会法 §39). Pure."""

from collections.abc import Mapping

from zhijia.law import ALLOWED, LAW, Verdict, granted, refused

TOPICS: Mapping[str, str] = LAW["GHF-15"].sets(
    {
        "wages": "工资",
        "welfare": "福利",
        "safety": "劳动安全卫生",
        "hours": "工作时间",
        "leave": "休息休假",
        "women": "女职工保护",
        "insurance": "社会保险",
    }
)


def must_be_invited(topics: frozenset[str]) -> Verdict:
    """Say whether the union must be at a meeting on these topics; KeyError for one not listed."""
    names = [TOPICS[topic] for topic in sorted(topics, key=list(TOPICS).index)]
    if not names:
        return refused("不涉及法律列明的事项，可以邀请工会参加", LAW["GHF-15"])
    return granted(f"讨论{'、'.join(names)}，应当有工会代表参加", LAW["GHF-15"])


def may_say(*, invited: bool, came: bool, opinion: str) -> Verdict:
    """Who was not asked was not there, and only who was there said something."""
    if came and not invited:
        return refused("没有邀请工会的，不能填写参加会议的工会代表", LAW["GHF-15"])
    if opinion.strip() and not came:
        return refused("填写会上提出的意见，须写明参加会议的工会代表", LAW["GHF-15"])
    return ALLOWED


def was_there(*, invited: bool, came: bool, opinion: str, why_absent: str = "") -> Verdict:
    """Judge one meeting that was held: invited, there, and its opinion on record."""
    if not invited:
        words = "没有邀请工会代表参加；请向单位书面提出，依法要求参加今后的会议"
        return refused(words, LAW["GHF-15"])
    if not came:
        why = f"：{why_absent}" if why_absent.strip() else "，请补记原因"
        return refused(f"已邀请，工会没有派人参加{why}", LAW["GHF-15"])
    if not opinion.strip():
        return refused("工会代表已参加，请记录提出的意见", LAW["GHF-15"])
    return granted("工会代表参加并提出意见", LAW["GHF-15"])

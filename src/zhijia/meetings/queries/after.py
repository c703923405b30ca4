"""What the page after a meeting shows: its papers, drafts, what followed, what was filed."""

from typing import NamedTuple

from zhijia.law import Verdict

from .. import paper
from ..models import Draft, FollowUp, Item, Meeting
from ..rules.after import may_task
from . import archive


class Decided(NamedTuple):
    """An item that was dealt with, whether it may become a task, and the tasks it became."""

    item: Item
    may: Verdict
    tasks: list[FollowUp]


def follow_ups(meeting: Meeting) -> list[FollowUp]:
    """Return what came of the meeting; one question."""
    return list(meeting.follow_ups.select_related("task", "publication", "call").order_by("pk"))


def decided(meeting: Meeting, followed: list[FollowUp]) -> list[Decided]:
    """Return the items that were dealt with; one question."""
    rows = meeting.items.filter(state="done").order_by("place")
    return [
        Decided(
            one,
            may_task(result=one.result, resolution=one.resolution, state=meeting.state),
            [each for each in followed if each.item_id == one.pk and each.task_id],
        )
        for one in rows
    ]


def after_page(meeting: Meeting) -> dict[str, object]:
    """Return all that the page after a meeting reads; six questions."""
    followed = follow_ups(meeting)
    rows = archive.filed(meeting)
    return {
        "papers": _by_folder(archive.drawn(meeting)),
        "drafts": meeting.drafts.select_related("by"),
        "decided": decided(meeting, followed),
        "publications": [one.publication for one in followed if one.publication],
        "calls": [one.call for one in followed if one.call],
        "filed": rows,
    }


def _by_folder(papers: list[paper.Template]) -> list[tuple[str, list[paper.Template]]]:
    folders = dict.fromkeys(one.folder for one in papers)
    return [(folder[2:], [one for one in papers if one.folder == folder]) for folder in folders]


def draft_of(meeting: Meeting, number: int) -> Draft | None:
    """Return one draft of the minutes."""
    return meeting.drafts.select_related("by").filter(number=number).first()


def results_text(meeting: Meeting) -> str:
    """Return the words of what was decided, as a publication begins with them."""
    lines = [f"{meeting.title}于 {meeting.meets_on:%Y年%-m月%-d日} 召开，结果公开如下。"]
    for one in meeting.items.filter(state="done").exclude(competence="evaluate").order_by("place"):
        said = f"：{one.get_result_display()}" if one.result else ""
        lines.append(f"{one.title}{said}。")
        lines += [f"{words}。" for words, _ in one.steps]
        lines += [one.resolution] if one.resolution else []
    return "\n".join(lines)

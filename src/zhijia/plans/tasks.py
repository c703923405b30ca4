"""What the clock does about tasks, and what takes longer than a page may."""

from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.acts import Refused
from zhijia.platform.assistant import Assistant, Unanswered, ask
from zhijia.platform.jobs.register import Outcome, Work, daily, every, job

from . import actions
from .actions import assistant as asking_acts
from .actions import measures, natures
from .models.speeches import Asking
from .queries import assistant as asked
from .speech import Source
from .speech.outside import Answer, messages, parts, placed, understood

UNCLEAR = "助手的答复看不懂，没有采用"
MOVED = "助手的配置已经改变，没有发送，请重新确认"


@daily("08:00")
@job("plans.remind", "任务到期提醒", retries=3)
def remind(work: Work) -> Outcome:
    """Remind of what is due and late; who was told already is not told again."""
    return Outcome(f"提醒 {actions.remind(actor=work.actor, today=localdate())} 人次")


@daily("06:30")
@job("plans.look_for_holes", "巡查职责不清、管理缺位", retries=3)
def look_for_holes(work: Work) -> Outcome:
    """Look everywhere for holes in the net, before the desks come to work."""
    number = actions.look_for_holes(actor=work.actor, today=localdate())
    return Outcome(f"现有 {number} 项", reverse("plans:holes"))


@every(10)
@job("plans.recount", "按数据更新任务进度", retries=3)
def recount(work: Work) -> Outcome:
    """Let progress follow the figures; whoever has just met a target is told once."""
    today = localdate()
    reached = measures.recount_live(today)
    if reached:
        measures.tell_reached(actor=work.actor, measures=reached, today=today)
    return Outcome(f"{len(reached)} 项达到目标")


@daily("08:05")
@job("plans.turns", "定期任务分期和提醒", retries=3)
def turns(work: Work) -> Outcome:
    """Lay out the periods of recurring work, and remind of those that are due or late."""
    today = localdate()
    laid = natures.lay_turns(actor=work.actor, today=today)
    told = natures.remind_turns(actor=work.actor, today=today)
    return Outcome(f"排定 {laid} 项，提醒 {told} 人次")


@daily("08:10")
@job("plans.reports", "提醒填报进展", retries=3)
def reports(work: Work) -> Outcome:
    """Tell of reports that are due by the rhythm their tasks set; each is told once."""
    told = actions.ask_for_reports(actor=work.actor, today=localdate())
    return Outcome(f"提醒 {told} 人次")


@job("plans.ask_assistant", "请助手看讲话")
def ask_assistant(work: Work, asking_id: int, part: int = 0) -> Outcome:
    """Send one part of a speech to the host that its sender was shown, and keep the answer."""
    asking = Asking.objects.select_related("speech__source", "speech__unit").get(pk=asking_id)
    speech, page = asking.speech, reverse("plans:speech-assistant", args=[asking.speech_id])
    if asking.answered_at or asking.kept > part:
        return Outcome("助手已经答复", page)
    actor, source = work.actor, Source(speech.source.text, tuple(speech.source.breaks))
    stretches = parts(source.text, speech.start, speech.end)
    # Told before anything leaves: where this stops the job, it may be started again.
    work.told(part, len(stretches))
    try:
        assistant = _as_shown(asking)
        asking_acts.send_part(actor=actor, asking=asking, part=part)
        answer = _asked(assistant, source, stretches[part], asked.taken_stretches(speech))
        of = len(stretches)
        asking_acts.take_answer(actor=actor, asking=asking, part=part, of=of, answer=answer)
    except (Unanswered, Refused) as no:
        asking_acts.give_up(actor=actor, asking=asking, fault=str(no))
        return Outcome(str(no), page)
    number = asked.open_suggestions(speech).count()
    told = f"（第 {part + 1} 部分，共 {len(stretches)} 部分）" if len(stretches) > 1 else ""
    return Outcome(f"助手提出 {number} 条建议，请逐条核对{told}", page)


def _as_shown(asking: Asking) -> Assistant:
    """Return the assistant that the sender was shown; another one gets nothing."""
    found = asked.configured_assistant()
    if found is None or (found.host, found.model) != (asking.host, asking.model):
        raise Unanswered(MOVED)
    return found


def _asked(
    assistant: Assistant, source: Source, part: tuple[int, int], taken: list[tuple[int, int]]
) -> Answer:
    """Ask about a part of a speech; an answer that holds no list is none."""
    entries = understood(ask(assistant, messages(source, part)))
    if entries is None:
        raise Unanswered(UNCLEAR)
    return placed(source.text, part, entries, taken)

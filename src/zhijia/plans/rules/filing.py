"""立项: where a task comes from, what it must say, and how it gets onto the file."""

from datetime import date, timedelta

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .dues import year_meant

ORIGINS = {
    "speech": "领导讲话",
    "meeting": "会议议定",
    "document": "文件部署",
    "word": "领导批示",
    "other": "其他",
}
URGENCIES = {"normal": "一般", "urgent": "紧急", "most": "特急"}
FREQUENCIES = {"weekly": "每周", "monthly": "每月", "quarterly": "每季", "stage": "分阶段"}
STAGES = {"draft": "拟办", "submitted": "待审定", "filed": "已立项"}
OUTCOMES = {"": "待审定", "approved": "审定", "sent_back": "退回修改", "recalled": "撤回送审"}
# What comes from here was said by those who would have to approve it.
SAID_ALREADY = frozenset({"speech", "meeting"})


def basis(origin: str, title: str, number: str, by: str, on: date | None) -> str:
    """Say what a task rests on that comes from no speech: which paper or word, and its day."""
    said = f"《{title}》" if origin == "document" and not title.startswith("《") else title
    details = [number, by, f"{on:%Y-%m-%d}" if on else ""]
    told = "，".join(filter(None, details))
    return f"{said}（{told}）" if told else said


def needs_approval(origin: str, choice: str) -> bool:
    """Say whether a task of this origin is approved before it is given, as the unit chose.

    `choice` is `LawInForce.task_approval`: all, some or none.
    """
    if choice == "some":
        return origin not in HOUSE["HOUSE-60"].sets(SAID_ALREADY)
    return choice == "all"


def all_heard(*, unanswered: int, unsettled: int) -> Verdict:
    """A draft goes on once those asked had their time, and what they suggested has its answer."""
    if unanswered:
        return refused(f"还有 {unanswered} 个单位在征求意见期限内，请等答复或者提前截止")
    if unsettled:
        words = f"还有 {unsettled} 件修改意见没有写明采纳情况，请逐件填写"
        return refused(words, HOUSE["HOUSE-60"])
    return ALLOWED


def may_file(*, stage: str, needs: bool, unanswered: int = 0, unsettled: int = 0) -> Verdict:
    """A draft is put on file by the desk itself only where nobody need approve it."""
    if stage == "filed":
        return refused("已经立项")
    if needs:
        return refused("先提请工会主席、副主席审定，审定以后立项", HOUSE["HOUSE-60"])
    return all_heard(unanswered=unanswered, unsettled=unsettled)


def may_submit(
    *, stage: str, needs: bool, has_head: bool, unanswered: int, unsettled: int = 0
) -> Verdict:
    """A draft goes to whoever approves it once those who were asked had their time."""
    if stage != "draft":
        return refused("已经提请审定" if stage == "submitted" else "已经立项")
    if not needs:
        return refused("本单位选择这类事项不必审定，可以直接立项", HOUSE["HOUSE-60"])
    if not has_head:
        return refused("本单位没有在任的工会主席、副主席，无人审定，请先任职", HOUSE["HOUSE-60"])
    return all_heard(unanswered=unanswered, unsettled=unsettled)


MOST_AT_ONCE = 100  # tasks: more than one reads and decides in one go


def may_take_at_once(number: int) -> Verdict:
    """Some tasks are ticked, and not more than a page of them."""
    if not number:
        return refused("请至少勾选一项任务")
    if number > MOST_AT_ONCE:
        return refused(f"一次最多办理 {MOST_AT_ONCE} 项，请分几次")
    return ALLOWED


def may_decide_draft(stage: str) -> Verdict:
    """Only what was submitted is approved, sent back or recalled."""
    return ALLOWED if stage == "submitted" else refused("这项任务不在待审定状态")


def may_give_out(stage: str) -> Verdict:
    """Only what is on file is given to units."""
    if stage == "filed":
        return ALLOWED
    return refused("还没有立项，立项以后才能交办", HOUSE["HOUSE-60"])


def may_reword(*, stage: str, is_approved: bool, is_head: bool) -> Verdict:
    """What lies before the leaders, or what they approved, is changed by them alone."""
    if is_head or (stage != "submitted" and not is_approved):
        return ALLOWED
    if stage == "submitted":
        return refused("已经提请审定，需要修改的请先撤回送审", HOUSE["HOUSE-60"])
    return refused("已经审定，内容、期限和标准由工会主席、副主席修改", HOUSE["HOUSE-60"])


FEWEST_DAYS, MOST_DAYS = HOUSE["HOUSE-60"].sets((1, 30))


def may_be_asked_about(stage: str) -> Verdict:
    """Units are asked about what is still a draft."""
    return ALLOWED if stage == "draft" else refused("拟办期间才能征求意见", HOUSE["HOUSE-60"])


def may_ask_opinions(*, stage: str, until_on: date, today: date, units: int) -> Verdict:
    """Units are asked about a draft, and have between one and thirty days."""
    if not (verdict := may_be_asked_about(stage)):
        return verdict
    if not units:
        return refused("请至少选择一个单位")
    first, last = today + timedelta(FEWEST_DAYS), today + timedelta(MOST_DAYS)
    if not first <= until_on <= last:
        words = f"截止日期应在 {first:%Y-%m-%d} 至 {last:%Y-%m-%d} 之间"
        return refused(words, HOUSE["HOUSE-60"])
    return year_meant(until_on, today)


ANSWERS = {"agree": "同意", "suggest": "建议修改"}
ADOPTIONS = {"yes": "采纳", "part": "部分采纳", "no": "未采纳"}


def may_opine(*, is_closed: bool, until_on: date, today: date, answer: str, words: str) -> Verdict:
    """An opinion is given once, within its time; who wants a change says which."""
    if is_closed:
        return refused("已经答复或者已经提前截止")
    if today > until_on:
        late = f"征求意见已于 {until_on:%Y-%m-%d} 截止，没有答复的视为没有意见"
        return refused(late, HOUSE["HOUSE-60"])
    if answer not in ANSWERS:
        return refused("请选择同意或者建议修改")
    if answer == "suggest" and not words:
        return refused("建议修改的，请写明修改意见")
    return ALLOWED


def may_settle(*, answer: str, stage: str, adoption: str, reply: str) -> Verdict:
    """Whoever asked says of each suggestion whether it was taken up, and why where it was not."""
    if answer != "suggest":
        return refused("没有修改意见，不必填写采纳情况")
    if stage == "filed":
        return refused("已经立项，采纳情况不再改动")
    if adoption not in ADOPTIONS:
        return refused("请选择采纳情况")
    if adoption != "yes" and not reply:
        return refused("没有全部采纳的，请写明理由")
    return ALLOWED


def opinion_stands(*, answer: str, is_closed: bool, until_on: date, today: date) -> str:
    """Say how an opinion stands: what was answered, or that there is none (yet)."""
    if answer:
        return ANSWERS[answer]
    if is_closed:
        return "提前截止，没有意见"
    return "待答复" if today <= until_on else "到期未答复，视为没有意见"


def may_draft(*, origin: str, title: str, by: str, on: date | None, today: date) -> Verdict:
    """What no speech asked for says which meeting, paper or word it rests on."""
    if origin == "speech":
        return refused("来自讲话的任务，请先登记讲话，由讲话分解立项", HOUSE["HOUSE-60"])
    if origin not in ORIGINS:
        return refused("请选择任务来源")
    if not title:
        return refused("请写明依据：哪次会议、哪份文件或者哪件批示", HOUSE["HOUSE-60"])
    if origin == "word" and not by:
        return refused("领导批示请写明批示人", HOUSE["HOUSE-60"])
    if on and on > today:
        return refused("依据的日期不能晚于今天")
    return ALLOWED


def may_lead(*, in_branch: bool, is_held: bool) -> Verdict:
    """A task is led by somebody in office, in the unit or below it."""
    if not in_branch:
        return refused("牵头领导应在本单位或者下级单位任职")
    return ALLOWED if is_held else refused("牵头领导已免职，请另选")


def may_intend(*, in_branch: bool, unit_stands: bool, is_twice: bool) -> Verdict:
    """A task is meant for standing units of one's own branch, each in one role."""
    if not in_branch:
        return refused("拟承办单位应是本单位或者下级单位")
    if not unit_stands:
        return refused("拟承办单位已撤销，请另选单位")
    return refused("同一个单位不能既牵头又配合") if is_twice else ALLOWED

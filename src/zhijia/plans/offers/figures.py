from django.db.models import QuerySet

from zhijia.platform.offers import figure, ratio

from ..models import Assignment, Instruction, Progress, Reminder, Speech, Task

GIVEN = {"任务": "wording", "承办单位": "unit__name", "交办日期": "assigned_on", "期限": "due_on"}

FILED = {"任务": "wording", "立项单位": "unit__name", "立项日期": "filed_on"}


@figure(
    "plans.speeches",
    "分解讲话",
    unit="篇",
    means="期内确认分解的讲话。",
    may="plans.read",
    on="confirmed_on",
    show={"讲话": "title", "单位": "unit__name", "确认日期": "confirmed_on"},
)
def speeches() -> QuerySet[Speech]:
    """Count speeches by the day their tasks were confirmed."""
    return Speech.objects.all()


@figure(
    "plans.tasks",
    "立项任务",
    unit="项",
    means="期内立项的任务，不含拟办的和已撤销的。",
    where="filed_path",
    may="plans.read",
    on="filed_on",
    show=FILED,
    groups="area",
)
def tasks() -> QuerySet[Task]:
    """Count tasks by the day they were put on file."""
    return Task.objects.filter(dropped_for="")


@figure(
    "plans.closed",
    "办结立项任务",
    unit="项",
    means="期内全部承办单位都已办结的立项任务，不含已撤销的。",
    may="plans.read",
    on="closed_on",
    show={**FILED, "办结日期": "closed_on"},
    groups="area",
)
def closed() -> QuerySet[Task]:
    """Count tasks by the day the last unit's work was accepted."""
    return Task.objects.filter(dropped_for="")


@figure(
    "plans.given",
    "交办任务",
    unit="项次",
    means="期内交到各承办单位的任务，一个单位一项计一项次；不含配合单位的、分解到岗位的部分和已撤回的。",
    where="given_path",
    may="plans.read",
    on="assigned_on",
    show=GIVEN,
    groups="task__area",
)
def given() -> QuerySet[Assignment]:
    """Count what units were given by the day they were given it."""
    return Assignment.objects.leads()


@figure(
    "plans.done",
    "办结任务",
    unit="项次",
    means="期内经交办单位审核通过的承办任务。",
    where="given_path",
    may="plans.read",
    on="closed_on",
    show={**GIVEN, "办结日期": "closed_on"},
    groups="task__area",
)
def done() -> QuerySet[Assignment]:
    """Count accepted work by the day it was accepted."""
    return Assignment.objects.leads().filter(state="accepted")


@figure(
    "plans.given_and_done",
    "当期交办已办结",
    unit="项次",
    means="期内交办的承办任务中，期末前已审核通过的。",
    where="given_path",
    may="plans.read",
    on="assigned_on",
    by="closed_on",
    show={**GIVEN, "办结日期": "closed_on"},
)
def given_and_done() -> QuerySet[Assignment]:
    """Count accepted work by the day it was given, so that the rate never passes 100."""
    return Assignment.objects.leads().filter(state="accepted")


@figure(
    "plans.open",
    "在办任务",
    unit="项次",
    means="期末尚未办结的承办任务。",
    where="given_path",
    may="plans.read",
    since="assigned_on",
    until="closed_on",
    show=GIVEN,
    lessens=True,
)
def open_() -> QuerySet[Assignment]:
    """Count what stands undone."""
    return Assignment.objects.leads()


@figure(
    "plans.overdue",
    "逾期任务",
    unit="项次",
    means="期末超过完成期限仍未办结的承办任务。",
    where="given_path",
    may="plans.read",
    since="overdue_from",
    until="closed_on",
    show=GIVEN,
    lessens=True,
)
def overdue() -> QuerySet[Assignment]:
    """Count what stands undone past its day."""
    return Assignment.objects.leads()


ratio(
    "plans.rate",
    "办结率",
    part="plans.given_and_done",
    whole="plans.given",
    means="期内交办的承办任务中期末前已审核通过的百分比。",
    cues=("任务办结率", "办结率", "督办事项办结"),
)


@figure(
    "plans.urged",
    "催办次数",
    unit="次",
    means="期内对承办任务的提醒和催办，系统到期提醒、逾期催办和人工催办都计入。",
    may="plans.read",
    on="reminded_on",
    show={
        "任务": "assignment__wording",
        "承办单位": "assignment__unit__name",
        "日期": "reminded_on",
    },
    groups="kind",
)
def urged() -> QuerySet[Reminder]:
    """Count reminders by the day they were sent, where the work was."""
    return Reminder.objects.all()


@figure(
    "plans.instructed",
    "领导批示",
    unit="件",
    means="期内领导对任务和承办事项作出的批示。",
    may="plans.read",
    on="written_on",
    show={"任务": "task__wording", "批示人职务": "office", "日期": "written_on"},
)
def instructed() -> QuerySet[Instruction]:
    """Count what leaders wrote by the day, where the work was; a draft is nobody else's to read."""
    return Instruction.objects.filter(task__filed_on__isnull=False)


@figure(
    "plans.assisted",
    "配合会签",
    unit="项次",
    means="期内配合单位作出的会签，请其补充后再次会签的另计。",
    may="plans.read",
    on="done_on",
    show={
        "任务": "assignment__wording",
        "配合单位": "assignment__unit__name",
        "会签日期": "done_on",
    },
)
def assisted() -> QuerySet[Progress]:
    """Count the answers of units that assist by the day they were given."""
    return Progress.objects.filter(step="answered")

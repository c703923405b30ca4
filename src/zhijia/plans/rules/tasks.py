"""任务: whom it may be given to, and when it may be dropped."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused


def may_assign(
    *, is_open: bool, in_branch: bool, unit_stands: bool, has_desk: bool, already: bool
) -> Verdict:
    """Judge whether a task may be given to a unit."""
    if not is_open:
        return refused("任务已办结或者已撤销，不能再交办", HOUSE["HOUSE-04"])
    if not in_branch:
        return refused("只能交办给本单位或者下级单位")
    if not unit_stands:
        return refused("承办单位已撤销，请另选单位")
    if not has_desk:
        return refused("承办单位尚未配备工会主席或者干事，无人签收，请先任职")
    if already:
        return refused("该单位已经承办这项任务，不必重复交办")
    return ALLOWED


def may_drop(*, open_assignments: int) -> Verdict:
    """A task is dropped only when nobody works on it."""
    if open_assignments:
        return refused(f"还有 {open_assignments} 个承办单位正在办理，请先撤回交办")
    return ALLOWED


MOST_ON_PAPER = 500  # tasks: beyond it Word turns its pages slowly and nobody reads them


def fits_paper(tasks: int) -> Verdict:
    """A table to be read on paper has an end; a longer one is for Excel."""
    if tasks > MOST_ON_PAPER:
        return refused(
            f"Word 表一次最多 {MOST_ON_PAPER} 项任务，现有 {tasks} 项，"
            "请用查询条件缩小范围，或者导出 Excel"
        )
    return ALLOWED


MOST_IN_TABLE = 20_000  # tasks, or units at them: the table is made while its reader waits


def fits_table(*, tasks: int, works: int) -> Verdict:
    """The task table is made at once; work beyond that is taken out of the list, as a job."""
    if max(tasks, works) > MOST_IN_TABLE:
        return refused(
            f"任务表一次最多 {MOST_IN_TABLE} 项任务、{MOST_IN_TABLE} 条承办记录，"
            f"现有 {tasks} 项、{works} 条，请用查询条件缩小范围；"
            "承办记录也可以到看板的“清单”导出 Excel"
        )
    return ALLOWED

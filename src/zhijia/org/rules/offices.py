"""班子: what stands vacant, who is to be trained, what is reported after an election. Pure."""

from datetime import date, timedelta

from zhijia.law import HOUSE, LAW, LawInForce, granted, refused
from zhijia.law.words import at_least, at_most

from .bodies import needs_women_committee, staff_reps_due
from .findings import Finding, Tone
from .terms import CERTIFICATE_DAYS, REPLY_DAYS, months_after

TRAINED_WITHIN = LAW["XJ-11"].sets(12)  # months
TRAINING_WARNS = HOUSE["HOUSE-33"].sets(2)  # months before
AUDIT_SEATS = LAW["XJ-30"].sets((3, 11))
STANDING_SEATS = LAW["XJ-06"].sets((9, 11))
# (members up to, representatives at least, at most); the last row has no upper end.
MEMBER_REPS: tuple[tuple[int | None, int, int], ...] = LAW["DD-04"].sets(
    (
        (200, 30, 40),
        (1000, 40, 60),
        (5000, 60, 90),
        (10000, 90, 130),
        (50000, 130, 180),
        (None, 180, 240),
    )
)

SHORTFALLS = {
    "term_over": "届满未换届",
    "no_chair": "主席空缺",
    "seats": "委员缺额",
    "untrained": "岗位培训未完成",
    "unreported": "选举结果未报批",
}
# What is told before the day comes: nothing has been missed yet.
COMING = {"term_over": "任期将届满，请着手换届", "untrained": "请安排岗位培训"}


def shortfall_words(kind: str, *, due_on: date | None, today: date) -> str:
    """Say what is lacking, or what will be when the day has passed."""
    is_ahead = due_on is not None and due_on >= today
    return COMING.get(kind, SHORTFALLS[kind]) if is_ahead else SHORTFALLS[kind]


def chair_vacant(*, since: date | None, acting: str, today: date, law: LawInForce) -> Finding:
    """Judge a union without a chair since a day; None where it never had one (C5)."""
    clause = LAW["XJ-29"]
    who = f"，由{acting}临时主持工作" if acting else "，尚未明确临时主持工作的人"
    if since is None:
        return Finding("主席", refused(f"没有登记工会主席{who}，应当选举", clause))
    remind = months_after(since, LAW["QZ-12"].sets(law.vacancy_remind_months))
    limit = months_after(since, law.vacancy_limit_months)
    found = f"工会主席自 {since:%Y-%m-%d} 起空缺{who}"
    if today > limit:
        words = f"{found}，已超过 {law.vacancy_limit_months} 个月，应当立即补选"
        return Finding("主席", refused(words, clause), Tone.BREACH, limit)
    by = remind if today <= remind else limit
    return Finding("主席", refused(f"{found}，请在 {by:%Y-%m-%d} 前补选", clause), Tone.WARN, by)


def trained_by(from_on: date) -> date:
    """Return the last day on which who took office then is to be trained."""
    return months_after(from_on, TRAINED_WITHIN)


def training_warns_from(due_on: date) -> date:
    """Return the day from which a training due on a day is announced."""
    return months_after(due_on, -TRAINING_WARNS)


def training(name: str, *, from_on: date, trained_on: date | None, today: date) -> Finding:
    """A chair or vice-chair is trained within a year of taking office (选举条例 §14)."""
    clause, due_on = LAW["XJ-11"], trained_by(from_on)
    if trained_on:
        found = f"{name}已于 {trained_on:%Y-%m-%d} 参加岗位培训"
        return Finding("岗位培训", granted(found, clause))
    if today > due_on:
        words = f"{name}任职已满一年，没有岗位培训的记录"
        return Finding("岗位培训", refused(words, clause), Tone.BREACH, due_on)
    tone = Tone.WARN if today >= training_warns_from(due_on) else Tone.HINT
    words = f"{name}应在 {due_on:%Y-%m-%d} 前参加岗位培训"
    return Finding("岗位培训", refused(words, clause), tone, due_on)


def result_approved(
    *, elected_on: date, reported_on: date | None, number: str, today: date
) -> Finding:
    """The result goes up for approval; no answer is not a yes, it only prompts (T9)."""
    clause = LAW["XJ-25"]
    if number:
        return Finding("批复", granted(f"选举结果已经上一级工会批准（{number}）", clause))
    if reported_on is None:
        words = f"{elected_on:%Y-%m-%d} 的选举结果没有报上一级工会批准的记录"
        return Finding("批复", refused(words, clause), Tone.WARN)
    due_on = reported_on + timedelta(days=REPLY_DAYS)
    found = f"选举结果已于 {reported_on:%Y-%m-%d} 上报"
    if today <= due_on:
        return Finding("批复", granted(f"{found}，等待批复", clause), due_on=due_on)
    words = f"{found}，已满 {REPLY_DAYS} 日没有批复，请催问；没有批复不等于批准"
    return Finding("批复", refused(words, clause), Tone.HINT, due_on)


def certificate(*, elected_on: date, changed_on: date | None) -> Finding:
    """After an election the union's certificate as a legal person is changed (Correction 12)."""
    clause, due_on = LAW["FR-30"], elected_on + timedelta(days=CERTIFICATE_DAYS)
    if changed_on:
        found = f"工会法人资格证书已于 {changed_on:%Y-%m-%d} 变更（换证）"
        return Finding("法人证书", granted(found, clause))
    words = f"有法人资格的，应在 {due_on:%Y-%m-%d} 前办理工会法人资格证书变更，尚无记录"
    return Finding("法人证书", refused(words, clause), Tone.HINT, due_on)


def audit_body(auditors: int, *, has_head: bool) -> Finding:
    """Judge the body that audits the union's money (工会法 §45, 选举条例 §33)."""
    least, most = AUDIT_SEATS
    if not auditors:
        words = "没有登记经费审查委员会委员，会员较少的也应当设经费审查委员一人"
        return Finding("经审", refused(words, LAW["GHF-19"]))
    if auditors == 1:
        return Finding("经审", granted("设经费审查委员 1 人", LAW["XJ-30"]))
    found = f"经费审查委员会 {auditors} 人"
    if not (at_least(auditors, least) and at_most(auditors, most)):
        words = f"{found}，应为 {least} 至 {most} 人"
        return Finding("经审", refused(words, LAW["XJ-30"]))
    if not has_head:
        return Finding("经审", refused(f"{found}，尚未选出主任", LAW["XJ-30"]), Tone.WARN)
    return Finding("经审", granted(found, LAW["XJ-30"]))


def women_body(women: int, *, has_head: bool, sitting: int, law: LawInForce) -> Finding | None:
    """Judge who speaks for the women of a union (C8); without women nobody need."""
    if not women:
        return None
    clause, found = LAW["XJ-27"], f"女会员 {women} 人"
    if needs_women_committee(women, law=law):
        if has_head:
            return Finding("女职工", granted(f"{found}，已建女职工委员会", clause))
        return Finding("女职工", refused(f"{found}，应当建立女职工委员会，尚未登记主任", clause))
    if has_head or sitting:
        return Finding("女职工", granted(f"{found}，已设女职工委员", clause))
    return Finding("女职工", refused(f"{found}，应当设女职工委员", clause))


def standing_body(sitting: int) -> Finding | None:
    """Judge a standing committee, where there is one (选举条例 §9)."""
    if not sitting:
        return None
    least, most = STANDING_SEATS
    words = f"常务委员 {sitting} 人，常务委员会由 {least} 至 {most} 人组成，须经上一级工会批准"
    fits = at_least(sitting, least) and at_most(sitting, most)
    verdict = granted(words, LAW["XJ-06"]) if fits else refused(words, LAW["XJ-06"])
    return Finding("常务委员会", verdict, Tone.WARN)


def member_reps(members: int, *, sitting: int) -> Finding | None:
    """Hold the members' representatives against the band of their number, where there are any."""
    if not sitting:
        return None
    band = next(row for row in MEMBER_REPS if row[0] is None or members <= row[0])
    found = f"会员 {members} 人，会员代表应为 {band[1]} 至 {band[2]} 名，现为 {sitting} 名"
    fits = at_least(sitting, band[1]) and at_most(sitting, band[2])
    verdict = granted(found, LAW["DD-04"]) if fits else refused(found, LAW["DD-04"])
    return Finding("会员代表", verdict, Tone.WARN)


def staff_reps(staff: int | None, *, sitting: int, law: LawInForce) -> Finding | None:
    """Hold the staff's representatives against the fewest that are due (C13)."""
    if not staff:
        return None
    clause, least = law.clause("staff_reps"), staff_reps_due(staff, law=law)
    found = f"职工 {staff} 人，职工代表不少于 {least} 名"
    if not sitting:
        return Finding("职工代表", granted(f"{found}，尚未登记", clause))
    if at_least(sitting, least):
        return Finding("职工代表", granted(f"{found}，现为 {sitting} 名", clause))
    return Finding("职工代表", refused(f"{found}，现为 {sitting} 名", clause), Tone.WARN)


def full_time_chair(staff: int | None, *, is_full_time: bool, law: LawInForce) -> Finding | None:
    """Say from how many staff on a chair may be, or shall be, full-time (C7)."""
    from_staff = LAW["GHF-05"].sets(200)
    if law.full_time_chair == "off" or staff is None or not at_least(staff, from_staff):
        return None
    found = f"职工 {staff} 人"
    if is_full_time:
        return Finding("专职主席", granted(f"{found}，已设专职工会主席", LAW["GHF-05"]))
    if law.full_time_chair == "strict":
        return Finding("专职主席", refused(f"{found}，应当设专职工会主席", LAW["GHF-05"]))
    words = f"{found}，可以设专职工会主席"
    return Finding("专职主席", refused(words, LAW["GHF-05"]), Tone.HINT)

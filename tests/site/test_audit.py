"""留痕: who may read what was done, where, and that nobody reads further."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils.timezone import now

from zhijia.org import actions
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.audit.models import AuditEntry, AuditHead
from zhijia.site import record

AUDIT, SHEET = "/audit/", "/audit/sheet/"
MAY = CAPABILITIES["audit.read"]


@pytest.fixture
def many(hospital, hospital_desk):
    """Put this many entries of the hospital on record."""

    def put(number: int, **facts: object) -> list[AuditEntry]:
        said = {
            "member_id": hospital_desk.member_id,
            "action": "org.edit_member",
            "label": "修改会员",
            "subject": "org.Member#1 某人",
            "unit_path": hospital.path,
        }
        entries = [AuditEntry(**{**said, **facts}) for _ in range(number)]
        AuditHead.append(entries)
        return entries

    return put


def lines_of(page):
    """Return the lines of a page."""
    return page.context["leaf"].lines


def shown(page):
    """Return the entries on a page."""
    return [line.entry for line in lines_of(page)]


@pytest.mark.parametrize("role", ["chair", "vice_chair", "desk", "auditor"])
def test_desks_and_auditors_read_the_record_of_their_unit(role):
    assert MAY(Actor(posts=frozenset({(role, "00010001", False)})), Unit(path="00010001"))


@pytest.mark.parametrize("role", ["member", "leader", "committee", "women", "organiser", "officer"])
def test_other_posts_do_not_read_the_record(role):
    verdict = MAY(Actor(posts=frozenset({(role, "0001", True)})), Unit(path="0001"))
    assert not verdict
    assert "经费审查委员" in verdict.reason


def test_an_auditor_reads_their_own_unit_and_none_below(many, group, hospital):
    entry = many(1)[0]
    above = Actor(posts=frozenset({("auditor", group.path, False), ("member", "0001", False)}))
    inside = Actor(posts=frozenset({("auditor", hospital.path, False)}))

    assert not MAY(above, hospital)
    assert {e.unit_path for e in record.within(above)} == {group.path}
    assert entry.hash in {e.hash for e in record.within(inside)}


def test_a_desk_above_reads_what_was_done_below(sign_in, group_desk, hospital_desk, many):
    entry = many(1)[0]
    assert entry.hash in {e.hash for e in shown(sign_in(group_desk).get(AUDIT))}


def test_a_desk_never_reads_the_record_of_a_unit_beside_or_above(
    sign_in, hospital_desk, school_desk, many
):
    many(3, subject="org.Member#1 只有医院知道")
    page = sign_in(school_desk).get(AUDIT)

    assert page.status_code == 200
    assert shown(page)
    assert {e.unit_path for e in shown(page)} == {school_desk.unit_path}
    assert "只有医院知道" not in page.text
    asked = sign_in(school_desk).get(AUDIT, {"words": "只有医院知道"})
    assert not shown(asked)
    assert "没有符合条件的记录" in asked.text


def test_what_concerns_no_unit_is_for_the_top_desk(sign_in, group_desk, hospital_desk, many):
    entry = many(1, unit_path="", label="登记全年放假安排")[0]

    assert entry.hash in {e.hash for e in shown(sign_in(group_desk).get(AUDIT))}
    assert entry.hash not in {e.hash for e in shown(sign_in(hospital_desk).get(AUDIT))}


def test_a_member_finds_neither_page_nor_file_nor_link(sign_in, member):
    browser = sign_in(member)

    assert browser.get(AUDIT).status_code == 404
    assert browser.get(SHEET).status_code == 404
    for page in ("/", "/law/"):
        assert f'href="{AUDIT}"' not in browser.get(page).text


def test_a_desk_finds_the_record_in_the_menu(sign_in, hospital_desk):
    assert f'href="{AUDIT}"' in sign_in(hospital_desk).get("/law/").text


def test_an_entry_tells_doer_action_subject_and_what_changed(
    sign_in, group_desk, hospital, hospital_desk
):
    browser = sign_in(hospital_desk)
    actions.edit_unit(
        actor=group_desk,
        unit=hospital,
        name="职工总医院工会",
        kind=hospital.kind,
        staff_count=hospital.staff_count,
        version=hospital.version,
    )
    page = browser.get(AUDIT)

    line = page.context["leaf"].lines[0]
    assert (line.who, line.kind, line.subject) == (group_desk.name, "单位", "职工总医院工会")
    changed = {change.name: (change.old, change.new) for change in line.changes}
    assert changed["名称"] == ("职工医院工会", "职工总医院工会")
    assert "职工医院工会 → 职工总医院工会" in page.text


def test_moments_choices_and_other_rows_are_told_in_words(sign_in, hospital_desk, many):
    after = {
        "left_on": None,
        "gender": "female",
        "opened_at": "2026-01-01T00:30:00Z",
        "org.Post#7 kind": "chair",
        "设备": ["甲", "乙"],
    }
    entry = many(1, after=after)[0]
    user = many(1, subject="accounts.User#1 2001", after=after)[0]
    page = sign_in(hospital_desk).get(AUDIT)

    told = {line.entry.hash: {c.name: c.new for c in line.changes} for line in lines_of(page)}
    assert told[entry.hash]["性别"] == "女"
    assert told[entry.hash]["离会日期"] == "未填写"
    assert told[entry.hash]["职务 7 号的职务"] == "工会主席"
    assert told[entry.hash]["设备"] == "甲、乙"
    assert "2026-01-01 08:30" in told[user.hash].values()


def test_days_person_action_and_words_narrow_the_list(sign_in, hospital_desk, many):
    old, named, acted = many(3)
    AuditEntry.objects.filter(hash=old.hash).update(done_at=now() - timedelta(days=40))
    AuditEntry.objects.filter(hash=named.hash).update(subject="org.Member#9 黄河清", member_id=None)
    AuditEntry.objects.filter(hash=acted.hash).update(action="org.move_unit")
    browser = sign_in(hospital_desk)
    day = f"{now() - timedelta(days=35):%Y-%m-%d}"

    def found(**asked: str) -> set[str]:
        return {e.hash for e in shown(browser.get(AUDIT, asked))}

    assert found(until=day) == {old.hash}
    assert old.hash not in found(since=day)
    assert {named.hash} == found(words="黄河清")
    assert {old.hash, acted.hash} <= found(person=hospital_desk.name)
    assert named.hash not in found(person=hospital_desk.name)
    assert found(person="2001") == found(person=hospital_desk.name)


def test_an_action_can_be_asked_for(sign_in, hospital_desk, many):
    many(2)
    page = sign_in(hospital_desk).get(AUDIT, {"action": "org.enrol"})

    assert shown(page)
    assert {e.action for e in shown(page)} == {"org.enrol"}


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "昨天"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"action": "org.无此动作"},
        {"before": "x"},
        {"before": "-1"},
        {"before": "9" * 30},
        {"words": "词" * 51},
        {"person": "\0"},
    ],
)
def test_a_forged_question_is_answered_in_words(sign_in, hospital_desk, many, asked):
    many(1)
    for address in (AUDIT, SHEET):
        page = sign_in(hospital_desk).get(address, asked)
        assert page.status_code == 200
        assert "查找条件有误" in page.text
        assert not shown(page)


def test_a_subject_is_shown_and_never_run(sign_in, hospital_desk, many):
    script = "<script>alert(1)</script>"
    many(1, subject=f"org.Member#1 {script}", before={script: script}, after={script: "<b>x</b>"})
    page = sign_in(hospital_desk).get(AUDIT)

    assert script not in page.text
    assert "<b>x</b>" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_fifty_come_at_a_time_and_every_entry_once(sign_in, hospital_desk, many):
    many(120)
    browser, seen, before = sign_in(hospital_desk), [], ""
    total = AuditEntry.objects.filter(unit_path=hospital_desk.unit_path).count()
    while before is not None:
        page = browser.get(AUDIT, {"before": before})
        seen += [e.pk for e in shown(page)]
        before = page.context["leaf"].older

    assert len(seen) == total
    assert seen == sorted(set(seen), reverse=True)


def test_an_entry_that_was_changed_behind_our_back_is_marked(sign_in, hospital_desk, many):
    browser, entries = sign_in(hospital_desk), many(3)
    assert "与各自前一条的印记相接" in browser.get(AUDIT).text

    AuditEntry.objects.filter(hash=entries[1].hash).update(subject="org.Member#1 别人")
    page = browser.get(AUDIT)
    assert "本页有 1 条与印记不符" in page.text
    assert [line.entry.hash for line in page.context["leaf"].lines if not line.fits] == [
        entries[1].hash
    ]


def test_an_entry_taken_out_breaks_the_next_one(sign_in, hospital_desk, many):
    browser, entries = sign_in(hospital_desk), many(3)
    AuditEntry.objects.filter(hash=entries[1].hash).delete()

    page = browser.get(AUDIT)
    assert [line.entry.hash for line in page.context["leaf"].lines if not line.fits] == [
        entries[2].hash
    ]


def test_fifty_thousand_entries_need_few_queries(
    sign_in, group_desk, many, django_assert_max_num_queries
):
    many(50_000)
    browser = sign_in(group_desk)
    with django_assert_max_num_queries(12):
        page = browser.get(AUDIT, {"person": "李", "since": "2020-01-01", "words": "某"})
    assert len(shown(page)) == 50


def read(answer) -> list[list[str]]:
    """Return the cells of the only sheet of a file that was handed out."""
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]


def test_the_file_holds_what_was_asked_and_nothing_out_of_reach(
    sign_in, hospital_desk, school_desk, many
):
    many(2, subject="org.Member#1 =1+1", before={"name": "甲"}, after={"name": "乙"})
    asked = {"words": "=1+1"}

    rows = read(sign_in(hospital_desk).get(SHEET, asked))
    assert len([row for row in rows if "会员：=1+1" in row]) == 2
    assert any("姓名：甲 → 乙" in row for row in rows)
    assert not any("会员：=1+1" in row for row in read(sign_in(school_desk).get(SHEET, asked)))


def test_a_file_of_too_many_holds_the_newest_and_says_so(sign_in, hospital_desk, many, monkeypatch):
    monkeypatch.setattr(record, "MOST_ROWS", 5)
    many(7)
    rows = read(sign_in(hospital_desk).get(SHEET))

    assert rows[0][0] == "留痕（最新 5 条）"
    assert len(rows) == 3 + 5


def test_looking_leaves_no_entry(sign_in, hospital_desk, audit_trail):
    browser = sign_in(hospital_desk)
    before = audit_trail()
    browser.get(AUDIT)
    browser.get(SHEET)
    assert audit_trail() == before

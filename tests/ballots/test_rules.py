"""Which way may be used, what a draft lacks, how lists are read, what a count comes to."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.ballots.counting import Candidate, Contest, Turnout
from zhijia.ballots.rules import UNION_BODIES, WAYS
from zhijia.ballots.rules.asking import ADOPTIONS, Asked, least_percent, may_be_public, sound
from zhijia.ballots.rules.candidacy import Candidate as Person
from zhijia.ballots.rules.candidacy import weigh
from zhijia.ballots.rules.cells import taken_apart
from zhijia.ballots.rules.counts import Counted, added, as_percent, election_tally, read
from zhijia.ballots.rules.following import next_of
from zhijia.ballots.rules.outcomes import as_points, election, evaluation, resolution, shown
from zhijia.ballots.rules.preparing import (
    Prepared,
    Question,
    Standing,
    Watching,
    lacks,
    may_serve,
    may_set,
)
from zhijia.ballots.rules.rolls import NewVoter, doubles, may_sign, may_undo_sign, pasted
from zhijia.ballots.rules.standing import STEPS, may_seal, may_step
from zhijia.ballots.rules.ways import Circumstances, OnFile, may_revote, may_use, ways
from zhijia.law import ALLOWED, Verdict, refused
from zhijia.law.in_force import NATIONAL

COMMITTEE = Asked("election", "选举工会委员会委员", "committee", seats=2, percent=5, write_ins=True)
THREE = tuple(Candidate(f"m{n}", name) for n, name in enumerate(("安然", "白露", "成功"), 1))
NAMES = {"m9": "丁香"}


# Ways


@pytest.mark.parametrize("body", UNION_BODIES)
def test_paper_may_always_be_used_and_electronic_ways_not_by_themselves(body: str) -> None:
    found = {one.key: one.verdict for one in ways(Circumstances(body, due=60))}
    assert found["paper"]
    assert [key for key, verdict in found.items() if not verdict] == ["hall", "mixed", "remote"]
    assert all(verdict.clause for verdict in found.values()), "each way says its clause"


def test_the_hall_needs_the_adopted_method_and_the_consent_from_above() -> None:
    none = Circumstances("committee", due=60)
    assert "选举办法和上一级工会" in may_use("hall", none).reason
    assert "书面同意" in may_use("hall", replace(none, method="选举办法")).reason
    both = replace(none, method="选举办法", consent="总工组〔2026〕3号")
    assert may_use("hall", both)
    assert may_use("mixed", both)
    assert not may_use("remote", both)


@pytest.mark.parametrize(("level", "is_open"), [("provincial", True), ("city", False)])
def test_remote_elections_need_a_written_rule_of_the_province(level: str, is_open: bool) -> None:
    found = Circumstances("committee", due=60, on_file=(OnFile("elections", level, "《办法》"),))
    assert bool(may_use("remote", found)) is is_open


def test_a_rule_for_the_staff_congress_opens_nothing_for_union_elections() -> None:
    on_file = (OnFile("staff_congress", "provincial", "《职代会条例》第五条"),)
    assert not may_use("remote", Circumstances("chair", due=60, on_file=on_file))
    assert may_use("remote", Circumstances("staff_congress", due=60, on_file=on_file))
    assert not may_use("remote", Circumstances("staff_congress", due=60))


@pytest.mark.parametrize("body", ["evaluation", "other"])
def test_evaluations_and_recommendations_may_be_remote(body: str) -> None:
    assert may_use("remote", Circumstances(body, due=60))
    assert may_use("hall", Circumstances(body, due=60))


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("body", [*UNION_BODIES, "staff_congress"])
def test_a_rehearsal_may_use_every_way(way: str, body: str) -> None:
    assert may_use(way, Circumstances(body, is_rehearsal=True, due=3))


def test_a_committee_of_four_votes_on_paper() -> None:
    four = Circumstances("evaluation", due=4)
    assert may_use("paper", four)
    assert "不足 5 人" in may_use("remote", four).reason
    assert may_use("remote", replace(four, due=5))


def test_only_the_remote_way_lets_people_vote_again() -> None:
    assert may_revote("remote")
    assert not any(may_revote(way) for way in ("paper", "hall", "mixed"))


def test_there_are_no_other_ways() -> None:
    with pytest.raises(ValueError, match="post"):
        may_use("post", Circumstances("other"))


# What is asked


@pytest.mark.parametrize(
    ("body", "percent"),
    [("committee", 5), ("standing", 10), ("delegates", 15), ("audit", 0), ("chair", 0)],
)
def test_a_rate_below_that_of_the_regulations_is_refused(body: str, percent: int) -> None:
    assert least_percent(body) == percent
    asked = replace(COMMITTEE, body=body, percent=percent)
    assert sound(asked)
    if percent:
        assert not sound(replace(asked, percent=percent - 1))


def test_write_ins_cannot_be_switched_off_in_elections_of_the_union() -> None:
    assert "不能取消" in sound(replace(COMMITTEE, write_ins=False)).reason
    assert sound(replace(COMMITTEE, body="other", percent=0, write_ins=False))
    assert sound(replace(COMMITTEE, write_ins=False, is_runoff=True))


def test_a_preliminary_round_keeps_as_many_as_there_are_seats() -> None:
    assert not sound(replace(COMMITTEE, round="preliminary", keep=1))
    assert sound(replace(COMMITTEE, round="preliminary", keep=2))


def test_weights_make_up_a_hundred_and_every_grade_has_its_points() -> None:
    asked = Asked("evaluation", "评议", "evaluation", grades=("优", "差"))
    assert sound(asked)
    assert not sound(replace(asked, grades=("优",)))
    weighed = replace(asked, lines=(("德", 60), ("能", 40)), scores=(("优", 100), ("差", 0)))
    assert sound(weighed)
    assert "合计 90%" in sound(replace(weighed, lines=(("德", 60), ("能", 30)))).reason
    assert "分值" in sound(replace(weighed, scores=(("优", 100),))).reason


# What a draft lacks


def prepared(**more: object) -> Prepared:
    """Return a draft that lacks nothing, but what is told."""
    choices = tuple(Standing(one.id, one.name) for one in THREE)
    facts: dict[str, object] = {
        "body": "committee",
        "way": "paper",
        "way_verdict": ALLOWED,
        "is_rehearsal": False,
        "due": 60,
        "doubles": (),
        "strangers": 0,
        "questions": (Question(COMMITTEE, choices, Contest("委员", 2, THREE, percent=5)),),
        "watching": (
            Watching("chief_scrutineer", "m20", "甲"),
            Watching("teller_a", "m21", "乙"),
            Watching("teller_b", "m22", "丙"),
        ),
        "has_end": False,
        "m": 5,
        "members": 60,
        "assembly_upto": 100,
    }
    return Prepared(**(facts | more))  # type: ignore[arg-type]


def said(found: Prepared) -> str:
    """Return what blocks a draft, in one string."""
    return may_set(found).reason


def test_a_draft_that_has_everything_may_be_set() -> None:
    assert may_set(prepared())
    assert all(one.verdict for one in lacks(prepared()))


def test_all_that_is_missing_is_listed_at_once() -> None:
    words = said(prepared(due=0, questions=(), watching=()))
    for part in ("名册上还没有人", "还没有表决内容", "还没有总监票人", "还没有计票人（乙）"):
        assert part in words


def test_few_members_elect_all_together_and_not_by_representatives() -> None:
    assert "应当召开会员大会" in said(prepared(due=40, members=60))
    assert may_set(prepared(due=60, members=180))
    assert "应当召开会员大会" in said(prepared(due=60, members=100))
    assert may_set(prepared(due=60, members=100, assembly_upto=99))


def test_who_is_barred_keeps_the_draft_from_being_set_and_a_warning_does_not() -> None:
    no = refused("法定代表人不得担任工会委员")
    barred = Standing("m1", "安然", bars=(no,))
    question = prepared().questions[0]
    both = (barred, *question.choices[1:])
    assert "安然：法定代表人" in said(prepared(questions=(replace(question, choices=both),)))
    warned = (replace(barred, bars=(), warnings=(no,)), *question.choices[1:])
    found = prepared(questions=(replace(question, choices=warned),))
    assert may_set(found)
    assert any(not one.verdict for one in lacks(found)), "a warning is shown all the same"


def test_a_candidate_neither_watches_nor_counts() -> None:
    watching = (*prepared().watching[:2], Watching("teller_b", "m1", "安然"))
    assert "候选人不得担任" in said(prepared(watching=watching))
    assert not may_serve("teller_a", is_member=True, stands=True)
    assert not may_serve("scrutineer", is_member=False, stands=False)
    assert may_serve("holder", is_member=False, stands=False)


def test_two_tellers_are_two_people() -> None:
    watching = (*prepared().watching[:2], Watching("teller_b", "m21", "乙"))
    assert "不能是同一人" in said(prepared(watching=watching))


def test_an_electronic_vote_needs_three_holders_two_scrutineers_and_a_registrar() -> None:
    words = said(prepared(way="hall"))
    for part in ("密钥保管人 0 人", "监票人（含总监票人）1 人", "还没有资格审查组"):
        assert part in words
    assert "计票人" not in words, "nobody counts paper"
    electronic = (
        Watching("chief_scrutineer", "m20", "甲"),
        Watching("scrutineer", "m23", "丁"),
        Watching("registrar", "m24", "戊"),
        *(Watching("holder", f"m3{n}", f"保管{n}") for n in range(3)),
    )
    found = prepared(way="hall", watching=electronic)
    assert may_set(found)
    assert any("上级工会派出" in one.verdict.reason for one in lacks(found))
    assert "截止时间" in said(prepared(way="remote", watching=electronic))
    assert may_set(prepared(way="remote", watching=electronic, has_end=True))


def test_names_that_seem_to_stand_twice_block() -> None:
    assert "疑似重复：王芳" in said(prepared(doubles=("王芳",)))


# Who may stand


def candidate(**more: object) -> Person:
    """Return a member whom nothing keeps from standing, but what is told."""
    facts: dict[str, object] = {
        "state": "regular",
        "has_left": False,
        "is_here": True,
        "held": (),
        "bars": (),
    }
    return Person(**(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "facts", "bars", "warns"),
    [
        ("committee", {}, "", ""),
        ("committee", {"state": "kept"}, "没有被选举权", ""),
        ("committee", {"bars": ("relative",)}, "近亲属不得担任", ""),
        ("chair", {"bars": ("hr",)}, "", "人力资源部门负责人不宜"),
        ("committee", {"bars": ("hr",)}, "", ""),
        ("audit", {"held": ("treasurer",)}, "财务委员不得兼任", ""),
        ("audit", {"held": ("chair",)}, "", "工会主席不得兼任"),
        ("chair", {"is_on_committee": False}, "", "从新当选的委员"),
        ("chair", {"is_on_committee": True}, "", ""),
        ("chair", {"is_here": False}, "", "上级工会推荐"),
        ("delegates", {"bars": ("legal",)}, "", ""),
    ],
)
def test_only_what_a_rule_forbids_for_certain_bars(
    body: str, facts: dict[str, object], bars: str, warns: str
) -> None:
    found = weigh(body, "company", candidate(**facts), NATIONAL)
    assert (bars in str(found.bars[0])) if bars else not found.bars
    assert (warns in str(found.warnings[0])) if warns else not found.warnings


def test_who_stands_for_two_bodies_of_one_ballot_is_told() -> None:
    chair = weigh("audit", "company", candidate(also=("chair",)), NATIONAL)
    assert not chair.bars
    assert "不得兼任经费审查委员" in str(chair.warnings[0])
    twice = weigh("committee", "company", candidate(also=("committee",)), NATIONAL)
    assert "还是另一项同类职务的候选人" in str(twice.warnings[0])
    assert not weigh("committee", "company", candidate(also=("women",)), NATIONAL).warnings


# Rolls


def test_pasted_lines_are_read_as_people_write_them() -> None:
    text = "王芳\t2007\t医院团\n\n李 静，3001\n欧阳靖 集团机关\n  赵敏  \n"
    found = [(one.name, one.number, one.group) for one in pasted(text)]
    assert found == [
        ("王芳", "2007", "医院团"),
        ("李静", "3001", ""),
        ("欧阳靖", "", "集团机关"),
        ("赵敏", "", ""),
    ]
    assert [one.line for one in pasted(text)] == [1, 3, 4, 5]


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_without_an_error(text: str) -> None:
    assert all(one.name and len(one.name) <= 50 for one in pasted(text))


def test_two_members_of_one_name_are_no_double_but_a_bare_name_beside_one_is() -> None:
    two = [NewVoter("王芳", 1, "2007"), NewVoter("王芳", 2, "3007")]
    assert doubles(two) == []
    assert doubles([*two, NewVoter("王芳")]) == ["王芳"]
    assert doubles([NewVoter("李静", None, "7"), NewVoter("李静", None, "7")]) == ["李静"]
    assert doubles([NewVoter("李静", None, "7"), NewVoter("李静", None, "8")]) == []


def test_everybody_signs_in_once_and_by_a_way_that_there_is() -> None:
    assert may_sign("", chosen="paper", ballot_way="paper")
    assert "已经签到" in may_sign("paper", chosen="paper", ballot_way="paper").reason
    assert not may_sign("", chosen="electronic", ballot_way="paper")
    assert may_sign("", chosen="electronic", ballot_way="mixed")
    assert not may_sign("", chosen="paper", ballot_way="remote")
    assert may_undo_sign("paper")
    assert may_undo_sign("mobile")
    assert "注销凭证" in may_undo_sign("electronic").reason


# States


def test_every_step_is_taken_from_its_own_states_only() -> None:
    assert may_step("open", "set")
    assert not may_step("open", "draft")
    assert not may_step("edit", "set")
    assert [step for step in STEPS if may_step(step, "void")] == ["again"]
    with pytest.raises(KeyError):
        may_step("dance", "set")


def test_an_archive_is_sealed_once_the_result_is_told_and_no_tie_is_left() -> None:
    assert may_seal(is_followed=False, then="", is_told=True)
    assert not may_seal(is_followed=False, then="", is_told=False)
    assert "再次投票" in may_seal(is_followed=False, then="runoff", is_told=True).reason
    assert may_seal(is_followed=True, then="runoff", is_told=True)


# Counts and outcomes


def counted(*rows: tuple[int, int], valid: int, **others: int) -> Counted:
    """Return a count of the three candidates: for and against of each."""
    lines = {one.id: {"yes": y, "no": n} for one, (y, n) in zip(THREE, rows, strict=True)}
    return Counted(valid, 0, lines, others)


def decided(found: Counted, asked: Asked = COMMITTEE, due: int = 60) -> dict[str, object]:
    """Return what an election among the three comes to, everybody there."""
    turnout = Turnout(due, due, found.valid, found.valid)
    contest = Contest(asked.title, asked.seats, THREE, percent=asked.percent)
    return election(asked, contest, turnout, found, NAMES).as_json()


def test_paper_and_electronic_votes_are_one_count() -> None:
    paper = counted((10, 2), (8, 4), (3, 9), valid=12, m9=2)
    votes = counted((20, 20), (30, 10), (35, 5), valid=40, m9=1)
    both = added([paper, votes])
    assert (both.valid, dict(both.others)) == (52, {"m9": 3})
    assert dict(both.lines["m1"]) == {"yes": 30, "no": 22}
    assert read(both.as_json()) == both


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_piles_add_up_in_any_order(rows: list[tuple[int, int, int]]) -> None:
    piles = [Counted(yes + no + left, 0, {"m1": {"yes": yes, "no": no}}) for yes, no, left in rows]
    one, other = added(piles), added(reversed(piles))
    assert one == other
    if rows:
        line = election_tally(THREE[:1], one, {}).lines[0]
        assert line.yes + line.no + line.abstain == one.valid


def test_who_has_more_than_half_of_those_due_is_elected_and_the_steps_say_so() -> None:
    found = decided(counted((50, 5), (40, 10), (20, 30), valid=58, m9=4))
    assert found["elected"] == ["m1", "m2"]
    words = [step[0] for step in found["steps"]]  # type: ignore[index, attr-defined]
    assert any("差额率 5%" in one for one in words)
    assert any("丁香：4 票" in one for one in words)
    assert words[-1].endswith("当选")


def test_a_tie_at_the_edge_is_followed_by_a_second_vote_among_the_tied_only() -> None:
    found = decided(counted((50, 5), (40, 10), (40, 10), valid=58))
    assert (found["then"], found["tied"], found["open_seats"]) == ("runoff", ["m2", "m3"], 1)
    after = next_of(COMMITTEE, found, {"lines": {"m1": {}, "m2": {}, "m3": {}}})
    assert after
    assert (after.is_runoff, after.seats, after.keys) == (True, 1, ("m2", "m3"))


def test_a_shortfall_is_followed_by_an_election_among_who_is_left() -> None:
    found = decided(counted((50, 5), (20, 30), (10, 40), valid=58))
    assert (found["then"], found["open_seats"]) == ("fill", 1)
    after = next_of(COMMITTEE, found, {"lines": {"m1": {}, "m2": {}, "m3": {}}})
    assert after
    assert (after.is_runoff, after.seats, after.keys) == (False, 1, ("m2", "m3"))


def test_a_preliminary_round_is_followed_by_the_formal_one() -> None:
    asked = replace(COMMITTEE, seats=1, round="preliminary", keep=2)
    found = decided(counted((5, 50), (20, 30), (10, 40), valid=58), asked)
    after = next_of(asked, found, {})
    assert after
    assert (after.word, after.seats, after.keys) == ("（正式选举）", 1, ("m2", "m3"))


def test_what_is_settled_asks_for_nothing_more() -> None:
    found = decided(counted((50, 5), (40, 10), (20, 30), valid=58))
    assert next_of(COMMITTEE, found, {}) is None
    assert next_of(replace(COMMITTEE, kind="evaluation"), found, {}) is None


def test_without_two_thirds_nothing_is_elected() -> None:
    turnout = Turnout(60, 39, 39, 39)
    contest = Contest("委员", 2, THREE, percent=5)
    found = election(COMMITTEE, contest, turnout, counted((39, 0), (39, 0), (0, 0), valid=39), {})
    assert (found.is_valid, found.then, found.elected) == (False, "anew", ())


@pytest.mark.parametrize(("yes", "result"), [(31, "adopted"), (30, "open"), (29, "rejected")])
def test_a_collective_agreement_at_exactly_half_is_neither(yes: int, result: str) -> None:
    asked = Asked("resolution", "集体合同草案", "staff_congress", adoption="contract")
    turnout = Turnout(60, 60, 60, 60)
    count = Counted(60, 0, {"c1": {"yes": yes, "no": 60 - yes}})
    found = resolution(asked, [Candidate("c1", "集体合同草案")], turnout, count)
    assert found.items == {"c1": result}


@pytest.mark.parametrize("adoption", list(ADOPTIONS))
def test_more_papers_than_were_issued_decide_nothing(adoption: str) -> None:
    asked = Asked("resolution", "决议", "other", adoption=adoption)
    turnout = Turnout(60, 60, 50, 51)
    count = Counted(51, 0, {"c1": {"yes": 51, "no": 0}})
    found = resolution(asked, [Candidate("c1", "事项")], turnout, count)
    assert (found.is_valid, found.then, found.items) == (False, "anew", {})


def test_an_evaluation_tells_grades_and_the_weighted_score() -> None:
    asked = Asked(
        "evaluation",
        "评议",
        "evaluation",
        grades=("优秀", "一般"),
        lines=(("德", 60), ("能", 40)),
        scores=(("优秀", 100), ("一般", 60)),
    )
    lines = {"m1.0": {"优秀": 3, "一般": 1}, "m1.1": {"优秀": 1, "一般": 3}, "m1": {"优秀": 2}}
    count = Counted(4, 1, lines)
    found = evaluation(asked, THREE[:1], Turnout(5, 5, 5, 5), count).as_json()
    entry = found["subjects"]["m1"]
    assert (entry["valid"], entry["counts"]) == (4, {"优秀": 2, "一般": 0})
    assert found["steps"][1][0].endswith("优秀 2（100.0%），一般 0（0.0%）；加权得分 82.00")
    assert entry["score"] == "82.00"
    assert entry["lines"]["能"] == {"优秀": 1, "一般": 3}


def test_few_grades_are_shown_as_their_number_only() -> None:
    asked = Asked("evaluation", "评议", "evaluation", grades=("满意", "不满意"))
    count = Counted(4, 0, {"m1": {"满意": 3, "不满意": 1}})
    kept = evaluation(asked, THREE[:1], Turnout(5, 5, 4, 4), count).as_json()
    told = shown(asked, kept, 5, ["m1"], is_whole=False)
    assert told["subjects"]["m1"] == {"valid": 4, "counts": {}}
    assert "满意 3" not in str(told)
    assert shown(asked, kept, 5, ["m1"], is_whole=True) == kept
    assert shown(asked, kept, 4, ["m1"], is_whole=False) == kept
    assert may_be_public(5, 5)


def test_whose_grades_are_few_is_told_by_name_in_whatever_order_they_were_kept() -> None:
    asked = Asked("evaluation", "评议", "evaluation", grades=("满意", "不满意"))
    lines = {"m1": {"满意": 2}, "m2": {"满意": 6}, "m3": {"不满意": 1}}
    kept = evaluation(asked, THREE, Turnout(6, 6, 6, 6), Counted(6, 0, lines)).as_json()
    kept["subjects"] = dict(reversed(kept["subjects"].items()))
    told = shown(asked, kept, 5, ["m1", "m2", "m3"], is_whole=False)
    words = [step[0] for step in told["steps"][1:]]
    names = [one.name for one in THREE]
    assert words[0] == f"{names[0]}：有效票 2 张，不足 5 张，只公布合计"
    assert words[1] == f"{names[1]}：满意 6（100.0%），不满意 0（0.0%）"
    assert words[2].startswith(f"{names[2]}：有效票 1 张")
    counts = {key: one["counts"] for key, one in told["subjects"].items()}
    assert counts == {"m1": {}, "m2": {"满意": 6, "不满意": 0}, "m3": {}}


def test_counts_of_elections_are_always_read_out() -> None:
    kept = decided(counted((3, 0), (2, 1), (0, 3), valid=3), due=3)
    assert shown(COMMITTEE, kept, 5, ["m1"], is_whole=False) == kept


@pytest.mark.parametrize(
    ("part", "of", "told"), [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2, "50.0"), (0, 0, "0.0")]
)
def test_shares_are_told_in_percent(part: int, of: int, told: str) -> None:
    assert as_percent(part, of) == told


def test_points_are_rounded_half_up() -> None:
    assert as_points(Fraction(200, 3)) == "66.67"
    assert as_points(Fraction(1, 8)) == "0.13"


def test_the_sums_of_a_board_are_taken_apart_contest_by_contest() -> None:
    grades = Asked("evaluation", "评议", "evaluation", grades=("满意", "不满意"))
    rows = [("7", COMMITTEE, ["m1", "m2"], 2), ("8", grades, ["m3"], 0)]
    found = taken_apart(rows, [5, 2, 1, 6, 1, 0, 4, 3], {"7": {"m9": 1, "": 13, "?": 2}}, 8)
    assert found["7"].lines["m1"] == {"yes": 5, "no": 2, "abstain": 1}
    assert found["7"].others == {"m9": 1}
    assert found["8"].lines["m3"] == {"满意": 4, "不满意": 3}
    for cells in ([5, 2, 1], [0] * 9):
        with pytest.raises(ValueError, match="cells"):
            taken_apart(rows, cells, {}, 8)


def test_a_verdict_without_clause_blocks_too() -> None:
    assert isinstance(may_set(prepared(due=0)), Verdict)

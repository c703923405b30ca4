"""Counting: papers, quorum, who is elected, what is adopted; the rulebook's vectors and more."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.ballots import counting
from zhijia.ballots.counting import Candidate, Contest, Item, Line, Paper, Tally, Turnout, Votes
from zhijia.law import LAW

PEOPLE = tuple(Candidate(str(n), f"候选人{n}") for n in range(1, 13))
NAMES = {"x": "丁一", "y": "王二"}


def contest(seats: int = 3, candidates: int = 4, **more: object) -> Contest:
    return Contest("委员", seats, PEOPLE[:candidates], **more)  # type: ignore[arg-type]  # facts by name


def full(due: int, came: int | None = None) -> Turnout:
    """Everybody who came voted, and every paper came back."""
    came = due if came is None else came
    return Turnout(due, came, came, came)


def tally(valid: int, *yes: int, void: int = 0) -> Tally:
    lines = (Line(PEOPLE[n], votes, valid - votes) for n, votes in enumerate(yes))
    return Tally(valid, void, tuple(lines))


# 选票


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (Paper({"1": "yes", "2": "yes", "3": "yes", "4": "yes"}), "多于应选 3 人"),
        (Paper({"1": "yes", "2": "yes", "3": "yes"}, ("x",)), "多于应选 3 人"),
        (Paper({"1": "abstain"}, ("x",)), "弃权的不可以另选他人"),
        (Paper({"1": "no"}, ("x", "y")), "不赞成 1 人，另选了 2 人"),
        (Paper({"1": "no", "2": "no"}, ("x", "x")), "写了两次"),
        (Paper({"1": "no"}, ("2",)), "已经是候选人"),
        (Paper({"99": "yes"}), "不在本项选举中"),
        (Paper({"1": "yes"}, is_legible=False), "无法辨认"),
    ],
)
def test_a_paper_is_void_for_a_reason_that_is_said(paper: Paper, why: str) -> None:
    verdict = counting.is_valid(contest(), paper)

    assert not verdict
    assert why in verdict.reason


@pytest.mark.parametrize(
    "paper",
    [
        Paper(),
        Paper({"1": "yes"}),
        Paper({"1": "yes", "2": "yes", "3": "yes", "4": "no"}),
        Paper({"1": "no", "2": "no"}, ("x", "y")),
    ],
    ids=["empty is abstained", "fewer than seats", "as many as seats", "others instead"],
)
def test_fewer_names_than_seats_are_a_valid_paper(paper: Paper) -> None:
    assert counting.is_valid(contest(), paper)


def test_others_are_not_named_on_a_paper_that_has_no_room_for_them() -> None:
    assert not counting.is_valid(contest(write_ins=False), Paper({"1": "no"}, ("x",)))


def test_on_a_paper_of_marks_others_count_toward_the_seats_alone() -> None:
    marks = contest(by_marks=True)
    assert counting.is_valid(marks, Paper({"1": "yes", "2": "yes"}, ("x",)))
    assert not counting.is_valid(marks, Paper({"1": "yes", "2": "yes", "3": "yes"}, ("x",)))


def test_papers_add_up_and_void_ones_count_for_nobody() -> None:
    papers = [
        Paper({"1": "yes", "2": "no"}),
        Paper({"1": "yes", "2": "no"}, ("x",)),
        Paper({"1": "yes", "2": "yes", "3": "yes", "4": "yes"}),
    ]

    found = counting.count(contest(), papers, NAMES)

    assert (found.valid, found.void) == (2, 1)
    assert found.lines[0] == Line(PEOPLE[0], 2, 0, 0)
    assert found.lines[1] == Line(PEOPLE[1], 0, 2, 0)
    assert found.lines[-1] == Line(Candidate("x", "丁一"), 1, is_written_in=True)
    assert counting.adds_up(found)


PAPERS = st.lists(
    st.builds(
        Paper,
        marks=st.dictionaries(st.sampled_from("1234"), st.sampled_from(["yes", "no", "abstain"])),
        write_ins=st.lists(st.sampled_from("xy"), max_size=2).map(tuple),
        is_legible=st.booleans(),
    ),
    max_size=30,
)


@given(PAPERS)
def test_every_paper_is_counted_once_whatever_it_says(papers: list[Paper]) -> None:
    found = counting.count(contest(), papers, NAMES)

    assert found.valid + found.void == len(papers)
    assert counting.adds_up(found)
    assert sum(line.yes for line in found.lines) <= found.valid * contest().seats


@given(PAPERS)
def test_two_tellers_who_count_the_same_papers_agree(papers: list[Paper]) -> None:
    one = counting.count(contest(), papers, NAMES)
    other = counting.count(contest(), reversed(papers), NAMES)

    assert counting.agree(one, other) == []


def test_where_two_tellers_differ_the_line_is_named() -> None:
    differences = counting.agree(tally(10, 7, 5), tally(10, 8, 5))

    assert differences == ["候选人1：赞成 7、不赞成 3、弃权 0 与 赞成 8、不赞成 2、弃权 0 不一致"]
    assert "有效票 10 与 9" in counting.agree(tally(10, 7), tally(9, 7))[0]


# 到会和差额


@pytest.mark.parametrize(
    ("due", "least"), [(100, 67), (99, 66), (3, 2), (7, 5), (9, 6), (101, 68), (1, 1)]
)
def test_two_thirds_of_those_due_are_a_quorum(due: int, least: int) -> None:
    assert counting.is_quorate(due, least)
    assert not counting.is_quorate(due, least - 1)


def test_nobody_due_is_no_quorum() -> None:
    assert not counting.is_quorate(0, 0)


@pytest.mark.parametrize(
    ("body", "seats", "least"),
    [
        ("committee", 3, 4),
        ("committee", 9, 10),
        ("committee", 20, 21),
        ("committee", 21, 23),
        ("standing", 9, 10),
        ("standing", 11, 13),
        ("chair", 1, 1),
    ],
)
def test_there_are_more_candidates_than_seats(body: str, seats: int, least: int) -> None:
    percent = counting.percent_for(body)
    many = tuple(Candidate(str(n), str(n)) for n in range(least))
    assert counting.has_spread(Contest("", seats, many, percent))
    assert percent == 0 or not counting.has_spread(Contest("", seats, many[:-1], percent))


def test_after_a_preliminary_round_one_for_one_will_do() -> None:
    formal = contest(3, 3, percent=5)
    assert not counting.has_spread(formal)
    assert counting.has_spread(formal, had_preliminary=True)
    assert not counting.has_spread(contest(3, 2, percent=5), had_preliminary=True)


def test_a_candidate_does_not_watch_the_vote_and_nobody_votes_for_another() -> None:
    assert not counting.may_watch("1", ["1", "2"])
    assert counting.may_watch("3", ["1", "2"])
    assert not counting.may_send_instead(is_proxy=True)


# 当选


@pytest.mark.parametrize(("due", "votes"), [(100, 51), (99, 50), (3, 2), (7, 4), (9, 5), (101, 51)])
def test_more_than_half_of_those_due_elect_not_of_those_who_came(due: int, votes: int) -> None:
    came = counting.rounds.least_reaching(due, counting.rounds.QUORUM)
    came = max(came, votes)
    one = contest(1, 1)

    assert counting.decide(one, full(due, came), tally(came, votes)).elected == PEOPLE[:1]
    short = counting.decide(one, full(due, came), tally(came, votes - 1))
    assert (short.elected, short.then, short.open_seats) == ((), "fill", 1)


def test_of_more_than_enough_those_with_more_votes_are_elected() -> None:
    found = counting.decide(contest(), full(60), tally(60, 40, 55, 31, 50))

    assert found.elected == (PEOPLE[1], PEOPLE[3], PEOPLE[0])
    assert not found.then
    assert "得赞成票过半数的 4 人" in str(found.steps[-2])


def test_a_tie_at_the_edge_goes_to_a_second_vote_among_the_tied_only() -> None:
    found = counting.decide(contest(), full(60), tally(60, 50, 45, 40, 40))

    assert found.elected == PEOPLE[:2]
    assert (found.then, found.tied, found.open_seats) == ("runoff", PEOPLE[2:4], 1)
    assert "再次投票" in found.steps[-1].words

    again = counting.decide_again(1, found.tied, full(60, 45), _of(PEOPLE[2:4], 45, 20, 22))
    assert again.elected == (PEOPLE[3],)
    assert not again.then, "more votes win, no majority is asked for"


def _of(people: tuple[Candidate, ...], valid: int, *yes: int) -> Tally:
    return Tally(
        valid, 0, tuple(Line(who, n, valid - n) for who, n in zip(people, yes, strict=True))
    )


def test_a_tie_away_from_the_edge_is_no_tie() -> None:
    found = counting.decide(contest(), full(60), tally(60, 40, 40, 40, 39))

    assert found.elected == PEOPLE[:3]
    assert not found.then


def test_tied_again_they_vote_again() -> None:
    again = counting.decide_again(1, PEOPLE[2:4], full(60), _of(PEOPLE[2:4], 60, 30, 30))

    assert (again.then, again.tied) == ("runoff", PEOPLE[2:4])


def test_somebody_written_in_by_more_than_half_is_elected() -> None:
    other = Candidate("x", "丁一")
    lines = (*tally(60, 20, 25).lines, Line(other, 35, is_written_in=True))
    found = counting.decide(contest(1, 2), full(60), Tally(60, 0, lines))

    assert found.elected == (other,)
    assert "另选人 丁一：35 票" in [str(step) for step in found.steps]


@pytest.mark.parametrize(
    ("turnout", "valid", "why"),
    [
        (Turnout(99, 65, 65, 65), 65, "不足三分之二"),
        (Turnout(99, 70, 70, 71), 71, "收回的多于发出的"),
        (Turnout(99, 70, 71, 70), 70, "多发了选票"),
        (Turnout(99, 95, 95, 100, mobile=5), 100, "多于应到会人数"),
        (Turnout(99, 70, 70, 70), 69, "请重新清点"),
    ],
)
def test_a_vote_that_does_not_hold_elects_nobody_and_says_why(
    turnout: Turnout, valid: int, why: str
) -> None:
    found = counting.decide(contest(1, 1), turnout, tally(valid, valid))

    assert not found.is_valid
    assert (found.elected, found.then) == ((), "anew")
    assert why in found.steps[-1].words


def test_who_votes_into_a_box_at_work_takes_part() -> None:
    turnout = Turnout(99, 60, 60, 66, mobile=6)

    assert counting.decide(contest(1, 1), turnout, tally(66, 60)).elected == PEOPLE[:1]


def test_seats_left_open_are_filled_by_another_election_or_stay_open_where_allowed() -> None:
    found = counting.decide(contest(9, 10), full(60), tally(60, *[40] * 8, 20, 10))
    assert (len(found.elected), found.then, found.open_seats) == (8, "fill", 1)

    band = {"seats": 9, "least": 7, "most": 15, "present": 60}
    assert counting.may_leave_open(elected=8, agreed=31, **band)
    assert not counting.may_leave_open(elected=8, agreed=30, **band), "exactly half is not most"
    assert not counting.may_leave_open(elected=6, agreed=60, **band), "below the band"
    assert not counting.may_leave_open(elected=9, agreed=60, **band), "nothing is open"


def test_a_preliminary_round_keeps_the_best_without_a_majority() -> None:
    found = counting.select(2, full(60), tally(60, 10, 25, 20))

    assert found.elected == (PEOPLE[1], PEOPLE[2])


def test_a_recall_needs_more_than_half_of_everybody() -> None:
    assert counting.is_recalled(yes=51, everybody=100)
    assert not counting.is_recalled(yes=50, everybody=100)


@given(
    due=st.integers(1, 200),
    seats=st.integers(1, 9),
    data=st.data(),
)
def test_an_outcome_is_lawful_whatever_the_votes(due: int, seats: int, data: st.DataObject) -> None:
    came = data.draw(st.integers(0, due))
    yes = data.draw(st.lists(st.integers(0, came), min_size=1, max_size=12))
    found = counting.decide(contest(seats, len(yes)), full(due, came), tally(came, *yes))
    votes = {PEOPLE[n].id: number for n, number in enumerate(yes)}

    assert len(found.elected) + found.open_seats == seats or not found.is_valid
    assert all(2 * votes[one.id] > due for one in found.elected)
    assert bool(found.tied) == (found.then == "runoff")
    left = [votes[one.id] for one in PEOPLE[: len(yes)] if one not in found.elected]
    if found.elected and left and not found.open_seats:
        assert min(votes[one.id] for one in found.elected) >= max(
            (n for n in left if 2 * n > due), default=0
        )
    assert {*found.elected} & {*found.tied} == set()


# 表决和评议

QUORUM = LAW["XJ-14"]
WELFARE = Item("福利费使用方案", "more_than_half", LAW["ZD-01"])


@pytest.mark.parametrize(("yes", "result"), [(108, "adopted"), (107, "rejected")])
def test_exactly_half_of_all_representatives_does_not_adopt(yes: int, result: str) -> None:
    votes = Votes(yes, 210 - yes, 0)
    found = counting.adopt(WELFARE, due=214, present=210, votes=votes, quorum=QUORUM)

    assert found.result == result
    assert "过半数为 108 票" in found.steps[1].words


def test_where_two_sources_differ_nothing_is_declared_at_exactly_half() -> None:
    draft = Item("集体合同草案", "half_or_more", LAW["ZD-01"], "more_than_half", LAW["ZD-13"])

    for yes, result in [(45, "open"), (46, "adopted"), (44, "rejected")]:
        votes = Votes(yes, 0, 0)
        found = counting.adopt(draft, due=90, present=80, votes=votes, quorum=QUORUM)
        assert found.result == result


def test_without_two_thirds_or_with_too_many_votes_nothing_is_adopted() -> None:
    few = counting.adopt(WELFARE, due=90, present=59, votes=Votes(59, 0, 0), quorum=QUORUM)
    many = counting.adopt(WELFARE, due=90, present=60, votes=Votes(60, 1, 0), quorum=QUORUM)

    assert (few.result, many.result) == ("rejected", "rejected")
    assert "不足三分之二" in few.steps[-1].words
    assert "多于实到" in many.steps[-1].words


def test_grades_are_counted_and_a_strange_one_is_an_error() -> None:
    found = counting.tally(counting.SATISFACTION, ["满意", "满意", "不满意"])

    assert found.share("满意") == Fraction(2, 3)
    assert found.share("基本满意") == 0
    with pytest.raises(ValueError, match="还行"):
        counting.tally(counting.SATISFACTION, ["还行"])


def test_few_papers_are_not_shown_by_grade() -> None:
    assert not counting.may_show(4)
    assert counting.may_show(5)


def test_weighted_lines_make_one_score() -> None:
    lines = [counting.Weighted("德", 20), counting.Weighted("绩", 80)]
    given_ = {
        "德": counting.tally(("优", "良"), ["优", "优"]),
        "绩": counting.tally(("优", "良"), ["优", "良"]),
    }
    assert counting.evaluations.weights_are_whole(lines)
    assert counting.weighted(lines, {"优": 95, "良": 80}, given_) == Fraction(89)
    assert not counting.evaluations.weights_are_whole(lines[:1])

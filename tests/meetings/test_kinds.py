"""Kinds of meeting: each by its own text, none in the place of another."""

import pytest

from zhijia.ballots.counting import Candidate, Item, Turnout, Votes, adopt
from zhijia.ballots.rules.asking import ADOPTIONS, Asked
from zhijia.ballots.rules.counts import Counted
from zhijia.ballots.rules.outcomes import resolution
from zhijia.law import LAW, Verdict
from zhijia.meetings.kinds import MEETINGS, VOTED, held_by, may_hold, never_instead
from zhijia.meetings.rules.balloting import adoption_of
from zhijia.meetings.rules.facts import Business, MeetingKind
from zhijia.meetings.rules.opening import agenda_has, due_business, term_of
from zhijia.meetings.rules.voting import (
    as_item,
    decide,
    is_of_this_unit,
    is_voted,
    majority_of,
    missed,
    way_fits,
)
from zhijia.org.rules import REGISTRATIONS, UNIT_KINDS

VOTING = [kind for kind in MEETINGS.values() if kind.majority]


def ids(unit_kind: str, registration: str) -> set[str]:
    return {one.id for one in held_by(unit_kind, registration) if one.side == "staff"}


@pytest.mark.parametrize(
    ("unit_kind", "registration", "expected"),
    [
        ("company", "private", {"staff"}),
        ("company", "unconverted", {"works"}),
        ("company", "", {"staff"}),
        ("hospital", "institution", {"institution"}),
        ("hospital", "", {"institution"}),
        ("school", "institution", {"teachers"}),
        ("school", "", {"teachers"}),
        ("bureau", "organ", set()),
        ("team", "", set()),
    ],
)
def test_a_unit_has_one_staff_congress_by_what_it_is(
    unit_kind: str, registration: str, expected: set[str]
) -> None:
    assert ids(unit_kind, registration) == expected


@pytest.mark.parametrize("unit_kind", UNIT_KINDS)
@pytest.mark.parametrize("registration", ["", *REGISTRATIONS])
def test_no_unit_has_two_staff_congresses(unit_kind: str, registration: str) -> None:
    assert len(ids(unit_kind, registration)) <= 1


def test_every_union_may_hold_its_members_or_their_delegates() -> None:
    held = {one.id for one in held_by("team", "")}
    assert {"members", "delegates", "committee", "audit"} <= held


def test_a_no_says_by_which_text() -> None:
    verdict = may_hold(MEETINGS["teachers"], "hospital", "institution")
    assert not verdict
    assert verdict.clause


def test_one_congress_does_not_stand_in_for_the_other() -> None:
    refused = never_instead(MEETINGS["delegates"], MEETINGS["staff"])
    assert not refused
    assert "分别表决" in refused.reason
    assert never_instead(MEETINGS["delegates"], MEETINGS["delegates"])


@pytest.mark.parametrize("kind", VOTING, ids=lambda kind: kind.id)
def test_whoever_votes_has_a_quorum_and_a_share_with_their_clauses(kind: MeetingKind) -> None:
    assert kind.quorum
    for one in kind.business:
        assert as_item(kind, one).clause
        assert one.clause


@pytest.mark.parametrize("kind", MEETINGS.values(), ids=lambda kind: kind.id)
def test_business_is_named_once(kind: MeetingKind) -> None:
    names = [one.id for one in kind.business]
    assert len(names) == len({*names})
    assert kind.deals_with(names[0]) is kind.business[0] if names else True
    with pytest.raises(KeyError):
        kind.deals_with("nothing of the kind")


@pytest.mark.parametrize("kind", MEETINGS.values(), ids=lambda kind: kind.id)
def test_elections_and_evaluations_are_secret(kind: MeetingKind) -> None:
    for one in kind.business:
        if one.competence in {"elect", "evaluate"}:
            assert one.is_secret, one.id


# Terms (C3)


@pytest.mark.parametrize(
    ("kind", "years", "ok"),
    [
        ("delegates", 3, True),
        ("delegates", 4, False),
        ("delegates", 5, True),
        ("staff", 4, True),
        ("staff", 6, False),
        ("teachers", 4, False),
        ("committee", 3, False),
    ],
)
def test_each_congress_has_the_terms_of_its_own_text(kind: str, years: int, ok: bool) -> None:
    assert bool(term_of(MEETINGS[kind], years)) is ok


# What is voted on, and how


def of(kind: str, business: str, due: int, present: int, yes: int, no: int = 0) -> str:
    found = MEETINGS[kind]
    votes = Votes(yes, no, present - yes - no)
    return decide(found, found.deals_with(business), due=due, present=present, votes=votes).result


@pytest.mark.parametrize(
    ("kind", "business", "due", "present", "yes", "result"),
    [
        ("staff", "welfare", 90, 60, 46, "adopted"),
        ("staff", "welfare", 90, 60, 45, "rejected"),
        ("staff", "welfare", 90, 59, 59, "rejected"),
        ("staff", "welfare", 214, 200, 107, "rejected"),
        ("staff", "welfare", 214, 200, 108, "adopted"),
        ("staff", "contract", 214, 200, 107, "open"),
        ("staff", "contract", 214, 200, 106, "rejected"),
        ("staff", "contract", 214, 200, 108, "adopted"),
        ("teachers", "posts", 80, 60, 40, "adopted"),
        ("teachers", "posts", 80, 60, 39, "rejected"),
        ("delegates", "work", 34, 30, 17, "rejected"),
        ("delegates", "work", 34, 30, 18, "adopted"),
        ("works", "wages", 100, 67, 51, "adopted"),
        ("committee", "work", 9, 6, 5, "adopted"),
        ("committee", "work", 9, 5, 5, "rejected"),
    ],
)
def test_each_kind_decides_by_its_own_share(
    kind: str, business: str, due: int, present: int, yes: int, result: str
) -> None:
    assert of(kind, business, due, present, yes) == result


def test_what_is_heard_or_discussed_is_not_put_to_a_vote() -> None:
    staff = MEETINGS["staff"]
    assert not is_voted(staff.deals_with("work"))
    assert not is_voted(staff.deals_with("rules"))
    assert is_voted(staff.deals_with("welfare"))
    assert {"hear", "discuss"}.isdisjoint(VOTED)


def test_a_meeting_that_does_not_vote_has_no_share() -> None:
    with pytest.raises(ValueError, match="supervised"):
        as_item(MEETINGS["supervised"], MEETINGS["staff"].deals_with("welfare"))


def test_items_are_voted_on_one_by_one_and_secretly_where_the_text_says_so() -> None:
    staff = MEETINGS["staff"]
    welfare = staff.deals_with("welfare")
    assert not way_fits(staff, welfare, is_secret=False, by_item=True)
    assert not way_fits(staff, welfare, is_secret=True, by_item=False)
    assert way_fits(staff, welfare, is_secret=True, by_item=True)
    union = MEETINGS["delegates"]
    assert way_fits(union, union.deals_with("work"), is_secret=False, by_item=True)


def test_a_collective_contract_is_not_the_business_of_a_public_hospital() -> None:
    contract = MEETINGS["institution"].deals_with("contract")
    assert not is_of_this_unit(contract, "institution")
    assert is_of_this_unit(contract, "businesslike")
    due = due_business(MEETINGS["institution"], is_opening=True, is_yearly=True)
    assert contract not in due


def test_what_was_not_put_to_the_meeting_is_called_a_risk_and_never_void() -> None:
    verdict = missed(MEETINGS["staff"].deals_with("welfare"), on_record=False)
    assert "存在不具效力风险" in verdict.reason
    assert "无效" not in verdict.reason
    assert missed(MEETINGS["staff"].deals_with("welfare"), on_record=True)


# The agenda


def lacks(verdicts: list[Verdict]) -> str:
    return "".join(one.reason for one in verdicts)


def test_a_first_session_of_delegates_settles_term_seats_method_and_watchers() -> None:
    due = due_business(MEETINGS["delegates"], is_opening=True, is_yearly=False)
    found = lacks(agenda_has(due, {"term", "committee", "audit_committee"}))
    assert "委员名额" in found
    assert "选举办法" in found
    assert "监票人" in found
    assert "任期" not in found


def test_the_audit_report_stands_on_the_yearly_agenda_by_itself() -> None:
    due = due_business(MEETINGS["delegates"], is_opening=False, is_yearly=True)
    assert [one.id for one in due] == ["work", "funds", "audit", "home", "heads"]


def test_only_an_enterprise_of_the_state_settles_a_restructuring() -> None:
    settlement = MEETINGS["staff"].deals_with("settlement")
    assert is_of_this_unit(settlement, "company")
    assert not is_of_this_unit(settlement, "private")


# 表决


DECIDED = [
    (kind, business)
    for kind in VOTING
    for business in kind.business
    if business.competence in {"adopt", "approve", "decide"}
]


@pytest.mark.parametrize(
    ("kind", "business"), DECIDED, ids=[f"{kind.id}-{one.id}" for kind, one in DECIDED]
)
@pytest.mark.parametrize("yes", [44, 45, 46])
def test_hands_and_ballot_read_out_the_same_steps_by_the_same_clauses(
    kind: MeetingKind, business: Business, yes: int
) -> None:
    by_hands = decide(kind, business, due=90, present=60, votes=Votes(yes, 60 - yes, 0))
    turnout = Turnout(due=90, present=60, handed_out=60, returned=60)
    counted = Counted(60, 0, {"c1": {"yes": yes, "no": 60 - yes}}, {})
    asked = Asked("resolution", "", "other", adoption=adoption_of(kind, business))
    by_ballot = resolution(asked, [Candidate("c1", business.title)], turnout, counted)
    assert by_ballot.steps == by_hands.steps
    assert by_ballot.items == {"c1": by_hands.result}


def test_each_kind_is_decided_by_its_own_text() -> None:
    cited = {kind.id: majority_of(kind, kind.business[0]).by for kind in VOTING}
    assert {key: (one.clause.id, one.quorum.id) for key, one in cited.items()} == {
        "members": ("DD-22", "DD-22"),
        "delegates": ("DD-22", "DD-22"),
        "staff": ("ZD-10", "ZD-07"),
        "works": ("QM-01", "QM-01"),
        "teachers": ("JD-08", "JD-07"),
        "institution": ("ZD-10", "ZD-07"),
        "committee": ("HOUSE-261", "HOUSE-261"),
        "standing": ("HOUSE-261", "HOUSE-261"),
        "audit": ("HOUSE-261", "HOUSE-261"),
        "women": ("DD-22", "DD-22"),
        "heads": ("HOUSE-261", "HOUSE-261"),
    }
    assert {key: MEETINGS[key].quorum for key in cited} == {
        key: one.quorum for key, one in cited.items()
    }


@pytest.mark.parametrize(("yes", "result"), [(40, "adopted"), (39, "rejected")])
def test_half_of_all_teachers_delegates_adopt_by_ballot(yes: int, result: str) -> None:
    kind = MEETINGS["teachers"]
    by = ADOPTIONS[adoption_of(kind, kind.deals_with("welfare"))]
    assert (by.clause, by.quorum) == (LAW["JD-08"], LAW["JD-07"])
    found = adopt(
        Item("校内分配实施方案", by.share, by.clause, by.strict, by.strict_clause),
        due=80,
        present=80,
        votes=Votes(yes, 80 - yes, 0),
        quorum=by.quorum,
    )
    assert found.result == result

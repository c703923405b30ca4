"""What waits, is on the calendar, is found, counted and unfinished; the roll as a table."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate, now
from openpyxl import Workbook

from tests.ballots.conftest import EVALUATION, Browser, Election, come, hand_in, person
from tests.ballots.test_actions import FIRST, SECOND, THIRD, count, votes
from zhijia.ballots import actions, queries
from zhijia.ballots.models import Ballot
from zhijia.ballots.sheets.roll import BringRoll
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.offers import FIGURES, RATIOS, events_between, under_way, waiting_for
from zhijia.platform.place import Place


def told(actor: Actor, today: date) -> list[str]:
    """Return what waits for somebody in votes."""
    return [one.title for one in waiting_for(actor, today) if "选举" in one.title]


def test_a_vote_waits_for_its_voter_until_they_took_a_paper(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    voter = person(cast, "5004")
    assert told(voter, today) == []
    ballot = opened()
    assert told(voter, today) == ["请到会场签到投票：第七届委员会选举"]
    line = ballot.voters.get(name="陶然")
    actions.sign_in(actor=desk, voter=line, way="paper", today=today)
    assert told(voter, today) == []
    assert told(person(cast, "6004"), today) == [], "who is not on the roll is not asked"


def test_a_closed_vote_waits_for_its_tellers_and_its_desk(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    actions.close_ballot(actor=desk, ballot=ballot, today=today, now=now())
    assert told(person(cast, "3003"), today) == ["请计票：第七届委员会选举"]
    assert told(desk, today) == ["请汇总计票：第七届委员会选举"]
    assert told(person(cast, "5004"), today) == []


def test_a_remote_vote_waits_until_its_end_for_everybody(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft(EVALUATION, choices=("1001",), way="remote")
    ends = now() + timedelta(days=2)
    Ballot.objects.filter(pk=ballot.pk).update(state="open", closes_at=ends)
    waits = queries.waits(person(cast, "5004"), 9)
    assert [(one.words, one.due) for one in waits] == [("您有一项表决待投", localdate(ends))]
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=now() - timedelta(hours=1))
    assert queries.waits(person(cast, "2003"), 9)[0].words in {
        "请监票人签署结束投票",
    }


def test_what_waits_is_one_question(
    cast: Cast, opened: Election, django_assert_num_queries: object
) -> None:
    opened()
    voter = person(cast, "3003")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert queries.waits(voter, 9)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert queries.waits(Actor(), 9) == []


def test_the_day_of_a_vote_stands_on_the_calendar_of_who_may_see_it(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    on = today + timedelta(days=3)
    ballot = draft(held_on=on)
    voter = person(cast, "5004")
    span = (today, today + timedelta(days=9))
    assert "第七届委员会选举" not in [e.title for e in events_between(desk, Place(), *span)]
    actions.set_ballot(actor=desk, ballot=ballot, today=today)
    for actor in (desk, voter):
        found = [one for one in events_between(actor, Place(), *span) if one.kind == "表决"]
        assert [(one.title, one.on) for one in found] == [("第七届委员会选举", on)]
    other = cast.actors["school_desk"]
    assert [e for e in events_between(other, Place(), *span) if e.kind == "表决"] or (
        ballot.voters.filter(member_id=other.member_id).exists()
    )


def test_elections_and_turnout_are_figures_and_a_rehearsal_is_not(
    cast: Cast, desk: Actor, opened: Election, today: date
) -> None:
    def number(name: str) -> int:
        return int(FIGURES[name].total(["0001"], today, today))

    ballot = opened()
    came = ballot.due - 2
    come(ballot, desk, today, came)
    rows = votes((FIRST, came, 0), (SECOND, came - 5, 5), (THIRD, 5, came - 5))
    hand_in(ballot.contests.get(), rows, came)
    assert number("ballots.elections") == 0
    count(ballot, desk, today)
    assert number("ballots.elections") == 1
    assert number("ballots.due") == ballot.due
    assert number("ballots.took_part") == came
    assert RATIOS["ballots.turnout"].whole == "ballots.due"
    Ballot.objects.filter(pk=ballot.pk).update(is_rehearsal=True)
    assert number("ballots.elections") == number("ballots.took_part") == 0


def test_a_unit_with_an_open_vote_is_not_finished(
    desk: Actor, chair: Actor, opened: Election, today: date
) -> None:
    ballot = opened()
    assert [one.label for one in under_way("0001", below=False)].count("选举表决") == 1
    actions.void_ballot(actor=chair, ballot=ballot, reason="名册有误", today=today)
    assert "选举表决" not in [one.label for one in under_way("0001", below=False)]


def test_a_ballot_is_found_by_its_title_by_who_may_see_it(
    cast: Cast, sign_in: Browser, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft()
    url = ballot.get_absolute_url()

    def is_found(actor: Actor) -> bool:
        page = sign_in(actor).get("/search/", {"q": "第七届委员会选举"}).content.decode()
        return f'href="{url}"' in page

    assert not is_found(desk), "drafts are in no index"
    actions.set_ballot(actor=desk, ballot=ballot, today=today)
    assert is_found(desk)
    assert is_found(person(cast, "5004"))
    assert not is_found(person(cast, "6004"))


# The roll as a table


def table(*rows: tuple[str, ...]) -> bytes:
    """Return an Excel file of people."""
    book = Workbook()
    assert book.active
    for row in (("姓名", "工号", "代表团"), *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


PEOPLE = (("陶然", "5004", "检修团"), ("司马宏", "", ""), ("陶然", "5004", ""), ("某人", "", ""))


def test_a_table_is_judged_written_and_taken_back(
    desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft(source="committee")
    before = ballot.voters.count()
    bring = BringRoll()
    lines = bring.read(table(*PEOPLE), "名册.xlsx", today).lines
    judged = list(bring.judge(ballot, {}, lines, desk, today))
    assert [one.kind for one in judged] == ["add", "refused", "same", "refused"]
    rows = [one for one in judged if one.kind == "add"]
    kept = list(bring.write(actor=desk, place=ballot, chosen={}, rows=rows, today=today))
    assert ballot.voters.count() == before + 1
    assert ballot.voters.get(name="陶然").group == "检修团"
    bring.undo(actor=desk, place=ballot, rows=kept)
    assert ballot.voters.count() == before


def test_a_table_comes_into_drafts_alone(
    cast: Cast, desk: Actor, draft: Election, today: date
) -> None:
    ballot = draft()
    bring = BringRoll()
    assert ballot in bring.places(desk)
    assert not bring.places(cast.actors["school_desk"]).exists()
    assert not bring.may(cast.actors["school_desk"], ballot)
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    assert not bring.places(desk).exists()
    assert not bring.may(desk, ballot)
    with pytest.raises(Refused, match="已定稿"):
        actions.take_back_voters(actor=desk, ballot=ballot, keys=[1])


def test_the_roll_is_taken_out_as_a_table(sign_in: Browser, desk: Actor, draft: Election) -> None:
    ballot = draft()
    browser = sign_in(desk)
    page = browser.get(f"/sheets/ballots.roll/export/?ballot={ballot.code}")
    assert page.status_code == 200

"""The cast, and an election of its group: two seats, three candidates, all members vote."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from django.test import Client

from zhijia.ballots import actions
from zhijia.ballots.models import Ballot, Contest, Issue, Sheet
from zhijia.ballots.rules.asking import Asked
from zhijia.ballots.rules.counts import Counted
from zhijia.org import actions as org
from zhijia.org import demo
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

PASSWORD = "shan-shui-2026"
CANDIDATES = ("1001", "2002", "3002")
COMMITTEE = Asked("election", "选举工会委员会委员", "committee", seats=2, percent=5, write_ins=True)
EVALUATION = Asked(
    "evaluation", "评议工会主席、副主席", "evaluation", grades=("满意", "基本满意", "不满意")
)
WATCH = {"chief_scrutineer": "2003", "teller_a": "3003", "teller_b": "4003"}
Election = Callable[..., Ballot]
Browser = Callable[[Actor], Client]


@pytest.fixture
def cast(db: None, today: date) -> Cast:
    """Everybody of the story, before anything has happened."""
    return demo.cast(today=today, password=PASSWORD)


@pytest.fixture
def desk(cast: Cast) -> Actor:
    """陈雨薇, the group's desk."""
    return cast.actors["group_desk"]


@pytest.fixture
def chair(cast: Cast) -> Actor:
    """周秉正, the group's chair."""
    return cast.actors["group_chair"]


@pytest.fixture
def sign_in(cast: Cast, desk: Actor) -> Browser:
    """Return the browser of an actor who is signed in; it opens their account if need be."""

    def browser_of(actor: Actor) -> Client:
        who = Member.objects.get(pk=actor.member_id)
        if who.user is None:
            who = org.give_account(actor=desk, member=who, password=PASSWORD, is_demo=True)
        client = Client()
        assert who.user
        client.force_login(who.user)
        return client

    return browser_of


def person(cast: Cast, staff_no: str) -> Actor:
    """Return somebody of the cast as an actor."""
    return actor_for(cast.members[staff_no])


@pytest.fixture
def draft(cast: Cast, desk: Actor, today: date) -> Election:
    """Draft a vote of the group with its roll, choices and watchers: an election unless told."""

    def drafted(
        asked: Asked = COMMITTEE,
        *,
        choices: tuple[str, ...] = CANDIDATES,
        source: str = "members",
        watch: Mapping[str, str] = WATCH,
        **more: object,
    ) -> Ballot:
        ballot = actions.draft(
            actor=desk,
            unit=cast.units["group"],
            title="第七届委员会选举",
            body=asked.body,
            today=today,
            **more,  # type: ignore[arg-type]  # words of the action
        )
        contest = actions.add_contest(actor=desk, ballot=ballot, asked=asked)
        if choices:
            actions.add_choices(actor=desk, contest=contest, lines=choices)
        actions.fill_roll(actor=desk, ballot=ballot, source=source)
        for role, number in watch.items():
            actions.add_watcher(
                actor=desk, ballot=ballot, role=role, member=cast.members[number], sent_by="大会"
            )
        ballot.refresh_from_db()
        return ballot

    return drafted


@pytest.fixture
def opened(draft: Election, desk: Actor, today: date) -> Election:
    """Draft, set and open a vote on paper."""

    def opened_one(asked: Asked = COMMITTEE, **more: object) -> Ballot:
        ballot = draft(asked, **more)
        ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
        return actions.open_ballot(actor=desk, ballot=ballot, today=today)

    return opened_one


def come(ballot: Ballot, desk: Actor, today: date, count: int) -> None:
    """Let so many people sign in for paper."""
    for voter in ballot.voters.filter(way="")[:count]:
        actions.sign_in(actor=desk, voter=voter, way="paper", today=today)


def hand_in(
    contest: Contest,
    lines: Mapping[str, Mapping[str, int]],
    valid: int,
    *,
    void: int = 0,
    **more: int,
) -> None:
    """Put papers into the hall's box and the same sheet of both tellers on file.

    `lines` go by the choices' names; `others` by members' keys.
    """
    ballot = contest.ballot
    Issue.objects.create(
        ballot=ballot, contest=contest, box="会场", issued=valid + void, returned=valid + void
    )
    keys = {one.name: one.key for one in contest.choices.all()}
    counts = Counted(valid, void, {keys[name]: marks for name, marks in lines.items()}, more)
    for teller in ballot.watchers.filter(role__in=("teller_a", "teller_b")):
        Sheet.objects.create(
            ballot=ballot, contest=contest, teller=teller, counts=counts.as_json(), is_settled=True
        )

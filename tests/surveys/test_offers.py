"""What surveys put on the homes, the calendar and into the search, and for whose eyes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.surveys.conftest import Open, answer, who
from zhijia.org.demo import Cast
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.offers import EVENTS, FIGURES, FINDS, RATIOS, TODOS
from zhijia.platform.place import Place
from zhijia.platform.search.queries import keys_of
from zhijia.surveys import actions
from zhijia.surveys.models import Asked, Round, Sheet

Browser = Callable[..., Client]


def titles(actor: Actor, today: date) -> list[str]:
    return [one.title for one in TODOS["surveys"](actor, today).alone()]


def give(round: Round, actor: Actor, today: date) -> None:
    """Answer as this person, in the manner of the round."""
    if round.is_anonymous:
        actions.cast(round=round, member_id=actor.member_id, content=answer(), today=today)
    else:
        actions.answer_signed(actor=actor, round=round, content=answer(), today=today)


def place_of(unit: Unit) -> Place:
    return Place(unit.pk, unit.name, unit.code, unit.path, (unit.path,))


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_a_questionnaire_waits_for_each_until_they_have_answered_and_for_nobody_else(
    open_: Open, chair: Actor, today: date, is_anonymous: bool
) -> None:
    round = open_(is_anonymous=is_anonymous)
    me, other = who(round, 9)[-2:]
    (waits,) = TODOS["surveys"](me, today).alone()
    assert waits.title == "填写问卷：2026 年食堂满意度调查"
    assert waits.url == reverse("surveys:answer-sheet", args=[round.pk])
    assert waits.due_on == round.until_on
    before = TODOS["surveys"](chair, today).alone()
    give(round, me, today)
    assert titles(me, today) == []
    assert titles(other, today) == [waits.title]
    assert TODOS["surveys"](chair, today).alone() == before, (
        "an office is told nothing of who answered"
    )


def test_before_its_first_day_and_after_its_last_a_questionnaire_waits_for_nobody(
    open_: Open, today: date
) -> None:
    round = open_(from_on=today + timedelta(days=1))
    me = who(round, 9)[-1]
    assert titles(me, today) == []
    assert titles(me, today + timedelta(days=1)) != []
    assert titles(me, round.until_on + timedelta(days=1)) == []


def test_paper_that_was_not_keyed_in_waits_for_the_desk(
    open_: Open, desk: Actor, cast: Cast, today: date
) -> None:
    round = open_()
    late = round.until_on + timedelta(days=1)
    (waits,) = TODOS["surveys"](desk, late).alone()
    assert waits.title.startswith("录完纸质问卷")
    assert waits.light == "red"
    assert titles(cast.actors["school_desk"], late) == []


def test_what_was_heard_waits_for_the_chair_until_it_is_told(
    open_: Open, desk: Actor, chair: Actor, today: date
) -> None:
    round = open_()
    for one in who(round, 6):
        give(round, one, today)
    later = round.until_on + timedelta(days=1)
    actions.close_round(actor=desk, round=round, today=later)
    assert titles(chair, later) == ["答复调查意见：2026 年食堂满意度调查"]
    actions.settle_outcome(
        actor=chair,
        round=round,
        finding="食堂晚餐菜少",
        weight="多数人",
        adoption="adopted",
        answer="加两个窗口",
        today=later,
    )
    actions.publish_outcomes(actor=chair, round=round, today=later)
    assert titles(chair, later) == []


def test_what_waits_and_what_ends_is_one_question_each(
    open_: Open,
    desk: Actor,
    cast: Cast,
    today: date,
    django_assert_num_queries: Callable[..., object],
) -> None:
    open_()
    open_(title="第二次", is_anonymous=False)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        TODOS["surveys"](desk, today).alone()
    place = place_of(cast.units["group"])
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(EVENTS["surveys"](desk, place, today, today + timedelta(days=20)).alone()) == 2


def test_the_last_day_stands_on_the_calendar_of_who_is_asked_and_of_who_watches(
    open_: Open, cast: Cast, chair: Actor, sign_in: Browser, today: date
) -> None:
    round = open_(within=cast.units["hospital"])
    month = (today, today + timedelta(days=30))
    me = who(round, 1)[0]
    (mine,) = EVENTS["surveys"](me, Place(), *month).alone()
    assert (mine.on, mine.kind) == (round.until_on, "问卷截止")
    here, there = place_of(cast.units["hospital"]), place_of(cast.units["school"])
    assert len(EVENTS["surveys"](chair, here, *month).alone()) == 1
    assert EVENTS["surveys"](chair, there, *month).alone() == []
    assert EVENTS["surveys"](cast.actors["school_desk"], there, *month).alone() == []


def finds(actor: Actor, words: str) -> list[str]:
    """Return the titles that the search shows this person."""
    find = FINDS["surveys.rounds"]
    rows = find.seen(actor).filter(pk__in=keys_of(actor, find.name, words))
    return [hit.title for hit in find.show(rows, [words])]


def test_a_round_is_found_by_who_is_asked_and_who_watches_and_leads_each_to_their_page(
    open_: Open, cast: Cast, desk: Actor, chair: Actor, sign_in: Browser, today: date
) -> None:
    round = open_(within=cast.units["hospital"])
    me = who(round, 1)[0]
    assert finds(me, "食堂满意度") == finds(desk, "食堂满意度") == [round.title]
    assert finds(cast.actors["school_desk"], "食堂满意度") == []
    lead = reverse("surveys:lead", args=[round.pk])
    sheet = reverse("surveys:answer-sheet", args=[round.pk])
    assert sign_in(me).get(lead)["Location"] == sheet
    assert sign_in(desk).get(lead)["Location"] == round.get_absolute_url()
    assert sign_in(cast.actors["school_desk"]).get(lead).status_code == 404
    give(round, me, today)
    assert sign_in(me).get(lead)["Location"] == reverse("surveys:mine")
    Round.objects.filter(pk=round.pk).update(closed_on=today, told_on=today)
    assert sign_in(me).get(lead)["Location"] == reverse("surveys:told", args=[round.pk])


def test_the_title_of_a_sample_is_found_by_the_sample_alone(
    open_: Open, cast: Cast, today: date
) -> None:
    round = open_(way="size", size=5, within=cast.units["group"], is_anonymous=False)
    asked = who(round, 5)
    keys = {one.member_id for one in asked}
    assert all(finds(one, "食堂满意度") for one in asked)
    others = [actor_for(one) for one in cast.members.values() if one.pk not in keys]
    plain = [one for one in others if {post[0] for post in one.posts} == {"member"}]
    assert plain
    for one in plain:
        found = Round.objects.filter(pk__in=keys_of(one, "surveys.rounds", "食堂满意度"))
        assert not found.exists(), "the index does not even count it for the others"


def test_what_people_were_asked_and_said_is_in_no_index(
    open_: Open, sheet: Sheet, desk: Actor, today: date
) -> None:
    round = open_()
    give(round, who(round, 1)[0], today)
    assert finds(desk, "哪里不满意") == []
    assert finds(desk, "建议0") == []


def test_findings_are_counted_with_how_many_were_adopted(
    open_: Open, desk: Actor, chair: Actor, cast: Cast, today: date
) -> None:
    round = open_(is_anonymous=False)
    Asked.objects.filter(round=round).update(state="answered")
    later = round.until_on + timedelta(days=1)
    actions.close_round(actor=desk, round=round, today=later)
    for number, adoption in enumerate(("adopted", "partly", "declined", "explained")):
        actions.settle_outcome(
            actor=chair,
            round=round,
            finding=f"意见{number}",
            weight="",
            adoption=adoption,
            answer="这样办",
            today=later,
        )
    asked = ([cast.units["group"].path], later, later)
    assert FIGURES["surveys.findings"].total(*asked) == 4
    assert FIGURES["surveys.adopted"].total(*asked) == 2
    assert RATIOS["surveys.adoption_rate"].total(*asked) == 50
    assert FIGURES["surveys.findings"].total([cast.units["school"].path], later, later) == 0

"""Pages of an election: what a desk does step by step, what others see, what is 404."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings.elections import agreed, item, plan, put_forward, shown
from zhijia.meetings import actions
from zhijia.meetings.models import Election, Meeting, Watch
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

SignIn = Callable[..., Client]
DAY = timedelta(days=1)
NEVER = ("plan", "nominate", "list", "ask", "show")


@pytest.fixture
def desk(sign_in: SignIn, hospital_desk: Actor) -> Client:
    return sign_in(hospital_desk)


@pytest.fixture
def election(congress: Meeting, hospital_desk: Actor) -> Election:
    row = item(hospital_desk, congress, "committee", "选举工会<b>委员会</b>委员")
    return plan(hospital_desk, row, seats=3)


def body(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def at(name: str, one: Election, *more: str) -> str:
    return reverse(f"meetings:{name}", args=[one.item_id, *more])


def test_an_election_begins_empty_and_is_set_up_with_a_refusal_on_the_way(
    desk: Client, congress: Meeting, hospital_desk: Actor
) -> None:
    row = item(hospital_desk, congress, "committee", "选举委员")
    url = reverse("meetings:election", args=[row.pk])
    assert "这项选举还没有设定" in body(desk, url)
    assert url in body(desk, reverse("meetings:panel", args=[congress.pk]))
    plan_url = reverse("meetings:election-plan", args=[row.pk])
    said = {"office": "committee", "seats": 30, "percent": 5, "years": 5, "has_party": "on"}
    refused = desk.post(plan_url, said)
    assert refused.status_code == 422
    assert "委员名额应为" in refused.content.decode()
    assert desk.post(plan_url, {**said, "seats": 3}).status_code == 302
    page = body(desk, url)
    assert "还没有分会（小组）推荐候选人" in page
    assert "选举条例" not in page or "待核对" in page


def test_people_are_put_forward_listed_asked_for_and_shown_on_pages(
    desk: Client, election: Election, delegates: list[Member], today: date
) -> None:
    for one in delegates[:4]:
        said = {"member": one.pk, "group": "内科分会"}
        assert desk.post(at("election-nominate", election), said).status_code == 302
    rows = [each.pk for each in election.nominees.all()]
    few = desk.post(at("election-list", election), {"nominees": rows[:3]})
    assert few.status_code == 422
    assert "应有 4 人" in few.content.decode()
    assert desk.post(at("election-list", election), {"nominees": rows}).status_code == 302
    said = {"whom": "party", "to": "中共医院委员会", "sent_on": today.isoformat()}
    assert desk.post(at("election-ask", election), said).status_code == 302
    again = desk.post(at("election-ask", election), said)
    assert again.status_code == 422
    shown = desk.post(at("election-show", election), {"handler": delegates[20].pk})
    assert shown.status_code == 302
    page = body(desk, at("election", election))
    assert "没有答复不等于同意" in page
    assert "公示中" in page
    assert "&lt;b&gt;委员会" in page


def test_who_watches_is_named_and_taken_back(
    desk: Client, congress: Meeting, delegates: list[Member]
) -> None:
    url = reverse("meetings:watches", args=[congress.pk])
    assert "还没有提名" in body(desk, url)
    said = {"role": "teller_a", "member": delegates[3].pk}
    assert desk.post(url, said).status_code == 302
    assert desk.post(url, said).status_code == 422
    row = Watch.objects.get()
    assert "代表04" in body(desk, url)
    assert desk.post(reverse("meetings:watch-drop", args=[row.pk])).status_code == 302
    assert not Watch.objects.exists()


def test_every_page_of_an_election_opens_for_its_desk_and_is_404_for_others(
    desk: Client,
    election: Election,
    sign_in: SignIn,
    delegates: list[Member],
    school_desk: Actor,
    hospital_desk: Actor,
    today: date,
) -> None:
    put_forward(hospital_desk, election, delegates[:4], today)
    urls = [at(f"election-{name}", election) for name in NEVER]
    urls += [at("election-step", election, step) for step in ("ballot", "begin", "take")]
    urls += [reverse("meetings:watches", args=[election.item.meeting_id])]
    for url in urls:
        body(desk, url)
    delegate, outsider = sign_in(actor_for(delegates[0])), sign_in(school_desk)
    assert "代表01" in body(delegate, at("election", election))
    for url in urls:
        assert delegate.get(url).status_code == 404, url
    for url in [*urls, at("election", election)]:
        assert outsider.get(url).status_code == 404, url
    for step in ("withdraw", "unmake", "follow", "announce", "nothing"):
        assert outsider.post(at("election-press", election, step)).status_code == 404
    assert desk.post(at("election-press", election, "nothing")).status_code == 404
    assert desk.get(at("election-step", election, "nothing")).status_code == 404


def test_what_elects_nobody_has_no_page_of_an_election(
    desk: Client, congress: Meeting, hospital_desk: Actor
) -> None:
    row = item(hospital_desk, congress, "work", "工作报告")
    for name in ("election", "election-plan", "election-nominate"):
        assert desk.get(reverse(f"meetings:{name}", args=[row.pk])).status_code == 404


def test_a_press_that_is_refused_says_so_on_the_page(
    desk: Client, election: Election, delegates: list[Member], hospital_desk: Actor, today: date
) -> None:
    refused = desk.post(at("election-press", election, "withdraw"))
    assert refused.status_code == 422
    assert "还没有提出建议名单" in refused.content.decode()
    missing = desk.post(at("election-step", election, "ballot"), {"why": ""})
    assert missing.status_code == 422
    nominee = actions.nominate(
        actor=hospital_desk, election=election, member=delegates[0], group="护理", today=today
    )
    url = reverse("meetings:nominee-drop", args=[nominee.pk])
    assert desk.post(url).status_code == 302
    assert not election.nominees.exists()


def test_what_speaks_against_somebody_and_who_is_not_listed_is_for_the_desk(
    desk: Client,
    election: Election,
    sign_in: SignIn,
    delegates: list[Member],
    hospital_desk: Actor,
    today: date,
) -> None:
    for one in delegates[:5]:
        actions.nominate(
            actor=hospital_desk, election=election, member=one, group="内科分会", today=today
        )
    url, delegate = at("election", election), sign_in(actor_for(delegates[10]))
    before = body(delegate, url)
    assert "代表01" not in before
    assert "还没有候选人" in before
    assert "代表01" in body(desk, url)
    rows = list(election.nominees.all())[:4]
    actions.list_candidates(actor=hospital_desk, election=election, nominees=rows, today=today)
    Member.objects.filter(pk=delegates[0].pk).update(state="kept")
    for_desk, for_others = body(desk, url), body(delegate, url)
    assert "代表01" in for_others
    assert "代表05" in for_desk
    assert "代表05" not in for_others
    assert "没有被选举权" in for_desk
    assert "没有被选举权" not in for_others


@pytest.mark.parametrize("number", [4, 30])
def test_the_page_of_an_election_asks_fifteen_questions_however_many_stand(
    desk: Client,
    election: Election,
    delegates: list[Member],
    hospital_desk: Actor,
    sign_in: SignIn,
    today: date,
    number: int,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    url, delegate = at("election", election), sign_in(actor_for(delegates[0]))

    def opens(words: str) -> None:
        for client in (desk, delegate):
            body(client, url)
            with django_assert_max_num_queries(15):  # type: ignore[attr-defined]  # a context manager
                page = body(client, url)
            assert words in page

    people = delegates[:number]
    one = put_forward(hospital_desk, election, people, today - 20 * DAY)
    opens(people[-1].name)
    one = agreed(hospital_desk, one, today - 19 * DAY)
    one = shown(hospital_desk, one, delegates[31], today - 18 * DAY, today)
    opens("已办结")
    actions.draft_ballot(actor=hospital_desk, election=one, today=today)
    opens("筹备")


def test_the_page_of_who_is_elected_out_of_a_committee_asks_as_few_questions(
    desk: Client,
    election: Election,
    congress: Meeting,
    delegates: list[Member],
    hospital_desk: Actor,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    row = item(hospital_desk, congress, "chair", "选举主席")
    chair = plan(hospital_desk, row, office="chair", seats=1, percent=0, source=election)
    Election.objects.filter(pk=election.pk).update(counted_on=today, written_on=today)
    put_forward(hospital_desk, chair, delegates[:30], today)
    body(desk, at("election", chair))
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]  # a context manager
        page = body(desk, at("election", chair))
    assert "代表30" in page

"""Pages of matters: the same list, page and form for all kinds."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import Seat
from tests.matters.conftest import ANSWER, TITLE, VALUES, Congress, File, Walk
from zhijia.matters import actions, queries
from zhijia.matters.models import Matter
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor

Browser = Callable[[Actor], Client]


def do(client: Client, matter: Matter, step: str, **said: str) -> int:
    url = reverse("matters:step", args=[matter.pk, step])
    return client.post(url, said).status_code


def test_a_delegate_writes_keeps_and_hands_in(congress: Congress, sign_in: Browser) -> None:
    browser = sign_in(congress.filer)
    url = reverse("matters:matter-new", args=["proposal"])
    assert "措施及建议" in browser.get(url).content.decode()
    kept = browser.post(url, {"title": TITLE, "keep": "1"})
    assert kept.status_code == 302
    draft = Matter.objects.get()
    assert draft.is_draft
    refused = browser.post(reverse("matters:matter-edit", args=[draft.pk]), {"title": TITLE})
    assert refused.status_code == 422
    assert "请填写案由" in refused.content.decode()
    sent = browser.post(
        reverse("matters:matter-edit", args=[draft.pk]), {"title": TITLE, **VALUES}, follow=True
    )
    assert sent.status_code == 200
    draft.refresh_from_db()
    assert draft.state == "seconding"


def test_html_in_a_proposal_is_only_text(congress: Congress, filed: File, sign_in: Browser) -> None:
    matter = filed(title="<script>alert(1)</script>")
    page = sign_in(congress.filer).get(matter.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_matter_of_another_unit_is_not_found(
    filed: File, sign_in: Browser, power_desk: Actor
) -> None:
    browser = sign_in(power_desk)
    matter = filed()
    assert browser.get(matter.get_absolute_url()).status_code == 404
    assert do(browser, matter, "withdraw") == 404
    matter.refresh_from_db()
    assert matter.state == "seconding"


@pytest.mark.parametrize(
    "state",
    ["delegation", "committee", "filed", "handling", "answered", "rated", "carrying", "closed"],
)
def test_everybody_sees_the_page_in_every_state(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser, state: str
) -> None:
    matter = walk(filed(), state)
    people = (congress.filer, congress.committee, congress.desk, congress.leader)
    for who in (*people, congress.handler):
        if who is congress.handler and state in {"delegation", "committee"}:
            continue
        assert sign_in(who).get(matter.get_absolute_url()).status_code == 200


def test_the_handler_reads_no_rating_on_the_page(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser, today: date
) -> None:
    matter = walk(filed(), "rated")
    assert (
        "基本满意" not in sign_in(congress.handler).get(matter.get_absolute_url()).content.decode()
    )
    assert "基本满意" in sign_in(congress.committee).get(matter.get_absolute_url()).content.decode()


def test_the_list_of_a_desk_asks_our_tables_few_questions(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    for _ in range(3):
        walk(filed(), "committee")
    browser, url = sign_in(congress.committee), reverse("matters:matters")
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(url).content.decode()
    ours = [one["sql"] for one in asked if "matters_matter" in one["sql"]]
    assert len(ours) <= 4, "what waits, the other lists, the keys of the page, its rows"
    assert page.count(TITLE) == 3


def test_what_is_seen_is_what_the_policies_allow(
    filed: File, walk: Walk, congress: Congress, power_desk: Actor
) -> None:
    from zhijia.matters import policies

    rows = [filed(), walk(filed(), "committee"), walk(filed(), "handling"), walk(filed(), "closed")]
    people = (*congress.backers, congress.filer, congress.committee, congress.handler)
    for who in (*people, congress.desk, congress.leader, power_desk):
        seen = {*queries.matters(who).values_list("pk", flat=True)}
        for row in rows:
            held = policies.parties(who, row, queries.parts_in(row), row.backers.all())
            assert bool(policies.may_read(who, row, held)) == (row.pk in seen), (
                who.name,
                row.state,
            )


def test_what_waits_for_somebody_is_what_they_may_move_and_see(
    filed: File, walk: Walk, congress: Congress, power_desk: Actor
) -> None:
    from zhijia.matters import policies

    states = ("seconding", "delegation", "committee", "filed", "handling", "answered", "closed")
    rows = [walk(filed(), state) if state != "seconding" else filed() for state in states]
    people = (*congress.backers, congress.filer, congress.committee, congress.handler)
    moved = 0
    for who in (*people, congress.desk, congress.leader, power_desk):
        seen = {*queries.matters(who).values_list("pk", flat=True)}
        waits = {*Matter.objects.filter(queries.waits(who)).values_list("pk", flat=True)}
        assert waits <= seen
        for row in rows:
            held = policies.parties(who, row, queries.parts_in(row), row.backers.all())
            owed = "invited" in held and row.state == "seconding"
            may = bool(held & {*queries.movers(row)}) or owed
            assert (row.pk in waits) == (may and not row.closed_on), (who.name, row.state)
            moved += may
    assert moved >= 6


def test_a_step_is_taken_on_the_page(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    matter = walk(filed(), "handling")
    browser = sign_in(congress.handler)
    assert do(browser, matter, "answer") == 422
    assert do(browser, matter, "answer", answer=ANSWER, contact="赵敏 8001") == 302
    matter.refresh_from_db()
    assert matter.state == "answered"
    again = browser.post(
        reverse("matters:step", args=[matter.pk, "answer"]), {"answer": ANSWER, "contact": "8001"}
    )
    assert again.status_code == 422
    assert "可能他人刚办理过" in again.content.decode()


def test_the_pages_of_a_call_stand(congress: Congress, filed: File, sign_in: Browser) -> None:
    filed()
    browser = sign_in(congress.desk)
    for url in (
        reverse("matters:calls"),
        reverse("matters:call-new"),
        congress.call.get_absolute_url(),
    ):
        assert browser.get(url).status_code == 200


def test_when_all_is_over_the_handler_reads_the_rating_and_the_part_is_still_told(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    matter = walk(filed(), "closed")
    page = sign_in(congress.handler).get(matter.get_absolute_url()).content.decode()
    assert "基本满意" in page
    assert "后勤部 赵敏" in page


def test_a_delegate_of_a_branch_answers_its_call_while_one_above_is_open(
    congress: Congress,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    met_on = today - timedelta(days=100)
    basis = Basis("elected", "第二届职工代表大会第一次会议", met_on)
    both, own = congress.filer, seat("2004", hospital)
    for who in (both, own):
        member = Member.objects.get(pk=who.member_id)
        how = {"unit": hospital, "member": member, "kind": "staff_rep", "from_on": met_on}
        org.appoint(actor=group_desk, **how, basis=basis)
    call = actions.open_call(
        actor=hospital_desk,
        unit=hospital,
        kind="proposal",
        title="医院提案征集",
        from_on=today - timedelta(days=30),
        until_on=today,
    )
    url, said = reverse("matters:matter-new", args=["proposal"]), {"title": TITLE, **VALUES}
    assert "医院提案征集" in sign_in(own).get(url).text
    assert sign_in(own).post(url, said).status_code == 302
    assert Matter.objects.get().call == call
    browser = sign_in(both)
    page = browser.get(url).text
    assert f"{url}?call={call.pk}" in page, "of two calls one may be chosen"
    chosen = browser.get(f"{url}?call={call.pk}").text
    assert f'action="{url}?call={call.pk}"' in chosen
    assert f"{url}?call={call.pk}" in browser.get(call.get_absolute_url()).text
    assert browser.post(f"{url}?call={call.pk}", said).status_code == 302
    assert [one.unit for one in Matter.objects.all()] == [hospital, hospital]
    for forged in ("0", "x", "9" * 40):
        assert browser.get(f"{url}?call={forged}").status_code == 200

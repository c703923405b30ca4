"""Pages of paper: printing, boxes, tellers; what strangers and forged addresses get."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.utils.timezone import now
from pypdf import PdfReader

from zhijia.ballots import actions
from zhijia.ballots.models import Ballot, Contest, Sheet
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.once import fresh

Browser = Callable[[Actor], Client]
HOW = {
    "kind": "all",
    "copies": "10",
    "per_sheet": "2",
    "size": "A4",
    "place": "above",
    "tint": "pink",
    "order": "strokes",
    "title": "委员会委员选票",
    "seal": "（盖章处）",
    "file": "pdf",
}


@pytest.fixture
def ballot(opened: Callable[..., Ballot], desk: Actor, today: date) -> Ballot:
    """A vote on paper that ended, with four papers in the hall's box."""
    ballot = opened()
    for voter in ballot.voters.all()[:4]:
        actions.sign_in(actor=desk, voter=voter, way="paper", today=today)
    actions.put_box(actor=desk, ballot=ballot, box="会场", issued=4, returned=4)
    return actions.close_ballot(actor=desk, ballot=ballot, today=today, now=now())


@pytest.fixture
def contest(ballot: Ballot) -> Contest:
    return ballot.contests.get()


def filled(contest: Contest, yes: int = 3) -> dict[str, str]:
    """Return a teller's form: everybody has so many votes for, of four."""
    said = {"valid": "4", "once": fresh()}
    for choice in contest.choices.all():
        said |= {f"line-{choice.key}-0": str(0), f"line-{choice.key}-1": "4"}
    first = contest.choices.all()[0].key
    return said | {f"line-{first}-0": str(yes), f"line-{first}-1": str(4 - yes)}


def test_papers_are_printed_as_asked(ballot: Ballot, desk: Actor, sign_in: Browser) -> None:
    browser = sign_in(desk)
    page = browser.get(f"/ballots/{ballot.pk}/papers/", HOW)
    assert "用纸 5 张" in page.text
    answer = browser.get(f"/ballots/{ballot.pk}/papers/print/", HOW)
    reader = PdfReader(BytesIO(b"".join(answer)))  # type: ignore[arg-type]  # a stream of bytes
    assert len(reader.pages) == 5
    text = "".join(reader.pages[0].extract_text().split())
    for choice in ballot.contests.get().choices.all():
        assert text.count(choice.name) == 2
    word = browser.get(f"/ballots/{ballot.pk}/papers/print/", {**HOW, "file": "docx"})
    assert word["Content-Disposition"].endswith(".docx")


@pytest.mark.parametrize(
    "wrong",
    [{"copies": "0"}, {"copies": "x"}, {"per_sheet": "3"}, {"kind": "999"}, {"tint": "<b>"}],
)
def test_a_wrong_wish_comes_back_with_what_is_wrong(
    ballot: Ballot, desk: Actor, sign_in: Browser, wrong: dict[str, str]
) -> None:
    answer = sign_in(desk).get(f"/ballots/{ballot.pk}/papers/print/", {**HOW, **wrong})
    assert answer.status_code == 422
    assert "is-invalid" in answer.text


def test_what_does_not_fit_is_said_before_it_is_printed(
    draft: Callable[..., Ballot], desk: Actor, today: date, sign_in: Browser
) -> None:
    from zhijia.ballots.rules.asking import Asked

    items = tuple(f"关于第 {n} 项的决议" for n in range(1, 40))
    asked = Asked("resolution", "决议", "other", adoption="members")
    ballot = draft(asked, choices=items)
    ballot = actions.set_ballot(actor=desk, ballot=ballot, today=today)
    browser = sign_in(desk)
    answer = browser.get(f"/ballots/{ballot.pk}/papers/print/", {**HOW, "per_sheet": "4"})
    assert answer.status_code == 422
    assert "排不下 4 份" in answer.text
    assert (
        browser.get(f"/ballots/{ballot.pk}/papers/print/", {**HOW, "per_sheet": "1"}).status_code
        == 200
    )


def test_a_draft_has_no_papers_yet(
    draft: Callable[..., Ballot], desk: Actor, sign_in: Browser
) -> None:
    ballot = draft()
    browser = sign_in(desk)
    assert "定稿以后印制" in browser.get(f"/ballots/{ballot.pk}/papers/").text
    assert browser.get(f"/ballots/{ballot.pk}/papers/print/", HOW).status_code == 422


def test_every_sheet_and_report_can_be_taken_away(
    ballot: Ballot, contest: Contest, desk: Actor, cast: Cast, today: date, sign_in: Browser
) -> None:
    browser = sign_in(desk)
    base = f"/ballots/{ballot.pk}/papers"
    there = [f"{base}/issue.docx", f"{base}/issue.pdf", f"{base}/clearing.docx"]
    there += [
        f"/ballots/contests/{contest.pk}/counting-{t}.{s}" for t in "ab" for s in ("docx", "pdf")
    ]
    later = [f"{base}/result.docx"]
    assert {browser.get(url).status_code for url in there} == {200}
    assert {browser.get(url).status_code for url in later} == {404}
    assert browser.get(f"/ballots/contests/{contest.pk}/counting-c.pdf").status_code == 404
    assert browser.get(f"{base}/issue.exe").status_code == 404
    count(ballot, contest, cast, desk, today)
    assert {browser.get(url).status_code for url in later} == {200}
    # Four of thirty-nine came: nobody is elected, so there is nothing to announce.
    assert browser.get(f"{base}/announcement.docx").status_code == 404
    assert "当选公告" not in browser.get(f"{base}/").text
    contest.refresh_from_db()
    contest.outcome["elected"] = [contest.choices.all()[0].key]
    contest.save(update_fields=["outcome"])
    assert browser.get(f"{base}/announcement.docx").status_code == 200
    assert "当选公告" in browser.get(f"{base}/").text


def count(ballot: Ballot, contest: Contest, cast: Cast, desk: Actor, today: date) -> None:
    """Let both tellers hand in the same, and count."""
    lines = {choice.key: {"yes": 2, "no": 2} for choice in contest.choices.all()}
    lines[contest.choices.all()[2].key] = {"yes": 1, "no": 3}
    for number in ("3003", "4003"):
        actions.hand_in(
            actor=actor_for(cast.members[number]),
            contest=contest,
            pile=1,
            valid=4,
            void=0,
            lines=lines,
            others={},
            voids={},
        )
    actions.count_ballot(actor=desk, ballot=ballot, today=today)


def test_two_tellers_count_on_their_own_phones(
    ballot: Ballot, contest: Contest, cast: Cast, sign_in: Browser
) -> None:
    one, other = (sign_in(actor_for(cast.members[number])) for number in ("3003", "4003"))
    url = f"/ballots/contests/{contest.pk}/piles/1/"
    assert one.post(url, filled(contest)).status_code == 302
    page = other.get(url).text
    assert "对方已交，您交以后比对" in page
    assert "有效票 4 张" not in page
    answer = other.post(url, filled(contest, yes=2), follow=True)
    assert "不一致" in answer.text
    page = one.get(url).text
    assert "不一致的地方" in page
    scrutineer = sign_in(actor_for(cast.members["2003"]))
    settle = f"{url}settle/"
    assert "甲 3，乙 2，以多少为准" in scrutineer.get(settle).text
    said = {"right-0": "3", "why-0": "乙漏画", "right-1": "1", "why-1": "", "once": fresh()}
    answer = scrutineer.post(settle, said)
    assert answer.status_code == 422
    assert "请填写" in answer.text
    answer = scrutineer.post(settle, {**said, "why-1": "同上", "once": fresh()}, follow=True)
    assert "以 3 为准；乙漏画" in answer.text
    assert Sheet.objects.filter(is_settled=True).count() == 2


def test_a_mistaken_sheet_comes_back_beside_its_field(
    ballot: Ballot, contest: Contest, cast: Cast, sign_in: Browser
) -> None:
    browser = sign_in(actor_for(cast.members["3003"]))
    url = f"/ballots/contests/{contest.pk}/piles/1/"
    candidate = contest.choices.all()[0].name
    for wrong, words in (
        ({"valid": ""}, "请填写有效票"),
        ({"void-many": "-1"}, "is-invalid"),
        ({"other-0": "没有这个人", "votes-0": "1"}, "不在可以另选的名单上"),
        ({"votes-0": "1"}, "请填写姓名"),
        ({"other-0": candidate, "votes-0": "1"}, "这个人是候选人"),
        ({"valid": "3"}, "合计 4，有效票 3 张"),
        ({"valid": "5"}, "您计的各叠共 5 张"),
    ):
        answer = browser.post(url, {**filled(contest), **wrong, "once": fresh()})
        assert answer.status_code == 422, wrong
        assert words in answer.text, wrong
    assert not Sheet.objects.exists()


def test_a_name_written_in_is_found_by_name_or_staff_number(
    ballot: Ballot, contest: Contest, cast: Cast, sign_in: Browser
) -> None:
    browser = sign_in(actor_for(cast.members["3003"]))
    who = cast.members["4001"]
    said = filled(contest) | {
        "other-0": who.name,
        "votes-0": "1",
        "other-1": "4001",
        "votes-1": "2",
    }
    assert browser.post(f"/ballots/contests/{contest.pk}/piles/1/", said).status_code == 302
    assert Sheet.objects.get().counts["others"] == {f"m{who.pk}": 3}


def test_the_same_form_sent_twice_makes_one_sheet(
    ballot: Ballot, contest: Contest, cast: Cast, sign_in: Browser
) -> None:
    browser = sign_in(actor_for(cast.members["3003"]))
    said = filled(contest)
    url = f"/ballots/contests/{contest.pk}/piles/1/"
    browser.post(url, said), browser.post(url, said)
    assert Sheet.objects.count() == 1


def test_strangers_and_forged_addresses_find_nothing(
    ballot: Ballot, contest: Contest, cast: Cast, desk: Actor, sign_in: Browser
) -> None:
    stranger = sign_in(actor_for(cast.members["4001"]))
    box = ballot.issues.get()
    urls = [
        f"/ballots/{ballot.pk}/papers/",
        f"/ballots/{ballot.pk}/papers/print/",
        f"/ballots/{ballot.pk}/papers/issue.pdf",
        f"/ballots/{ballot.pk}/tellers/",
        f"/ballots/contests/{contest.pk}/piles/1/",
        f"/ballots/contests/{contest.pk}/piles/1/recount/",
        f"/ballots/contests/{contest.pk}/counting-a.pdf",
        f"/ballots/boxes/{box.pk}/edit/",
    ]
    assert {stranger.get(url).status_code for url in urls} == {404}
    own = sign_in(desk)
    for url in (f"/ballots/contests/{contest.pk}/piles/0/", "/ballots/boxes/999999/edit/"):
        assert own.get(url).status_code == 404
    assert own.get(f"/ballots/contests/{contest.pk}/piles/1/settle/").status_code == 404


def test_a_box_is_put_down_mended_and_taken_back(
    ballot: Ballot, desk: Actor, sign_in: Browser
) -> None:
    browser = sign_in(desk)
    box = ballot.issues.get()
    said = {"kind": "all", "box": "<b>主会场</b>", "issued": "4", "returned": "3", "once": fresh()}
    assert browser.post(f"/ballots/boxes/{box.pk}/edit/", said).status_code == 302
    page = browser.get(f"/ballots/{ballot.pk}/papers/").text
    assert "&lt;b&gt;主会场&lt;/b&gt;" in page
    more = browser.post(f"/ballots/{ballot.pk}/papers/boxes/new/", {**said, "once": fresh()})
    assert more.status_code == 422
    assert "多发了选票" in more.text
    browser.post(f"/ballots/boxes/{box.pk}/drop/", {"once": fresh()})
    assert not ballot.issues.exists()


def test_the_tellers_page_asks_little_however_many_piles(
    ballot: Ballot,
    contest: Contest,
    cast: Cast,
    desk: Actor,
    sign_in: Browser,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    tellers = {one.role: one for one in ballot.watchers.all()}
    counts = {"valid": 50, "void": 0, "lines": {}, "others": {}}
    for pile in range(1, 21):
        for role in ("teller_a", "teller_b"):
            Sheet.objects.create(
                ballot=ballot,
                contest=contest,
                teller=tellers[role],
                pile=pile,
                counts=counts,
                is_settled=True,
            )
    browser = sign_in(desk)
    browser.get(f"/ballots/{ballot.pk}/tellers/")
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        page = browser.get(f"/ballots/{ballot.pk}/tellers/")
    assert "两人一致的 1000 张" in page.text

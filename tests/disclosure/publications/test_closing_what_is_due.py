"""Corrections and their readers, what a text closes, what is owed on, and 零报告."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Seat
from tests.disclosure.publications.conftest import Draft
from zhijia.disclosure.actions import catalogues, dues, publications
from zhijia.disclosure.models import Catalogue, Due, Item, Publication
from zhijia.disclosure.queries import publications as reading
from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

DAY = timedelta(days=1)


def let_out(publication: Publication, desk: Actor, head: Actor, today: date) -> Publication:
    """Hand the newest text in and let it out."""
    edition = publication.editions.first()
    publications.submit(actor=desk, edition=edition, today=today)
    edition.refresh_from_db()
    return publications.approve(actor=head, edition=edition, reply="", today=today)


def test_a_correction_for_strangers_is_read_by_none_before_it_is_out(
    out: Publication,
    power: Unit,
    power_desk: Actor,
    power_chair: Actor,
    client: Client,
    today: date,
) -> None:
    publications.revise(actor=power_desk, publication=out, why="补充数据", today=today)
    draft = out.editions.first()
    wide = {"title": "新标题", "text": "已删去金额。", "scope": "public", "forms": ["web"]}
    publications.write(actor=power_desk, edition=draft, **wide)
    out.refresh_from_db()
    assert (out.scope, out.forms, out.title) == ("members", ["board"], "十一月生产经营情况")
    page = reverse("disclosure:open-publication", args=[out.token])
    assert client.get(page).status_code == 404
    assert not reading.open_publications(power)

    draft.refresh_from_db()
    publications.drop(actor=power_desk, edition=draft, today=today)
    out.refresh_from_db()
    assert out.scope == "members"

    publications.revise(actor=power_desk, publication=out, why="补充数据", today=today)
    publications.write(actor=power_desk, edition=out.editions.first(), **wide)
    let_out(out, power_desk, power_chair, today)
    assert "已删去金额。" in client.get(page).content.decode()


def test_a_correction_for_strangers_is_looked_through(
    out: Publication, power_desk: Actor, today: date
) -> None:
    publications.revise(actor=power_desk, publication=out, why="补充数据", today=today)
    draft = out.editions.first()
    text = "经办人身份证 11010519491231002X"
    publications.write(
        actor=power_desk, edition=draft, title="新", text=text, scope="public", forms=["web"]
    )
    draft.refresh_from_db()
    with pytest.raises(Refused, match="身份证号"):
        publications.submit(actor=power_desk, edition=draft, today=today, is_checked=True)


def test_a_correction_says_on_its_page_for_whom_it_will_be(
    out: Publication, power_desk: Actor, sign_in: Callable[..., Client], today: date
) -> None:
    publications.revise(actor=power_desk, publication=out, why="补充数据", today=today)
    draft = out.editions.first()
    publications.write(
        actor=power_desk, edition=draft, title="新", text="新", scope="reps", forms=["web"]
    )
    browser = sign_in(power_desk)
    assert "职工代表" in browser.get(out.get_absolute_url()).content.decode()
    form = browser.get(reverse("disclosure:edition-edit", args=[draft.pk])).context["form"]
    assert (form["scope"].value(), form["forms"].value()) == ("reps", ["web"])


def test_a_text_for_an_item_closes_the_one_thing_it_is_due_for(
    draft: Draft, monthly: Item, due: Due, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    made = draft(item=monthly)
    assert made.dues.get() == due
    let_out(made, power_desk, power_chair, today)
    due.refresh_from_db()
    assert due.closed_on == today


def test_of_several_dues_of_an_item_one_is_chosen_first(
    draft: Draft, monthly: Item, due: Due, today: date
) -> None:
    dues.lay(actor=Actor(), today=today + timedelta(days=40))
    assert monthly.dues.count() > 1
    with pytest.raises(Refused, match="选定一期"):
        draft(item=monthly)
    assert not Publication.objects.exists()
    assert draft(item=monthly, due=due).dues.get() == due


@pytest.fixture
def always(catalogue: Catalogue) -> Item:
    return catalogue.items.get(rhythm="standing")


def edit(item: Item, actor: Actor, today: date, **new: Any) -> Item:
    item.refresh_from_db()
    return catalogues.edit_item(actor=actor, item=item, today=today, **new)


def test_a_new_limit_leaves_what_is_owed_anew(
    out: Publication, due: Due, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    publications.withdraw(actor=power_chair, publication=out, why="数字有误", today=today)
    edit(due.item, power_desk, today, within=due.item.within + 2)
    assert due.item.dues.open().filter(label__contains="重新公开").count() == 1


def test_a_new_rhythm_leaves_what_was_registered(
    catalogue: Catalogue, power_desk: Actor, today: date
) -> None:
    honours = catalogue.items.get(name="评先选优和职称评聘")
    dues.register_event(
        actor=power_desk, item=honours, label="评选结果", event_on=today, today=today
    )
    edit(honours, power_desk, today, rhythm="year")
    assert honours.dues.open().filter(label="评选结果").exists()


def test_what_stands_always_is_counted_from_its_listing_however_often_it_changes(
    always: Item, power_desk: Actor, today: date
) -> None:
    later = today + timedelta(days=20)
    edit(always, power_desk, later, within=40, counted="days")
    one = always.dues.open().get()
    assert one.start_on == today
    assert one.due_on < later + timedelta(days=40)


def test_what_happened_and_what_always_stands_is_no_nought(
    catalogue: Catalogue, always: Item, power_desk: Actor, today: date
) -> None:
    honours = catalogue.items.get(name="评先选优和职称评聘")
    event = dues.register_event(
        actor=power_desk, item=honours, label="评选结果", event_on=today, today=today
    )
    for one, why in ((event, "已经发生"), (always.dues.get(), "长期公开")):
        with pytest.raises(Refused, match=why):
            dues.waive(actor=power_desk, due=one, why="没有。", today=today + 9 * DAY)
        one.refresh_from_db()
        assert one.closed_on is None


def test_what_is_owed_anew_is_no_nought(
    out: Publication, due: Due, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    publications.withdraw(actor=power_chair, publication=out, why="数字有误", today=today)
    again = due.item.dues.open().get()
    with pytest.raises(Refused, match="重新公开"):
        dues.waive(actor=power_desk, due=again, why="没有。", today=today + 9 * DAY)


def test_a_period_is_reported_as_nought_when_it_is_over(
    due: Due, power_desk: Actor, sign_in: Callable[..., Client], today: date
) -> None:
    day = due.start_on - DAY
    with pytest.raises(Refused, match="期满"):
        dues.waive(actor=power_desk, due=due, why="停产检修。", today=day)
    due.refresh_from_db()
    assert due.closed_on is None
    Due.objects.filter(pk=due.pk).update(start_on=today - timedelta(days=40), label="x")
    assert "零报告</a>" not in sign_in(power_desk).get(due.get_absolute_url()).content.decode()


def test_a_slip_in_registering_is_taken_back_the_same_day(
    catalogue: Catalogue,
    power_desk: Actor,
    power_member: Actor,
    sign_in: Callable[..., Client],
    today: date,
) -> None:
    honours = catalogue.items.get(name="评先选优和职称评聘")
    said = {"actor": power_desk, "item": honours, "event_on": today - DAY}
    yesterday = dues.register_event(label="昨日登记", today=today - DAY, **said)
    slip = dues.register_event(label="登记有误", today=today, **said)
    browser = sign_in(power_desk)
    assert "撤销登记" in browser.get(slip.get_absolute_url()).content.decode()
    assert "撤销登记" not in browser.get(yesterday.get_absolute_url()).content.decode()
    at = reverse("disclosure:due-unregister", args=[yesterday.pk])
    refused = browser.post(at, {"once": "a" * 32})
    assert refused.status_code == 422
    assert "只能在登记当日撤销" in refused.content.decode()
    stranger = sign_in(power_member)
    at = reverse("disclosure:due-unregister", args=[slip.pk])
    assert stranger.post(at, {"once": "b" * 32}).status_code == 422
    assert Due.objects.filter(pk__in=[slip.pk, yesterday.pk]).count() == 2
    assert browser.post(at, {"once": "c" * 32}).status_code == 302
    assert [one.label for one in honours.dues.all()] == ["昨日登记"]


def test_where_several_lead_a_unit_two_people_write_and_let_out(
    catalogue: Catalogue,
    draft: Draft,
    power_chair: Actor,
    power: Unit,
    seat: Seat,
    today: date,
) -> None:
    how = {"answer_days": 10, "is_indexed": False, "basis": "", "today": today}
    catalogues.set_up(actor=power_chair, catalogue=catalogue, two_people=False, **how)
    assert not reading.asks_two(power.pk)
    second = seat("4003", power)
    Post.objects.filter(member=second.member_id).update(kind="vice_chair")
    assert reading.asks_two(power.pk), "a second head came later"
    catalogue.refresh_from_db()
    catalogues.set_up(actor=power_chair, catalogue=catalogue, two_people=True, **how)
    catalogue.refresh_from_db()
    with pytest.raises(Refused, match="两人办理"):
        catalogues.set_up(actor=power_chair, catalogue=catalogue, two_people=False, **how)
    catalogue.refresh_from_db()
    assert catalogue.two_people


def test_what_strangers_find_is_leafed_through_without_the_texts(
    draft: Draft,
    power: Unit,
    power_desk: Actor,
    power_chair: Actor,
    client: Client,
    today: date,
    django_assert_max_num_queries: Any,
) -> None:
    made = let_out(draft(scope="public"), power_desk, power_chair, today)
    for n in range(120):
        made.pk, made.token, made.title = None, f"token{n}", f"公开 {n}"
        made.save(force_insert=True)
    page = reverse("disclosure:open-unit", args=[power.code])
    with django_assert_max_num_queries(8):
        first = client.get(page).content.decode()
    assert "第 1 页，共 2 页" in first
    second = client.get(page + "?page=2").content.decode()
    assert "上一页" in second
    assert second.count("<li class") + first.count("<li class") >= 121


def test_the_only_head_who_writes_is_reviewed_from_above(
    draft: Draft,
    due: Due,
    power: Unit,
    power_chair: Actor,
    group_chair: Actor,
    sign_in: Callable[..., Client],
    today: date,
) -> None:
    from zhijia.org.models import Member
    from zhijia.org.queries import actor_for
    from zhijia.platform.notices.models import Notice

    sign_in(power_chair)
    sign_in(group_chair)
    head = actor_for(Member.objects.get(pk=power_chair.member_id))
    above = Member.objects.get(pk=group_chair.member_id).user_id
    edition = draft(due=due).editions.get()
    publications.write(
        actor=head, edition=edition, title="改", text="改", scope="members", forms=["board"]
    )
    edition.refresh_from_db()
    publications.submit(actor=head, edition=edition, today=today)
    told = Notice.objects.filter(kind="disclosure.to_review")
    assert [one.user_id for one in told] == [above]

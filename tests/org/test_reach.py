"""How far a hand reaches: not to a unit that went elsewhere, ended, or to what one has given up."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ENDED
from zhijia.org import actions, queries
from zhijia.org.models import Application, Member, Membership, Post, Unit
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.sheets.models import Export

from .test_particulars import HERS

Browse = Callable[..., Client]
Trail = Callable[[], list[str]]
DAY = timedelta(days=1)
APPLICANT = Particulars(id_number=HERS, phone="19900001234", employment="contract")


def fresh(actor: Actor) -> Actor:
    """Return who this is now."""
    return queries.actor_for(Member.objects.get(pk=actor.member_id))


def test_who_left_a_unit_that_moved_is_not_taken_back_by_the_desk_it_moved_away_from(
    group_desk: Actor,
    power_desk: Actor,
    school: Unit,
    workshop: Unit,
    member: Actor,
    audit_trail: Trail,
    today: date,
) -> None:
    who = Member.objects.get(pk=member.member_id)
    actions.leave(actor=power_desk, member=who, left_on=today, reason="调出")
    actions.move_unit(
        actor=group_desk,
        unit=workshop,
        parent=Unit.objects.get(parent=None),
        today=today,
        document=ENDED["document"],
    )
    before = audit_trail()
    with pytest.raises(Refused, match="原单位或上级单位"):
        actions.rejoin(actor=fresh(power_desk), member=who, joined_on=today)
    assert audit_trail() == before
    assert not Membership.objects.filter(member=who, until_on=None).exists()
    assert actions.rejoin(actor=group_desk, member=who, joined_on=today).left_on is None


def apply(link: Any, today: date) -> Application:
    return actions.apply(
        actor=Actor(),
        link=link,
        name="贺兰",
        facts=APPLICANT,
        receipt="ABCDEFGHJK",
        has_pledged=True,
        has_consented=True,
        today=today,
    )


def test_nobody_joins_a_unit_that_has_ended(
    group_desk: Actor, school: Unit, audit_trail: Trail, today: date
) -> None:
    until = today + 90 * DAY
    link = actions.make_link(actor=group_desk, unit=school, until_on=until, today=today)
    actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)
    before = audit_trail()
    link.refresh_from_db()
    with pytest.raises(Refused):
        apply(link, today)
    assert audit_trail() == before
    assert not Application.objects.exists()


def test_the_second_of_two_who_decide_an_application_is_told_so(
    group_desk: Actor, hospital: Unit, hospital_desk: Actor, audit_trail: Trail, today: date
) -> None:
    until = today + 90 * DAY
    link = actions.make_link(actor=group_desk, unit=hospital, until_on=until, today=today)
    first = apply(link, today)
    second = Application.objects.get(pk=first.pk)
    actions.approve(actor=group_desk, application=first, staff_no="2999", today=today)
    before = audit_trail()
    with pytest.raises(Refused, match="已经办理"):
        actions.refuse_application(actor=hospital_desk, application=second, words="不", today=today)
    assert audit_trail() == before
    assert Application.objects.get().state == "approved"


def test_why_a_membership_is_kept_is_not_for_colleagues(
    sign_in: Browse,
    group_desk: Actor,
    workshop: Unit,
    member: Actor,
    workshop_organiser: Actor,
    today: date,
) -> None:
    who = Member.objects.get(pk=workshop_organiser.member_id)
    actions.keep_membership(actor=group_desk, member=who, from_on=today, reason="失业")
    page = sign_in(member).get(reverse("figure", args=["org.kept"]), {"unit": workshop.pk})
    assert who.name in page.text
    assert "失业" not in page.text


def test_who_keeps_a_desk_no_longer_fetches_what_they_took_out_there(
    sign_in: Browse, group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    client = sign_in(hospital_desk)
    taken = {"columns": ["name", "id_number"], "paper": "landscape", "reason": "办证"}
    client.post(reverse("sheets:take", args=["org.members"]), taken)
    file = reverse("sheets:export-file", args=[Export.objects.get().pk])
    assert client.get(file).status_code == 200
    for post in Post.objects.open().filter(member=hospital_desk.member_id):
        actions.relieve(actor=group_desk, post=post, until_on=today)
    assert client.get(file).status_code == 404


def test_who_came_with_a_merger_is_found_by_the_desk_they_came_to_and_by_none_they_left(
    sign_in: Browse,
    group_desk: Actor,
    school_desk: Actor,
    power_desk: Actor,
    workshop: Unit,
    member: Actor,
    school: Unit,
    today: date,
) -> None:
    who = Member.objects.get(pk=member.member_id)
    actions.absorb_unit(
        actor=group_desk,
        unit=workshop,
        into=school,
        numbering="prefix",
        today=today,
        **ENDED,
    )
    address = reverse("search")
    assert sign_in(school_desk).get(address, {"q": who.name}).text.count("<mark>") == 1
    assert who.get_absolute_url() not in sign_in(power_desk).get(address, {"q": who.name}).text


@pytest.mark.parametrize("way", ["https://testserver//evil.example/x", "//evil.example/x"])
def test_choosing_a_unit_leads_to_no_other_house(
    sign_in: Browse, group_desk: Actor, way: str
) -> None:
    client, address = sign_in(group_desk), reverse("place")
    said = {"unit": "JT", "below": "below"}
    answer = client.post(f"{address}?next={way}", said)
    assert answer.status_code == 302
    assert not answer["Location"].startswith("//")
    answer = client.post(reverse("scope"), {"below": "own"}, headers={"referer": way})
    assert not answer["Location"].startswith("//")


def test_a_desk_below_unseats_nobody_above_by_a_transfer(
    group_desk: Actor,
    power_desk: Actor,
    workshop_chair: Actor,
    hospital_desk: Actor,
    power: Unit,
    hospital: Unit,
    member: Actor,
    audit_trail: Trail,
    today: date,
) -> None:
    who = Member.objects.get(pk=member.member_id)
    actions.appoint(actor=group_desk, unit=power, member=who, kind="desk", from_on=today)
    before = audit_trail()
    with pytest.raises(Refused, match="管不到的单位任职"):
        actions.propose_transfer(
            actor=workshop_chair, member=who, to_unit=hospital, reason="调动", today=today
        )
    assert audit_trail() == before
    asked = actions.request_transfer(
        actor=hospital_desk,
        unit=hospital,
        code="JX",
        staff_no=who.staff_no,
        name=who.name,
        reason="调动",
        today=today,
    )
    with pytest.raises(Refused, match="管不到的单位任职"):
        actions.accept_transfer(actor=workshop_chair, transfer=asked, staff_no="2555", today=today)
    assert who.posts.open().exists()
    actions.accept_transfer(actor=power_desk, transfer=asked, staff_no="2555", today=today)
    assert not who.posts.open().exists()


def test_what_bars_somebody_from_a_post_is_told_to_no_colleague(
    sign_in: Browse,
    workshop_chair: Actor,
    workshop_organiser: Actor,
    workshop: Unit,
    member: Actor,
    today: date,
) -> None:
    who = Member.objects.get(pk=workshop_chair.member_id)
    bar = actions.note_bar(
        actor=workshop_chair, member=who, kind="relative", source="干部档案第 7 卷", from_on=today
    )
    colleague, desk = sign_in(member), sign_in(workshop_chair)
    lift, unit = reverse("org:bar-lift", args=[bar.pk]), workshop.get_absolute_url()
    assert (colleague.get(lift).status_code, desk.get(lift).status_code) == (404, 200)
    words = "近亲属"
    assert words in desk.get(unit).text
    assert words not in colleague.get(unit).text
    assert words not in colleague.get(who.get_absolute_url()).text


def test_the_record_says_that_a_bar_was_noted_and_not_which(
    workshop_chair: Actor, workshop_organiser: Actor, today: date
) -> None:
    who = Member.objects.get(pk=workshop_organiser.member_id)
    actions.note_bar(
        actor=workshop_chair, member=who, kind="foreign", source="护照存档", from_on=today
    )
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.action, entry.unit_path) == ("org.note_bar", who.unit_path)
    assert who.name in entry.subject
    assert "护照存档" not in repr(entry.after)
    assert "foreign" not in repr(entry.after)

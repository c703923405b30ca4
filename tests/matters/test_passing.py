"""诉求 that is passed on opens a case: by name, with consent, once, each side seeing its own."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import docx
import pytest
from django.test import Client

from tests.conftest import Seat
from tests.matters.test_appeals import (
    DISPUTE,
    WORDS,
    Appeal,
    Browser,
    add,
    appeal,
    letterbox,
    nurse,
    step,
    write,
)
from tests.platform.doorway.test_writing import Bench, look
from zhijia.matters import actions, queries
from zhijia.matters.models import Matter, Tie
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.doorway import tasks
from zhijia.platform.doorway.models import Door, Letter

__all__ = ["appeal", "letterbox", "nurse"]
Passed = Callable[[str], tuple[Matter, Matter]]
AID = {"ground": "grave", "proof": "工资条三张", "form": "arbitration", "has_papers": True}


def to(way: str) -> dict[str, object]:
    return {
        "values": {"passed_to": way, **DISPUTE, "request": "补发三月的加班费"},
        "words": "请办理",
    }


@pytest.fixture
def passed(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, sign_in: Browser, today: date
) -> Passed:
    """Let the nurse's appeal be passed on; return it with what it went into."""

    def go(way: str) -> tuple[Matter, Matter]:
        sign_in(hospital_desk)
        matter = appeal(phone="8100")
        if way != "upper":
            said = {"consented": [way], "reach": "8100"}
            step(nurse, matter, "consent", today, values=said)
        step(hospital_desk, matter, "pass_on", today, **to(way))
        return matter, Tie.objects.get(one=matter, how="follows").other

    return go


def test_what_goes_into_mediation_is_an_application_there(
    passed: Passed, nurse: Actor, hospital: Unit, group: Unit, group_desk: Actor, today: date
) -> None:
    actions.engage_mediator(actor=group_desk, unit=group, name="钱行政", side="firm", from_on=today)
    old, new = passed("mediation")
    assert (old.state, new.kind, new.state) == ("passed", "mediation", "applied")
    assert new.unit == group, "the hospital has no committee, the group has"
    assert new.filer_id == nurse.member_id
    assert (new.values["opponent"], new.values["cause"]) == ("附属医院", "pay")
    assert new.values["facts"] == WORDS
    assert new.kept_apart["phone"] == "8100"


def test_each_side_sees_what_its_kind_allows(
    passed: Passed,
    nurse: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    group: Unit,
    group_desk: Actor,
    sign_in: Browser,
    today: date,
) -> None:
    actions.engage_mediator(actor=group_desk, unit=group, name="钱行政", side="firm", from_on=today)
    old, new = passed("mediation")
    theirs = sign_in(nurse).get(old.get_absolute_url()).text
    assert new.number in theirs
    assert old.number in sign_in(nurse).get(new.get_absolute_url()).text
    # The hospital's desk keeps the appeal and not the case; the mediators the other way round.
    desk = sign_in(hospital_desk)
    assert new.number not in desk.get(old.get_absolute_url()).text
    assert desk.get(new.get_absolute_url()).status_code == 404
    mediators = sign_in(group_desk)
    assert mediators.get(old.get_absolute_url()).status_code == 404
    page = mediators.get(new.get_absolute_url()).text
    assert old.number not in page
    assert "附属医院" in page


def test_a_second_time_is_refused_and_says_where_it_went(
    passed: Passed, hospital_desk: Actor, today: date
) -> None:
    old, new = passed("mediation")
    with pytest.raises(Refused, match=f"已经转往.*{new.number}"):
        step(hospital_desk, old, "pass_on", today, **to("upper"))
    assert Matter.objects.count() == 2


def test_without_what_a_case_asks_for_nothing_is_passed_on(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    matter = appeal()
    step(nurse, matter, "consent", today, values={"consented": ["mediation"], "reach": "8100"})
    said = {"passed_to": "mediation", "opponent": "附属医院"}
    with pytest.raises(Refused, match="请填写争议类型、请求、知道权利受侵害的日期"):
        step(hospital_desk, matter, "pass_on", today, words="x", values=said)
    matter.refresh_from_db()
    assert (matter.state, Matter.objects.count()) == ("received", 1)


def test_consent_without_a_phone_is_no_consent(
    appeal: Appeal, nurse: Actor, sign_in: Browser
) -> None:
    matter = appeal()
    page = sign_in(nurse).post(f"{matter.get_absolute_url()}do/consent/", {"consented": ["aid"]})
    assert page.status_code == 422
    assert "请填写联系电话" in page.text
    matter.refresh_from_db()
    assert "consented" not in matter.values


def test_who_has_no_account_follows_the_case_by_the_receipt(
    letterbox: Door, hospital_desk: Actor, today: date
) -> None:
    code = write(letterbox, cause="urgent:wages")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    add(code, consented=["aid"], name="贺小满", phone="19900009002")
    tasks.take_in(Bench())
    matter.refresh_from_db()
    step(hospital_desk, matter, "pass_on", today, **to("aid"))
    new = queries.current(matter)
    assert (new.kind, new.filer, new.values["applicant"]) == ("legal_aid", None, "贺小满")
    step(hospital_desk, new, "grant", today, values=AID, words="请等转介")
    page = look(Client(), code).text
    assert "决定援助" in page
    assert "请等转介" in page


def test_who_consented_to_mediation_stays_nameless_with_the_union_above(
    letterbox: Door, hospital_desk: Actor, group_desk: Actor, sign_in: Browser, today: date
) -> None:
    code = write(letterbox, cause="urgent:wages")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    add(code, consented=["mediation"], name="贺小满", phone="19900009002")
    tasks.take_in(Bench())
    matter.refresh_from_db()
    step(hospital_desk, matter, "pass_on", today, values={"passed_to": "upper"}, words="请办理")
    above = queries.current(matter)
    assert (above.pk != matter.pk, above.kind) == (True, "urgent")
    assert "贺小满" not in str(above.kept_apart)
    assert "19900009002" not in str(above.kept_apart)
    assert WORDS in str(above.kept_apart)


def test_the_longest_name_and_telephone_are_no_reason_to_lose_a_consent(
    letterbox: Door, hospital_desk: Actor, today: date
) -> None:
    code = write(letterbox, cause="urgent:wages")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    add(code, consented=["aid"], name="贺" * 30, phone="1" * 30)
    tasks.take_in(Bench())
    matter.refresh_from_db()
    assert matter.values["consented"] == ["aid"]
    step(hospital_desk, matter, "pass_on", today, **to("aid"))
    assert queries.current(matter).kept_apart["phone"] == "1" * 30


def test_a_consent_that_crosses_with_passing_on_is_kept_as_words(
    letterbox: Door, hospital_desk: Actor, today: date
) -> None:
    code = write(letterbox, cause="urgent:wages")
    tasks.take_in(Bench())
    matter = Matter.objects.get()
    add(code, consented=["aid"], name="贺小满", phone="19900009002")
    tasks.take_in(Bench())
    matter.refresh_from_db()
    add(code, consented=["mediation"], name="贺小满", phone="19900009002", words="也愿意调解")
    step(hospital_desk, matter, "pass_on", today, **to("aid"))
    tasks.take_in(Bench())
    assert not Letter.objects.exists()
    (said,) = queries.current(matter).remarks.all()
    assert "也愿意调解" in said.words
    assert "已经转为法律援助" in said.words


# Legal aid by itself


def aided(desk: Actor, matter: Matter, today: date) -> Matter:
    """Take an application on until there is a result."""
    step(desk, matter, "grant", today, values=AID)
    office = {"referred_to": "lawyer", "office": "众正律师事务所", "lawyer": "杨律师"}
    step(desk, matter, "refer", today, values=office, words="代理仲裁")
    result = {"result": "won", "gained": "3000.00", "fee": "800.00"}
    step(desk, matter, "conclude", today, values=result, words="裁决支持全部请求")
    return matter


def test_legal_aid_goes_from_its_ground_to_a_rated_result(
    passed: Passed, nurse: Actor, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    _, case = passed("aid")
    matter = aided(hospital_desk, case, today)
    theirs = sign_in(nurse).get(matter.get_absolute_url()).text
    assert "众正律师事务所" in theirs
    assert "3,000.00" in theirs
    assert "800.00" not in theirs, "what the union paid is not for outside"
    with pytest.raises(Refused, match="还没有评价"):
        step(hospital_desk, matter, "close", today)
    actions.rate(actor=nurse, matter=matter, choice="good", words="", today=today)
    matter.refresh_from_db()
    step(hospital_desk, matter, "close", today)
    assert matter.state == "closed"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"proof": ""}, "请写明证明或者证据"),
        ({"ground": "hardship", "proof": " "}, "请写明证明或者证据"),
    ],
)
def test_a_ground_is_proved(
    passed: Passed, hospital_desk: Actor, today: date, change: dict[str, str], why: str
) -> None:
    _, case = passed("aid")
    with pytest.raises(Refused, match=why):
        step(hospital_desk, case, "grant", today, values={**AID, **change})
    case.refresh_from_db()
    assert case.state == "applied"


def test_a_migrants_wages_ask_for_no_proof_of_hardship(
    passed: Passed, hospital_desk: Actor, today: date
) -> None:
    _, case = passed("aid")
    step(hospital_desk, case, "grant", today, values={**AID, "ground": "migrant", "proof": ""})
    assert case.state == "granted"


def test_before_a_court_the_papers_are_there(
    nurse: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    said = {"cause": "pay", "wanted": "suit", "opponent": "附属医院", "request": "补发三月加班费"}
    matter = actions.file_matter(
        actor=nurse,
        kind="legal_aid",
        unit=hospital,
        title="请求代理诉讼",
        values={**said, "facts": WORDS, "phone": "8100"},
        today=today,
    )
    with pytest.raises(Refused, match="已经提交身份证明"):
        step(hospital_desk, matter, "grant", today, values={**AID, "has_papers": False})
    step(hospital_desk, matter, "grant", today, values=AID)
    assert matter.state == "granted"


def test_a_refusal_is_looked_at_again_once(
    passed: Passed, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    _, case = passed("aid")
    step(hospital_desk, case, "refuse", today, words="不属于劳动权益")
    assert case.closed_on == today
    step(nurse, case, "review", today, words="是加班费")
    assert (case.state, case.closed_on) == ("applied", None)
    step(hospital_desk, case, "refuse", today, words="材料不足")
    with pytest.raises(Refused, match="已经复核过一次"):
        step(nurse, case, "review", today, words="再看")


def test_nobody_grants_their_own(hospital: Unit, hospital_desk: Actor, today: date) -> None:
    said = {"cause": "pay", "wanted": "advice", "opponent": "附属医院", "request": "补发三月加班费"}
    matter = actions.file_matter(
        actor=hospital_desk,
        kind="legal_aid",
        unit=hospital,
        title="请求咨询",
        values={**said, "facts": WORDS, "phone": "8100"},
        today=today,
    )
    with pytest.raises(Refused):
        step(hospital_desk, matter, "grant", today, values=AID)


def text_of(data: bytes) -> str:
    paper = docx.Document(BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_papers_of_legal_aid_say_what_was_decided(
    passed: Passed, hospital_desk: Actor, today: date
) -> None:
    _, case = passed("aid")
    matter = aided(hospital_desk, case, today)
    made = {
        form: text_of(queries.PAPERS[("legal_aid", form)](matter))
        for form in ("application", "decision", "referral")
    }
    assert "附属医院" in made["application"]
    assert "合法权益被严重侵害" in made["decision"]
    assert "代理仲裁" in made["decision"]
    assert "众正律师事务所" in made["referral"]
    assert "杨律师" in made["referral"]


# Where it goes


def test_an_appeal_of_a_member_goes_to_the_nearest_unit_that_somebody_reads(
    nurse: Actor, hospital: Unit, hospital_desk: Actor, group: Unit, sign_in: Browser, seat: Seat
) -> None:
    said = {"title": "加班费没有发", "cause": "pay", "words": WORDS}
    browser = sign_in(nurse)
    browser.post("/matters/new/appeal/", said)
    assert Matter.objects.latest("pk").unit == group, "nobody keeps the hospital's desk by account"
    sign_in(hospital_desk)
    browser.post("/matters/new/appeal/", said)
    assert Matter.objects.latest("pk").unit == hospital

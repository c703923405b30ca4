"""Writing without an account: what comes in, what is told, and what is never written down."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.doorway import actions, acts, queries, rules, tasks, tickets
from zhijia.platform.doorway.models import Door, Letter, Photo, Slip
from zhijia.platform.doorway.register import ENTRANCES, Received

from .conftest import SECRET, Write, hardness, hidden, picture, solved

Taken = list[tuple[str, Received]]
Browse = Callable[..., Client]
CODE = re.compile(r'receipt-code">([A-Z2-9 ]{19})<')


class Bench:
    """The clock's bench."""

    actor = Actor()

    def told(self, done: int, total: int, words: str = "") -> None:
        """Nobody looks."""


def code_of(answer: Any) -> str:
    found = CODE.search(answer.text)
    assert found, answer.text
    return found[1]


def shot(data: bytes, name: str = "IMG_2026.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def address(door: Door) -> str:
    return reverse("doorway:write", args=[door.token, "words"])


# In


def test_a_stranger_writes_and_is_told_a_code(write: Write, taken: Taken) -> None:
    answer = write()
    assert answer.status_code == 200
    code = code_of(answer)
    assert taken == []  # not before the round
    tasks.take_in(Bench())
    ((kind, received),) = taken
    assert (kind, received.values) == ("first", {"words": SECRET})
    assert queries.slip_of(code).number == 1
    assert not Letter.objects.exists()


def test_the_same_form_sent_twice_is_one_letter_and_one_code(letterbox: Door, taken: Taken) -> None:
    client = Client()
    page = client.get(address(letterbox)).text
    ticket = hidden(page, "ticket")
    asked = {"ticket": ticket, "work": solved(ticket, hardness(page)), "words": SECRET}
    first = client.post(address(letterbox), asked)
    second = client.post(address(letterbox), asked)
    tasks.take_in(Bench())
    third = client.post(address(letterbox), asked)
    assert code_of(first) == code_of(second) == code_of(third)
    tasks.take_in(Bench())
    assert len(taken) == 1


def test_without_script_the_little_question_is_enough(letterbox: Door) -> None:
    client = Client()
    page = client.get(address(letterbox)).text
    one, other = (
        rules.DIGITS.index(sign)
        for sign in re.findall(r"([零一二三四五六七八九])加([零一二三四五六七八九])等于几", page)[0]
    )
    asked = {"ticket": hidden(page, "ticket"), "words": SECRET, "answer": str(one + other)}
    assert code_of(client.post(address(letterbox), asked))


def test_who_shows_nothing_is_asked_and_keeps_their_words(letterbox: Door) -> None:
    client = Client()
    page = client.get(address(letterbox)).text
    answer = client.post(address(letterbox), {"ticket": hidden(page, "ticket"), "words": SECRET})
    assert answer.status_code == 422
    assert "请回答表格下方的小问题" in answer.text
    assert SECRET in answer.text
    assert not Slip.objects.exists()


@pytest.mark.parametrize("ticket", ["", "forged", "x" * 400, "纸:条:假", "\x00"])
def test_a_forged_ticket_buys_nothing_and_the_words_stay(letterbox: Door, ticket: str) -> None:
    answer = Client().post(address(letterbox), {"ticket": ticket, "work": "1", "words": SECRET})
    assert answer.status_code == 422
    assert SECRET in answer.text
    assert not Slip.objects.exists()


def test_a_ticket_of_one_door_opens_no_other(
    letterbox: Door, school_desk: Actor, school: Any, today: date
) -> None:
    other = actions.open_door(actor=school_desk, unit_path=school.path, today=today)
    ticket = tickets.give(f"{other.token}/words", 8)
    asked = {"ticket": ticket.text, "work": solved(ticket.text, 8), "words": SECRET}
    assert Client().post(address(letterbox), asked).status_code == 422
    assert not Slip.objects.exists()


def test_what_is_missing_is_said_beside_the_field(write: Write) -> None:
    answer = write("")
    assert answer.status_code == 422
    assert "请填写情况" in answer.text


def test_markup_in_words_is_shown_as_words(write: Write) -> None:
    answer = write("x" * 501 + "<script>alert(1)</script>")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "A" * 22, "..", "0"])
def test_a_guessed_token_leads_nowhere(token: str) -> None:
    assert Client().get(f"/door/{token}/").status_code == 404
    assert Client().get(f"/door/{token}/words/").status_code == 404


def test_an_entrance_that_nobody_made_leads_nowhere(letterbox: Door) -> None:
    assert Client().get(f"/door/{letterbox.token}/nothing/").status_code == 404


# Flood


def flood(door: Door, entrance: Any, n: int, today: date, *, worked: bool = True) -> None:
    for _ in range(n):
        ticket = tickets.give("x", 1)
        how = rules.Knock(is_worked=worked, is_answered=True)
        acts.deposit(
            door=door,
            entrance=entrance,
            ticket=ticket,
            how=how,
            values={"words": "洪水"},
            today=today,
        )


def test_a_flood_fills_the_box_and_no_more_and_the_desk_sees_it(
    letterbox: Door,
    entrance: Any,
    write: Write,
    taken: Taken,
    today: date,
    sign_in: Browse,
    hospital_desk: Actor,
) -> None:
    flood(letterbox, entrance, rules.MOST_WAITING, today)
    answer = write()
    assert answer.status_code == 422
    assert "信箱暂时满了" in answer.text
    assert SECRET in answer.text
    assert Letter.objects.count() == rules.MOST_WAITING
    letterbox.refresh_from_db()
    assert (letterbox.flooded_on, letterbox.turned_away) == (today, 1)
    page = sign_in(hospital_desk).get(letterbox.get_absolute_url()).text
    assert "来件异常多" in page
    assert "累计 1 件没有收下" in page
    tasks.take_in(Bench())
    assert write().status_code == 200
    assert len(taken) == rules.MOST_WAITING


def test_a_letter_that_its_room_refuses_is_told_once_and_fills_no_door(
    letterbox: Door,
    entrance: Any,
    write: Write,
    today: date,
    sign_in: Browse,
    hospital_desk: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no(actor: Actor, received: Any) -> tuple[str, int]:
        raise acts.Refused(refused("太长"))

    flood(letterbox, entrance, rules.MOST_WAITING, today)
    monkeypatch.setitem(ENTRANCES, entrance.name, replace(entrance, take_in=no))
    with pytest.raises(ExceptionGroup, match=f"{rules.MOST_WAITING} letters"):
        tasks.take_in(Bench())
    tasks.take_in(Bench())  # told already, and tried again
    assert Letter.objects.filter(is_stuck=True).count() == rules.MOST_WAITING
    assert queries.waiting_at(letterbox) == (0, 0)
    page = sign_in(hospital_desk).get(reverse("doorway:doors")).text
    assert f"另有 {rules.MOST_WAITING} 件系统没有收下" in page
    assert write().status_code == 200
    monkeypatch.setitem(ENTRANCES, entrance.name, entrance)
    tasks.take_in(Bench())
    assert not Letter.objects.exists()


def test_answered_letters_cannot_shut_out_worked_ones(
    letterbox: Door, entrance: Any, write: Write, today: date
) -> None:
    flood(letterbox, entrance, rules.MOST_BY_QUESTION, today, worked=False)
    assert write().status_code == 200


def test_the_desk_shuts_the_door_and_opens_it_again(
    letterbox: Door, write: Write, hospital_desk: Actor, today: date
) -> None:
    actions.shut_door(actor=hospital_desk, door=letterbox, is_shut=True, today=today)
    assert "暂停收件" in Client().get(address(letterbox)).text
    with pytest.raises(acts.Refused):
        acts.knock(Door.objects.get(), rules.Knock(is_worked=True), today)
    actions.shut_door(actor=hospital_desk, door=letterbox, is_shut=False, today=today)
    assert write().status_code == 200


# Photos


def with_place() -> bytes:
    """Return a photo that says where and when it was taken, and by what."""
    out, picture = BytesIO(), Image.new("RGB", (3000, 1500), "#1a56a8")
    exif = Image.Exif()
    exif[Base.Make], exif[Base.DateTime] = "SECRETPHONE", "2026:11:27 08:00:00"
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitude: (30.0, 40.0, 1.0), GPS.GPSLatitudeRef: "N"})
    exif[Base.Orientation] = 6
    picture.save(out, "JPEG", exif=exif, comment=b"SECRETWORDS")
    return out.getvalue()


def test_twenty_photos_come_with_one_plain_form(write: Write, taken: Taken) -> None:
    many = [shot(picture(colour=f"#{12 * n:02x}0000")) for n in range(20)]
    answer = write(photos=many)
    assert answer.status_code == 200
    assert Photo.objects.count() == 20
    tasks.take_in(Bench())
    assert len(taken[0][1].photos) == 20
    assert not Photo.objects.exists()


def test_the_twenty_first_photo_is_refused_and_the_twenty_stay(write: Write) -> None:
    many = [shot(picture(colour=f"#{12 * n:02x}0000")) for n in range(21)]
    answer = write(photos=many)
    assert answer.status_code == 422
    assert "一件最多附 20 张照片" in answer.text
    assert "已收到 20 张照片" in answer.text
    assert SECRET in answer.text


def test_a_photo_loses_its_place_time_and_camera_and_stands_upright(
    write: Write, taken: Taken
) -> None:
    data = with_place()
    assert b"SECRETPHONE" in data
    write(photos=[shot(data)])
    tasks.take_in(Bench())
    (kept,) = taken[0][1].photos
    with Image.open(BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert max(picture.size) <= rules.PHOTO_SIDE
        assert picture.height > picture.width
    assert b"SECRET" not in kept


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\xff\xd8\xff" + b"x" * 99, b"%PDF-1.4", b"MZ"],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(write: Write, data: bytes) -> None:
    answer = write(photos=[shot(data, "照片.jpg")])
    assert answer.status_code == 422
    assert SECRET in answer.text
    assert not Photo.objects.exists()
    assert not Slip.objects.exists()


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(write: Write) -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < rules.PHOTO_BYTES
    assert write(photos=[shot(out.getvalue())]).status_code == 422
    assert not Photo.objects.exists()


def test_photos_go_up_one_by_one_and_again_after_a_break(letterbox: Door, taken: Taken) -> None:
    client = Client()
    page = client.get(address(letterbox)).text
    ticket = hidden(page, "ticket")
    base = {"ticket": ticket, "work": solved(ticket, hardness(page))}
    there = reverse("doorway:photo", args=[letterbox.token, "words"])
    for n in (1, 2, 2, 3):  # the second answer was lost, so it is sent again
        data = {**base, "place": f"{n:032x}", "photo": shot(picture(colour=f"#{60 * n:02x}0000"))}
        assert client.post(there, data).status_code == 200
    client.post(there, {**base, "place": f"{3:032x}", "drop": "1"})
    assert len(client.post(there, base).json()["have"]) == 2
    client.post(address(letterbox), {**base, "words": SECRET})
    tasks.take_in(Bench())
    assert len(taken[0][1].photos) == 2


def test_a_photo_without_work_is_not_looked_at(letterbox: Door) -> None:
    ticket = tickets.give(f"{letterbox.token}/words", 14)
    there = reverse("doorway:photo", args=[letterbox.token, "words"])
    answer = Client().post(there, {"ticket": ticket.text, "place": "a", "photo": shot(picture())})
    assert answer.status_code == 422
    assert not Photo.objects.exists()


def test_photos_that_were_never_sent_are_thrown_away(
    letterbox: Door, entrance: Any, today: date
) -> None:
    ticket, how = tickets.give("x", 1), rules.Knock(is_worked=True)
    acts.add_photo(door=letterbox, ticket=ticket, how=how, upload=shot(picture()), today=today)
    assert acts.sweep(today + rules.PHOTOS_KEPT) == 0
    assert acts.sweep(today + rules.PHOTOS_KEPT + timedelta(days=1)) == 1


# Following


def look(client: Client, code: str, **more: str) -> Any:
    where = reverse("doorway:receipt")
    page = client.get(where).text
    ticket = hidden(page, "ticket")
    plain = code.replace(" ", "").upper()
    work = solved(ticket, hardness(page), bound=plain)
    return client.post(where, {"ticket": ticket, "work": work, "code": code, **more})


def test_the_code_opens_the_story_and_the_sender_adds_to_it(write: Write, taken: Taken) -> None:
    code = code_of(write())
    client = Client()
    assert "等待汇总" in look(client, code).text
    tasks.take_in(Bench())
    page = look(client, code.lower()).text
    assert "已经整改" in page
    ticket = hidden(page, "ticket")
    asked = {
        "ticket": ticket,
        "work": solved(ticket, hardness(page)),
        "code": hidden(page, "code"),
        "add": "1",
        "words": "还是有味道",
    }
    for _ in range(2):
        assert "已收到" in client.post(reverse("doorway:receipt"), asked).text
        tasks.take_in(Bench())
    assert [(kind, one.values["words"]) for kind, one in taken[1:]] == [("more 1", "还是有味道")]


@pytest.mark.django_db
def test_a_wrong_code_tells_nothing_and_each_try_costs_new_work(entrance: Any) -> None:
    client, where = Client(), reverse("doorway:receipt")
    page = client.get(where).text
    ticket = hidden(page, "ticket")
    work = solved(ticket, hardness(page), bound="A" * 16)
    first = client.post(where, {"ticket": ticket, "work": work, "code": "A" * 16})
    assert first.status_code == 422
    assert "没有找到" in first.text
    for n in range(2, 6):  # the work that was done for one code pays for no other
        again = client.post(where, {"ticket": ticket, "work": work, "code": str(n) * 16})
        assert "没有找到" not in again.text
        assert "请回答小问题" in again.text


def test_a_code_is_found_by_its_keyed_hash_and_stands_nowhere(write: Write) -> None:
    code = code_of(write()).replace(" ", "")
    kept = str(list(Slip.objects.values_list())) + str(list(Letter.objects.values_list()))
    assert code not in kept
    assert queries.slip_of(code)


# What is never written down


def everything_else() -> dict[str, list[Any]]:
    """Return all rows of all tables but the door's own."""
    return {
        model._meta.label: [
            [getattr(value, "text", value) for value in row]  # a sealed one by its cipher text
            for row in model._base_manager.order_by("pk").values_list()
        ]
        for model in apps.get_models()
        if model._meta.app_label != "doorway"
    }


def test_nothing_else_is_written_when_a_signed_in_browser_brings_a_letter(
    letterbox: Door, sign_in: Browse, hospital_desk: Actor
) -> None:
    client = sign_in(hospital_desk)
    before = everything_else()  # sessions, visits, the record, tokens: no row, no time, no xmin
    page = client.get(address(letterbox)).text
    assert "李文静" not in page
    ticket = hidden(page, "ticket")
    asked = {
        "ticket": ticket,
        "work": solved(ticket, hardness(page)),
        "words": SECRET,
        "once": hidden(page, "once"),
        "photos": [shot(picture())],
    }
    answer = client.post(address(letterbox), asked)
    assert answer.status_code == 200
    look(client, code_of(answer))
    assert everything_else() == before
    assert "sessionid" not in answer.cookies
    assert client.get("/").status_code == 200  # still signed in elsewhere


def test_a_refused_letter_leaves_no_line_in_the_log(
    letterbox: Door, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    assert client.post(address(letterbox), {"words": SECRET}).status_code == 422
    assert client.get("/door/nobody-made-this/").status_code == 404
    assert caplog.text == ""


def test_a_page_of_strangers_asks_few_questions(
    letterbox: Door, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    with django_assert_max_num_queries(4):
        client.get(f"/door/{letterbox.token}/")
    with django_assert_max_num_queries(6):
        client.get(address(letterbox))


def test_rows_of_strangers_have_random_keys_and_no_time(write: Write) -> None:
    for _ in range(8):
        write(photos=[shot(picture())])
    for model in (Slip, Letter, Photo):
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        assert min(keys) > 2**40
        named = {field.get_internal_type() for field in model._meta.fields}
        assert not named & {"DateTimeField", "TimeField", "GenericIPAddressField"}
        assert "user" not in {field.name for field in model._meta.fields}


def test_neither_the_record_nor_the_log_says_what_came_or_from_where(
    write: Write, taken: Taken, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    code = code_of(write(photos=[shot(with_place())]))
    tasks.take_in(Bench())
    out, err = capfd.readouterr()
    said = str(list(AuditEntry.objects.values())) + caplog.text + out + err
    mark = Slip.objects.get().mark
    for secret in (SECRET, code, code.replace(" ", ""), mark, "127.0.0.1", "SECRETPHONE"):
        assert secret not in said


def test_a_letter_lies_sealed_in_the_table(write: Write) -> None:
    from django.db import connection

    write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorway_letter")
        assert SECRET not in str(cursor.fetchall())


def test_the_page_says_plainly_what_the_network_keeps(letterbox: Door) -> None:
    page = Client().get(f"/door/{letterbox.token}/").text
    assert "至少 6 个月" in page
    assert "不记录您的网址（IP）" in page


# Who keeps a door


def test_another_desk_finds_no_door_and_a_desk_above_keeps_none(
    letterbox: Door, sign_in: Browse, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    for actor in (school_desk, group_desk):
        assert sign_in(actor).get(letterbox.get_absolute_url()).status_code == 404
        with pytest.raises(acts.Refused):
            actions.close_door(actor=actor, door=letterbox, today=today)
    letterbox.refresh_from_db()
    assert letterbox.closed_on is None


def test_a_unit_has_one_door_and_may_get_a_new_one(
    letterbox: Door, hospital: Any, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(acts.Refused):
        actions.open_door(actor=hospital_desk, unit_path=hospital.path, today=today)
    actions.close_door(actor=hospital_desk, door=letterbox, today=today)
    assert "已停用" in Client().get(address(letterbox)).text
    assert (
        actions.open_door(actor=hospital_desk, unit_path=hospital.path, today=today).token
        != letterbox.token
    )


def test_the_poster_carries_the_code_to_scan_and_its_address(
    letterbox: Door, sign_in: Browse, hospital_desk: Actor
) -> None:
    page = sign_in(hospital_desk).get(letterbox.get_absolute_url()).text
    assert "data:image/svg+xml" in page
    assert f"/door/{letterbox.token}/" in page

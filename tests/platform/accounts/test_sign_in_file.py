"""sign-in.toml: what it may say, and that a fault in it is told without its secrets."""

import os
from pathlib import Path

import pytest
from django.test import Client, override_settings

from zhijia.platform.accounts.houses.config import KINDS, Misconfigured, read
from zhijia.platform.accounts.houses.openid import OpenId
from zhijia.platform.accounts.models import User

GUIDE = Path(__file__).parents[3] / "docs/signing-in.md"
RIGHT = """
[group]
kind = "oidc"
label = "集团统一认证"
issuer = "https://sso.example.com/realms/group"
client_id = "zhijia"
client_secret = "s3cret"
second_step = true

[cas]
server = "https://cas.example.com/cas/"
match = "staff_no"
claim = "user"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    file = tmp_path / "sign-in.toml"
    file.write_text(RIGHT, "utf-8")
    file.chmod(0o600)
    return file


def test_without_a_file_there_is_no_house(tmp_path: Path) -> None:
    assert read(tmp_path / "sign-in.toml") == {}


def test_each_table_is_a_house_named_by_its_key_or_its_kind(place: Path) -> None:
    houses = read(place)
    assert list(houses) == ["group", "cas"]
    group = houses["group"]
    assert isinstance(group, OpenId)
    assert (group.label, group.second_step, group.match) == ("集团统一认证", True, "")
    assert (houses["cas"].label, houses["cas"].second_step) == ("统一身份认证", False)


def test_the_file_is_read_anew_when_it_changes(place: Path) -> None:
    read(place)
    place.write_text(RIGHT.replace("[cas]", "[university]\nkind = 'cas'"), "utf-8")
    os.utime(place, ns=(1, 1))
    assert list(read(place)) == ["group", "university"]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_can_read_opens_no_house(place: Path, mode: int) -> None:
    place.chmod(mode)
    with pytest.raises(Misconfigured, match="0600"):
        read(place)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[group]", "[Group]", "小写字母"),
        ("[group]", "group = 1\n[x]", "逐行写各项"),
        ('kind = "oidc"', 'kind = "ldap"', "ldap"),
        ('client_id = "zhijia"', "", "缺少 client_id"),
        ('client_secret = "s3cret"', 'client_secret = ""', "缺少 client_secret"),
        ("second_step = true", 'second_step = "yes"', "true 或者 false"),
        ("second_step = true", "realm = 's3cret'", "不认识 realm"),
        ('client_id = "zhijia"', "client_id = 7", "加引号的文字"),
        ("https://sso", "http://sso", "https://"),
        ("https://cas", "ftp://cas", "https://"),
        ('match = "staff_no"', 'match = "phone"', "staff_no"),
        ('claim = "user"', "", "要么都写"),
        ('match = "staff_no"', "", "要么都写"),
        ("[cas]", "[cas", "TOML"),
        ('"https://cas', "https://s3cret", "TOML"),
    ],
)
def test_a_fault_is_told_in_chinese_and_without_secrets(
    place: Path, old: str, new: str, words: str
) -> None:
    place.write_text(RIGHT.replace(old, new, 1), "utf-8")
    with pytest.raises(Misconfigured) as fault:
        read(place)
    assert words in str(fault.value)
    assert "s3cret" not in str(fault.value)


def test_on_this_machine_a_house_needs_no_https(place: Path) -> None:
    place.write_text(RIGHT.replace("https://cas.example.com", "http://127.0.0.1:8080"), "utf-8")
    assert "cas" in read(place)


def test_a_faulty_file_shuts_the_houses_and_leaves_the_door_open(place: Path, user: User) -> None:
    place.write_text("[", "utf-8")
    with override_settings(SIGN_IN_FILE=place):
        page = Client().get("/accounts/sign-in/")
        assert page.status_code == 200
        assert "/accounts/through/" not in page.text
        assert Client().get("/accounts/through/cas/").status_code == 404


def test_the_guide_tells_of_every_kind_and_every_entry() -> None:
    guide = GUIDE.read_text("utf-8")
    for name, kind in KINDS.items():
        assert f"`{name}`" in guide
        for entry in kind.names():
            assert entry in guide, f"{name}: {entry}"


def test_the_example_in_the_guide_can_be_used(tmp_path: Path) -> None:
    example = GUIDE.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    place = tmp_path / "sign-in.toml"
    place.write_text(example, "utf-8")
    place.chmod(0o600)
    assert {type(house) for house in read(place).values()} == set(KINDS.values())

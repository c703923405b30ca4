"""Starting: the demo or an empty house, its address, its accounts, and who may reach them."""

import stat
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection

from zhijia.org.demo import ROLES
from zhijia.org.models import Unit
from zhijia.platform.accounts.models import User
from zhijia.site import setting_up


@pytest.fixture
def prepare(db, home):
    """Start once and return what the terminal shows."""

    def start(*words: str) -> str:
        out = StringIO()
        call_command("prepare", *words, stdout=out, stderr=out)
        return out.getvalue()

    return start


def test_the_first_start_tells_the_story_and_shows_six_accounts(prepare, home):
    shown = prepare("--port", "8123")

    password = (home / "demo-password").read_text()
    assert "http://127.0.0.1:8123/" in shown
    assert password in shown
    for number, _ in ROLES.values():
        assert f"  {number}  " in shown
        assert authenticate(username=number, password=password)
    assert stat.S_IMODE((home / "demo-password").stat().st_mode) == 0o600


def test_the_second_start_keeps_everything_and_shows_the_accounts_again(prepare, home):
    first = prepare()
    units, password = Unit.objects.count(), (home / "demo-password").read_text()

    assert prepare() == first
    assert (Unit.objects.count(), (home / "demo-password").read_text()) == (units, password)


def test_accounts_that_everybody_can_read_stay_on_this_machine(prepare, home, capsys):
    prepare()
    with pytest.raises(SystemExit) as left:
        prepare("--host", "0.0.0.0")
    assert left.value.code == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.8", "union.example.cn", "::"])
def test_the_demo_is_not_even_loaded_where_others_can_reach_it(prepare, home, host):
    with pytest.raises(SystemExit) as left:
        prepare("--host", host)

    assert left.value.code == 1
    assert not Unit.objects.exists()
    assert not (home / "demo-password").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_these_addresses_are_of_this_machine_alone(host):
    assert setting_up.is_loopback(host)


def test_once_nobody_can_sign_in_for_show_the_server_may_be_reached(prepare):
    prepare()
    User.objects.update(is_active=False)

    shown = prepare("--host", "0.0.0.0")

    assert "演示账号" not in shown
    assert "ZHIJIA_HOSTS" in shown


def test_an_empty_house_shows_its_set_up_code_until_it_is_set_up(prepare, home):
    shown = prepare("--empty")

    code = (home / "setup-code").read_text()
    assert code in shown
    assert stat.S_IMODE((home / "setup-code").stat().st_mode) == 0o600
    assert not Unit.objects.exists()


def test_who_began_empty_does_not_get_the_demo_the_next_time(prepare, home):
    first = prepare("--empty")

    assert prepare() == first
    assert not Unit.objects.exists()


def test_asking_for_an_empty_house_where_people_live_changes_nothing(prepare):
    prepare()
    units = Unit.objects.count()

    assert "已有数据，--empty 没有作用" in prepare("--empty")
    assert Unit.objects.count() == units


def test_a_lost_password_file_is_replaced_and_the_new_password_works(prepare, home):
    prepare()
    (home / "demo-password").unlink()

    shown = prepare()

    password = (home / "demo-password").read_text()
    assert password in shown
    assert authenticate(username="1002", password=password)


def test_an_ipv6_address_is_shown_as_browsers_want_it():
    assert setting_up.address("::1", "8000") == "http://[::1]:8000/"


def test_sqlite_knows_at_each_start_how_its_tables_are_filled(prepare):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes stock by itself")
    prepare()
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'plans_assignment'")
        assert "assignment_due_where" in {row[0] for row in cursor.fetchall()}

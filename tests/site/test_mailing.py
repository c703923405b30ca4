"""ZHIJIA_SMTP: what it means, and that a wrong one is told in words that hold no password."""

import pytest

from zhijia.site.mailing import smtp


def test_without_an_address_there_is_no_host() -> None:
    assert smtp("") == {"EMAIL_HOST": ""}


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.com?from=gh@example.com", "mail.example.com", 25, False, False),
        ("smtp://mail.example.com?from=gh@example.com&tls=1", "mail.example.com", 587, True, False),
        ("smtps://mail.example.com?from=gh@example.com", "mail.example.com", 465, False, True),
        ("smtp://127.0.0.1:1025/?from=gh@example.com", "127.0.0.1", 1025, False, False),
    ],
)
def test_an_address_says_host_port_and_how_it_is_kept_secret(
    url: str, host: str, port: int, tls: bool, ssl: bool
) -> None:
    found = smtp(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)
    assert found["DEFAULT_FROM_EMAIL"] == "gh@example.com"


def test_a_name_and_a_password_may_hold_any_sign() -> None:
    found = smtp("smtp://gh%40example.com:a%3Ab%2Fc@mail.example.com?from=gh@example.com")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("gh@example.com", "a:b/c")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com",
        "http://u:hai-yang@mail.example.com?from=gh@example.com",
        "smtp://u:hai-yang@mail.example.com",
        "smtp://u:hai-yang@mail.example.com?from=gh",
        "smtps://u:hai-yang@mail.example.com?from=gh@example.com&tls=1",
        "smtp://u:hai-yang@mail.example.com:x?from=gh@example.com",
    ],
)
def test_what_cannot_be_read_is_refused_without_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="ZHIJIA_SMTP") as error:
        smtp(url)
    assert "hai-yang" not in str(error.value)

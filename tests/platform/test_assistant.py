"""The file that names an assistant, and what becomes of what it answers. No model is needed."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.far_assistant import KEY, Far, standing
from zhijia.platform.assistant import Assistant, Misconfigured, Unanswered, ask, configured

GOOD = 'address = "https://api.example.com/v1"\nmodel = "reader-1"\nkey = "k"\n'
WORDS = [{"role": "user", "content": "各单位要开展检查。"}]


@pytest.fixture
def far() -> Iterator[Far]:
    with standing() as one:
        yield one


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "assistant.toml"


def written(place: Path, text: str, mode: int = 0o600) -> Path:
    place.write_text(text, "utf-8")
    place.chmod(mode)
    return place


def test_without_a_file_there_is_no_assistant(place: Path) -> None:
    assert configured(place) is None


def test_the_file_says_where_it_is(place: Path) -> None:
    found = configured(written(place, GOOD))

    assert found is not None
    assert (found.host, found.model, found.is_sealed) == ("api.example.com", "reader-1", True)


def test_the_key_is_in_no_representation() -> None:
    assert KEY not in repr(Assistant("https://a.example.com/v1", "m", KEY))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("address = ", "不是正确的 TOML"),
        ('model = "m"', "缺少 address"),
        ('address = "https://a.example.com"', "缺少 model"),
        (GOOD + 'temperature = "1"', "不认识 temperature"),
        ('address = "https://a.example.com"\nmodel = 5', "model 应当是加引号的文字"),
        ('address = "http://a.example.com/v1"\nmodel = "m"', "应当以 https:// 开头"),
        ('address = "http://8.8.8.8/v1"\nmodel = "m"', "应当以 https:// 开头"),
        ('address = "ftp://a.example.com"\nmodel = "m"', "应当以 https:// 开头"),
        ('address = "http://[::1/v1"\nmodel = "m"', "应当以 https:// 开头"),
        ('address = "https:///v1"\nmodel = "m"', "应当以 https:// 开头"),
    ],
)
def test_a_file_with_a_fault_opens_nothing_and_says_which(
    place: Path, text: str, fault: str
) -> None:
    with pytest.raises(Misconfigured, match=fault) as no:
        configured(written(place, text))
    assert "k\n" not in str(no.value)


def test_a_file_others_may_read_opens_nothing(place: Path) -> None:
    with pytest.raises(Misconfigured, match="0600"):
        configured(written(place, GOOD, 0o640))


def test_a_model_inside_the_house_may_be_asked_in_the_clear(place: Path) -> None:
    found = configured(written(place, 'address = "http://192.168.3.7:8000/v1"\nmodel = "m"'))

    assert found is not None
    assert (found.host, found.is_sealed) == ("192.168.3.7:8000", False)


def test_it_is_asked_with_its_key_and_nothing_but_the_messages(far: Far) -> None:
    far.answers.append("好的")

    assert ask(Assistant(far.url, "reader-1", KEY), WORDS) == "好的"
    assert far.paths == ["/v1/chat/completions"]
    assert far.keys == [f"Bearer {KEY}"]
    assert far.asked == [
        {"model": "reader-1", "messages": WORDS, "temperature": 0, "stream": False}
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((401, b"{}"), "不认这个密钥"),
        ((404, b"{}"), "没有这个地址或者型号"),
        ((429, b"{}"), "正忙"),
        ((500, b"oops"), "没有办成这次请求（500）"),
        ((302, b""), "没有办成这次请求（302）"),
        ((200, b"<html>"), "看不懂"),
        ((200, b'{"choices": []}'), "看不懂"),
        ((200, b'{"choices": [{"message": {"content": null}}]}'), "看不懂"),
        ((200, b"x" * 2_100_000), "太长"),
    ],
)
def test_what_is_no_answer_is_told_in_chinese_and_nobody_is_followed(
    far: Far, answer: tuple[int, bytes], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    far.answers.append(answer)

    with pytest.raises(Unanswered, match=words) as no:
        ask(Assistant(far.url, "m", KEY), WORDS)

    assert len(far.paths) == 1
    assert KEY not in str(no.value) + caplog.text


def test_nobody_at_the_address_is_told_in_chinese() -> None:
    with standing() as gone:
        address = gone.url
    with pytest.raises(Unanswered, match="连不上助手") as no:
        ask(Assistant(address, "m", KEY), WORDS)
    assert no.value.__cause__ is None


def test_neither_a_proxy_nor_a_key_of_the_machine_comes_between(
    far: Far, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with standing() as other:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login somebody password else\n", "utf-8")
        netrc.chmod(0o600)
        monkeypatch.setenv("NETRC", str(netrc))
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, other.url.removesuffix("/v1"))
        far.answers.append("好的")

        assert ask(Assistant(far.url, "m", KEY), WORDS) == "好的"
        assert (far.keys, other.asked) == ([f"Bearer {KEY}"], [])

"""The keys by themselves: what opens, what stays shut, and that nothing is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform.vault import keys
from zhijia.platform.vault.keys import Unopened

HERE = "org.member.phone:a1"
FILE = keys.fresh()
RING = keys.read(FILE.splitlines())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_where_it_belongs(text: str) -> None:
    assert RING.open(RING.seal(text, HERE), HERE) == text


def test_the_same_text_is_never_sealed_twice_alike() -> None:
    assert RING.seal("19900001234", HERE) != RING.seal("19900001234", HERE)


@pytest.mark.parametrize("there", ["org.member.phone:a2", "org.member.address:a1", ""])
def test_it_opens_nowhere_else(there: str) -> None:
    sealed = RING.seal("19900001234", HERE)
    with pytest.raises(Unopened, match="不是这一行的") as no:
        RING.open(sealed, there)
    assert "1990000" not in str(no.value)


def damaged(sealed: str) -> list[str]:
    head, body = sealed[:12], sealed[12:]
    turned = "A" if body[20] != "A" else "B"
    return [
        "",
        "1990",
        "v2" + sealed[2:],
        head,
        head + body[:-4],
        head + "=" + body,
        head + body[:20] + turned + body[21:],
    ]


@pytest.mark.parametrize("n", range(7))
def test_a_damaged_text_stays_shut(n: int) -> None:
    with pytest.raises(Unopened):
        RING.open(damaged(RING.seal("19900001234", HERE))[n], HERE)


def test_without_its_key_a_text_says_which_key_it_needs() -> None:
    other = keys.read(keys.fresh().splitlines())
    with pytest.raises(Unopened, match=f"缺少密钥 {RING.newest}"):
        other.open(RING.seal("19900001234", HERE), HERE)


def test_a_newer_key_seals_and_the_older_ones_still_open() -> None:
    longer = keys.read((FILE + keys.added()).splitlines())
    assert longer.newest != RING.newest
    assert f".{longer.newest}." in longer.seal("甲", HERE)
    assert longer.open(RING.seal("甲", HERE), HERE) == "甲"


def test_equal_values_have_equal_marks_of_one_kind_and_in_one_instance_only() -> None:
    other = keys.read(keys.fresh().splitlines())
    marks = {RING.mark("phone", "1"), RING.mark("card", "1"), RING.mark("phone", "2")}
    assert len({*marks, other.mark("phone", "1")}) == 4
    assert RING.mark("phone", "1") in marks
    assert RING.mark("phone", "") == ""


def test_marks_outlive_a_new_key() -> None:
    longer = keys.read((FILE + keys.added()).splitlines())
    assert longer.mark("phone", "1") == RING.mark("phone", "1")


@pytest.mark.parametrize(
    "text",
    ["", "mark\n", "mark AAAA\nk AAAA\n", FILE.splitlines()[0], FILE.splitlines()[1], "坏 了"],
)
def test_another_file_is_no_key_file(text: str) -> None:
    with pytest.raises(Unopened, match="密钥文件"):
        keys.read(text.splitlines())


def test_a_ring_prints_no_key() -> None:
    assert repr(RING) == "Ring()"

"""Secrets in files: whole or not at all."""

import stat
from pathlib import Path

import pytest

from zhijia.site.keeping import kept_in


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    place = tmp_path / "secret"
    assert kept_in(place, lambda: "first") == kept_in(place, lambda: "second") == "first"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [place]


def test_a_disk_that_is_full_leaves_no_empty_secret(tmp_path: Path) -> None:
    def fail() -> str:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="space"):
        kept_in(tmp_path / "secret", fail)
    assert list(tmp_path.iterdir()) == []
    assert kept_in(tmp_path / "secret", lambda: "later") == "later"


def test_of_two_that_begin_at_once_both_read_the_first_ones(tmp_path: Path) -> None:
    place = tmp_path / "secret"

    def slower() -> str:
        assert kept_in(place, lambda: "quicker") == "quicker"
        return "slower"

    assert kept_in(place, slower) == "quicker"

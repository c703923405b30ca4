"""Whatever bit of an archive is turned, the verifier says no and names a check."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.ballots.verify import archive
from zhijia.ballots.verify.checks import CHECKS

from .archives import checked, files_of, rehearsed

Files = dict[str, bytes]
KEPT: dict[str, Files] = {}


@pytest.fixture(autouse=True, scope="module")
def an_archive(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tampering") / "archive"
    rehearsed().write(folder)
    KEPT["files"] = files_of(folder)
    KEPT["folder"] = {"path": str(tmp_path_factory.mktemp("changed")).encode()}


def says_no(files: Files) -> None:
    verdict = checked(Path(KEPT["folder"]["path"].decode()), files)
    assert not verdict.is_verified
    assert verdict.findings.reasons
    assert set(verdict.findings.reasons) <= set(CHECKS)


@settings(max_examples=150, deadline=None, derandomize=False)
@given(st.data())
def test_any_bit_turned_is_noticed(data: st.DataObject) -> None:
    files = KEPT["files"]
    name = data.draw(st.sampled_from([one for one in archive.FILES if files[one]]))
    raw = bytearray(files[name])
    at = data.draw(st.integers(0, 8 * len(raw) - 1))
    raw[at // 8] ^= 1 << at % 8
    says_no({**files, name: bytes(raw)})


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_byte_left_out_or_put_in_is_noticed(data: st.DataObject) -> None:
    files = KEPT["files"]
    name = data.draw(st.sampled_from(archive.FILES))
    at = data.draw(st.integers(0, len(files[name])))
    piece = data.draw(st.binary(max_size=2))
    skipped = data.draw(st.integers(0, 3))
    changed = files[name][:at] + piece + files[name][at + skipped :]
    if changed != files[name]:
        says_no({**files, name: changed})

"""Every sample roster agrees with what is expected of it."""

import json
from pathlib import Path

import pytest

from zhijia.org.roster import read, to_json

SAMPLES = Path(__file__).parents[4] / "shared" / "rosters"
EXPECTED = sorted(SAMPLES.glob("*.expected.json"))


@pytest.mark.skipif(not EXPECTED, reason="the sample rosters lie outside the project")
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.split(".expected")[0])
def test_a_sample_agrees_with_what_is_expected_of_it(path: Path) -> None:
    sample = path.with_name(path.name.removesuffix(".expected.json"))
    understood = to_json(read(sample.read_bytes(), sample.name))
    assert understood == json.loads(path.read_text("utf-8"))

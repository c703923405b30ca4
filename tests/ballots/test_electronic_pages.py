"""The page of an electronic vote, and the files that devices begin from."""

import re
from collections import Counter

from tests.ballots.conftest import Browser
from tests.ballots.halls import Make
from tests.ballots.halls import hall as hall


def test_the_roll_for_the_cards_says_where_the_voters_page_is(hall: Make, sign_in: Browser) -> None:
    found = hall()
    found.begin()
    said = sign_in(found.desk).get(f"/ballots/{found.ballot.pk}/roll.json").json()
    assert said["address"] == f"http://testserver/ballots/{found.ballot.pk}/vote/"
    assert said["id"] == str(found.board.uuid)
    assert len(said["voters"]) == found.ballot.due
    assert said["scrutineers"] == ["吴倩", "郑堃"]


def test_each_holders_row_has_fields_of_its_own(hall: Make, sign_in: Browser) -> None:
    found = hall()
    found.begin()
    page = sign_in(found.desk).get(f"/ballots/{found.ballot.pk}/electronic/").content.decode()
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, times in ids.items() if times > 1] == []
    assert len([name for name in ids if name.startswith("holder-")]) >= 6

"""A key file of one's own, and a member with something sealed."""

from pathlib import Path
from typing import Any

import pytest

from zhijia.org import actions
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor

PHONE, HOME = "19900001234", "某市某路 1 号"


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, settings: Any) -> Path:
    """Where this test's keys lie; nothing is there yet."""
    settings.VAULT_KEYS = tmp_path / "vault-keys"
    return tmp_path / "vault-keys"


@pytest.fixture
def sealed(key_file: Path, hospital: Unit, group_desk: Actor, today: object) -> Member:
    """贺兰, whose phone and address the hospital knows."""
    made = actions.enrol(
        actor=group_desk,
        unit=hospital,
        name="贺兰",
        staff_no="2099",
        joined_on=today,  # type: ignore[arg-type]  # the fixture's date
        facts=Particulars(phone=PHONE, address=HOME),
    )
    return Member.objects.get(pk=made.pk)

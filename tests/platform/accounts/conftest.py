"""Somebody with a password of their own, who is no demo account."""

from collections.abc import Callable

import pytest

from zhijia.platform.accounts import actions
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor

PASSWORD = "rong-qi-2026"
Open = Callable[[str], User]


@pytest.fixture
def open_account(db: None) -> Open:
    """Open an account whose owner has chosen a password already."""

    def open_one(username: str) -> User:
        return actions.open_account(
            actor=Actor(),
            username=username,
            staff_no=username.split("-", 1)[1],
            password=PASSWORD,
            is_own_choice=True,
        )

    return open_one


@pytest.fixture
def user(open_account: Open) -> User:
    return open_account("YY-2001")

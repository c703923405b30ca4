"""一次提交: a form sent twice is done once, and the second sender sees the first answer."""

from uuid import uuid4


def fresh() -> str:
    """Return a new token for a form about to be shown."""
    return uuid4().hex

"""An answer as it is sealed while it waits: as long as others, whatever was written. Pure."""

import json
from collections.abc import Mapping
from typing import Any

STEP = 2048  # bytes: how long an answer is shows in the box only in such steps


def boxed(content: Mapping[str, Any]) -> str:
    """Return an answer as a text that is filled up with blanks to a whole number of steps."""
    text = json.dumps(dict(content), ensure_ascii=False, separators=(",", ":"))
    return text + " " * (-len(text.encode()) % STEP)


def unboxed(text: str) -> dict[str, Any]:
    """Return the answer again."""
    found: dict[str, Any] = json.loads(text)
    return found

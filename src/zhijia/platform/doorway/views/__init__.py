"""Pages of doors: what strangers see, and what desks keep."""

from .desks import close, doors, guard, poster, shut
from .following import receipt, receipt_photo
from .writing import door, photo, write

__all__ = [
    "close",
    "door",
    "doors",
    "guard",
    "photo",
    "poster",
    "receipt",
    "receipt_photo",
    "shut",
    "write",
]

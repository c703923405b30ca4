"""姓氏笔画: the order in which names stand on ballots and lists. Pure; its data is read at need."""

from .names import padded, parted
from .order import key, sortable

__all__ = ["key", "padded", "parted", "sortable"]

"""Tables opened as people keep them: .xlsx, .xls, .csv, whatever their name says. Pure Python.

Nothing in a file is run or followed; archives are unpacked within limits; `Unreadable` carries
one sentence for the user.
"""

from .book import LARGEST_FILE, Book, Sheet, open_book
from .cells import BREAKS, EDGES, FAILED, digits, half_width, is_number, text
from .dates import EPOCH_1900, EPOCH_1904, When, coming_of_age, first_day, last_day, read_date
from .merged import Merged
from .nouns import Cell, Merge, Unreadable
from .rows import NOTE, SAMPLE, SIGNED, SIGNED_BARE, TOTAL, is_marked, normal
from .scans import MOST_ROWS

__all__ = [
    "BREAKS",
    "EDGES",
    "EPOCH_1900",
    "EPOCH_1904",
    "FAILED",
    "LARGEST_FILE",
    "MOST_ROWS",
    "NOTE",
    "SAMPLE",
    "SIGNED",
    "SIGNED_BARE",
    "TOTAL",
    "Book",
    "Cell",
    "Merge",
    "Merged",
    "Sheet",
    "Unreadable",
    "When",
    "coming_of_age",
    "digits",
    "first_day",
    "half_width",
    "is_marked",
    "is_number",
    "last_day",
    "normal",
    "open_book",
    "read_date",
    "text",
]

"""公文: official documents as editable Word files in the form of GB/T 9704-2012."""

from .forms import Blank
from .paper import Paper
from .words import chinese

__all__ = ["Blank", "Paper", "chinese"]

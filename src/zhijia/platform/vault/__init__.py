"""保险箱: personal data sealed field by field, and found again by a keyed mark.

See README.md. `SealedField` and `MarkField` belong to a model, `mark` to a query.
"""

from .fields import MarkField, SealedField, fresh_seal
from .keyfile import mark, ring
from .keys import Unopened

__all__ = ["MarkField", "SealedField", "Unopened", "fresh_seal", "mark", "ring"]

"""What a hazard that an inspector sees may be about, in the words of the matters."""

from zhijia.matters.kinds import KINDS

HAZARDS = dict(KINDS["hazard"].field("category").choices)

"""Who learns that somebody tried to open what was told in confidence, and how much. Pure."""

from zhijia.law import HOUSE

# At the very unit, of what its desk reads; who only audits money reads no appeal.
AUDITORS = HOUSE["HOUSE-196"].sets(("audit_head", "auditor"))
# Of what not even the desk may read, those above learn no more than this.
CONFIDED = HOUSE["HOUSE-196"].sets("保密件")
# How many a page shows, the newest first.
MOST = 300

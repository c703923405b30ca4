"""Every paper that a kind declares can be made."""

from zhijia.matters.kinds import KINDS
from zhijia.matters.queries import PAPERS


def test_every_declared_paper_is_made_by_something_and_nothing_else_is() -> None:
    declared = {(kind.id, form.id) for kind in KINDS.values() for form in kind.papers}
    assert {one for one in declared if one[0] in {"hazard", "suggestion", "proposal"}} <= {*PAPERS}
    assert {*PAPERS} <= declared

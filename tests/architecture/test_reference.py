"""The generated documents say what the code does; a policy nobody can be granted shows there."""

import pytest

from zhijia.law import HOUSE, LAW
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.offers import FIGURES
from zhijia.site import reference


def test_the_generated_documents_are_not_stale() -> None:
    assert not list(reference.stale()), "run `zhijia docs`"


def test_a_document_that_was_changed_by_hand_is_stale(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    reference.write()
    (tmp_path / "figures.md").write_text("改过", "utf-8")

    assert list(reference.stale()) == ["figures.md"]


@pytest.mark.parametrize("clause", [*LAW, *HOUSE])
def test_the_law_map_names_every_clause(clause: str) -> None:
    assert f"| {clause} |" in reference.law_map()


@pytest.mark.parametrize("policy", CAPABILITIES.values(), ids=CAPABILITIES)
def test_somebody_may_do_what_there_is_to_do(policy) -> None:
    assert reference.granted(policy, reference.HERE) or reference.granted(policy, reference.ABOVE)


def test_every_figure_guards_its_rows_with_a_capability_that_exists() -> None:
    assert {figure.may for figure in FIGURES.values()} <= set(CAPABILITIES)

"""Every capability is seen granted and refused, and a refusal always says why."""

import inspect
from collections.abc import Iterator

import pytest

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES, CAPABILITY_LABELS
from zhijia.site.reference import ABOVE, HERE, ROLES, sample

BESIDE = "00010002"


def answers(name: str, *bases: str) -> Iterator[Verdict]:
    """Ask a policy about a sample row once for each post, held at each of these places."""
    policy = CAPABILITIES[name]
    *_, subject = inspect.signature(policy).parameters.values()
    for base in bases:
        for role, (below, _) in ROLES.items():
            actor = Actor(1, 1, "某", base, frozenset({(role, base, below)}))
            yield policy(actor, sample(subject.annotation))


@pytest.mark.parametrize("name", CAPABILITIES)
def test_somebody_may(name: str) -> None:
    assert any(answers(name, HERE, ABOVE)), f"nobody may {CAPABILITY_LABELS[name]}"


@pytest.mark.parametrize("name", CAPABILITIES)
def test_somebody_may_not_and_is_told_why(name: str) -> None:
    noes = [verdict for verdict in answers(name, HERE, ABOVE) if not verdict]
    assert noes, f"everybody may {CAPABILITY_LABELS[name]}"
    assert all(verdict.reason for verdict in noes)


@pytest.mark.parametrize("name", CAPABILITIES)
def test_nobody_may_from_a_unit_beside(name: str) -> None:
    assert not any(answers(name, BESIDE)), f"the neighbours may {CAPABILITY_LABELS[name]}"


@pytest.mark.parametrize("name", CAPABILITIES)
def test_a_stranger_may_nothing(name: str) -> None:
    policy = CAPABILITIES[name]
    *_, subject = inspect.signature(policy).parameters.values()
    verdict = policy(Actor(), sample(subject.annotation))
    assert not verdict
    assert verdict.reason

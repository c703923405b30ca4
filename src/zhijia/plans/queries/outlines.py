"""Reading templates of stages: a unit's own, those of units above it, those of the product."""

from dataclasses import dataclass

from django.db.models import Q

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, reached

from .. import rules
from ..models import StageTemplate, StageTemplateQuerySet
from ..rules import Template


@dataclass(frozen=True, slots=True)
class Offered:
    """A template to choose: its key in the form, its name, where it comes from, its lines."""

    key: str
    name: str
    origin: str
    outline: str


def stage_templates(actor: Actor) -> StageTemplateQuerySet:
    """Return the templates kept by the units this actor reaches, and by those above them."""
    above = {p for _, at, _ in actor.posts for p in prefixes(at)}
    seen = reached("unit_path", actor) | Q(unit_path__in=above)
    return StageTemplate.objects.kept().filter(seen).select_related("unit")


def offered_templates(unit: Unit) -> list[Offered]:
    """Return what a unit may choose: its own and those of units above first; one query."""
    kept = StageTemplate.objects.kept().filter(unit_path__in=prefixes(unit.path))
    own = [
        Offered(f"u{one.pk}", one.name, one.unit.name, one.outline)
        for one in kept.select_related("unit").order_by("-unit_path", "name")
    ]
    return [*own, *map(_offered, rules.templates())]


def _offered(one: Template) -> Offered:
    return Offered(one.code, one.name, "系统自带", one.outline)


def product_templates() -> list[Offered]:
    """Return the templates that come with the product."""
    return [_offered(one) for one in rules.templates()]


def template_like(actor: Actor, key: str) -> dict[str, str]:
    """Return name and lines of a template to begin a new one from; empty for none."""
    kept = stage_templates(actor).filter(pk=key[1:]) if key[1:].isdecimal() else ()
    found = [Offered(key, one.name, "", one.outline) for one in kept]
    found += [one for one in product_templates() if one.key == key]
    return {"name": found[0].name, "outline": found[0].outline} if found else {}

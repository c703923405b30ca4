from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from zhijia.platform.offers import Entry, Hit, Sight, found

from .. import queries
from ..kinds import KINDS
from ..models import Backer, Matter, Part


def _words(row: Matter) -> tuple[str, ...]:
    """Return what a matter may be found by; what is sealed or inside is left out."""
    kind = row.declared
    asked = {f.id: f for f in kind.fields if not (f.sealed or f.inside)}
    texts = [
        str(value)
        for key, value in row.values.items()
        if key in asked and asked[key].type in {"text", "long"}
    ]
    return (row.number, row.receipt, row.title, *texts)


def _show(rows: QuerySet[Matter], words: Sequence[str]) -> Iterator[Hit]:
    """Show matters by their titles, with the words that were asked for."""
    for row in rows:
        detail = f"{row.kind_name} · {row.number} · {row.unit}"
        left = [word for word in words if word not in row.title]
        text = next((said for said in _words(row)[3:] if any(w in said for w in left)), "")
        badge = row.stands.name
        yield Hit(row.title, detail, row.get_absolute_url(), text=text, badge=badge)


def _rows() -> QuerySet[Matter]:
    """Return what is indexed: what is told in confidence stands in no index."""
    confided = [kind.id for kind in KINDS.values() if kind.is_confided]
    rows = Matter.objects.filed().exclude(kind__in=confided)
    return rows.prefetch_related("parts__post", "backers")


@found(
    "matters.matters",
    "办件",
    number=20,
    icon="clipboard-check",
    rows=_rows,
    seen=queries.matters,
    show=_show,
    is_text=True,
    by_office=True,
    touched={Part: "matter_id", Backer: "matter_id"},
)
def matter(row: Matter) -> Entry:
    """Find matters by what they say: for who keeps them, who takes part, and once published all."""
    members = {row.filer_id, row.overseer_id}
    members |= {backer.member_id for backer in row.backers.all()}
    at = {row.unit_path}
    for part in row.parts.all():
        members |= {part.member_id, part.post.member_id if part.post else None}
        at.add(part.unit_path)
    is_open = row.state in row.declared.published
    below = frozenset({row.unit_path}) if is_open else frozenset[str]()
    people = frozenset(one for one in members if one is not None)
    sight = Sight(at=frozenset(at), below=below, members=people)
    return Entry(_words(row), sight, marks=frozenset({row.kind}))

"""A large instance, the same each time: 5,000 units on five levels and their members.

The first unit and its desk come about by the action that founds every instance. The rest is
written in bulk, with the indexes made afterwards, because what is measured is its use.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from zhijia.org import actions
from zhijia.org.models import Member, Membership, Unit, UnitPath
from zhijia.org.rules import sort_key
from zhijia.platform.actor import Actor
from zhijia.platform.vault.fields import Sealed, SealedField
from zhijia.platform.vault.keyfile import mark, ring

from .names import name

SEED = 20261126
FIRST = date(2020, 1, 1)
SPAN = 365 * 6
BRANCHES = (10, 10, 9)  # below the root, below each of those, below each of those
UNITS = 5_000
LEFT = 0.1  # of all members have left
WOMEN = 0.4
CHUNK = 20_000
FOUNDER = "1002"
PASSWORD = "shan-shui-2026"
Row = Mapping[str, Any]


def build(people: int) -> None:
    """Fill an empty, migrated database."""
    chance = Random(SEED)
    ring()  # makes the key, and asks the database whether there was one
    root = actions.set_up(
        actor=Actor(),
        name="江海省产业工会",
        code="JH",
        kind="group",
        founder=actions.Founder("陈雨薇", FOUNDER, PASSWORD),
        today=FIRST,
    )
    with transaction.atomic(), without_indexes(Unit, UnitPath, Member, Membership):
        units = list(_units(root, chance))
        load(Unit, units)
        load(UnitPath, _places(units))
        load(Member, _members(units, people, Random(SEED)))
        load(Membership, _stays(units, people, Random(SEED)))
    with connection.cursor() as cursor:  # what PostgreSQL's own housekeeping does in a while
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _units(root: Unit, chance: Random) -> Iterator[Row]:
    """Yield the units below the root, those above first; what is left stands on level five."""
    number, above = root.pk, [(root.pk, root.path)]
    for breadth in BRANCHES:
        below = []
        for parent, path in above:
            for place in range(1, breadth + 1):
                number += 1
                below.append((number, f"{path}{place:04d}"))
                yield _unit(number, parent, below[-1][1])
        above = below
    for place in range(UNITS - number):
        parent, path = above[place % len(above)]
        yield _unit(number + place + 1, parent, f"{path}{place // len(above) + 1:04d}")


def _unit(number: int, parent: int, path: str) -> Row:
    level = {8: "市", 12: "县", 16: "企业"}.get(len(path), "车间")
    return {
        "id": number,
        "name": f"第{number}{level}工会",
        "code": f"JH{number:05d}",
        "kind": "company" if level == "企业" else "branch",
        "parent_id": parent,
        "path": path,
        "founded_on": FIRST,
    }


def _places(units: Iterable[Row]) -> Iterator[Row]:
    for unit in units:
        number = unit["id"] + 10  # the founder's own place comes first
        yield {"id": number, "unit_id": unit["id"], "path": unit["path"], "since": FIRST}


def _lots(units: Sequence[Row], people: int, chance: Random) -> Iterator[tuple[int, Row, bool]]:
    """Yield the key of each member, their unit and whether they have left, unit by unit."""
    weights = [chance.paretovariate(1.5) for _ in units]
    whole, given = sum(weights), 0.0
    number = 1
    for unit, weight in zip(units, weights, strict=True):
        given += weight
        while number < round(given / whole * people):
            number += 1
            yield number, unit, chance.random() < LEFT


def _members(units: Sequence[Row], people: int, chance: Random) -> Iterator[Row]:
    """Yield the members, with ID numbers and phones that nobody has, sealed as they are in use."""
    keys, row = ring(), Member()
    sealing = [field for field in Member._meta.concrete_fields if isinstance(field, SealedField)]
    named = Random(SEED + 1)
    for number, unit, has_left in _lots(units, people, chance):
        called = name(named)
        row.seal = secrets.token_hex(16)
        texts = {"id_number": f"9999{number:014d}", "phone": f"1990{number:07d}"}
        sealed = {
            field.attname: Sealed(keys.seal(texts[field.attname], field.belongs(row)))
            for field in sealing
            if field.attname in texts
        }
        yield {
            "id": number,
            "unit_id": unit["id"],
            "unit_path": unit["path"],
            "name": called,
            "staff_no": f"{number:07d}",
            "gender": "female" if named.random() < WOMEN else "male",
            "left_on": FIRST + timedelta(days=SPAN) if has_left else None,
            "stroke_key": sort_key(called),
            "id_mark": mark("id", texts["id_number"]),
            "phone_mark": mark("phone", texts["phone"]),
            "seal": row.seal,
            **sealed,
        }


def _stays(units: Sequence[Row], people: int, chance: Random) -> Iterator[Row]:
    """Yield one stay a member, begun on any day of six years."""
    days = Random(SEED + 2)
    for number, unit, has_left in _lots(units, people, chance):
        yield {
            "id": number,
            "member_id": number,
            "unit_id": unit["id"],
            "unit_path": unit["path"],
            "from_on": FIRST + timedelta(days=days.randrange(SPAN)),
            "until_on": FIRST + timedelta(days=SPAN) if has_left else None,
        }


def load(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Write rows as the database takes them fastest; columns not named have their default."""
    fields = model._meta.concrete_fields
    usual = {field.attname: getattr(model(), field.attname) for field in fields}
    prepared = {
        field.attname: field.get_db_prep_save(usual[field.attname], connection)
        for field in fields
        if not field.primary_key
    }
    turns = {field.attname: field.get_db_prep_save for field in fields}
    names = [field.attname for field in fields]

    def values(row: Row) -> list[Any]:
        return [turns[n](row[n], connection) if n in row else prepared[n] for n in names]

    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({columns}) FROM STDIN", map(values, rows))
    else:
        places = ", ".join(["%s"] * len(names))
        _insert(f"INSERT INTO {table} ({columns}) VALUES ({places})", map(values, rows))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _copy(sql: str, rows: Iterable[list[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def _insert(sql: str, rows: Iterator[list[Any]]) -> None:
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(sql, chunk)


@contextmanager
def without_indexes(*tables: type[models.Model]) -> Iterator[None]:
    """Take the indexes of these tables away for a while; PostgreSQL keeps those of constraints."""
    names = [model._meta.db_table for model in tables]
    if connection.vendor == "postgresql":
        found = (
            "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
            " WHERE t.relname = ANY(%s) AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)"
        )
        given: list[Any] = [names]
    else:
        places = ", ".join(["%s"] * len(names))
        found = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            f" AND tbl_name IN ({places})"
        )
        given = names
    with connection.cursor() as cursor:
        cursor.execute(found, given)
        indexes = cursor.fetchall()
        for index, _ in indexes:
            cursor.execute(f'DROP INDEX "{index}"')
        yield
        if connection.vendor == "postgresql":
            # PostgreSQL looks after foreign keys before it changes a table's indexes.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _, statement in indexes:
            cursor.execute(statement)


def migrate() -> None:
    """Make the tables."""
    call_command("migrate", verbosity=0, interactive=False)


def desks() -> dict[str, str]:
    """Return the paths of the units with a desk, the whole tree's first."""
    root = Unit.objects.get(parent=None).path
    return {
        "whole tree": root,
        "city": f"{root}0003",
        "county": f"{root}00030004",
        "enterprise": f"{root}000300040005",
    }


def seat_desks() -> None:
    """Give each of these units but the first a desk of its own with an account."""
    from zhijia.org.queries import actor_for

    founder = actor_for(Member.objects.get(staff_no=FOUNDER))
    for path in list(desks().values())[1:]:
        unit = Unit.objects.get(path=path)
        if unit.posts.exists():
            continue
        member = actions.enrol(
            actor=founder, unit=unit, name="李文静", staff_no=f"D{unit.pk}", joined_on=FIRST
        )
        actions.appoint(actor=founder, unit=unit, member=member, kind="desk", from_on=FIRST)
        actions.give_account(actor=founder, member=member, password=PASSWORD, is_demo=True)

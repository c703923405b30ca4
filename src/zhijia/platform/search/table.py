"""The index as each database keeps it: entries by number, each with its tokens.

An entry's number is that of its kind and the key of its row, so one range of numbers is one kind.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from .words import Term

KIND = 40  # bits for the key of a row; beyond them stands the number of its kind
MOST = 10_000
Tokens = Mapping[int, str]


def number(kind: int, key: int) -> int:
    """Return the number of an entry."""
    return (kind << KIND) + key


def key(entry: int) -> int:
    """Return the key of the row that an entry is about."""
    return entry & ((1 << KIND) - 1)


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def hold(numbers: Sequence[int]) -> None:
    """Hold entries until the transaction ends: two that touch one must read after each other.

    SQLite lets only one write at a time, so there is nothing to hold.
    """
    if _is_postgresql():
        with connection.cursor() as cursor:
            rows = "SELECT id FROM search_index WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
            cursor.execute(rows, [list(numbers)])


def write(entries: Tokens) -> int:
    """Let these entries have these tokens; return how many had not."""
    if not entries:
        return 0
    return _write_postgresql(entries) if _is_postgresql() else _write_sqlite(entries)


def _write_postgresql(entries: Tokens) -> int:
    keys = sorted(entries)
    vectors = [_literal(entries[entry]) for entry in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_index (id, tokens) SELECT id, said::tsvector"
            " FROM unnest(%s::bigint[], %s::text[]) AS new (id, said)"
            " ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens"
            " WHERE search_index.tokens <> excluded.tokens",
            [keys, vectors],
        )
        return int(cursor.rowcount)


def _literal(tokens: str) -> str:
    """Return tokens as PostgreSQL reads a tsvector; no token has a quote in it."""
    return " ".join(f"'{token}'" for token in tokens.split(" "))


def _write_sqlite(entries: Tokens) -> int:
    known = _known(entries)
    wrong = {entry: said for entry, said in entries.items() if known.get(entry) != said}
    drop([entry for entry in wrong if entry in known])
    with connection.cursor() as cursor:
        rows = "INSERT INTO search_index (rowid, tokens) VALUES (%s, %s)"
        cursor.executemany(rows, sorted(wrong.items()))
    return len(wrong)


def _known(entries: Iterable[int]) -> dict[int, str]:
    """Return the tokens that SQLite has of these entries."""
    asked = list(entries)
    places = ", ".join(["%s"] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, tokens FROM search_index WHERE rowid IN ({places})", asked)
        return dict(cursor.fetchall())


def _id() -> str:
    """Return what the column with an entry's number is called."""
    return "id" if _is_postgresql() else "rowid"


def drop(entries: Sequence[int]) -> None:
    """Take entries out; those that are not there do no harm."""
    if not entries:
        return
    places = ", ".join(["%s"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {_id()} IN ({places})", list(entries))


def between(first: int, last: int) -> list[int]:
    """Return the numbers of the entries from `first` to `last`, both included."""
    column = _id()
    with connection.cursor() as cursor:
        where = f"{column} BETWEEN %s AND %s"
        cursor.execute(f"SELECT {column} FROM search_index WHERE {where}", [first, last])
        return [row[0] for row in cursor.fetchall()]


def is_empty() -> bool:
    """Say whether nothing is in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM search_index LIMIT 1")
        return cursor.fetchone() is None


def clear() -> None:
    """Take everything out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")


def question(scopes: Sequence[str], terms: Iterable[Term], marks: Iterable[Sequence[str]]) -> str:
    """Return what both databases are asked: one of the scopes, all terms, one of each marks."""
    both, either, start = ("&", "|", ":*") if _is_postgresql() else ("AND", "OR", " *")
    quote = "'{}'" if _is_postgresql() else '"{}"'
    words = [quote.format(term.token) + (start if term.is_start else "") for term in terms]
    groups = [f" {either} ".join(map(quote.format, group)) for group in (scopes, *marks)]
    return f" {both} ".join([*(f"({group})" for group in groups), *words])


def find(question: str, *, newest: bool = False) -> list[int]:
    """Return the keys of the rows that answer, by their keys; `MOST` + 1 of them say: too many."""
    return find_each([question], newest=newest)[0]


def find_each(questions: Sequence[str], *, newest: bool = False) -> list[list[int]]:
    """Return what answers each of these questions as `find` does; one query for all.

    PostgreSQL finds before it sorts: told to sort it would walk the table from one end.
    """
    if _is_postgresql():
        first = "MATERIALIZED (SELECT id FROM search_index WHERE tokens @@ %s::tsquery"
    else:
        first = "(SELECT rowid AS id FROM search_index WHERE search_index MATCH %s ORDER BY rowid"
        first += " DESC" if newest else ""
    hits = ", ".join(f"h{n} AS {first} LIMIT {MOST + 1})" for n in range(len(questions)))
    legs = " UNION ALL ".join(f"SELECT {n} AS n, id FROM h{n}" for n in range(len(questions)))
    found: list[list[int]] = [[] for _ in questions]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {hits} {legs}", [*questions])
        for number, entry in cursor.fetchall():
            found[number].append(key(entry))
    return [sorted(keys, reverse=newest) for keys in found]


def everything(question: str) -> list[int]:
    """Return the numbers of all entries that answer, in their order, however many."""
    where = "tokens @@ %s::tsquery" if _is_postgresql() else "search_index MATCH %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_id()} FROM search_index WHERE {where} ORDER BY 1", [question])
        return [row[0] for row in cursor.fetchall()]


def subquery(kind: int, question: str) -> tuple[str, list[str]]:
    """Return SQL for the keys of all rows of a kind that answer, to stand inside another query."""
    where = "tokens @@ %s::tsquery" if _is_postgresql() else "search_index MATCH %s"
    base = kind << KIND
    return f"SELECT {_id()} - {base} FROM search_index WHERE {where}", [question]

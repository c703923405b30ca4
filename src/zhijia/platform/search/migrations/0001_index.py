"""The index, outside the models: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both hold an entry's key and its tokens. `ascii` takes every letter beyond ASCII as it is, so that
the rarest characters of names, newer than SQLite's tables of letters, are found as well.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_index USING fts5(tokens, "
        "tokenize = \"ascii tokenchars '@'\", detail = none, columnsize = 0)",
    ],
    "postgresql": [
        "CREATE TABLE search_index (id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
        "CREATE INDEX search_index_tokens ON search_index USING gin (tokens)",
    ],
}


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(make, drop)]

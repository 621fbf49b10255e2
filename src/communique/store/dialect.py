"""What SQLite and PostgreSQL say differently. Everything else in the program is SQL that both understand."""

from __future__ import annotations

from communique.store.connection import Connection
from communique.store.postgres import Postgres

#: Tables that belong to the database, not to the record: the number of the schema, and the index of words.
_OWN = ("schema_version", "sentences_search")


def begin(db: Connection) -> None:
    """Begin a transaction that writes, waiting for any other to end: it cannot fail half-way for a second writer."""
    if isinstance(db, Postgres):
        db.begin()
    else:
        db.execute("BEGIN IMMEDIATE")


def tables(db: Connection) -> list[str]:
    """Names of the record's tables, in order."""
    if isinstance(db, Postgres):
        sql = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    else:
        sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
    return sorted(name for (name,) in db.execute(sql) if name not in _OWN)


def columns(db: Connection, table: str) -> list[str]:
    """Names of a table's columns, in their order."""
    if isinstance(db, Postgres):
        sql = (
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?"
            " ORDER BY ordinal_position"
        )
    else:
        sql = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
    return [name for (name,) in db.execute(sql, (table,))]


def elements(db: Connection, value: str = "?") -> str:
    """A query for the texts in a JSON array, which is one value of the statement."""
    if isinstance(db, Postgres):
        return f"SELECT json_array_elements_text(CAST({value} AS json))"
    return f"SELECT value FROM json_each({value})"

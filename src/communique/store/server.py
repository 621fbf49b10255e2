"""Records in a PostgreSQL database: opening, migrating with a copy kept, reading with a time limit."""

from __future__ import annotations

from collections.abc import Callable

from communique.errors import UsageError
from communique.store.location import Address
from communique.store.migrations import steps, translated
from communique.store.postgres import Postgres
from communique.store.sqlite import NEWER

#: Comment on the table `schema_version`: marks the database as ours.
_MARK = "Communiqué"


def opened(address: Address, create: bool, told: Callable[[str], None]) -> Postgres:
    """A connection to a record, brought to the newest schema; `told` learns of a copy that was kept of an older one.

    Raises:
        UsageError: there is no record, the database is another program's, or a newer program wrote it.
    """
    db = Postgres(address)
    try:
        newest = steps()[-1].number
        if (known := version(db)) == 0 and not create:
            raise UsageError(str(address), "there is no such record", f"Make one: communique add SOURCE --db {address}")
        if known < newest:
            db.begin()
            try:
                known = version(db)  # another process may have been quicker
                kept = _keep(db, known) if 0 < known < newest else None
                migrate(db, known)
            except BaseException:
                db.rollback()
                raise
            db.commit()
            if kept is not None:
                told(
                    f"{address} was brought from schema {known} to {newest}; a copy as it was is kept in its schema {kept}."
                )
    except BaseException:
        db.close()
        raise
    return db


def reading(address: Address, seconds: float) -> Postgres:
    """A connection that cannot write, and whose questions end after some seconds each.

    Raises:
        UsageError: there is no such record, or another version of the program wrote it.
    """
    db = Postgres(address, seconds=seconds, writing=False)
    try:
        newest = steps()[-1].number
        if (known := version(db)) == 0:
            raise UsageError(str(address), "there is no such record", f"Make one: communique add SOURCE --db {address}")
        if known < newest:
            reason = f"an older Communiqué wrote it (schema {known}; this program has {newest})"
            raise UsageError(
                str(address), reason, "Any command but this brings it up to date, communique who NATO say."
            )
    except BaseException:
        db.close()
        raise
    return db


def migrate(db: Postgres, known: int) -> None:
    """Carry out the migrations that follow a number; in the caller's transaction."""
    if known == 0:
        db.execute("CREATE TABLE schema_version (version BIGINT NOT NULL)")
        db.execute(f"COMMENT ON TABLE schema_version IS '{_MARK}'")
        db.execute("INSERT INTO schema_version VALUES (0)")
    for step in steps():
        if step.number > known:
            db.execute(translated(step))
    db.execute(f"UPDATE schema_version SET version = {steps()[-1].number}")


def version(db: Postgres) -> int:
    """Number of the last migration; 0: the database is empty.

    Raises:
        UsageError: it is another program's, or of a newer one.
    """
    mark = db.execute(
        "SELECT obj_description(c.oid, 'pg_class') FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace"
        " AND c.relname = 'schema_version' AND c.relkind = 'r'"
    ).fetchone()
    if mark is None or mark[0] != _MARK:
        if db.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1").fetchone():
            raise UsageError(
                db.place, "it is a database of another program", "Name another one with --db: createdb NAME"
            )
        return 0
    known = int(db.execute("SELECT version FROM schema_version").fetchone()[0])
    if known > (newest := steps()[-1].number):
        reason = f"a newer Communiqué wrote it (schema {known}; this program knows up to {newest})"
        raise UsageError(db.place, reason, NEWER)
    return known


def _keep(db: Postgres, known: int) -> str:
    """Copy all tables as they are into a schema of the same database; its name."""
    taken = {n for (n,) in db.execute("SELECT nspname FROM pg_namespace")}
    name = next(n for k in range(1, 1000) if (n := f"communique_{known}" + (f"_{k}" if k > 1 else "")) not in taken)
    db.execute(f"CREATE SCHEMA {name}")
    for (table,) in db.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ):
        db.execute(f'CREATE TABLE {name}."{table}" AS TABLE "{table}"')
    return name

"""Records in a PostgreSQL database: a connection that is used as SQLite's is. One server, several people who write.

Statements are those of SQLite: values are `?` or `:name`, rows are tuples, and outside a transaction each statement stands alone. Text
that PostgreSQL cannot keep (with a NUL character) is refused before it is sent.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from communique.errors import CommuniqueError, StoreError, TooLongError, UsageError
from communique.store.connection import Parameters, TextError
from communique.store.location import Address

if TYPE_CHECKING:
    from pg8000.native import PreparedStatement

#: Whoever writes holds this advisory lock of the database; the letters "Cqué" without the accent, as in the files.
LOCK = 0x43717565
_WAIT = 60  # seconds that a second writer waits
_CONNECT = 10  # seconds for the server to answer
_KEPT = 200  # statements kept prepared
_AT_ONCE = 50  # rows put in by one statement

_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|\?|(?<![:\w]):[A-Za-z_]\w*|\bIN\s*\(\s*\)")
_INSERT = re.compile(r"\s*INSERT\s+INTO\s[^()]*(?:\([^()]*\)\s*)?VALUES\s*(\([^()]*\))", re.I)
_GO_ON = "the same command goes on where it stopped."
#: Code of the server (SQLSTATE) → what is wrong, what to do.
_FAILURES = {
    "53100": ("the server's disk is full; what was saved before is kept", f"Make room; {_GO_ON}"),
    "53200": ("the server is out of memory; what was saved before is kept", f"Free some; {_GO_ON}"),
    "53300": ("the server has too many connections", "Close some, or let it have more (max_connections)."),
    "25006": ("it may not be written to; what was saved before is kept", "Open it with an account that may write."),
    "55P03": ("another program holds it; what was saved before is kept", f"Wait until it is done; {_GO_ON}"),
    "40P01": ("another program was in the way; what was saved before is kept", f"Try again; {_GO_ON}"),
    "40001": ("another program was in the way; what was saved before is kept", f"Try again; {_GO_ON}"),
    "42501": ("the account may not do this", "Let it own the database, or grant it what it needs."),
    "57P01": ("the server is shutting down; what was saved before is kept", f"Start it; {_GO_ON}"),
    "57P02": ("the server went down; what was saved before is kept", f"Start it; {_GO_ON}"),
    "57P03": ("the server is starting", "Try again in a moment."),
    "28P01": ("the password is wrong", "Put the right one into the address, or into PGPASSWORD."),
    "28000": ("the server does not let this account in", "See pg_hba.conf on the server."),
    "3D000": ("there is no such database", "Make it: createdb NAME"),
}
_REFUSED = frozenset(["28P01", "28000", "3D000"])


class Rows:
    """What came of a statement."""

    def __init__(self, rows: Iterable[Any] | None, columns: Any, count: int, owner: Postgres) -> None:
        self._rows = iter([tuple(r) for r in rows or ()])
        self._owner = owner
        self.description = [(c["name"], None, None, None, None, None, None) for c in columns] if columns else None
        self.rowcount = count

    @property
    def lastrowid(self) -> int | None:
        """The number that the last row put in got by itself."""
        return int(self._owner.execute("SELECT lastval()").fetchone()[0])

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        """The next row; None after the last."""
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        return list(self._rows)


class Postgres:
    """A connection to a record in PostgreSQL.

    Args:
        address: the database.
        seconds: what a question may take; None: as long as it likes.
        writing: whether it may write.

    Raises:
        UsageError: the server does not let us in, or has no such database.
        StoreError: the server does not answer.
    """

    def __init__(self, address: Address, *, seconds: float | None = None, writing: bool = True) -> None:
        from pg8000.native import Connection, DatabaseError, InterfaceError

        self.place = str(address)
        self.in_transaction = False
        self._seconds = seconds
        self._database_error: type[Exception] = DatabaseError
        self._interface_error: type[Exception] = InterfaceError
        self._prepared: OrderedDict[str, PreparedStatement] = OrderedDict()
        self._connection: Connection | None = None
        try:
            self._connection = Connection(
                address.user, host=address.host, database=address.name, password=address.password, sock=_socket(address),
                ssl_context=_tls(address), application_name="communique",
            )  # fmt: skip
        except DatabaseError as error:
            raise self._ours(error) or error from None
        except (InterfaceError, OSError, AttributeError) as error:
            if isinstance(error, AttributeError) or (address.password is None and "password" in str(error)):
                raise UsageError(self.place, "the server asks for a password", _FAILURES["28P01"][1]) from None
            reason = f"the server does not answer, or does not let us in ({error})"
            raise StoreError(
                self.place, reason, "See that it runs and listens there; see host, port and TLS."
            ) from None
        self.execute("SET standard_conforming_strings = on")
        self.execute(f"SET lock_timeout = {_WAIT * 1000}")
        if seconds is not None:
            self.execute(f"SET statement_timeout = {max(1, round(seconds * 1000))}")
        if not writing:
            self.execute("SET default_transaction_read_only = on")
        if (encoding := self.execute("SHOW server_encoding").fetchone()[0]) != "UTF8":
            self.close()
            raise UsageError(
                self.place, f"its encoding is {encoding}", "Make one in UTF8: createdb -E UTF8 -T template0 NAME"
            )

    def execute(self, sql: str, parameters: Parameters = (), /) -> Rows:
        """Carry out one statement."""
        if not parameters:
            with self._errors() as connection:
                rows = connection.run(_plain(sql))
                self._note(sql)
                return Rows(rows, connection.columns, connection.row_count, self)
        text, names = _named(sql)
        if isinstance(parameters, Mapping):
            values = {f"p_{n}": _value(parameters[n]) for n in names}
        else:
            values = {f"p_{n}": _value(v) for n, v in enumerate(parameters)}
        with self._errors() as connection:
            statement = self._prepare(text)
            found = statement.run(**values)
            count = statement._context.row_count
            return Rows(found, statement.columns, count, self)

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> None:
        """Carry out one statement for each of some sets of values; rows that are put in go together."""
        every = iter(parameters)
        while some := list(islice(every, _AT_ONCE)):
            made = _INSERT.match(sql)
            if made is None or isinstance(some[0], Mapping) or len(some) == 1:
                for each in some:
                    self.execute(sql, each)
            else:
                many = f"{sql[: made.start(1)]}{', '.join([made[1]] * len(some))}{sql[made.end(1) :]}"
                self.execute(many, [v for each in some for v in each])

    def begin(self) -> None:
        """Begin a transaction that writes: alone, so that each sees what the one before it did."""
        self.execute(f"BEGIN; SELECT pg_advisory_xact_lock({LOCK})")
        self.in_transaction = True

    def commit(self) -> None:
        """End the transaction; it holds."""
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """End the transaction as if it had not been."""
        if self.in_transaction and self._connection is not None:
            self.execute("ROLLBACK")
        self.in_transaction = False

    def close(self) -> None:
        """Let the record go."""
        if self._connection is not None:
            with suppress(OSError, self._interface_error):
                self._connection.close()
        self._connection = None

    def _prepare(self, text: str) -> PreparedStatement:
        assert self._connection is not None
        if text in self._prepared:
            self._prepared.move_to_end(text)
        else:
            self._prepared[text] = self._connection.prepare(text)
            if len(self._prepared) > _KEPT:
                self._prepared.popitem(last=False)[1].close()
        return self._prepared[text]

    def _note(self, sql: str) -> None:
        word = sql.split(None, 1)[0].rstrip(";").upper()
        if word in ("BEGIN", "START"):
            self.in_transaction = True
        elif word in ("COMMIT", "ROLLBACK", "END"):
            self.in_transaction = False

    @contextmanager
    def _errors(self) -> Iterator[Any]:
        """The connection; the server's errors of the world outside as ours."""
        if self._connection is None:
            raise StoreError(self.place, "the connection is closed", "Open the record again.")
        try:
            yield self._connection
        except self._database_error as error:
            if ours := self._ours(error):
                raise ours from None
            raise
        except (self._interface_error, OSError) as error:
            self.close()
            reason = "the server is gone; what was saved before is kept"
            raise StoreError(self.place, reason, f"See that it runs; {_GO_ON}") from error
        except BaseException:  # stopped in the midst of an answer: what comes next would be the rest of it
            self.close()
            raise

    def _ours(self, error: Exception) -> CommuniqueError | None:
        said = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
        code = said.get("C", "")
        if code == "57014" and self._seconds is not None:
            reason = f"a question took longer than the {self._seconds:g} seconds that it may"
            return TooLongError(self.place, reason, "Ask for less: a shorter time, or fewer words.")
        if code not in _FAILURES:
            return None
        reason, remedy = _FAILURES[code]
        kind = UsageError if code in _REFUSED else StoreError
        return kind(self.place, f"{reason} ({said.get('M', '')})", remedy)


def _socket(address: Address) -> socket.socket:
    if address.host.startswith("/"):
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.connect(f"{address.host}/.s.PGSQL.{address.port}")
        return made
    made = socket.create_connection((address.host, address.port), _CONNECT)
    made.settimeout(None)  # questions have limits of their own
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return made


def _tls(address: Address) -> ssl.SSLContext | bool | None:
    """What pg8000 takes: False: without; None: if the server has it; True: always; a context: and the server proves who it is."""
    if address.host.startswith("/"):
        return False
    if address.tls == "verify-full":
        return ssl.create_default_context(cafile=address.authorities)
    return {"disable": False, "require": True}.get(address.tls)


def _value(value: Any) -> Any:
    """A value as it is sent: the server sees what type is meant by where it stands."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and "\0" in value:
        raise TextError("the database", "a text holds a NUL character, which PostgreSQL does not keep", "Leave it out.")
    return value


@lru_cache(maxsize=2000)
def _named(sql: str) -> tuple[str, tuple[str, ...]]:
    """A statement with `:p_…` for its values, and the names among them in order.

    >>> _named("SELECT a FROM b WHERE c = ? AND d = :day AND e <> '?' AND f IN ()")[0]
    "SELECT a FROM b WHERE c = :p_0 AND d = :p_day AND e <> '?' AND f IN (SELECT NULL WHERE false)"
    """
    number = 0
    names: dict[str, None] = {}

    def mark(found: re.Match[str]) -> str:
        nonlocal number
        if found[0] == "?":
            number += 1
            return f":p_{number - 1}"
        if found[0][0] == ":":
            names[found[0][1:]] = None
            return f":p_{found[0][1:]}"
        return _NOTHING if found[0][-1] == ")" else found[0]

    return _TOKEN.sub(mark, sql), tuple(names)


_NOTHING = "IN (SELECT NULL WHERE false)"  # SQLite understands an empty list


@lru_cache(maxsize=2000)
def _plain(sql: str) -> str:
    return _TOKEN.sub(lambda m: _NOTHING if m[0][-1] == ")" and m[0][0] in "iI" else m[0], sql)

"""Where a record is: a file, or a database of a PostgreSQL server. Whatever prints one leaves the password out."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from communique.errors import UsageError

_SCHEMES = ("postgresql", "postgres")
_SOCKETS = "/var/run/postgresql"
_PORT = 5432
_FORM = "Write it so: postgresql://USER:PASSWORD@HOST:PORT/NAME"
#: How sure the way to the server must be, as libpq names it.
TLS = ("disable", "prefer", "require", "verify-full")


@dataclass(frozen=True, slots=True)
class Address:
    """A database of a PostgreSQL server.

    Attributes:
        user: who opens it.
        password: None: none is given.
        host: name or IP address; a path that begins with "/" is the folder of the server's socket.
        port: number of the port.
        name: of the database.
        tls: one of :data:`TLS`.
        authorities: file of the certificates that vouch for the server's, PEM; None: those that the system trusts.
    """

    user: str
    password: str | None = field(repr=False)
    host: str
    port: int
    name: str
    tls: str = "prefer"
    authorities: str | None = None

    def __str__(self) -> str:
        """The address as it may be printed."""
        if self.host.startswith("/"):
            return f"postgresql://{self.user}@/{self.name}?host={self.host}&port={self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{self.user}@{host}:{self.port}/{self.name}"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record is: one of the two is given."""

    file: Path | None = None
    address: Address | None = None

    @classmethod
    def of(cls, place: Location | Path | str) -> Location:
        """The location that a path or an address names.

        What an address leaves out is taken from PGUSER, PGPASSWORD and PGPORT, as PostgreSQL's own programs do.

        Raises:
            UsageError: it begins like an address and is none.
        """
        if isinstance(place, Location):
            return place
        if isinstance(place, str) and place.partition("://")[0].lower() in _SCHEMES and "://" in place:
            return cls(address=_address(place))
        return cls(file=Path(place))

    @property
    def name(self) -> str:
        """The last part of the path, or the name of the database."""
        return self.address.name if self.address else self.path.name

    @property
    def path(self) -> Path:
        """The file.

        Raises:
            UsageError: the record is in a database.
        """
        if self.file is None:
            raise UsageError(str(self), "this is no file", "Name a file with --db.")
        return self.file

    def __str__(self) -> str:
        """As it may be printed."""
        return str(self.address or self.file)


def _address(text: str) -> Address:
    try:
        parts = urlsplit(text)
        port = parts.port or int(os.environ.get("PGPORT") or _PORT)
    except ValueError:
        raise UsageError("the address of the database", "its host or port cannot be read", _FORM) from None
    given = dict(parse_qsl(parts.query))
    name = unquote(parts.path.removeprefix("/"))
    shown = f"the database {name!r}"
    if not name or "/" in name:
        raise UsageError("the address of the database", "it names no database", _FORM)
    if unknown := sorted(given.keys() - {"host", "port", "sslmode", "sslrootcert"}):
        remedy = "host, port, sslmode and sslrootcert are understood."
        raise UsageError(shown, f"its address has a parameter that is not known, {unknown[0]!r}", remedy)
    tls = given.get("sslmode", "prefer")
    if tls not in TLS:
        raise UsageError(shown, f"sslmode={tls} is not known", f"Take one of: {', '.join(TLS)}.")
    if not given.get("port", "1").isdecimal():
        raise UsageError(shown, "the port of its address is no number", _FORM)
    return Address(
        user=unquote(parts.username) if parts.username else os.environ.get("PGUSER") or getpass.getuser(),
        password=unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD") or None,
        host=given.get("host") or parts.hostname or _SOCKETS,
        port=int(given.get("port", port)),
        name=name,
        tls=tls,
        authorities=given.get("sslrootcert"),
    )

"""Word lists: ``data/words/*.toml``, each file a set of named lists. Read once, never changed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import rtoml

from communique.errors import DataError


@cache
def lists() -> MappingProxyType[str, frozenset[str]]:
    """All word lists by name; a name stands in one file only.

    Raises:
        DataError: a file is no TOML, a list is no list of strings, or a name stands twice.
    """
    found: dict[str, frozenset[str]] = {}
    for name, table in tables("words").items():
        for key, value in table.items():
            if not isinstance(value, list):
                continue  # tables of other shapes belong to the module that reads them by file name
            if key in found:
                raise DataError(
                    f"data/words/{name}.toml, {key}", "a list of that name stands in another file too", "Rename one."
                )
            found[key] = frozenset(value)
    return MappingProxyType(found)


def words(name: str) -> frozenset[str]:
    """One word list.

    Raises:
        DataError: no list has that name.
    """
    try:
        return lists()[name]
    except KeyError:
        raise DataError(f"word list {name!r}", "no file in data/words has it", "Add it, or mend the name.") from None


@cache
def tables(folder: str) -> dict[str, dict[str, Any]]:
    """Every TOML file of a data folder, by its name without ``.toml``, in order of name.

    Raises:
        DataError: a file is no TOML.
    """
    found = {}
    for entry in sorted(files("communique").joinpath("data", folder).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            try:
                found[entry.name.removesuffix(".toml")] = rtoml.loads(entry.read_text(encoding="utf-8"))
            except rtoml.TomlParsingError as error:
                raise DataError(f"data/{folder}/{entry.name}", f"not TOML ({error})", "Mend the file.") from error
    return found

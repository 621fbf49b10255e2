"""Document → Parsed: layout, quotations, syntax, time expressions. Pure: no database, network, clock or global."""

from communique.parse.parsed import Parsed, Parser

__all__ = ["Parsed", "Parser"]

"""Document → Parsed: layout, quotations, syntax, time expressions. Pure: no database, network, clock or global."""

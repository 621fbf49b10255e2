"""The command ``judge``: what people decide about entries, kept for good and never changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.base import DEFAULT_DB, Database, app, pipe, tell
from communique.cli.base import record as opened
from communique.errors import UsageError


@app.command()
def judge(
    verb: Annotated[str, typer.Argument(metavar="VERB", help="accept, reject, correct, merge, split, undo or list.")],
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID …",
            show_default=False,
            help="One event; two for a link, merge or split; for undo a judgement's number.",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", envvar="COMMUNIQUE_USER", help="Who decides; needed.")
    ] = None,
    field: Annotated[
        str | None,
        typer.Option(metavar="FIELD", help="What to correct: type, status, when, actors …"),
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="VALUE", help="What is right; several actors parted by commas.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="Of the list: table, json, jsonl, csv or tsv.")
    ] = "table",
    db: Database = DEFAULT_DB,
) -> None:
    """Decide about entries: accept or reject an event or a link, correct a field, merge or split events or persons, undo.

    Decisions are only ever added, each with who and when; a later reading never overwrites them.
    """
    from communique.ask import judging
    from communique.cli.asking import print_tables

    ids = list(what or ())
    with opened(db) as connection, pipe():
        if verb == "list":
            print_tables([judging.listed(connection, Path(db).name)], form)
            return
        if by is None:
            raise UsageError("judge", "nobody is named who decides", "Add --by NAME, or set COMMUNIQUE_USER.")
        for line in judging.judge(connection, verb, ids, by=by, field=field, value=value, note=note):
            tell(line)

"""Coded folders into the store: reports that ``communique code`` has read already, in the order of their inputs, without reading again.

However often it is interrupted: reports that the record holds are passed over before they are put together, and the rest goes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.cluster import folder as coded
from communique.cluster import job, rows
from communique.cluster.plan import Plan, rules
from communique.errors import CommuniqueError, DocumentError, UsageError
from communique.ledger import add
from communique.ledger.add import Saved
from communique.store.connection import Connection

__all__ = ["Plan", "finished", "is_coded", "merge", "other_rules"]

is_coded = coded.is_coded


def finished(folder: Path) -> Plan:
    """The plan of a folder of which every shard is done.

    Raises:
        UsageError: it is no coded folder, or not finished. Which version of a report is the later one is told by their order, so
            that a part of them would not give the record that all give.
    """
    plan = coded.read_plan(folder)
    if left := job.left(folder, plan):
        reason = f"{len(left)} of its {len(plan.shards)} shards are not done, or damaged (the first: {left[0]})"
        raise UsageError(str(folder), reason, "Give the command `communique code` again: it goes on where it stopped.")
    return plan


def other_rules(folder: Path, plan: Plan) -> str | None:
    """What to tell somebody who adds what was read by rules other than this version's; None if they are the same."""
    if plan.rules == rules():
        return None
    return (
        f"note: {folder} was coded by Communiqué {plan.program} with other rules ({plan.rules}, here {rules()}); its reports go in as they "
        "were read then. To have them read by this version's, code them into a new folder and add that one with --again."
    )


def merge(db: Connection, folder: Path, plan: Plan, again: bool = False) -> Iterator[Saved | DocumentError]:
    """Save what a coded folder holds, report by report, each in a transaction; what could not be read comes in its place.

    Args:
        db: the store; what reports have in common is left to :func:`communique.ledger.linking.link`.
        folder: the coded folder.
        plan: its plan, of which all is done.
        again: put it in the place of what an earlier run read from the same text; else a known report is left alone.

    Raises:
        CommuniqueError: a file of the folder is damaged.
    """
    options: dict[str, object] = {"again": again, "any_language": plan.options.any_language}
    options |= {"published": plan.options.published, "coded": {"program": plan.program, "rules": plan.rules}}
    run = add.begin_run(db, "add", plan.options.model, options)
    for place, reason, remedy in plan.unread:
        yield DocumentError(place, reason, remedy)
    for shard in range(len(plan.shards)):
        for outcome in _shard(db, folder, shard, again):
            if isinstance(outcome, DocumentError):
                yield outcome
            elif isinstance(outcome, str):
                yield Saved(outcome, outcome, "known")
            else:
                yield add.save(db, outcome, run, again)
    add.end_run(db, run)


def _shard(db: Connection, folder: Path, shard: int, again: bool) -> Iterator[rows.Outcome | str]:
    import pyarrow as pa  # late: it takes long to load

    paths = {name: coded.shard_file(folder, name, shard) for name in rows.TABLES}
    try:
        yield from rows.outcomes(paths, lambda report: not again and add.holds(db, report))
    except (pa.ArrowException, OSError) as error:
        reason = f"a file of it is damaged ({str(error).splitlines()[0]})"
        remedy = f"Delete {folder / 'done' / f'shard-{shard:06d}.json'} and give the command `communique code` again."
        raise CommuniqueError(f"{folder}, shard {shard}", reason, remedy) from error

"""JSON Lines, one document a line, and JSON files with one document or a list of them.

Fields: ``text``; and, if there, ``id`` (string or number), ``title``, ``url``, ``outlet``, ``published`` (ISO 8601 day,
or date and time, of which the day is kept as written) and ``lang``, or the names that CC-News collections have for them
(``fields.py``). All others are passed over. ``text`` becomes ``Document.text`` unchanged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from communique.errors import DocumentError
from communique.ingest import fields
from communique.ingest.formats import bom, wide
from communique.ingest.limits import megabytes
from communique.ingest.options import Options
from communique.ingest.sources import Source, os_error
from communique.model import Document

_OBJECT = re.compile(r'\s*\{\s*"')
_OBJECT_OR_LIST = re.compile(r'\s*(?:\[\s*)?\{\s*"')
_MEDIA = "application/json"
_TEXT_KEY = re.compile(rf'"(?:{"|".join(fields.TEXT)})"\s*:\s*"')


def sniff_lines(head: str) -> bool:
    """Whether the first line is a JSON object with a text."""
    if not _OBJECT.match(head):
        return False
    line, end, _ = head.lstrip().partition("\n")
    if not end and len(line) > 10_000:  # cut off in the middle of a long line
        return _TEXT_KEY.search(line) is not None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and any(name in value for name in fields.TEXT)


def sniff_whole(head: str) -> bool:
    """Whether it begins like a JSON object, or a list of objects, with a text."""
    return _OBJECT_OR_LIST.match(head) is not None and _TEXT_KEY.search(head) is not None


def read_lines(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    r"""One document or error a line, in order, without holding more than a line in memory. Lines end at ``\n`` only."""
    head = source.stream.peek()
    if (encoding := (bom(head) or (b"", wide(head)))[1]) not in {None, "utf-8"}:
        reason = f"wrong encoding: {str(encoding).upper()}, and JSON Lines must be UTF-8"
        yield DocumentError(source.ref, reason, "Save it again as UTF-8.")
        return
    limit = options.limits.file_bytes
    number, anything = source.first - 1, False
    while True:
        number += 1
        place = f"{source.ref}, line {number}"
        try:
            line = source.stream.readline(limit + 1)
            if too_long := len(line) > limit and not line.endswith(b"\n"):
                while (rest := source.stream.readline(limit)) and not rest.endswith(b"\n"):
                    pass
        except OSError as error:
            yield os_error(place, error)
            return
        if not line:
            break
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        anything = True
        if too_long:
            yield DocumentError(place, f"the line is longer than {megabytes(limit)}", "Split the report.")
            continue
        try:
            found = fields.document(_parse(line, place), f"{source.ref}#{number}", place, options)
            yield options.kept(found, source, _MEDIA, line)
        except DocumentError as error:
            yield error
    if not anything:
        yield DocumentError(source.ref, "it holds no record", "Leave it out, or see why it is empty.")


def read_whole(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    """Yield the documents of a JSON file that holds one object or a list of objects.

    Raises:
        DocumentError: the file as a whole cannot be read.

    """
    remedy = "Write one record a line into a .jsonl file, which may be of any size."
    data = options.bounded(source, options.limits.file_bytes, remedy).removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise DocumentError(source.ref, "it holds no record", "Leave it out, or see why it is empty.")
    try:
        value = _parse(data, source.ref)
    except DocumentError as error:
        raise DocumentError(source.ref, error.reason, "Mend it; if each line is a record, name it .jsonl.") from error
    if not isinstance(value, list):
        yield options.kept(fields.document(value, source.ref, source.ref, options), source, _MEDIA, data)
        return
    if not value:
        raise DocumentError(source.ref, "it holds no record", "Leave it out, or see why it is empty.")
    for number, item in enumerate(value, 1):
        try:
            found = fields.document(item, f"{source.ref}#{number}", f"{source.ref}, item {number}", options)
            yield options.kept(found, source, _MEDIA, json.dumps(item, ensure_ascii=False).encode("utf-8", "replace"))
        except DocumentError as error:
            yield error


def _parse(data: bytes, place: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = f"wrong encoding: byte {error.start} is not UTF-8, and JSON must be"
        raise DocumentError(place, reason, "Save it again as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise DocumentError(place, f"not JSON ({what})", "Mend or remove the line.") from error

"""Everything Communiqué raises on purpose.

::

    CommuniqueError
    ├── UsageError           the command or call cannot be carried out as written (exit 2)
    ├── DocumentError        one document cannot be read; its neighbours still are (exit 1)
    │   └── FetchError       it could not be fetched from the web, today at least
    ├── StoreError           the record cannot be read or written on; what was saved before is kept (exit 1)
    │   └── TooLongError     a question to it took longer than it may
    └── DataError            a file of the directory, lexicons or event kinds is wrong (a bug or a bad edit)

A message names the place, the reason and the remedy: ``report.jsonl, line 3: not JSON (…). Mend or remove the line.``
"""


class CommuniqueError(Exception):
    """Base of all errors raised on purpose.

    Args:
        place: file, and line or key where known, that the error is about.
        reason: what is wrong there.
        remedy: what the person can do, one sentence.
    """

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(place, reason, remedy)
        self.place = place
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}. {self.remedy}"


class UsageError(CommuniqueError):
    """The command or call cannot be carried out as written."""


class DocumentError(CommuniqueError):
    """One document cannot be read."""


class FetchError(DocumentError):
    """A document could not be fetched.

    Attributes:
        status: of HTTP, if the server answered.
        retry_after: seconds that the server asks to wait.
        lasting: whether asking again soon is of no use: the address is refused, forbidden or gone.
    """

    status: int | None = None
    retry_after: int | None = None
    lasting: bool = False


class StoreError(CommuniqueError):
    """A record cannot be read or written on: the disk is full or fails, or somebody else holds it."""


class TooLongError(StoreError):
    """A question to a record took longer than it may."""


class DataError(CommuniqueError):
    """A data file shipped with Communiqué, or a user's own, does not follow its format."""

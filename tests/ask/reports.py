"""Ten short made-up reports of three affairs: a dam on a river, fishing quotas, prisoners."""

from __future__ import annotations

from functools import cache

from communique import ingest, pipeline
from communique.model import Record
from communique.parse.published import detect

#: Number → (day of publication, outlet, title, text).
REPORTS: dict[str, tuple[str, str, str, str]] = {
    "dam-1": (
        "2023-03-06",
        "Delta Post",
        "A letter about the dam",
        "Uruguayan Foreign Minister Tomas Arden wrote on Monday to the governments of Paraguay and Bolivia and asked them to stop "
        "building the dam on the upper river. “The river must not be closed,” Arden said in Montevideo. "
        "Paraguay confirmed that it had received the letter.",
    ),
    "dam-2": (
        "2023-03-07",
        "River Wire",
        "Montevideo writes to its neighbours",
        "On March 6 Uruguay sent a letter about the dam to Paraguay and Bolivia. "
        "Paraguayan Foreign Minister Lucia Benet said on Tuesday that Paraguay would answer the letter within a week.",
    ),
    "dam-3": (
        "2023-03-10",
        "Delta Post",
        "Bolivia says no",
        "Bolivia on Friday rejected the request of Uruguay to stop building the dam. "
        "Uruguay accused Bolivia on Friday of stealing water. Bolivia denied that it was stealing water.",
    ),
    "dam-4": (
        "2023-03-11",
        "River Wire",
        "Water dispute grows",
        "Uruguay accused Bolivia on 10 March of stealing water. "
        "Uruguayan Foreign Minister Tomas Arden and Paraguayan Foreign Minister Lucia Benet will meet in Asunción on 20 March.",
    ),
    "dam-5": (
        "2023-03-15",
        "Plain Gazette",
        "Paraguay replies",
        "Paraguay replied on Wednesday to the letter in which Uruguay had asked it to stop building the dam. "
        "Lucia Benet said: “We will stop building the dam if Uruguay buys our electricity.”",
    ),
    "fish-1": (
        "2023-04-03",
        "Fjord Bulletin",
        "Iceland wants more cod",
        "Iceland demanded on Monday that Norway cut its cod quota. "
        "Norwegian fisheries minister Sigrid Aasen rejected the demand on Monday. “We will not cut the quota,” she said.",
    ),
    "fish-2": (
        "2023-04-05",
        "Skerry Radio",
        "Brussels is asked",
        "Iceland asked the European Union on Wednesday to impose sanctions on Norway. "
        "The fisheries spokesman Karl Lindqvist said that the fleet had left the harbour.",
    ),
    "fish-3": (
        "2023-04-06",
        "Fjord Bulletin",
        "Cod, again",
        "Iceland has demanded that Norway cut its cod quota. Carl Lindkvist warned that the boats would stay at sea. "
        "The quota talks failed.",
    ),
    "free-1": (
        "2023-05-02",
        "Hill Courier",
        "An offer to swap prisoners",
        "Armenia proposed on Tuesday that Georgia release ten prisoners. "
        "Armenian police arrested two Georgian citizens near the border on 1 May.",
    ),
    "free-2": (
        "2023-05-04",
        "Plain Gazette",
        "Georgia accepts",
        "Georgia accepted on Thursday the proposal of Armenia to release ten prisoners. "
        "Georgia thanked Armenia for the proposal. Georgia might release more prisoners in June.",
    ),
}


@cache
def report(name: str, text: str | None = None, outlet: str | None = None, title: str | None = None) -> Record:
    """The record of one of the reports, perhaps with another text: a later version of it."""
    day, own_outlet, own_title, own_text = REPORTS[name]
    document = ingest.from_text(
        text or own_text,
        ref=name,
        published=day,
        url=f"https://press.example/{name}",
        outlet=outlet or own_outlet,
        title=title or own_title,
        lang="en",
        detect=detect,
    )
    return pipeline.read(document)


@cache
def reports() -> tuple[Record, ...]:
    return tuple(report(name) for name in REPORTS)

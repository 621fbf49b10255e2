"""Persons: where full names, surnames and titles without a name stand in the text. Who they are: resolve.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from communique.actors.board import Board
from communique.actors.bodies import Found
from communique.actors.directory import Tenure
from communique.actors.names import fold
from communique.actors.resolve import Resolver
from communique.actors.runs import runs
from communique.actors.titles import Title, last_of_core, role_words
from communique.actors.unknown import Unknown
from communique.lexicon import words
from communique.parse.syntax import Token

_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "poss"])
_TELLING = 5  # letters from which a word that begins a sentence and is somebody's surname means him
_CHANGE = 4  # days about a change in office within which reports of it are published
# Offices of organisations, none of states.
_WORLD_OFFICES = frozenset(
    ["commission-president", "council-president", "director-general", "high-representative", "secretary-general"]
)
# Offices with several holders at a time: a title alone is not enough.
_SHARED_OFFICES = frozenset(
    ["ambassador", "legislator", "governor", "spokesperson", "special-envoy", "party-leader", "opposition-leader"]
)


class Persons:
    """Finds and resolves the persons of one document."""

    def __init__(self, board: Board, titles: list[Title]) -> None:
        self.board = board
        self.titles = titles
        self.by_end: dict[int, Title] = {}
        self.by_start: dict[int, Title] = {}
        self.in_titles = {i for title in titles for i in range(title.core, title.last + 1)}
        for title in titles:
            self.by_end[title.last] = title
            for i in range(title.first, title.core + 1):
                self.by_start.setdefault(i, title)
        self.dated = {i for t in board.parsed.timexes for i in self._range(t.start, t.end)}
        self.named: dict[str, list[str]] = {}  # folded surname → persons named in this document, latest last
        self.full: list[tuple[int, str]] = []  # where a person stands with a first name
        self.resolver = Resolver(board, self.named, self.full)
        self.unknown = Unknown(board)
        self.order: list[tuple[int, str]] = []
        self.entitled: list[tuple[int, str]] = []  # whom a title without a name meant
        self.called: dict[str, set[str]] = {}  # title → persons whom the report calls by it
        self.used: set[int] = set()

    def _range(self, start: int, end: int) -> range:
        ranged = self.board.tokens_in(start, end)
        return range(ranged[0], ranged[1] + 1) if ranged else range(0)

    def run(self, full: list[Found]) -> None:
        """Find all persons, in text order, full names of the whole document first so that a surname before them finds its person."""
        spans: list[tuple[int, int, Found | None]] = [
            (f.first, f.last, f) for f in full if self.board.free(f.first, f.last) or self._inside_body(f)
        ]
        spans = [(self._initialled(first, found), last, found) for first, last, found in spans]
        taken = {i for first, last, _ in spans for i in range(first, last + 1)}
        spans += [(first, last, None) for first, last in runs(self.board, taken, self.dated, self.in_titles)]
        spans.sort(key=lambda s: (s[0], s[1]))
        late: list[tuple[int, int, Found | None]] = []
        for first, last, found in spans:
            if found is None and first == last and self._title(first, last) is None:
                late.append((first, last, found))
            else:
                self._place(first, last, found)
        for first, last, found in late:
            self._place(first, last, found)
        self._again()
        for title in self.titles:
            if title.core not in self.used:
                self._untitled(title)

    def _initialled(self, first: int, found: Found | None) -> int:
        """Where "Vladimir V. Putin" begins of which the directory has "V. Putin"."""
        tokens = self.board.tokens
        if found is None or not first or len(tokens[first].text.rstrip(".")) != 1:
            return first
        names = self.board.directory.first_names.get(found.senses[0].actor, set())
        return first - 1 if self.board.cover[first - 1] < 0 and fold(tokens[first - 1].text) in names else first

    def _again(self) -> None:
        """Surnames of persons named elsewhere in the report that the parser did not take for names."""
        for token in self.board.tokens:
            start = self.board.parsed.sentences[token.sentence][0]
            if (
                token.text[:1].isupper()
                and (token.i != start or (token.dep in _ARGUMENTS and len(token.text) >= _TELLING))
                and self.board.cover[token.i] < 0
                and fold(token.text) in self.named
            ):
                self._place(token.i, token.i, None)

    def _inside_body(self, found: Found) -> bool:
        return all(
            self.board.cover[i] < 0 or self.board.hits[self.board.cover[i]].last < found.last
            for i in range(found.first, found.last + 1)
        )

    def _title(self, first: int, last: int) -> Title | None:
        """The title next to a name: right before it, or in apposition before or after it."""
        tokens = self.board.tokens
        before = first - 1
        while before >= 0 and tokens[before].lower.rstrip(".") in role_words() and before not in self.by_end:
            before -= 1
        if before >= 0 and before in self.by_end and tokens[before].sentence == tokens[first].sentence:
            return self.by_end[before]
        if (
            before > 0
            and tokens[before].text in (",", "-", "–")
            and before - 1 in self.by_end
            and tokens[before].sentence == tokens[first].sentence
        ):
            title = self.by_end[before - 1]
            mark = tokens[last + 1].text if last + 1 < len(tokens) else ""
            if (
                mark in (",", ".", "'s", "-")
                and title.head not in self.used
                and (title.body is not None or title.core == title.first)
            ):
                return title
        after = last + 1
        if (
            after + 1 < len(tokens)
            and tokens[after].text in (",", "(", "-", "–")
            and tokens[after].sentence == tokens[last].sentence
        ):
            at = after + 1
            while at < len(tokens) and tokens[at].lower in ("the", "a", "an", "who", "is", "was") and at < after + 4:
                at += 1
            title_after = self.by_start.get(at)
            if (
                title_after is not None
                and title_after.first <= at <= title_after.core
                and tokens[at].sentence == tokens[last].sentence
            ):
                nxt = title_after.last + 1
                if nxt >= len(tokens) or tokens[nxt].tag not in ("NNP", "NNPS") or self.board.cover[nxt] >= 0:
                    return title_after
        return None

    def _place(self, first: int, last: int, found: Found | None) -> None:
        title = self._title(first, last)
        parts = [fold(t.text) for t in self.board.tokens[first : last + 1] if any(c.isalpha() for c in t.text)]
        if not parts:
            return
        actor, reading, why = (
            self.resolver.known(found, title) if found is not None else self.resolver.resolve(parts, title, first, last)
        )
        if actor is not None and found is None and reading == "spelling" and self.resolver.foreign(actor, title):
            actor = None
        if actor is None:
            named = self.unknown.place(parts, title, first, last)
            if named is None:
                return
            actor, reading, why = named
        start = first
        if title is not None and title.last < first:
            start = title.first
            self.used.add(title.core)
            if start > 0 and self.board.tokens[start - 1].lower == "the":
                start -= 1
        elif title is not None:
            self.used.add(title.core)
            self._apposition(title, actor)
        self.board.add(start, last, actor, reading, why, head=self._head(first, last).i)
        if self.board.actor(actor).kind == "person":
            self._remember(parts, actor, first)
            if title is not None:
                self.board.entitle(actor, title.candidates(), title.former)
                if title.body is None or self.board.actor(title.body).kind == "state":
                    word = self.board.words(title.core, last_of_core(self.board, title)).lower()
                    self.called.setdefault(word, set()).add(actor)
                seen = self.board.offices_seen.setdefault(actor, set())
                seen.update(
                    title.candidates()
                    or ([] if title.body is not None else [(None, office) for office, _ in title.offices])
                )

    def _head(self, first: int, last: int) -> Token:
        return self.board.head_of(first, last)

    def _apposition(self, title: Title, actor: str) -> None:
        self.board.add(
            self.board.with_article(title.first),
            title.last,
            actor,
            "title",
            "title in apposition to the name",
            head=title.head,
        )

    def _remember(self, parts: list[str], actor: str, at: int) -> None:
        surnames = {
            parts[-1],
            fold(self.board.actor(actor).name).split()[-1],
            *([" ".join(parts[-2:])] if len(parts) > 1 else []),
        }
        for surname in sorted(surnames):
            holders = self.named.setdefault(surname, [])
            if actor in holders:
                holders.remove(actor)
            holders.append(actor)
        self.order.append((at, actor))
        if len(parts) > 1:
            self.full.append((at, actor))

    def _untitled(self, title: Title) -> None:
        """A title without a name: "the Russian foreign minister" is its holder on that date, "the minister" whoever was named so."""
        head = self.board.tokens[title.head]
        if (
            self.board.heads.get(title.head)
            or head.dep in ("compound", "amod", "nmod")
            and head.head.pos in ("NOUN", "PROPN")
            and head.head.i > head.i
        ):
            return
        if title.former or head.tag in ("NNS", "NNPS"):
            return
        pairs = title.candidates()
        start = self.board.with_article(title.first)
        if title.body is None and (named := self._only_organisation(title)) is not None:
            title = replace(title, body=named)
            pairs = title.candidates()
        unique = start < title.core and self.board.words(title.core, title.last).lower() in words("world-titles")
        if title.body is not None or unique:
            for body, office in pairs:
                certain = self._holders(body, office, head)
                if self.board.day is not None and len(certain) == 1 and office not in _SHARED_OFFICES:
                    self._in_office(title, start, certain[0].person, body, office)
                    return
                for _, actor in reversed([o for o in self.order if o[0] < title.first]):
                    if (body, office) in self.board.offices_seen.get(actor, set()):
                        self.board.add(
                            start,
                            title.last,
                            actor,
                            "office",
                            f"{office} of {body}, named before in this report",
                            head=title.head,
                        )
                        return
            if title.body is None:
                return
            owner = self.board.actor(title.body)
            label = self.board.words(title.core, last_of_core(self.board, title))
            name = f"{label} of {owner.name}" if owner.name not in label else label
            identity = self.board.make(self.board.slug(f"{title.body} {label}"), name, "person", owner.party, label)
            self.board.add(
                start, title.last, identity, "office", "holder of an office, name unknown on this date", head=title.head
            )
            return
        determined = (
            start < title.first
            or self._opens(title, head)
            or (title.first and self.board.tokens[title.first - 1].lower in ("the", "this"))
        )
        if determined:
            word = self.board.words(title.core, title.last)
            meant = self._meant(title, word.lower())
            if meant is not None:
                why = f"{word!r} after {self.board.actor(meant).name} was named"
                self.board.add(start, title.last, meant, "office", why, head=title.head)
                self.entitled.append((title.first, meant))
                self.called.setdefault(word.lower(), set()).add(meant)

    def _opens(self, title: Title, head: Token) -> bool:
        """ "President, at the end of the summit, recalled …", as translations from languages without articles have it."""
        token = self.board.tokens[title.core]
        first = self.board.parsed.sentences[token.sentence][0] == title.core == title.first
        return first and head.dep == "nsubj" and head.head.pos == "VERB" and not any(k.dep == "det" for k in head.kids)

    def _protagonist(self, title: Title) -> str | None:
        """ "The President" in capitals, as offices write of their own: the fitting person who acts first in the report."""
        token = self.board.tokens[title.core]
        if title.core != title.last or token.text != "President":
            return None
        for at, actor in self.order:
            head = self.board.tokens[at]
            while head.dep in ("compound", "nmod") and head.head is not head:
                head = head.head
            if head.dep == "nsubj" and self._fits(actor, title):
                return actor if at < title.first else None
        return None

    def _only_organisation(self, title: Title) -> str | None:
        """ "The Secretary-General" in a report that names the UN and no other body that has one."""
        board = self.board
        offices = {office for office, code in title.offices if code is None or board.counts.get(code)}
        if not board.tokens[title.core].text[:1].isupper() or title.core != title.first or offices - _WORLD_OFFICES:
            return None
        named = {b for b, office in board.directory.by_office if office in offices and board.counts.get(b)}
        if len(named) != 1:
            return None
        return named.pop()

    def _meant(self, title: Title, word: str) -> str | None:
        """Whom a bare title means: somebody whom the report calls by it, and not by a body's ("World Bank President"); then the latest."""
        called = self.called.get(word, set())
        before = [o for o in (*self.order, *self.entitled) if o[0] < title.first and self._fits(o[1], title)]
        lead = self._protagonist(title)
        akin = {a for name, who in self.called.items() if name.endswith(f" {word}") for a in who}
        best = max(before, key=lambda o: (o[1] == lead, o[1] in called, o[1] in akin, o[0]), default=None)
        return best[1] if best is not None else None

    def _holders(self, body: str, office: str, head: Token) -> list[Tenure]:
        """Who held an office on the day for certain. Where it changed hands about then: the one before leaves, the next enters it."""
        day = self.board.day
        certain = [t for t, sure in self.board.directory.holders(body, office, day) if sure is True]
        verb = head.head if head.dep in ("nsubj", "nsubjpass") else None
        if verb is not None and day is not None and len(day) == len("2000-01-31"):
            listed = self.board.directory.by_office.get((body, office), ())
            since = str(date.fromisoformat(day) - timedelta(days=_CHANGE))
            until = str(date.fromisoformat(day) + timedelta(days=_CHANGE))
            about: list[Tenure] = []
            if verb.lemma in words("leaving-verbs") or (
                head.dep == "nsubjpass" and verb.lemma in words("removing-verbs")
            ):
                about = [t for t in listed if t.end and since <= t.end <= day]
            elif verb.lemma in words("entering-verbs"):
                about = [t for t in listed if since <= t.start <= until]
            if len(about) == 1:
                return about
        return certain

    def _in_office(self, title: Title, start: int, person: str, body: str, office: str) -> None:
        self.board.add(start, title.last, person, "office", f"{office} of {body} on that date", head=title.head)
        self.board.offices_seen.setdefault(person, set()).add((body, office))
        self.entitled.append((title.first, person))

    def _fits(self, actor: str, title: Title) -> bool:
        """Whether somebody named before holds an office that the title can mean, or was called by it in this report."""
        bodies: dict[str, set[str | None]] = {}
        for office, code in title.offices:
            bodies.setdefault(office, set()).add(code)
        called = self.board.offices_seen.get(actor, set())
        if any(office in bodies and (code in bodies[office] or None in bodies[office]) for code, office in called):
            return True
        return any(
            t.office in bodies
            and (t.body in bodies[t.office] or None in bodies[t.office])
            and t.on(self.board.day) is not False
            for t in self.board.directory.tenures.get(actor, [])
        )

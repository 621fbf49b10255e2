"""Who a name is: the order of evidence by which a name, with or without a title, finds its person.

A name is resolved in this order, and the mention says which applied: a full name or curated alias of the directory; the surname
of somebody already named in full in this report; a surname with an office that a person of that name held; a spelling near to
the name of an office's holder on that date; a spelling near to somebody named in this report. Otherwise the person stays unknown.
"""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from communique.actors.board import Board
from communique.actors.bodies import Found
from communique.actors.directory import Tenure
from communique.actors.names import fold, key, skeleton, sounds, spelling
from communique.actors.titles import Title, role_words

SAME_SPELLING = 0.88
OFFICE_SPELLING = 0.8
UNDATED_OFFICE_SPELLING = 0.84
ADDRESSED_SPELLING = 0.9
_BOTH_NAMES = 0.9
_TELLING = 5  # letters from which a surname alone tells who in office bears it
_COMMANDS = frozenset(["leader", "military-leader"])
_PROMINENT = frozenset(
    [
        "head-of-state",
        "head-of-government",
        "foreign-minister",
        "defence-minister",
        "secretary-general",
        "high-representative",
        "commission-president",
        "council-president",
        "supreme-leader",
        "director-general",
    ]
)


class Resolver:
    """Resolves the names of one document.

    `named` gives the persons named so far by folded surname, latest last; `full` where which person stands with a first name.
    """

    def __init__(self, board: Board, named: dict[str, list[str]], full: list[tuple[int, str]]) -> None:
        self.board = board
        self.named = named
        self.full = full

    def known(self, found: Found, title: Title | None) -> tuple[str | None, str, str]:
        """(actor, reading, why) of a full name or alias of the directory; of namesakes the one that title, day and party fit best."""
        ids = [s.actor for s in found.senses]
        if len(ids) > 1:
            ids = sorted(ids, key=lambda a: self._fit(a, title), reverse=True)
        name = self.board.actor(ids[0]).name
        seen = self.board.words(found.first, found.last)
        exact = fold(seen) == fold(name)
        return ids[0], "exact" if exact else "alias", "full name" if exact else f"alias of {name}"

    def _fit(self, actor: str, title: Title | None) -> tuple[int, int, int]:
        """How well a person fits: held the office named here, in office on the day, party named in this report."""
        tenures = self.board.directory.tenures.get(actor, [])
        offices = set(title.candidates()) if title else set()
        loose = {o for o, _ in title.offices} if title else set()
        held = [t for t in tenures if (t.body, t.office) in offices] or [
            t for t in tenures if not offices and t.office in loose
        ]
        on_day = [t for t in (held or tenures) if self.board.day is None or t.on(self.board.day) is not False]
        party = self.board.actor(actor).party
        return (
            (len(held) > 0) + (len(held) > 0 and any(t in on_day for t in held)),
            min(self.board.counts.get(party or "", 0), 3),
            len(on_day) > 0,
        )

    def resolve(self, parts: list[str], title: Title | None, first: int, last: int) -> tuple[str | None, str, str]:
        """(actor, reading, why) of a name that the directory does not list as it stands; actor None if nothing confirms anybody."""
        directory = self.board.directory
        surname = parts[-1]
        candidates = list(directory.surnames.get(" ".join(parts[-2:]), [])) if len(parts) > 1 else []
        candidates += [c for c in directory.surnames.get(surname, []) if c not in candidates]
        if len(parts) == 1 or title is not None:
            for holder in self._by_nearness(self.named.get(surname, []), first):
                if (len(parts) == 1 or self._first_name(parts[0], holder)) and not self._namesake(
                    holder, candidates, title
                ):
                    return holder, "surname", f"surname of {self.board.actor(holder).name}, named in this report"
        if len(parts) > 1:
            family_first = self._family_first(parts, title)
            if family_first is not None:
                return family_first
            full = [c for c in candidates if self._first_name(parts[0], c)]
            if full:
                best = max(full, key=lambda c: self._fit(c, title))
                return best, "spelling", f"spelling of {self.board.actor(best).name}: surname the same, first name near"
        if title is not None and not title.former:
            by_office = self._by_office(parts, title, candidates)
            if by_office is not None:
                return by_office
        if title is not None:
            held = [c for c in candidates if self._fit(c, title)[0] > 0]
            if held and (len(parts) == 1 or self._first_name(parts[0], held[0], 0.75)):
                best = max(held, key=lambda c: self._fit(c, title))
                return best, "surname", f"surname and office of {self.board.actor(best).name}"
        if len(parts) == 1:
            lone = self._lone(surname, candidates, title, first)
            return lone if lone[0] is not None else self._addressed(surname, first)
        near = self._near_named(parts)
        return near if near[0] is not None else self._near_listed(parts, title)

    def _namesake(self, holder: str, candidates: list[str], title: Title | None) -> bool:
        """Whether the title is that of another bearer of the name: "Prime Minister Kaczynski" after "President Lech Kaczynski"."""
        if title is None or title.former or self._fit(holder, title)[0]:
            return False
        return bool(self.board.directory.tenures.get(holder)) and any(
            self._fit(c, title)[0] > 1 for c in candidates if c != holder
        )

    def _family_first(self, parts: list[str], title: Title | None) -> tuple[str, str, str] | None:
        """A Chinese or Korean name in another romanisation or division of syllables: "Kim Chong-un", "Yang Jie Chi"."""
        given = sounds("".join(parts[1:]))
        best: tuple[tuple[int, int, int], str] | None = None
        for candidate in self.board.directory.families.get(sounds(parts[0]), ()):
            if sounds("".join(key(self.board.actor(candidate).name)[1:])) != given:
                continue
            fit = self._fit(candidate, title)
            if (fit[0] or fit[1] or fold(self.board.actor(candidate).name).split()[0] == parts[0]) and (
                best is None or fit > best[0]
            ):
                best = (fit, candidate)
        if best is None:
            return None
        return best[1], "spelling", f"{self.board.actor(best[1]).name} in another romanisation"

    def _by_nearness(self, holders: list[str], first: int) -> list[str]:
        """Namesakes in the order of likelihood for a surname at a token: named in full before it, the last first; then after it."""
        if len(holders) < 2:
            return holders

        def rank(holder: str) -> tuple[bool, int, int]:
            places = [at for at, actor in self.full if actor == holder]
            before = [at for at in places if at < first]
            return (
                not before,
                -before[-1] if before else min(places, default=len(self.board.tokens)),
                -holders.index(holder),
            )

        return sorted(holders, key=rank)

    def _near_listed(self, parts: list[str], title: Title | None) -> tuple[str | None, str, str]:
        """A full name near to one of the directory in both parts, of a party that this report or the title names."""
        best: tuple[float, str] | None = None
        for surname in self.board.directory.skeletons.get(skeleton(parts[-1]), ()):
            score = spelling(parts[-1], surname)
            if score < SAME_SPELLING - 0.01:
                continue
            for candidate in self.board.directory.surnames[surname]:
                party = self.board.actor(candidate).party
                family_first = candidate in self.board.directory.families.get(sounds(parts[0]), ())
                bodies = {party, *(t.body for t in self.board.directory.tenures.get(candidate, ()))}
                confirmed = (
                    (title is not None and title.body in bodies)
                    or any(self.board.counts.get(b or "", 0) for b in bodies)
                    or (
                        not family_first
                        and len(surname) > 3
                        and len(parts[-1]) > 3
                        and Levenshtein.distance(parts[-1], surname) < 2
                        and self._first_name(parts[0], candidate, _BOTH_NAMES)
                        and self._leads(candidate)
                    )
                )
                if confirmed and self._first_name(parts[0], candidate, 0.84) and (best is None or score > best[0]):
                    best = (score, candidate)
        if best is None:
            return None, "", ""
        found = self.board.actor(best[1])
        return (
            best[1],
            "spelling",
            f"spelling near to {found.name} ({best[0]:.2f}) in both names, of {found.party}",
        )

    def _leads(self, actor: str) -> bool:
        """Whether somebody held a prominent office on the day for certain."""
        return self.board.day is not None and any(
            t.office in _PROMINENT and t.on(self.board.day) is True for t in self.board.directory.tenures.get(actor, ())
        )

    def _first_name(self, seen: str, actor: str, least: float = SAME_SPELLING) -> bool:
        names = self.board.directory.first_names.get(actor, set())
        if not names:
            names = {fold(self.board.actor(actor).name).split()[0]}
        return any(seen == n or (len(seen) == 1 and n.startswith(seen)) or spelling(seen, n) >= least for n in names)

    def _by_office(self, parts: list[str], title: Title, candidates: list[str]) -> tuple[str | None, str, str] | None:
        """A holder of the office whose name is the same or near: on the day if it is known, ever if it is not."""
        best: tuple[float, Tenure, bool | None] | None = None
        day = self.board.day
        for body, office in title.candidates():
            for tenure, certain in self.board.directory.holders(body, office, day):
                names = {fold(self.board.actor(tenure.person).name).split()[-1]}
                score = 1.0 if tenure.person in candidates else max(spelling(parts[-1], n) for n in names)
                if len(parts) > 1 and score < 0.93 and not self._first_name(parts[0], tenure.person, 0.72):
                    score -= 0.12 if title.body is not None else 0.3  # "Brodie Lee, leader of …" is no prime minister
                elif self._drifted(parts, title, tenure, certain):
                    score = max(score, OFFICE_SPELLING)
                least = OFFICE_SPELLING if certain is True else UNDATED_OFFICE_SPELLING
                if score >= least and (best is None or score > best[0]):
                    best = (score, tenure, certain)
        if best is None:
            return None
        score, tenure, certain = best
        name = self.board.actor(tenure.person).name
        dated = (
            "on that date"
            if certain is True
            else "at some time; the day is not known"
            if day is None
            else "unknown on this date"
        )
        how = "name" if score == 1.0 else f"spelling near to {name} ({score:.2f})"
        return (
            tenure.person,
            "spelling" if score < 1.0 else "office",
            f"{how}, {tenure.office} of {tenure.body} {dated}",
        )

    def _drifted(self, parts: list[str], title: Title, tenure: Tenure, certain: bool | None) -> bool:
        """ "Egyptian Foreign Minister Sameh Sugar": a machine's spelling of Shoukry, for first name, office, state and day are his."""
        if certain is not True or title.body != tenure.body or len(parts) < 2 or tenure.office not in _PROMINENT:
            return False
        surname = fold(self.board.actor(tenure.person).name).split()[-1]
        return parts[-1][:1] == surname[:1] and self._first_name(parts[0], tenure.person, _BOTH_NAMES)

    def foreign(self, actor: str, title: Title | None) -> bool:
        """Whether a title says that somebody is another state's: "Sudan's envoy Hassan" is no Jordanian."""
        directory = self.board.directory
        if title is None or title.body is None or self.board.actor(title.body).kind != "state":
            return False
        party = self.board.actor(actor).party
        listed = directory.actors[actor].party if actor in directory.actors else None
        bodies = {t.body for t in directory.tenures.get(actor, ())}
        return (
            party in directory.bodies
            and party is not None
            and self.board.actor(party).kind == "state"
            and title.body not in {party, listed, *bodies}
        )

    def _lone(
        self, surname: str, candidates: list[str], title: Title | None, first: int
    ) -> tuple[str | None, str, str]:
        """One word without a title: somebody in a prominent office on the day, or a near spelling of somebody in this report."""
        near = self._near_named([surname])
        if near[0] is not None:
            return near
        fitting = []
        for candidate in candidates:
            on_day = [t for t in self.board.directory.tenures.get(candidate, []) if t.on(self.board.day) is not False]
            prominent = any(t.office in _PROMINENT for t in on_day)
            bodies = {t.body for t in on_day} | {self.board.actor(candidate).party}
            mentioned = any(self.board.counts.get(b or "", 0) for b in bodies)
            alone = (
                len(candidates) == 1
                and len(surname) >= _TELLING
                and (self._leads(candidate) or any(t.office in _COMMANDS and t.on(self.board.day) for t in on_day))
                and not (first and self.board.tokens[first - 1].pos in ("ADJ", "NOUN", "PROPN"))
            )
            if on_day and (mentioned or alone) and (prominent or len(candidates) == 1):
                fitting.append((prominent, self._fit(candidate, title), candidate))
        if fitting and title is None and self._person_like(first):
            best = max(fitting)
            if sum(f[:2] == best[:2] for f in fitting) == 1:
                name = self.board.actor(best[2]).name
                party = self.board.actor(best[2]).party
                return best[2], "surname", f"surname of {name}, in office then for {party}"
        return None, "", ""

    def _addressed(self, surname: str, first: int) -> tuple[str | None, str, str]:
        """ "Mr Borrell", "Minister Lavroff": after a form of address, the one holder of a prominent office then who bears the name."""
        before = self.board.tokens[first - 1] if first else None
        day = self.board.day
        if (
            before is None
            or day is None
            or len(surname) < 5
            or not (before.lower in ("minister", "republic") or before.lower.rstrip(".") in role_words())
        ):
            return None, "", ""
        held = [
            (person, office)
            for person, office, name in self.board.directory.in_office(_PROMINENT, day)
            if (before.lower != "minister" or office.endswith("minister"))
            and spelling(surname, name) >= ADDRESSED_SPELLING
        ]
        if len({p for p, _ in held}) != 1:
            return None, "", ""
        person, office = held[0]
        actor = self.board.actor(person)
        why = (
            f"surname of {actor.name}, {office} of {actor.party} on that date, and of no other holder of such an office"
        )
        return person, "surname", why

    def _person_like(self, i: int) -> bool:
        token = self.board.tokens[i]
        return token.dep in (
            "nsubj",
            "nsubjpass",
            "pobj",
            "dobj",
            "poss",
            "conj",
            "appos",
            "ROOT",
            "dative",
            "nmod",
        ) and not (token.dep == "pobj" and token.head.lower in ("in", "at", "near"))

    def _near_named(self, parts: list[str]) -> tuple[str | None, str, str]:
        best: tuple[float, str, str] | None = None
        for surname, holders in self.named.items():
            score = spelling(parts[-1], surname)
            if score >= SAME_SPELLING and (best is None or score > best[0]) and len(parts[-1]) > 3:
                for holder in reversed(holders):
                    if len(parts) == 1 or self._first_name(parts[0], holder, 0.78):
                        best = (score, holder, surname)
                        break
        if best is None:
            return None, "", ""
        return best[1], "spelling", f"spelling near to {best[2]!r} in this report ({best[0]:.2f})"

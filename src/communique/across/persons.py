"""Persons that the directory does not know, across reports: spellings of one name become one person, homonyms stay apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from communique.actors.names import fold, key, skeleton, spelling
from communique.actors.titles import role_words

#: Likeness (Jaro-Winkler, raised where the sound is the same) from which two spellings of each part of a name may be one.
_ALIKE = 0.9
_JUDGED = "judged to be the same person"


@dataclass(frozen=True, slots=True)
class Named:
    """A person of one report: its id there, the name written, and the party that the report gives."""

    report: str
    actor: str
    name: str
    party: str | None

    @property
    def at(self) -> tuple[str, str]:
        """Report and id."""
        return self.report, self.actor


def block(name: str) -> str | None:
    """The sound of a surname: only persons of one block are compared. None for what is not a full personal name.

    >>> block("Dmitry Ivanenko") == block("Dmitri Ivanenko"), block("the mayor"), block("Deputy Head of Ukraine")
    (True, None, None)
    """
    parts = key(name)
    if not 2 <= len(parts) <= 4 or any(p in role_words() or p == "of" for p in parts):
        return None
    if not all(w[:1].isupper() or w.lower() in _PARTICLES for w in name.split()):
        return None
    return skeleton(parts[-1]) or parts[-1]


def resolve(
    people: Iterable[Named],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
) -> dict[tuple[str, str], tuple[str, str]]:
    """Who is who among the persons of one block.

    Args:
        people: the persons, in any order.
        together: pairs of ids that somebody judged to be one person.
        apart: pairs of ids that somebody judged to be two.

    Returns:
        for each (report, id) the person's id across reports and the reason.
    """
    by_kind: dict[tuple[str, str | None], list[Named]] = {}
    for each in sorted(people, key=lambda n: (n.actor, n.party or "", n.report)):
        by_kind.setdefault((each.actor, each.party), []).append(each)
    # names without a party last: only then is it known whom they could be
    kinds = sorted(by_kind, key=lambda k: (k[1] is None, -len(by_kind[k]), k[0], k[1] or ""))
    groups: list[list[tuple[str, str | None]]] = []
    reasons: dict[tuple[str, str | None], str] = {}
    for kind in kinds:
        fits = [(g, why) for g in groups if (why := _same(kind, g, by_kind, together, apart))]
        fits = [f for f in fits if f[1] == _JUDGED] or fits
        if len(fits) == 1 or (fits and fits[0][1] == _JUDGED):
            fits[0][0].append(kind)
            reasons[kind] = fits[0][1]
        else:  # nobody, or several whom it could be
            groups.append([kind])
            reasons[kind] = "several persons whom it could be" if fits else ""
    return _ids(groups, by_kind, reasons)


def _same(
    kind: tuple[str, str | None],
    group: Sequence[tuple[str, str | None]],
    by_kind: dict[tuple[str, str | None], list[Named]],
    together: Collection[frozenset[str]],
    apart: Collection[frozenset[str]],
) -> str:
    """Why a name is a person's, or "" if it is not."""
    if any(frozenset((kind[0], other)) in apart for other, _ in group):
        return ""
    if any(frozenset((kind[0], other)) in together for other, _ in group):
        return _JUDGED
    parties = {p for _, p in group if p is not None}
    if kind[1] is not None and parties and kind[1] not in parties:
        return ""
    name = by_kind[kind][0].name
    first = by_kind[group[0]][0].name
    if any(kind[0] == other for other, _ in group):
        return "the same name, and nothing against it"
    if kind[1] is not None and kind[1] in parties and _alike(name, first):
        return f"another spelling of {first}, also of {kind[1]}"
    return ""


def _alike(one: str, other: str) -> bool:
    a, b = key(one), key(other)
    if len(a) != len(b):
        return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))
    return all(x == y or spelling(x, y) >= _ALIKE for x, y in zip(a, b, strict=True))


def _ids(
    groups: Sequence[Sequence[tuple[str, str | None]]],
    by_kind: dict[tuple[str, str | None], list[Named]],
    reasons: dict[tuple[str, str | None], str],
) -> dict[tuple[str, str], tuple[str, str]]:
    """Ids: the commonest spelling's; with the party where several persons would get the same."""
    wanted = Counter(g[0][0] for g in groups)
    used: Counter[str] = Counter()
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for group in groups:
        identity = group[0][0]
        if wanted[identity] > 1:
            party = next((p for _, p in group if p is not None), None)
            identity = f"{identity}@{party}" if party else identity
        used[identity] += 1
        if used[identity] > 1:
            identity = f"{identity}#{used[identity]}"
        homonym = wanted[group[0][0]] > 1
        for kind in group:
            why = reasons[kind] or (
                "the same name as others, of another party" if homonym else "named in this way only"
            )
            for each in by_kind[kind]:
                found[each.at] = (identity, why)
    return found


_PARTICLES = frozenset(
    fold(w) for w in ("al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von")
)

"""Is it English? A byte classifier, held against the share of English function words so that names do not mislead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# English function words that no other large language in Latin script uses often: "in", "is", "was", "of", "for", "to",
# "do", "as" are left out because Dutch, German, Danish, Polish or Portuguese have them too.
_WORDS = """
the and that with from this which were has been said says would will their they his not but by it its who what when be
she you your could should about after before between than these those also there into other because while where our how
any may does did if
"""
FUNCTION_WORDS = frozenset(_WORDS.split())

PIECES, PIECE_CHARACTERS = 4, 800
MIN_WORDS, MIN_LETTERS = 8, 60
ENGLISH_SHARE = 0.10
FOREIGN_SHARE = 0.05
LIKELY, SURE = 0.75, 0.9
ENGLISH_LIKE = frozenset({"pcm"})  # Nigerian Pidgin, which the classifier sees in English about West Africa

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The language (ISO 639-1) or None if the evidence is weak; `foreign` only if it is surely not English."""

    code: str | None
    foreign: bool


def primary(tag: str) -> str | None:
    """Return the language of a tag (BCP 47, "eng" or "English") as an ISO 639-1 code; None if it says nothing.

    >>> primary("en-GB"), primary("ENG"), primary("English"), primary("pl"), primary("und")
    ('en', 'en', 'en', 'pl', None)
    """
    tag = tag.strip()
    if tag.lower() == "english":
        return "en"
    match = _CODE.fullmatch(tag)
    if match is None or match[1].lower() in {"und", "mul", "zxx", "mis"}:
        return None
    return "en" if match[1].lower() == "eng" else match[1].lower()


def name(code: str | None) -> str:
    """Return the English name of a language with its code.

    >>> name("pl"), name("el"), name(None)
    ('Polish (pl)', 'Greek (el)', 'another language')
    """
    if code is None:
        return "another language"
    from babel import Locale

    known = Locale("en").languages.get(code)
    return f"{known} ({code})" if known else f'the language "{code}"'


def sample(text: str) -> str:
    """Up to four pieces of 800 characters spread over the text, so that a long text costs no more than a short one."""
    if len(text) <= PIECES * PIECE_CHARACTERS:
        return text
    step = (len(text) - PIECE_CHARACTERS) // (PIECES - 1)
    return "\n".join(text[at * step : at * step + PIECE_CHARACTERS] for at in range(PIECES))


def function_share(words: list[str]) -> float:
    """Return the share of English function words, in [0, 1]."""
    return sum(word in FUNCTION_WORDS for word in words) / len(words) if words else 0.0


def identify(text: str) -> Verdict:
    """Tell the language of a text; in doubt no verdict, since a wrong refusal loses a report."""
    piece = sample(text)
    words = [word.lower() for word in _WORD.findall(piece)]
    letters = [character for word in words for character in word if character.isalpha()]
    if not letters:
        return Verdict(None, False)
    foreign = sum(c > "\x7f" and "LATIN" not in unicodedata.name(c, "") for c in letters)
    latin = 1 - foreign / len(letters)
    share = function_share(words)
    if latin < 0.5:
        if share * len(words) >= MIN_WORDS:  # English with long quotations in another script
            return Verdict("en", False)
        code, probability = _classifier().classify(piece)
        return Verdict(str(code) if code != "en" and probability >= LIKELY else None, True)
    if len(words) < MIN_WORDS or len(letters) < MIN_LETTERS:
        return Verdict("en" if share >= ENGLISH_SHARE else None, False)
    if share >= ENGLISH_SHARE:
        return Verdict("en", False)
    code, probability = _classifier().classify(piece)
    if code == "en":
        return Verdict("en", False)
    # Long texts without any function word need less certainty; a list of names gets up to 0.6 for some language.
    wanted = LIKELY if share < 0.02 and len(words) >= 20 else SURE
    if code not in ENGLISH_LIKE and share < FOREIGN_SHARE and probability >= wanted:
        return Verdict(str(code), True)
    return Verdict(None, False)


@lru_cache(maxsize=1)
def _classifier() -> Any:
    # An identifier of our own: the one that py3langid shares can be narrowed to some languages by anybody.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""The rules: which rows of tokens are time expressions.

A rule is a regular expression over classes of tokens, written ``<class>`` or ``<one|other>``; words in capitals are
macros. At one place the first rule of the list wins; the whole list is one expression, searched once, left to right.
No repetition is nested in another, so a search takes time linear in the number of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from communique.parse.timex.lexicon import lexicon
from communique.parse.timex.tokens import Tokens

_MACROS: tuple[tuple[str, str], ...] = (
    ("APPROX", "(?:<approx>|<more><than>|<at><least>)"),
    ("NUMBER", "<num|num4>(?:<dash>?<numword>)?(?:<and><a>?<half>)?"),
    ("QTY", "APPROX{0,2}(?:<a>?<vague><of>?|NUMBER|<half><a>?|<a><half>|<a>)"),
    ("UNIT", "<unit|units>"),
    ("ERA", "(?:<era_before|era_after>)"),
    ("WEEKDAY", "(?:<weekday|weekdayabbr>(?:<stop>|<part>)?<comma>?)?"),
    ("MODS", "(?:<the>?<very>?<end><portion>?<of><the>?|<the>?<very>?<early>(?:<portion>?<of>|<in>|<dash>)?<the>?)"),
    ("MON", "<month|monthabbr>"),
    ("REL", "<this|that|last|next|past|previous|following|coming|same>"),
    ("YEARREF", "<of>?<the>?REL<same>?<u_Y>"),
    ("MD", "WEEKDAY(?:MON<the>?<day|ordnum>(?!<pct>))"),
    ("DM", "WEEKDAY(?:<the>?<day|ordnum><of>?MON)"),
    ("CLOCK", "(?:<clockpm>|(?:<year|num4>(?=<zone>))|<clock><ampm>?|<hour><ampm>)"),
    ("ZONE", "(?:<local><time>|<zone>(?:<time>)?|<open>(?:<local><time>|<zone>)(?:<x>?<num>)?<close>)"),
    ("RANGE", "(?:<to>|<dash>|<and>)"),
)
_RULES: tuple[tuple[str, str], ...] = (
    ("date.iso", "<isodate>"),
    ("week.iso", "<isoweek>"),
    ("date.numeric", "WEEKDAY<numdate>"),
    ("date.nineeleven", "<nineeleven>"),
    ("quarter.code", "<quarterdate>(?:<of>?<year>)?|<year><quarterdate>"),
    ("time.clock_day", "(?:CLOCK|<noon>)ZONE?<comma>?<on>?(?:<weekday><part>?|<deictic>)"),
    ("time.clock", "CLOCK ZONE?"),
    (
        "time.part_date",
        "(?:<early><in>?)?(?:<the>|<weekday>)?<early>?<part><units>?(?:<of>|<on>)<the>?(?:MD|DM)(?:<comma>?<of>?<year>)?",
    ),
    ("time.weekday_part", "(?:<early><dash>?<on>?)?(?:<last|next|this>)?<weekday><part>(?!<comma>?MON)"),
    ("date.range_dm", "<the>?<day|ordnum>RANGE<the>?<day|ordnum><of>?MON(?:<comma>?<of>?<year>|YEARREF)?"),
    (
        "date.range_md",
        "MON<the>?<day|ordnum>(?:<to>|<dash>)<the>?<day|ordnum>(?!<unit|units>|MON|<pct>)(?:<comma>?<year>|YEARREF)?",
    ),
    (
        "date.range_md",
        "MON<day|ordnum><and><day|ordnum>(?!<o>|<unit|units>|MON|<pct>|<num>)(?:<comma>?<year>|YEARREF)?",
    ),
    ("date.full", "(?:MD|DM)<comma>?<of>?<year>ERA?"),
    ("date.day_yearref", "(?:MD|DM)<comma>?YEARREF"),
    ("date.day", "(?:MD|DM)"),
    ("date.half", "<the>?<ord|last|end|early><half><of>(?:<the>?<year>|<the>?REL?<same>?<u_Y>)"),
    ("date.month_year", "MODS?MON<comma>?<of>?(?:<year>ERA?|<num>ERA)"),
    ("date.month_yearref", "MODS?MON<comma>?YEARREF"),
    ("date.month_rel", "MODS?<the>?REL<same>?<month>"),
    ("date.month", "MODS?<month>"),
    ("season.year", "MODS?<the>?<season><of>?<the>?(?:<year>ERA?|<num>ERA)"),
    ("season.yearref", "MODS?<the>?<season>YEARREF"),
    ("season.rel", "MODS?<the>?REL<same>?<season>"),
    ("season.bare", "MODS?<the>?<season>"),
    ("fiscal.year", "<the>?<fiscal>(?:<u_Y>)?<year>"),
    ("year.range_era", "(?:MODS)?<year|num>RANGE<year|num>ERA"),
    ("year.era", "MODS?<year|num|num4>ERA|<era_after><year>"),
    ("year.range_short", "<year><dash>(?:<two>|<day>)(?!<dash|month|monthabbr|unit|units|pct>)"),
    ("year.plain", "MODS?(?:<the>?<u_Y|us_Y>)?<year>(?!<pct>)"),
    ("year.short", "<apoyear>"),
    ("decade", "<the><early>?<decadeshort>"),
    ("decade", "MODS?<the>?<early>?<dash>?<decade>ERA?"),
    ("century", "MODS?<the>?<early>?<dash>?(?:<numword><dash>)?<ord>(?:<and><ord>)?<dash>?<u_CE|us_CE>ERA?"),
    ("weekday.week", "<weekday><of>?<the>?REL<u_W>"),
    ("set.weekday", "<every><other>?<weekday>(?:<part>)?|<weekdays>"),
    ("weekday.rel", "REL<same>?<weekday>"),
    ("weekday", "(?:<early><dash>?<on>?)?<weekday>"),
    ("deictic.offset", "<the>?<u_D><before|after><deictic>"),
    ("deictic", "(?:<earlier|early><dash>?)?<deictic><part>?"),
    ("time.this_part", "(?:<earlier|early>)?<this|last><part>"),
    ("time.rel_part", "<the>?(?:<next|following|previous|same|that>)<same>?<part>"),
    (
        "quarter",
        "<the>?<ord|last|next|this|previous|past|same><same>?<fiscal>?<dash>?<u_Q>(?:(?:<of>|<comma>)?<the>?<fiscal>?(?:<year>|REL<u_Y>))?",
    ),
    (
        "span.counted",
        "<the>?<this>?<past|last|next|following|previous|coming|ord|recent|intervening>(?:NUMBER|<a>?<vague>|<half>)<full>?<dash>?UNIT(?:<of><the>?(?:MON)?<year>|<of>MON)?",
    ),
    ("span.counted", "<the>?<num><previous|following|past|next|last|coming><units>"),
    ("span.open", "<the>?<past|last|next|following|previous|coming|recent|intervening><full>?<units>"),
    ("span.past", "<the><past><unit>"),
    (
        "unit.part",
        "<the>?<ord|last|next|following><full>?<u_D|u_W|u_WE><of><the>?(?:MON(?:<comma>?<of>?<year>)?|<year>|YEARREF)",
    ),
    ("unit.part", "<the><last><num><us_D|us_W><of><the>?MON(?:<comma>?<of>?<year>)?"),
    ("unit.rel", "(?:<earlier|early>(?:<in>)?|MODS)?<the>?REL<same>?<fiscal>?<unit>"),
    ("unit.end", "(?:MODS|<earlier><in><the>)<unit>|<u_M|u_Y|u_W>(?:<poss><end>|<dash><end>)"),
    ("weekend", "<the><u_WE>"),
    ("offset", "QTY<full>?UNIT(?:<ago|earlier|before|after>|<from><reference>)"),
    ("offset.long", "<a>?<long><time>?<ago>"),
    ("offset.bare", "<units><ago|earlier|before>"),
    ("unit.second", "<the><u_D|u_W|u_M|u_Y><before><last>|<the><u_D|u_W|u_M|u_Y><after><next>"),
    ("offset.day", "<the>?<u_D|u_W|u_M|u_Y><before|after|following>(?!<the|o|cap|that|a|poss|this|his>)"),
    ("age", "NUMBER<dash>?UNIT<dash>?<old>|NUMBER<units><of><age>"),
    ("set.every", "<every><other>?NUMBER?(?:<unit|units|part|season|month>)"),
    ("set.per", "<per><unit>|<once><a><unit>"),
    ("set.often", "<often>"),
    ("duration", "QTY<dash>?<full>{0,2}<dash>?UNIT(?:<dash>?<long>)?"),
    ("duration.bare", "<units>(?:<dash><long>)?|<unit><dash><long>"),
    ("ref.now", "<right>?<reference>(?!<after|that>)|<at><the>?<present>|<these><us_D>|<present><dash>?<u_D>"),
    ("ref.past", "<the><past>"),
    ("ref.future", "<the>?<near>?<future>"),
    ("time.part", "<the>?<part>"),
    ("day.ordinal", "<the><ordnum>"),
)
_PLACE = re.compile(r"<([a-z_A-Z0-9|]+)>")


def _compile(pattern: str) -> str:
    for _ in range(4):  # macros hold macros, at most four deep
        for name, body in _MACROS:
            pattern = re.sub(rf"(?<![A-Za-z_]){name}(?![A-Za-z_])", lambda _, b=body: f"(?:{b})", pattern)  # type: ignore[misc]
    chars = lexicon().chars

    def place(m: re.Match[str]) -> str:
        return "[" + "".join(chars[cls] for cls in m.group(1).split("|") if cls in chars) + "]"

    return _PLACE.sub(place, pattern.replace(" ", ""))


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    parts = [f"(?P<r{i}>{_compile(pattern)})" for i, (_, pattern) in enumerate(_RULES)]
    return re.compile("|".join(parts)), tuple(name for name, _ in _RULES)


def matches(tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """Rule name, first token and end token (exclusive) of every match, from left to right."""
    pattern, names = _grammar()
    for m in pattern.finditer(tokens.chars):
        group = m.lastgroup
        if group is not None and m.end() > m.start():
            yield names[int(group[1:])], m.start(), m.end()

"""What matching knows of a person and of an opening: plain values, and nothing else.

Whatever is not a field here can't enter a score. Nationality, status, sex, age and name are not.
"""

from dataclasses import dataclass
from datetime import date

LEVELS = ("none", "little", "good", "fluent")  # how well a language is known, in order


@dataclass(frozen=True)
class HeldTrade:
    code: str  # of reference.trades
    months: int  # of experience


@dataclass(frozen=True)
class Seeker:
    """A person who looks for something.

    `skills`: codes of the catalogue; own words, folded. `languages`: code -> (spoken, written) as
    places in LEVELS. `place`: her city in her own words, folded, where it has no code.
    `route`: as her counsellor recorded it ("now", "weeks", "counsellor"); `ready_on`: the first day
    she can begin, from her own word and her counsellor's. `taken`: openings that she has applied
    to, said no to, or that the team took from her list.
    """

    id: int
    consents: bool = False
    active: bool = True  # profile complete and not paused
    trades: tuple[HeldTrade, ...] = ()
    wish_trades: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    languages: tuple[tuple[str, int, int], ...] = ()
    city: str = ""
    place: str = ""
    travel: str = "city"
    other_cities: frozenset[str] = frozenset()
    ready_on: date | None = None
    hours: frozenset[str] = frozenset()  # empty: all day
    hours_per_week: int | None = None
    wants: frozenset[str] = frozenset()  # kinds; empty: any
    has_cv: bool = True
    route: str = "counsellor"
    taken: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Vacancy:
    """An opening that people can be suggested for.

    `languages`: (code, least level as a place in LEVELS). `wanted`: candidates its employer asked
    for; `room`: how many more may still be introduced (0: none). `starts_on`: None for as soon as
    possible.
    """

    id: int
    kind: str
    trade: str = ""
    skills: tuple[str, ...] = ()  # required: codes, or own words folded
    skills_wished: tuple[str, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    city: str = ""
    place: str = ""
    remote: bool = False
    no_cv: bool = True
    starts_on: date | None = None
    hours_per_week: int | None = None
    wanted: int = 3
    room: int = 3
    open: bool = True

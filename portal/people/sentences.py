"""A profile put into words: what its codes say in the language of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.people import rules
from portal.people.labels import BANDS, HOURS, LEARNED_SHOWN, LEVELS, PER_WEEK
from portal.people.models import Person, PersonLanguage, PersonTrade
from portal.people.states import Level
from portal.reference import languages, trades


@dataclass(frozen=True)
class TradeLine:
    """`name`: of the catalogue, in the reader's language, or ""; `words`: the person's own."""

    name: str
    words: str
    learned: str
    months: int
    experience: str

    @property
    def title(self) -> str:
        return self.name or self.words


@dataclass(frozen=True)
class LanguageLine:
    """How well a language is spoken and written, in words; `said`: both on one line."""

    name: str
    spoken: str
    written: str
    said: str


def trade_line(trade: PersonTrade, tongue: str) -> TradeLine:
    return TradeLine(
        name=trades.name(trade.trade, tongue) if trade.trade else "",
        words=trade.words,
        learned=str(LEARNED_SHOWN[trade.learned]),
        months=trade.months,
        experience=str(BANDS[rules.band_of(trade.months)]),
    )


def language_lines(known: Iterable[PersonLanguage], tongue: str) -> tuple[LanguageLine, ...]:
    """These languages, those spoken best first."""
    best = list(reversed(LEVELS))
    rows = sorted(known, key=lambda row: (best.index(row.spoken), row.language))
    return tuple(
        LanguageLine(
            languages.name(row.language, tongue) or row.language,
            str(LEVELS[row.spoken]),
            str(LEVELS[row.written]),
            spoken_and_written(row.spoken, row.written),
        )
        for row in rows
    )


def hours_words(person: Person) -> tuple[str, ...]:
    return tuple(str(HOURS[code]) for code in HOURS if code in person.hours)


def per_week_words(person: Person) -> str:
    return str(PER_WEEK.get(str(person.hours_per_week), "")) if person.hours_per_week else ""


def spoken_and_written(spoken: str, written: str) -> str:
    """`spoken: very well · written: a little`; what is not at all is not said."""
    levels = {code: small(str(label)) for code, label in LEVELS.items() if code != Level.NONE}
    said = _("spoken: %(level)s", level=levels[spoken]) if spoken in levels else ""
    read = _("written: %(level)s", level=levels[written]) if written in levels else ""
    return " · ".join(filter(None, (said, read)))


def small(text: str) -> str:
    """`text` as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def together(parts: Iterable[object], tongue: str) -> str:
    """`One, two, three`: only the first keeps its capital."""
    first, *others = map(str, parts)
    return ("، " if tongue == "ar" else ", ").join([first, *map(small, others)])

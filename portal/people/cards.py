"""What an employer may see of a person, and nothing more: a card made of plain words.

The only way from a person to an employer's page. A new field here is shown to all employers:
never a family name, a phone, an age, a sex, a photo, a nationality, another application.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.clock import local, now
from portal.people import rules
from portal.people.labels import LEARNED_SHOWN
from portal.people.models import Person
from portal.people.sentences import (
    LanguageLine,
    TradeLine,
    hours_words,
    language_lines,
    per_week_words,
    trade_line,
)
from portal.people.states import WorkRoute
from portal.reference import cities, trades
from portal.web.locale import language as page_language


@dataclass(frozen=True)
class SkillLine:
    name: str
    learned: str


@dataclass(frozen=True)
class Card:
    """`name` is a first name or a pseudonym; `starts` says when, never why."""

    name: str
    trades: tuple[TradeLine, ...]
    skills: tuple[SkillLine, ...]
    languages: tuple[LanguageLine, ...]
    hours: tuple[str, ...]  # empty: all day
    per_week: str  # "" where it does not matter
    city: str
    starts: str


def card(person: Person, language: str = "") -> Card:
    """The card of a person who was fetched with portal.people.queries.card_parts().

    `language`: of the reader; that of the page where none is given. The words of a card are those
    of the language that Babel speaks now: under force_locale(), give the same one.
    """
    tongue = language or page_language()
    return Card(
        name=person.name,
        trades=tuple(trade_line(trade, tongue) for trade in person.trades),
        skills=tuple(
            SkillLine(
                trades.skill_name(one.skill, tongue) or one.words, str(LEARNED_SHOWN[one.learned])
            )
            for one in person.skills
        ),
        languages=language_lines(person.languages, tongue),
        hours=hours_words(person),
        per_week=per_week_words(person),
        city=cities.name_of(person.city_code, tongue) or person.city,
        starts=starts(person),
    )


def starts(person: Person) -> str:
    """When she can begin, as her counsellor recorded it and as she said herself."""
    weeks = weeks_to_start(person)
    if weeks is None:
        return _("Start to be agreed with us")
    if not weeks:
        return _("Can start now")
    return ngettext("Can start in about %(num)s week", "Can start in about %(num)s weeks", weeks)


def weeks_to_start(person: Person) -> int | None:
    """In how many weeks she can begin; None where that is to be agreed with us."""
    file = person.file
    if file is None or file.work_route == WorkRoute.COUNSELLOR:
        return None
    if file.work_route == WorkRoute.WEEKS and not file.weeks:
        return None
    free = rules.weeks_until(person.free_from, local(now()).date())
    return max(free, file.weeks if file.work_route == WorkRoute.WEEKS else 0)

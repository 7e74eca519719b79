"""What an employer is shown of an applicant: plain values, never the rows themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from portal.applications import rules
from portal.applications.models import Application
from portal.applications.states import Answer
from portal.core.clock import local, now
from portal.core.folding import fold
from portal.opportunities.labels import LEVELS
from portal.opportunities.models import Opportunity
from portal.people import cards
from portal.people.cards import Card
from portal.people.models import Person
from portal.people.states import Level
from portal.reference import languages, trades


@dataclass(frozen=True)
class Applicant:
    """One application as its employer sees it."""

    token: str
    card: Card
    sentence: str
    state: str
    since: datetime  # introduced
    days: int  # without a word of the employer
    opening: str  # token
    title: str
    answers: tuple[Answer, ...]  # that may be given now
    answer: str  # that was given
    line: str  # the employer's own words
    line_held: bool
    meeting_at: datetime | None
    meeting_where: str
    skills: str  # that were missing
    may_be_asked: bool  # for a number
    asked: "Asked"


@dataclass(frozen=True)
class Asked:
    """What the opening asks for that stands on the card, and what does not. By name alone: nothing
    here says how well, or who else answered."""

    there: tuple[str, ...] = ()
    not_there: tuple[str, ...] = ()


def applicant(application: Application, language: str) -> Applicant:
    """Not inside a transaction: the names of trades are read from files at first."""
    return Applicant(
        token=application.token,
        card=cards.card(application.person, language),
        sentence=application.sentence,
        state=application.state,
        since=application.introduced_at or application.created_at,
        days=rules.waiting_days(application.heard_at, now()),
        opening=application.opportunity.token,
        title=application.opportunity.title,
        answers=tuple(rules.answers_from(application.state)),
        answer=application.answer,
        line=application.answer_line,
        line_held=application.line_held,
        meeting_at=application.meeting_at,
        meeting_where=application.meeting_where,
        skills=application.reason_detail,
        may_be_asked=application.state in rules.ASKED_FOR_A_NUMBER,
        asked=_asked(application.person, application.opportunity, language),
    )


def _asked(person: Person, opening: Opportunity, language: str) -> Asked:
    """Skills, languages and the first day that the opening names, against the card."""
    lines = [*_skills(person, opening, language), *_languages(person, opening, language)]
    weeks = cards.weeks_to_start(person)
    if opening.starts_on and weeks is not None:
        ready = local(now()).date() + timedelta(weeks=weeks)
        lines.append((_("the first day"), ready <= opening.starts_on))
    there = tuple(words for words, is_there in lines if is_there)
    return Asked(there, tuple(words for words, is_there in lines if not is_there))


def _skills(person: Person, opening: Opportunity, language: str) -> Iterator[tuple[str, bool]]:
    hers = {one.skill or fold(one.words) for one in person.skills}
    for asked in dict.fromkeys((*opening.skills, *opening.skills_wished)):
        name = trades.skill_name(asked, language)
        yield name or asked, (asked if name else fold(asked)) in hers


def _languages(person: Person, opening: Opportunity, language: str) -> Iterator[tuple[str, bool]]:
    levels = list(Level)
    spoken = {one.language: levels.index(Level(one.spoken)) for one in person.languages}
    for asked in opening.languages:
        code, level = asked["language"], Level(asked["level"])
        name = languages.name(code, language) or code
        words = f"{name} ({LEVELS[level]})"
        yield words, spoken.get(code, 0) >= levels.index(level)

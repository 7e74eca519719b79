"""What an employer is shown of an applicant: plain values, never the rows themselves."""

from dataclasses import dataclass
from datetime import datetime

from portal.applications import rules
from portal.applications.models import Application
from portal.applications.states import Answer
from portal.core.clock import now
from portal.people import cards
from portal.people.cards import Card


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
    )

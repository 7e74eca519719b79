"""An employer answers with one tap; the team looks at what it wrote itself, if need be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.applications import messages, rules
from portal.applications.models import Application
from portal.applications.operations import moving, telling
from portal.applications.states import Answer, By
from portal.core import audit
from portal.core.clock import now
from portal.core.errors import Refused
from portal.opportunities.rules import detector

LONGEST_AHEAD = timedelta(days=180)


@dataclass(frozen=True)
class Said:
    """An answer: the canned text, and what goes with it."""

    answer: Answer
    line: str = ""  # the employer's own words
    meeting_at: datetime | None = None
    where: str = ""
    skills: str = ""  # that were missing


def answer(application: Application, said: Said) -> None:
    """Write down what the employer says, and tell the person that there is an answer.

    Raises Refused: answer_impossible, application_gone, meeting_past, meeting_far.
    """
    moving.lock(application)
    _must_be_to_come(said)
    meaning = rules.ANSWERS[said.answer]
    moving.move(application, meaning.state, By.EMPLOYER, what="answered")
    moving.clear(application)
    application.answer = said.answer
    application.reason = meaning.reason
    application.reason_shown = bool(meaning.reason)
    application.reason_detail = said.skills
    application.meeting_at, application.meeting_where = said.meeting_at, said.where
    _write_line(application, said.line)
    moving.word_came(application)
    if said.meeting_at:
        telling.tell_person(application, messages.INTERVIEW, starts_at=said.meeting_at)
    else:
        telling.tell_person(application, messages.ANSWER)


def let_line_through(application: Application) -> None:
    """The team has looked: the person may read the employer's own words."""
    moving.lock(application)
    if application.line_held:
        application.line_held = False
        audit.record("applications.line.let_through", f"application:{application.id}")
        telling.tell_person(application, messages.ANSWER)


def drop_line(application: Application) -> None:
    """The team has looked: these words reach nobody."""
    moving.lock(application)
    if application.line_held:
        application.answer_line, application.line_held = "", False
        audit.record("applications.line.dropped", f"application:{application.id}")


def _must_be_to_come(said: Said) -> None:
    if said.meeting_at is None:
        return
    if said.meeting_at <= now():
        raise Refused("meeting_past", "meeting_at")
    if said.meeting_at > now() + LONGEST_AHEAD:
        raise Refused("meeting_far", "meeting_at")


def _write_line(application: Application, line: str) -> None:
    """Money, links, papers: what a lure is made of waits until the team has looked."""
    application.answer_line = line
    application.line_flags = detector.codes(detector.found_in({"line": line}))
    application.line_held = bool(application.line_flags)

"""The kinds of message that applications send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from portal.applications.models import Application
from portal.applications.states import OPEN, ApplicationState
from portal.core.db import db
from portal.employers.models import Membership, Organisation
from portal.employers.states import MemberState, Verification
from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity

# To those who speak for an employer: one an hour for each opening, however many people apply.
NEW = "application_new"
REMINDER = "application_reminder"
# To the person. What is said stands behind the link: a lock screen is read by others.
ANSWER = "application_answer"
INTERVIEW = "application_interview"
CLOSED = "application_closed"

KINDS = (
    Kind(NEW, Purpose.WORK, (), Urgency.NOTICE),
    Kind(REMINDER, Purpose.WORK, (), Urgency.NOTICE),
    Kind(ANSWER, Purpose.WORK),
    Kind(INTERVIEW, Purpose.WORK, ("when", "time")),
    Kind(CLOSED, Purpose.WORK, (), Urgency.NOTICE),
)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    applications = _by_id(Application, copies, "application")
    members = _by_id(Membership, copies, "membership")
    waiting = _waiting({int(copy.facts.get("opening", 0)) for copy in copies})
    found: dict[int, str] = {}
    for copy in copies:
        if copy.kind in (NEW, REMINDER):
            code = _of_member(copy, members.get(_number(copy)), waiting)
        else:
            code = _of_person(copy, applications.get(_number(copy)))
        if code:
            found[copy.id] = code
    return found


def _of_member(copy: Message, member: Membership | None, waiting: dict[int, set[str]]) -> str:
    if member is None or member.state != MemberState.ACTIVE:
        return "reason_gone"
    states = waiting.get(int(copy.facts.get("opening", 0)), set())
    wanted = {ApplicationState.NEW} if copy.kind == NEW else set(OPEN)
    return "" if states & wanted else "application_gone"


def _of_person(copy: Message, application: Application | None) -> str:
    if application is None or application.state == ApplicationState.WITHDRAWN:
        return "application_gone"
    if copy.kind == CLOSED and application.state in OPEN:
        return "reason_gone"  # it goes on after all
    if copy.kind != INTERVIEW:
        return ""
    when = application.meeting_at
    still = application.state == ApplicationState.INTERVIEW and when is not None
    return "" if still and when and copy.facts.get("starts_at") == when.isoformat() else "moved"


def _waiting(openings: set[int]) -> dict[int, set[str]]:
    """The states of the applications that a verified employer can answer, by opening."""
    mine = select(Application.opportunity_id, Application.state).distinct()
    mine = mine.join(Application.opportunity).join(Opportunity.organisation)
    shown: list[ColumnElement[bool]] = [
        Application.opportunity_id.in_(openings - {0}),
        Application.state.in_(OPEN),
        Application.introduced_at.is_not(None),
        Organisation.state == Verification.VERIFIED,
    ]
    found: dict[int, set[str]] = {}
    for opening, state in db.session.execute(mine.where(*shown)):
        found.setdefault(opening, set()).add(state)
    return found


def _by_id(model: Any, copies: Sequence[Message], word: str) -> dict[int, Any]:
    ids = {_number(copy) for copy in copies if copy.cause.startswith(f"{word}:")}
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(ids)))}


def _number(copy: Message) -> int:
    number = copy.cause.partition(":")[2]
    return int(number) if number.isdigit() else 0

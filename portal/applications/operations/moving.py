"""One step of an application's story: the state, the turn, the audit line."""

from sqlalchemy import select

from portal.applications import rules
from portal.applications.models import Application, Turn
from portal.applications.states import ApplicationState as State
from portal.applications.states import By
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused


def lock(application: Application) -> Application:
    """The row as it is now, and nobody else changes it before we have done."""
    wanted = select(Application.id).where(Application.id == application.id)
    db.session.execute(wanted.with_for_update())
    db.session.refresh(application)
    return application


def move(application: Application, state: str, by: By, *, what: str) -> None:
    """Bring a locked application to `state`.

    Raises Refused: answer_impossible, application_gone.
    """
    if not rules.may_move(by, application.state, state):
        gone = application.state == State.WITHDRAWN
        raise Refused("application_gone") if gone else Refused("answer_impossible")
    at = now()
    application.state = state
    application.changed_at = at
    db.session.add(Turn(application_id=application.id, state=state, by=by, at=at))
    audit.record(f"applications.application.{what}", f"application:{application.id}", state)


def word_came(application: Application) -> None:
    """Someone answered: the days without a word begin again."""
    application.heard_at = rules.heard_at(now(), application.meeting_at)
    application.reminded, application.alerted_at = 0, None


def clear(application: Application) -> None:
    """What belonged to the state before."""
    application.reason, application.reason_shown, application.reason_detail = "", False, ""
    application.answer, application.answer_line = "", ""
    application.line_flags, application.line_held = [], False
    application.meeting_at, application.meeting_where = None, ""

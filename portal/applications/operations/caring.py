"""What staff do about an application: move it, note a next step."""

from dataclasses import dataclass
from datetime import date

from portal.applications import messages
from portal.applications.models import Application
from portal.applications.operations import moving, sharing, telling
from portal.applications.states import OPEN, ApplicationState, By
from portal.core import audit
from portal.core.clock import now


@dataclass(frozen=True)
class Move:
    """Where staff bring an application, and why. `shown`: may the person read why?"""

    state: ApplicationState
    reason: str = ""
    shown: bool = False
    detail: str = ""


def move(application: Application, wanted: Move) -> None:
    """Bring an application to another state, as the employer or the person said.

    Raises Refused: answer_impossible.
    """
    moving.lock(application)
    moving.move(application, wanted.state, By.STAFF, what="moved")
    moving.clear(application)
    if wanted.state not in OPEN:
        application.reason, application.reason_detail = wanted.reason, wanted.detail
        application.reason_shown = wanted.shown
    moving.word_came(application)
    if wanted.state == ApplicationState.WITHDRAWN:
        sharing.end(application)
        telling.take_back(application)
    else:
        telling.tell_person(application, messages.ANSWER)


def note_step(application: Application, words: str, on: date | None) -> None:
    """What comes next, as the counsellor and the person agreed; the person reads it."""
    moving.lock(application)
    application.next_step, application.next_step_on = words, on
    application.changed_at = now()
    audit.record("applications.step.noted", f"application:{application.id}")

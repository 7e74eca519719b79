"""No application dies in silence: remind, tell the counsellor, close with a kind word.

Each step takes some rows, changes them, and says how many: what is done once is not done again,
and whoever is stopped half-way carries on with the rest.
"""

from portal.applications import messages, queries, rules
from portal.applications.models import Application
from portal.applications.operations import moving, sharing, telling
from portal.applications.queries import due
from portal.applications.states import ApplicationState, By, Reason
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.employers import rules as employers
from portal.employers.models import Organisation

Days = tuple[int, int, int, int]


def close_silent(days: Days) -> int:
    """Nobody answered until the last day: close, say it kindly, show what else there is."""
    found = due.silent(rules.due(now(), days))
    for application in found:
        _end(application, ApplicationState.UNANSWERED, Reason.SILENCE)
    return len(found)


def alert(days: Days) -> int:
    """The counsellor sees these at the top of her list."""
    found = due.to_alert(rules.due(now(), days))
    for application in found:
        application.alerted_at = now()
        audit.record("applications.application.alerted", f"application:{application.id}")
    return len(found)


def remind(days: Days) -> int:
    """Ask the employers who have not answered. Late by weeks, it is still one message."""
    since = rules.due(now(), days)
    found = due.to_remind(since)
    for application in found:
        application.reminded = 2 if application.heard_at <= since.again else 1
    telling.tell_members(found, messages.REMINDER)
    return len(found)


def end_with_opening() -> int:
    """The opening has ended, or its employer was banned: nobody waits for it any longer."""
    found = due.without_opening()
    for application in found:
        ended = application.opportunity.state
        reason = rules.ENDED_WITH.get(ended, Reason.OFFER_WITHDRAWN)
        _end(application, ApplicationState.CANCELLED, reason)
    return len(found)


def introduce() -> int:
    """Who waits in a queue meets the employer, first come first, as far as there is room."""
    count = 0
    for firm_id in due.firms_with_a_queue():
        firm = db.session.get_one(Organisation, firm_id, with_for_update=True)
        met = queries.met_this_month(firm.id, now())
        room = employers.introductions_left(firm.max_introductions, met)
        found = due.queued(firm.id, min(room, due.BATCH))
        for application in found:
            application.introduced_at = application.heard_at = now()
            application.alerted_at = None
            audit.record("applications.application.introduced", f"application:{application.id}")
        telling.tell_members(found, messages.NEW)
        count += len(found)
    return count


def _end(application: Application, state: ApplicationState, reason: Reason) -> None:
    moving.move(application, state, By.PORTAL, what="closed")
    application.reason, application.reason_shown = reason, True
    sharing.end(application)
    telling.take_back(application)
    telling.tell_person(application, messages.CLOSED)

"""The person answers: yes, later, no to a suggestion; may the portal look for openings at all?

Where `staff` is given, that member of the team writes it down for her, and she is present.
"""

from datetime import timedelta

from sqlalchemy import select, update

from portal.accounts.models import Staff
from portal.applications.models import Application
from portal.applications.operations import applying
from portal.applications.queries import mine as applications
from portal.core import audit
from portal.core.clock import local, now
from portal.core.db import db, in_turn, insert_new, written
from portal.core.errors import Refused
from portal.matching.models import MatchingConsent, Suggestion
from portal.matching.queries import mine, offers
from portal.matching.states import OPEN, NoReason, SuggestionState, Withdrawn
from portal.notifications.operations import posting
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState
from portal.people.models import Person
from portal.people.operations import acting

CONSENT_VERSION = "2026-11"  # of the words that are read (labels.CONSENT)
LONGEST_WORDS = 200
ASKED_AGAIN = timedelta(days=7)  # after she said "later"
SUGGESTIONS = "suggestions"  # what was done for her, beside the steps of her profile


def consent(person: Person, *, given: bool, language: str, staff: Staff | None = None) -> None:
    """“The portal may look for openings for me”, or not, or not any more.

    Taken back: what stands in her list is withdrawn, and no message about it leaves.
    """
    said = {
        "given": given,
        "version": CONSENT_VERSION,
        "language": language,
        "given_to": staff.id if staff else None,
        "at": now(),
    }
    new = insert_new(MatchingConsent, person_id=person.id, **said)
    hers = select(MatchingConsent).where(MatchingConsent.person_id == person.id).with_for_update()
    found = db.session.scalars(hers.execution_options(populate_existing=True)).one()
    if not new and (found.given, found.version) == (given, CONSENT_VERSION):
        return
    for name, value in said.items():
        setattr(found, name, value)
    db.session.flush()
    if not given:
        _stop(person)
    if staff:
        acting.note(
            person,
            SUGGESTIONS,
            staff,
            present=True,
            consent=CONSENT_VERSION if given else "",
            language=language,
        )
    what = "matching.consent.given" if given else "matching.consent.refused"
    audit.record(what, f"person:{person.id}")


def yes(
    suggestion: Suggestion, *, sentence: str = "", staff: Staff | None = None
) -> Application | None:
    """She applies; the employer may see her card. None where the yes comes too late: the opening
    is closed, or has as many candidates as its employer asked for. The suggestion says which.

    Raises Refused: suggestion_said; and profile_missing_steps, profile_paused (of applying).
    """
    opening = _opening_in_turn(suggestion.opportunity_id)
    asked = _all_locked(opening)
    db.session.refresh(suggestion)
    there = mine.application_of(suggestion)
    if there is not None and suggestion.state in (*OPEN, SuggestionState.YES):
        return _said_yes(suggestion, there, staff)
    if suggestion.state == SuggestionState.WITHDRAWN:
        return None
    if suggestion.state == SuggestionState.NO:
        raise Refused("suggestion_said")
    late, room = _too_late(opening)
    if late:
        _end(suggestion, late)
        return None
    made = applying.apply(
        suggestion.person, opening, sentence=sentence, made_by=staff.id if staff else None
    )
    _said_yes(suggestion, made, staff)
    if room == 1:  # the others are not asked any more
        for one in asked:
            if one.id != suggestion.id:
                _end(one, Withdrawn.ENOUGH)
    return made


def later(suggestion: Suggestion, *, staff: Staff | None = None) -> None:
    """She wants to think about it: it is offered again ASKED_AGAIN from today.

    Raises Refused: suggestion_said.
    """
    _lock(suggestion)
    if suggestion.state == SuggestionState.WITHDRAWN:
        return
    if suggestion.state not in OPEN:
        raise Refused("suggestion_said")
    suggestion.state = SuggestionState.LATER
    suggestion.later_until = local(now() + ASKED_AGAIN).date()
    _answered(suggestion, staff)


def no(
    suggestion: Suggestion, reason: NoReason, *, words: str = "", staff: Staff | None = None
) -> None:
    """She does not want it. It is never suggested to her again, unless she puts it back.

    Raises Refused: suggestion_said.
    """
    _lock(suggestion)
    if suggestion.state in (SuggestionState.WITHDRAWN, SuggestionState.NO):
        return
    if suggestion.state == SuggestionState.YES:
        raise Refused("suggestion_said")
    suggestion.state, suggestion.reason = SuggestionState.NO, reason
    suggestion.words, suggestion.later_until = words, None
    _answered(suggestion, staff)


def put_back(suggestion: Suggestion) -> None:
    """What she said no or later to is in her list again, as if nobody had answered.

    Where the opening has ended meanwhile, or has enough candidates, it is withdrawn.
    """
    opening = _opening_in_turn(suggestion.opportunity_id)
    _lock(suggestion)
    if not mine.can_be_put_back(suggestion):
        return
    suggestion.state, suggestion.reason = SuggestionState.PROPOSED, ""
    suggestion.words, suggestion.later_until, suggestion.answered_at = "", None, None
    audit.record("matching.suggestion.put_back", _subject(suggestion))
    late, _ = _too_late(opening)
    if late:
        _end(suggestion, late)


def _opening_in_turn(opportunity_id: int) -> Opportunity:
    """Those who answer for one opening do it one after another: they count its room. Whoever
    closes it at this moment waits for us, or we for them."""
    in_turn(f"matching:{opportunity_id}")
    wanted = select(Opportunity).where(Opportunity.id == opportunity_id)
    locked = wanted.with_for_update(read=True, of=Opportunity)
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()


def _lock(suggestion: Suggestion) -> None:
    """The row as it is now, and nobody else changes it before we have done."""
    wanted = select(Suggestion.id).where(Suggestion.id == suggestion.id)
    db.session.execute(wanted.with_for_update())
    db.session.refresh(suggestion)


def _all_locked(opening: Opportunity) -> list[Suggestion]:
    """The suggestions of this opening that nobody has answered yet, in the order in which whoever
    changes some of them locks them."""
    open_ones = (Suggestion.opportunity_id == opening.id) & Suggestion.state.in_(OPEN)
    wanted = select(Suggestion).where(open_ones).order_by(Suggestion.id)
    locked = wanted.with_for_update(of=Suggestion).execution_options(populate_existing=True)
    return list(db.session.scalars(locked))


def _too_late(opening: Opportunity) -> tuple[Withdrawn | None, int]:
    """Why nobody more can be introduced, if so; and the room that is left."""
    if not applications.is_open(opening, now()):
        filled = opening.state == OpportunityState.FILLED
        return (Withdrawn.FILLED if filled else Withdrawn.CLOSED), 0
    (vacancy,) = offers.vacancies([opening.id])
    return (None if vacancy.room else Withdrawn.ENOUGH), vacancy.room


def _said_yes(suggestion: Suggestion, made: Application, staff: Staff | None) -> Application:
    if suggestion.state != SuggestionState.YES:
        suggestion.state, suggestion.later_until = SuggestionState.YES, None
        _answered(suggestion, staff)
    return made


def _answered(suggestion: Suggestion, staff: Staff | None) -> None:
    suggestion.answered_at = now()
    db.session.flush()
    if staff:
        acting.note(suggestion.person, SUGGESTIONS, staff, present=True)
    audit.record("matching.suggestion.answered", _subject(suggestion), suggestion.state)


def _end(suggestion: Suggestion, why: Withdrawn) -> None:
    suggestion.state, suggestion.reason = SuggestionState.WITHDRAWN, why
    suggestion.later_until, suggestion.ended_at = None, now()
    db.session.flush()
    audit.record("matching.suggestion.withdrawn", _subject(suggestion), why)


def _stop(person: Person) -> None:
    hers = (Suggestion.person_id == person.id) & Suggestion.state.in_(OPEN)
    ended = {"state": SuggestionState.WITHDRAWN, "reason": Withdrawn.PERSON, "ended_at": now()}
    written(update(Suggestion).where(hers).values(later_until=None, **ended))
    posting.cancel(f"person:{person.id}")


def _subject(suggestion: Suggestion) -> str:
    return f"suggestion:{suggestion.id}"

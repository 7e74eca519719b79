"""Make a person nameless: at her own wish at once, or when nobody needs her record any more."""

from sqlalchemy import delete, select, update

from portal.accounts.models import Account, DoorVisit
from portal.accounts.operations import tidying
from portal.accounts.states import AccountState
from portal.agreements.models import Agreement, Signature
from portal.agreements.states import AgreementState
from portal.applications.models import Application, Disclosure, Turn
from portal.applications.states import OPEN, ApplicationState, By
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.employers.operations import members
from portal.matching.models import MatchingConsent, PersonMatch, Suggestion, SuggestionChange
from portal.notifications.operations import links, posting
from portal.people.models import ActedFor, NumberAsk, Person, PersonMerge
from portal.people.states import PersonState
from portal.privacy.models import Tombstone
from portal.startups.operations import members as page_members


def erase_account(account: Account) -> None:
    """Close an account for ever: its keys, its sessions, the person behind it.

    What stays: nameless rows that are counted, and signed agreements for as long as the table of
    retention says.
    """
    db.session.refresh(account, with_for_update=True)
    if account.state == AccountState.ERASED:
        return
    for person in db.session.scalars(select(Person).where(Person.account_id == account.id)):
        erase_person(person)
    tidying.forget_person(account.id)
    if account.phone_index is not None:
        visits = delete(DoorVisit).where(DoorVisit.phone_index == account.phone_index)
        db.session.execute(visits)
    members.forget(account.id)
    page_members.forget(account.id)
    posting.cancel(f"account:{account.id}", "account_erased")
    db.session.add(Tombstone(what=f"account:{account.id}", phone_index=account.phone_index))
    account.state, account.name = AccountState.ERASED, ""
    account.phone = account.phone_index = account.email = account.pin_hash = None
    account.channels, account.language, account.number = [], "fr", f"erased-{account.id}"
    audit.record("privacy.account.erased", f"account:{account.id}")


def erase_person(person: Person) -> None:
    """Empty everything that a person's record says of her."""
    if person.state == PersonState.ERASED:
        return
    _close_applications(person)
    if person.cv_token:
        links.forget(f"cv/{person.cv_token}/")
    person.trades, person.skills, person.languages, person.file = [], [], [], None
    person.name = person.name_folded = person.city = person.city_code = person.wishes = ""
    person.hub, person.travel, person.family_name, person.cv_token = "", "", None, None
    person.free_from = None
    person.hours_per_week, person.complete_at = None, None
    for empty in ("other_cities", "hours", "wants", "cv_hidden", "steps"):
        setattr(person, empty, [])
    hers = select(Suggestion.id).where(Suggestion.person_id == person.id)
    db.session.execute(delete(SuggestionChange).where(SuggestionChange.suggestion_id.in_(hers)))
    for row in (ActedFor, NumberAsk, Suggestion, MatchingConsent, PersonMatch):
        db.session.execute(delete(row).where(row.person_id == person.id))
    person.state = PersonState.ERASED
    merges = (PersonMerge.kept_id == person.id) | (PersonMerge.dropped_id == person.id)
    db.session.execute(update(PersonMerge).where(merges).values(before=None))
    dropped = select(Person).where(Person.merged_into_id == person.id)
    for other in db.session.scalars(dropped).all():
        erase_person(other)
    posting.cancel(f"person:{person.id}", "account_erased")
    audit.record("privacy.person.erased", f"person:{person.id}")


def _close_applications(person: Person) -> None:
    """Open ones are withdrawn, what employers could read goes, unsigned agreements end."""
    at = now()
    for mine in db.session.scalars(select(Application).where(Application.person_id == person.id)):
        if mine.state in OPEN:
            mine.state, mine.changed_at = ApplicationState.WITHDRAWN, at
            db.session.add(Turn(application_id=mine.id, state=mine.state, by=By.PERSON))
        mine.sentence = mine.answer_line = mine.reason_detail = mine.next_step = ""
        db.session.execute(delete(Disclosure).where(Disclosure.application_id == mine.id))
        posting.cancel(f"application:{mine.id}", "account_erased")
        _close_agreements(mine.id)


def _close_agreements(application_id: int) -> None:
    undecided = (AgreementState.DRAFT, AgreementState.TO_SIGN)
    wanted = select(Agreement).where(Agreement.application_id == application_id)
    for agreement in db.session.scalars(wanted):
        if agreement.state not in undecided:
            continue
        agreement.state, agreement.person_name, agreement.changed_at = "cancelled", None, now()
        mine = (Signature.agreement_id == agreement.id) & (Signature.party == "person")
        db.session.execute(update(Signature).where(mine).values(name=None, address=None))
        posting.cancel(f"agreement:{agreement.id}", "account_erased")

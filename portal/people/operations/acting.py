"""Staff act for a person. Each time it is noted who typed, where, and whether she was there."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import Account, Staff
from portal.accounts.operations import changing, opening
from portal.accounts.states import AccountState
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.people.models import ActedFor, NumberAsk, Person, PersonFile
from portal.people.queries.keys import WAITS
from portal.people.states import MadeHow
from portal.reference import cities

ACCOUNT = "account"  # what was done for her, beside the steps of her profile
CONSENT_VERSION = "2026-11"  # of the words that are read aloud (labels.CONSENT)


@dataclass(frozen=True)
class Newcomer:
    """Someone for whom a counsellor opens an account. `language`: of her pages and messages."""

    name: str
    language: str
    phone: str | None
    city: str
    hub: str
    present: bool
    consent_language: str  # in which the words were read to her


def open_for(newcomer: Newcomer, staff: Staff) -> Person:
    """An account and the beginning of a profile. The person is told, where she can be reached.

    Raises Refused("number_full", "phone").
    """
    account = opening.open_for(
        newcomer.name,
        language=newcomer.language,
        phone=newcomer.phone,
        staff_id=staff.id,
        present=newcomer.present,
    )
    person = Person(
        account_id=account.id,
        name=newcomer.name,
        name_folded=fold(newcomer.name),
        city=newcomer.city,
        city_code=cities.code_of(newcomer.city),
        hub=newcomer.hub,
        made_how=MadeHow.COUNSELLOR,
        made_by=staff.id,
        file=PersonFile(counsellor_id=staff.id),
    )
    db.session.add(person)
    db.session.flush()
    note(
        person,
        ACCOUNT,
        staff,
        present=newcomer.present,
        consent=CONSENT_VERSION,
        language=newcomer.consent_language,
    )
    audit.record("people.person.opened", f"person:{person.id}")
    return person


def note(
    person: Person,
    what: str,
    staff: Staff,
    *,
    present: bool,
    consent: str = "",
    language: str = "",
) -> None:
    """Write down that staff typed this for her; she reads it beside her profile."""
    line = ActedFor(
        person_id=person.id,
        what=what,
        by=staff.id,
        hub=staff.hub,
        present=present,
        consent=consent,
        language=language,
    )
    db.session.add(line)
    db.session.flush()
    audit.record(
        "people.profile.filled_for", f"person:{person.id}", f"{what},{_where(present=present)}"
    )


def reopen(account: Account) -> None:
    """She said that the account is not hers, and then, to a counsellor, that it is.

    Raises Refused("account_not_contested").
    """
    locked = select(Account).where(Account.id == account.id).with_for_update()
    fresh = db.session.scalars(locked.execution_options(populate_existing=True)).one()
    if fresh.state != AccountState.CONTESTED:
        raise Refused("account_not_contested")
    changing.reopen(fresh)


def ask_number(person: Person, phone: str, *, staff_id: int) -> NumberAsk:
    """A counsellor asks for a new number (E.164); a second member of staff has to say yes.

    Raises Refused("person_without_account").
    """
    if person.account_id is None:
        raise Refused("person_without_account")
    ask = NumberAsk(person_id=person.id, phone=phone, by=staff_id)
    db.session.add(ask)
    db.session.flush()
    audit.record("people.number.asked", f"person:{person.id}")
    return ask


def answer_number(ask: NumberAsk, *, yes: bool, staff_id: int) -> None:
    """The second member of staff decides; the number is then forgotten here.

    Raises Refused: number_ask_gone, second_needed (by the account), number_full. Who asked may
    take it back, not say yes.
    """
    locked = select(NumberAsk).where(NumberAsk.id == ask.id).with_for_update()
    fresh = db.session.scalars(locked.execution_options(populate_existing=True)).one()
    account = fresh.person.account
    if fresh.answered_at or fresh.phone is None or fresh.at + WAITS < now() or account is None:
        raise Refused("number_ask_gone")
    if yes:
        changing.vouch_number(account, fresh.phone, staff_id=fresh.by, second_staff=staff_id)
    else:
        audit.record("people.number.refused", f"person:{fresh.person_id}")
    fresh.answered_by, fresh.answered_at, fresh.phone = staff_id, now(), None


def _where(*, present: bool) -> str:
    return "present" if present else "absent"

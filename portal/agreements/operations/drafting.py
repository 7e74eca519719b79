"""Write an agreement, change it, send it to be signed, take it back."""

from dataclasses import asdict, dataclass
from datetime import date

from portal.agreements import queries
from portal.agreements.models import Agreement, Signature
from portal.agreements.operations import numbering, telling
from portal.agreements.rules import turns, wording
from portal.agreements.states import AgreementKind, AgreementState, Party
from portal.applications.models import Application
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused

FROM_THE_FIRST = (Party.PERSON, Party.EMPLOYER, Party.PROGRAMME)


@dataclass(frozen=True)
class School:
    """A school that signs: its name, who signs for it, and a number (E.164) or an e-mail."""

    name: str
    signer: str
    address: str


@dataclass(frozen=True)
class Words:
    """What the writer of an agreement decides."""

    kind: str
    starts_on: date
    ends_on: date
    hours_per_week: int
    activities: str
    tutor_name: str
    tutor_role: str = ""
    title: str = ""
    hours: str = ""
    address: str = ""
    goal: str = "discover"
    skills: str = ""
    protection: str = ""
    insurance: str = ""
    allowance: int = 0
    benefits: str = ""
    terms: str = ""


@dataclass(frozen=True)
class Writer:
    """Who writes: a member of staff or an account."""

    staff_id: int | None = None
    account_id: int | None = None


def draft(
    application: Application,
    words: Words,
    school: School | None,
    *,
    programme: str,
    by: Writer,
    renews: Agreement | None = None,
) -> Agreement:
    """A draft for this application, whose row is locked. Raises Refused."""
    if queries.live_of(application.id, but=renews.id if renews else None):
        raise Refused("agreement_exists")
    if renews is not None and renews.state not in turns.RENEWABLE:
        raise Refused("agreement_not_signed")
    _judge(words, school)
    made = Agreement(
        number=numbering.next_number(),
        application_id=application.id,
        renews_id=renews.id if renews else None,
        person_name=renews.person_name if renews else None,
        programme=programme,
        made_by_staff=by.staff_id,
        made_by_account=by.account_id,
        signatures=[Signature(party=party) for party in FROM_THE_FIRST],
        evaluations=[],
        version=1,
        **asdict(words),
    )
    made.application = application
    _name_parties(made)
    db.session.add(made)
    _seat_school(made, school)
    db.session.flush()
    audit.record("agreements.agreement.drafted", f"agreement:{made.id}")
    return made


def change(agreement: Agreement, words: Words, school: School | None) -> None:
    """Other words: a new version, for which nobody has signed yet.

    Raises Refused: agreement_fixed for one that every party has signed or that was stopped.
    """
    if agreement.state not in turns.CHANGEABLE:
        raise Refused("agreement_fixed")
    _judge(words, school)
    facts = asdict(words)
    fields = [name for name in facts if getattr(agreement, name) != facts[name]]
    for name in fields:
        setattr(agreement, name, facts[name])
    if _seat_school(agreement, school):
        fields.append("school")
    if not fields:
        return
    agreement.changed_at = now()
    db.session.flush()
    audit.record("agreements.agreement.changed", f"agreement:{agreement.id}", ",".join(fields))
    if agreement.state == AgreementState.TO_SIGN:
        _new_version(agreement)


def send(agreement: Agreement, *, by: Writer) -> None:
    """From now on every party reads it and may sign."""
    _turn(agreement, AgreementState.TO_SIGN)
    if agreement.application.person.account_id is None:
        raise Refused("person_without_account")
    _name_parties(agreement)
    agreement.sent_at = now()
    agreement.text = wording.canonical(queries.terms(agreement))
    db.session.flush()
    audit.record("agreements.agreement.sent", f"agreement:{agreement.id}")
    telling.to_sign(agreement, but=by.account_id)


def cancel(agreement: Agreement) -> None:
    """It will not go ahead. The parties are told, if they had it to read."""
    known = agreement.state == AgreementState.TO_SIGN
    _turn(agreement, AgreementState.CANCELLED)
    for signature in agreement.signatures:
        forget_code(signature)
    db.session.flush()
    audit.record("agreements.agreement.cancelled", f"agreement:{agreement.id}")
    if known:
        telling.stopped(agreement)


def forget_code(signature: Signature) -> None:
    """What was sent opens nothing any more."""
    signature.code_hash, signature.code_ends_at, signature.tries = None, None, 0


def _judge(words: Words, school: School | None) -> None:
    if words.ends_on < words.starts_on:
        raise Refused("agreement_ends_early", "ends_on")
    if (words.ends_on - words.starts_on).days > turns.LONGEST_DAYS:
        raise Refused("agreement_long", "ends_on")
    if words.kind == AgreementKind.SCHOOL and school is None:
        raise Refused("school_missing", "school_name")


def _name_parties(agreement: Agreement) -> None:
    """The names that stand today; the opening may have been the reason, but people read a title."""
    person, opening = agreement.application.person, agreement.application.opportunity
    firm = opening.organisation
    agreement.called, agreement.hub = person.name, person.hub
    agreement.employer_name = firm.name if firm else ""
    agreement.employer_ice = (firm.ice or "") if firm else ""
    agreement.title = agreement.title or opening.title


def _seat_school(agreement: Agreement, school: School | None) -> bool:
    """Give the school its seat, or take it away; was anything else than before?

    A new address gets a new link: the old one was sent to somebody else.
    """
    seat = queries.signature(agreement, Party.SCHOOL)
    before = (seat.role, seat.name, seat.address) if seat else None
    after = (school.name, school.signer, school.address) if school else None
    if before == after:
        return False
    if seat is not None:
        agreement.signatures.remove(seat)
        db.session.flush()
    if school is not None:
        fresh = Signature(party=Party.SCHOOL, role=school.name)
        fresh.name, fresh.address = school.signer, school.address
        agreement.signatures.append(fresh)
    return True


def _new_version(agreement: Agreement) -> None:
    signers = [s for s in agreement.signatures if s.signed_at is not None]
    agreement.version += 1
    agreement.text = wording.canonical(queries.terms(agreement))
    told = [(s.party, s.account_id) for s in signers]
    for signature in agreement.signatures:
        forget_code(signature)
        signature.signed_at = signature.text_hash = None
        signature.account_id = signature.staff_id = None
    db.session.flush()
    telling.changed(agreement, dict(told))


def _turn(agreement: Agreement, to: str) -> None:
    if not turns.may_become(agreement.state, to):
        raise Refused("agreement_moved_on")
    agreement.state, agreement.changed_at = to, now()

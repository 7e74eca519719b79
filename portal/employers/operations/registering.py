"""Register an organisation, keep its facts right, sign the charter."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.sealed import phone_index
from portal.employers import rules
from portal.employers.models import Membership, Organisation
from portal.employers.operations.holding import hold
from portal.employers.states import MemberRole, MemberState, Verification
from portal.reference import cities

CHECKED = ("name", "ice")  # once verified, staff look at a change of these


@dataclass(frozen=True)
class Facts:
    """What an organisation says of itself."""

    name: str
    form: str
    ice: str | None
    city: str
    sector: str
    contact_mode: str
    contact_name: str = ""
    contact_phone: str | None = None  # E.164
    contact_email: str | None = None
    address: str = ""
    max_introductions: int = rules.USUAL_INTRODUCTIONS


def subject(organisation: Organisation) -> str:
    """How the history calls an organisation."""
    return f"organisation:{organisation.id}"


def register(facts: Facts, owner: Account, *, signs: bool = False) -> Organisation:
    """Register an organisation that `owner` speaks for. Staff will check it."""
    db.session.get(Account, owner.id, with_for_update=True)
    mine = (Membership.account_id == owner.id) & (Membership.state == MemberState.ACTIVE)
    if (db.session.scalar(select(func.count()).where(mine)) or 0) >= rules.MOST_ORGANISATIONS:
        raise Refused("organisations_many")
    made = _add(facts)
    db.session.add(Membership(organisation_id=made.id, account_id=owner.id, role=MemberRole.OWNER))
    audit.record("employers.organisation.registered", subject(made))
    if signs:
        sign(made, owner)
    db.session.flush()
    return made


def register_for(facts: Facts, *, staff_id: int) -> Organisation:
    """Staff register an organisation after a call or a visit; its members are invited later."""
    made = _add(facts)
    made.made_by_staff = staff_id
    audit.record("employers.organisation.registered_for", subject(made))
    db.session.flush()
    return made


def change(organisation: Organisation, facts: Facts, *, by_staff: bool = False) -> None:
    """Change the facts. A verified name or ICE stays until staff agree to the new one."""
    held = hold(organisation.id)
    if held.state == Verification.BANNED and not by_staff:
        raise Refused("employer_stopped")
    waits = held.verified_at is not None and not by_staff
    before = _told(held)
    said = {name: getattr(facts, name) for name in before}
    changed = [name for name in said if said[name] != before[name]]
    wished = {name: said[name] for name in CHECKED if name in changed} if waits else {}
    new = bool(wished) and wished != held.wanted
    if waits:
        held.wanted = wished or None
    for name in changed:
        if name not in wished:
            setattr(held, name, said[name])
    _index(held)
    held.version += 1
    if changed:
        audit.record("employers.organisation.changed", subject(held), ",".join(changed))
    if new:
        audit.record("employers.organisation.change_wanted", subject(held), ",".join(wished))


def take_wanted(held: Organisation) -> None:
    """The name or the ICE that a member asked for holds from now on."""
    for name, value in (held.wanted or {}).items():
        setattr(held, name, value)
    held.wanted = None
    _index(held)


def sign(organisation: Organisation, member: Account) -> None:
    """Sign the charter as it reads today. Signing twice changes nothing."""
    held = hold(organisation.id)
    if rules.has_signed(held):
        return
    held.csr_version, held.csr_signed_at = rules.CHARTER_VERSION, now()
    held.csr_signed_by = member.id
    audit.record("employers.charter.signed", subject(held))


def withdraw(organisation: Organisation) -> None:
    """Stand by the charter no longer."""
    held = hold(organisation.id)
    if not held.csr_version:
        return
    held.csr_version, held.csr_signed_at, held.csr_signed_by = "", None, None
    audit.record("employers.charter.withdrawn", subject(held))


def _add(facts: Facts) -> Organisation:
    made = Organisation(**vars(facts))
    _index(made)
    db.session.add(made)
    db.session.flush()
    return made


def _told(organisation: Organisation) -> dict[str, object]:
    return {name: getattr(organisation, name) for name in Facts.__dataclass_fields__}


def _index(organisation: Organisation) -> None:
    """Fill the columns by which an organisation is found."""
    one, city = organisation, cities.code_of(organisation.city)
    one.name_folded, one.city_code = rules.bare_name(one.name), city
    its_names = " ".join(cities.name_of(city, code) for code in ("fr", "ar", "en", "es"))
    one.search_text = rules.search_text(one.name, one.city, its_names, one.ice)
    one.contact_phone_index = phone_index(one.contact_phone) if one.contact_phone else None

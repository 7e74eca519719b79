"""Accounts, people, employers, openings and applications, with only what a test cares about."""

from datetime import timedelta
from itertools import count

from portal.accounts.guards import cookie_name
from portal.accounts.models import Account
from portal.accounts.operations import sessions
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.folding import fold
from portal.core.sealed import phone_index
from portal.employers.models import Membership, Organisation
from portal.employers.states import ContactMode, MemberRole, Verification
from portal.matching.models import MatchingConsent, Suggestion
from portal.matching.rules.weights import VERSION, WEIGHTS
from portal.opportunities.models import Opportunity
from portal.opportunities.states import Kind, OpportunityState
from portal.people.models import Person, PersonFile, PersonLanguage, PersonSkill, PersonTrade
from portal.people.states import Hours, Step

_numbers = count(1)


def _add(row):
    with transaction():
        db.session.add(row)
    return row


def phone(number: int | None = None) -> str:
    """A Moroccan mobile number that nobody has."""
    return f"+2126000{number if number is not None else next(_numbers):05d}"


def account(**other) -> Account:
    """Someone with a phone and no PIN yet (choosing one is slow: tests of the door do it)."""
    made = {"name": "Aminata", "language": "fr", "phone": phone()} | other
    if made["phone"]:
        made.setdefault("phone_index", phone_index(made["phone"]))
        made.setdefault("phone_since", now())
    return _add(Account(**made))


def enter(client, owner: Account) -> None:
    """The browser `client` is signed in, without the way through the door."""
    with transaction():
        token = sessions.open_for(db.session.get_one(Account, owner.id))
    with client.application.test_request_context():
        name = cookie_name("me")
    client.set_cookie(name, token)


def person(**other) -> Person:
    """Someone whose profile is complete: a cook in Rabat who speaks French well."""
    owner = other.pop("account", None) or account(name=other.get("name", "Aminata"))
    facts = {
        "account_id": owner.id,
        "name": owner.name,
        "name_folded": fold(owner.name),
        "city": "Rabat",
        "city_code": "rabat",
        "hub": "Rabat",
        "travel": "city",
        "hours": [Hours.MORNINGS, Hours.AFTERNOONS],
        "wants": [Kind.INTERNSHIP, Kind.FIXED_TERM],
        "steps": [str(step) for step in Step],
        "complete_at": now(),
        "trades": [PersonTrade(words="cuisine", trade="cook", learned="informal_job", months=24)],
        "skills": [PersonSkill(skill="", words="tajine", learned="self_taught")],
        "languages": [PersonLanguage(language="fr", spoken="good", written="little")],
        "file": PersonFile(),
    }
    return _add(Person(**facts | other))


def organisation(**other) -> Organisation:
    """A verified employer in Salé."""
    facts = {
        "name": "Atelier Nour",
        "name_folded": "atelier nour",
        "search_text": "atelier nour sale",
        "form": "sarl",
        "city": "Salé",
        "city_code": "sale",
        "sector": "sewing",
        "contact_mode": ContactMode.PHONE,
        "contact_phone": phone(),
        "state": Verification.VERIFIED,
    }
    return _add(Organisation(**facts | other))


def member(firm: Organisation | None = None, **other) -> Membership:
    """Someone who speaks for an organisation."""
    firm = firm or organisation()
    owner = other.pop("account", None) or account(name="Salma")
    facts = {"organisation_id": firm.id, "account_id": owner.id, "role": MemberRole.OWNER}
    return _add(Membership(**facts | other))


def opportunity(firm: Organisation | None = None, **other) -> Opportunity:
    """An opening that everyone sees."""
    firm = firm or organisation()
    facts = {
        "slug": f"couturiere-{next(_numbers)}",
        "organisation_id": firm.id,
        "kind": Kind.INTERNSHIP,
        "title": "Couturière",
        "language": "fr",
        "trade_words": "couturière",
        "sector": "sewing",
        "about": "Deux mois à l'atelier, puis peut-être un emploi.",
        "city": "Salé",
        "city_code": "sale",
        "places": 2,
        "weeks": 8,
        "pay_from": 1800,
        "search_text": "couturiere couture atelier nour sale",
        "state": OpportunityState.OPEN,
        "published_at": now(),
        "confirmed_at": now(),
        "expires_at": now() + timedelta(days=30),
    }
    return _add(Opportunity(**facts | other))


def application(who: Person | None = None, opening: Opportunity | None = None, **other):
    """A person has applied."""
    who, opening = who or person(), opening or opportunity()
    return _add(Application(person_id=who.id, opportunity_id=opening.id, **other))


def agreed_to_matching(who: Person, **other) -> MatchingConsent:
    """The person said: look for openings for me."""
    facts = {"person_id": who.id, "given": True, "version": "1", "language": "fr"}
    return _add(MatchingConsent(**facts | other))


def suggestion(who: Person | None = None, opening: Opportunity | None = None, **other):
    """An opening stands in a person's list."""
    who, opening = who or person(), opening or opportunity()
    facts = {
        "person_id": who.id,
        "opportunity_id": opening.id,
        "score": 0.72,
        "parts": {str(part): 0.72 for part in WEIGHTS},
        "version": VERSION,
    }
    return _add(Suggestion(**facts | other))

"""Builders of start-ups, their products, photos and members."""

from itertools import count

from portal.accounts.models import Account
from portal.core.clock import now
from portal.core.folding import fold
from portal.core.sealed import phone_index
from portal.startups.models import (
    CallRequest,
    Startup,
    StartupMember,
    StartupPhoto,
    StartupProduct,
)
from portal.startups.states import Faces, LegalForm, MemberRole, PhotoState, StartupState, Step
from tests.factories import people
from tests.factories.people import _add

_numbers = count(1)
WEEK = {
    day: [["09:00", "13:00"], ["15:00", "19:00"]] for day in ("mon", "tue", "wed", "thu", "fri")
}


def startup(**other) -> Startup:
    """A sewing cooperative in Salé whose page everyone sees. `products`, `photos`: its rows."""
    name = other.get("name", "Atelier Baobab")
    number = people.phone()
    facts = {
        "slug": f"atelier-baobab-{next(_numbers)}",
        "name": name,
        "name_folded": fold(name),
        "form": LegalForm.COOPERATIVE,
        "trade_words": "couture",
        "sector": "sewing",
        "line": {"fr": "Robes et sacs en wax, cousus à Salé"},
        "about": {"fr": "Nous sommes cinq couturières."},
        "area": {"fr": "Rabat, Salé, Témara"},
        "city": "Salé",
        "city_code": "sale",
        "address": "12, rue des Tisserands",
        "phone": number,
        "phone_index": phone_index(number),
        "whatsapp": number,
        "hours": dict(WEEK),
        "hours_at": now(),
        "hub": "Rabat",
        "steps": [str(step) for step in Step],
        "state": StartupState.SHOWN,
        "published_at": now(),
    }
    return _add(Startup(**facts | other))


def product(**other) -> StartupProduct:
    """A bag for 120 dirhams. With `startup_id` it is added to a page; else: for `products=[…]`."""
    made = StartupProduct(**{"name": {"fr": "Sac en wax"}, "price_from": 12_000, **other})
    return _add(made) if "startup_id" in other else made


def photo(**other) -> StartupPhoto:
    """A photo that the team took; its files are not there. For `photos=[…]` or a `startup_id`."""
    facts = {
        "alt": {"fr": "Un sac bleu"},
        "width": 960,
        "height": 720,
        "files": {
            f"{w}.{kind}": w * 20 for w in (320, 640, 960) for kind in ("avif", "webp", "jpg")
        },
        "digest": f"digest-{next(_numbers)}",
        "faces": Faces.NOBODY,
        "state": PhotoState.TAKEN,
    }
    made = StartupPhoto(**{**facts, **other})
    return _add(made) if "startup_id" in other else made


def member(of: Startup | None = None, account: Account | None = None, **other) -> StartupMember:
    """Someone with an account who keeps the page of a start-up."""
    of = of or startup()
    owner = account or people.account(name="Mariam")
    facts = {"startup_id": of.id, "account_id": owner.id, "role": MemberRole.MANAGER}
    return _add(StartupMember(**facts | other))


def call_request(of: Startup, **other) -> CallRequest:
    """A reader who left her number."""
    number = people.phone()
    facts = {"startup_id": of.id, "name": "Zineb", "phone": number, "language": "fr"}
    return _add(CallRequest(**{**facts, "phone_index": phone_index(number), **other}))

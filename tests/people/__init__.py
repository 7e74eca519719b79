"""What tests do as a person: fill the registration form, sign in at the desk."""

import re
from html import unescape

import pyotp
from flask_babel import gettext

from portal.accounts.operations import staff_keys
from portal.accounts.permissions import Role
from portal.core.db import transaction

PASSWORD = "correct horse battery"


def token_in(html: str, action: str = "") -> str:
    """The form token of the first form on a page, or of the form with this action."""
    start = html.index(f'action="{action}"') if action else 0
    return re.search(r'name="form_token" value="([^"]+)"', html[start:]).group(1)


def answers(session, /, **other) -> dict:
    """A registration form that is filled in well."""
    good = {
        "name": "Aminata Diallo",
        "phone": "06 61 23 45 67",
        "session": [session.id],
        "interest": ["job"],
        "trade": "couture",
        "city": "Rabat",
        "language": "fr",
        "consent": "y",
    }
    return good | other


def send_registration(client, event, session, /, lang="fr", **other):
    """Fetch the event's page as a person does and send its form."""
    page = client.get(f"/{lang}/events/{event.slug}/")
    form = answers(session, **other) | {"form_token": token_in(page.text)}
    return client.post(f"/{lang}/events/{event.slug}/register", data=form)


def make_staff(role=Role.COORDINATOR, email="staff@example.org", hub=""):
    hashed = staff_keys.hash_password(PASSWORD)
    with transaction():
        return staff_keys.add_staff(email, role, password_hash=hashed, hub=hub)


def sign_in(client, staff):
    """Through the door, as staff do. Returns the answer."""
    page = client.get("/fr/desk/sign-in")
    form = {
        "form_token": token_in(page.text),
        "email": staff.email,
        "password": PASSWORD,
        "otp": pyotp.TOTP(staff.totp_secret).now(),
    }
    return client.post("/fr/desk/sign-in", data=form)


def words(html: str) -> str:
    """What a person reads on a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def spoken(app, sentence, lang="fr") -> str:
    """A sentence of the code, or of a domain's labels, as `words` reads it on a page."""
    with app.test_request_context(f"/{lang}/"):
        app.preprocess_request()
        said = gettext(sentence) if isinstance(sentence, str) else str(sentence)
        return " ".join(said.split())  # French has no-break spaces before its marks

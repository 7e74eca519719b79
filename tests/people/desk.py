"""What tests do as a counsellor: sign in at a hub, open pages, press buttons."""

from portal.accounts.operations import staff_keys
from portal.accounts.permissions import Role
from portal.core.db import transaction
from tests.people import PASSWORD, sign_in, token_in

PEOPLE = "/fr/desk/people/"


def staff(role=Role.COUNSELLOR, hub="Rabat", email="counsellor@example.org"):
    hashed = staff_keys.hash_password(PASSWORD)
    with transaction():
        return staff_keys.add_staff(email, role, password_hash=hashed, hub=hub)


def counsellor(client, **other):
    """Signed in, of Rabat unless said otherwise."""
    made = staff(**other)
    assert sign_in(client, made).status_code == 303
    return made


def press(client, page, action, **form):
    """Send the form with this action that stands on a page."""
    html = client.get(page).text
    return client.post(action, data={"form_token": token_in(html, action)} | form)


def here(person) -> str:
    return f"{PEOPLE}{person.token}/"


def newcomer(**other) -> dict:
    """The form of a new account, filled in well."""
    usual = {
        "name": "Awa Sow",
        "phone": "06 61 23 45 67",
        "language": "ar",
        "city": "Salé",
        "hub": "Rabat",
        "present": "y",
        "consent": "y",
        "consent_language": "other",
    }
    return usual | other

"""The way through the person's door, as a browser goes it."""

from contextvars import Context

from portal.accounts.models import Account
from portal.accounts.operations import pins
from portal.core.db import db, transaction
from portal.core.sealed import phone_index
from portal.notifications.models import Message
from tests.factories.people import account
from tests.people import token_in

PIN = "482915"
PHONE = "+212612345678"
TYPED = "06 12 34 56 78"


def someone(pin=PIN, **other) -> Account:
    """An account with a PIN, as if its owner had chosen it at the door."""
    other.setdefault("phone", PHONE)
    return account(pin_hash=pins.hashed(pin), **other)


def send(client, page: str, to: str = "", /, **form):
    """Open `page` and send its form (the one whose action is `to`)."""
    shown = client.get(page)
    assert shown.status_code == 200, (page, shown.status_code, shown.location)
    token = token_in(shown.text, to or page.partition("?")[0])
    return client.post(to or page.partition("?")[0], data={"form_token": token, **form})


def ask(client, phone=TYPED, lang="fr", then=""):
    """Type a number on the first page."""
    page = f"/{lang}/me/sign-in"
    query = f"?then={then}" if then else ""
    shown = client.get(page + query)
    form = {"form_token": token_in(shown.text, page), "phone": phone, "then": then}
    return client.post(page, data=form)


def letters(kind="door_code") -> list[Message]:
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(Message).filter_by(kind=kind).order_by(Message.id).all()


def last_code() -> str:
    """The code in the newest message."""
    return letters()[-1].facts["otp"]


def pass_code(client, phone=TYPED, lang="fr"):
    """Number and code: the browser stands before the page of the PIN."""
    ask(client, phone, lang)
    answer = send(client, f"/{lang}/me/sign-in/code", code=last_code())
    assert answer.location == f"/{lang}/me/sign-in/pin", answer.text
    return answer


def give_pin(client, pin=PIN, lang="fr", **form):
    return send(client, f"/{lang}/me/sign-in/pin", pin=pin, **form)


def come_in(client, pin=PIN, phone=TYPED, **form):
    """All the way, on a phone that is not known."""
    pass_code(client, phone)
    return give_pin(client, pin, **form)


def first_time(client, name="Mariam", pin=PIN, **form):
    """The first visit, from the page of the PIN on."""
    page = "/fr/me/sign-in/pin"
    whole = {"name": name, "language": "fr", "new_pin": pin, "new_pin_again": pin, "keep": "y"}
    return send(client, page, "/fr/me/sign-in/first", **(whole | form))


def browser(app):
    """Another browser, with nothing in it."""
    client = app.test_client()
    ask_plainly = client.open

    def fresh(*args, **kwargs):
        db.session.rollback()
        return Context().run(ask_plainly, *args, **kwargs)

    client.open = fresh
    return client


def is_in(client, lang="fr") -> bool:
    """Does this browser stand in someone's space?"""
    return client.get(f"/{lang}/me/keys/").status_code == 200


def fresh(row):
    """The row as it is now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(type(row), row.id)


def set_to(row, **values):
    with transaction():
        kept = db.session.get(type(row), row.id)
        for name, value in values.items():
            setattr(kept, name, value)


def on(phone=PHONE) -> list[Account]:
    db.session.rollback()
    return db.session.query(Account).filter_by(phone_index=phone_index(phone)).all()

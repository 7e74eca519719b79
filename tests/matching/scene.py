"""What tests of a person's suggestions have in common."""

from types import SimpleNamespace

from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.matching.models import OpeningMatch, Suggestion
from tests.databases import look_again
from tests.factories import people
from tests.people import spoken, token_in, words

HERE = "/me/suggestions/"
SAYING = ("fr", "ar")
LACKS = [
    {"kind": "skill", "code": "cutting-fabric", "words": ""},
    {"kind": "trade", "code": "dressmaker", "words": "none"},
]


def asked(**other) -> SimpleNamespace:
    """Someone who agreed, and one suggestion: a workshop's opening for a dressmaker."""
    who = people.person(hub="Rabat")
    people.agreed_to_matching(who)
    firm = people.organisation()
    opening = people.opportunity(firm, trade="dressmaker", skills=["cutting-fabric"])
    made = people.suggestion(who, opening, **{"missing": LACKS} | other)
    return SimpleNamespace(person=who, firm=firm, opening=opening, suggestion=made)


def wants(opening, number) -> None:
    """Its employer asked for so many candidates."""
    with transaction():
        db.session.add(OpeningMatch(opportunity_id=opening.id, wanted=number))


def fresh(suggestion) -> Suggestion:
    look_again()
    return db.session.get_one(Suggestion, suggestion.id)


def address(suggestion, way="", lang="fr") -> str:
    return f"/{lang}{HERE}{suggestion.token}/{way}"


def send(client, page, action, /, **typed):
    """Fetch a page and send the form on it that goes to `action`, as a person does."""
    shown = client.get(page)
    assert shown.status_code == 200, shown.headers
    return client.post(action, data={"form_token": token_in(shown.text, action), **typed})


def home(client, lang="fr") -> str:
    answer = client.get(f"/{lang}{HERE}")
    assert answer.status_code == 200
    return answer.text


def change(row, **facts) -> None:
    with transaction():
        for name, value in facts.items():
            setattr(db.session.get_one(type(row), row.id), name, value)


def says(app, sentence, page, lang) -> bool:
    return spoken(app, sentence, lang) in words(page)


def do(deed, suggestion, *args, **kwargs):
    with transaction():
        return deed(db.session.get_one(Suggestion, suggestion.id), *args, **kwargs)


def deeds() -> list[tuple[str, str]]:
    look_again()
    return [(deed.what, deed.fields) for deed in db.session.query(Deed).order_by(Deed.id)]


def ended(suggestion) -> tuple[str, str]:
    one = fresh(suggestion)
    return one.state, one.reason

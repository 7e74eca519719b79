"""A few people who sew and the workshops that look for them."""

from jobs import matching
from portal.core.db import committed, db, transaction
from portal.matching.models import Suggestion
from portal.matching.operations import running
from portal.matching.queries import due
from portal.people.models import PersonTrade
from tests.databases import look_again
from tests.factories import people


def tailor(**other):
    """Someone who sews, in Salé, and agreed to be matched."""
    who = unasked(**other)
    people.agreed_to_matching(who)
    return who


def unasked(**other):
    """Someone who sews, in Salé, and was not asked yet."""
    trade = {"words": "couture", "trade": "tailor", "learned": "informal_job", "months": 24}
    facts = {"city": "Salé", "city_code": "sale", "trades": [PersonTrade(**trade)]}
    return people.person(**facts | other)


def workshop(firm=None, **other):
    """An internship for a tailor in Salé."""
    return people.opportunity(firm, **{"trade": "tailor"} | other)


def standing():
    """(person, opening) -> state, as the tables have it now."""
    look_again()
    return {(s.person_id, s.opportunity_id): str(s.state) for s in db.session.query(Suggestion)}


def suggestion_of(who, opening):
    look_again()
    both = {"person_id": who.id, "opportunity_id": opening.id}
    return db.session.query(Suggestion).filter_by(**both).one_or_none()


def change(row, **facts):
    """Write these columns of a row that another session may have read."""
    with transaction():
        held = db.session.get_one(type(row), row.id)
        for name, value in facts.items():
            setattr(held, name, value)


def ask():
    return committed(lambda: running.ask(None).token)


def whole():
    """A whole run, from the asking to the end."""
    token = ask()
    matching.match_all(token)
    return the_run(token)


def the_run(token):
    look_again()
    return due.run(token)

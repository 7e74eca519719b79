"""A person as others may see her: what is fetched for it, and nothing beside it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal.core.db import db
from portal.people.models import Person, PersonFile
from portal.people.states import PersonState

# All that an employer's card is made of. Asking a person fetched so for more is an error.
OF_A_CARD = (Person.id, Person.token, Person.name, Person.city, Person.city_code, Person.hours)
ALSO = (Person.hours_per_week, Person.free_from, Person.travel)


def card_parts() -> tuple[ORMOption, ...]:
    """Options for a select of people, or of what leads to them, for portal.people.cards.

    `select(Person).options(*card_parts())`, or
    `joinedload(Application.person).options(*card_parts())`.
    """
    work_route = load_only(PersonFile.work_route, PersonFile.weeks, raiseload=True)
    return (
        load_only(*OF_A_CARD, *ALSO, raiseload=True),
        selectinload(Person.trades),
        selectinload(Person.skills),
        selectinload(Person.languages),
        joinedload(Person.file).options(work_route),
    )


def for_card(person_id: int) -> Person | None:
    """One person, with what her card is made of and nothing else."""
    return db.session.scalar(select(Person).where(Person.id == person_id).options(*card_parts()))


def shown_cv(token: str) -> Person | None:
    """Who shows her CV under this link; None as soon as she withdraws it."""
    shown = select(Person).where(
        Person.cv_token == token, Person.state.in_((PersonState.ACTIVE, PersonState.PAUSED))
    )
    parts = (Person.trades, Person.skills, Person.languages)
    return db.session.scalar(shown.options(*map(selectinload, parts), joinedload(Person.account)))

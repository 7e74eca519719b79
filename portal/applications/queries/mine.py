"""What a person asks of her own applications. Nothing here changes a row."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import db
from portal.employers.models import Organisation
from portal.employers.states import Verification
from portal.opportunities.models import Opportunity
from portal.opportunities.states import SHOWN, OpportunityState
from portal.people.models import Person

MOST = 50  # applications on one page
SIMILAR = 3


def opening(slug: str) -> Opportunity | None:
    """An opening that this address names, if people may know of it."""
    wanted = select(Opportunity).options(joinedload(Opportunity.organisation))
    found = db.session.scalar(wanted.where(Opportunity.slug == slug, Opportunity.state.in_(SHOWN)))
    return found if found is not None and is_known(found) else None


def is_known(opening: Opportunity) -> bool:
    """The programme's own, or of an employer that the team has checked."""
    firm = opening.organisation
    return firm is None or firm.state == Verification.VERIFIED


def is_open(opening: Opportunity, at: datetime) -> bool:
    """May people apply?"""
    ended = opening.expires_at is not None and opening.expires_at <= at
    return opening.state == OpportunityState.OPEN and not ended and is_known(opening)


def of_opening(person: Person, slug: str) -> Application | None:
    """The application of a person to this opening, whatever became of either."""
    mine = (
        select(Application)
        .join(Application.opportunity)
        .where(Application.person_id == person.id, Opportunity.slug == slug)
    )
    whole = joinedload(Application.opportunity).joinedload(Opportunity.organisation)
    return db.session.scalar(mine.options(whole))


def all_of(person: Person) -> list[Application]:
    """Her applications, the one that changed last first."""
    mine = select(Application).where(Application.person_id == person.id)
    whole = joinedload(Application.opportunity).joinedload(Opportunity.organisation)
    last = mine.order_by(Application.changed_at.desc(), Application.id.desc()).limit(MOST)
    return list(db.session.scalars(last.options(whole)))


def one(person: Person, token: str) -> Application | None:
    """Her application with this address, with its story."""
    mine = select(Application).where(Application.token == token, Application.person_id == person.id)
    whole = (
        joinedload(Application.opportunity).joinedload(Opportunity.organisation),
        joinedload(Application.person).joinedload(Person.account),
        joinedload(Application.disclosure),
        selectinload(Application.turns),
    )
    return db.session.scalar(mine.options(*whole))


def similar(opening: Opportunity, person: Person | None = None) -> list[Opportunity]:
    """Open openings of the same trade or sector, those of the same city first; not hers yet."""
    at = now()
    known = or_(Opportunity.organisation_id.is_(None), Organisation.state == Verification.VERIFIED)
    alike = [Opportunity.sector == opening.sector] if opening.sector else []
    alike += [Opportunity.trade == opening.trade] if opening.trade else []
    alike += [Opportunity.city_code == opening.city_code] if opening.city_code else []
    wanted = (
        select(Opportunity)
        .outerjoin(Opportunity.organisation)
        .where(
            Opportunity.id != opening.id,
            Opportunity.state == OpportunityState.OPEN,
            or_(Opportunity.expires_at.is_(None), Opportunity.expires_at > at),
            known,
            or_(False, *alike),
        )
    )
    if person is not None:
        hers = select(Application.opportunity_id).where(Application.person_id == person.id)
        wanted = wanted.where(Opportunity.id.not_in(hers))
    order = (
        (Opportunity.trade == opening.trade).desc(),
        (Opportunity.sector == opening.sector).desc(),
        (Opportunity.city_code == opening.city_code).desc(),
        Opportunity.published_at.desc(),
        Opportunity.id.desc(),
    )
    return list(db.session.scalars(wanted.order_by(*order).limit(SIMILAR)))

"""Questions asked of the applications. Nothing here changes a row."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from portal.applications.models import Application, Disclosure
from portal.applications.rules import SHAREABLE, month_of
from portal.applications.states import ApplicationState
from portal.core.db import db
from portal.opportunities.models import Opportunity


def live(at: datetime) -> ColumnElement[bool]:
    """Does a person's consent to be called by this employer hold at `at`?

    Every question that leads to a number or a family name joins this one.
    """
    return and_(
        Disclosure.given_at <= at,
        Disclosure.ends_at > at,
        Disclosure.withdrawn_at.is_(None),
        Application.state.in_(SHAREABLE),
    )


def met_this_month(firm_id: int, at: datetime) -> int:
    """How many people this employer was shown this month; who took it back does not count."""
    mine = select(func.count()).select_from(Application).join(Application.opportunity)
    shown = and_(
        Opportunity.organisation_id == firm_id,
        Application.introduced_at >= month_of(at),
        Application.state != ApplicationState.WITHDRAWN,
    )
    return db.session.scalar(mine.where(shown)) or 0

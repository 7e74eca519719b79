"""What is due: who and what changed since it was matched, runs to carry on. Changes no row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, union_all

from portal.core.clock import now
from portal.core.db import db
from portal.employers.models import Organisation
from portal.matching.models import MatchingConsent, MatchRun, OpeningMatch, PersonMatch
from portal.matching.queries.facts import STANDING
from portal.matching.states import ENDED, RunKind
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState
from portal.people.models import Person, PersonFile, PersonMerge

# An index finds the young changes. Older ones were matched: at the end of each pass, the worker
# writes down until when nothing was left. A transaction may take this long to become visible.
LATE = timedelta(minutes=2)
YOUNG = timedelta(days=2)  # where nothing is written down: the nightly run takes older ones
UPTO = "upto"  # in the figures of the run of what changed


@dataclass(frozen=True)
class Due:
    """Someone, or an opening, to be matched. `mark`: its newest change; `seen`: that of the last
    matching, and with which weights and result."""

    id: int
    mark: datetime
    seen: datetime | None
    excluded_by: str = ""
    version: str = ""


def changes_exist() -> bool:
    """Is somebody or some opening to be matched?"""
    since = _since()
    return any(_due(which(since), 1) for which in (_people, _openings))


def people(most: int) -> list[Due]:
    """Who changed since she was matched, the oldest change first. Only those who were asked: who
    never said whether she agrees is matched with nothing."""
    return _due(_people(_since()), most)


def openings(most: int) -> list[Due]:
    """Openings that changed since they were matched, the oldest change first."""
    return _due(_openings(_since()), most)


def _since() -> datetime:
    last = select(MatchRun.figures).where(MatchRun.kind == RunKind.CHANGES)
    figures = db.session.scalar(last.order_by(MatchRun.id.desc()).limit(1)) or {}
    upto = figures.get(UPTO)
    return datetime.fromisoformat(upto) - LATE if upto else now() - YOUNG


def everyone() -> dict[int, Due]:
    """Each person who was asked, with her newest change: for a whole run."""
    return {one.id: one for one in _read(_people(None))}


def every_opening() -> dict[int, Due]:
    """Each opening that is open or was matched, with its newest change."""
    return {one.id: one for one in _read(_openings(None))}


def _due(found: Select[Any], most: int) -> list[Due]:
    changes = found.subquery()
    again = or_(changes.c.seen.is_(None), changes.c.seen < changes.c.mark)
    return _read(select(changes).where(again).order_by(changes.c.mark, changes.c.id).limit(most))


def _read(found: Select[Any]) -> list[Due]:
    return [
        Due(row.id, row.mark, row.seen, row.excluded_by or "", row.version or "")
        for row in db.session.execute(found)
    ]


def _people(since: datetime | None) -> Select[Any]:
    changed = _newest(
        [
            (Person.id, Person.changed_at),
            (PersonFile.person_id, PersonFile.changed_at),
            (MatchingConsent.person_id, MatchingConsent.at),
            # A merge that is undone puts everything back, the moment of the last change too.
            (PersonMerge.kept_id, PersonMerge.undone_at),
            (PersonMerge.dropped_id, PersonMerge.undone_at),
        ],
        since,
    )
    wanted = select(changed.c.id, changed.c.mark, *_matched(PersonMatch))
    wanted = wanted.join(MatchingConsent, MatchingConsent.person_id == changed.c.id)
    wanted = wanted.join(Person, Person.id == changed.c.id)
    wanted = wanted.outerjoin(PersonMatch, PersonMatch.person_id == changed.c.id)
    return wanted.where(Person.state.in_(STANDING))


def _openings(since: datetime | None) -> Select[Any]:
    firm = Opportunity.organisation_id == Organisation.id
    changed = _newest(
        [
            (Opportunity.id, Opportunity.changed_at),
            (OpeningMatch.opportunity_id, OpeningMatch.wanted_at),
            (Opportunity.id, Organisation.state_at, firm),
        ],
        since,
    )
    wanted = select(changed.c.id, changed.c.mark, *_matched(OpeningMatch))
    wanted = wanted.join(Opportunity, Opportunity.id == changed.c.id)
    wanted = wanted.outerjoin(OpeningMatch, OpeningMatch.opportunity_id == changed.c.id)
    known = OpeningMatch.seen_at.is_not(None)
    return wanted.where(or_(Opportunity.state == OpportunityState.OPEN, known))


def _matched(model: type[PersonMatch] | type[OpeningMatch]) -> tuple[Any, ...]:
    return model.seen_at.label("seen"), model.excluded_by, model.version


def _newest(sources: Iterable[tuple[Any, ...]], since: datetime | None) -> Subquery:
    """The newest of these moments for each id; of the young ones alone where `since` is given."""
    parts = []
    for name, moment, *where in sources:
        young = moment > since if since else moment.is_not(None)
        parts.append(select(name.label("id"), moment.label("at")).where(young, *where))
    every = union_all(*parts).subquery()
    return select(every.c.id, func.max(every.c.at).label("mark")).group_by(every.c.id).subquery()


# Runs


def runs_to_carry_on() -> list[str]:
    """Tokens of whole runs that nobody works at."""
    wanted = select(MatchRun.token).where(MatchRun.kind == RunKind.WHOLE, is_free(now()))
    return list(db.session.scalars(wanted.order_by(MatchRun.id)))


def is_free(at: datetime) -> ColumnElement[bool]:
    """Has this run not ended, and does no worker have it?"""
    free = or_(MatchRun.lease_until.is_(None), MatchRun.lease_until <= at)
    return and_(MatchRun.state.not_in(ENDED), free)


def run(token: str) -> MatchRun | None:
    wanted = select(MatchRun).where(MatchRun.token == token)
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def begun(run_id: int) -> datetime | None:
    """When a worker took this run for the first time."""
    return db.session.scalar(select(MatchRun.started_at).where(MatchRun.id == run_id))


def last_runs(most: int) -> list[MatchRun]:
    """The newest first."""
    return list(db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc()).limit(most)))

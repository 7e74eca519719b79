"""How the matching does: whom it reaches, whom not and why, what is answered, its runs.

Nothing here changes a row.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from portal.accounts.models import Staff
from portal.core.clock import now
from portal.core.db import db
from portal.employers.models import Organisation
from portal.matching.models import (
    WANTED,
    MatchingConsent,
    MatchRun,
    OpeningMatch,
    PersonMatch,
    Suggestion,
)
from portal.matching.queries.offers import is_open
from portal.matching.rules.weights import EACH_PERSON, Rule
from portal.matching.states import ENDED, OPEN, RunKind, RunState, SuggestionState
from portal.opportunities.models import Opportunity
from portal.people.models import Person, PersonTrade
from portal.people.queries.desk import STANDING, in_reach

PAGE = 25
MOST = 20_000  # lines of a file
LAST_RUNS = 6
LIVE = (*OPEN, SuggestionState.YES)  # in her list, or taken up
LOOKED_AT = timedelta(days=90)  # suggestions whose answers are counted
WAITS = timedelta(days=7)  # longer than that without an answer is one, too
# Beside the rules: nobody has asked her yet; not matched yet; all that fits went to others.
ASK, NEW, OTHERS = "ask", "new", "others"


Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Coverage:
    """How many there are: with as many as they should have, with some, with none."""

    full: int
    some: int
    none: int

    @property
    def all(self) -> int:
        return self.full + self.some + self.none


@dataclass(frozen=True)
class Answers:
    """What became of the suggestions of the last LOOKED_AT."""

    yes: int
    no: int
    later: int
    silent: int  # for longer than WAITS
    fresh: int  # not answered, but not for so long
    reasons: tuple[tuple[str, int], ...]  # NoReason, people: the most frequent first

    @property
    def ripe(self) -> int:
        """Those that rates are taken from: answered, or silent for long enough."""
        return self.yes + self.no + self.later + self.silent


def people(staff: Staff) -> Coverage:
    """The people this member of staff sees, by how many suggestions they have."""
    counted = _live_per(Suggestion.person_id)
    count = func.coalesce(counted.c.live, 0)
    wanted = _buckets(count, EACH_PERSON).select_from(Person)
    wanted = wanted.outerjoin(counted, counted.c.whose == Person.id)
    return _coverage(wanted.where(in_reach(staff), Person.state.in_(STANDING)))


def openings() -> Coverage:
    """All that are open, by how many of the candidates they asked for are suggested."""
    counted = _live_per(Suggestion.opportunity_id)
    count = func.coalesce(counted.c.live, 0)
    asked = func.coalesce(OpeningMatch.wanted, WANTED)
    wanted = _buckets(count, asked).select_from(Opportunity)
    wanted = wanted.outerjoin(counted, counted.c.whose == Opportunity.id)
    return _coverage(_around(wanted))


def why_people(staff: Staff) -> dict[str, int]:
    """People without a suggestion: a Rule, ASK, NEW or OTHERS -> how many."""
    wanted = _people_without(staff, "").with_only_columns(_REASON, func.count())
    return _counts(wanted.group_by(_REASON))


def why_openings() -> dict[str, int]:
    """Openings without candidates: a Rule, NEW or OTHERS -> how many."""
    why = _why(OpeningMatch.opportunity_id, OpeningMatch.excluded_by)
    wanted = _around(select(why, func.count()).select_from(Opportunity))
    return _counts(wanted.where(_without_candidates()).group_by(why))


def people_without(staff: Staff, why: str, page: int) -> tuple[list[Person], int]:
    """One page of those who have no suggestion, for this reason ("": for any); and how many."""
    found = _people_without(staff, why)
    total = db.session.scalar(found.with_only_columns(func.count())) or 0
    rows = found.order_by(Person.id.desc()).offset((page - 1) * PAGE).limit(PAGE)
    return list(db.session.scalars(_for_a_list(rows))), total


def every_person_without(staff: Staff, why: str) -> list[tuple[Person, str]]:
    """All of them, by name, each with the reason: for a file."""
    found = _people_without(staff, why).order_by(Person.name_folded, Person.id).limit(MOST)
    rows = db.session.execute(_for_a_list(found).add_columns(_REASON)).all()
    return [(row[0], row[1]) for row in rows]


def openings_without(why: str, page: int) -> tuple[list[Opportunity], int]:
    """One page of the open openings that nobody is suggested for; and how many."""
    found = _around(select(Opportunity)).where(_without_candidates())
    if why:
        found = found.where(_why(OpeningMatch.opportunity_id, OpeningMatch.excluded_by) == why)
    total = db.session.scalar(found.with_only_columns(func.count())) or 0
    whole = found.options(joinedload(Opportunity.organisation)).order_by(Opportunity.id.desc())
    return list(db.session.scalars(whole.offset((page - 1) * PAGE).limit(PAGE))), total


def answers() -> Answers:
    """What people said, in the whole programme."""
    at = now()
    recent = Suggestion.proposed_at > at - LOOKED_AT
    late = Suggestion.proposed_at <= at - WAITS
    waits = case((Suggestion.state != SuggestionState.PROPOSED, 0), (late, 1), else_=0)
    wanted = select(Suggestion.state, Suggestion.reason, waits, func.count()).where(recent)
    rows = db.session.execute(wanted.group_by(Suggestion.state, Suggestion.reason, waits)).all()

    def sum_of(state: str, late: int = 0) -> int:
        return sum(count for found, _, long, count in rows if (found, long) == (state, late))

    no = [(reason, n) for state, reason, _, n in rows if state == SuggestionState.NO and reason]
    return Answers(
        yes=sum_of(SuggestionState.YES),
        no=sum_of(SuggestionState.NO),
        later=sum_of(SuggestionState.LATER),
        silent=sum_of(SuggestionState.PROPOSED, 1),
        fresh=sum_of(SuggestionState.PROPOSED),
        reasons=tuple(sorted(no, key=lambda one: (-one[1], one[0]))),
    )


def runs() -> list[MatchRun]:
    """The last ones, the newest first; without what they found."""
    light = load_only(MatchRun.token, MatchRun.kind, MatchRun.state, MatchRun.asked_by)
    counts = load_only(MatchRun.people, MatchRun.openings, MatchRun.added, MatchRun.kept)
    times = load_only(MatchRun.withdrawn, MatchRun.started_at, MatchRun.ended_at, MatchRun.version)
    others = load_only(MatchRun.created_at, MatchRun.figures)
    last = select(MatchRun).order_by(MatchRun.id.desc()).limit(LAST_RUNS)
    return list(db.session.scalars(last.options(light, counts, times, others)))


def run(token: str) -> MatchRun | None:
    return db.session.scalar(select(MatchRun).where(MatchRun.token == token))


def going() -> MatchRun | None:
    """The whole run that waits or is under way."""
    wanted = select(MatchRun).where(MatchRun.kind == RunKind.WHOLE, MatchRun.state.not_in(ENDED))
    return db.session.scalar(wanted.order_by(MatchRun.id).limit(1))


def last_whole() -> MatchRun | None:
    """The last whole run that was done: its figures are those of the programme."""
    done = (MatchRun.kind == RunKind.WHOLE) & (MatchRun.state == RunState.DONE)
    return db.session.scalar(select(MatchRun).where(done).order_by(MatchRun.id.desc()).limit(1))


def _live_per(column: Any) -> Any:
    counted = select(column.label("whose"), func.count().label("live"))
    return counted.where(Suggestion.state.in_(LIVE)).group_by(column).subquery()


def _buckets(count: ColumnElement[int], most: Any) -> Rows:
    def number(which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((which, 1), else_=0)), 0)

    return select(number(count >= most), number(and_(count < most, count > 0)), number(count == 0))


def _coverage(wanted: Rows) -> Coverage:
    return Coverage(*db.session.execute(wanted).one())


def _counts(wanted: Rows) -> dict[str, int]:
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _why(key: Any, rule: Any) -> ColumnElement[str]:
    """The rule that left nothing; what stands in its place where there is none."""
    return case((key.is_(None), NEW), (rule == "", OTHERS), else_=rule)


_REASON = case(
    (MatchingConsent.person_id.is_(None), ASK),
    (~MatchingConsent.given, Rule.CONSENT.value),
    else_=_why(PersonMatch.person_id, PersonMatch.excluded_by),
)


def _without_one(staff: Staff) -> ColumnElement[bool]:
    hers = (Suggestion.person_id == Person.id) & Suggestion.state.in_(LIVE)
    return and_(in_reach(staff), Person.state.in_(STANDING), ~exists().where(hers))


def _without_candidates() -> ColumnElement[bool]:
    its = (Suggestion.opportunity_id == Opportunity.id) & Suggestion.state.in_(LIVE)
    return ~exists().where(its)


def _people_without(staff: Staff, why: str) -> Rows:
    found = select(Person).outerjoin(PersonMatch, PersonMatch.person_id == Person.id)
    found = found.outerjoin(MatchingConsent, MatchingConsent.person_id == Person.id)
    found = found.where(_without_one(staff))
    return found.where(_REASON.in_((why,))) if why else found


def _around(wanted: Rows) -> Rows:
    """Only what is open, with its employer and how far its matching is."""
    wanted = wanted.outerjoin(Organisation, Organisation.id == Opportunity.organisation_id)
    wanted = wanted.outerjoin(OpeningMatch, OpeningMatch.opportunity_id == Opportunity.id)
    return wanted.where(is_open(now()))


def _for_a_list(rows: Rows) -> Rows:
    return rows.options(
        load_only(Person.name, Person.token, Person.city, Person.city_code, Person.hub),
        selectinload(Person.trades).load_only(PersonTrade.words),
    )

"""Write down the differences: suggestions that are new, come back, changed or go away.

Whoever answers, takes her yes back or closes an opening meanwhile comes first: each batch looks
again at what it is about to change.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from portal.core.clock import now
from portal.core.db import db, in_turn, insert_new_rows, written_rows
from portal.matching.models import MatchingConsent, OpeningMatch, PersonMatch, Suggestion
from portal.matching.operations import telling
from portal.matching.queries.facts import STANDING
from portal.matching.rules.weights import VERSION
from portal.matching.states import OPEN, SuggestionState, Withdrawn
from portal.people.models import Person

TURN = "matching.write"
Moments = Mapping[int, datetime | None]


@dataclass
class Offer:
    """An opening as it should stand in a person's list. `id`: of the suggestion, where there is one
    that was withdrawn or has other numbers."""

    opening: int
    score: float
    parts: dict[str, float]
    missing: list[dict[str, str]] = field(default_factory=list)  # filled in before it is written
    id: int = 0


@dataclass(frozen=True)
class Match:
    """A person, or an opening: what was read of it and what came of that. `seen`: when it was
    matched last, as it was read; `mark`: the change that is matched now."""

    id: int
    seen: datetime | None
    mark: datetime
    excluded_by: str = ""


@dataclass
class Hers:
    """All that changes for one person. `match`: None where only an opening changed."""

    person: int
    match: Match | None = None
    new: list[Offer] = field(default_factory=list)
    back: list[Offer] = field(default_factory=list)  # withdrawn before
    other: list[Offer] = field(default_factory=list)  # open, with other numbers
    gone: list[tuple[int, Withdrawn]] = field(default_factory=list)  # id of the suggestion, why

    def __bool__(self) -> bool:
        return bool(self.match or self.new or self.back or self.other or self.gone)


@dataclass
class Written:
    added: int = 0
    withdrawn: int = 0


def write(
    batch: Sequence[Hers],
    *,
    run_id: int,
    people: Moments | None = None,
    openings: Moments | None = None,
) -> Written:
    """Make these differences, as far as they still hold.

    `people` and `openings`: when each was matched last, as it was read before the arithmetic; one
    that was matched since is left as it is. None: it does not matter.
    """
    in_turn(TURN)
    hers = _still(batch, people)
    closed = _moved(hers, openings) if openings is not None else set()
    rows = _locked(hers)
    done = Written()
    done.withdrawn = _withdraw(hers, rows)
    done.added = _add(hers, closed, rows, run_id)
    _correct(hers, rows, run_id)
    keep_people([one.match for one in hers if one.match])
    return done


def _still(batch: Sequence[Hers], seen: Moments | None) -> list[Hers]:
    """Those who agree as before and were not matched meanwhile. Who takes her yes back, or is
    erased, at this moment waits for us, or we for her."""
    wanted = (
        select(Person.id, MatchingConsent.given, PersonMatch.seen_at)
        .join(MatchingConsent, MatchingConsent.person_id == Person.id)
        .outerjoin(PersonMatch, PersonMatch.person_id == Person.id)
        .where(Person.id.in_([one.person for one in batch]), Person.state.in_(STANDING))
        .order_by(Person.id)
        .with_for_update(read=True, of=(Person, MatchingConsent))
    )
    now_seen = {row.id: row for row in db.session.execute(wanted)}
    found = []
    for one in batch:
        row = now_seen.get(one.person)
        if row is None or (seen is not None and row.seen_at != seen.get(one.person)):
            continue
        if not row.given:
            one.new, one.back, one.other = [], [], []
        found.append(one)
    return found


def _moved(hers: Sequence[Hers], openings: Moments) -> set[int]:
    """Openings that were matched since they were read: nobody is added to those."""
    ids = {offer.opening for one in hers for offer in (*one.new, *one.back)}
    wanted = select(OpeningMatch.opportunity_id, OpeningMatch.seen_at)
    rows = db.session.execute(wanted.where(OpeningMatch.opportunity_id.in_(ids)))
    return {opening for opening, at in rows if at != openings.get(opening)}


def _locked(hers: Sequence[Hers]) -> dict[int, Any]:
    """The suggestions that will change, as they are now."""
    ids = [offer.id for one in hers for offer in (*one.back, *one.other)]
    ids += [gone for one in hers for gone, _ in one.gone]
    if not ids:
        return {}
    columns = (Suggestion.id, Suggestion.person_id, Suggestion.state, Suggestion.reason)
    wanted = select(*columns).where(Suggestion.id.in_(ids)).order_by(Suggestion.id)
    return {row.id: row for row in db.session.execute(wanted.with_for_update())}


def _withdraw(hers: Sequence[Hers], rows: Mapping[int, Any]) -> int:
    at = now()
    wanted = [(gone, why) for one in hers for gone, why in one.gone]
    gone = [(rows[i], why) for i, why in wanted if i in rows and rows[i].state in OPEN]
    mine = update(Suggestion).where(Suggestion.id == bindparam("its"))
    ended = {"state": SuggestionState.WITHDRAWN, "later_until": None, "ended_at": at}
    written_rows(
        mine.values(reason=bindparam("why"), **ended),
        [{"its": row.id, "why": str(why)} for row, why in gone],
    )
    telling.tell_gone(
        {
            row.id: row.person_id
            for row, why in gone
            if row.state == SuggestionState.LATER and why == Withdrawn.FILLED
        }
    )
    return len(gone)


def _add(hers: Sequence[Hers], closed: set[int], rows: Mapping[int, Any], run_id: int) -> int:
    """New rows, and old ones that are offered once more: who was told of those isn't told again."""
    at = now()
    new = [
        {
            "token": secrets.token_urlsafe(12),
            "person_id": one.person,
            "opportunity_id": offer.opening,
            "state": SuggestionState.PROPOSED.value,
            "created_at": at,
            "proposed_at": at,
            "run_id": run_id,
            **_numbers(offer),
        }
        for one in hers
        for offer in one.new
        if offer.opening not in closed
    ]
    again = [
        {"its": offer.id, "at": at, "run": run_id, **_bound(offer)}
        for one in hers
        for offer in one.back
        if offer.opening not in closed and _may_come_back(rows.get(offer.id))
    ]
    fresh: dict[str, Any] = {"state": SuggestionState.PROPOSED, "reason": "", "ended_at": None}
    when: dict[str, Any] = {"proposed_at": bindparam("at"), "run_id": bindparam("run")}
    written_rows(_update(**fresh, **when), again)
    return insert_new_rows(Suggestion, new) + len(again)


def _may_come_back(row: Any) -> bool:
    return (
        row is not None and row.state == SuggestionState.WITHDRAWN and row.reason != Withdrawn.TEAM
    )


def _correct(hers: Sequence[Hers], rows: Mapping[int, Any], run_id: int) -> None:
    """Other numbers of what stays in her list."""
    changed = [
        {"its": offer.id, **_bound(offer)}
        for one in hers
        for offer in one.other
        if offer.id in rows and rows[offer.id].state in OPEN
    ]
    written_rows(_update(), changed)


def _update(**values: Any) -> Any:
    mine = update(Suggestion).where(Suggestion.id == bindparam("its"))
    names = ("score", "parts", "missing", "version")
    return mine.values(**{name: bindparam(f"new_{name}") for name in names}, **values)


def _numbers(offer: Offer) -> dict[str, Any]:
    return {
        "score": offer.score,
        "parts": offer.parts,
        "missing": offer.missing,
        "version": VERSION,
    }


def _bound(offer: Offer) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in _numbers(offer).items()}


def keep_people(matches: Sequence[Match]) -> None:
    """These people are matched as they were read."""
    _keep(PersonMatch, PersonMatch.person_id, "person_id", matches)


def keep_openings(matches: Sequence[Match]) -> None:
    """These openings are matched as they were read; one that was matched later stays so."""
    in_turn(TURN)
    ids = [one.id for one in matches]
    wanted = select(OpeningMatch.opportunity_id, OpeningMatch.seen_at)
    rows = db.session.execute(wanted.where(OpeningMatch.opportunity_id.in_(ids)))
    since = dict(rows.all())
    fresh = [one for one in matches if since.get(one.id) == one.seen]
    _keep(OpeningMatch, OpeningMatch.opportunity_id, "opportunity_id", fresh)


def _keep(model: Any, key: Any, name: str, matches: Sequence[Match]) -> None:
    at = now()
    insert_new_rows(model, [{name: one.id} for one in matches])
    said = {"seen_at": "mark", "excluded_by": "rule", "version": "weights", "at": "at"}
    changed = update(model).where(key == bindparam("its"))
    written_rows(
        changed.values({column: bindparam(f"new_{value}") for column, value in said.items()}),
        [
            {
                "its": one.id,
                "new_mark": one.mark,
                "new_rule": one.excluded_by,
                "new_weights": VERSION,
                "new_at": at,
            }
            for one in matches
        ],
    )

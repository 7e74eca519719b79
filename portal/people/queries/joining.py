"""What one record will hold of two that are one person's: a list of changes. Makes none."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import inspect

from portal.accounts.states import AccountState
from portal.core.changes import Change
from portal.core.clock import now
from portal.core.db import Base
from portal.core.folding import fold
from portal.people import rules
from portal.people.models import Person, PersonFile
from portal.people.states import PersonState, Step

# What is taken over where the kept record says nothing.
GAPS = ("family_name", "city", "city_code", "travel", "free_from", "hours", "hours_per_week", "hub")
FILE_GAPS = ("sex", "birth_year", "counsellor_id")
ROUTE = ("work_route", "weeks", "work_route_by", "work_route_at")
Names = Callable[[Any], set[str]]
BETWEEN = " · "  # two texts that both stay


def changes(kept: Person, dropped: Person) -> list[Change]:
    """All that changes in this domain, and the state of the account that closes.

    What is let go stands before what takes it over: an account has one person at most.
    """
    return [
        *_letting_go(kept, dropped),
        *_filled(kept, _profile(kept, dropped)),
        *_moved(kept, dropped),
        *_file(kept, dropped),
    ]


def _letting_go(kept: Person, dropped: Person) -> list[Change]:
    gone: dict[str, Any] = {
        "state": PersonState.MERGED.value,
        "merged_into_id": kept.id,
        "cv_token": None,
    }
    if kept.account_id is None and dropped.account_id is not None:
        gone["account_id"] = None
    found = _filled(dropped, gone)
    account = dropped.account
    if kept.account_id and account is not None and account.state == AccountState.ACTIVE:
        found += _filled(account, {"state": AccountState.MERGED.value})
    return found


def _profile(kept: Person, dropped: Person) -> dict[str, Any]:
    """What the kept record's own columns will hold."""
    wanted = {name: getattr(dropped, name) for name in GAPS if not getattr(kept, name)}
    if kept.city:
        wanted.pop("city_code", None)
    wanted["wants"] = _union(kept.wants, dropped.wants)
    wanted["other_cities"] = _union(kept.other_cities, dropped.other_cities)
    wanted["wishes"] = _both(kept.wishes, dropped.wishes) or ""
    steps = [str(step) for step in Step if step in {*kept.steps, *dropped.steps}]
    whole = kept.complete_at or dropped.complete_at or now()
    wanted["steps"] = steps
    wanted["complete_at"] = None if rules.steps_left(steps) else whole
    wanted["cv_token"] = kept.cv_token or dropped.cv_token
    wanted["account_id"] = kept.account_id or dropped.account_id
    wanted["changed_at"] = now()
    return wanted


def _moved(kept: Person, dropped: Person) -> list[Change]:
    """Trades, skills and languages that the kept record does not have yet."""
    lists: tuple[tuple[Any, Any, Names], ...] = (
        (kept.trades, dropped.trades, lambda one: _names(one.trade, one.words)),
        (kept.skills, dropped.skills, lambda one: _names(one.skill, one.words)),
        (kept.languages, dropped.languages, lambda one: {one.language}),
    )
    found = []
    for mine, others, names in lists:
        known = {name for one in mine for name in names(one)}
        for other in others:
            if known.isdisjoint(names(other)):
                found.append(_to(kept, other))
            known |= names(other)
    return found


def _names(code: str, words: str) -> set[str]:
    """What makes two trades, or two skills, the same: the code, or the words."""
    return {name for name in (code, f"~{fold(words)}") if name not in {"", "~"}}


def _file(kept: Person, dropped: Person) -> list[Change]:
    mine, other = kept.file, dropped.file
    if other is None:
        return []
    if mine is None:
        return [_to(kept, other)]
    wanted = {n: getattr(other, n) for n in FILE_GAPS if getattr(mine, n) is None}
    if mine.work_route_at is None and other.work_route_at is not None:
        wanted |= {name: getattr(other, name) for name in ROUTE}
    wanted["help_wanted"] = _both(mine.help_wanted, other.help_wanted)
    wanted["next_step"] = _both(mine.next_step, other.next_step)
    days = filter(None, (mine.next_step_on, other.next_step_on))
    wanted["next_step_on"] = min(days, default=None)
    wanted["changed_at"] = now()
    return _filled(mine, wanted)


def _filled(row: Base, wanted: dict[str, Any]) -> list[Change]:
    """The changes that make `row` hold what is wanted."""
    where = (row.__tablename__, _key(row))
    held = {name: getattr(row, name) for name in wanted}
    return [
        Change(*where, name, held[name], value)
        for name, value in wanted.items()
        if value != held[name]
    ]


def _to(kept: Person, row: Base) -> Change:
    """`row` belongs to the kept record from now on."""
    held = {c.key: getattr(row, c.key) for c in inspect(row).mapper.column_attrs}
    whole = None if isinstance(row, PersonFile) else held
    return Change(
        row.__tablename__, _key(row), "person_id", held["person_id"], kept.id, whole=whole
    )


def _key(row: Base) -> dict[str, Any]:
    return {c.name: getattr(row, c.name) for c in row.__table__.primary_key}


def _union(mine: Iterable[str], others: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*mine, *others]))


def _both(mine: str | None, other: str | None) -> str | None:
    """Two texts that both stay, unless one says it already."""
    if not mine or not other:
        return mine or other
    return mine if fold(other) in fold(mine) else mine + BETWEEN + other

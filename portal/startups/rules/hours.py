"""When a business is open: several times a day, past midnight, otherwise in Ramadan.

Hours are kept as people say them: {"mon": [["09:00", "13:00"], ["15:00", "19:00"]], …}. A day that
is missing is closed; an empty week was not said. A time that ends at or before its beginning ends
the day after ("22:00" to "02:00"; "00:00" to "24:00" is the whole day). What can't be read is as if
it were not there.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from portal.core.clock import from_wall_clock, local
from portal.startups.rules.ramadan import Days, within

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)
AHEAD = 8  # days: in a week that never changes, the next change is not later

Slot = tuple[time, time]
Span = tuple[datetime, datetime]  # on Morocco's clocks, without a time zone
Week = Mapping[str, Any]


class HasHours(Protocol):
    """What this module asks of a start-up."""

    hours: Any
    ramadan_hours: Any


def said(startup: HasHours) -> bool:
    """Did its members say when it is open?"""
    return bool(startup.hours)


def name_of(day: date) -> str:
    """The day of the week, as hours call it."""
    return DAYS[day.weekday()]


def on(
    hours: Week | None, ramadan_hours: Week | None, ramadan_days: Sequence[Days], day: date
) -> list[Slot]:
    """When it is open on `day`, the earliest first.

    In Ramadan the hours of Ramadan count; None: they are the usual ones.
    """
    fasting = ramadan_hours is not None and within(day, ramadan_days)
    return slots(ramadan_hours if fasting else hours, name_of(day))


def slots(hours: Week | None, day: str) -> list[Slot]:
    """What a week says of one of its days ("mon")."""
    said = (hours or {}).get(day)
    read = [_slot(one) for one in said] if isinstance(said, list) else []
    return sorted({one for one in read if one})


def _slot(said: object) -> Slot | None:
    if not isinstance(said, list | tuple) or len(said) != 2:
        return None
    opens, closes = (_time(one) for one in said)
    return (opens, closes) if opens is not None and closes is not None else None


def _time(said: object) -> time | None:
    """`09:00`; `24:00` is midnight."""
    try:
        hour, minute = (int(part) for part in str(said).split(":"))
        return time(0) if (hour, minute) == (24, 0) else time(hour, minute)
    except ValueError:
        return None


def is_open(startup: HasHours, at: datetime, ramadan: Sequence[Days]) -> bool:
    """Is it open at this instant?"""
    here = _wall(at)
    # Yesterday's evening may last into today.
    days = (here.date() - ONE_DAY, here.date())
    return any(opens <= here < closes for opens, closes in _spans(startup, days, ramadan))


def next_change(startup: HasHours, at: datetime, ramadan: Sequence[Days]) -> datetime | None:
    """The instant at which it next opens, or closes if it is open; None where it never does."""
    here = _wall(at)
    days = [here.date() + number * ONE_DAY for number in range(-1, AHEAD)]
    joined = _joined(_spans(startup, days, ramadan))
    for opens, closes in joined:
        if here < opens:
            return from_wall_clock(opens)
        if here < closes:
            always = closes >= datetime.combine(days[-1], time(0))
            return None if always else from_wall_clock(closes)
    return None


def _wall(at: datetime) -> datetime:
    """What Morocco's clocks show."""
    return local(at).replace(tzinfo=None)


def _spans(startup: HasHours, days: Sequence[date], ramadan: Sequence[Days]) -> Iterator[Span]:
    """The times it is open that begin on these days."""
    for day in days:
        for opens, closes in on(startup.hours, startup.ramadan_hours, ramadan, day):
            ends = day if opens < closes else day + ONE_DAY
            yield datetime.combine(day, opens), datetime.combine(ends, closes)


def _joined(spans: Iterator[Span]) -> list[Span]:
    """The same, those that touch made one."""
    made: list[Span] = []
    for opens, closes in sorted(spans):
        if made and opens <= made[-1][1]:
            made[-1] = (made[-1][0], max(closes, made[-1][1]))
        else:
            made.append((opens, closes))
    return made

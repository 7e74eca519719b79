"""When a person can begin, and how many hours a week she can give."""

from datetime import date

import numpy as np

from portal.matching.rules.facts import Seeker, Vacancy
from portal.matching.rules.weights import FULL_TIME, GRACE, PARTS_OF_DAY, SOON, TENTHS

ALL = 168  # hours of a week


def most_hours(one: Seeker) -> int:
    """The longest week that an opening may ask of her; ALL where she sets no limit."""
    limits = [ALL]
    if one.hours_per_week and one.hours_per_week < FULL_TIME:
        limits.append(one.hours_per_week * TENTHS // 10)
    if one.hours:
        free = sum(much for part, much in PARTS_OF_DAY.items() if part in one.hours)
        limits.append(free * TENTHS // 10)
    return min(limits)


def awaited(vacancy: Vacancy, today: date) -> tuple[int, int]:
    """The first day of the opening, and how many days it waits. As numbers of days."""
    if vacancy.starts_on is None or vacancy.starts_on <= today:
        return today.toordinal(), SOON
    return vacancy.starts_on.toordinal(), GRACE


def late(ready: np.ndarray, vacancy: Vacancy, today: date) -> np.ndarray:
    """How late each person would begin: 0 in time, 1 on the last day that is waited for."""
    first, waits = awaited(vacancy, today)
    return np.maximum(ready - first, 0) / waits

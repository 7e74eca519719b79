"""When Ramadan is expected, while Morocco has not announced it.

Days of the Umm al-Qura calendar, which is computed (as the ICU library gives them for
`islamic-umalqura`). Morocco watches the moon itself: there a month may begin, and end, a day later.
What the team writes down once it is announced counts instead (queries/ramadans.py). For 2027 the
days agree with the public holidays of python-holidays for Morocco: Aïd al-Fitr on 9 and 10 March.
"""

from collections.abc import Iterable
from datetime import date, timedelta

Days = tuple[date, date]  # the first and the last day
SAME = timedelta(days=15)  # nearer than this, an announced first day is of the estimated month

ESTIMATED: tuple[Days, ...] = (
    (date(2026, 2, 18), date(2026, 3, 19)),
    (date(2027, 2, 8), date(2027, 3, 8)),
    (date(2028, 1, 28), date(2028, 2, 25)),
    (date(2029, 1, 16), date(2029, 2, 13)),
    (date(2030, 1, 5), date(2030, 2, 3)),
    (date(2030, 12, 26), date(2031, 1, 23)),
    (date(2031, 12, 16), date(2032, 1, 13)),
    (date(2032, 12, 4), date(2033, 1, 2)),
    (date(2033, 11, 23), date(2033, 12, 22)),
    (date(2034, 11, 12), date(2034, 12, 11)),
    (date(2035, 11, 1), date(2035, 11, 30)),
)


def known(announced: Iterable[Days]) -> list[Days]:
    """Every Ramadan we know of: as it was announced, else as it is expected."""
    said = list(announced)
    expected = [one for one in ESTIMATED if not any(_same(one, other) for other in said)]
    return sorted([*said, *expected])


def _same(one: Days, other: Days) -> bool:
    return abs(one[0] - other[0]) < SAME


def within(day: date, ramadans: Iterable[Days]) -> bool:
    """Is `day` in one of these?"""
    return any(first <= day <= last for first, last in ramadans)

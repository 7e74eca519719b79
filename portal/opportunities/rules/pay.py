"""What pay means in a month, what is too good to be true, who may be unpaid."""

from portal.opportunities.states import INTERNSHIPS, Kind, PayPeriod

MOST_PAY = 1_000_000  # dirhams: more is a slip of the finger
WEEKS_IN_A_MONTH = 365.25 / 12 / 7
# A full month of 44 hours a week, of 26 days, of weeks.
IN_A_MONTH = {
    PayPeriod.HOUR: 44 * WEEKS_IN_A_MONTH,
    PayPeriod.DAY: 26.0,
    PayPeriod.WEEK: WEEKS_IN_A_MONTH,
    PayPeriod.MONTH: 1.0,
}
UNPAID = frozenset({*INTERNSHIPS, Kind.TRAINING})
LEARNING = frozenset({*INTERNSHIPS, Kind.APPRENTICESHIP, Kind.TRAINING, Kind.WORK_GRANT})
# About twice what is seen at the top of each: a lure promises more than that.
TOO_GOOD_LEARNING, TOO_GOOD = 8_000, 25_000


def may_be_unpaid(kind: str) -> bool:
    """Internships and trainings may be without pay; work may not."""
    return kind in UNPAID


def a_month(amount: int, period: str, weeks: int | None) -> float:
    """Dirhams in a month. A total is spread over its weeks, at least over one month."""
    if period == PayPeriod.TOTAL:
        return amount / max(1.0, (weeks or 0) / WEEKS_IN_A_MONTH)
    return amount * IN_A_MONTH[PayPeriod(period)]


def too_good(kind: str, amount: int | None, period: str, weeks: int | None) -> bool:
    """Does it pay more than anyone pays for this?"""
    most = TOO_GOOD_LEARNING if kind in LEARNING else TOO_GOOD
    return bool(amount) and a_month(amount or 0, period, weeks) > most


def worse(before: tuple[bool, int | None, str], after: tuple[bool, int | None, str]) -> bool:
    """Is less paid than before? Each: (paid, from, period); with another period, it is."""
    (was_paid, was_from, was_period), (paid, pay_from, period) = before, after
    if not was_paid:
        return False
    return not paid or (pay_from or 0) < (was_from or 0) or period != was_period


def weeks_of(months: int) -> int:
    """About how many weeks these months are."""
    return round(months * WEEKS_IN_A_MONTH)

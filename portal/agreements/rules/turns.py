"""The states of an agreement as one table, and the numbers that its life goes by."""

from datetime import date, datetime, timedelta

from portal.agreements.states import AgreementState as S
from portal.agreements.states import Party
from portal.applications.states import ApplicationState
from portal.core.clock import local
from portal.opportunities.states import Kind

# What may follow what. Nothing leads out of a state that is not named here.
NEXT: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.TO_SIGN, S.CANCELLED}),
    S.TO_SIGN: frozenset({S.SIGNED, S.REJECTED, S.CANCELLED}),
    S.SIGNED: frozenset({S.ENDED}),
}
CHANGEABLE = (S.DRAFT, S.TO_SIGN)
LIVE = (S.DRAFT, S.TO_SIGN, S.SIGNED)  # one of them for each application
READ_BY_ALL = (S.TO_SIGN, S.SIGNED, S.REJECTED, S.CANCELLED, S.ENDED)
ON_PAPER = (S.SIGNED, S.ENDED)  # then every party reads the person's whole name
RENEWABLE = (S.SIGNED, S.ENDED)

EVALUATE = (Party.PERSON, Party.EMPLOYER)

# An agreement is written for these stages of an application, and for these kinds of opening: who
# is hired signs a contract of work, which the portal does not write.
STAGES = (ApplicationState.INTERVIEW, ApplicationState.TO_DO, ApplicationState.ACCEPTED)
KINDS = (
    Kind.OBSERVATION,
    Kind.INTERNSHIP,
    Kind.PFE,
    Kind.APPRENTICESHIP,
    Kind.TRAINING,
    Kind.WORK_GRANT,
)

CODE_HOLDS = timedelta(minutes=10)
TRIES = 5  # for each code
SENDS = ((timedelta(minutes=15), 3), (timedelta(days=1), 6))  # at most so many codes in that time
TOTP_WINDOW = timedelta(minutes=15)

REMIND_AFTER = timedelta(days=7)  # who has not said how it went
ASKED_FOR = timedelta(days=30)  # a question that waits longer is not sent any more
TO_SIGN_FOR = timedelta(days=14)

LONGEST_LINE, LONGEST_TEXT, LONGEST_WHY = 120, 1500, 400
MOST_HOURS_PER_WEEK, MOST_ALLOWANCE, MOST_MISSED = 60, 100_000, 2_000
LONGEST_DAYS = 366 * 2


def may_become(state: str, to: str) -> bool:
    return to in NEXT.get(state, frozenset())


def number(year: int, place: int) -> str:
    """`2026-0012`."""
    return f"{year}-{place:04d}"


def today(at: datetime) -> date:
    """The day on the calendars of Morocco."""
    return local(at).date()

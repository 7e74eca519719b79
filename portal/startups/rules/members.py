"""Who may be of a start-up, and who must stay."""

from datetime import date, timedelta

from portal.startups.states import StartupState

MOST_MEMBERS = 60  # who has left included: a cooperative of thirty, twice over
INVITATION_HOLDS = timedelta(days=7)
LONGEST_NAME = 80
EARLIEST = date(1970, 1, 1)
# While everyone sees a page, or soon may, someone keeps it: who else could hide it at once?
NEEDS_A_KEEPER = (StartupState.TO_CHECK, StartupState.SHOWN)


def wrong_dates(joined: date | None, left: date | None, today: date) -> str:
    """Which of the two days can't be: "joined_on", "left_on"; "" when both can."""
    if joined is not None and not EARLIEST <= joined <= today:
        return "joined_on"
    if left is not None and not (joined or EARLIEST) <= left <= today:
        return "left_on"
    return ""

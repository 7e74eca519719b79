"""What the team may decide of a page now, and where it leads."""

from portal.startups.models import Startup, StartupPhoto
from portal.startups.states import Decision, PhotoState, StartupState

LONGEST_NOTE = 500
NEEDS_NOTE = (Decision.SEND_BACK, Decision.LEAVE_CHANGE, Decision.LEAVE_PHOTO, Decision.STOP)
OF_A_PHOTO = (Decision.TAKE_PHOTO, Decision.LEAVE_PHOTO)
# Who is told nothing: nothing changes for the members.
QUIET = (Decision.SEEN,)
# After which what everyone sees, or may see, is another.
SHOWS_ANEW = (
    Decision.SHOW,
    Decision.TAKE_CHANGE,
    Decision.TAKE_PHOTO,
    Decision.LEAVE_PHOTO,
    Decision.STOP,
)


def decisions(startup: Startup, *, reported: bool) -> tuple[Decision, ...]:
    """What may be decided of the whole page. `reported`: a reader's report is unread."""
    match startup.state:
        case StartupState.TO_CHECK:
            return (Decision.SHOW, Decision.SEND_BACK, Decision.STOP)
        case StartupState.SHOWN | StartupState.HIDDEN:
            change = (Decision.TAKE_CHANGE, Decision.LEAVE_CHANGE) if startup.wanted else ()
            look = (Decision.SEEN,) if startup.look_again or reported else ()
            return (*change, *look, Decision.STOP)
        case StartupState.SENT_BACK:
            return (Decision.STOP,)
        case StartupState.STOPPED:
            return (Decision.LIFT,)
    return ()


def photo_decisions(startup: Startup, photo: StartupPhoto) -> tuple[Decision, ...]:
    """What may be decided of one photo: also to take back what was decided of it."""
    if startup.state not in (StartupState.TO_CHECK, StartupState.SHOWN, StartupState.HIDDEN):
        return ()
    take = (Decision.TAKE_PHOTO,) if photo.state != PhotoState.TAKEN else ()
    leave = (Decision.LEAVE_PHOTO,) if photo.state != PhotoState.LEFT else ()
    return (*take, *leave)


def state_after(decision: Decision, startup: Startup) -> StartupState:
    """Where a decision leads.

    What was lifted is hidden, not shown: a member may have hidden it before, for her safety, and
    shows it again with one tap.
    """
    before = StartupState.HIDDEN if startup.published_at else StartupState.DRAFT
    return {
        Decision.SHOW: StartupState.SHOWN,
        Decision.SEND_BACK: StartupState.SENT_BACK,
        Decision.STOP: StartupState.STOPPED,
        Decision.LIFT: before,
    }.get(decision, StartupState(startup.state))

"""Which step may follow which, what an answer means, what is due on which day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.applications.states import OPEN, Answer, By, Reason
from portal.applications.states import ApplicationState as State
from portal.core.clock import from_wall_clock, local

MOST_SENTENCE = 300
MOST_LINE = 200

_OPEN = tuple(State(word) for word in OPEN)
_ENDS = tuple(state for state in State if state not in _OPEN)
_BY_EMPLOYER = (
    State.READING,
    State.INTERVIEW,
    State.TO_DO,
    State.ACCEPTED,
    State.DECLINED,
    State.POOL,
)
_BY_STAFF = tuple(state for state in State if state not in {State.NEW, State.UNANSWERED})
AGAIN = (State.WITHDRAWN, State.CANCELLED)  # from these one may apply again
WITHDRAWABLE = (*_OPEN, State.POOL, State.ACCEPTED)

# Who may bring an application from which state to which. One table, on purpose.
MOVES: dict[By, dict[State, tuple[State, ...]]] = {
    By.PERSON: {
        **dict.fromkeys(WITHDRAWABLE, (State.WITHDRAWN,)),
        **dict.fromkeys(AGAIN, (State.NEW,)),
    },
    By.EMPLOYER: {
        # "We will look by next week" is said once: then something else must be.
        State.NEW: _BY_EMPLOYER,
        **dict.fromkeys(
            (State.READING, State.ON_HOLD, State.INTERVIEW, State.TO_DO),
            tuple(state for state in _BY_EMPLOYER if state != State.READING),
        ),
        # A second thought, or a slip of the thumb.
        **dict.fromkeys((State.POOL, State.DECLINED), (State.INTERVIEW, State.ACCEPTED)),
    },
    By.STAFF: {
        **{old: tuple(new for new in _BY_STAFF if new != old) for old in State},
        State.WITHDRAWN: (State.NEW, State.HIRED_ELSEWHERE),
        State.CANCELLED: (State.NEW, *(new for new in _BY_STAFF if new != State.CANCELLED)),
    },
    By.PORTAL: dict.fromkeys(_OPEN, (State.UNANSWERED, State.CANCELLED)),
}


@dataclass(frozen=True)
class Meaning:
    """What an answer does: the state, and why, in the words that the person reads."""

    state: State
    reason: str = ""


ANSWERS: dict[Answer, Meaning] = {
    Answer.INTERVIEW: Meaning(State.INTERVIEW),
    Answer.NEXT_WEEK: Meaning(State.READING),
    Answer.CALL: Meaning(State.TO_DO),
    Answer.COME: Meaning(State.TO_DO),
    Answer.ACCEPTED: Meaning(State.ACCEPTED),
    Answer.LATER: Meaning(State.POOL),
    Answer.NO_PLACE: Meaning(State.DECLINED, Reason.NO_PLACE),
    Answer.SKILLS: Meaning(State.DECLINED, Reason.SKILLS),
}

# Reasons that help a person to go on; staff may show another one, or hide these.
USUALLY_SHOWN = (Reason.NO_PLACE, Reason.SKILLS, Reason.LANGUAGE, Reason.SILENCE)
# Why an application ends when its opening does, by the opening's state.
ENDED_WITH = {
    "filled": Reason.NO_PLACE,
    "withdrawn": Reason.OFFER_WITHDRAWN,
    "expired": Reason.OFFER_WITHDRAWN,
}

SHARE_DAYS = 30
SHARE_VERSION = "2026-11"  # of the sentence in labels.SHARING
SHAREABLE = (*_OPEN, State.ACCEPTED)
# When an employer asks to meet or to speak, a number is of use: then we ask the person for it.
ASKED_FOR_A_NUMBER = (State.INTERVIEW, State.TO_DO, State.ACCEPTED)


def may_move(by: By, old: str, new: str) -> bool:
    return State(new) in MOVES[by].get(State(old), ())


def answers_from(state: str) -> list[Answer]:
    """The answers that an employer may give to an application in `state`."""
    return [answer for answer, said in ANSWERS.items() if may_move(By.EMPLOYER, state, said.state)]


def month_of(at: datetime) -> datetime:
    """The instant at which the month of `at` began in Morocco."""
    wall = local(at)
    return from_wall_clock(datetime(wall.year, wall.month, 1))  # noqa: DTZ001 - a wall clock


def next_month(at: datetime) -> datetime:
    """The instant at which the month after begins in Morocco."""
    return month_of(month_of(at) + timedelta(days=32))


def heard_at(at: datetime, meeting_at: datetime | None) -> datetime:
    """From when on we count the days without a word: a meeting that is to come is a word."""
    return max(at, meeting_at) if meeting_at else at


@dataclass(frozen=True)
class Due:
    """The instants before which the last word must lie for each step to be due."""

    remind: datetime
    again: datetime
    alert: datetime
    close: datetime


def due(at: datetime, days: tuple[int, int, int, int]) -> Due:
    """`days`: remind, remind again, tell the counsellor, close."""
    return Due(*(at - timedelta(days=number) for number in days))


def answer_until(last_word: datetime, days: tuple[int, int, int, int]) -> datetime:
    """Until when the employer has time."""
    return last_word + timedelta(days=days[-1])


def waiting_days(last_word: datetime, at: datetime) -> int:
    return max(0, (at - last_word).days)

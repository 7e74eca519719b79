"""Which state may follow which, who is asked when, and what a change of an open one leads to."""

from datetime import datetime, timedelta

from portal.opportunities.states import OpportunityState as S

# The whole life of an opening. What is not written here does not happen.
FOLLOWS: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.TO_CHECK, S.WITHDRAWN}),
    S.TO_CHECK: frozenset({S.OPEN, S.SENT_BACK, S.WITHDRAWN}),
    S.SENT_BACK: frozenset({S.TO_CHECK, S.WITHDRAWN}),
    S.OPEN: frozenset({S.PAUSED, S.FILLED, S.EXPIRED, S.TO_CHECK, S.SENT_BACK, S.WITHDRAWN}),
    S.PAUSED: frozenset({S.OPEN, S.FILLED, S.EXPIRED, S.TO_CHECK, S.SENT_BACK, S.WITHDRAWN}),
    S.FILLED: frozenset({S.OPEN, S.WITHDRAWN}),
    S.EXPIRED: frozenset({S.OPEN, S.FILLED, S.TO_CHECK, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
}
# Its words may be changed. What is filled is first opened again; what is withdrawn, copied.
EDITABLE = frozenset({S.DRAFT, S.TO_CHECK, S.SENT_BACK, S.OPEN, S.PAUSED, S.EXPIRED})
BEFORE_IT_WAS_OPEN = frozenset({S.DRAFT, S.TO_CHECK, S.SENT_BACK})
SENDABLE = frozenset({S.DRAFT, S.SENT_BACK})  # by their writer, to be checked
ON_AGAIN = frozenset({S.PAUSED, S.FILLED, S.EXPIRED})  # a member may open these again
ENDING = frozenset({S.OPEN, S.PAUSED})  # these expire when nobody confirms them

ASKED_BEFORE = timedelta(days=3)  # the end
CONFIRMABLE = frozenset({S.OPEN, S.EXPIRED})

# What a moderator judged. Other answers (places, hours, days, city, no CV) may change freely, as
# long as the detector finds nothing in the words.
MEANING = frozenset(
    {"kind", "title", "trade_words", "about", "activities", "grant_share"}
    | {"paid", "pay_from", "pay_to", "pay_period", "languages", "skills", "skills_wished"}
)


def may_follow(before: str, after: str) -> bool:
    """May an opening go from one state to the other?"""
    return S(after) in FOLLOWS[S(before)]


def after_change(state: str, changed: set[str], flagged: bool, worse: bool) -> tuple[S, bool]:
    """(the state that follows, should staff look at it though it stays open?).

    `changed`: names of the fields. `flagged`: the detector found something in them. `worse`: the
    kind is another, or the pay is less than what people applied for.

    An honest employer corrects a word without vanishing from the list: such a change stays online
    and staff read it afterwards. What could turn an approved text into bait (a flag, another kind,
    less pay) is not shown again before staff have read it.
    """
    if S(state) in BEFORE_IT_WAS_OPEN or not changed:
        return S(state), False
    if flagged or worse:
        return S.TO_CHECK, False
    return S(state), bool(changed & MEANING)


def end_of(at: datetime, days: int) -> datetime:
    """Until when an opening that is confirmed at this moment stays open."""
    return at + timedelta(days=days)


def end_after_asking(end: datetime, at: datetime) -> datetime:
    """Nobody's opening ends sooner than three days after we asked, give or take the hours that a
    job is late."""
    return end if end - at > ASKED_BEFORE - timedelta(days=1) else at + ASKED_BEFORE

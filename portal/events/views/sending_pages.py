"""What the pages of a message to many show: how it stands, whom it reaches, what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts import queries as staff
from portal.core.clock import now
from portal.core.localised import language_of
from portal.events import charts, labels, messages
from portal.events.models import Event, EventSession, Sending
from portal.events.operations import campaigns, copies, reach, sendings
from portal.events.sending_forms import previews
from portal.events.states import SendingState
from portal.notifications import queries, rules, sentences
from portal.notifications.models import State
from portal.notifications.queries import Course, Tally
from portal.web.locale import direction

OUTCOME = {
    State.DELIVERED: "arrived",
    State.ACCEPTED: "sent",
    State.PENDING: "waiting",
    State.LEASED: "waiting",
    State.UNKNOWN: "unknown",
    State.FAILED: "refused",
    State.DEAD: "refused",
    State.CANCELLED: "dropped",
    State.EXPIRED: "dropped",
}
WITH_REASON = ("unknown", "refused", "dropped")
NEAR = 60  # seconds: what leaves later than that needs no quick look


@dataclass(frozen=True)
class Line:
    """What readers of one language get: the SMS, how many people, how many SMS each."""

    language: str
    said_in: str
    text: str
    segments: int
    people: int


def rows(event: Event, found: list[Sending]) -> list[dict]:
    """A line of the list for each sending."""
    tallies: dict[str, list[Tally]] = {copies.named(sending): [] for sending in found}
    for one in queries.tally(tallies):
        tallies[one.sending].append(one)
    return [
        {"sending": sending, "session": session_of(event, sending), **_stand(sending, tallies)}
        for sending in found
    ]


def _stand(sending: Sending, tallies: dict[str, list[Tally]]) -> dict:
    counts = outcomes(tallies[copies.named(sending)])
    return {"counts": counts, "standing": standing(sending, counts)}


def session_of(event: Event, sending: Sending) -> EventSession | None:
    """The session whose people it speaks to; None for the whole event, or one that was removed."""
    return next((s for s in event.sessions if s.id == sending.session_id), None)


def outcomes(tally: Iterable[Tally]) -> Counter[str]:
    """How many people, by what became of their copy, in the order of the bar."""
    counts = Counter(dict.fromkeys(labels.OUTCOMES, 0))
    for one in tally:
        counts[OUTCOME[State(one.state)]] += one.people
    return counts


def standing(sending: Sending, counts: Counter[str]) -> str:
    """Where it stands, as one of labels.SENDINGS."""
    if sending.state in {SendingState.DRAFT, SendingState.CANCELLED}:
        return sending.state
    over = sending.state == SendingState.PLANNED and not counts["waiting"]
    if over:
        return "done"
    if sending.held:
        return "paused"
    if sending.state == SendingState.PLANNED:
        return "leaving"
    return "scheduled" if sending.due_at > now() else "planning"


def preview(sending: Sending) -> dict:
    """All that is to be known before it is sent."""
    found = reach.of(sending.kind, sendings.concerned(sending))
    measured = previews(sending.texts)
    lines = [_line(sending, one, found) for one in measured]
    estimate = reach.estimate(found.letters, {one.language: one.segments for one in measured})
    at = now()
    begin = max(sending.due_at, at)
    money = queries.money(begin)
    by_night = _is_for_today(sending, begin)
    return {
        "reach": found,
        "lines": [line for line in lines if line.people or line.language in sending.texts],
        "silent": [(_silence(sending.kind, code), n) for code, n in found.silent.most_common()],
        "estimate": estimate,
        "begin": begin,
        "later": sending.due_at > at,
        "end": estimate.last_leaves(begin, by_night=by_night),
        "wakes": None if by_night else rules.quiet_until(begin),
        "money": money,
        "too_dear": bool(money.budget) and estimate.centimes > money.budget - money.spent,
        "seen": campaigns.as_read(sending),
    }


def _is_for_today(sending: Sending, begin: datetime) -> bool:
    """Is it about sessions of that very day, still to come? Then it leaves at any hour."""
    mine = [s for s in sending.event.sessions if sending.session_id in (None, s.id)]
    today = rules.today(begin)
    still = all(rules.today(s.starts_at) == today and s.ends_at > begin for s in mine)
    return sending.kind == messages.WORDS and still


def _line(sending: Sending, one, found: reach.Reach) -> Line:
    said_in = language_of(sending.texts, one.language)
    people = found.in_language(one.language)
    return Line(one.language, said_in, one.text, one.segments, people)


def _silence(kind: str, code: str) -> str:
    return labels.SILENT["not_asked" if code == "stopped" and kind == messages.NEWS else code]


def progress(sending: Sending) -> dict:
    """How far it is, and what became of each copy."""
    tally = queries.tally([copies.named(sending)])
    counts = outcomes(tally)
    looked_at = sending.planned + sending.left_out
    to_write = sendings.count(sending) if sending.state in sendings.OPEN else looked_at
    counts["waiting"] += max(to_write - looked_at, 0)
    stands = standing(sending, counts)
    course = queries.course(copies.named(sending))
    return {
        "counts": counts,
        "standing": stands,
        "parts": charts.pieces(counts, mirrored=direction() == "rtl"),
        "reasons": _reasons(tally),
        "course": course,
        "money_is_spent": stands == "leaving" and queries.budget_is_spent(now()),
        "every": _every(stands, course),
    }


def _reasons(tally: list[Tally]) -> list[tuple[str, str, int]]:
    """Outcome, sentence, people: why copies did not arrive, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in tally:
        outcome = OUTCOME[State(one.state)]
        if outcome in WITH_REASON:
            counts[outcome, sentences.why(one.reason)] += one.people
    return [(outcome, why, people) for (outcome, why), people in counts.most_common()]


def _every(stands: str, course: Course) -> int:
    """After how many seconds it is worth looking again; 0: nothing happens by itself."""
    if stands == "planning" or (stands == "leaving" and _is_near(course.next_at)):
        return 2
    return NEAR if stands in {"leaving", "scheduled"} else 0


def _is_near(moment: datetime | None) -> bool:
    return moment is None or (moment - now()).total_seconds() < NEAR


def author(sending: Sending) -> str:
    """Who wrote it, as the team knows her; "" for what is sent by itself."""
    if not sending.made_by:
        return ""
    return staff.emails({sending.made_by}).get(sending.made_by, "")

"""Note what came of the letters that were handed to a wire."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from portal.core.clock import now
from portal.core.db import db, written, written_rows
from portal.core.queue import Job, later
from portal.notifications import rules, wiring
from portal.notifications.models import Message, State
from portal.notifications.operations import health, posting, receipts
from portal.notifications.operations.claiming import ANSWER_LOST, Claim


@dataclass(frozen=True)
class Outcome:
    """What a wire answered, or did not.

    `result`: "accepted", "trouble" (try again), "rejected" (no, for good), "unclear" (the answer
    was lost), "absent" (asked: it never got there), "unwritable" (no wire was tried).
    """

    claim: Claim
    result: str
    code: str = ""
    provider_ref: str = ""
    pause: float = 0.0
    seconds: float = 0.0
    segments: int = 0

    @property
    def cost(self) -> int:
        """Centimes: an SMS is paid by the segment."""
        return self.claim.price * (self.segments if self.claim.channel == "sms" else 1)


FAILURES = ("trouble", "unclear")  # of the wire, not of the letter
NO_USE_ASKING = ("cannot_ask", "not_in_the_log")  # it will not know more later


def note(outcomes: Sequence[Outcome]) -> None:
    """Write down every outcome, how the wires fared, and what it cost."""
    _note_wires(outcomes)
    taken = [o for o in outcomes if o.result == "accepted"]
    for outcome in outcomes:
        if outcome.result != "accepted":
            NOTES[outcome.result](outcome)
    if taken:
        written_rows(_TAKEN, [_accepted(outcome) for outcome in taken])
        health.spend(sum(o.cost for o in taken), len(taken))
        receipts.claim_early([o.claim.id for o in taken])
    later(Job.DELIVER)


def _note_wires(outcomes: Sequence[Outcome]) -> None:
    # Many providers can't be asked at all: that says nothing of how they are.
    silent = [o for o in outcomes if o.claim.asking and o.result == "unclear"]
    tried = [o for o in outcomes if o.result != "unwritable" and o not in silent]
    state = health.of([w for w in map(wiring.named, {o.claim.wire for o in tried}) if w])
    for name, row in state.items():
        mine = [o for o in tried if o.claim.wire == name]
        bad = [o for o in mine if o.result in FAILURES or o.seconds > rules.SLOW]
        health.fared(
            row,
            failures=len(bad),
            successes=len(mine) - len(bad),
            error=next((o.code or "slow" for o in bad), ""),
            pause=max((o.pause for o in mine), default=0.0),
        )


# The usual case: one statement for many letters. Only the holder of a lease may speak (_write).
_TAKEN = (
    update(Message)
    .where(
        Message.id == bindparam("which"),
        Message.lease_no == bindparam("lease"),
        Message.state == State.LEASED,
    )
    .values(
        state=State.ACCEPTED,
        error_code="",
        lease_until=None,
        provider_ref=bindparam("theirs"),
        segments=bindparam("parts"),
        cost=bindparam("paid"),
        accepted_at=bindparam("at"),
        updated_at=bindparam("at"),
        fallback_at=bindparam("patience"),
    )
)


def _accepted(outcome: Outcome) -> dict[str, Any]:
    claim, at = outcome.claim, now()
    wire = wiring.named(claim.wire)
    told = wire is not None and wire.tells
    return {
        "which": claim.id,
        "lease": claim.lease_no,
        "theirs": outcome.provider_ref,
        "parts": outcome.segments,
        "paid": outcome.cost,
        "at": at,
        # Without receipts nobody will ever say that it did not arrive.
        "patience": at + rules.PATIENCE[claim.channel] if told else None,
    }


def _trouble(outcome: Outcome) -> None:
    """Not this time: again after a pause, up to the twelfth time; soon, if another may try."""
    claim = outcome.claim
    if claim.probing:  # the wire rests, and takes this one first when it is well
        _write(claim, state=State.PENDING, error_code=outcome.code, next_at=now())
        return
    if claim.attempts >= rules.MOST_ATTEMPTS:
        _ended(outcome, State.DEAD)
        return
    spare = any(w.name != claim.wire for w in wiring.wires().get(claim.channel, ()))
    pause = rules.pause(0 if spare and claim.attempts == 1 else claim.attempts)
    _write(claim, state=State.PENDING, error_code=outcome.code, next_at=now() + pause)


def _unclear(outcome: Outcome) -> None:
    """Perhaps it left. Only a provider that takes one reference once is given it again."""
    claim, at = outcome.claim, now()
    wire = wiring.named(claim.wire)
    safe = wire is not None and wire.dedupes and not claim.once
    if safe and claim.attempts < rules.MOST_ATTEMPTS:
        again = at + rules.pause(claim.attempts)
        _write(claim, state=State.PENDING, error_code=ANSWER_LOST, next_at=again)
        return
    _write(
        claim,
        state=State.UNKNOWN,
        error_code=ANSWER_LOST,
        ask_at=None if outcome.code in NO_USE_ASKING else at + rules.ASK_AFTER,
        fallback_at=at + rules.PATIENCE[claim.channel],
    )


def _absent(outcome: Outcome) -> None:
    """The provider has been asked and never got it: as if it had not been sent."""
    if outcome.claim.once:
        _write(outcome.claim, state=State.FAILED, error_code="never_arrived")
        return
    _write(outcome.claim, state=State.PENDING, error_code="never_arrived", next_at=now())


def _rejected(outcome: Outcome) -> None:
    _ended(outcome, State.FAILED)


def _unwritable(outcome: Outcome) -> None:
    _ended(outcome, State.DEAD)


def _ended(outcome: Outcome, state: State) -> None:
    """It can't be sent this way, now or later: the next channel, if there is one."""
    if not _write(outcome.claim, state=state, error_code=outcome.code):
        return
    message = db.session.get(Message, outcome.claim.id, populate_existing=True)
    if message is not None and outcome.code != "unwritable":
        posting.follow(message)


NOTES = {
    "trouble": _trouble,
    "rejected": _rejected,
    "unclear": _unclear,
    "absent": _absent,
    "unwritable": _unwritable,
}


def _write(claim: Claim, **facts: Any) -> bool:
    """Only the holder of the lease may speak: an orphan that wakes late changes nothing.

    Nor does it undo a receipt that was quicker than this note.
    """
    mine = (
        (Message.id == claim.id)
        & (Message.lease_no == claim.lease_no)
        & (Message.state == State.LEASED)
    )
    facts |= {"updated_at": now(), "lease_until": None}
    return bool(written(update(Message).where(mine).values(**facts)).rowcount)


def expire() -> None:
    """What waited for a wire until it was of no use any more."""
    late = (Message.state == State.PENDING) & (Message.expires_at <= now())
    written(update(Message).where(late).values(state=State.EXPIRED, updated_at=now()))


def settle() -> int:
    """Post the next copy for what was not delivered in time, or waits for a channel that is not
    offered any more; how many were looked at. Run until it says 0."""
    at = now()
    offered = [channel for channel, wires in wiring.wires().items() if wires]
    homeless = (Message.state == State.PENDING) & Message.channel.not_in(offered)
    for message in db.session.scalars(select(Message).where(homeless).limit(200)).all():
        message.state, message.error_code = State.CANCELLED, "channel_gone"
        message.updated_at = at
        posting.follow(message)
    open_still = Message.state.in_((State.ACCEPTED, State.UNKNOWN))
    late = select(Message).where(open_still, Message.fallback_at <= at).limit(200)
    found = list(db.session.scalars(late.with_for_update(skip_locked=True)))
    for message in found:
        if message.otherwise and message.expires_at > at:
            posting.follow(message)
        message.fallback_at = None
    return len(found)

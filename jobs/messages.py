"""Delivery of the outbox: claim, send on many lines at once, note what came of it."""

import logging
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from jinja2 import TemplateError

from jobs import job
from portal.core import tasks
from portal.core.db import breathe, committed
from portal.core.queue import Job, ring
from portal.notifications import queries, rules, texts, wiring
from portal.notifications.operations import claiming, forgetting, noting, receipts
from portal.notifications.operations.claiming import Claim
from portal.notifications.operations.noting import Outcome
from portal.notifications.wires.base import Letter, Rejected, Trouble, Unclear, Wire

log = logging.getLogger(__name__)
LINES = 48  # letters on their way at once
SECONDS = 30  # then another job carries on: RQ ends one after 60
GATHER = 0.01  # seconds: answers that come together are noted together


@job
def deliver() -> None:
    """Send what is due, until nothing is or half a minute has passed."""
    end = time.monotonic() + SECONDS
    flying: dict[Future[Outcome], Claim] = {}
    with ThreadPoolExecutor(LINES, thread_name_prefix="line") as lines:
        while flying or time.monotonic() < end:
            if time.monotonic() < end and len(flying) <= LINES // 2:
                in_hand = Counter(claim.wire for claim in flying.values())
                claims = committed(lambda: claiming.claim(LINES - len(flying), in_hand))  # noqa: B023
                _let_fly(lines, flying, claims)
            if flying:
                _land(flying)
            elif not queries.due_exists():
                return
            else:
                breathe()
    ring(Job.DELIVER)


@job
def settle() -> None:
    """The next channel for what was not delivered in time; receipts that named nothing."""
    while committed(noting.settle):
        breathe()

    def deed() -> None:
        noting.expire()
        receipts.tidy()
        forgetting.forget_codes()
        tasks.succeeded(Job.SETTLE)

    committed(deed)


def _let_fly(
    lines: ThreadPoolExecutor, flying: dict[Future[Outcome], Claim], claims: list[Claim]
) -> None:
    """Write each letter here, hand it over on a line of its own."""
    unwritable = []
    for claim in claims:
        wire = wiring.wire(claim.wire)
        try:
            letter = texts.letter(claim)
        except (TemplateError, KeyError, ValueError, TypeError) as error:
            facts = {"message_id": claim.id, "error": type(error).__name__}
            log.error("message can't be written", extra=facts)
            unwritable.append(Outcome(claim, "unwritable", "unwritable"))
            continue
        flying[lines.submit(hand_over, wire, claim, letter)] = claim
    if unwritable:
        committed(lambda: noting.note(unwritable))


def _land(flying: dict[Future[Outcome], Claim]) -> None:
    """Wait for an answer, take those that come with it, note them in one transaction."""
    done, _ = wait(flying, return_when=FIRST_COMPLETED)
    if len(done) < len(flying):
        more, _ = wait(set(flying) - done, timeout=GATHER)
        done |= more
    outcomes = [future.result() for future in done]
    for future in done:
        del flying[future]
    for outcome in outcomes:
        if outcome.result != "accepted":
            facts = {"message_id": outcome.claim.id, "wire": outcome.claim.wire}
            log.warning("message not taken", extra={**facts, "error": outcome.code})
    committed(lambda: noting.note(outcomes))


def hand_over(wire: Wire, claim: Claim, letter: Letter) -> Outcome:
    """Send the letter, or ask what became of it; never raises. Runs on a thread of its own."""
    begun = time.monotonic()

    def came(result: str, code: str = "", ref: str = "", pause: float = 0.0) -> Outcome:
        seconds = time.monotonic() - begun
        parts = rules.segments(letter.text) if letter.channel == "sms" else 1
        return Outcome(claim, result, code, ref, pause, seconds, parts)

    try:
        found = wire.ask(letter) if claim.asking else wire.send(letter)
    except Trouble as trouble:
        return came("unclear" if claim.asking else "trouble", trouble.code, pause=trouble.pause)
    except Rejected as no:
        return came("rejected", no.code)
    except Unclear as lost:
        return came("unclear", lost.code)
    except Exception as error:  # an adapter's own fault must not take the other letters along
        log.exception("wire failed", extra={"wire": wire.name})
        return came("unclear", type(error).__name__)
    return came("absent") if found is None else came("accepted", ref=found)


@job
def forget() -> None:
    """Words that are a week old, facts that are a year old."""
    while committed(forgetting.forget_words) or committed(forgetting.forget_facts):
        breathe()
    committed(lambda: tasks.succeeded(Job.FORGET))

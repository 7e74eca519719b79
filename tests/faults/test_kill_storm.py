"""Check 1: senders are killed again and again while messages leave through a bad provider."""

import random
import time

import pytest

from portal.notifications.rules import MOST_ATTEMPTS
from tests.faults.conftest import FULL, inside, size
from tests.faults.provider import Provider
from tests.faults.sending import fates, hurry, prepare, references, twice, unfinished
from tests.stack.processes import children, end, until

pytestmark = pytest.mark.stack
MESSAGES = size(10_000, 400)
KILLS = size(100, 8)
BAD = {"500": 0.05, "429": 0.01, "drop": 0.02}
WORKER = "messages worker"
FEW = 48  # letters that one worker has on their way
PACE = size(60, 0)  # letters a second, so that the storm lasts long enough


def storm(stack, chance: random.Random) -> int:
    """Every 0.3 to 1 s a sender dies: the job alone, the whole worker, or its parent alone."""
    kills = 0
    stack.start(WORKER)
    while kills < KILLS:
        time.sleep(chance.uniform(0.3, 1.0))
        jobs = children(stack.processes[WORKER].pid)
        if unfinished(stack) <= FEW:
            break  # what is left waits for its lease to run out: there is nothing to interrupt
        if not jobs:
            if not FULL:
                hurry(stack)
            continue  # it has not begun yet: nothing to interrupt
        if kills % 5 == 4:
            (stack.kill if kills % 2 else stack.orphan)(WORKER)
            stack.start(WORKER)
        else:
            end(jobs[0])
        kills += 1
    return kills


@pytest.mark.parametrize("dedupes", [True, False], ids=["dedupes", "does not dedupe"])
def test_nothing_is_lost_in_a_kill_storm_and_nothing_arrives_twice(stack, dedupes, capsys):
    with Provider(dedupes=dedupes, latency=0.05, faults=BAD, rate=PACE) as provider:
        portal = stack(provider)
        with inside(portal):
            prepare(portal, MESSAGES)
        portal.start("redis", "sweeper")
        begun = time.monotonic()
        kills = storm(portal, random.Random(5))
        stormed = time.monotonic() - begun
        left = unfinished if FULL else hurry
        until(lambda: not left(portal), seconds=600, pause=1)
        lasted = time.monotonic() - begun
        found, all_of_them = fates(portal), references(portal)
    lost = all_of_them - provider.effects.keys()
    with capsys.disabled():
        print(
            f"\n{portal.engine.dialect.name}, {'dedupes' if dedupes else 'does not'}: "
            f"{MESSAGES} messages, {kills} kills in {stormed:.0f} s, over after {lasted:.0f} s; "
            f"{dict(found)}; {len(provider.posts)} posts, lost {len(lost)}, twice {twice(provider)}"
        )
    assert twice(provider) == 0
    assert portal.number("SELECT max(attempts) FROM message") <= MOST_ATTEMPTS
    if dedupes:
        assert found == {"accepted": MESSAGES}
        assert not lost
    else:  # nobody can know: shown, never sent again by itself
        assert found["accepted"] + found["unknown"] == MESSAGES
        uncertain = portal.rows("SELECT reference FROM message WHERE state = 'unknown'")
        assert lost <= {reference for (reference,) in uncertain}

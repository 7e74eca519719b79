"""Check 6: thousands of receipts in random order, each three times, some early, many forged."""

import json
import random
from hashlib import sha256
from hmac import digest

import pytest

from portal.core.db import transaction
from portal.notifications import wiring
from portal.notifications.operations import claiming, noting
from portal.notifications.operations.noting import Outcome
from portal.settings import Provider
from tests.factories.crowds import fair
from tests.factories.messages import rows
from tests.faults.conftest import size
from tests.faults.sending import post_to_everyone

MESSAGES = size(5000, 200)
FORGED = size(1000, 100)
SECRET = "between-us"


@pytest.fixture
def hook(app, rows):
    """The address of a gateway's receipts."""
    before = dict(wiring.wires())
    settings = app.extensions["settings"]
    url = f"json://127.0.0.1:9/?dedupes=yes&secret={SECRET}"
    wiring.connect(
        type(settings)(**{**vars(settings), "providers": (Provider("sms-1", "sms", url),)})
    )
    yield wiring.named("sms-1").hook.removeprefix(settings.base_url)
    wiring.wires().update(before)


def told(reference: str, state: str) -> bytes:
    return json.dumps(
        {"event": f"{reference}:{state}", "id": f"p-{reference}", "state": state}
    ).encode()


def post(app, hook: str, body: bytes, secret: str) -> int:
    """Without the checks of a page, of which there are thousands."""
    signature = digest(secret.encode(), body, sha256).hex()
    headers = {"X-Signature": f"sha256={signature}"}
    return app.test_client().post(hook, data=body, headers=headers).status_code


def test_states_only_move_forward_whatever_comes_in_which_order(app, hook):
    chance = random.Random(11)
    post_to_everyone(fair(MESSAGES))
    with transaction():
        claims = claiming.claim(MESSAGES)
    assert len(claims) == MESSAGES
    early, noted = claims[: MESSAGES // 10], claims[MESSAGES // 10 :]

    def note(some):
        with transaction():
            noting.note([Outcome(c, "accepted", provider_ref=f"p-{c.reference}") for c in some])

    note(noted)
    receipts = [(told(c.reference, "delivered"), SECRET) for c in claims] * 3
    receipts += [(told(c.reference, "failed"), "guessed") for c in claims[:FORGED]]
    chance.shuffle(receipts)
    statuses = [post(app, hook, body, secret) for body, secret in receipts]
    assert statuses.count(403) == FORGED
    assert set(statuses) == {200, 403, 404}  # 404: those that came before our note
    note(early)
    assert {row.state for row in rows()} == {"delivered"}

"""Delivery of the outbox."""

import logging
import time

from jinja2 import TemplateError

from jobs import app, job
from portal.core.db import breathe, transaction
from portal.core.queue import Job, ring
from portal.notifications import operations, queries, texts
from portal.notifications.channels import Folder, Trouble
from portal.notifications.operations import Claim

log = logging.getLogger(__name__)
BATCH = 20
SECONDS = 30  # then another job carries on: RQ ends one after 60


@job
def deliver() -> None:
    """Send what is due, until nothing is or half a minute has passed."""
    channel = Folder(app().extensions["settings"].data_dir / "outbox")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with transaction():
            claims = operations.claim(BATCH)
        for claim in claims:
            _send(channel, claim)
        if not claims and not queries.due_exists():
            return
        breathe()
    ring(Job.DELIVER)


def _send(channel: Folder, claim: Claim) -> None:
    """Render and send with no transaction open, then note what came of it."""
    try:
        text = texts.render(claim.kind, claim.channel, claim.language, claim.facts)
        channel.send(f"message-{claim.id}", claim.channel, claim.address, text)
    except Trouble as trouble:
        log.warning("message not taken", extra={"message_id": claim.id, "error": trouble.code})
        with transaction():
            operations.note_trouble(claim, trouble.code)
    except (TemplateError, KeyError, ValueError, TypeError) as error:
        log.error("message can't be written", extra={"message_id": claim.id})
        with transaction():
            operations.note_dead(claim, type(error).__name__)
    else:
        with transaction():
            operations.note_accepted(claim)

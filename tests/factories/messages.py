"""Messages and wires for tests."""

import secrets
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events import messages
from portal.notifications import kinds
from portal.notifications.kinds import Purpose, Urgency
from portal.notifications.models import Message
from portal.notifications.operations import claiming, posting
from portal.notifications.operations.posting import Draft, Recipient
from portal.notifications.wires.base import Letter, Unclear
from tests.databases import look_again

PHONE, EMAIL = "+212661234567", "aminata@example.org"
SMS = (("sms", PHONE),)
EVERYWHERE = (("whatsapp", PHONE), ("sms", PHONE), ("email", EMAIL))


class FakeWire:
    """A provider in memory. `answers`: what it does with the next letters; then it takes them."""

    hook = ""

    def __init__(self, name="sms-1", channel="sms", *, dedupes=False, tells=False, price=0, rate=0):
        self.name, self.channel = name, channel
        self.dedupes, self.tells, self.price, self.rate = dedupes, tells, price, rate
        self.answers = []
        self.asked = []
        self.knows = {}  # reference -> id: what it says when it is asked
        self.sent: list[Letter] = []
        self._one = threading.Lock()

    def send(self, letter):
        with self._one:
            self.sent.append(letter)
            answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        self.knows[letter.reference] = f"id-{letter.reference}"
        return self.knows[letter.reference]

    def ask(self, letter):
        self.asked.append(letter.reference)
        if self.knows.get("dumb"):
            raise Unclear("cannot_ask")
        return self.knows.get(letter.reference)

    def read(self, callback):
        return [], ""

    @property
    def counts(self):
        return Counter(letter.reference for letter in self.sent)


@contextmanager
def plain_kinds():
    """Kinds whose reason always holds: the outbox alone is looked at."""
    before, asked = dict(kinds.KINDS), dict(kinds._GONE)
    kinds.declare(messages.KINDS, lambda copies: {})
    try:
        yield
    finally:
        for table, kept in ((kinds.KINDS, before), (kinds._GONE, asked)):
            table.clear()
            table.update(kept)


def post(key=None, *, kind="badge", routes=SMS, language="fr", expires=timedelta(days=1), **other):
    """Post a message that can be written; was it new?"""
    facts = {"code": "7K3M9QXH", "starts_at": now().isoformat(), "where": "Rabat"}
    draft = Draft(
        kind=kind,
        to=Recipient(language, tuple(routes)),
        key=key or f"test:{secrets.token_hex(4)}",
        cause=other.pop("cause", "registration:1"),
        expires_at=now() + expires,
        path=other.pop("path", "badges/x/"),
        facts=facts | other.pop("facts", {}),
        prompt=other.pop("prompt", True),
        **other,
    )
    with transaction():
        return posting.post(draft)


def post_code():
    """A one-time code that somebody asked for."""
    post()
    with transaction():
        code = db.session.query(Message).order_by(Message.id.desc()).first()
        code.purpose, code.urgency = Purpose.CODE.value, Urgency.CODE.value


def claim(most=10):
    with transaction():
        return claiming.claim(most)


def rows(**wanted):
    """All messages as they are now, the first posted first."""
    look_again()
    return db.session.query(Message).filter_by(**wanted).order_by(Message.id).all()


def only():
    (row,) = rows()
    return row


def states():
    return [(row.channel, row.state) for row in rows()]

"""Write messages in the outbox, take back those whose reason has gone, send one again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, insert_new, insert_new_rows, written
from portal.core.errors import Refused
from portal.core.queue import Job, later
from portal.core.sealed import phone_index
from portal.notifications import kinds, wiring
from portal.notifications.models import HeldSending, Message, State, new_reference
from portal.notifications.operations import links

REPLAYABLE = (State.DEAD, State.FAILED, State.UNKNOWN)


@dataclass(frozen=True)
class Recipient:
    """Who reads it: the language, and (channel, address) pairs in the order they are tried."""

    language: str
    routes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """A message to be posted.

    `key` says what it means ("badge:12"): per channel it is posted once, ever. `path` is the page
    that its link leads to, below the reader's language. `prompt`: the person waits for it.
    `matters_on`: the day on which it is sent at any hour. `sending`: of which many it is one.
    `not_before`: it leaves then at the earliest.
    """

    kind: str
    to: Recipient
    key: str
    cause: str
    expires_at: datetime
    path: str
    facts: dict[str, Any] = field(default_factory=dict)
    prompt: bool = False
    matters_on: date | None = None
    sending: str = ""
    not_before: datetime | None = None


def post(draft: Draft) -> bool:
    """Write the message now; a worker sends it after the commit. Was it new?

    False as well for someone who can't be reached on any channel that this portal offers.
    """
    rows = _rows([draft])
    if not rows or not insert_new(Message, **rows[0]):
        return False
    later(Job.DELIVER)
    return True


def post_all(drafts: Iterable[Draft]) -> int:
    """Write many at once; how many were new."""
    rows = _rows(list(drafts))
    count = insert_new_rows(Message, rows)
    if count:
        later(Job.DELIVER)
    return count


def cancel(cause: str, reason: str = "reason_gone") -> None:
    """Nobody needs to hear of `cause` any more: its waiting messages are not sent."""
    _drop((Message.cause == cause) & (Message.state == State.PENDING), reason)


def cancel_sending(sending: str) -> None:
    """What of this sending has not left yet does not leave."""
    mine = (Message.sending == sending) & (Message.state == State.PENDING)
    _drop(mine, "sending_cancelled")


def leave_address(cause: str, address: str) -> None:
    """This address is the person's no more: what waits for it takes her next channel."""
    index = phone_index(address)
    open_still = Message.state.in_((State.PENDING, State.LEASED, State.ACCEPTED, State.UNKNOWN))
    mine = select(Message).where(Message.cause == cause, open_still).with_for_update()
    for message in db.session.scalars(mine).all():
        left = [route for route in message.otherwise or () if route[1] != address]
        message.otherwise = left or None
        if message.state == State.PENDING and message.address_index == index:
            message.state, message.error_code = State.CANCELLED, "address_gone"
            message.updated_at = now()
            follow(message)


def hold_sending(sending: str) -> None:
    """Let nothing of this sending leave, from this moment on."""
    insert_new(HeldSending, sending=sending)


def let_sending_go(sending: str) -> None:
    """What was held of this sending may leave again."""
    db.session.query(HeldSending).filter_by(sending=sending).delete()
    later(Job.DELIVER)


def replay(message: Message) -> None:
    """Send it again, the same words. Raises Refused: replay_late, replay_impossible for one that
    is on its way, has arrived, or whose words were erased.

    What surely never arrived gets a new reference: under the old one a provider that dedupes would
    only repeat its "no". What is unknown keeps it, so that such a provider sends it once at most.
    """
    db.session.refresh(message, with_for_update=True)
    if message.state not in REPLAYABLE or not message.words_kept:
        raise Refused("replay_impossible")
    if message.expires_at <= now():
        raise Refused("replay_late")
    if message.state != State.UNKNOWN:
        message.reference, message.provider_ref = new_reference(), ""
    message.state, message.attempts, message.next_at = State.PENDING, 0, now()
    message.error_code, message.ask_at, message.fallback_at = "", None, None
    message.updated_at, message.seen_at = now(), None
    audit.record("notifications.message.replayed", f"message:{message.id}")
    later(Job.DELIVER)


def follow(message: Message) -> bool:
    """Post the next copy, on the next channel of this person. False when there is none left."""
    message.fallback_at = None
    routes = tuple((channel, address) for channel, address in message.otherwise or ())
    draft = Draft(
        kind=message.kind,
        to=Recipient(message.language, routes),
        key=message.dedupe_key.rpartition(":")[0],
        cause=message.cause,
        expires_at=message.expires_at,
        path="",
        facts=message.facts,
        prompt=message.prompt,
        matters_on=message.matters_on,
        sending=message.sending,
    )
    return post(draft)


def _drop(which: Any, reason: str) -> None:
    gone = {"state": State.CANCELLED, "error_code": reason, "updated_at": now()}
    written(update(Message).where(which).values(**gone))


def _rows(drafts: Collection[Draft]) -> list[dict[str, Any]]:
    paths = {f"{draft.to.language}/{draft.path}" for draft in drafts if draft.path}
    tokens = links.tokens(paths)
    rows = [_row(draft, tokens) for draft in drafts]
    return [row for row in rows if row]


def _row(draft: Draft, tokens: dict[str, str]) -> dict[str, Any]:
    """The columns of a message; empty for someone who can't be reached."""
    kind = kinds.KINDS[draft.kind]
    routes = [route for route in draft.to.routes if _fits(kind, route)]
    if not routes:
        return {}
    (channel, address), *rest = routes
    facts = dict(draft.facts)
    if draft.path:
        facts["link"] = tokens[f"{draft.to.language}/{draft.path}"]
    at = now()
    return {
        "reference": new_reference(),
        "dedupe_key": f"{draft.key}:{channel}",
        "kind": kind.name,
        "purpose": kind.purpose.value,
        "cause": draft.cause,
        "sending": draft.sending,
        "channel": channel,
        "address": address,
        "address_index": phone_index(address),
        "language": draft.to.language,
        "facts": facts,
        "otherwise": [list(route) for route in rest] or None,
        "urgency": kind.urgency.value,
        "prompt": draft.prompt,
        "matters_on": draft.matters_on,
        "expires_at": draft.expires_at,
        "next_at": draft.not_before or at,
        "created_at": at,
        "updated_at": at,
    }


def first_route(kind: str, to: Recipient) -> tuple[str, str] | None:
    """The channel and the address that a message of this kind tries first."""
    return next((route for route in to.routes if _fits(kinds.KINDS[kind], route)), None)


def leaves_by(kind: kinds.Kind, channel: str) -> bool:
    """Can messages of this kind take this channel? WhatsApp carries approved words alone."""
    return wiring.is_offered(channel) and (channel != "whatsapp" or kind.approved)


def _fits(kind: kinds.Kind, route: tuple[str, str]) -> bool:
    channel, address = route
    return bool(address) and leaves_by(kind, channel)

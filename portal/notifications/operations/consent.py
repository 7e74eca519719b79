"""What people allow: kept as they said it, the latest word counts, at once."""

from collections.abc import Iterable

from sqlalchemy import select, update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, insert_row, written
from portal.core.sealed import phone_index
from portal.notifications.kinds import STOPPABLE, UNSAID, Purpose
from portal.notifications.models import Consent, Message, State

VERSION = "2026-11"  # of the sentences that people read before they choose


def say(address: str, purpose: Purpose, given: bool, *, how: str, language: str) -> None:
    """Keep what the reader of `address` says; a stop holds for messages already waiting."""
    index = phone_index(address)
    insert_row(
        Consent,
        address_index=index,
        purpose=purpose.value,
        given=given,
        how=how,
        version=VERSION,
        language=language,
    )
    audit.record("notifications.consent.given" if given else "notifications.consent.withdrawn", how)
    if not given:
        _drop_waiting(index, purpose)


def stop_all(addresses: Iterable[str], *, how: str, language: str) -> None:
    """Nothing more to these addresses, but the codes they ask for themselves."""
    for address in addresses:
        said = latest([phone_index(address)])
        for purpose in (*STOPPABLE, Purpose.WORK):
            if said.get((phone_index(address), purpose)) is not False:
                say(address, purpose, False, how=how, language=language)


def latest(indexes: Iterable[bytes]) -> dict[tuple[bytes, str], bool]:
    """The latest word on each (address index, purpose) of which something was said."""
    mine = select(Consent.address_index, Consent.purpose, Consent.given)
    asked = mine.where(Consent.address_index.in_(set(indexes))).order_by(Consent.id)
    return {(index, purpose): given for index, purpose, given in db.session.execute(asked)}


def allowed(said: dict[tuple[bytes, str], bool], index: bytes, purpose: str) -> bool:
    """Does the reader of this address allow this purpose?"""
    return said.get((index, purpose), UNSAID[Purpose(purpose)])


def of_address(address: str) -> dict[Purpose, bool]:
    """What the reader of an address allows, purpose by purpose."""
    index = phone_index(address)
    said = latest([index])
    return {purpose: allowed(said, index, purpose) for purpose in Purpose}


def _drop_waiting(index: bytes, purpose: Purpose) -> None:
    """WhatsApp is dropped at sending time, where the next channel is known."""
    mine = (Message.address_index == index) & (Message.purpose == purpose.value)
    waiting = mine & (Message.state == State.PENDING)
    gone = {"state": State.CANCELLED, "error_code": "stopped", "updated_at": now()}
    written(update(Message).where(waiting).values(**gone))

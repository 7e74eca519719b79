"""A reader leaves a number, to be called back; the members deal with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.accounts.operations import tallies
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.sealed import phone_index
from portal.notifications.models import Message, State
from portal.startups import messages
from portal.startups.models import CallRequest, Startup
from portal.startups.operations import counting, telling
from portal.startups.operations.holding import hold, subject
from portal.startups.rules import asking as rules
from portal.startups.states import Sign, StartupState

NETWORK, NUMBER, STARTUP = "ask_network", "ask_number", "ask_startup"  # what is tallied
PAGE = "founder/requests/"


@dataclass(frozen=True)
class Asked:
    """What a reader leaves. `phone` in E.164; `language`: of the page she read."""

    phone: str
    name: str
    words: str
    language: str


def ask(startup: Startup, asked: Asked, *, network: str) -> CallRequest:
    """Keep it for the members alone, and tell them. The same number again is the same request.

    Raises Refused: page_hidden, asked_enough (one reader, or one network), asked_too_often.
    """
    held = hold(startup.id)
    if held.state != StartupState.SHOWN:
        raise Refused("page_hidden")
    earlier = _earlier(held.id, asked.phone)
    if earlier is not None:
        return _asked_again(held, earlier, asked)
    enough = Refused("asked_enough", "phone")
    tallies.take(NUMBER, tallies.digest(NUMBER, asked.phone), rules.FROM_A_NUMBER, refusal=enough)
    tallies.take(NETWORK, tallies.digest(NETWORK, network), rules.FROM_A_NETWORK, refusal=enough)
    many = Refused("asked_too_often", "phone")
    tallies.take(STARTUP, tallies.digest(STARTUP, str(held.id)), rules.TO_A_STARTUP, refusal=many)
    made = CallRequest(
        startup_id=held.id,
        phone=asked.phone,
        phone_index=phone_index(asked.phone),
        name=asked.name or None,
        words=asked.words or None,
        language=asked.language,
    )
    db.session.add(made)
    db.session.flush()
    counting.add(held.id, Sign.ASKED)
    _tell(held, made)
    return made


def done(request: CallRequest) -> None:
    """ "I have called". Said twice, the first time counts."""
    held, request = _as_it_stands(request)
    if request.done_at is None:
        request.done_at = now()
        audit.record("startups.request.done", subject(held))


def remove(request: CallRequest) -> None:
    """A member needs it no longer."""
    held, request = _as_it_stands(request)
    db.session.delete(request)
    audit.record("startups.request.removed", subject(held))
    db.session.flush()


def _earlier(startup_id: int, phone: str) -> CallRequest | None:
    mine = (CallRequest.startup_id == startup_id) & (CallRequest.phone_index == phone_index(phone))
    lately = select(CallRequest).where(mine, CallRequest.at > now() - rules.SAME)
    return db.session.scalar(lately.order_by(CallRequest.id.desc()).limit(1))


def _asked_again(held: Startup, earlier: CallRequest, asked: Asked) -> CallRequest:
    """What she says now is added; if somebody has called meanwhile, she waits again."""
    earlier.name, earlier.words = asked.name or earlier.name, asked.words or earlier.words
    if earlier.done_at is not None:
        earlier.done_at, earlier.at = None, now()
        _tell(held, earlier)
    db.session.flush()
    return earlier


def _tell(held: Startup, request: CallRequest) -> None:
    """One message an hour at most: what waits to leave tells of this request as well. It holds
    neither the number nor the name."""
    for member in telling.keepers(held.id):
        last = _last_told(member.id)
        if last is not None and last.state == State.PENDING:
            continue
        telling.write(
            member,
            messages.ASKED,
            f"{request.id}-{request.at.timestamp():.0f}",
            expires_in=rules.TELLS_FOR,
            path=PAGE,
            not_before=_after(last),
        )


def _last_told(member_id: int) -> Message | None:
    mine = Message.cause == messages.cause(messages.ASKED, member_id)
    return db.session.scalar(select(Message).where(mine).order_by(Message.id.desc()).limit(1))


def _after(last: Message | None) -> datetime | None:
    """When the next one may leave; None: at once."""
    if last is None:
        return None
    at = max(last.created_at, last.next_at) + rules.BETWEEN_MESSAGES
    return at if at > now() else None


def _as_it_stands(request: CallRequest) -> tuple[Startup, CallRequest]:
    """The row as it is now that the start-up is held. Refused if it is there no more."""
    held = hold(request.startup_id)
    wanted = select(CallRequest).where(CallRequest.id == request.id)
    fresh = db.session.scalar(wanted.execution_options(populate_existing=True))
    if fresh is None:
        raise Refused("request_gone")
    return held, fresh

"""People who come without a registration: written at the door, registered when we hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.core import boxes, codes, phones
from portal.core.db import db
from portal.core.errors import Refused
from portal.events import rules as event_rules
from portal.events.models import Event, Registration
from portal.events.operations import registration, seats
from portal.events.operations.registration import Answers
from portal.events.states import SeatState, Source
from portal.kiosks.models import Kiosk
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.rules import Point, Window, sealed_for
from portal.kiosks.states import Review

LANGUAGES = ("fr", "ar", "en", "es")
LONGEST_CONSENT = 20


@dataclass(frozen=True)
class Slip:
    """What was written at the door. `session`: the one that she came for."""

    name: str
    phone: str | None
    language: str
    code: str
    consent: str
    session: int


def read(kiosk: Kiosk, point: Point, nonce: str, box: bytes | None, at: datetime) -> Slip | None:
    """What was written; None when it can't be opened, or says no name.

    A wrong number is no reason to lose the person, nor is a wrong language or session.
    """
    try:
        said = boxes.open_box(sealed_for(kiosk.event_id), nonce, box or b"")
    except boxes.BoxError:
        return None
    name = _line(said.get("name"))[: event_rules.LONGEST_NAME].strip()
    session = _session(point, said.get("session"), ms(at))
    if not name or not session:
        return None
    language = said.get("language")
    return Slip(
        name=name,
        phone=phones.parse(_line(said.get("phone"))),
        language=language if language in LANGUAGES else "fr",
        code=_own_code(kiosk, _line(said.get("code"))),
        consent=_line(said.get("consent"))[:LONGEST_CONSENT],
        session=session,
    )


def enter(
    kiosk: Kiosk, point: Point, slips: Mapping[str, tuple[Slip, datetime]]
) -> dict[str, Registration]:
    """Register those who wrote these slips (by nonce, with the instant), as far as we may."""
    if not slips:
        return {}
    event = db.session.get_one(Event, kiosk.event_id)
    # All that settling may need, too, at once and in the order of those who register: nobody
    # waits in a circle.
    db.session.refresh(event, ["state"], with_for_update={"read": True, "key_share": True})
    seats.lock(window.session for window in point.windows)
    made = {}
    for nonce, (slip, at) in sorted(slips.items(), key=lambda item: (item[1][1], item[0])):
        try:
            made[nonce] = _register(event, slip, at)
        except Refused:
            continue
    return made


def review_of(slip: Slip | None, made: Registration | None) -> str:
    """Why somebody should look: not registered, or not with the code that stands on her paper."""
    kept = slip is not None and made is not None and slip.code == made.code
    return "" if kept else Review.WALK_IN


def _register(event: Event, slip: Slip, at: datetime) -> Registration:
    answers = Answers(
        name=slip.name, phone=slip.phone, session_ids=(slip.session,), language=slip.language
    )
    made = registration.register(
        event,
        answers,
        source=Source.DOOR,
        tell=False,
        code=slip.code,
        agreed=(slip.consent, at),
    )
    if all(seat.state == SeatState.SEATED for seat in made.seats):
        registration.confirm(made, made.seats)
    return made


def _own_code(kiosk: Kiosk, text: str) -> str:
    """The code in `text` where this kiosk may have made it; else "", and she gets another."""
    code = codes.read(text) or ""
    return code if code.startswith(codes.device_range(kiosk.number)) else ""


def _session(point: Point, wanted: Any, at: int) -> int:
    """The session that was named, where it is one of this check point; else the one that is open,
    or the nearest. 0: there is none."""
    mine = {window.session for window in point.windows}
    if isinstance(wanted, int) and wanted in mine:
        return wanted

    def far(window: Window) -> tuple[int, int]:
        return max(window.opens - at, at - window.closes + 1, 0), window.opens

    nearest = min(point.windows, key=far, default=None)
    return nearest.session if nearest else 0


def _line(text: Any) -> str:
    """Text as a device may send it: no line breaks, nothing that a database can't hold."""
    return "".join(c for c in text if c.isprintable()) if isinstance(text, str) else ""

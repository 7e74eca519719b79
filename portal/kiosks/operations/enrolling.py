"""Make a kiosk, let a device become it, stop it."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from portal.accounts.operations import tallies
from portal.accounts.queries import hashed
from portal.accounts.rules import Limit
from portal.core import audit, codes
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.sealed import keyed
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, Kiosk
from portal.kiosks.operations import listing
from portal.kiosks.queries import devices

GUESS = "kiosk_code"  # what is tallied: codes that are tried
ALL = "all"
# A code holds for a quarter of an hour and is one of 34 thousand millions: with a hundred of them
# alive, so many guesses find one of them once in a hundred years.
GUESSES_HERE = Limit(20, timedelta(minutes=15))  # wrong ones, from one network
GUESSES_ALL = Limit(300, timedelta(hours=1))


def add_kiosk(
    point: CheckPoint, *, name: str, station: str, keeper_id: int | None, made_by: int | None
) -> tuple[Kiosk, str]:
    """A new kiosk at this check point, and the one-time code that a device becomes it with.

    Raises Refused: point_gone, doors_over, kiosks_full.
    """
    door = listing.door_of(point.event)
    if point.closed_at is not None:
        raise Refused("point_gone")
    _must_not_be_over(point)
    if door.kiosks >= rules.MOST_KIOSKS:
        raise Refused("kiosks_full")
    kiosk = Kiosk(
        event_id=point.event_id,
        check_point=point,
        name=name,
        station=station,
        number=door.kiosks,
        keeper_id=keeper_id,
        made_by=made_by,
    )
    door.kiosks += 1
    db.session.add(kiosk)
    code = _give_code(kiosk)
    audit.record("kiosks.kiosk.made", subject(kiosk))
    return kiosk, code


def new_code(kiosk: Kiosk) -> str:
    """Another one-time code, in place of the one before. The device that is this kiosk now goes on
    until another has used the code. Raises Refused: doors_over."""
    db.session.refresh(kiosk, with_for_update=True)
    _must_not_be_over(kiosk.check_point)
    kiosk.revoked_at = None  # its token is gone already: only the code brings it back
    code = _give_code(kiosk)
    audit.record("kiosks.kiosk.code_made", subject(kiosk))
    return code


def count_guess(network: str) -> list[int]:
    """A code is about to be tried from this network: counted as a guess until it proves right.

    Raises Refused("code_wait") where too many were wrong, there or everywhere. The tallies.
    """
    no = Refused("code_wait")
    here, everywhere = tallies.digest(GUESS, network), tallies.digest(GUESS, ALL)
    mine = tallies.take(GUESS, here, GUESSES_HERE, refusal=no)
    return [mine, tallies.take(GUESS, everywhere, GUESSES_ALL, refusal=no)]


def enrol(text: str, guesses: list[int] | None = None) -> tuple[Kiosk, str]:
    """The kiosk that this one-time code makes of a device, and its token: shown this once.

    Of two devices with the same code one becomes the kiosk. `guesses`: what count_guess() counted.
    Raises Refused("code_wrong"): unknown, used, too old, or of an event that is over.
    """
    code = codes.read(text)
    if code is None:
        raise Refused("code_wrong")
    mine = (Kiosk.code_hash == _digest(code)) & (Kiosk.code_ends_at > now())
    kiosk = db.session.scalar(select(Kiosk).where(mine).with_for_update())
    if kiosk is None or now() >= devices.token_ends(kiosk.check_point.event):
        raise Refused("code_wrong")
    token = secrets.token_urlsafe(32)
    kiosk.token_hash, kiosk.enrolled_at = hashed(token), now()
    kiosk.code_hash = kiosk.code_ends_at = None
    for tally in guesses or ():
        tallies.forgive(tally)
    audit.record("kiosks.kiosk.enrolled", subject(kiosk))
    return kiosk, token


def revoke(kiosk: Kiosk) -> None:
    """Stop a kiosk: its token and its code open nothing from now on. Asked twice, done once."""
    db.session.refresh(kiosk, with_for_update=True)
    if kiosk.revoked_at is not None:
        return
    kiosk.revoked_at = now()
    kiosk.token_hash = kiosk.code_hash = kiosk.code_ends_at = None
    audit.record("kiosks.kiosk.revoked", subject(kiosk))


def subject(kiosk: Kiosk) -> str:
    return f"kiosk:{kiosk.id}"


def _give_code(kiosk: Kiosk) -> str:
    code = codes.new()
    kiosk.code_hash, kiosk.code_ends_at = _digest(code), now() + rules.CODE_LASTS
    db.session.flush()
    return code


def _digest(code: str) -> str:
    return keyed("kiosk.code", code).hex()


def _must_not_be_over(point: CheckPoint) -> None:
    if now() >= devices.token_ends(point.event):
        raise Refused("doors_over")

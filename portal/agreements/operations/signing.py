"""A party asks for a code, signs with it, or says no. Each for themselves."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from portal.accounts import rules as keys
from portal.accounts.models import Account, Staff
from portal.accounts.operations import tallies
from portal.accounts.queries import recipient, tallied
from portal.accounts.rules import Limit
from portal.agreements.models import Signature
from portal.agreements.operations import telling
from portal.agreements.operations.drafting import forget_code
from portal.agreements.rules import turns, wording
from portal.agreements.states import AgreementState, Party
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, in_turn, written
from portal.core.errors import Refused
from portal.core.sealed import keyed
from portal.notifications.operations.posting import Recipient

SENT, TOTP = "agreement_code", "agreement_totp"  # what is tallied
BY_CODE = ("sms", "email")
SHORT, DAY = (Limit(most, within) for within, most in turns.SENDS)
WRONG_TOTP = Limit(turns.TRIES, turns.TOTP_WINDOW)


@dataclass(frozen=True)
class Signer:
    """Who sits in a seat: an account, a member of staff, or (a school) whoever has the link."""

    account: Account | None = None
    staff: Staff | None = None


@dataclass(frozen=True)
class Read:
    """What a signer says: the name for the paper, the version and the language that were read."""

    name: str
    version: int
    language: str
    role: str = ""


def send_code(signature: Signature, signer: Signer, read: Read) -> None:
    """Post six digits to the signer. The agreement's row is locked.

    Raises Refused: code_unsendable, code_too_many, and what _judge() says.
    """
    agreement = signature.agreement
    _judge(signature, signer, read.version)
    to = _where(signature, signer)
    who = tallies.digest(SENT, str(signature.id), str(_account_id(signer)))
    in_turn(f"{SENT}:{who}")
    for limit in (SHORT, DAY):
        if len(tallied(SENT, who, limit.within)) >= limit.most:
            raise Refused("code_too_many")
    tallies.add(SENT, who)
    code = keys.new_code()
    _name(signature, read)
    signature.code_hash = _hash(signature, signer, code)
    signature.code_ends_at, signature.tries = now() + turns.CODE_HOLDS, 0
    db.session.flush()
    if not telling.code(agreement, signature, to, code, secrets.token_hex(6)):
        raise Refused("code_unsendable")
    audit.record("agreements.code.sent", f"agreement:{agreement.id}", signature.party)


def sign(signature: Signature, signer: Signer, read: Read, typed: str) -> Refused | None:
    """Sign with the code that was sent, or staff with the one their phone shows.

    What a wrong code leaves behind (one try less) must stay: it is returned, not raised.
    """
    _judge(signature, signer, read.version)
    refusal = _use_totp(signer.staff, typed) if signer.staff else _use(signature, signer, typed)
    if refusal is not None:
        return refusal
    agreement = signature.agreement
    if read.name:  # who had a code sent wrote it then
        _name(signature, read)
    signature.account_id = signer.account.id if signer.account else None
    signature.staff_id = signer.staff.id if signer.staff else None
    signature.signed_at, signature.language = now(), read.language
    signature.text_hash = wording.text_hash(agreement.text)
    forget_code(signature)
    db.session.flush()
    audit.record("agreements.agreement.signed", f"agreement:{agreement.id}", signature.party)
    if all(one.signed_at is not None for one in agreement.signatures):
        agreement.state, agreement.signed_at = AgreementState.SIGNED, now()
        db.session.flush()
        audit.record("agreements.agreement.complete", f"agreement:{agreement.id}")
        telling.signed(agreement)
    return None


def refuse(signature: Signature, signer: Signer, why: str) -> None:
    """This party says no: nobody signs any more, and the others are told."""
    agreement = signature.agreement
    if agreement.state != AgreementState.TO_SIGN:
        raise Refused("agreement_moved_on")
    if signature.signed_at is not None:
        raise Refused("already_signed")
    signature.refused_at, signature.refused_why = now(), why
    signature.account_id = signer.account.id if signer.account else None
    signature.staff_id = signer.staff.id if signer.staff else None
    for one in agreement.signatures:
        forget_code(one)
    agreement.state, agreement.changed_at = AgreementState.REJECTED, now()
    db.session.flush()
    audit.record("agreements.agreement.refused", f"agreement:{agreement.id}", signature.party)
    telling.stopped(agreement, but=signature.party)


def has_code(signature: Signature, at: datetime) -> bool:
    """Was a code sent for this seat that still opens something?"""
    live = signature.code_hash is not None and signature.tries < turns.TRIES
    return live and signature.code_ends_at is not None and signature.code_ends_at > at


def _judge(signature: Signature, signer: Signer, version: int) -> None:
    agreement = signature.agreement
    if agreement.state != AgreementState.TO_SIGN:
        raise Refused("agreement_moved_on")
    if version != agreement.version:
        raise Refused("agreement_changed")
    if signature.signed_at is not None:
        raise Refused("already_signed")
    account, person = signer.account, agreement.application.person
    if account is None:
        return
    if account.careful_until is not None and account.careful_until > now():
        raise Refused("number_new")
    if signature.party == Party.EMPLOYER and account.id == person.account_id:
        raise Refused("agreement_own")  # one person on both sides


def _where(signature: Signature, signer: Signer) -> Recipient:
    """Where the code goes: one address, that of who signs."""
    if signer.account is None and signature.party != Party.SCHOOL:
        raise Refused("code_unsendable")
    to = recipient(signer.account) if signer.account else telling.of_school(signature)
    routes = [route for channel in BY_CODE for route in to.routes if route[0] == channel]
    if not routes:
        raise Refused("code_unsendable")
    return Recipient(to.language, tuple(routes[:1]))


def _use(signature: Signature, signer: Signer, typed: str) -> Refused | None:
    """Count a try, then use the code up if it is the right one: once, whoever else tries."""
    mine = (Signature.id == signature.id) & Signature.code_hash.is_not(None)
    live = mine & (Signature.tries < turns.TRIES) & (Signature.code_ends_at > now())
    if not written(update(Signature).where(live).values(tries=Signature.tries + 1)).rowcount:
        return Refused("code_gone", "code")
    right = mine & (Signature.code_hash == _hash(signature, signer, typed))
    used = written(update(Signature).where(right).values(code_hash=None, code_ends_at=None))
    db.session.refresh(signature)
    if used.rowcount:
        return None
    return Refused("code_wrong" if signature.tries < turns.TRIES else "code_gone", "code")


def _use_totp(staff: Staff, typed: str) -> Refused | None:
    """The code that the phone of this member of staff shows now, used up."""
    who = tallies.digest(TOTP, str(staff.id))
    try:
        tally = tallies.take(TOTP, who, WRONG_TOTP, refusal=Refused("code_wait", "code"))
    except Refused as no:
        return no
    locked = db.session.get_one(Staff, staff.id, with_for_update=True, populate_existing=True)
    step = keys.matching_step(locked.totp_secret, typed, now())
    if step is None or step <= locked.totp_step:
        return Refused("totp_wrong", "code")
    locked.totp_step = step
    tallies.forgive(tally)
    return None


def _hash(signature: Signature, signer: Signer, code: str) -> bytes:
    """Bound to the seat, to who sits in it, and to the version that is signed."""
    facts = (signature.id, signature.agreement.version, _account_id(signer), code)
    return keyed("agreement_code", "|".join(map(str, facts)))


def _account_id(signer: Signer) -> int:
    return signer.account.id if signer.account else 0


def _name(signature: Signature, read: Read) -> None:
    if signature.party == Party.PERSON:
        signature.agreement.person_name = read.name
    else:
        signature.name = read.name
        signature.role = signature.role if signature.party == Party.SCHOOL else read.role

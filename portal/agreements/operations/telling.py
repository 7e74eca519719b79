"""Tell the parties of an agreement what happens to it. Staff see it at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from portal.accounts.models import Account
from portal.accounts.queries import recipient
from portal.agreements import messages, queries
from portal.agreements.models import Agreement, Signature
from portal.agreements.rules import turns
from portal.agreements.states import Party
from portal.core.clock import now
from portal.notifications.operations import posting
from portal.notifications.operations.posting import Draft, Recipient


@dataclass(frozen=True)
class Reader:
    """Someone who is told: as which party, how reached, and where the link leads."""

    party: str
    who: str  # for the key: "account:12", "school"
    to: Recipient
    path: str


def cause(agreement: Agreement) -> str:
    return f"agreement:{agreement.id}"


def to_sign(agreement: Agreement, *, but: int | None = None) -> None:
    """Something is there to be read and signed. `but`: the account that sends it knows."""
    for reader in _readers(agreement, but=but):
        _post(agreement, messages.TO_SIGN, reader, f"{agreement.version}", turns.TO_SIGN_FOR)


def changed(agreement: Agreement, signers: dict[str, int | None]) -> None:
    """Those who had signed (party -> account) are told so; the others still have to sign."""
    for reader in _readers(agreement):
        had = reader.party in signers
        signed = had and reader.who in {f"account:{signers[reader.party]}", str(Party.SCHOOL)}
        kind = messages.CHANGED if signed else messages.TO_SIGN
        _post(agreement, kind, reader, f"{agreement.version}", turns.TO_SIGN_FOR)


def signed(agreement: Agreement) -> None:
    """Every party has signed."""
    for reader in _readers(agreement):
        _post(agreement, messages.SIGNED, reader, f"{agreement.version}", turns.TO_SIGN_FOR)


def stopped(agreement: Agreement, *, but: str = "") -> None:
    """A party said no, or the agreement was cancelled. `but`: the party that did it."""
    posting.cancel(cause(agreement), "agreement_moved_on")
    for reader in _readers(agreement):
        if reader.party != but:
            _post(agreement, messages.STOPPED, reader, "", turns.TO_SIGN_FOR)


def evaluate(agreement: Agreement, *, again: bool = False) -> None:
    """How did it go? Asked of both sides, and once more of who has not said."""
    for reader in _readers(agreement):
        if reader.party in turns.EVALUATE and not queries.evaluation(agreement, reader.party):
            key = "again" if again else "first"
            _post(agreement, messages.EVALUATE, reader, key, turns.ASKED_FOR, page="evaluation")


def code(agreement: Agreement, signature: Signature, to: Recipient, otp: str, mark: str) -> bool:
    """The six digits, on their way to who asked. `mark` tells one code from the next."""
    return posting.post(
        Draft(
            kind=messages.CODE,
            to=to,
            key=f"{cause(agreement)}:code:{signature.id}:{mark}",
            cause=cause(agreement),
            expires_at=now() + turns.CODE_HOLDS,
            path="",
            facts={"otp": otp, "party": signature.party, "version": agreement.version},
            prompt=True,
        )
    )


def of_school(signature: Signature) -> Recipient:
    """A school has no account: an address, and French."""
    address = signature.address or ""
    return Recipient("fr", (("email" if "@" in address else "sms", address),))


def _readers(agreement: Agreement, *, but: int | None = None) -> Iterator[Reader]:
    person = agreement.application.person.account
    if person is not None and person.id != but:
        yield _by_account(Party.PERSON, person, f"me/agreements/{agreement.token}/")
    firm = agreement.application.opportunity.organisation_id or 0
    for account in queries.members(firm):
        if account.id != but:
            yield _by_account(Party.EMPLOYER, account, f"employer/agreements/{agreement.token}/")
    school = queries.signature(agreement, Party.SCHOOL)
    if school is not None:
        yield Reader(Party.SCHOOL, Party.SCHOOL, of_school(school), f"sign/{school.token}/")


def _by_account(party: str, account: Account, path: str) -> Reader:
    return Reader(party, f"account:{account.id}", recipient(account), path)


def _post(
    agreement: Agreement, kind: str, reader: Reader, mark: str, lasts: timedelta, page: str = ""
) -> None:
    posting.post(
        Draft(
            kind=kind,
            to=reader.to,
            key=f"{cause(agreement)}:{kind}:{mark}:{reader.who}",
            cause=cause(agreement),
            expires_at=now() + lasts,
            path=reader.path + page,
            facts={"party": reader.party, "version": agreement.version},
        )
    )

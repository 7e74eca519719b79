"""What a signed-in person wants to be written about, and where."""

from portal.accounts.models import Account
from portal.core import audit
from portal.core.sealed import phone_index
from portal.notifications.kinds import STOPPABLE, Purpose
from portal.notifications.operations import consent
from portal.notifications.operations import posting as outbox

ASKED = (*STOPPABLE, Purpose.WORK)


def addresses(account: Account) -> list[str]:
    return [address for address in (account.phone, account.email) if address]


def wanted(account: Account) -> set[Purpose]:
    """What holds now. Of two addresses, one that allows something is enough."""
    said = consent.latest(phone_index(a) for a in addresses(account))
    asked = (*ASKED, Purpose.WHATSAPP)
    return {p for p in asked for a in addresses(account) if _allows(said, a, p)}


def keep(account: Account, wished: set[Purpose], first: str) -> None:
    """Let this hold from now on, for what waits to leave as well."""
    spare = ["whatsapp"] if Purpose.WHATSAPP in wished else []
    account.channels = list(dict.fromkeys([*([first] if first else []), *spare]))
    said = consent.latest(phone_index(a) for a in addresses(account))
    for purpose in (*ASKED, Purpose.WHATSAPP):
        given = purpose in wished
        for address in addresses(account):
            mine = purpose != Purpose.WHATSAPP or address == account.phone
            if mine and _allows(said, address, purpose) != given:
                consent.say(address, purpose, given, how="page", language=account.language)
    audit.record("accounts.messages.chosen", f"account:{account.id}")


def stop(account: Account) -> None:
    """Nothing more to this person, at once, but the codes that she asks for."""
    consent.stop_all(addresses(account), how="page", language=account.language)
    audit.record("accounts.messages.stopped", f"account:{account.id}")


def change_email(account: Account, email: str | None) -> None:
    """Another address for mail, or none: what waits for the old one takes her next channel."""
    if email == account.email:
        return
    if account.email:
        outbox.leave_address(f"account:{account.id}", account.email)
    account.email = email
    audit.record("accounts.email.changed", f"account:{account.id}")


def _allows(said: dict[tuple[bytes, str], bool], address: str, purpose: Purpose) -> bool:
    return consent.allowed(said, phone_index(address), purpose)

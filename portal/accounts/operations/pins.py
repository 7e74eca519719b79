"""PINs: six digits, hashed slowly under a key that stands outside the database.

Slow on purpose: everything here that hashes is called before the transaction, never inside.
"""

from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from portal.accounts import rules
from portal.accounts.models import Account
from portal.core.errors import Refused
from portal.core.sealed import keyed

# OWASP's argon2id profile with the least memory: 25 ms, and each try costs five of them.
hasher = PasswordHasher(time_cost=5, memory_cost=7 * 1024, parallelism=1)
_NOBODY = "$argon2id$v=19$m=7168,t=5,p=1$c29tZXNhbHRzb21lc2FsdA$0tXwZHbDr2jg1PUtw9uXVw"


def hashed(pin: str) -> str:
    """What is kept of a PIN."""
    return hasher.hash(_peppered(pin))


def check_strength(pin: str, phone: str | None, field: str = "new_pin") -> None:
    """Raises Refused("pin_weak") for digits that others would try first."""
    if rules.is_weak_pin(pin, phone or ""):
        raise Refused("pin_weak", field)


def is_right(account: Account, pin: str) -> bool:
    return _matches(account.pin_hash, pin)


def owner(accounts: Sequence[Account], pin: str) -> Account | None:
    """Whose PIN is it? None where it is nobody's, and where two have the same.

    As many hashes are made as people may share a number, so that the time it takes tells nothing
    of how many do.
    """
    hashes = [account.pin_hash for account in accounts[: rules.MOST_ON_A_NUMBER]]
    hashes += [None] * (rules.MOST_ON_A_NUMBER - len(hashes))
    right = [_matches(pin_hash, pin) for pin_hash in hashes]
    found = [account for account, fits in zip(accounts, right, strict=False) if fits]
    return found[0] if len(found) == 1 else None


def _matches(pin_hash: str | None, pin: str) -> bool:
    try:
        return hasher.verify(pin_hash or _NOBODY, _peppered(pin)) and pin_hash is not None
    except (Argon2Error, InvalidHashError):
        return False


def _peppered(pin: str) -> str:
    return keyed("pin", pin).hex()

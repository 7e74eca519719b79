"""The states that an account can be in."""

from enum import StrEnum


class AccountState(StrEnum):
    ACTIVE = "active"
    CONTESTED = "contested"  # "I did not ask for this account": closed until staff have looked
    ERASED = "erased"
    MERGED = "merged"  # its person has another account, which stays


class PhoneState(StrEnum):
    GOOD = "good"
    SUSPECT = "suspect"  # dormant, or the operator says it is not in service


class VisitFor(StrEnum):
    """What a visit at the door is for."""

    SIGN_IN = "sign_in"
    NUMBER = "number"  # a new number for a signed-in person

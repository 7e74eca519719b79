"""The states of an organisation and of who speaks for it."""

from enum import StrEnum


class Verification(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    BANNED = "banned"


class Form(StrEnum):
    """Legal forms, as Moroccan papers call them."""

    SARL = "sarl"
    SA = "sa"
    COOPERATIVE = "cooperative"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    ASSOCIATION = "association"
    OTHER = "other"


class ContactMode(StrEnum):
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    WALK_IN = "walk_in"


class MemberState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


class MemberRole(StrEnum):
    OWNER = "owner"  # may invite and remove others
    MEMBER = "member"


class Decision(StrEnum):
    """What staff say of an organisation."""

    VERIFY = "verify"
    ASK = "ask"  # for more, before it can be verified
    TAKE_CHANGE = "take_change"  # of a name or a number that was verified already
    LEAVE_CHANGE = "leave_change"
    SUSPEND = "suspend"
    BAN = "ban"
    LIFT = "lift"

"""The states of an agreement, its parties, its end."""

from enum import StrEnum


class AgreementState(StrEnum):
    DRAFT = "draft"
    TO_SIGN = "to_sign"
    SIGNED = "signed"  # by every party
    REJECTED = "rejected"  # a party said no
    CANCELLED = "cancelled"
    ENDED = "ended"


class Party(StrEnum):
    PERSON = "person"
    EMPLOYER = "employer"
    PROGRAMME = "programme"
    SCHOOL = "school"


class Outcome(StrEnum):
    FINISHED = "finished"
    PARTLY = "partly"
    ABSENT = "absent"

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


class AgreementKind(StrEnum):
    """What stands behind the internship; a label on the paper, from which nothing follows."""

    OBSERVATION = "observation"  # stage d'observation
    SCHOOL = "school"  # with a school: PFE, module
    GRANT = "grant"  # within a grant of the programme
    VOLUNTARY = "voluntary"  # outside a school


class Goal(StrEnum):
    DISCOVER = "discover"
    CONFIRM = "confirm"
    HIRE = "hire"


class Mark(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Contract(StrEnum):
    """The kind of job that an internship led to."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    DAILY = "daily"
    OTHER = "other"

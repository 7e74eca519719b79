"""The kinds and states of an opportunity."""

from enum import StrEnum


class Kind(StrEnum):
    OBSERVATION = "observation"  # stage d'observation
    INTERNSHIP = "internship"  # stage conventionné
    PFE = "pfe"  # projet de fin d'études
    APPRENTICESHIP = "apprenticeship"
    FIXED_TERM = "fixed_term"  # CDD
    PERMANENT = "permanent"  # CDI
    DAILY = "daily"  # by the day, by the task
    TRAINING = "training"
    WORK_GRANT = "work_grant"  # bourse de travail


INTERNSHIPS = (Kind.OBSERVATION, Kind.INTERNSHIP, Kind.PFE)


class OpportunityState(StrEnum):
    DRAFT = "draft"
    TO_CHECK = "to_check"  # staff have not looked yet
    SENT_BACK = "sent_back"  # staff ask for a change
    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    EXPIRED = "expired"  # nobody confirmed it
    WITHDRAWN = "withdrawn"


SHOWN = ("open", "paused", "filled", "expired")  # their page still answers, and says what they are


class PayPeriod(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"

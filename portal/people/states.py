"""The words that facts about a person are kept in."""

from enum import StrEnum


class PersonState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"  # by herself: no suggestion, no new application
    MERGED = "merged"
    ERASED = "erased"


class Learned(StrEnum):
    """Where a trade or a skill was learned."""

    FORMAL_JOB = "formal_job"
    INFORMAL_JOB = "informal_job"
    UNPAID = "unpaid"
    TRAINING = "training"
    SELF_TAUGHT = "self_taught"


class Level(StrEnum):
    """How well a language is spoken or written; about A1-A2, B1-B2, C1-C2 of the CEFR."""

    NONE = "none"
    LITTLE = "little"
    GOOD = "good"
    FLUENT = "fluent"


class Travel(StrEnum):
    """How far a person can go to work each day."""

    NEAR = "near"  # on foot, in her quarter
    CITY = "city"
    AROUND = "around"  # the towns near by
    MOVE = "move"  # she would move to another city


class Hours(StrEnum):
    """When a person is free to work."""

    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    EVENINGS = "evenings"
    WEEKENDS = "weekends"


class Want(StrEnum):
    """What a person looks for: the kinds of opportunity (tests hold the two lists together)."""

    OBSERVATION = "observation"
    INTERNSHIP = "internship"
    PFE = "pfe"
    APPRENTICESHIP = "apprenticeship"
    FIXED_TERM = "fixed_term"
    PERMANENT = "permanent"
    DAILY = "daily"
    TRAINING = "training"
    WORK_GRANT = "work_grant"


class WorkRoute(StrEnum):
    """When she can begin, as her counsellor recorded it. Never why."""

    NOW = "now"
    WEEKS = "weeks"  # needs some weeks, with our help
    COUNSELLOR = "counsellor"  # her counsellor decides


class Step(StrEnum):
    """The five screens of a profile, in their order."""

    TRADES = "trades"
    SKILLS = "skills"
    LANGUAGES = "languages"
    PLACE = "place"
    WISHES = "wishes"


class MadeHow(StrEnum):
    SELF = "self"
    COUNSELLOR = "counsellor"
    IMPORT = "import"

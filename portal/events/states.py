"""The states that things of an event can be in."""

from enum import StrEnum


class Kind(StrEnum):
    JOB_FAIR = "job_fair"
    INFORMATION = "information_session"
    TRAINING = "training"
    WORKSHOP = "workshop"


class Mode(StrEnum):
    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class RegistrationState(StrEnum):
    ACTIVE = "active"
    CANCELLED = "cancelled"
    MERGED = "merged"


class Source(StrEnum):
    WEB = "web"
    STAFF = "staff"
    IMPORT = "import"
    DOOR = "door"  # came without a registration


class SeatState(StrEnum):
    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"  # a place is held for this person until the offer ends
    LAPSED = "lapsed"  # three offers went unanswered
    CANCELLED = "cancelled"


HOLDING = (SeatState.SEATED, SeatState.OFFERED)  # these count against the capacity


class ImportState(StrEnum):
    READY = "ready"  # checked, waits for a decision
    CHECKING = "checking"
    WRITING = "writing"
    DONE = "done"


class SendingState(StrEnum):
    DRAFT = "draft"  # being written; nothing is sent
    SCHEDULED = "scheduled"  # waits for its hour
    PLANNING = "planning"  # copies are being written, one for each person
    PLANNED = "planned"  # every copy stands in the outbox
    CANCELLED = "cancelled"
